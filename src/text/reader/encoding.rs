//! From bytes to text: byte order marks, UTF-8, declared and guessed encodings, and bytes that are no text at all.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text with a remark about how it was decoded.
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// What was odd, for a diagnostic.
    pub remark: Option<String>,
}

/// Decodes bytes, or says why they are not text.
pub(super) fn decode(bytes: &[u8], html: bool) -> Result<Decoded, String> {
    if let Some(kind) = magic(bytes) {
        return Err(format!("is not text but {kind}: convert it to text first"));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, malformed) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let remark = malformed.then(|| broken(encoding.name()));
        return Ok(Decoded {
            text: text.into_owned(),
            remark,
        });
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, malformed) = encoding.decode_without_bom_handling(bytes);
        let remark = malformed.then(|| broken(encoding.name()));
        return Ok(Decoded {
            text: text.into_owned(),
            remark,
        });
    }
    if is_binary(bytes) {
        return Err("is not text but binary data: convert it to text first".to_owned());
    }
    let end = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return Ok(Decoded {
                text: text.to_owned(),
                remark: None,
            });
        }
        Err(error) => error,
    };
    if let Some(encoding) = html
        .then(|| declared(bytes))
        .flatten()
        .filter(|e| *e != UTF_8)
    {
        let (text, malformed) = encoding.decode_without_bom_handling(bytes);
        return Ok(Decoded {
            text: text.into_owned(),
            remark: malformed.then(|| broken(encoding.name())),
        });
    }
    let lossy = String::from_utf8_lossy(bytes);
    let bad = lossy.matches('\u{fffd}').count();
    let good = lossy
        .chars()
        .filter(|c| !c.is_ascii() && *c != '\u{fffd}')
        .count();
    if good >= 4 * bad.max(1) || end.error_len().is_none() {
        return Ok(Decoded {
            text: lossy.into_owned(),
            remark: Some(broken("UTF-8")),
        });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Ok(Decoded {
        text: text.into_owned(),
        remark: Some(format!("is not valid UTF-8; read as {}", encoding.name())),
    })
}

/// Line ends become `\n`, control characters spaces; a byte order mark goes.
pub(super) fn normalise(text: String) -> String {
    let text = text
        .strip_prefix('\u{feff}')
        .map_or(Cow::Borrowed(&text), |t| Cow::Owned(t.to_owned()));
    let odd = |c: char| c == '\r' || (c.is_control() && c != '\n' && c != '\t');
    if !text.contains(odd) {
        return text.into_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{c}' => out.push('\n'),
            c if odd(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn broken(encoding: &str) -> String {
    format!("holds bytes that are not valid {encoding}; they were replaced")
}

fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 14] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office file"),
        (b"\x1f\x8b", "gzip-compressed data"),
        (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
        (b"BZh9", "bzip2-compressed data"),
        (b"\xfd7zXZ\0", "xz-compressed data"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"{\\rtf", "a rich text file"),
    ];
    KINDS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, kind)| *kind)
}

fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let nuls = head.iter().filter(|b| **b == 0).count();
    let controls = head
        .iter()
        .filter(|b| **b < 32 && !matches!(**b, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b))
        .count();
    nuls * 200 > head.len() || controls * 20 > head.len()
}

fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 > half * 6 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 6 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that an HTML page's own `<meta>` names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = head.find("charset")?;
    let value = head[at + "charset".len()..]
        .trim_start()
        .strip_prefix('=')?;
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
        .unwrap_or(value.len());
    Encoding::for_label(&value.as_bytes()[..end])
}
