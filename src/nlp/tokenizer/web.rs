//! Addresses, names of files and emoticons: words with punctuation inside.

/// Length of the address or file name at the start of `rest` (which holds no white space), or 0.
pub fn address(rest: &str) -> usize {
    let scheme = ["http://", "https://", "ftp://", "mailto:", "www.", "doi:"];
    if scheme.iter().any(|s| {
        rest.len() > s.len()
            && rest
                .get(..s.len())
                .is_some_and(|p| p.eq_ignore_ascii_case(s))
    }) {
        return trimmed(rest);
    }
    let local = prefix(rest, |c| c.is_alphanumeric() || "._%+-".contains(c));
    if local > 0 && rest[local..].starts_with('@') {
        let host = host(&rest[local + 1..]);
        if host > 0 {
            return local + 1 + host;
        }
    }
    let host = host(rest);
    if host > 0 && is_top_level(rest[..host].rsplit('.').next().unwrap_or("")) {
        return if rest[host..].starts_with('/') {
            trimmed(rest)
        } else {
            host
        };
    }
    0
}

/// Length of a whole-chunk emoticon (punctuation after it allowed), or 0.
pub fn emoticon(rest: &str) -> usize {
    let core = rest.trim_end_matches(['.', ',', '!', '?']);
    match core {
        ":)" | ":-)" | ";)" | ";-)" | ":(" | ":-(" | ":D" | ":-D" | ":P" | ":-P" | "=)" | "=("
        | "(:" | ":/" | "^_^" | "-_-" | "<3" | ":))" | ":)))" | ":]" | ":o" | ":O" | "xD"
        | "XD" | ":')" | ":'(" => core.len(),
        _ => 0,
    }
}

/// A host name: labels of letters, digits and hyphens with dots between them.
fn host(text: &str) -> usize {
    let mut end = prefix(text, |c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
    while end > 0 && !text.as_bytes()[end - 1].is_ascii_alphanumeric() {
        end -= 1;
    }
    let name = &text[..end];
    let labels = name.split('.').count();
    let last = name.rsplit('.').next().unwrap_or("");
    let good = labels >= 2
        && name.split('.').all(|l| !l.is_empty())
        && last.len() >= 2
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && name
            .split('.')
            .next()
            .is_some_and(|l| l.len() >= 2 || labels > 2);
    if good { end } else { 0 }
}

fn is_top_level(label: &str) -> bool {
    let lower = label.chars().skip(1).all(|c| c.is_ascii_lowercase())
        || label.chars().all(|c| c.is_ascii_uppercase());
    lower
        && matches!(
            label.to_ascii_lowercase().as_str(),
            "com"
                | "org"
                | "net"
                | "gov"
                | "edu"
                | "info"
                | "biz"
                | "uk"
                | "eu"
                | "io"
                | "ai"
                | "de"
                | "fr"
                | "jp"
                | "cn"
                | "ca"
                | "au"
                | "nz"
                | "ch"
                | "nl"
                | "se"
                | "dk"
                | "ru"
                | "br"
                | "tw"
                | "mx"
                | "tv"
                | "dev"
                | "app"
                | "example"
                | "mil"
                | "int"
                | "doc"
                | "docx"
                | "xls"
                | "xlsx"
                | "pdf"
                | "txt"
                | "html"
                | "htm"
                | "ppt"
                | "pptx"
                | "zip"
                | "exe"
                | "js"
                | "py"
                | "csv"
                | "json"
                | "xml"
                | "jpg"
                | "png"
        )
}

fn prefix(text: &str, keep: impl Fn(char) -> bool) -> usize {
    text.find(|c| !keep(c)).unwrap_or(text.len())
}

/// The whole rest without the punctuation that belongs to the sentence.
fn trimmed(rest: &str) -> usize {
    let end = rest
        .find(['"', '<', '>', '”', '“', '»', '«'])
        .unwrap_or(rest.len());
    let mut url = &rest[..end];
    loop {
        let Some(last) = url.chars().next_back() else {
            return 0;
        };
        let closes = match last {
            ')' => !url.contains('('),
            ']' => !url.contains('['),
            c => ".,;:!?'’*".contains(c),
        };
        if !closes {
            return url.len();
        }
        url = &url[..url.len() - last.len_utf8()];
    }
}
