"""What a person says, as the record of a decision: anchored to words, with what stood there before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, get_args

from claimgraph.correct.anchors import quoted_words
from claimgraph.errors import SchemaError
from claimgraph.records import (
    Access,
    Article,
    Attribution,
    AttributionKind,
    CaseArticle,
    Claim,
    ClaimRef,
    Decision,
    DecisionRole,
    EntityType,
    HedgeHolder,
    Link,
    Quotation,
    Sentence,
    SentenceLabel,
    SourceType,
    Span,
    Stance,
    TitleAttribution,
    Verdict,
    content_id,
)
from claimgraph.records.terms import ClaimRelation, Slot

__all__ = [
    "GRADES",
    "WORDS",
    "Signature",
    "about_article",
    "about_attribution",
    "about_claim",
    "about_link",
    "about_mention",
    "about_sentence",
    "added_attribution",
    "anchor_fields",
    "check_word",
    "find_quote",
    "read_grade",
    "read_stance",
    "withdrawal",
]

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "label": get_args(SentenceLabel),
    "type": get_args(SourceType),
    "stance": get_args(Stance),
    "kind": get_args(AttributionKind),
    "quotation": get_args(Quotation),
    "access": get_args(Access),
    "hedge_holder": get_args(HedgeHolder),
    "verdict": get_args(Verdict),
    "relation": get_args(ClaimRelation),
    "slot": get_args(Slot),
    "entity": get_args(EntityType),
}
GRADES: Final = ("ABCDEF", "123456")
"""Reliability of a source and credibility of what it says (the Admiralty code, NATO AJP-2.1); F and 6: not known."""

_ROLES: Final[tuple[Literal["source", "cue", "content"], ...]] = ("source", "cue", "content")
_CONTEXT: Final = (
    "kind",
    "quotation",
    "stance",
    "hedge_holder",
    "access",
    "source_name",
    "source_type",
    "source_outlet",
    "chain",
)


class Signature(NamedTuple):
    """Who decides, and when: ISO 8601 datetime with offset."""

    person: str
    at: str


def check_word(what: str, word: object) -> str:
    """``word``, if it is one of the vocabulary of ``what``.

    Raises:
        SchemaError: naming those that are.
    """
    if word not in WORDS[what]:
        raise SchemaError(f"{word!r} is none of {', '.join(WORDS[what])}", hint=f"choose one of them as {what}")
    return str(word)


def read_stance(value: object) -> dict[str, str | None]:
    """A stance given as ``denies``, ``hedged:outlet``, or an object.

    Raises:
        SchemaError: it is none.
    """
    if isinstance(value, Mapping):
        stance, holder = value.get("stance"), value.get("hedge_holder")
    else:
        stance, _, holder = str(value).partition(":")
    stance = check_word("stance", stance)
    holder = check_word("hedge_holder", holder or "outlet") if stance == "hedged" else None
    return {"stance": stance, "hedge_holder": holder}


def read_grade(value: object) -> dict[str, str]:
    """A grade given as ``B2``.

    Raises:
        SchemaError: it is none.
    """
    grade = str(value).strip().upper()
    if len(grade) != 2 or grade[0] not in GRADES[0] or grade[1] not in GRADES[1]:
        raise SchemaError(f"{value!r} is no grade", hint="a letter A-F and a figure 1-6, such as B2; F6 is not known")
    return {"reliability": grade[0], "credibility": grade[1]}


def find_quote(text: str, quote: str, *, near: int = 0) -> Span:
    """Where ``quote`` stands in ``text``; of several places the one nearest to ``near``.

    Raises:
        SchemaError: nowhere.
    """
    places: list[int] = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    if not places:
        raise SchemaError(f"the text does not hold {quote!r}", hint="copy the words as they stand")
    start = min(places, key=lambda place: abs(place - near))
    return Span(start, start + len(quote))


def anchor_fields(made: Attribution, text: str) -> dict[str, Any]:
    """The spans of an attribution, what each is, and their words."""
    spans = [(role, span) for role in _ROLES for span in getattr(made, role)]
    return {
        "spans": tuple(span for _, span in spans),
        "roles": tuple(role for role, _ in spans),
        "quoted": quoted_words(text, [span for _, span in spans]),
    }


def about_attribution(
    item: CaseArticle, made: Attribution, role: DecisionRole, *, before: object, after: object, by: Signature
) -> Decision:
    """A decision about an attribution; ``after`` is the value as it is stored."""
    title = isinstance(made, TitleAttribution)
    text = (item.annotation.title or "") if title else item.article.text
    context = {name: getattr(made, name) for name in _CONTEXT}
    return _made(
        item.article,
        role,
        by,
        part="title" if title else "text",
        context=_json(context),
        before=_json(before),
        after=_json(after),
        **anchor_fields(made, text),
    )


def added_attribution(
    item: CaseArticle, spans: Mapping[str, Sequence[Span]], fields: Mapping[str, Any], *, part: str, by: Signature
) -> Decision:
    """A decision that there is an attribution that no model found.

    Raises:
        SchemaError: it has neither cue nor content, or its words are not in the text.
    """
    text = (item.annotation.title or "") if part == "title" else item.article.text
    given = [(role, span) for role in _ROLES for span in sorted(spans.get(role, ()))]
    if not any(role != "source" for role, _ in given):
        raise SchemaError("an attribution needs a cue or a content", hint="mark the words that are claimed")
    if any(not 0 <= start < end <= len(text) for _, (start, end) in given):
        raise SchemaError("its words are not within the text")
    values = {
        "part": part,
        "spans": tuple(span for _, span in given),
        "roles": tuple(role for role, _ in given),
        "quoted": quoted_words(text, [span for _, span in given]),
    }
    return _made(item.article, "attribution", by, after=_json(dict(fields)), **values)


def about_sentence(
    item: CaseArticle, sentence: Sentence, role: DecisionRole, *, before: object, after: object, by: Signature
) -> Decision:
    """A decision about a sentence: its label, a note, that it was checked."""
    span = Span(sentence.start, sentence.end)
    values = {"before": _json(before), "after": _json(after)}
    return _made(item.article, role, by, **_place(item.article, span, "sentence"), **values)


def about_mention(item: CaseArticle, span: Span, *, before: object, after: object, by: Signature) -> Decision:
    """A decision about what some words name; ``before`` null: nothing, so far."""
    values = {"before": _json(before), "after": _json(after)}
    return _made(item.article, "entity", by, **_place(item.article, span, "mention"), **values)


def about_claim(
    item: CaseArticle, claim: Claim, role: DecisionRole, *, before: object, after: object, by: Signature
) -> Decision:
    """A decision about a claim: a grade, a note, that it was checked."""
    values = {"before": _json(before), "after": _json(after)}
    return _made(item.article, role, by, **_place(item.article, Span(claim.start, claim.end), "claim"), **values)


def about_article(article: Article, role: DecisionRole, *, before: object, after: object, by: Signature) -> Decision:
    """A decision about a whole article: a note, that it was checked, that it is removed."""
    return _made(article, role, by, spans=(), quoted="", before=_json(before), after=_json(after))


def about_link(
    a: tuple[Article, ClaimRef],
    b: tuple[Article, ClaimRef],
    verdict: Mapping[str, Any],
    *,
    before: Link | None,
    by: Signature,
) -> Decision:
    """A verdict on a pair of claims; ``verdict`` holds ``verdict``, ``relation`` and ``slot``."""
    (article, ref), (other, other_ref) = sorted((a, b), key=lambda end: (end[1].id, end[1].start))
    after = {
        **verdict,
        "article": article.id,
        "other": {
            "article_sha256": other.sha256,
            "article": other.id,
            "span": [other_ref.start, other_ref.end],
            "quoted": other.text[other_ref.start : other_ref.end],
        },
    }
    shown = {"relation": before.relation, "slot": before.slot, "score": before.score} if before else None
    values = {"before": _json(shown), "after": _json(after)}
    return _made(article, "link", by, **_place(article, Span(ref.start, ref.end), "claim"), **values)


def withdrawal(decision: Decision, *, by: Signature) -> Decision:
    """A decision that takes another back."""
    kept = {name: getattr(decision, name) for name in ("part", "spans", "roles", "quoted")}
    values = kept | {"before": decision.after, "after": None, "withdraws": decision.id}
    return _signed(decision.article_sha256, decision.role, by, values)


def _place(article: Article, span: Span, what: str) -> dict[str, Any]:
    return {"spans": (span,), "roles": (what,), "quoted": article.text[span.start : span.end]}


def _made(article: Article, role: DecisionRole, by: Signature, **values: Any) -> Decision:
    return _signed(article.sha256, role, by, values)


def _signed(sha256: str, role: DecisionRole, by: Signature, values: Mapping[str, Any]) -> Decision:
    if not by.person.strip():
        raise SchemaError("a decision needs a name", hint="say who decides: --by NAME, or CLAIMGRAPH_PERSON")
    ident = content_id("decision", sha256, role, *by, *(f"{k}={v}" for k, v in sorted(values.items())))
    return Decision(id=ident, person=by.person.strip(), at=by.at, article_sha256=sha256, role=role, **values)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
