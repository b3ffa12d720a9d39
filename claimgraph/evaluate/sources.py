"""Gold in the project's own labels and what ``annotate`` wrote of it -> scores of sources and chains, with intervals.

A gold article has ``text`` and ``sentences`` with ``start``, ``end``, ``label`` and ``attributions``; these are annotated
once a sentence, with one span each (``content_start``, ``content_end``; ``source_start`` null where the source is not
named), and ``accept`` gives other values that count as right. Intervals are those of ``evaluate_articles``.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from claimgraph.errors import SchemaError
from claimgraph.evaluate.calibration import Calibrated, calibrated
from claimgraph.evaluate.naming import Naming, name_words
from claimgraph.evaluate.scores import MATCH, RESAMPLES, SEED, Score, agree, by_id, interval, total_f1

__all__ = ["SOURCE_MEASURES", "check_source_confidence", "evaluate_sources", "has_own_labels"]

SOURCE_MEASURES: Final = (
    "label",
    "attribution",
    "source",
    "chain",
    "chain3",
    "implicit",
    "name",
    "type",
    "stance",
    "quotation",
    "outlet",
)
"""``attribution``, ``source`` and ``chain`` count what is right among gold and predicted; the others are shares of the
gold: of all sentences or attributions, of those whose chain has three links or more (``chain3``), and of those whose
source is absent, a pronoun or a description that shares no word with the name (``implicit``)."""
_COUNTED: Final = ("attribution", "source", "chain")
_MARKS: Final = "\"'“”‘’.,;"
_LONG: Final = 3
_UNNAMED: Final = {"official_unnamed", "anonymous", "local_unspecified", "unspecified", "media_outlet"}
_NOBODY: Final = {"", "unspecified", "unspecified reports", "reports", "unknown"}
_PRONOUNS: Final = {"he", "she", "they", "it", "we", "i", "who", "which", "his", "her", "their"}

Positions = frozenset[int]
Item = Mapping[str, Any]


class _Gold(NamedTuple):
    item: Item
    content: Positions
    source: Positions


class _Guess(NamedTuple):
    item: Item
    content: Positions
    """What of it stands in one gold sentence."""
    source: Positions


def has_own_labels(gold: Iterable[Mapping[str, Any]]) -> bool:
    """Whether gold articles are in the format that ``evaluate_sources`` reads: attributions within their sentences."""
    return any(
        isinstance(sentence, Mapping) and "attributions" in sentence
        for article in gold
        for sentence in article.get("sentences") or ()
    )


def evaluate_sources(
    gold: Iterable[Item],
    predicted: Iterable[Item],
    *,
    aliases: Mapping[str, Sequence[str]] | None = None,
    resamples: int = RESAMPLES,
) -> dict[str, Score]:
    """Each of ``SOURCE_MEASURES`` that the gold has a case of.

    An attribution is found where its content and a predicted one, cut at the gold sentences, have a Jaccard index of
    0.5 or more, one to one, best first, among equals those whose speaker is right.

    Args:
        gold: articles in the project's own labels.
        predicted: what ``annotate`` writes; attributions of another ``kind`` than claim are left out. An article that
            is missing counts as one with nothing found.
        aliases: canonical name to surface forms that mean the same.
        resamples: how often articles are drawn anew for the intervals.

    Raises:
        SchemaError: an id twice, an unknown article, another text, or a gold attribution without its content.
    """
    golds, guesses = by_id(gold, "the gold file"), by_id(predicted, "the predicted file")
    unknown = sorted(set(guesses) - set(golds))
    if unknown:
        problem = f"{len(unknown)} articles are not in the gold file, such as {unknown[0]!r}"
        raise SchemaError(problem, where="the predicted file")
    naming = Naming(aliases)
    rows = [_count(article, guesses.get(key), naming) for key, article in golds.items()]
    total = sum(rows, Counter())
    rng = random.Random(SEED)
    draws = [rng.choices(rows, k=len(rows)) for _ in range(resamples if rows else 0)]
    found = {}
    for measure in SOURCE_MEASURES:
        right, predictions, wanted = (total[f"{measure}.{x}"] for x in ("right", "predicted", "gold"))
        if wanted:
            low, high = interval([total_f1(drawn, measure) for drawn in draws])
            precision = right / predictions if predictions else 0.0
            found[measure] = Score(
                precision, right / wanted, 2 * right / (predictions + wanted), low, high, right, predictions, wanted
            )
    return found


def check_source_confidence(
    gold: Iterable[Item], predicted: Iterable[Item], *, aliases: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Calibrated]:
    """Calibration of attributions, and of who is meant by their sources, against the project's own labels.

    An attribution is right if it is found; who is meant is judged on those, and right if the name is. Arguments and
    errors are those of ``evaluate_sources``.
    """
    golds, guesses = by_id(gold, "the gold file"), by_id(predicted, "the predicted file")
    naming = Naming(aliases)
    judged: dict[str, list[tuple[float, bool]]] = {"attribution": [], "source": []}
    for key, article in golds.items():
        if key not in guesses:
            continue
        wanted, found = _golds(article), _guesses(article, guesses[key])
        matched = {p: g for g, p in _match(wanted, found, naming).items()}
        for p, guess in enumerate(found):
            judged["attribution"].append((guess.item["confidence"], p in matched))
            if p in matched:
                right = _name_right(wanted[matched[p]].item, guess.item, naming)
                judged["source"].append((guess.item["source_confidence"], right))
    return {kind: calibrated(pairs) for kind, pairs in judged.items() if pairs}


def _positions(text: str, spans: Iterable[Sequence[int]]) -> Positions:
    """The characters that the spans cover, without white space and marks."""
    return frozenset(i for s, e in spans for i in range(s, e) if not text[i].isspace() and text[i] not in _MARKS)


def _golds(article: Item) -> list[_Gold]:
    text, found = article["text"], []
    for sentence in article["sentences"]:
        for item in sentence.get("attributions") or ():
            if item.get("content_start") is None or item.get("content_end") is None:
                raise SchemaError("a gold attribution has no content", where=f"article {article.get('id')!r}")
            content = _positions(text, [(item["content_start"], item["content_end"])])
            named = item.get("source_start") is not None
            source = _positions(text, [(item["source_start"], item["source_end"])] if named else [])
            found.append(_Gold(item, content, source))
    return found


def _guesses(article: Item, predicted: Item | None) -> list[_Guess]:
    """The predicted claims, one piece for each gold sentence that they touch."""
    text, found = article["text"], []
    for item in (predicted or {}).get("attributions") or ():
        if item.get("kind", "claim") != "claim":
            continue
        source = _positions(text, item.get("source") or ())
        for s in article["sentences"]:
            cut = [(max(x, s["start"]), min(y, s["end"])) for x, y in item["content"]]
            if content := _positions(text, [(x, y) for x, y in cut if x < y]):
                found.append(_Guess(item, content, source))
    return found


def _name_right(gold: Item, guess: Item, naming: Naming) -> bool:
    """Whether the name is right; of an unnamed source its own words are a name too."""
    said = guess.get("source_name")
    if gold["source_type"] == "unspecified" and (said or "").casefold() in _NOBODY:
        return True
    options = [gold.get("source_canonical"), *gold.get("accept", {}).get("source_canonical", [])]
    if gold["source_type"] in _UNNAMED:
        options.append(gold.get("source_text"))
    return any(naming.same(option, said) for option in options if option)


def _source_right(gold: _Gold, guess: _Guess, naming: Naming) -> bool:
    spans = bool(gold.source and guess.source) and agree(gold.source, guess.source)
    return spans or _name_right(gold.item, guess.item, naming)


def _match(golds: list[_Gold], guesses: list[_Guess], naming: Naming) -> dict[int, int]:
    """Gold index to predicted index of what is found."""
    pairs = []
    for g, one in enumerate(golds):
        for p, other in enumerate(guesses):
            common = len(one.content & other.content)
            share = common / len(one.content | other.content) if common else 0.0
            if share >= MATCH:
                pairs.append((round(share, 1), _source_right(one, other, naming), share, g, p))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for *_, g, p in sorted(pairs, reverse=True):
        if g not in matched and p not in taken:
            matched[g] = p
            taken.add(p)
    return matched


def _is_implicit(item: Item) -> bool:
    surface = (item.get("source_text") or "").casefold()
    told = surface and surface not in _PRONOUNS and name_words(surface) & name_words(item.get("source_canonical"))
    return not told and item["source_type"] != "unspecified"


def _accepted(gold: Item, field: str, given: str, value: Any) -> bool:
    return value == gold[given] or value in gold.get("accept", {}).get(field, [])


def _outlet_right(gold: Item, said: str | None, naming: Naming) -> bool:
    options = [gold.get("source_outlet"), *gold.get("accept", {}).get("source_outlet", [])]
    return any(naming.same(option, said) if option else not said for option in options)


def _chain_right(gold: Item, chain: Sequence[str], naming: Naming, *, name: bool) -> bool:
    """Whether the chain is right link by link; ``name``: the source's name is, so that the last link is too."""
    return any(
        len(chain) == len(wanted)
        and all(map(naming.same, wanted[:-1], chain[:-1]))
        and (name or naming.same(wanted[-1], chain[-1]))
        for wanted in (gold["chain"], *gold.get("accept", {}).get("chain", []))
    )


def _count(article: Item, predicted: Item | None, naming: Naming) -> Counter[str]:
    """The counts of one article, ``measure.right``, ``.predicted`` and ``.gold``."""
    if predicted is not None and predicted.get("text", article["text"]) != article["text"]:
        raise SchemaError("the predicted text differs from the gold text", where=f"article {article.get('id')!r}")
    golds, guesses = _golds(article), _guesses(article, predicted)
    counts: Counter[str] = Counter()
    _count_labels(article, predicted, counts)
    long = sum(len(gold.item["chain"]) >= _LONG for gold in golds)
    implicit = sum(_is_implicit(gold.item) for gold in golds)
    for measure in SOURCE_MEASURES[1:]:
        wanted = {"chain3": long, "implicit": implicit}.get(measure, len(golds))
        counts[f"{measure}.gold"] = wanted
        counts[f"{measure}.predicted"] = len(guesses) if measure in _COUNTED else wanted
    for g, p in _match(golds, guesses, naming).items():
        gold, guess = golds[g].item, guesses[p].item
        name = _name_right(gold, guess, naming)
        chain = _chain_right(gold, guess.get("chain") or (), naming, name=name)
        right = {
            "attribution": True,
            "source": _source_right(golds[g], guesses[p], naming),
            "name": name,
            "implicit": name and _is_implicit(gold),
            "type": _accepted(gold, "source_type", "source_type", guess.get("source_type")),
            "stance": _accepted(gold, "stance", "stance", guess.get("stance")),
            "quotation": _accepted(gold, "quote", "quote", guess.get("quotation")),
            "outlet": _outlet_right(gold, guess.get("source_outlet"), naming),
            "chain": chain,
            "chain3": chain and len(gold["chain"]) >= _LONG,
        }
        counts.update(f"{measure}.right" for measure, is_right in right.items() if is_right)
    return counts


def _count_labels(article: Item, predicted: Item | None, counts: Counter[str]) -> None:
    """How many gold sentences have the label of the predicted sentence that overlaps them most."""
    guesses = (predicted or {}).get("sentences") or ()
    for sentence in article["sentences"]:

        def common(other: Item, start: int = sentence["start"], end: int = sentence["end"]) -> int:
            return int(min(other["end"], end) - max(other["start"], start))

        best = max(guesses, key=common, default=None)
        label = best["label"] if best is not None and common(best) > 0 else None
        counts["label.gold"] += 1
        counts["label.predicted"] += 1
        counts["label.right"] += label == sentence["label"] or label in sentence.get("accept_label", [])
