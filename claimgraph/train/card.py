"""``python -m claimgraph.train.card``: measures the shipped model and writes the figures of its card."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from claimgraph.encoder import Encoder
from claimgraph.train.corpora import crossner, gum, parse_with_corpora, polnear
from claimgraph.train.measure import SPLITS, entity_scores, news_bounds, source_calibration

CARD = Path(__file__).parents[1] / "data" / "MODEL_CARD.md"
_BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m claimgraph.train.card", description=__doc__)
    corpora = parse_with_corpora(parser).corpora
    gold = corpora / "polnear" / "dev.jsonl.gz"
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "dev.jsonl"
        predicted.write_bytes(_claimgraph("annotate", gold))
        dev = _evaluate(gold, predicted, "--by", "kind", "--by", "outlet", "--calibration")
        nested = _evaluate(gold, predicted, "--nested")
    multi = _evaluate(corpora / "polnear" / "multi.jsonl.gz")
    parts = [*_dev(dev, nested), *_agreement(multi), *_measured(corpora), *_calibration(dev["calibration"])]
    text = CARD.read_text(encoding="utf-8")
    CARD.write_text(_BLOCK.sub(lambda m: m[1] + "\n".join(parts) + "\n" + m[2], text), encoding="utf-8")
    print(f"wrote {CARD}", file=sys.stderr)


def _claimgraph(*arguments: str | Path) -> bytes:
    """What a command of ours prints."""
    command = [sys.executable, "-m", "claimgraph", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603 - our own command


def _evaluate(*arguments: str | Path) -> dict[str, Any]:
    """What ``claimgraph evaluate`` says of a gold file."""
    found: dict[str, Any] = json.loads(_claimgraph("evaluate", *arguments, "--json"))
    return found


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    return [lines[0], "|" + "---|" * len(head), *lines[1:], ""]


def _dev(dev: dict[str, Any], nested: dict[str, Any]) -> Iterable[str]:
    """The figures of the attribution corpus."""
    measures = [name for name, figures in dev.items() if isinstance(figures, dict) and "f1" in figures]
    yield from _table(
        ("measure", "precision", "recall", "F1", "95 % interval", "F1, nested ones counted"),
        (
            (
                *(m, *(f"{dev[m][x]:.3f}" for x in ("precision", "recall", "f1"))),
                *(f"[{dev[m]['low']:.3f}, {dev[m]['high']:.3f}]", f"{nested[m]['f1']:.3f}"),
            )
            for m in measures
        ),
    )
    yield from ("Recall by kind of content and by outlet:", "")
    rows = {**dev["recall_by_kind"], **dev["recall_by_outlet"]}
    yield from _table(
        ("", "relations", "relation_j50", "95 % interval", "relation_full", "95 % interval"),
        (
            (name, str(row["relation_j50"]["gold"]), *_interval(row["relation_j50"]), *_interval(row["relation_full"]))
            for name, row in rows.items()
        ),
    )


def _interval(score: dict[str, Any]) -> tuple[str, str]:
    return f"{score['recall']:.3f}", f"[{score['low']:.3f}, {score['high']:.3f}]"


def _agreement(multi: dict[str, Any]) -> Iterable[str]:
    """Beside people."""
    yield "Beside the annotators of the articles that several people annotated (none trained on), mean F1:"
    yield ""
    yield from _table(
        ("measure", "system and person", "person and person", "difference", "95 % interval"),
        (
            (
                m,
                f"{a['system']:.3f}",
                f"{a['human']:.3f}",
                f"{a['difference']:+.3f}",
                f"[{a['low']:+.3f}, {a['high']:+.3f}]",
            )
            for m, a in multi.items()
        ),
    )


def _measured(corpora: Path) -> Iterable[str]:
    """Entities and sentence bounds."""
    encoder = Encoder()
    yield 'Entities, exact F1 over person, organization and place (leading "the" and final "\'s" dropped):'
    yield ""
    rows = []
    for name, examples in (("GUM dev", gum(corpora, "dev")), *((s, crossner(corpora, s)) for s in SPLITS)):
        precision, recall, f1, sure = entity_scores(encoder, examples)
        rows.append((name, *(f"{x:.3f}" for x in (precision, recall, f1, sure.error, sure.perfect))))
    yield from _table(("", "precision", "recall", "F1", "calibration error", "if perfect"), rows)
    sure = source_calibration(encoder, polnear(corpora, "dev"))
    yield 'Confidence in sources, below, is also in who is meant by them ("he", "the agency"), by rules; as the tagger gives it,'
    yield f"before that, its calibration error is {sure.error:.3f}, if perfect {sure.perfect:.3f}, of {sure.size}."
    yield ""
    figures = "precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*news_bounds(corpora))
    yield from (f"Sentence bounds inside paragraphs, news documents of GUM train (rules, not learned): {figures}.", "")


def _calibration(kinds: dict[str, Any]) -> Iterable[str]:
    """Reliability and coverage."""
    yield "Confidence on PolNeAR dev: adaptive 15-bin error, beside that of as many things whose confidences are true,"
    yield "and the share that is right among the surest quarter, half, three quarters, and all:"
    yield ""
    yield from _table(
        ("confidence of", "count", "mean", "right", "error", "if perfect", "25 %", "50 %", "75 %", "all"),
        (
            (
                *(kind, str(k["size"])),
                *(f"{k[x]:.3f}" for x in ("confidence", "right", "error", "perfect")),
                *(f"{share:.3f}" for share in k["coverage"]),
            )
            for kind, k in kinds.items()
        ),
    )
    yield "Reliability (mean confidence of a bin → share right):"
    yield ""
    for kind, k in kinds.items():
        yield from ("```", f"{kind}", *(_bar(*b) for b in k["bins"]), "```", "")


def _bar(confidence: float, right: float, _size: int) -> str:
    """One bin: ``#`` up to the share that is right, ``|`` at the confidence."""
    width = 50
    line = ["#" if place < round(right * width) else " " for place in range(width + 1)]
    line[round(confidence * width)] = "|"
    return f"{confidence:.2f} → {right:.2f}  {''.join(line).rstrip()}"


if __name__ == "__main__":
    main()
