//! "Did you mean": the known name nearest to an unknown one.

/// The candidate that looks most like `name`, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (wanted.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|c| (distance(&wanted, &c.to_lowercase()), c))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, c)| c)
}

/// The end of a message about an unknown name: the nearest known one, or all of them when they are few.
#[must_use]
pub fn hint<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    match nearest(name, candidates.iter().copied()) {
        Some(near) => format!("; did you mean {near:?}?"),
        None if (1..=12).contains(&candidates.len()) => {
            format!("; known are {}", candidates.join(", "))
        }
        None => String::new(),
    }
}

/// Edit distance, a swap of neighbours counting once.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let substitution = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = substitution.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["licenses", "acquires", "sells"];
        assert_eq!(nearest("licences", known), Some("licenses"));
        assert_eq!(nearest("aquires", known), Some("acquires"));
        assert_eq!(nearest("selsl", known), Some("sells"));
        assert_eq!(nearest("flies", known), None);
        assert_eq!(
            hint("flies", known),
            "; known are licenses, acquires, sells"
        );
    }
}
