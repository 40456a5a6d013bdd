//! Which hyphens hold a word together.

/// Whether the hyphen between `left` and `right` stays inside the word: bound prefixes and product codes do,
/// compounds do not.
pub fn joins(left: &str, right: &str) -> bool {
    // "ex-minister" is a word, "ex-Norvane" says something of a name
    let former = left.eq_ignore_ascii_case("ex") && right.starts_with(char::is_uppercase);
    is_prefix(left) && !former || is_code(left, right)
}

fn is_prefix(left: &str) -> bool {
    let mut lower = [0u8; 8];
    if left.len() > lower.len() || !left.is_ascii() {
        return false;
    }
    let lower = &mut lower[..left.len()];
    for (to, from) in lower.iter_mut().zip(left.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    matches!(
        &*lower,
        b"e" | b"non"
            | b"pre"
            | b"anti"
            | b"mid"
            | b"re"
            | b"post"
            | b"co"
            | b"over"
            | b"pro"
            | b"multi"
            | b"ex"
            | b"sub"
            | b"semi"
            | b"cross"
            | b"neo"
            | b"counter"
            | b"mini"
            | b"inter"
            | b"intra"
            | b"micro"
            | b"macro"
            | b"ultra"
            | b"trans"
            | b"bi"
            | b"un"
            | b"de"
            | b"super"
            | b"hyper"
            | b"arch"
    )
}

/// A code such as `HVT-212`: at least three capitals, then a part that begins with a digit.
fn is_code(left: &str, right: &str) -> bool {
    left.len() >= 3
        && left.len() <= 8
        && left
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && left.as_bytes()[0].is_ascii_uppercase()
        && right.starts_with(|c: char| c.is_ascii_digit())
}
