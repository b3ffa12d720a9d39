"""Recall of gold attributions by what they are: kind of content, outlet."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from claimgraph.evaluate.scores import MATCH, RESAMPLES, SEED, Roles, Score, agree, align, by_id, golds_by_id, interval

__all__ = ["BREAKDOWNS", "recall_by"]

_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|''[^\n]*?''")
_SHARE_DIRECT = 0.9
"""Of a content's characters; what is quoted as far as that is direct."""


def _kind(_article: Mapping[str, Any], roles: Roles, quoted: frozenset[int]) -> str:
    """Direct, mixed or indirect, by how much of the content stands in quotation marks."""
    share = len(roles.content & quoted) / max(1, len(roles.content))
    return "direct" if share >= _SHARE_DIRECT else "mixed" if share > 0 else "indirect"


def _outlet(article: Mapping[str, Any], _roles: Roles, _quoted: frozenset[int]) -> str:
    return str(article.get("outlet") or article.get("publisher") or "unknown")


BREAKDOWNS: dict[str, Callable[[Mapping[str, Any], Roles, frozenset[int]], str]] = {
    "kind": _kind,
    "outlet": _outlet,
}


def recall_by(
    by: str, gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]
) -> dict[str, dict[str, Score]]:
    """For each class of outermost gold attributions the recall of ``relation_j50`` and ``relation_full``.

    Args:
        by: one of ``BREAKDOWNS``.
        gold: as for ``evaluate_articles``.
        predicted: likewise.

    Returns:
        Scores in which all of precision, recall and F1 are the recall; intervals by bootstrap over articles.

    Raises:
        SchemaError: an id that is no string, or occurs twice; a span outside its text.
    """
    guesses = by_id(predicted, "the predicted file")
    rows = [_count(by, article, guesses.get(key)) for key, article in golds_by_id(gold).items()]
    total = sum(rows, Counter())
    classes = sorted({name for name, measure in total if measure == "gold"}, key=lambda n: -total[n, "gold"])
    rng = random.Random(SEED)
    draws: dict[tuple[str, str], list[float]] = {}
    for _ in range(RESAMPLES):
        drawn = sum(rng.choices(rows, k=len(rows)), Counter())
        for name in classes:
            for measure in ("relation_j50", "relation_full"):
                if drawn[name, "gold"]:
                    draws.setdefault((name, measure), []).append(drawn[name, measure] / drawn[name, "gold"])
    table: dict[str, dict[str, Score]] = {}
    for name in classes:
        for measure in ("relation_j50", "relation_full"):
            right, wanted = total[name, measure], total[name, "gold"]
            low, high = interval(draws.get((name, measure), []))
            share = right / wanted
            table.setdefault(name, {})[measure] = Score(share, share, share, low, high, right, wanted, wanted)
    return table


def _count(by: str, gold: Mapping[str, Any], predicted: Mapping[str, Any] | None) -> Counter[tuple[str, str]]:
    """How many of each class there are in one article, and how many were found."""
    quoted = frozenset(i for match in _QUOTED.finditer(gold["text"]) for i in range(*match.span()))
    _, _, sides, pairs = align(gold, predicted)
    names = [BREAKDOWNS[by](gold, roles, quoted) for roles in sides[0]]
    counts = Counter((name, "gold") for name in names)
    for g, p, common in pairs:
        if common >= MATCH:
            counts[names[g], "relation_j50"] += 1
            counts[names[g], "relation_full"] += agree(sides[0][g].source, sides[1][p].source)
    return counts
