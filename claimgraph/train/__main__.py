"""``python -m claimgraph.train``: corpora in, ``model.onnx`` out, in five steps.

``teacher`` fits the large tagger and ``small`` the small one, on what people marked; ``label`` lets the teacher read
unlabelled news, and ``distil`` teaches the small one what it read, ``finish`` quantises, calibrates and measures. Each step leaves a
file in ``--out``; a step whose file is there is not done again.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimgraph.train.corpora import crossner, gum, parse_with_corpora, polnear, reviewed
from claimgraph.train.examples import Example

if TYPE_CHECKING:
    from claimgraph.train.loop import Settings
    from claimgraph.train.network import Shape, Tagger

HELD_OUT = 42
"""Training articles kept aside: confidence is calibrated on them."""
HELD_OUT_NAMED = 12
"""Documents with named entities kept aside for the same."""
PIECES = 4_100_000
"""Word pieces of unlabelled news that the teacher reads."""
TEXTS = 200
"""Articles whose labels share a file; a run that was stopped goes on after the last one."""
SLIMMING = 100
"""Windows that tell what of the small tagger matters least."""
STEPS = ("teacher", "small", "label", "distil", "finish")


def main() -> None:
    """Parse the arguments and do the steps that are asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m claimgraph.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("runs/model"), help="folder for what the steps leave")
    parser.add_argument("--steps", default=",".join(STEPS), help=f"which ones, of {', '.join(STEPS)}; default: all")
    parser.add_argument(
        "--ship", choices=("small", "distilled"), default="distilled", help="what finish takes; default: distilled"
    )
    parser.add_argument("--epochs", type=int, default=None, help="of every step that fits; default: each its own")
    parser.add_argument("--seed", type=int, default=20180507)
    parser.add_argument("--pieces", type=int, default=PIECES, help=f"of unlabelled news; default: {PIECES}")
    parser.add_argument("--limit", type=int, default=None, help="only so many PolNeAR articles, for trying things")
    parser.add_argument("--reviewed", type=Path, help="what claimgraph export --format gold wrote: learned from, too")
    arguments = parse_with_corpora(parser)
    unknown = sorted(set(arguments.steps.split(",")) - set(STEPS))
    if unknown:
        parser.error(f"no such step: {', '.join(unknown)}; the steps are {', '.join(STEPS)}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    training = Training(arguments)
    for step in STEPS:
        if step in arguments.steps.split(","):
            report(f"step {step}")
            getattr(training, step)()


def report(line: str) -> None:
    """One line of progress."""
    print(line, file=sys.stderr, flush=True)


class Training:
    """The steps, the data that they share, and where their files lie."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.corpora, self.options, self.out = options.corpora, options, options.out
        training, self.held_out = split_polnear(self.corpora)
        self.attributed = training[: options.limit]
        if options.reviewed:
            self.attributed += reviewed(options.reviewed)
        named = gum(self.corpora, without=frozenset({"conversation", "vlog"}))
        self.held_out_named = named[:HELD_OUT_NAMED]
        self.named = [*named[HELD_OUT_NAMED:], *crossner(self.corpora)]

    def teacher(self) -> None:
        """The large tagger, on what people marked: two epochs, slow in its lower layers."""
        from claimgraph.train.loop import TEACHER
        from claimgraph.train.network import LARGE

        self._fit("teacher.pt", lambda: _pretrained(LARGE, TEACHER), TEACHER, self.attributed)

    def label(self) -> None:
        """What the teacher reads in unlabelled news."""
        from claimgraph.encoder import Encoder
        from claimgraph.train.distil import news, soft_windows
        from claimgraph.train.features import save_windows, window_pieces
        from claimgraph.train.finish import parameters_of, write_settings
        from claimgraph.train.onnx_export import export

        folder = self.out / "soft"
        encoders = {}
        for name in ("teacher", "small"):
            model, path = self.load(f"{name}.pt"), folder / f"{name}.onnx"
            export(model, path)
            write_settings(path, parameters_of(model, outside_bias=0.5))
            encoders[name] = Encoder(path)
        texts, total = news(self.corpora, self.options.seed), 0
        for number in itertools.count():
            part, path = list(itertools.islice(texts, TEXTS)), folder / f"{number:04}.npz"
            if not part or total >= self.options.pieces:
                break
            total += (
                window_pieces(path)
                if path.exists()
                else save_windows(soft_windows(encoders["teacher"], encoders["small"], part), path)
            )
            report(f"labelled {total} of {self.options.pieces} pieces")

    def small(self) -> None:
        """The small tagger, on what people marked."""
        from claimgraph.train.loop import SMALL_TAGGER
        from claimgraph.train.network import SMALL

        self._fit("small.pt", lambda: _pretrained(SMALL, SMALL_TAGGER), SMALL_TAGGER, [*self.attributed, *self.named])

    def distil(self) -> None:
        """The small tagger made slim, on what people marked and what the teacher read."""
        from claimgraph.train.features import load_windows
        from claimgraph.train.loop import DISTILLED
        from claimgraph.train.network import SLIM
        from claimgraph.train.slim import slim

        soft = [window for path in sorted((self.out / "soft").glob("*.npz")) for window in load_windows(path)]
        start = lambda: slim(self.load("small.pt"), soft[:SLIMMING], SLIM)  # noqa: E731
        self._fit("distilled.pt", start, DISTILLED, [*self.attributed, *self.named], soft=soft)

    def finish(self) -> None:
        """The file that ships."""
        from claimgraph.train.finish import finish

        finish(
            self.load(f"{self.options.ship}.pt"),
            self.held_out,
            self.held_out_named,
            self.out / "model.onnx",
            report=report,
        )

    def load(self, name: str) -> Tagger:
        """A tagger that a step has left."""
        import torch

        from claimgraph.train.network import LARGE, SLIM, SMALL, Tagger

        model = Tagger(0.0, {"teacher.pt": LARGE, "distilled.pt": SLIM}.get(name, SMALL))
        model.load_state_dict(torch.load(self.out / name, map_location="cpu"))
        return model.eval()

    def _fit(
        self, name: str, start: Callable[[], Tagger], settings: Settings, examples: list[Example], **soft: Any
    ) -> None:
        """One fit of the tagger that ``start`` makes, kept after each epoch, for the learning curve."""
        from dataclasses import replace

        import torch

        from claimgraph.train.loop import fit

        path = self.out / name
        if path.exists():
            return
        settings = replace(settings, seed=self.options.seed, epochs=self.options.epochs or settings.epochs)
        torch.manual_seed(settings.seed)

        def keep(averaged: Tagger, epoch: int) -> None:
            torch.save(averaged.state_dict(), path.with_suffix(f".{epoch}.pt"))

        fit(start(), examples, settings, report=report, keep=keep, **soft)
        path.with_suffix(f".{settings.epochs}.pt").rename(path)


def _pretrained(shape: Shape, settings: Settings) -> Tagger:
    """A tagger that knows English but no task."""
    from claimgraph.train.network import Tagger
    from claimgraph.train.pretrained import load_pretrained

    model = Tagger(settings.dropout, shape)
    load_pretrained(model)
    return model


def split_polnear(corpora: Path) -> tuple[list[Example], list[tuple[str, Example]]]:
    """The training articles, and those held out for calibration; the same ones for every seed."""
    rows = polnear(corpora)
    held_out = set(random.Random(0).sample([name for name, _ in rows], HELD_OUT))
    return [e for name, e in rows if name not in held_out], [(name, e) for name, e in rows if name in held_out]


if __name__ == "__main__":
    main()
