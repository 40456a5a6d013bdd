//! Amounts in invented sentences.

use super::*;
use crate::mention::sample;
use crate::nlp::View;

/// Each line: a sentence, then what is found in it, as `words = value [..upper] [bound] [period]`.
fn check(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (sentence, wanted) in cases {
        let (document, analysis) = sample::sentence(sentence);
        let view = View::new(&document, &analysis);
        let found: Vec<String> = find_amounts(&view)
            .iter()
            .map(|a| {
                let value = match &a.value {
                    AmountValue::Money(m) => m.to_string(),
                    AmountValue::Percent(p) => format!("{p}%"),
                    AmountValue::Count(q) => q.to_string(),
                };
                let upper = a.upper.as_ref().map_or(String::new(), |u| format!("..{u}"));
                let bound = match a.bound {
                    Bound::Exact => "",
                    Bound::AtLeast => " at least",
                    Bound::AtMost => " at most",
                };
                let period = a.period.as_ref().map_or(String::new(), |p| format!(" {p}"));
                format!("{} = {value}{upper}{bound}{period}", view.words(&a.tokens))
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
fn reads_money() {
    check(&[
        ("paid/VERB $ _250B", "$250B = 250000000000 USD"),
        ("paid/VERB $ _250 bn", "$250 bn = 250000000000 USD"),
        (
            "paid/VERB US$ _7.4 billion",
            "US$7.4 billion = 7400000000 USD",
        ),
        (
            "paid/VERB US$ 7.4 billion",
            "US$ 7.4 billion = 7400000000 USD",
        ),
        (
            "paid/VERB 7.4 billion dollars",
            "7.4 billion dollars = 7400000000 USD",
        ),
        (
            "paid/VERB 7.4 billion US dollars",
            "7.4 billion US dollars = 7400000000 USD",
        ),
        ("paid/VERB €1.8bn", "€1.8bn = 1800000000 EUR"),
        ("paid/VERB €640mn", "€640mn = 640000000 EUR"),
        (
            "paid/VERB EUR 1.8 billion",
            "EUR 1.8 billion = 1800000000 EUR",
        ),
        ("paid/VERB £40m", "£40m = 40000000 GBP"),
        ("paid/VERB CHF 45 million", "CHF 45 million = 45000000 CHF"),
        ("paid/VERB SEK 250,000", "SEK 250,000 = 250000 SEK"),
        ("paid/VERB ¥ _38 billion", "¥38 billion = 38000000000 JPY"),
        (
            "paid/VERB T$84.6 billion",
            "T$84.6 billion = 84600000000 TWD",
        ),
        (
            "paid/VERB NT$ _5m and A$1.1bn and HK$3m and R$2m",
            "NT$5m = 5000000 TWD; A$1.1bn = 1100000000 AUD; HK$3m = 3000000 HKD; R$2m = 2000000 BRL",
        ),
        (
            "paid/VERB Rs 4,200 crore",
            "Rs 4,200 crore = 42000000000 INR",
        ),
        ("paid/VERB Rs. 90 crore", "Rs. 90 crore = 900000000 INR"),
        ("paid/VERB R310m", "R310m = 310000000 ZAR"),
        (
            "paid/VERB KSh 66 billion",
            "KSh 66 billion = 66000000000 KES",
        ),
        (
            "paid/VERB 400 million euros",
            "400 million euros = 400000000 EUR",
        ),
        (
            "paid/VERB 620 billion won",
            "620 billion won = 620000000000 KRW",
        ),
        (
            "a 640 million franc ( $ _812 million ) order",
            "640 million franc = 640000000 CHF; $812 million = 812000000 USD",
        ),
        ("paid/VERB 30 cents", "30 cents = 0.3 USD"),
        (
            "paid/VERB half a billion dollars",
            "half a billion dollars = 500000000 USD",
        ),
        ("paid/VERB several million dollars", ""),
        ("a five-year , R1.1bn contract", "R1.1bn = 1100000000 ZAR"),
        ("paid/VERB €800 a month", "€800 = 800 EUR P1M"),
        (
            "paid/VERB $ _5 million a year",
            "$5 million = 5000000 USD P1Y",
        ),
        (
            "paid/VERB $ _5 million annually",
            "$5 million = 5000000 USD P1Y",
        ),
        (
            "an annual/ADJ fee of $ _5 million",
            "$5 million = 5000000 USD P1Y",
        ),
        (
            "paid/VERB between $2bn and $3bn",
            "$2bn and $3bn = 2000000000 USD..3000000000",
        ),
        (
            "paid/VERB €2-3 billion",
            "€2-3 billion = 2000000000 EUR..3000000000",
        ),
        (
            "paid/VERB $2 billion to $3 billion",
            "$2 billion to $3 billion = 2000000000 USD..3000000000",
        ),
        (
            "rose/VERB from $2 billion to $3 billion",
            "$2 billion = 2000000000 USD; $3 billion = 3000000000 USD",
        ),
        ("paid/VERB more than $2bn", "$2bn = 2000000000 USD at least"),
        ("paid/VERB up to $2bn", "$2bn = 2000000000 USD at most"),
        ("paid/VERB about $2bn", "$2bn = 2000000000 USD"),
        (
            "valued/VERB at $2bn and then at 410 million .",
            "$2bn = 2000000000 USD; 410 million = 410000000 USD",
        ),
        ("traded/VERB as $TRNB", ""),
    ]);
}

#[test]
fn reads_percentages() {
    check(&[
        ("holds/PRES 20 %", "20 % = 20%"),
        ("holds/PRES 20%", "20% = 20%"),
        ("holds/PRES 3.4%", "3.4% = 3.4%"),
        ("holds/PRES 20 percent", "20 percent = 20%"),
        ("holds/PRES 20 per cent", "20 per cent = 20%"),
        ("pays/PRES a fifth of sales", "a fifth = 20%"),
        ("pays/PRES one third of sales", "one third = 33.3%"),
        ("holds/PRES two-thirds of it", "two-thirds = 66.7%"),
        ("four-fifths of which", "four-fifths = 80%"),
        ("holds/PRES half of it", "half = 50%"),
        ("holds/PRES half its shares", "half = 50%"),
        ("holds/PRES a quarter of its shares", "a quarter = 25%"),
        ("holds/PRES a one-third stake", "one-third = 33.3%"),
        ("rose/VERB 50 basis points", "50 basis points = 0.5%"),
        ("holds/PRES 20-25%", "20-25% = 20%..25"),
        ("holds/PRES between 20% and 25%", "20% and 25% = 20%..25"),
        ("holds/PRES up to 20%", "20% = 20% at most"),
        ("a second plant and a third plant", ""),
        ("the first quarter of 2025", ""),
    ]);
}

#[test]
fn reads_counts() {
    check(&[
        (
            "makes/PRES 40,000 wafers a year",
            "40,000 wafers = 40000 wafers P1Y",
        ),
        ("ordered/VERB 22 aircraft .", "22 aircraft = 22 aircraft"),
        ("employs/PRES 1,800 people", "1,800 people = 1800 people"),
        ("makes/PRES three plants", "three plants = 3 plants"),
        ("makes/PRES a dozen plants", "a dozen plants = 12 plants"),
        (
            "makes/PRES two hundred plants",
            "two hundred plants = 200 plants",
        ),
        (
            "makes/PRES 1.5 million power - management chips",
            "1.5 million power - management chips = 1500000 power - management chips",
        ),
        (
            "makes/PRES up to five chips",
            "five chips = 5 chips at most",
        ),
        (
            "makes/PRES forty-five of its 210 shops",
            "forty-five of its 210 shops = 45 shops",
        ),
        ("a 60 _- _person line", "60-person = 60 person"),
        (
            "ordered/VERB 60 planes with options on a further 20 .",
            "60 planes = 60 planes; 20 = 20 planes",
        ),
        ("released/VERB Lantern 4 in 2019", ""),
        ("lasted/VERB 18 months", ""),
        ("signed/VERB 14 June", ""),
        ("sold/VERB the C220 plane", ""),
        ("won/VERB three times", ""),
    ]);
}

#[test]
fn prepositions_are_no_bounds() {
    check(&[
        (
            "ordered/VERB 60 C220 narrowbodies",
            "60 C220 narrowbodies = 60 C220 narrowbodies",
        ),
        ("1.4 Plants and sites", ""),
        (
            "a five-year , R1 _. _1 _bn contract",
            "R1.1bn = 1100000000 ZAR",
        ),
    ]);
}

#[test]
fn numbers_in_words() {
    check(&[
        (
            "paid/VERB sixty - two million euros",
            "sixty - two million euros = 62000000 EUR",
        ),
        (
            "paid/VERB three hundred and forty million pounds",
            "three hundred and forty million pounds = 340000000 GBP",
        ),
        (
            "paid/VERB half a billion yen",
            "half a billion yen = 500000000 JPY",
        ),
        (
            "paid/VERB two and a half thousand dollars",
            "two and a half thousand dollars = 2500 USD",
        ),
        (
            "paid/VERB one point eight million euros",
            "one point eight million euros = 1800000 EUR",
        ),
        (
            "paid/VERB a quarter of a million quid",
            "a quarter of a million quid = 250000 GBP",
        ),
        (
            "paid/VERB three quarters of a billion euros",
            "three quarters of a billion euros = 750000000 EUR",
        ),
        (
            "paid/VERB a million and a half dollars",
            "a million and a half dollars = 1500000 USD",
        ),
        (
            "paid/VERB twelve thousand five hundred euros",
            "twelve thousand five hundred euros = 12500 EUR",
        ),
        (
            "paid/VERB a couple of hundred euros",
            "a couple of hundred euros = 200 EUR",
        ),
        (
            "paid/VERB twenty - odd million euros",
            "twenty - odd million euros = 20000000 EUR",
        ),
        ("hired/VERB several hundred people/Plur", ""),
        ("held/VERB thirty per cent", "thirty per cent = 30%"),
    ]);
}

#[test]
fn names_that_currencies_share() {
    check(&[
        (
            "made/VERB 9 million Norwegian crowns and paid/VERB 2 million crowns",
            "9 million Norwegian crowns = 9000000 NOK; 2 million crowns = 2000000 NOK",
        ),
        (
            "Kelda of Denmark paid/VERB 2 million kroner",
            "2 million kroner = 2000000 DKK",
        ),
        (
            "Kelda of Oslo paid/VERB 2 million kroner",
            "2 million kroner = 2000000 NOK",
        ),
        ("pays/PRES 4p a bottle", "4p = 0.04 GBP"),
        ("shows/PRES it in 1080p", ""),
        ("cut/VERB by $ 200 to $ 399", "$ 200 to $ 399 = 399 USD"),
        (
            "cut/VERB costs by $ 200 million to $ 300 million",
            "$ 200 million to $ 300 million = 200000000 USD..300000000",
        ),
        (
            "rose/VERB by $ 2 to 3 million",
            "$ 2 to 3 million = 2000000 USD..3000000",
        ),
        (
            "sales of 2.4 - 2.5 billion euros",
            "2.4 - 2.5 billion euros = 2400000000 EUR..2500000000",
        ),
        (
            "paid/VERB 5 million euros . Turnover was/VERB forty million .",
            "5 million euros = 5000000 EUR; forty million = 40000000 EUR",
        ),
        (
            "It turned/VERB over €5m , handed/VERB over 3 %",
            "€5m = 5000000 EUR; 3 % = 3%",
        ),
    ]);
}
