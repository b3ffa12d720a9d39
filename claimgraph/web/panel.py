"""What the script of an article's page needs to know: attributions, sentences and names, with who decided what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from claimgraph import nearest_mention, say_value, summary
from claimgraph.export.page_words import ACCESS, SOURCE_TYPE
from claimgraph.web.slices import Slice

if TYPE_CHECKING:
    from claimgraph.records import Attribution, CaseArticle, Outcome

__all__ = ["attribution_data", "name_data", "of_something_else", "sentence_data"]

_CHANGED: Final = frozenset({"applied", "restored"})
_SPEAKER: Final = ("name", "merge", "split")
"""Roles that say who is meant."""


def attribution_data(
    item: CaseArticle, made: Attribution, label: str, outcomes: Iterable[Outcome], *, titled: bool
) -> dict[str, Any]:
    """What the panel says of an attribution of ``item``, which is the whole article."""
    text = (item.annotation.title or "") if titled else item.article.text
    mine = [o for o in outcomes if o.target == made.id]
    grade = next((say_value("grade", o.decision.after) for o in reversed(mine) if o.decision.role == "grade"), "F6")
    return {
        "id": made.id,
        "label": label,
        "part": "title" if titled else "text",
        "name": made.source_name,
        "type": made.source_type,
        "typeWords": SOURCE_TYPE[made.source_type],
        "stance": made.stance + (f":{made.hedge_holder}" if made.hedge_holder else ""),
        "kind": made.kind,
        "quotation": made.quotation,
        "access": made.access,
        "accessWords": ACCESS[made.access],
        "chain": made.chain,
        "outlet": made.source_outlet,
        **{role: " … ".join(text[s:e] for s, e in getattr(made, role)) for role in ("source", "cue", "content")},
        "confidence": round(made.confidence * 100),
        "sourceConfidence": round(made.source_confidence * 100),
        "sentence": None if titled else _sentence_of(item, made),
        "claims": [c.id for c in item.annotation.claims if c.attribution == made.id],
        "grade": grade,
        "checked": _checked(mine),
        "looked": bool(mine),
        "was": _was(mine),
        "model": item.annotation.model,
        "decisions": [_decision(o) for o in mine],
    }


def _was(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """For each thing that people changed what the model says."""
    found: dict[str, str] = {}
    for outcome in outcomes:
        role = outcome.decision.role
        if outcome.status in _CHANGED and outcome.machine not in {None, "null"}:
            key = "name" if role in _SPEAKER else role
            found.setdefault(key, say_value("chain" if role == "chain" else key, outcome.machine))
    return found


def _sentence_of(item: CaseArticle, made: Attribution) -> int | None:
    """The number from 1 of the sentence in which an attribution begins."""
    spans = made.cue or made.content or made.source
    at = min(spans).start if spans else 0
    return next((n for n, s in enumerate(item.annotation.sentences, 1) if s.start <= at < s.end), None)


def _checked(outcomes: Iterable[Outcome]) -> bool:
    said = [o.decision.after for o in outcomes if o.decision.role == "checked"]
    return bool(said) and said[-1] == "true"


def _decision(outcome: Outcome) -> dict[str, Any]:
    decision = outcome.decision
    return {
        "id": decision.id,
        "person": decision.person,
        "at": decision.at[:16].replace("T", " "),
        "words": summary(decision),
        "machine": say_value(decision.role, outcome.machine),
        "status": outcome.status,
    }


def _units(text: str) -> list[int] | range:
    """For each code point of ``text`` how many UTF-16 units stand before it; the last: of all."""
    if text.isascii():
        return range(len(text) + 1)
    return [0, *accumulate(2 if ord(sign) > 0xFFFF else 1 for sign in text)]


def sentence_data(piece: Slice, outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """The sentences of a part of an article; offsets in UTF-16 units of that part."""
    units = _units(piece.item.article.text)
    mine: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.decision.roles == ("sentence",):
            mine.setdefault(outcome.decision.spans[0].start, []).append(outcome)
    found = []
    for number, sentence in enumerate(piece.item.annotation.sentences, piece.first_sentence + 1):
        said = mine.get(sentence.start + piece.start, [])
        found.append(
            {
                "number": number,
                "start": units[sentence.start],
                "end": units[sentence.end],
                "label": sentence.label,
                "confidence": round(sentence.confidence * 100),
                "checked": _checked(said),
                "was": _was(said),
                "decisions": [_decision(o) for o in said],
            }
        )
    return found


def name_data(item: CaseArticle, piece: Slice, outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """The mentions of entities in a part of ``item``, numbered over the whole of it; offsets in UTF-16 units."""
    units, length = _units(piece.item.article.text), len(piece.item.article.text)
    text, mentions = item.article.text, item.annotation.entities
    mine: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.decision.role == "entity" and outcome.decision.spans:
            about = nearest_mention(mentions, outcome.decision.spans[0])
            if about is not None:
                mine.setdefault(about.start, []).append(outcome)
    found = []
    for number, mention in enumerate(mentions, 1):
        start, end = mention.start - piece.start, mention.end - piece.start
        if 0 <= start < end <= length:
            said = mine.get(mention.start, [])
            found.append(
                {
                    "target": f"e{number}",
                    "start": units[start],
                    "end": units[end],
                    "words": text[mention.start : mention.end],
                    "name": mention.name,
                    "type": mention.type,
                    "entity": mention.entity,
                    "confidence": round(mention.confidence * 100),
                    "decisions": [_decision(o) for o in said],
                    "was": _was(said),
                }
            )
    return found


def of_something_else(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes that no panel of the page shows: about the whole article, about claims, or lost."""
    shown = {("sentence",), ("mention",)}
    return [
        o
        for o in outcomes
        if o.target is None and (o.status in {"lost", "unusable"} or tuple(o.decision.roles) not in shown)
    ]
