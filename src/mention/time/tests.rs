//! Times in invented sentences.

use super::*;
use crate::mention::sample;
use crate::nlp::View;

/// Each line: a sentence, then what is found in it, as `words relation value`.
fn check(publication: Option<&str>, cases: &[(&str, &str)]) {
    let publication = publication.map(|p| p.parse().expect("a date"));
    let mut wrong = Vec::new();
    for (sentence, wanted) in cases {
        let (document, analysis) = sample::sentence(sentence);
        let view = View::new(&document, &analysis);
        let found: Vec<String> = find_times(&view, publication)
            .iter()
            .map(|t| {
                format!(
                    "{} = {:?} {}",
                    view.words(&t.tokens),
                    t.relation,
                    t.iso().unwrap_or_else(|| "?".to_owned())
                )
            })
            .collect();
        let found = found.join("; ");
        if found != *wanted {
            wrong.push(format!("{sentence}\n   wanted {wanted}\n   found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn reads_absolute_dates() {
    check(
        None,
        &[
            (
                "signed/VERB on 14 June 2019",
                "on 14 June 2019 = At 2019-06-14",
            ),
            (
                "signed/VERB on June 14th , 2019 .",
                "on June 14th , 2019 = At 2019-06-14",
            ),
            (
                "signed/VERB on the 14th of June 2019 .",
                "on the 14th of June 2019 = At 2019-06-14",
            ),
            (
                "signed/VERB on 2019-06-14 .",
                "on 2019-06-14 = At 2019-06-14",
            ),
            (
                "signed/VERB on 2019 _- _06 _- _14 .",
                "on 2019-06-14 = At 2019-06-14",
            ),
            (
                "signed/VERB on 14.06.2019 .",
                "on 14.06.2019 = At 2019-06-14",
            ),
            (
                "signed/VERB on 06/14/2019 .",
                "on 06/14/2019 = At 2019-06-14",
            ),
            ("signed/VERB in Sept. 2019 .", "in Sept. 2019 = At 2019-09"),
            (
                "signed/VERB in June , 2019 .",
                "in June , 2019 = At 2019-06",
            ),
            (
                "sold/VERB it in the third quarter of 2025 .",
                "in the third quarter of 2025 = At 2025-Q3",
            ),
            ("sold/VERB it in Q3 2025 .", "in Q3 2025 = At 2025-Q3"),
            (
                "sold/VERB it in the first half of 2025 .",
                "in the first half of 2025 = At 2025-H1",
            ),
            ("sold/VERB it in H1 2025 .", "in H1 2025 = At 2025-H1"),
            (
                "expects/PRES growth in fiscal year 2026 .",
                "in fiscal year 2026 = At FY2026",
            ),
            ("expects/PRES growth in FY26 .", "in FY26 = At FY2026"),
            (
                "expects/PRES growth in fiscal 2026 .",
                "in fiscal 2026 = At FY2026",
            ),
            (
                "rose/VERB in the fiscal year ended/PART 31 March 2025 .",
                "in the fiscal year ended 31 March 2025 = At 2025-03-31",
            ),
            (
                "opened/VERB in the summer of 2025 .",
                "in the summer of 2025 = At 2025",
            ),
            ("opened/VERB in the 1990s .", "in the 1990s = At 1990/1999"),
            (
                "since/ADP 2019 it has sold/PART them",
                "since 2019 = From 2019",
            ),
            ("runs/PRES through 2032 .", "through 2032 = Until 2032"),
            (
                "runs/PRES until the end of 2027 .",
                "until the end of 2027 = Until 2027-12",
            ),
            ("will open/INF by 2030 .", "by 2030 = By 2030"),
            ("will open/INF in mid-2027 .", "in mid-2027 = At 2027"),
            ("will open/INF in early 2027 .", "in early 2027 = At 2027"),
            (
                "will start/INF no later than 30 June 2027 .",
                "no later than 30 June 2027 = By 2027-06-30",
            ),
            (
                "ran/VERB from 2019 to 2024 .",
                "from 2019 to 2024 = At 2019/2024",
            ),
            (
                "ran/VERB between 2019 and 2021 .",
                "between 2019 and 2021 = At 2019/2021",
            ),
            ("ran/VERB in 2019 – 2024 .", "in 2019 – 2024 = At 2019/2024"),
            (
                "ran/VERB in May – June 2025 .",
                "in May – June 2025 = At 2025-05/2025-06",
            ),
            (
                "ran/VERB in July - September 2025 .",
                "in July - September 2025 = At 2025-Q3",
            ),
            ("its 2023 contract ended/VERB", "2023 = At 2023"),
            (
                "starting/VERB in 2026 it sells/PRES them",
                "starting in 2026 = From 2026",
            ),
            (
                "holds/PRES from January 2025 onwards .",
                "from January 2025 onwards = From 2025-01",
            ),
            (
                "holds/PRES as of 1 March 2026 .",
                "as of 1 March 2026 = From 2026-03-01",
            ),
            (
                "the 2033-34 season ended/VERB",
                "the 2033-34 season = At 2033/2034",
            ),
        ],
    );
}

#[test]
fn resolves_against_the_date_of_publication() {
    // A Wednesday.
    check(
        Some("2026-03-18"),
        &[
            ("sold/VERB it last October .", "last October = At 2025-10"),
            ("sold/VERB it last year .", "last year = At 2025"),
            ("sold/VERB it last month .", "last month = At 2026-02"),
            ("will sell/INF it next autumn .", "next autumn = At 2026"),
            (
                "said/VERB earlier this month that",
                "earlier this month = At 2026-03",
            ),
            (
                "began/VERB in January of this year",
                "in January of this year = At 2026-01",
            ),
            ("began/VERB in April", "in April = At 2025-04"),
            ("will begin/INF in April", "in April = At 2026-04"),
            ("said/VERB on Tuesday", "on Tuesday = At 2026-03-17"),
            ("said/VERB Wednesday", "Wednesday = At 2026-03-18"),
            ("will meet/INF on Monday", "on Monday = At 2026-03-23"),
            ("said/VERB today", "today = At 2026-03-18"),
            ("said/VERB yesterday", "yesterday = At 2026-03-17"),
            ("signed/VERB three years ago .", "three years ago = At 2023"),
            (
                "until last year it held/VERB",
                "until last year = Until 2025",
            ),
            (
                "paid/PART by the end of last year",
                "by the end of last year = By 2025-12",
            ),
            ("until now it held/VERB", "until now = Until 2026-03-18"),
            ("until recently it held/VERB", "until recently = Until ?"),
            ("will meet/INF on the 26th .", "on the 26th = At 2026-03-26"),
            ("closes/PRES on 30 June .", "on 30 June = At 2026-06-30"),
            ("closed/VERB on 30 June .", "on 30 June = At 2025-06-30"),
            ("will close/INF by year-end .", "by year-end = By 2026-12"),
            (
                "will close/INF at Christmas .",
                "at Christmas = At 2026-12-25",
            ),
            ("will close/INF by Easter .", "by Easter = By 2026-04-05"),
            (
                "reached/VERB 5 in July-September .",
                "in July-September = At 2025-Q3",
            ),
            (
                "will move/INF it from 2028 to late next year .",
                "from 2028 = From 2028; to late next year = Until 2027",
            ),
            (
                "revenue in the year to March rose/VERB",
                "in the year to March = At 2026-03",
            ),
            (
                "signed/VERB it in March 2019 and closed/VERB it in June .",
                "in March 2019 = At 2019-03; in June = At 2019-06",
            ),
            (
                "opened/VERB in 2022 and two years later closed/VERB",
                "in 2022 = At 2022; two years later = At 2024",
            ),
            (
                "opened/VERB in 2022 and the following year closed/VERB",
                "in 2022 = At 2022; the following year = At 2023",
            ),
            (
                "opened/VERB on 3 May 2022 and the same day closed/VERB",
                "on 3 May 2022 = At 2022-05-03; the same day = At 2022-05-03",
            ),
            ("last Friday it closed/VERB", "last Friday = At 2026-03-13"),
            ("said/VERB last night that", "last night = At 2026-03-17"),
            (
                "due/ADJ to open/INF in the second quarter .",
                "in the second quarter = At 2026-Q2",
            ),
        ],
    );
}

#[test]
fn reads_durations_and_periods() {
    check(
        Some("2026-03-18"),
        &[
            (
                "spends/PRES it over eight years",
                "over eight years = For P8Y",
            ),
            ("rents/PRES it for 12 years", "for 12 years = For P12Y"),
            ("a seven - year agreement", "seven - year = For P7Y"),
            ("a seven-year agreement", "seven-year = For P7Y"),
            ("was down for eleven hours", "for eleven hours = For PT11H"),
            ("lasted/VERB 18 months", "18 months = For P18M"),
            (
                "will open/INF in three weeks",
                "in three weeks = Within P3W",
            ),
            ("left/VERB within weeks", "within weeks = Within ?"),
            (
                "within 12 months it sells/PRES",
                "within 12 months = Within P12M",
            ),
            ("pays/PRES 5 dollars a year", "a year = At P1Y"),
            ("pays/PRES it annually", "annually = At P1Y"),
            ("pays/PRES it every two years", "every two years = At P2Y"),
            (
                "ran/VERB for two and a half years",
                "for two and a half years = For P30M",
            ),
            (
                "over the past three years it grew/VERB",
                "over the past three years = For P3Y",
            ),
            ("a 45 - year - old man", ""),
            ("a few weeks ago it closed/VERB", "a few weeks ago = At ?"),
        ],
    );
}

#[test]
fn the_clause_and_not_the_sentence_names_the_year() {
    check(
        Some("2026-03-18"),
        &[
            (
                "launched in 2017 , it was dropped/VERB last Christmas ; its rival grew/VERB in May .",
                "in 2017 = At 2017; last Christmas = At 2025-12-25; in May = At 2025-05",
            ),
            (
                "ended/VERB its study of the 2024 spill on 30 June .",
                "the 2024 = At 2024; on 30 June = At 2025-06-30",
            ),
            (
                "swapped/VERB it after 17 February , when the mill was/VERB dark .",
                "after 17 February = After 2026-02-17",
            ),
            ("Completion : December .", "December = At 2026-12"),
        ],
    );
}

#[test]
fn terms_beside_other_times() {
    check(
        Some("2026-03-18"),
        &[
            (
                "did/VERB it in the October - December quarter .",
                "in the October - December quarter = At 2025-Q4",
            ),
            ("left/VERB the pact four years early .", ""),
            (
                "rose/VERB in the year to 30 June 2025 , from 9 in the year before .",
                "in the year to 30 June 2025 = At 2025-06-30; in the year before = At 2024",
            ),
            (
                "Q3 FY25 sales rose/VERB , as did/VERB costs over the same period .",
                "Q3 FY25 = At 2025-Q3; over the same period = At 2025-Q3",
            ),
            ("grew/VERB most in '98 .", "in '98 = At 1998"),
            (
                "posted/VERB first - half revenue of 9 .",
                "first - half = At 2025-H1",
            ),
            (
                "posted/VERB full - year sales of 9 .",
                "full - year = At 2025",
            ),
            (
                "turnover for the year rose/VERB .",
                "for the year = At 2025",
            ),
            (
                "hired/VERB her with effect from 1 July .",
                "with effect from 1 July = From 2026-07-01",
            ),
            ("spends/PRES 5 dollars a year on chips .", "a year = At P1Y"),
            (
                "resigned/VERB with immediate effect .",
                "with immediate effect = From 2026-03-18",
            ),
        ],
    );
}

#[test]
fn keeps_the_words_without_a_date() {
    check(
        None,
        &[
            ("sold/VERB it last October .", "last October = At ?"),
            ("said/VERB on Tuesday", "on Tuesday = At ?"),
            ("said/VERB yesterday", "yesterday = At ?"),
            ("signed/VERB three years ago .", "three years ago = At ?"),
        ],
    );
}

#[test]
fn names_and_counts_are_no_dates() {
    check(
        Some("2026-03-18"),
        &[
            ("It may/AUX close/INF", ""),
            ("They march/PRES on", ""),
            ("It bought/VERB 2000 lorries", ""),
            ("Lantern 4 was released/PART", ""),
            ("a second plant opened/VERB", ""),
            ("a quarter of its staff left/VERB", ""),
            ("It took/VERB the B2019 road", ""),
        ],
    );
}

#[test]
fn later_findings() {
    check(
        Some("2026-03-18"),
        &[
            ("every Monday it meets/PRES", ""),
            ("see/INF https://example.org/2017/04/16/news", ""),
            (
                "grew/VERB in the past decade",
                "in the past decade = For P10Y",
            ),
            ("its first book ( 1806 ) sold/VERB", "1806 = At 1806"),
            (
                "In the December quarter it grew/VERB",
                "In the December quarter = At 2025-Q4",
            ),
            (
                "ran/VERB since 2012 and ended/VERB on 31 October .",
                "since 2012 = From 2012; on 31 October = At 2025-10-31",
            ),
            (
                "began/VERB in April and that month closed/VERB",
                "in April = At 2025-04; that month = At 2025-04",
            ),
            ("sold/VERB pre-2020 models", "pre-2020 = Before 2020"),
            (
                "closed/VERB over the weekend .",
                "over the weekend = At 2026-03-14/2026-03-15",
            ),
            ("sells/PRES it since August", "since August = From 2025-08"),
            (
                "stayed/VERB shut until Friday",
                "until Friday = Until 2026-03-20",
            ),
            (
                "made/VERB a million by Monday .",
                "by Monday = By 2026-03-16",
            ),
            ("will close/INF by Monday .", "by Monday = By 2026-03-23"),
            ("sold/VERB as of Monday .", "as of Monday = From 2026-03-16"),
            (
                "opened/VERB in June in 1981 .",
                "in June in 1981 = At 1981-06",
            ),
            (
                "for the next year it sells/PRES it",
                "for the next year = For P1Y",
            ),
            (
                "its budget for next year rose/VERB",
                "for next year = At 2027",
            ),
        ],
    );
}

mod properties {
    use proptest::prelude::*;

    use super::*;
    use crate::mention::find_amounts;

    /// Words that start something, and anything else.
    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::sample::select(vec![
                "the",
                "from",
                "to",
                "between",
                "and",
                "until",
                "last",
                "next",
                "year",
                "years",
                "May",
                "June",
                "Monday",
                "quarter",
                "third",
                "half",
                "a",
                "of",
                "ago",
                "later",
                "-",
                "–",
                "/",
                ".",
                ",",
                "(",
                "$",
                "€",
                "US$",
                "%",
                "m",
                "bn",
                "million",
                "crore",
                "end",
                "fiscal",
                "ended",
                "FY26",
                "Q3",
                "1990",
                "s",
                "'",
                "2025-26",
                "31",
                "12.5",
                "99999999999999999999",
                "in",
                "every",
                "Easter",
                "this",
                "one",
                "two",
                "dozen",
                "percent",
                "basis",
                "points",
                "1,000",
                "dollars",
                "th",
                "9999",
                "over",
                "past",
                "decade",
                "century",
                "21st",
                "century",
                "999999",
                "now",
                "recently",
                "year-end",
            ])
            .prop_map(str::to_owned),
            "\\PC{1,6}",
            "[0-9]{1,9}([.,/-][0-9]{1,4}){0,2}[a-zA-Z]{0,2}",
        ]
    }

    proptest! {
        #[test]
        fn nothing_panics(words in prop::collection::vec(word(), 0..24), dated in any::<bool>()) {
            let (document, analysis) = sample::sentence(&words.join(" "));
            let view = View::new(&document, &analysis);
            let publication = dated.then(|| PartialDate::month(9999, 12));
            for time in find_times(&view, publication) {
                prop_assert!(time.tokens.start < time.tokens.end);
                prop_assert!(time.tokens.end <= analysis.tokens.len());
                prop_assert!(time.tokens.contains(&time.head));
                prop_assert!(!view.words(&time.tokens).is_empty());
            }
            for amount in find_amounts(&view) {
                prop_assert!(amount.tokens.start < amount.tokens.end);
                prop_assert!(amount.tokens.end <= analysis.tokens.len());
                prop_assert!(amount.tokens.contains(&amount.head));
            }
        }
    }
}
