//! What the network sees of a word beside its pieces: its shape and its affixes.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Shape and affixes of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordFeatures {
    /// One of ten shapes.
    pub shape: i32,
    /// Hashes of its prefixes of one to three characters and its suffixes of two to four.
    pub affixes: [i32; 6],
}

impl WordFeatures {
    /// The features of a word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        Self {
            shape: shape(word),
            affixes: affixes(word),
        }
    }
}

fn shape(word: &str) -> i32 {
    let (mut letters, mut upper, mut digits, mut others) = (0u32, 0u32, 0u32, 0u32);
    let (mut first_upper, mut all_marks) = (false, true);
    for c in word.chars() {
        if is_letter(c) {
            let capital = c.is_uppercase();
            if letters == 0 {
                first_upper = capital;
            }
            letters += 1;
            upper += u32::from(capital);
        } else if is_digit(c) {
            digits += 1;
        } else {
            others += 1;
            all_marks &= matches!(c, '.' | ',' | ':' | '/' | '-' | '%');
        }
    }
    match (letters, digits) {
        (1.., 1..) => 8,
        (1.., 0) if upper == 0 => 1,
        (1, 0) => 4,
        (1.., 0) if upper == letters => 3,
        (1.., 0) if first_upper && upper == 1 => 2,
        (1.., 0) => 5,
        (0, 1..) if others == 0 => 6,
        (0, 1..) if all_marks => 7,
        (0, 1..) => 10,
        (0, 0) => 9,
    }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        c.general_category_group() == GeneralCategoryGroup::Letter
    }
}

fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit()
    } else {
        c.general_category() == GeneralCategory::DecimalNumber
            || matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨')
    }
}

/// Size of the table of affixes; 0 is padding.
const AFFIXES: u32 = 8192;

fn affixes(word: &str) -> [i32; 6] {
    let lower = word.to_lowercase();
    let starts = |n: usize| {
        lower
            .char_indices()
            .nth(n)
            .map_or(lower.as_str(), |(at, _)| &lower[..at])
    };
    let ends = |n: usize| {
        lower
            .char_indices()
            .nth_back(n - 1)
            .map_or(lower.as_str(), |(at, _)| &lower[at..])
    };
    [
        hash(b"p1", starts(1)),
        hash(b"p2", starts(2)),
        hash(b"p3", starts(3)),
        hash(b"s2", ends(2)),
        hash(b"s3", ends(3)),
        hash(b"s4", ends(4)),
    ]
}

/// FNV-1a over the tag and the affix.
fn hash(tag: &[u8; 2], affix: &str) -> i32 {
    let mut h = 0x811C_9DC5_u32;
    for byte in tag.iter().copied().chain(affix.bytes()) {
        h = (h ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (1 + h % (AFFIXES - 1)).cast_signed()
}
