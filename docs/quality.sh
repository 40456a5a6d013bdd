#!/usr/bin/env bash
# Scores Factloom on the benchmarks in the folder FACTLOOM_DATA and writes the results with their commands to docs/quality.md.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ ! -d "${FACTLOOM_DATA:-}" ]; then
    echo "set FACTLOOM_DATA to the folder with the benchmarks" >&2
    exit 1
fi
export FACTLOOM_DATA
cargo build --release --locked --quiet
PATH="$PWD/target/release:$PATH"
work=$(mktemp -d)
export work
trap 'rm -rf "$work"' EXIT

# run COMMAND: the command, and what it prints. Continued lines are joined before it runs.
run() {
    printf '```sh\n%s\n```\n\n```\n' "$1"
    # neither the folder nor the time taken is the same the next time
    bash -euo pipefail -c "$1" | sed -e "s#$work#\$work#g" -e 's/ in [0-9.]* s$//'
    printf '```\n\n'
}

measure() {
    cat <<'TEXT'
# How good it is

The results of `factloom eval` on public benchmarks, written by `docs/quality.sh`. `$FACTLOOM_DATA` is a folder with their
files, `$work` an empty one. What each score is stands in `factloom eval NAME --help` and, with its source, at the top of its file in
`src/eval/`. The model was trained on none of these sets (`models/CARD.md`), but on other annotations of most of the GUM documents whose dates are scored,
and on names and, in 868 sentences, claims of our own marking in CORE's training part, and in 197 sentences of those that Text2KGBench learns from.

## Language analysis

Universal Dependencies, English EWT and GUM, development sets:

TEXT
    # shellcheck disable=SC2016 # the commands are printed as they are
    {
        run 'factloom eval ud --gold $FACTLOOM_DATA/treebank/en_ewt-ud-dev.conllu'
        run 'factloom eval ud --gold $FACTLOOM_DATA/treebank/en_gum_free-ud-dev.conllu'
        printf '## Names\n\nUniversal NER, English EWT, development set:\n\n'
        run 'factloom eval ner --gold $FACTLOOM_DATA/ner/uner_ewt-dev.iob2'
        printf '## Times\n\nDates in GUM, and expressions of time in MEANTIME:\n\n'
        run 'factloom eval timex --gold $FACTLOOM_DATA/dates'
        run 'factloom eval timex --gold $FACTLOOM_DATA/news/meantime'
        printf '## News\n\n'
        run 'factloom eval meantime $FACTLOOM_DATA/news/meantime'
        printf '## Open claims\n\nCaRB, development half:\n\n'
        run 'factloom eval carb --gold $FACTLOOM_DATA/openie/carb-dev.tsv \
    --sentences $FACTLOOM_DATA/openie/carb-dev.txt'
        printf '## Claims of an ontology\n\nText2KGBench, five ontologies of Wikidata-TekGen, each learned from its training and validation sentences:\n\n'
        run 'cd $FACTLOOM_DATA/relations/tekgen
files=()
for name in 1_movie 2_music 3_sport 4_book 6_computer; do
    factloom learn --ontology ontologies/${name}_ontology.json --examples train/ont_${name}_train.jsonl \
        --examples validation/ont_${name}_validation.jsonl --out $work/$name-learned
    factloom build test/ont_${name}_test.jsonl --text-field sent --ontology ontologies/${name}_ontology.json \
        --ontology $work/$name-learned --out $work/$name
    files+=(--ontology ontologies/${name}_ontology.json --gold ground_truth/ont_${name}_ground_truth.jsonl --claims $work/$name)
done
factloom eval text2kg "${files[@]}"'
        printf '## Relations between companies\n\nCORE, training part: both companies are given; each fold is scored after learning from the four others.\n\n'
        run 'factloom eval core --data $FACTLOOM_DATA/relations/core'
    }
    cat <<'TEXT'
## Not measured here

`eval claims` and `eval calibration` need expected claims or analysts' lists; there are none of these in `$FACTLOOM_DATA`.
TEXT
}

measure > "$work/quality.md"
mv "$work/quality.md" docs/quality.md
