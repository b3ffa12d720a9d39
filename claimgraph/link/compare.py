"""Two claims side by side: what they share and where they differ, as features that a person can read."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
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
_ALIKE_AT_ALL: Final = 0.36
"""Share of the lighter claim's weight that both have, plus half the cosine, from which claims are compared: of the pairs that
are linked in the end, two of a thousand lie below, of the others half."""
_NEAREST: Final = 5
"""Claims of another article with which a claim is compared at most, unless it is among the nearest of more of them."""
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
    "places shared",
    "places differ",
    "conflict's size",
    "conflict of one fate",
    "conflict of one kind",
    "only one denies",
    "best counterpart",
    "beside the best",
    "both open",
    "neighbours alike",
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
    places = _worth(a, b, context.cosine)
    mine, others = (
        {n: article.claim(n) for n in sorted({p[side] for p in places})} for side, article in enumerate((a, b))
    )
    alike = _alike(mine.values(), others.values(), lexicon)
    found = {(n, m): compare_claims(mine[n], others[m], context, alike) for n, m in places}
    likeness = {place: _likeness(pair) for place, pair in found.items()}
    best_a: dict[int, float] = {}
    best_b: dict[int, float] = {}
    for (n, m), like in likeness.items():
        best_a[n], best_b[m] = max(like, best_a.get(n, 0.0)), max(like, best_b.get(m, 0.0))
    rivals = 1 - 1 / max(1, min(len(a.claims), len(b.claims)))  # the best of one is no sign
    told: dict[tuple[int, int], float] = {}
    for (n, m), like in likeness.items():
        ranks = a.ranks[n], b.ranks[m]
        told[ranks] = max(like, told.get(ranks, 0.0))
    for (n, m), pair in found.items():
        like = likeness[n, m]
        one, other = a.ranks[n], b.ranks[m]
        pair.features += [
            rivals * (float(like >= best_a[n] - 1e-9) + float(like >= best_b[m] - 1e-9)),
            rivals * like / max(best_a[n], best_b[m], 1e-6),
            rivals * min(1.0, 2 * context.cosine) / ((1 + one) * (1 + other)),
            max(told.get((one + i, other + j), 0.0) for i in (-1, 1) for j in (-1, 1)),
        ]
    return found


def _likeness(pair: Comparison) -> float:
    """By which the counterparts of a claim in another article are ranked."""
    return pair.covered * pair.covered_both + 0.3 * max(0.0, pair.features[3]) + 0.2 * min(1, pair.numbers.agree)


def _worth(a: ArticleFacts, b: ArticleFacts, cosine: float) -> list[tuple[int, int]]:
    """Pairs that are worth comparing: near in meaning, or with telling words in common, and among the nearest of either claim.

    Without the last, two long articles would cost the product of their claims.
    """
    import numpy as np

    if not a.claims or not b.claims:
        return []
    meaning, least = next(row[1:] for row in _WORTH if cosine >= row[0])
    meanings: NDArray[np.float32] = a.vectors @ b.vectors.T
    weights = np.zeros(meanings.shape)
    holders: dict[str, list[int]] = {}
    for m, claim in enumerate(b.claims):
        for key, weight in claim.weights.items():
            if weight >= 1.0:
                holders.setdefault(key, []).append(m)
    for n, claim in enumerate(a.claims):
        row = weights[n]
        for key, weight in claim.weights.items():
            if weight >= 1.0 and key in holders:
                row[holders[key]] += weight
    near = weights / np.minimum(a.totals[:, None], b.totals[None, :]) + 0.5 * meanings
    near[((meanings < meaning) & (weights < least)) | (near < _ALIKE_AT_ALL)] = -1.0
    chosen = np.zeros(near.shape, bool)
    rows = np.arange(near.shape[0])[:, None], np.argsort(-near, axis=1, kind="stable")[:, :_NEAREST]
    columns = np.argsort(-near, axis=0, kind="stable")[:_NEAREST], np.arange(near.shape[1])[None, :]
    chosen[rows] = chosen[columns] = True
    return [(int(n), int(m)) for n, m in np.argwhere(chosen & (near > -1.0))]


def compare_claims(a: ClaimFacts, b: ClaimFacts, context: Context, alike: tuple[Alike, Alike]) -> Comparison:
    """Features of a pair; the order of the two changes none of them. The last four, which need the other pairs of the articles, are not among them.

    ``alike``: which words of ``a`` are like which of ``b``, and the other way round; may hold words of other claims too.
    """
    shared = sorted(a.weights.keys() & b.weights.keys(), key=lambda k: (-min(a.weights[k], b.weights[k]), k))
    like_a, like_b = _soft(a, b, shared, alike)
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
        float(min(_CAP, sum(a.names.get(k) == b.names.get(k) == "place" for k in shared))),
        float(min(_CAP, *(sum(c.names[k] == "place" for k in n) for c, n in ((a, names_a), (b, names_b))))),
        *_conflict(numbers),
        float(a.denied != b.denied),
    ]
    return Comparison(a, b, features, shared, rest_a, rest_b, numbers, short, long, context, apart)


Alike = dict[str, dict[str, float]]
"""Keys of one text, for each those of another text that are like it, and how much they count for."""


def _alike(claims: Iterable[ClaimFacts], others: Iterable[ClaimFacts], lexicon: Lexicon) -> tuple[Alike, Alike]:
    """Which words of either side are like which of the other."""
    import numpy as np

    rows = [{k: row for claim in side for k, row in claim.rows.items()} for side in (claims, others)]
    found: tuple[Alike, Alike] = {}, {}
    if not rows[0] or not rows[1]:
        return found
    keys = [list(side) for side in rows]
    vectors = lexicon.vocabulary.vectors
    cosines = vectors[list(rows[0].values())] @ vectors[list(rows[1].values())].T
    places = np.argwhere(cosines > _NEAR)
    counts = _SOFT * np.minimum((cosines[places[:, 0], places[:, 1]] - _NEAR) / (_ALIKE - _NEAR), 1.0)
    for (n, m), count in zip(places.tolist(), counts.tolist(), strict=True):
        one, other = keys[0][n], keys[1][m]
        found[0].setdefault(one, {})[other] = found[1].setdefault(other, {})[one] = count
    return found


def _soft(
    a: ClaimFacts, b: ClaimFacts, shared: Iterable[str], alike: tuple[Alike, Alike]
) -> tuple[dict[str, float], dict[str, float]]:
    """For each key of either claim how much of it the other has: 1 the same, less for what is like it."""
    likes: tuple[dict[str, float], dict[str, float]] = dict.fromkeys(shared, 1.0), dict.fromkeys(shared, 1.0)
    for mine, claim, other, words in ((likes[0], a, b, alike[0]), (likes[1], b, a, alike[1])):
        there = other.rows
        for key in claim.rows:
            if key not in mine and key in words:
                best = max((count for word, count in words[key].items() if word in there), default=0.0)
                if best:
                    mine[key] = best
    rest_a = [k for k in a.names if k not in likes[0]]
    rest_b = [k for k in b.names if k not in likes[1]]
    if rest_a and rest_b:
        bones = {_bones(k): k for k in rest_b}
        for key in rest_a:
            twin = bones.get(_bones(key))
            if twin and len(_bones(key)) > 1 and len(key) > 3 and key[0] == twin[0]:
                likes[0][key] = likes[1][twin] = _SOFT
    return likes


@lru_cache(maxsize=20_000)
def _bones(name: str) -> str:
    """A name without vowels and doubled letters: spellings of one name in Latin letters mostly share it."""
    bare = name.translate(_VOWELS)
    return "".join(c for n, c in enumerate(bare) if not n or bare[n - 1] != c)


def _cover(claim: ClaimFacts, likes: dict[str, float]) -> float:
    return sum(w * likes[k] for k, w in claim.weights.items() if k in likes) / (claim.total or 1.0)


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
    least = min(len(a.phrases), len(b.phrases))
    return len(a.phrases & b.phrases) / least if least else 0.0


def _clauses_covered(
    a: ClaimFacts, b: ClaimFacts, like_a: dict[str, float], like_b: dict[str, float]
) -> tuple[float, float, float]:
    """How much of the clause that is covered best, and of the next one, is covered; and whether events of it are met.

    A long sentence tells several things; it is enough that the other claim tells one of them.
    """
    found = []
    for claim, likes in ((a, like_a), (b, like_b)):
        for clause in claim.clauses:
            covered = sum(claim.weights[k] * likes[k] for k in clause.keys if k in likes)
            met = any(likes.get(k, 0.0) >= _SOFT for k in clause.events)
            found.append((covered / (clause.total + _CLAUSE), met))
    found.sort(reverse=True)
    second = found[1][0] if len(found) > 1 else 0.0
    return found[0][0], second, float(found[0][1])


def _conflict(numbers: Agreement) -> tuple[float, float, float]:
    """Of numbers in conflict, how many times the smaller the larger is; and whether both tell of one fate and one kind.

    The first as a logarithm. One kind and one fate: "three of the guards died" and "five guards were killed".
    """
    if not numbers.pairs:
        return 0.0, 0.0, 0.0
    one, other = numbers.pairs[0]
    larger, smaller = max(one.low, other.low), min(one.high, other.high)
    size = math.log1p(larger - smaller) if one.kind == "time" else math.log(max(larger, 1) / max(smaller, 0.5))
    kinds = {unit for unit in one.units & other.units if unit != "unit:person"}
    return max(0.0, min(float(_CAP), size)), float(bool(one.role) and one.role == other.role), float(bool(kinds))


def _same_speaker(a: ClaimFacts, b: ClaimFacts) -> float:
    return float(bool(a.speaker & b.speaker - {"the", "of", "in", "a"}))


def _events_met(a: ClaimFacts, b: ClaimFacts) -> float:
    """Share of the events of the claim with fewer that the other tells too; 1 where neither tells any."""
    fewer, more = sorted((a.events, b.events), key=len)
    return len(fewer & more) / len(fewer) if fewer else float(not more)
