"""Averages checkpoints: `average.py [--claims] OUT CHECKPOINT WEIGHT [CHECKPOINT WEIGHT]...`. The first gives what the others lack or have
not been trained for; with `--claims` all of them have been trained to read claims, and that is averaged too."""
import sys

import torch

from model import CLAIMS, Model, save


def main():
    claims = "--claims" in sys.argv
    out, *rest = [a for a in sys.argv[1:] if a != "--claims"]
    parts = [(torch.load(p, map_location="cpu", weights_only=True), float(w)) for p, w in zip(rest[::2], rest[1::2])]
    total = sum(w for _, w in parts)
    first = parts[0][0]
    weights = {}
    for name, value in first["weights"].items():
        if name.startswith(CLAIMS) and not claims:
            weights[name] = value
        else:
            weights[name] = sum(p["weights"][name] * (w / total) for p, w in parts)
    model = Model({k: len(v) for k, v in first["labels"].items()})
    model.load_state_dict(weights)
    save(out, model, first["labels"])


if __name__ == "__main__":
    main()
