"""How close a system is to an annotator, beside how close a second annotator is."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from itertools import permutations
from statistics import mean
from typing import Any, NamedTuple

from claimgraph.errors import SchemaError
from claimgraph.evaluate.scores import RELATION_MEASURES, RESAMPLES, SEED, article_f1, by_id, golds_by_id, interval

__all__ = ["Agreement", "check_agreement"]


class Agreement(NamedTuple):
    """Mean F1 of the system with each annotator, of each annotator with each other, and their difference."""

    system: float
    human: float
    difference: float
    low: float
    high: float
    """The 95 % interval of the difference, by bootstrap over articles (Efron 1979)."""


def check_agreement(gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> dict[str, Agreement]:
    """For each relation measure how well the system agrees with people, beside how well they agree with each other.

    Args:
        gold: articles with ``annotators``, lists of attributions by name; those of one annotator are left out.
        predicted: what ``annotate`` writes.

    Raises:
        SchemaError: no article has two annotators, or one is not among the predicted.
    """
    guesses = by_id(predicted, "the predicted file")
    rows: dict[str, list[tuple[float, float]]] = {m: [] for m in RELATION_MEASURES}
    for key, article in golds_by_id(gold).items():
        layers = [{**article, "attributions": found} for found in (article.get("annotators") or {}).values()]
        if len(layers) < 2:
            continue
        if key not in guesses:
            raise SchemaError(f"article {key!r} is missing", where="the predicted file")
        system = [article_f1(layer, guesses[key]) for layer in layers]
        human = [article_f1(one, other) for one, other in permutations(layers, 2)]
        for measure, found in rows.items():
            found.append((mean(f[measure] for f in system), mean(f[measure] for f in human)))
    if not any(rows.values()):
        raise SchemaError("no article has two annotators", where="the gold file")
    return {measure: _compare(found) for measure, found in rows.items()}


def _compare(rows: list[tuple[float, float]]) -> Agreement:
    """The figures of one measure, one row an article."""
    gaps = [system - human for system, human in rows]
    rng = random.Random(SEED)
    low, high = interval([mean(rng.choices(gaps, k=len(gaps))) for _ in range(2 * RESAMPLES)])
    return Agreement(mean(s for s, _ in rows), mean(h for _, h in rows), mean(gaps), low, high)
