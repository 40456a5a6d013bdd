//! Porter's stemmer (M. F. Porter, "An algorithm for suffix stripping", 1980), with the changes that NLTK makes to it.

/// Words whose stems the rules would miss.
const IRREGULAR: [(&str, &[&str]); 12] = [
    ("sky", &["sky", "skies"]),
    ("die", &["dying"]),
    ("lie", &["lying"]),
    ("tie", &["tying"]),
    ("news", &["news"]),
    ("inning", &["innings", "inning"]),
    ("outing", &["outings", "outing"]),
    ("canning", &["cannings", "canning"]),
    ("howe", &["howe"]),
    ("proceed", &["proceed"]),
    ("exceed", &["exceed"]),
    ("succeed", &["succeed"]),
];

/// The stem of a word, in lower case.
#[must_use]
pub fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    if let Some((stem, _)) = IRREGULAR.iter().find(|i| i.1.contains(&lower.as_str())) {
        return (*stem).to_owned();
    }
    let mut word = Word(lower.chars().collect());
    if word.0.len() <= 2 {
        return lower;
    }
    word.plural();
    word.past();
    word.final_y();
    word.double_suffix();
    word.suffix();
    word.last_suffix();
    word.final_e();
    word.final_l();
    word.0.into_iter().collect()
}

struct Word(Vec<char>);

impl Word {
    fn ends(&self, suffix: &str) -> bool {
        let n = suffix.chars().count();
        self.0.len() >= n
            && self.0[self.0.len() - n..]
                .iter()
                .copied()
                .eq(suffix.chars())
    }

    /// How many letters stand before a suffix.
    fn before(&self, suffix: &str) -> usize {
        self.0.len() - suffix.chars().count()
    }

    fn replace(&mut self, suffix: &str, by: &str) {
        self.0.truncate(self.before(suffix));
        self.0.extend(by.chars());
    }

    fn is_consonant(&self, i: usize) -> bool {
        match self.0[i] {
            'a' | 'e' | 'i' | 'o' | 'u' => false,
            'y' => i == 0 || !self.is_consonant(i - 1),
            _ => true,
        }
    }

    /// Porter's *m* of the first `n` letters: how often a vowel is followed by a consonant.
    fn measure(&self, n: usize) -> usize {
        let follows = |i: &usize| !self.is_consonant(i - 1) && self.is_consonant(*i);
        (1..n).filter(follows).count()
    }

    fn has_vowel(&self, n: usize) -> bool {
        (0..n).any(|i| !self.is_consonant(i))
    }

    fn double_consonant(&self, n: usize) -> bool {
        n >= 2 && self.0[n - 1] == self.0[n - 2] && self.is_consonant(n - 1)
    }

    /// Porter's *o*: consonant, vowel, consonant, the last one none of w, x, y; also two letters, vowel and consonant.
    fn short(&self, n: usize) -> bool {
        if n == 2 {
            return !self.is_consonant(0) && self.is_consonant(1);
        }
        n >= 3
            && self.is_consonant(n - 3)
            && !self.is_consonant(n - 2)
            && self.is_consonant(n - 1)
            && !matches!(self.0[n - 1], 'w' | 'x' | 'y')
    }

    /// Step 1a.
    fn plural(&mut self) {
        if self.ends("sses") {
            self.replace("sses", "ss");
        } else if self.ends("ies") {
            let by = if self.0.len() == 4 { "ie" } else { "i" };
            self.replace("ies", by);
        } else if !self.ends("ss") && self.ends("s") {
            self.replace("s", "");
        }
    }

    /// Step 1b.
    fn past(&mut self) {
        if self.ends("ied") {
            let by = if self.0.len() == 4 { "ie" } else { "i" };
            self.replace("ied", by);
            return;
        }
        if self.ends("eed") {
            if self.measure(self.before("eed")) > 0 {
                self.replace("eed", "ee");
            }
            return;
        }
        let suffix = ["ed", "ing"]
            .into_iter()
            .find(|s| self.ends(s) && self.has_vowel(self.before(s)));
        let Some(suffix) = suffix else {
            return;
        };
        self.replace(suffix, "");
        let n = self.0.len();
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.0.push('e');
        } else if self.double_consonant(n) {
            if !matches!(self.0[n - 1], 'l' | 's' | 'z') {
                self.0.pop();
            }
        } else if self.measure(n) == 1 && self.short(n) {
            self.0.push('e');
        }
    }

    /// Step 1c: after a consonant that is not the first letter.
    fn final_y(&mut self) {
        let n = self.0.len();
        if self.ends("y") && n > 2 && self.is_consonant(n - 2) {
            self.replace("y", "i");
        }
    }

    /// The first rule whose suffix the word has; it holds where the rest has a measure above `least`.
    fn first(&mut self, rules: &[(&str, &str)], least: usize) {
        let rule = rules.iter().find(|rule| self.ends(rule.0));
        if let Some((suffix, by)) = rule
            && self.measure(self.before(suffix)) > least
        {
            self.replace(suffix, by);
        }
    }

    /// Step 2.
    fn double_suffix(&mut self) {
        if self.ends("alli") && self.measure(self.before("alli")) > 0 {
            self.replace("alli", "al");
            self.double_suffix();
            return;
        }
        // the measure of "log" counts its l
        if self.ends("logi") {
            if self.measure(self.0.len() - 3) > 0 {
                self.replace("logi", "log");
            }
            return;
        }
        let rules = [
            ("ational", "ate"),
            ("tional", "tion"),
            ("enci", "ence"),
            ("anci", "ance"),
            ("izer", "ize"),
            ("bli", "ble"),
            ("alli", "al"),
            ("entli", "ent"),
            ("eli", "e"),
            ("ousli", "ous"),
            ("ization", "ize"),
            ("ation", "ate"),
            ("ator", "ate"),
            ("alism", "al"),
            ("iveness", "ive"),
            ("fulness", "ful"),
            ("ousness", "ous"),
            ("aliti", "al"),
            ("iviti", "ive"),
            ("biliti", "ble"),
            ("fulli", "ful"),
        ];
        self.first(&rules, 0);
    }

    /// Step 3.
    fn suffix(&mut self) {
        let rules = [
            ("icate", "ic"),
            ("ative", ""),
            ("alize", "al"),
            ("iciti", "ic"),
            ("ical", "ic"),
            ("ful", ""),
            ("ness", ""),
        ];
        self.first(&rules, 0);
    }

    /// Step 4.
    fn last_suffix(&mut self) {
        let suffixes = [
            "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion",
            "ou", "ism", "ate", "iti", "ous", "ive", "ize",
        ];
        let Some(suffix) = suffixes.into_iter().find(|s| self.ends(s)) else {
            return;
        };
        let n = self.before(suffix);
        let fits = suffix != "ion" || n > 0 && matches!(self.0[n - 1], 's' | 't');
        if fits && self.measure(n) > 1 {
            self.replace(suffix, "");
        }
    }

    /// Step 5a.
    fn final_e(&mut self) {
        if self.ends("e") {
            let n = self.before("e");
            let m = self.measure(n);
            if m > 1 || m == 1 && !self.short(n) {
                self.0.pop();
            }
        }
    }

    /// Step 5b.
    fn final_l(&mut self) {
        if self.ends("ll") && self.measure(self.0.len() - 1) > 1 {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn words_of_each_step() {
        for (word, wanted) in [
            ("mills", "mill"),
            ("glasses", "glass"),
            ("Ponies", "poni"),
            ("ties", "tie"),
            ("dying", "die"),
            ("agreed", "agre"),
            ("need", "need"),
            ("closed", "close"),
            ("planned", "plan"),
            ("falling", "fall"),
            ("rating", "rate"),
            ("bring", "bring"),
            ("company", "compani"),
            ("by", "by"),
            ("enjoy", "enjoy"),
            ("relational", "relat"),
            ("national", "nation"),
            ("geology", "geolog"),
            ("electrical", "electr"),
            ("happiness", "happi"),
            ("production", "product"),
            ("management", "manag"),
            ("rate", "rate"),
            ("controlled", "control"),
            ("is", "is"),
        ] {
            assert_eq!(stem(word), wanted, "{word}");
        }
    }
}
