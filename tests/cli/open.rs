//! `open`: tuples of a text, without an ontology.

use super::{run, run_with_input};

#[test]
fn tuples_are_tab_separated() {
    let text = "Norvane bought Quillon and Tessermint in May.";
    let short = run_with_input(&["open", "-"], text);
    short.prints(&[
        "\tbought\tNorvane\tQuillon\tin May\n",
        "\tbought\tNorvane\tTessermint\tin May\n",
    ]);
    let long = run_with_input(&["open", "-", "--profile", "carb"], text);
    long.prints(&["\tbought\tNorvane\tQuillon and Tessermint\tin May\n"]);
    for line in long.stdout.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields[0], text);
        assert!(
            fields[1]
                .parse::<f64>()
                .is_ok_and(|c| (0.0..=1.0).contains(&c))
        );
    }
}

#[test]
fn sentences_keep_their_words_as_given() {
    let text = "Ola said : `` Norvane -LRB- a bakery -RRB- did n't sell Quillon . ''\n\nIda left Kalmar .\n";
    let found = run_with_input(&["open", "-", "--sentences", "--profile", "carb"], text);
    found.prints(&[
        "Ola said : `` Norvane -LRB- a bakery -RRB- did n't sell Quillon . ''\t",
        "\tdid n't sell\t",
        "Ida left Kalmar .\t",
        "\tleft\tIda\tKalmar\n",
    ]);
}

#[test]
fn objects_say_what_holds_and_who_says_so() {
    let text = "Ola Brandt said that Norvane was not bought by Quillon.";
    let found = run_with_input(&["open", "-", "--format", "jsonl"], text);
    assert_eq!(found.code, 0, "{}", found.stderr);
    let line = found
        .stdout
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON"))
        .find(|l| l["predicate"] == "buy")
        .expect("the passive is turned");
    assert_eq!(line["status"], "negated");
    assert_eq!(line["attribution"], "Ola Brandt");
    assert_eq!(line["construction"], "clause");
    assert_eq!(line["arguments"][0]["kind"], "subject");
    assert_eq!(line["arguments"][1]["kind"], "agent");
    assert_eq!(line["arguments"][1]["text"], "Quillon");
}

#[test]
fn doubtful_tuples_can_be_left_out_and_odd_input_is_no_failure() {
    let text = "Norvane bought Quillon.";
    let none = run_with_input(&["open", "-", "--confidence", "1"], text);
    assert_eq!((none.code, none.stdout.as_str()), (0, ""));
    for odd in ["", "\n\n", "?!", "\u{0}\u{fffd} -- ((", "a"] {
        for arguments in [&["open", "-"][..], &["open", "-", "--sentences"]] {
            let run = run_with_input(arguments, odd);
            assert_eq!(run.code, 0, "{odd:?}: {}", run.stderr);
        }
    }
    run(&["open", "no-such-file"]).fails(2, &["no-such-file"]);
}
