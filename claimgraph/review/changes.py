"""What two runs say differently of the same articles, and what a newer one would change of what people decided."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from claimgraph.correct.anchors import Anchor, best_match, quoted_words
from claimgraph.records import Attribution, CaseArticle, Mention, TitleAttribution

if TYPE_CHECKING:
    from claimgraph.store import Case

__all__ = ["Change", "compare_readings", "diff_runs"]

_FIELDS: Final = ("kind", "source", "cue", "content", "quotation", "stance", "source_name", "source_type", "chain")


class Change(NamedTuple):
    """One thing that two readings of an article say differently."""

    article: str
    what: Literal["added", "gone", "changed", "label"]
    field: str
    words: str
    """The cue, else the content; or the sentence."""
    before: Any
    after: Any


def diff_runs(case: Case, before: str, after: str) -> Iterator[Change]:
    """What run ``after`` says differently from run ``before``, article by article; both as they were, uncorrected."""
    for item in case.articles():
        old, new = case.raw(item.article.id, before), case.raw(item.article.id, after)
        if old is not None and new is not None:
            yield from compare_readings(old, new)


def compare_readings(old: CaseArticle, new: CaseArticle) -> Iterator[Change]:
    """What the second of two annotations of one text says differently from the first, in the order of the text."""
    article, text, title = new.article.id, new.article.text, new.article.title or ""
    labels = {(s.start, s.end): s.label for s in old.annotation.sentences}
    for sentence in new.annotation.sentences:
        label = labels.get((sentence.start, sentence.end))
        if label is not None and label != sentence.label:
            words = text[sentence.start : sentence.end]
            yield Change(article, "label", "label", words, label, sentence.label)
    for words, before, after in (
        (title, old.annotation.title_attributions, new.annotation.title_attributions),
        (text, old.annotation.attributions, new.annotation.attributions),
    ):
        yield from _compare(article, words, list(before), list(after))
    yield from _compare_names(article, text, old.annotation.entities, new.annotation.entities)


def _compare_names(article: str, text: str, before: Sequence[Mention], after: Sequence[Mention]) -> Iterator[Change]:
    """What is named differently; mentions are one where their words are."""
    left = {(m.start, m.end): f"{m.name} ({m.type})" for m in before}
    for mention in after:
        said, place = f"{mention.name} ({mention.type})", (mention.start, mention.end)
        had = left.pop(place, None)
        if had != said:
            yield Change(article, "changed" if had else "added", "entity", text[slice(*place)], had, said)
    for place, had in left.items():
        yield Change(article, "gone", "entity", text[slice(*place)], had, None)


def _compare(article: str, text: str, before: list[Attribution], after: list[Attribution]) -> Iterator[Change]:
    left = {made.id: made for made in before}
    for made in after:
        match = best_match(Anchor(made.source, made.cue, made.content), left.values()) if _has_words(made) else None
        if match is None:
            yield Change(article, "added", "attribution", _words(text, made), None, _summary(made))
            continue
        del left[match.id]
        for field in _FIELDS:
            a, b = getattr(match, field), getattr(made, field)
            if a != b:
                if field in {"source", "cue", "content"}:
                    a, b = quoted_words(text, a), quoted_words(text, b)
                yield Change(article, "changed", field, _words(text, made), a, b)
    for made in left.values():
        yield Change(article, "gone", "attribution", _words(text, made), _summary(made), None)


def _has_words(made: Attribution | TitleAttribution) -> bool:
    return bool(made.source or made.cue or made.content)


def _words(text: str, made: Attribution) -> str:
    return " ".join(quoted_words(text, made.cue or made.content).split())


def _summary(made: Attribution) -> str:
    return json.dumps({"chain": made.chain, "stance": made.stance}, ensure_ascii=False)
