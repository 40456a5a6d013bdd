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

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers come from the trainer's own code.
    #[test]
    fn agrees_with_the_trainer() {
        for (word, shape, affixes) in [
            ("Velkor", 2, [5590, 4658, 4556, 3963, 7806, 2748]),
            ("n't", 1, [625, 2841, 8065, 7951, 638, 1988]),
            ("U.S.", 3, [4752, 6072, 3929, 5102, 6254, 531]),
            ("OpenQuil", 5, [3076, 1841, 1317, 7660, 2717, 7853]),
            ("1,000.5", 7, [4374, 7124, 5169, 6614, 4646, 2588]),
            ("A", 4, [1400, 1995, 5438, 4880, 1437, 4598]),
            ("A320neo", 8, [1400, 7978, 2000, 5221, 2836, 5558]),
            ("’s", 1, [7398, 160, 6048, 1644, 7411, 688]),
            ("naïve", 1, [625, 7301, 1755, 6939, 3402, 7686]),
            ("İstanbul", 2, [6365, 7986, 2625, 8083, 1680, 8163]),
            ("東京", 1, [847, 7183, 2658, 2765, 1157, 4286]),
            ("½", 9, [774, 7299, 1088, 89, 6364, 6033]),
            ("m²", 8, [7978, 7891, 878, 1358, 1741, 5119]),
            ("20%", 7, [5212, 7278, 738, 4986, 3186, 3507]),
            ("Qorvane-Tarn", 5, [3139, 6079, 4040, 2850, 5562, 4215]),
            ("É", 4, [3568, 4505, 2321, 3135, 1905, 636]),
            ("Ǆ", 4, [5088, 2481, 6874, 3017, 6751, 2724]),
        ] {
            assert_eq!(
                WordFeatures::of(word),
                WordFeatures { shape, affixes },
                "{word}"
            );
        }
    }
}
