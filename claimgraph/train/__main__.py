"""``python -m claimgraph.train``: corpora in, ``model.onnx`` out, in five steps.

``teacher`` fits large taggers and ``small`` the small one, on what people marked; ``label`` lets each teacher read
unlabelled news, and ``distil`` teaches the small one what they read, ``finish`` quantises, calibrates and measures. Each step leaves
files in ``--out``; what is there is not done again.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimgraph.train.corpora import crossner, gum, parse_with_corpora, polnear, reviewed
from claimgraph.train.examples import Example

if TYPE_CHECKING:
    from claimgraph.train.features import Window
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
ROUNDS = 2
"""Teachers; the small tagger learns from the first, then from the mean of the first two, and so on."""
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
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"teachers, one a round; default: {ROUNDS}")
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
        self.rounds = range(options.rounds)
        training, self.held_out = split_polnear(self.corpora)
        self.attributed = training[: options.limit]
        if options.reviewed:
            self.attributed += reviewed(options.reviewed)
        named = gum(self.corpora, without=frozenset({"conversation", "vlog"}))
        self.held_out_named = named[:HELD_OUT_NAMED]
        self.named = [*named[HELD_OUT_NAMED:], *crossner(self.corpora)]

    def teacher(self) -> None:
        """Large taggers, on what people marked: two epochs, slow in their lower layers; each of a seed of its own."""
        from claimgraph.train.loop import SECOND_TEACHER, TEACHER
        from claimgraph.train.network import LARGE

        for number in self.rounds:
            settings = SECOND_TEACHER if number else TEACHER
            settings = replace(settings, seed=self.options.seed + number)
            self._fit(
                _file("teacher", number), functools.partial(_pretrained, LARGE, settings), settings, self.attributed
            )

    def label(self) -> None:
        """What the teachers read in unlabelled news."""
        for number in self.rounds:
            self._label(number)

    def _label(self, number: int) -> None:
        from claimgraph.encoder import Encoder
        from claimgraph.train.distil import news, soft_windows
        from claimgraph.train.features import save_windows, window_pieces
        from claimgraph.train.finish import parameters_of, write_settings
        from claimgraph.train.onnx_export import export

        folder = self._labels(number)
        encoders = {}
        for name, model in (("teacher", self.load(_file("teacher", number))), ("small", self.load("small.pt"))):
            path = folder / f"{name}.onnx"
            export(model, path)
            write_settings(path, parameters_of(model, outside_bias=0.5))
            encoders[name] = Encoder(path)
        texts, total = news(self.corpora, self.options.seed), 0
        for count in itertools.count():
            part, path = list(itertools.islice(texts, TEXTS)), folder / f"{count:04}.npz"
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

        settings = replace(SMALL_TAGGER, seed=self.options.seed)
        start = functools.partial(_pretrained, SMALL, settings)
        self._fit("small.pt", start, settings, [*self.attributed, *self.named])

    def distil(self) -> None:
        """The small tagger made slim, on what people marked and what the teachers read; then again with one teacher more."""
        from claimgraph.train.distil import mean_windows
        from claimgraph.train.features import load_windows
        from claimgraph.train.loop import DISTILLED, DISTILLED_AGAIN
        from claimgraph.train.network import SLIM
        from claimgraph.train.slim import slim

        for number in self.rounds:
            parts = [sorted(self._labels(n).glob("*.npz")) for n in range(number + 1)]
            soft = [w for same in zip(*parts, strict=True) for w in mean_windows([load_windows(path) for path in same])]
            settings = replace(DISTILLED_AGAIN if number else DISTILLED, seed=self.options.seed + number)

            def start(number: int = number, soft: list[Window] = soft) -> Tagger:
                if number:
                    return self.load(_file("distilled", number - 1)).train()
                return slim(self.load("small.pt"), soft[:SLIMMING], SLIM)

            self._fit(_file("distilled", number), start, settings, [*self.attributed, *self.named], soft=soft)

    def finish(self) -> None:
        """The file that ships."""
        from claimgraph.train.finish import finish

        finish(
            self.load("small.pt" if self.options.ship == "small" else _file("distilled", self.rounds[-1])),
            self.held_out,
            self.held_out_named,
            self.out / "model.onnx",
            report=report,
        )

    def load(self, name: str) -> Tagger:
        """A tagger that a step has left."""
        import torch

        from claimgraph.train.network import LARGE, SLIM, SMALL, Tagger

        model = Tagger(0.0, LARGE if name.startswith("teacher") else SLIM if name.startswith("distilled") else SMALL)
        model.load_state_dict(torch.load(self.out / name, map_location="cpu"))
        return model.eval()

    def _labels(self, number: int) -> Path:
        """The folder of what a teacher read."""
        return self.out / ("soft" if number == 0 else f"soft-{number + 1}")

    def _fit(
        self, name: str, start: Callable[[], Tagger], settings: Settings, examples: list[Example], **soft: Any
    ) -> None:
        """One fit of the tagger that ``start`` makes, kept after each epoch, for the learning curve."""
        import torch

        from claimgraph.train.loop import fit

        path = self.out / name
        if path.exists():
            return
        settings = replace(settings, epochs=self.options.epochs or settings.epochs)
        torch.manual_seed(settings.seed)

        def keep(averaged: Tagger, epoch: int) -> None:
            torch.save(averaged.state_dict(), path.with_suffix(f".{epoch}.pt"))

        fit(start(), examples, settings, report=report, keep=keep, **soft)
        path.with_suffix(f".{settings.epochs}.pt").rename(path)


def _file(name: str, number: int) -> str:
    """The weights of a round, counted from 0."""
    return f"{name}.pt" if number == 0 else f"{name}-{number + 1}.pt"


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
