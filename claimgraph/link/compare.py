"""Two claims side by side: what they share and where they differ, as features that a person can read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from claimgraph.link.claims import ArticleFacts, ClaimFacts
from claimgraph.link.quantities import Agreement, compare_quantities

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimgraph.link.lexicon import Lexicon

__all__ = ["FEATURES", "Comparison", "Context", "compare_articles"]

_NEAR, _ALIKE = 0.42, 0.85
"""Cosines of two words' vectors at which they begin to count as one, and at which they fully do."""
_SOFT: Final = 0.85
"""What a word that is like another counts for, beside one that is the same."""
_WORTH: Final = ((0.3, 0.3, 5.0), (0.1, 0.45, 9.0), (0.0, 0.75, 15.0))
"""Where the cosine of what two articles are about is at least the first: the cosine of two claims' vectors from which they
are compared, and the weight of shared words, in nats, from which they are compared all the same."""
_VOWELS: Final = str.maketrans("qcwz", "kkvs", "aeiouyh'")
_CAP: Final = 3
_FRESH, _YEAR = 3, 365
"""Days before publication of which news without a day tells; most days by which two claims are apart."""
_CLAUSE: Final = 5.0
"""Nats that a clause must outweigh to count for what it covers."""
_TELLING: Final = 2.0
"""Nats, above which a word tells something: it stands in less than one article of seven."""

FEATURES: Final = (
    "shorter covered",
    "longer covered",
    "shared weight",
    "meaning",
    "names shared",
    "names differ",
    "events shared",
    "events differ",
    "quantities agree",
    "quantities conflict",
    "quantities alone",
    "articles alike",
    "days between articles",
    "days agree",
    "days apart",
    "phrases shared",
    "shorter's weight",
    "same speaker",
    "left over",
    "rarest shared",
    "alike in alike articles",
    "covered twice",
    "names differ, weight",
    "telling words shared",
    "little shared",
    "events of the shorter",
    "numbers apart",
    "clause covered",
    "second clause covered",
    "clause's event shared",
    "best counterpart",
    "beside the best",
)
"""Names of ``Comparison.features``, in order."""


class Context(NamedTuple):
    """What is known of the two articles."""

    cosine: float
    """Of what both are about."""
    days: tuple[int | None, int | None]
    """Ordinals of the days of publication; null where it is not known."""

    @property
    def gap(self) -> int | None:
        """Days between their publication; null where one has no date."""
        one, other = self.days
        return None if one is None or other is None else abs(one - other)


@dataclass(slots=True)
class Comparison:
    """Two claims side by side."""

    a: ClaimFacts
    b: ClaimFacts
    features: list[float]
    shared: list[str]
    """Keys that both have, the most telling first."""
    rest_a: list[str]
    """Keys of ``a`` that nothing in ``b`` is like, the most telling first."""
    rest_b: list[str]
    numbers: Agreement
    covered: float
    """Share of the shorter claim's weight that the longer one covers."""
    covered_both: float
    """The same of the longer claim's."""
    context: Context
    apart: int
    """Days between what they tell of."""


def compare_articles(
    a: ArticleFacts, b: ArticleFacts, context: Context, lexicon: Lexicon
) -> dict[tuple[int, int], Comparison]:
    """The pairs of claims of two articles that are worth comparing, by their places in ``claims``."""
    found = {
        (n, m): compare_claims(a.claims[n], b.claims[m], context, lexicon) for n, m in _worth(a, b, context.cosine)
    }
    likeness = {place: _likeness(pair) for place, pair in found.items()}
    best_a: dict[int, float] = {}
    best_b: dict[int, float] = {}
    for (n, m), like in likeness.items():
        best_a[n], best_b[m] = max(like, best_a.get(n, 0.0)), max(like, best_b.get(m, 0.0))
    rivals = 1 - 1 / max(1, min(len(a.claims), len(b.claims)))  # the best of one is no sign
    for (n, m), pair in found.items():
        like = likeness[n, m]
        pair.features[-2] = rivals * (float(like >= best_a[n] - 1e-9) + float(like >= best_b[m] - 1e-9))
        pair.features[-1] = rivals * like / max(best_a[n], best_b[m], 1e-6)
    return found


def _likeness(pair: Comparison) -> float:
    """By which the counterparts of a claim in another article are ranked."""
    return pair.covered * pair.covered_both + 0.3 * max(0.0, pair.features[3]) + 0.2 * min(1, pair.numbers.agree)


def _worth(a: ArticleFacts, b: ArticleFacts, cosine: float) -> list[tuple[int, int]]:
    """Pairs that are worth comparing: near in meaning, or with telling words in common."""
    import numpy as np

    meaning, least = next(row[1:] for row in _WORTH if cosine >= row[0])
    near: NDArray[np.bool_] = a.vectors @ b.vectors.T >= meaning
    found = {(int(n), int(m)) for n, m in np.argwhere(near)}
    holders: dict[str, list[int]] = {}
    for m, claim in enumerate(b.claims):
        for key, weight in claim.weights.items():
            if weight >= 1.0:
                holders.setdefault(key, []).append(m)
    for n, claim in enumerate(a.claims):
        shared: dict[int, float] = {}
        for key, weight in claim.weights.items():
            for m in holders.get(key, ()):
                shared[m] = shared.get(m, 0.0) + weight
        found.update((n, m) for m, weight in shared.items() if weight >= least)
    return sorted(found)


def compare_claims(a: ClaimFacts, b: ClaimFacts, context: Context, lexicon: Lexicon) -> Comparison:
    """Features of a pair; the order of the two changes none of them. The last two need the other pairs of the articles."""
    shared = sorted(a.weights.keys() & b.weights.keys(), key=lambda k: (-min(a.weights[k], b.weights[k]), k))
    like_a, like_b = _soft(a, b, set(shared), lexicon)
    cover_a, cover_b = _cover(a, like_a), _cover(b, like_b)
    short, long = (cover_a, cover_b) if (a.total, cover_a) <= (b.total, cover_b) else (cover_b, cover_a)
    rest_a, rest_b = _rest(a, like_a), _rest(b, like_b)
    weight = sum(min(a.weights[k], b.weights[k]) for k in shared)
    numbers = compare_quantities(a.quantities, b.quantities)
    meaning = float(a.vector @ b.vector)
    names_a, names_b = ({k for k in rest if k in c.names} for rest, c in ((rest_a, a), (rest_b, b)))
    apart = _days_apart(a, b, context)
    gap = 8 if context.gap is None else context.gap
    phrases = _phrases(a, b)
    alone = min(_CAP, numbers.alone)
    features = [
        short,
        long,
        math.log1p(weight),
        meaning,
        math.log1p(sum(a.weights[k] for k in shared if k in a.names and k in b.names)),
        float(min(_CAP, len(names_a), len(names_b))),
        float(min(_CAP, len(a.events & b.events))),
        float(bool(a.events) and bool(b.events) and not a.events & b.events),
        float(min(_CAP, numbers.agree)),
        float(min(_CAP, numbers.conflict)),
        float(alone),
        context.cosine,
        math.log1p(gap),
        float(bool(a.days and b.days) and apart == 0),
        math.log1p(apart),
        phrases,
        math.log1p(min(a.total, b.total)),
        _same_speaker(a, b),
        math.log1p(min(sum(a.weights[k] for k in rest_a), sum(b.weights[k] for k in rest_b))),
        min(a.weights[shared[0]], b.weights[shared[0]]) if shared else 0.0,
        short * min(1.0, 2 * context.cosine),
        short * long,
        math.log1p(min(sum(a.weights[k] for k in names_a), sum(b.weights[k] for k in names_b))),
        math.log1p(sum(max(0.0, min(a.weights[k], b.weights[k]) - _TELLING) for k in shared)),
        float(len(shared) < 2) + float(len(shared) < 3),
        _events_met(a, b),
        float(numbers.conflict > 0 and numbers.agree == 0),
        *_clauses_covered(a, b, like_a, like_b),
        0.0,
        0.0,
    ]
    return Comparison(a, b, features, shared, rest_a, rest_b, numbers, short, long, context, apart)


def _soft(
    a: ClaimFacts, b: ClaimFacts, shared: set[str], lexicon: Lexicon
) -> tuple[dict[str, float], dict[str, float]]:
    """For each key of either claim how much of it the other has: 1 the same, less for what is like it."""
    import numpy as np

    likes: list[dict[str, float]] = [dict.fromkeys(shared, 1.0), dict.fromkeys(shared, 1.0)]
    if a.rows and b.rows:
        vectors = lexicon.vocabulary.vectors
        keys_a, keys_b = list(a.rows), list(b.rows)
        cosines = vectors[[a.rows[k] for k in keys_a]] @ vectors[[b.rows[k] for k in keys_b]].T
        for likes_of, keys, best in ((likes[0], keys_a, cosines.max(1)), (likes[1], keys_b, cosines.max(0))):
            for key, cosine in zip(keys, np.clip((best - _NEAR) / (_ALIKE - _NEAR), 0, 1).tolist(), strict=True):
                if key not in likes_of and cosine:
                    likes_of[key] = _SOFT * cosine
    rest_a = [k for k in a.names if k not in likes[0]]
    rest_b = [k for k in b.names if k not in likes[1]]
    if rest_a and rest_b:
        bones = {_bones(k): k for k in rest_b}
        for key in rest_a:
            twin = bones.get(_bones(key))
            if twin and len(_bones(key)) > 1 and len(key) > 3 and key[0] == twin[0]:
                likes[0][key] = likes[1][twin] = _SOFT
    return likes[0], likes[1]


def _bones(name: str) -> str:
    """A name without vowels and doubled letters: spellings of one name in Latin letters mostly share it."""
    bare = name.translate(_VOWELS)
    return "".join(c for n, c in enumerate(bare) if not n or bare[n - 1] != c)


def _cover(claim: ClaimFacts, likes: dict[str, float]) -> float:
    return sum(w * likes.get(k, 0.0) for k, w in claim.weights.items()) / (claim.total or 1.0)


def _rest(claim: ClaimFacts, likes: dict[str, float]) -> list[str]:
    rest = (k for k in claim.weights if likes.get(k, 0.0) < 0.4)
    return sorted(rest, key=lambda k: (-claim.weights[k], k))


def _days_apart(a: ClaimFacts, b: ClaimFacts, context: Context) -> int:
    """Days between what the claims tell of: the days they name, else the days just before publication; at most a year."""
    spans = []
    for claim, day in zip((a, b), context.days, strict=True):
        if claim.days:
            spans.append(claim.days)
        elif day is not None:
            spans.append(((day - _FRESH, day + 1),))
        else:
            return 0
    gap = min(max(x[0] - y[1], y[0] - x[1], 0) for x in spans[0] for y in spans[1])
    return min(gap, _YEAR)


def _phrases(a: ClaimFacts, b: ClaimFacts) -> float:
    """Share of the shorter claim's neighbouring words that are neighbours in the other too."""
    pairs = [set(zip(c.keys, c.keys[1:], strict=False)) for c in (a, b)]
    least = min(len(p) for p in pairs)
    return len(pairs[0] & pairs[1]) / least if least else 0.0


def _clauses_covered(
    a: ClaimFacts, b: ClaimFacts, like_a: dict[str, float], like_b: dict[str, float]
) -> tuple[float, float, float]:
    """How much of the clause that is covered best, and of the next one, the other claim covers; whether events of it are met.

    A long sentence tells several things; it is enough that the other claim tells one of them.
    """
    found = []
    for claim, likes in ((a, like_a), (b, like_b)):
        for clause in claim.clauses:
            keys = dict.fromkeys(clause)
            total = sum(claim.weights[k] for k in keys)
            covered = sum(claim.weights[k] * likes.get(k, 0.0) for k in keys)
            met = any(k.startswith("event:") and likes.get(k, 0.0) >= _SOFT for k in keys)
            found.append((covered / (total + _CLAUSE), met))
    found.sort(reverse=True)
    second = found[1][0] if len(found) > 1 else 0.0
    return found[0][0], second, float(found[0][1])


def _same_speaker(a: ClaimFacts, b: ClaimFacts) -> float:
    words = [set(c.speaker.lower().split()) for c in (a, b)]
    return float(bool(words[0] & words[1] - {"the", "of", "in", "a"}))


def _events_met(a: ClaimFacts, b: ClaimFacts) -> float:
    """Share of the events of the claim with fewer that the other tells too; 1 where neither tells any."""
    fewer, more = sorted((a.events, b.events), key=len)
    return len(fewer & more) / len(fewer) if fewer else float(not more)
