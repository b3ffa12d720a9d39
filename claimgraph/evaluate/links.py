"""Gold and predicted links -> scores with intervals.

Gold pairs join sentences: ``same``, ``contradicts`` or ``related`` (no link). A predicted link counts for the sentences
that its claims lie in; a pair that none joins counts as ``related``. A link between articles of different events
(``event_group``; an article without one is an event of its own) is false; other pairs that the gold does not list are
counted and not judged. Intervals are 95 % percentile bootstrap intervals over pairs (Efron 1979), seeded.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from claimgraph.errors import SchemaError
from claimgraph.evaluate.scores import RESAMPLES, SEED, Score

__all__ = ["LinkScores", "evaluate_links"]

_MEASURES = ("linked", "same", "contradicts", "related")
_LINKED = frozenset({"same", "contradicts"})

Article = Mapping[str, Any]
Sentence = tuple[str, int]
Judged = tuple[str, str]
"""The relation by the gold, and the predicted one."""


class LinkScores(NamedTuple):
    """How good links are."""

    scores: dict[str, Score]
    """``linked`` (one or the other), ``same``, ``contradicts``, ``related``."""
    across_events: int
    """Links between articles of different events: each is false, and among the predicted ones above."""
    unlisted: int
    """Links within an event between sentences of which the gold says nothing."""


def evaluate_links(
    gold: Iterable[Article], predicted: Iterable[Article], articles: Iterable[Article], *, resamples: int = RESAMPLES
) -> LinkScores:
    """Score ``predicted``, rows of ``claimgraph links``, against pairs of sentences.

    Args:
        gold: objects with ``a`` and ``b`` (each ``id`` and ``sentence_index``) and ``relation``; those whose
            ``strength`` is ``soft`` are left out.
        predicted: link rows.
        articles: objects with ``id``, ``sentences`` (``start``, ``end``) and perhaps ``event_group``.
        resamples: how often pairs are drawn anew for the intervals.

    Raises:
        SchemaError: a gold pair names an article or a sentence that is not there, or a field is missing.
    """
    by_id = {article["id"]: article for article in articles}
    events = {key: article.get("event_group") or key for key, article in by_id.items()}
    found: dict[frozenset[Sentence], set[str]] = {}
    for row in predicted:
        try:
            ends = frozenset(_sentence(row[end], by_id) for end in "ab")
            relation = str(row["relation"])
        except (KeyError, TypeError) as error:
            raise SchemaError(
                f"a link lacks {error}", where="the predicted file", hint="claimgraph links writes them"
            ) from error
        if len(ends) == 2 and None not in ends:
            found.setdefault(ends, set()).add(relation)  # type: ignore[arg-type]
    judged: list[Judged] = []
    listed = set()
    for row in gold:
        if row.get("strength") == "soft":
            continue
        pair = frozenset(_gold_end(row[end], by_id) for end in "ab")
        listed.add(pair)
        judged.append((row["relation"], _relation(found.get(pair, set()))))
    across = unlisted = 0
    for pair, relations in found.items():
        ids = {key for key, _ in pair}
        if pair in listed or len(ids) < 2:
            continue
        if len({events[key] for key in ids}) == 2:
            across += 1
            judged.append(("related", _relation(relations)))
        else:
            unlisted += 1
    return LinkScores(_scores(judged, resamples), across, unlisted)


def _sentence(end: Article, articles: Mapping[str, Article]) -> Sentence | None:
    """The sentence that holds most of a claim."""
    article = articles.get(end["id"])
    best, where = 0, None
    for n, sentence in enumerate(article["sentences"] if article else ()):
        common = min(end["end"], sentence["end"]) - max(end["start"], sentence["start"])
        if common > best:
            best, where = common, (str(end["id"]), n)
    return where


def _gold_end(end: Article, articles: Mapping[str, Article]) -> Sentence:
    article, number = articles.get(end.get("id", "")), end.get("sentence_index")
    if article is None or not isinstance(number, int) or not 0 <= number < len(article["sentences"]):
        raise SchemaError(f"there is no sentence {number} of article {end.get('id')!r}", where="the gold links")
    return str(end["id"]), number


def _relation(found: set[str]) -> str:
    return "contradicts" if "contradicts" in found else "same" if found else "related"


def _scores(judged: Sequence[Judged], resamples: int) -> dict[str, Score]:
    rng = random.Random(SEED)
    draws: dict[str, list[float]] = {measure: [] for measure in _MEASURES}
    for _ in range(resamples if judged else 0):
        counts = Counter(rng.choices(judged, k=len(judged)))
        for measure in _MEASURES:
            draws[measure].append(_f1(*_counts(counts, measure)))
    total = Counter(judged)
    scores = {}
    for measure in _MEASURES:
        right, predicted, gold = _counts(total, measure)
        ordered = sorted(draws[measure]) or [0.0]
        low, high = (ordered[min(int(share * len(ordered)), len(ordered) - 1)] for share in (0.025, 0.975))
        precision, recall = right / predicted if predicted else 0.0, right / gold if gold else 0.0
        scores[measure] = Score(precision, recall, _f1(right, predicted, gold), low, high, right, predicted, gold)
    return scores


def _counts(counts: Mapping[Judged, int], measure: str) -> tuple[int, int, int]:
    """Right, predicted and gold."""
    wanted = _LINKED if measure == "linked" else {measure}
    right = sum(n for (truth, guess), n in counts.items() if truth in wanted and guess in wanted)
    predicted = sum(n for (_, guess), n in counts.items() if guess in wanted)
    return right, predicted, sum(n for (truth, _), n in counts.items() if truth in wanted)


def _f1(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 0.0
