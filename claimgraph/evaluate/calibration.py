"""Whether confidence can be believed: among things of confidence 0.8, four of five should be right.

The error is the adaptive one: things in order of confidence, fifteen bins of equal size, the mean distance between the
share that is right and the mean confidence (Nguyen and O'Connor 2015). A sample of n things has an error even if every
confidence is true; it is simulated, so that the two can be compared.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from claimgraph.evaluate.scores import MATCH, agree, align, by_id

__all__ = ["BINS", "Bin", "Calibrated", "adaptive_error", "calibrated", "check_confidence", "judged"]

BINS = 15
COVERAGES = (0.25, 0.5, 0.75, 1.0)
SIMULATIONS, SEED = 200, 20180507

Judged = tuple[float, bool]
"""A confidence, and whether what it was given to is right."""


class Bin(NamedTuple):
    """One bin of a reliability diagram."""

    confidence: float
    right: float
    size: int


class Calibrated(NamedTuple):
    """How far the confidence of one kind of thing can be believed."""

    size: int
    confidence: float
    """Mean."""
    right: float
    """Share."""
    error: float
    perfect: float
    """Mean error of as many things whose confidences are true."""
    coverage: tuple[float, ...]
    """Share right among the surest quarter, half, three quarters, all."""
    bins: tuple[Bin, ...]


def check_confidence(
    gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]
) -> dict[str, Calibrated]:
    """Calibration of sentence labels, outermost attributions, their sources, and entities where the gold has them.

    Arguments are those of ``evaluate_articles``. An attribution is right if it is matched by half of its content and
    its source agrees; a source is judged on those that are matched, by its words: who is meant such gold does not tell
    (``check_source_confidence``); a label, where the gold has none, by whether the
    sentence has part of a gold content, and sentences said to be no claim are left out.

    Raises:
        SchemaError: an id that is no string, or occurs twice; a span outside its text.
    """
    golds, guesses = by_id(gold, "the gold file"), by_id(predicted, "the predicted file")
    found: dict[str, list[Judged]] = {}
    for key, article in golds.items():
        if key in guesses:
            for kind, pairs in judged(article, guesses[key]).items():
                found.setdefault(kind, []).extend(pairs)
    return {kind: calibrated(pairs) for kind, pairs in found.items() if pairs}


def judged(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> dict[str, list[Judged]]:
    """The confidences in one article, and what was right."""
    _, guesses, sides, pairs = align(gold, predicted)
    hits = {p: agree(sides[0][g].source, sides[1][p].source) for g, p, common in pairs if common >= MATCH}
    result = {
        "label": _labels(gold, predicted, frozenset().union(*(side.content for side in sides[0]))),
        "attribution": [(a["confidence"], hits.get(p, False)) for p, a in enumerate(guesses)],
        "source": [(guesses[p]["source_confidence"], right) for p, right in hits.items()],
    }
    if "entities" in gold:
        names = {(e["start"], e["end"], e["type"]) for e in gold["entities"]}
        result["entity"] = [
            (e["confidence"], (e["start"], e["end"], e["type"]) in names) for e in predicted.get("entities") or ()
        ]
    return result


def _labels(gold: Mapping[str, Any], predicted: Mapping[str, Any], content: frozenset[int]) -> list[Judged]:
    """The sentences' labels."""
    labelled = [s for s in gold.get("sentences") or () if isinstance(s, Mapping) and "label" in s]
    found = []
    for sentence in predicted.get("sentences") or ():
        start, end, label = sentence["start"], sentence["end"], sentence["label"]
        if labelled:
            best = max(labelled, key=lambda s: min(s["end"], end) - max(s["start"], start))
            if min(best["end"], end) > max(best["start"], start):
                found.append((sentence["confidence"], best["label"] == label))
        elif label != "not_a_claim":
            found.append(
                (sentence["confidence"], (label == "attributed") == (not content.isdisjoint(range(start, end))))
            )
    return found


def calibrated(pairs: Sequence[Judged]) -> Calibrated:
    """The figures of one kind of thing."""
    ordered = sorted(pairs)
    chances = [chance for chance, _ in ordered]
    rng = random.Random(SEED)
    simulated = [adaptive_error([(chance, rng.random() < chance) for chance in chances]) for _ in range(SIMULATIONS)]
    surest = [right for _, right in reversed(ordered)]
    parts = [surest[: max(1, round(len(surest) * share))] for share in COVERAGES]
    return Calibrated(
        size=len(ordered),
        confidence=sum(chances) / len(chances),
        right=sum(surest) / len(surest),
        error=adaptive_error(ordered),
        perfect=sum(simulated) / len(simulated),
        coverage=tuple(sum(part) / len(part) for part in parts),
        bins=tuple(_bins(ordered)),
    )


def adaptive_error(ordered: Sequence[Judged]) -> float:
    """The adaptive calibration error of pairs in order of confidence."""
    return sum(b.size * abs(b.confidence - b.right) for b in _bins(ordered)) / len(ordered)


def _bins(ordered: Sequence[Judged]) -> list[Bin]:
    """Bins of equal size; fewer where there are fewer things."""
    count = len(ordered)
    edges = [count * number // BINS for number in range(BINS + 1)]
    parts = [ordered[a:b] for a, b in itertools.pairwise(edges) if b > a]
    return [Bin(sum(c for c, _ in p) / len(p), sum(r for _, r in p) / len(p), len(p)) for p in parts]
