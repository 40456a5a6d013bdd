#!/bin/sh
# Trains, exports and scores the model. Usage: FACTLOOM_DATA=<data folder> sh run.sh <scratch folder> [minutes]
set -e
here=$(cd "$(dirname "$0")" && pwd)
scratch=${1:?scratch folder}
minutes=${2:-90}
models="$here/../models"
# keep freed memory: saves the page faults of each step
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 MALLOC_TOP_PAD_=100000000 OMP_NUM_THREADS=1
bf16=$(grep -q amx_bf16 /proc/cpuinfo && echo --bf16 || true)
# annotated articles (ANNOTATION.md), if there are any, are cut into words by the program; every 25th is kept aside, to learn there
# how much the network's word on who is meant counts
articles=${FACTLOOM_DATA:-data}/articles
[ -d "$articles" ] && python "$here/plain.py" "$articles/plain" 150
[ -d "$articles" ] && more="--articles $articles --program ${FACTLOOM:-factloom} --hold 25" || more=
python "$here/train.py" --out "$scratch" --minutes "$minutes" $bf16 $more
last=$scratch/last.pt
# then the claims' own layers alone, over whole articles: they learn to read neighbouring sentences
if [ -n "$more" ]; then
    python "$here/train.py" --out "$scratch/claims" --init "$last" --minutes "$minutes" $bf16 $more --only-claims --share 0 --lr-encoder 1.2e-4 --lr-heads 8e-4
    last=$scratch/claims/last.pt
    # last the heads that tell who is meant, which learn fast
    python "$here/train.py" --out "$scratch/who" --init "$last" --minutes 10 $bf16 $more --only-claims --share 0 --parts who --lr-heads 1e-3
    last=$scratch/who/last.pt
fi
python "$here/calibrate.py" "$last" "$scratch/final.pt"
python "$here/vocabulary.py" "$models/vocab.txt"
python "$here/export.py" "$scratch/final.pt" "$models" --vocabulary "$models/vocab.txt"
[ -d "$articles" ] && python "$here/antecedents.py" "$articles" "${FACTLOOM:-factloom}" "$models/antecedents.tsv" --hold 25
python "$here/rolesets.py" "$models/rolesets.tsv"
python "$here/score.py" "$models" --json "$scratch/scores.json"
python "$here/card.py" "$models" "$scratch/scores.json"
