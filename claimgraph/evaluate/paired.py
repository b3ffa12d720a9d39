"""Which of two systems is better, on the same articles: paired bootstrap (Koehn 2004)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from claimgraph.evaluate.scores import RELATION_MEASURES, RESAMPLES, SEED, count_articles, interval, total_f1

__all__ = ["Difference", "compare_predictions"]


class Difference(NamedTuple):
    """F1 of a system and of another one, and what the first has more."""

    one: float
    other: float
    difference: float
    low: float
    high: float
    """The 95 % interval of the difference: both are scored on the same articles, drawn anew."""


def compare_predictions(
    gold: Iterable[Mapping[str, Any]],
    one: Iterable[Mapping[str, Any]],
    other: Iterable[Mapping[str, Any]],
    *,
    nested: bool = False,
) -> dict[str, Difference]:
    """For each relation measure how much better ``one`` is than ``other``; the arguments are those of ``evaluate_articles``.

    Raises:
        SchemaError: as ``evaluate_articles``.
    """
    golds = list(gold)
    first = count_articles(golds, one, nested=nested)
    second = count_articles(golds, other, nested=nested, where="the other predicted file")
    rng = random.Random(SEED)
    draws = [rng.choices(range(len(first)), k=len(first)) for _ in range(RESAMPLES)]
    found = {}
    for measure in RELATION_MEASURES:
        pair = total_f1(first, measure), total_f1(second, measure)
        gaps = [
            total_f1([first[i] for i in drawn], measure) - total_f1([second[i] for i in drawn], measure)
            for drawn in draws
        ]
        found[measure] = Difference(*pair, pair[0] - pair[1], *interval(gaps))
    return found
