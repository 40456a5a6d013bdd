//! Words as the benchmark compares them: separated as in the Penn Treebank, stemmed, and joined again.

use super::stem;

/// Text without spaces and underscores, in lower case.
pub fn joined(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '_');
    kept.flat_map(char::to_lowercase).collect()
}

/// The stems of a text, joined.
pub fn stemmed(text: &str) -> String {
    let stems: String = split(text).iter().map(|word| stem(word)).collect();
    joined(&stems)
}

/// The stems of an entity's label, joined; the first of January, which stands for dates that are years only, left out.
pub fn of_entity(label: &str) -> String {
    stemmed(label).replace("01januari", "")
}

/// Abbreviations whose period ends no sentence.
const ABBREVIATIONS: [&str; 18] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "co", "inc", "corp", "ltd", "bros", "vs",
    "no", "vol", "e.g", "i.e",
];

/// Endings that stand alone after their word.
const CLITICS: [&str; 7] = ["'s", "'m", "'d", "'ll", "'re", "'ve", "n't"];

/// Words as the Penn Treebank separates them: punctuation stands alone, but for periods inside a sentence and commas and
/// colons inside numbers; clitics stand alone; straight quotation marks become `` and ''.
fn split(text: &str) -> Vec<String> {
    let chunks: Vec<&str> = text.split_whitespace().collect();
    let mut words = Vec::new();
    for (i, chunk) in chunks.iter().enumerate() {
        let next = chunks.get(i + 1);
        let capital = |w: &&str| w.starts_with(|c: char| c.is_uppercase() || c == '"');
        split_chunk(chunk, next.is_none_or(capital), next.is_none(), &mut words);
    }
    words
}

/// One chunk without white space; `before_capital`: a sentence may end with it; `last`: the text ends with it.
fn split_chunk(chunk: &str, before_capital: bool, last: bool, words: &mut Vec<String>) {
    let chars: Vec<char> = chunk.chars().collect();
    let mut word = String::new();
    let flush = |word: &mut String, words: &mut Vec<String>| {
        if !word.is_empty() {
            words.extend(clitics(std::mem::take(word)));
        }
    };
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let next = chars.get(i + 1).copied();
        let closing = |c: &char| matches!(c, '"' | '\'' | ')' | ']' | '}' | '>' | '”' | '’' | '»');
        let run = chars[i..].iter().take_while(|d| **d == c).count();
        let alone = match c {
            '.' if run > 1 => run,
            '-' if run > 1 => 2,
            '.' => {
                let at_end = chars[i + 1..].iter().all(closing);
                let name = ABBREVIATIONS.contains(&word.to_lowercase().as_str())
                    || word.chars().count() == 1
                    || word.contains('.');
                usize::from(at_end && (last || before_capital && !name))
            }
            ',' | ':' => usize::from(next.is_none_or(|n| !n.is_ascii_digit())),
            _ => usize::from(";@#$%&?!()[]{}<>«»“”‘".contains(c)),
        };
        if alone > 0 {
            flush(&mut word, words);
            words.push(chars[i..i + alone].iter().collect());
            i += alone;
        } else if c == '"' {
            let opens = word.is_empty() && (i == 0 || "([{<".contains(chars[i - 1]));
            flush(&mut word, words);
            words.push(if opens { "``" } else { "''" }.to_owned());
            i += 1;
        } else {
            word.push(c);
            i += 1;
        }
    }
    flush(&mut word, words);
}

fn clitics(word: String) -> Vec<String> {
    let lower = word.to_lowercase();
    for ending in CLITICS {
        if lower.len() == word.len() && lower.len() > ending.len() && lower.ends_with(ending) {
            let (front, back) = word.split_at(word.len() - ending.len());
            return vec![front.to_owned(), back.to_owned()];
        }
    }
    match word.strip_suffix('\'') {
        Some(front) if !front.is_empty() => vec![front.to_owned(), "'".to_owned()],
        _ => vec![word],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_separated() {
        let text = "\"Ola's mills\" (1,200 of them) aren't sold, Mr. Brask said. It closed.";
        let wanted =
            "`` Ola 's mills '' ( 1,200 of them ) are n't sold , Mr. Brask said . It closed .";
        assert_eq!(split(text).join(" "), wanted);
    }

    #[test]
    fn entities_are_found_by_their_stems() {
        let sentence = stemmed("The Companies of Oskarvale were founded in 2010.");
        assert!(sentence.contains(&of_entity("company")));
        assert!(sentence.contains(&of_entity("01 January 2010")));
        assert!(!sentence.contains(&of_entity("Tessermint")));
    }
}
