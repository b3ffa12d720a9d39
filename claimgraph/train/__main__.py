"""``python -m claimgraph.train``: corpora in, ``model.onnx`` out."""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

from claimgraph.train.examples import Example

HELD_OUT = 42
"""Training articles kept aside: confidence is calibrated on them."""
HELD_OUT_NAMED = 12
"""Documents with named entities kept aside for the same."""


def main() -> None:
    """Parse the arguments, train, save a checkpoint."""
    parser = argparse.ArgumentParser(prog="python -m claimgraph.train", description=__doc__)
    parser.add_argument(
        "--corpora", default=os.environ.get("CORPORA"), help="folder of corpora; default: the variable CORPORA"
    )
    parser.add_argument("--out", type=Path, default=Path("runs/model"), help="folder for checkpoint and logs")
    parser.add_argument("--epochs", type=int, default=None)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--limit", type=int, default=None, help="only so many PolNeAR articles, for trying things")
    parser.add_argument("--checkpoint", type=Path, default=None, help="do not train: quantise and calibrate this one")
    arguments = parser.parse_args()
    if not arguments.corpora:
        parser.error("say where the corpora are: --corpora FOLDER, or the variable CORPORA")
    import torch

    from claimgraph.train.corpora import crossner, gum
    from claimgraph.train.finish import finish
    from claimgraph.train.loop import Settings, fit
    from claimgraph.train.network import Tagger, load_pretrained

    def report(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    changes = {name: getattr(arguments, name) for name in ("epochs", "seed") if getattr(arguments, name) is not None}
    settings = Settings(**changes)
    corpora = Path(arguments.corpora)
    training, held_out = split_polnear(corpora)
    named = gum(corpora, without=frozenset({"conversation", "vlog"}))
    examples = [*training[: arguments.limit], *named[HELD_OUT_NAMED:], *crossner(corpora)]
    torch.manual_seed(settings.seed)
    model = Tagger(settings.dropout)
    arguments.out.mkdir(parents=True, exist_ok=True)
    checkpoint = arguments.out / "checkpoint.pt"
    if arguments.checkpoint:
        model.load_state_dict(torch.load(arguments.checkpoint, map_location="cpu"))
        trained = model.eval()
    else:
        load_pretrained(model)
        trained = fit(
            model,
            examples,
            settings,
            report=report,
            keep=lambda averaged, _epoch: torch.save(averaged.state_dict(), checkpoint),
        )
    finish(trained, held_out, named[:HELD_OUT_NAMED], arguments.out / "model.onnx", report=report)


def split_polnear(corpora: Path) -> tuple[list[Example], list[tuple[str, Example]]]:
    """The training articles, and those held out for calibration; the same ones for every seed."""
    from claimgraph.train.corpora import polnear

    rows = polnear(corpora)
    held_out = set(random.Random(0).sample([name for name, _ in rows], HELD_OUT))
    return [e for name, e in rows if name not in held_out], [(name, e) for name, e in rows if name in held_out]


if __name__ == "__main__":
    main()
