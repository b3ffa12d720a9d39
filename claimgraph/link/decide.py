"""The judgement on a pair: ``same``, ``contradicts`` with its slot, or nothing; calibrated, with words for why.

A logistic curve over the features of ``compare``, mended by small trees, says whether two claims are about one thing;
where a rule of ``differences`` finds that both cannot be so, a second curve says how likely it is that they contradict. Both
are learned (``data/links.json``); the rules are not.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claimgraph.link.compare import FEATURES, Comparison, Context, compare_articles
from claimgraph.link.differences import DOUBTS, doubts, find_difference
from claimgraph.records import ClaimRef, LinkRow, content_id

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimgraph.link.claims import ArticleFacts
    from claimgraph.link.lexicon import Lexicon

__all__ = ["Weights", "judge_articles", "judge_pair", "load_weights"]

_DATA: Final = Path(__file__).parent.parent / "data" / "links.json"
_OTHER_DAY: Final = 3
"""Days between the days that two claims name, from which they tell of two events."""
_SHARE: Final = 0.4
"""Share of the probability that two claims are about one thing, from which a difference is told as a contradiction."""
_QUESTIONS: Final = 7
"""Of a tree."""
_SHOWN: Final = 5
"""Shared words that a reason names."""


class Weights(NamedTuple):
    """What was learned."""

    bias: float
    features: NDArray[np.float64]
    """One for each of ``FEATURES``."""
    questions: NDArray[np.int64]
    """Trees x 7: the feature that each question is about; the children of question n are 2n+1 (below) and 2n+2."""
    cuts: NDArray[np.float64]
    """Trees x 7: the value from which on the answer is the second child."""
    leaves: NDArray[np.float64]
    """Trees x 8: what is added to the sum."""
    scale: tuple[float, float]
    """Slope and intercept that make a calibrated probability of the sum (Platt 1999)."""
    against: NDArray[np.float64]
    """The curve over ``differences.doubts``, its bias first."""
    least: float
    """Score below which a pair is not linked."""
    least_against: float
    """Score below which a pair is not said to contradict."""
    digest: str
    """Of the file."""


@cache
def load_weights() -> Weights:
    """The weights in the package, read once."""
    import numpy as np

    text = _DATA.read_text(encoding="utf-8")
    stored: dict[str, Any] = json.loads(text)
    values = np.array([stored["features"][name] for name in FEATURES])
    questions, cuts, leaves = (np.array([tree[part] for tree in stored["trees"]]) for part in range(3))
    against = np.array([stored["against"][name] for name in ("bias", *DOUBTS)])
    scale = stored["scale"][0], stored["scale"][1]
    digest = content_id(text)[:8]
    least = stored["least"], stored["least against"]
    return Weights(stored["bias"], values, questions, cuts, leaves, scale, against, *least, digest)


def judge_articles(a: ArticleFacts, b: ArticleFacts, cosine: float, lexicon: Lexicon) -> list[LinkRow]:
    """Links between the claims of two articles, sorted; the order of the two does not matter."""
    if a.id == b.id or not a.claims or not b.claims:
        return []
    if b.id < a.id:
        a, b = b, a
    context = Context(cosine, (a.day, b.day))
    pairs = list(compare_articles(a, b, context, lexicon).values())
    if not pairs:
        return []
    weights = load_weights()
    linked = probabilities([pair.features for pair in pairs], weights)
    least = min(weights.least, weights.least_against)
    judged = (judge_pair(pair, score, lexicon) for pair, score in zip(pairs, linked, strict=True) if score >= least)
    rows = [row for row in judged if row]
    return sorted(rows, key=lambda r: (r.a.start, r.a.end, r.a.claim, r.b.start, r.b.end, r.b.claim))


def judge_pair(pair: Comparison, linked: float, lexicon: Lexicon) -> LinkRow | None:
    """The judgement on two claims of two articles, the one of the smaller article id first; null for none.

    ``linked`` is the probability that they are about one thing.
    """
    weights = load_weights()
    a, b = pair.a, pair.b
    difference = find_difference(pair, lexicon)
    if pair.a.days and pair.b.days and pair.apart >= _OTHER_DAY and not (difference and difference.kind == "day"):
        return None  # the same place on another day is another event
    against = min(linked, contradiction(doubts(pair, difference, linked), weights)) if difference else 0.0
    if difference and against >= _SHARE * linked:
        if against < weights.least_against:
            return None
        words = f"{difference.slot}: {difference.words}; {_common(pair)}"
        return _row(a.ref, b.ref, "contradicts", difference.slot, against, words)
    score = linked - against
    if score < weights.least:
        return None
    words = _common(pair) + (f"; perhaps {difference.words}" if difference else "")
    return _row(a.ref, b.ref, "same", None, score, words)


def probabilities(features: list[list[float]], weights: Weights) -> list[float]:
    """Probability that two claims are about one thing, for each row of features."""
    import numpy as np

    x = np.array(features)
    # row by row, in one order: a matrix product may round a row by its neighbours, and a judgement must not
    sums = weights.bias + (x * weights.features).sum(axis=1)
    rows, trees = np.arange(len(x))[:, None], np.arange(len(weights.leaves))[None, :]
    place = np.zeros((len(x), len(weights.leaves)), int)
    while (place < _QUESTIONS).all():
        place = 2 * place + 1 + (x[rows, weights.questions[trees, place]] >= weights.cuts[trees, place])
    sums += weights.leaves[trees, place - _QUESTIONS].sum(axis=1)
    slope, intercept = weights.scale
    found: list[float] = (1 / (1 + np.exp(-np.clip(slope * sums + intercept, -60.0, 60.0)))).tolist()
    return found


def contradiction(doubts_: list[float], weights: Weights) -> float:
    """Probability that a difference is a contradiction."""
    import numpy as np

    total = float(weights.against[0] + (np.array(doubts_) * weights.against[1:]).sum())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


def _row(a: ClaimRef, b: ClaimRef, relation: str, slot: str | None, score: float, reason: str) -> LinkRow:
    return LinkRow.model_validate(
        {"a": a, "b": b, "relation": relation, "slot": slot, "score": round(score, 4), "reason": reason}
    )


def _common(pair: Comparison) -> str:
    """What a pair shares, in words."""
    words = [pair.a.words.get(k) or pair.b.words.get(k) or k for k in pair.shared[:_SHOWN]]
    parts = [
        f"both: {', '.join(dict.fromkeys(w.lower() if k not in pair.a.names else w for k, w in zip(pair.shared, words, strict=False)))}"
    ]
    if not words:
        parts = ["much the same in other words"]
    if pair.numbers.agree:
        parts.append("numbers agree")
    if pair.a.days and pair.b.days and not pair.apart:
        parts.append("same day")
    gap = pair.context.gap
    if gap is not None:
        parts.append("published the same day" if gap == 0 else f"published {gap} day{'s' * (gap != 1)} apart")
    parts.append(f"{round(100 * pair.covered)} % of the shorter covered")
    return "; ".join(parts)
