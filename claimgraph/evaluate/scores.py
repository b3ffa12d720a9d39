"""Gold and predicted attributions -> scores with intervals.

The measures are those of attribution corpora: single spans (CofeNet, COLING 2022) and whole relations matched one to one
(PARC, Pareti 2016; PolNeAR, Newell et al. 2018). White space never counts. Intervals are 95 % percentile bootstrap
intervals over whole articles (Efron 1979), seeded.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from claimgraph.errors import SchemaError
from claimgraph.evaluate.shape import check_shape

__all__ = [
    "FIELDS",
    "MATCH",
    "RELATION_MEASURES",
    "Roles",
    "Score",
    "agree",
    "align",
    "article_f1",
    "by_id",
    "count_articles",
    "evaluate_articles",
    "golds_by_id",
    "interval",
    "total_f1",
]

ROLES = ("source", "cue", "content")
RELATION_MEASURES = (
    "sentence",
    "sentence_source",
    "span_source",
    "span_cue",
    "span_content",
    "relation_j50",
    "relation_exact",
    "relation_full",
)
FIELDS = ("source_name", "source_type", "source_outlet", "chain", "stance", "quotation", "kind")
"""Compared on the relations found, where the gold says anything of them."""
MATCH = 0.5
"""Least Jaccard index of the contents at which an attribution counts as found."""
RESAMPLES, SEED = 1000, 20180507
_CURRENCY = "$€£%"

Positions = frozenset[int]
Article = Mapping[str, Any]


class Score(NamedTuple):
    """One measure: precision, recall, F1 (or a share: all three alike), its 95 % interval, and the counts."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    right: int
    predicted: int
    gold: int


class Roles(NamedTuple):
    """The characters of one relation, without white space."""

    source: Positions
    cue: Positions
    content: Positions


def evaluate_articles(
    gold: Iterable[Article], predicted: Iterable[Article], *, nested: bool = False, resamples: int = RESAMPLES
) -> dict[str, Score]:
    """Score ``predicted`` against ``gold``, both objects with ``id``, ``text``, ``sentences`` and ``attributions``.

    Args:
        gold: sentences are ``[start, end]`` or objects with start, end and label; attributions have lists of spans
            ``source``, ``cue``, ``content``, and any of the ``FIELDS``.
        predicted: what ``annotate`` writes; an article that is missing counts as one with nothing found.
        nested: count attributions inside others too (those with a ``parent``); corpora mark outermost ones only.
        resamples: how often articles are drawn anew for the intervals.

    Returns:
        For each measure its ``Score``; fields and labels only where the gold has them.

    Raises:
        SchemaError: an id twice, an unknown article, or a span outside its text.
    """
    rows = count_articles(gold, predicted, nested=nested)
    total: Counter[str] = sum(rows, Counter())
    measures = [m for m in (*RELATION_MEASURES, "label", *FIELDS) if total[f"{m}.gold"] or m in RELATION_MEASURES]
    draws: dict[str, list[float]] = {m: [] for m in measures}
    rng = random.Random(SEED)
    for _ in range(resamples if rows else 0):
        chosen = rng.choices(rows, k=len(rows))
        for measure in measures:
            draws[measure].append(total_f1(chosen, measure))
    return {m: _score(total, m, draws[m]) for m in measures}


def count_articles(
    gold: Iterable[Article], predicted: Iterable[Article], *, nested: bool = False, where: str = "the predicted file"
) -> list[Counter[str]]:
    """For each gold article, in their order, the counts ``measure.right``, ``.predicted`` and ``.gold``.

    Raises:
        SchemaError: as ``evaluate_articles``.
    """
    golds = golds_by_id(gold)
    if not any("attributions" in article for article in golds.values()):
        raise SchemaError(
            "no article has attributions", where="the gold file", hint="is it an input rather than a gold file?"
        )
    predictions = by_id(predicted, where)
    unknown = sorted(set(predictions) - set(golds))
    if unknown:
        raise SchemaError(f"{len(unknown)} articles are not in the gold file, such as {unknown[0]!r}", where=where)
    return [_count(article, predictions.get(key), nested=nested) for key, article in golds.items()]


def total_f1(rows: Sequence[Counter[str]], measure: str) -> float:
    """F1 of one measure over the counts of articles."""
    return _f1(
        *(sum(row[name] for row in rows) for name in (f"{measure}.right", f"{measure}.predicted", f"{measure}.gold"))
    )


def article_f1(gold: Article, predicted: Article) -> dict[str, float]:
    """F1 of each relation measure in one article; 1 where neither side has anything. ``gold`` is taken as it stands.

    Raises:
        SchemaError: a span outside its text, or another text.
    """
    counts = _count(gold, predicted, nested=False, unite=False)
    return {m: _f1(*(counts[f"{m}.{x}"] for x in ("right", "predicted", "gold"))) for m in RELATION_MEASURES}


def golds_by_id(gold: Iterable[Article]) -> dict[str, Article]:
    """The gold articles by id, as ``by_id``; each has a text.

    Raises:
        SchemaError: as ``by_id``, or an article without text.
    """
    return by_id(gold, "the gold file", text=True)


def by_id(articles: Iterable[Article], where: str, *, text: bool = False) -> dict[str, Article]:
    """The articles by id; one without has the hash of its text, as in ``annotate``.

    Raises:
        SchemaError: an id that is no string, or that occurs twice; sentences or attributions that cannot be read; no
            text, if ``text`` is asked for.
    """
    found: dict[str, Article] = {}
    for article in articles:
        check_shape(article, where, text=text)
        key = article.get("id") or hashlib.sha256(str(article.get("text")).encode()).hexdigest()[:16]
        if not isinstance(key, str):
            raise SchemaError(f"an article's id is {key!r}, not a string", where=where)
        if key in found:
            raise SchemaError(f"article {key!r} occurs twice", where=where)
        found[key] = article
    return found


def _f1(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 1.0


def _score(total: Counter[str], measure: str, draws: list[float]) -> Score:
    right, predicted, gold = (total[f"{measure}.{x}"] for x in ("right", "predicted", "gold"))
    low, high = interval(draws)
    precision = right / predicted if predicted else float(not gold)
    recall = right / gold if gold else float(not predicted)
    return Score(precision, recall, _f1(right, predicted, gold), low, high, right, predicted, gold)


def interval(draws: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of resampled figures; everything where nothing was drawn."""
    ordered = sorted(draws)
    low, high = (ordered[round((len(ordered) - 1) * q)] for q in (0.025, 0.975)) if ordered else (0.0, 1.0)
    return low, high


def _positions(text: str, spans: Iterable[Sequence[int]], where: str) -> Positions:
    """The characters that the spans cover, without white space."""
    found: set[int] = set()
    for start, end in spans:
        if not 0 <= start <= end <= len(text):
            raise SchemaError(f"span [{start}, {end}) lies outside the text of {len(text)} characters", where=where)
        found.update(i for i in range(start, end) if not text[i].isspace())
    return frozenset(found)


def _trimmed(text: str, spans: Iterable[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    """Spans without white space and punctuation at their ends, those joined that only such characters separate."""

    def keep(char: str) -> bool:
        return char.isalnum() or char in _CURRENCY

    merged: list[tuple[int, int]] = []
    for first, last in sorted((s, e) for s, e in spans):
        start = next((i for i in range(first, last) if keep(text[i])), last)
        end = next((i + 1 for i in range(last - 1, start - 1, -1) if keep(text[i])), start)
        if start == end:
            continue
        if merged and not any(map(keep, text[merged[-1][1] : start])):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def agree(left: Positions, right: Positions) -> bool:
    """Two sources agree: half of the shorter is shared, and the longer is not beyond bounds; or both are absent."""
    if not left or not right:
        return not left and not right
    short, long = sorted((len(left), len(right)))
    return 2 * len(left & right) >= short and long <= 4 * short + 20


def roles_of(text: str, attribution: Mapping[str, Any], where: str) -> Roles:
    """The characters of one attribution's source, cue and content.

    Raises:
        SchemaError: a span outside the text.
    """
    return Roles(*(_positions(text, attribution.get(role) or (), where) for role in ROLES))


def align(
    gold: Article, predicted: Article | None, *, nested: bool = False, unite: bool = True
) -> tuple[
    list[Mapping[str, Any]], list[Mapping[str, Any]], tuple[list[Roles], list[Roles]], list[tuple[int, int, float]]
]:
    """Gold and predicted attributions of one article, the characters of both, and the pairs of them that overlap.

    A pair is gold index, predicted index and the Jaccard index of the contents; from ``MATCH`` on it counts as found.
    ``unite``: gold attributions that differ only in their source are one.

    Raises:
        SchemaError: a span outside the text.
    """
    where = f"article {gold.get('id')!r}"
    wanted: list[Mapping[str, Any]] = list(gold.get("attributions") or ())
    if unite:
        wanted = [*united(wanted, nested=nested)]
    guesses: list[Mapping[str, Any]] = [*united((predicted or {}).get("attributions") or (), nested=nested)]
    left, right = ([roles_of(gold["text"], a, where) for a in side] for side in (wanted, guesses))
    return wanted, guesses, (left, right), _matched(left, right)


def united(attributions: Iterable[Mapping[str, Any]], *, nested: bool) -> list[dict[str, Any]]:
    """Conjoined sources of one cue and one content as one attribution, as corpora annotate them."""
    table: dict[tuple[Any, Any], dict[str, Any]] = {}
    for item in attributions:
        if item.get("parent") and not nested:
            continue
        cue, content = (tuple(sorted(map(tuple, item.get(role) or ()))) for role in ("cue", "content"))
        first = table.setdefault((cue, content), {**item, "source": []})
        first["source"] = [*first["source"], *(s for s in item.get("source") or () if s not in first["source"])]
    return list(table.values())


def _count(gold: Article, predicted: Article | None, *, nested: bool, unite: bool = True) -> Counter[str]:
    """The counts of one article, ``measure.right``, ``.predicted`` and ``.gold``; ``unite``: conjoined gold sources."""
    text = gold["text"]
    where = f"article {gold.get('id')!r}"
    if predicted is not None and predicted.get("text", text) != text:
        raise SchemaError("the predicted text differs from the gold text", where=where)
    wanted, guesses, sides, pairs = align(gold, predicted, nested=nested, unite=unite)
    counts: Counter[str] = Counter()
    _count_sentences(text, gold, sides, counts)
    _count_labels(gold, predicted, counts)
    for role in ROLES:
        spans = [{s for a in side for s in _trimmed(text, a.get(role) or ())} for side in (wanted, guesses)]
        counts[f"span_{role}.right"] = len(spans[0] & spans[1])
        counts[f"span_{role}.gold"], counts[f"span_{role}.predicted"] = map(len, spans)
    for measure in ("relation_j50", "relation_exact", "relation_full"):
        counts[f"{measure}.gold"], counts[f"{measure}.predicted"] = len(wanted), len(guesses)
    for g, p, overlap in pairs:
        exact = _trimmed(text, wanted[g].get("content") or ()) == _trimmed(text, guesses[p].get("content") or ())
        counts["relation_exact.right"] += exact
        if overlap < MATCH:
            continue
        counts["relation_j50.right"] += 1
        counts["relation_full.right"] += agree(sides[0][g].source, sides[1][p].source)
        for field in FIELDS:
            if field in wanted[g]:
                counts[f"{field}.gold"] += 1
                counts[f"{field}.predicted"] += 1
                counts[f"{field}.right"] += wanted[g][field] == guesses[p].get(field)
    return counts


def _count_sentences(text: str, gold: Article, sides: tuple[list[Roles], list[Roles]], counts: Counter[str]) -> None:
    """Whether each gold sentence is attributed, and to whom."""
    for start, end in (_bounds(s) for s in gold.get("sentences") or ()):
        characters = {i for i in range(start, end) if not text[i].isspace()}
        covering = [[a for a in side if a.content & characters] for side in sides]
        has_gold, has_guess = map(bool, covering)
        agreed = any(agree(g.source, p.source) for g in covering[0] for p in covering[1])
        for measure, right in (("sentence", has_gold and has_guess), ("sentence_source", agreed)):
            counts[f"{measure}.gold"] += has_gold
            counts[f"{measure}.predicted"] += has_guess
            counts[f"{measure}.right"] += right


def _count_labels(gold: Article, predicted: Article | None, counts: Counter[str]) -> None:
    """Share of the labelled gold sentences whose label is that of the predicted sentence which overlaps most."""
    guesses = (predicted or {}).get("sentences") or ()
    for sentence in gold.get("sentences") or ():
        if not isinstance(sentence, Mapping) or "label" not in sentence:
            continue
        start, end = _bounds(sentence)

        def common(other: Any, start: int = start, end: int = end) -> int:
            return min(_bounds(other)[1], end) - max(_bounds(other)[0], start)

        best = max(guesses, key=common, default=None)
        counts["label.gold"] += 1
        counts["label.predicted"] += 1
        counts["label.right"] += best is not None and common(best) > 0 and best.get("label") == sentence["label"]


def _bounds(sentence: Any) -> tuple[int, int]:
    return (sentence["start"], sentence["end"]) if isinstance(sentence, Mapping) else (sentence[0], sentence[1])


def _matched(gold: list[Roles], guesses: list[Roles]) -> list[tuple[int, int, float]]:
    """One-to-one matches, greedily by falling Jaccard of the contents; among equals those whose sources agree first."""
    pairs = []
    for g, one in enumerate(gold):
        for p, other in enumerate(guesses):
            common = len(one.content & other.content)
            if common:
                overlap = common / len(one.content | other.content)
                pairs.append((-overlap, not agree(one.source, other.source), g, p))
    used_gold: set[int] = set()
    used_guess: set[int] = set()
    matched = []
    for minus_overlap, _, g, p in sorted(pairs):
        if g not in used_gold and p not in used_guess:
            used_gold.add(g)
            used_guess.add(p)
            matched.append((g, p, -minus_overlap))
    return matched
