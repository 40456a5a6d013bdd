//! Words that are written together with the word before them.

use super::is_apostrophe;

/// Byte offsets inside `word` at which a clitic begins, in order.
pub fn cuts(word: &str, found: &mut Vec<usize>) {
    found.clear();
    if word.len() > 40 || !word.chars().next().is_some_and(char::is_alphanumeric) {
        return;
    }
    if word.contains(is_apostrophe) {
        apostrophe_cuts(word, found);
    } else if let Some(cut) = merged(word) {
        found.push(cut);
    }
}

fn apostrophe_cuts(word: &str, found: &mut Vec<usize>) {
    let mut end = word.len();
    while let Some(at) = word[..end].rfind(is_apostrophe) {
        let mark = word[at..].chars().next().map_or(1, char::len_utf8);
        let tail = &word[at + mark..end];
        let cut = if tail.eq_ignore_ascii_case("t") && at >= 2 && ends_in_n(&word[..at]) {
            at - 1
        } else if at > 0 && is_clitic(tail) {
            at
        } else {
            break;
        };
        found.push(cut);
        end = cut;
    }
    // A lone apostrophe at the end is a possessive or a closing quote.
    if found.is_empty() && word.ends_with(is_apostrophe) {
        let at = word.trim_end_matches(is_apostrophe).len();
        if at > 0 && at < word.len() {
            found.push(at);
        }
    }
    found.reverse();
}

fn ends_in_n(stem: &str) -> bool {
    stem.ends_with(['n', 'N'])
}

fn is_clitic(tail: &str) -> bool {
    ["s", "m", "d", "re", "ve", "ll"]
        .iter()
        .any(|c| tail.eq_ignore_ascii_case(c))
}

/// Words that are two without an apostrophe.
fn merged(word: &str) -> Option<usize> {
    let mut lower = [0u8; 8];
    if !(2..=8).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let lower = &mut lower[..word.len()];
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    Some(match &*lower {
        b"cannot" | b"gonna" | b"wanna" | b"gotta" | b"lotta" | b"outta" | b"gimme" | b"lemme" => 3,
        b"alot" => 1,
        b"dunno" => 3,
        b"dont" | b"cant" | b"wont" | b"isnt" | b"aint" => 2,
        b"didnt" | b"arent" | b"hasnt" | b"wasnt" | b"hadnt" => 3,
        b"doesnt" | b"havent" | b"werent" => 4,
        b"wouldnt" | b"couldnt" => 5,
        b"shouldnt" => 6,
        b"thats" | b"whats" => 4,
        b"theres" => 5,
        b"youre" => 3,
        b"theyre" | b"theyve" => 4,
        b"im" | b"ive" if word.starts_with(['I', 'i']) && !word[1..].contains(['M', 'V']) => 1,
        _ => return None,
    })
}
