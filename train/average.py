"""Averages checkpoints: `average.py OUT CHECKPOINT WEIGHT [CHECKPOINT WEIGHT]...`. The first gives what the others lack or have not been trained for."""
import sys

import torch

from model import CLAIMS, Model, save


def main():
    out, *rest = sys.argv[1:]
    parts = [(torch.load(p, map_location="cpu", weights_only=True), float(w)) for p, w in zip(rest[::2], rest[1::2])]
    total = sum(w for _, w in parts)
    first = parts[0][0]
    weights = {}
    for name, value in first["weights"].items():
        if name.startswith(CLAIMS):
            weights[name] = value
        else:
            weights[name] = sum(p["weights"][name] * (w / total) for p, w in parts)
    model = Model({k: len(v) for k, v in first["labels"].items()})
    model.load_state_dict(weights)
    save(out, model, first["labels"])


if __name__ == "__main__":
    main()
