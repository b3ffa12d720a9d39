"""Decisions applied to one article, in the order in which they were made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from claimgraph.correct.anchors import Anchor, anchor_of, best_match, find_spans, quoted_words, standing_decisions
from claimgraph.correct.claims import renew_claims
from claimgraph.correct.entities import EntityBook
from claimgraph.correct.speakers import SpeakerBook
from claimgraph.records import (
    Access,
    Attribution,
    AttributionKind,
    CaseArticle,
    Chain,
    ChainLink,
    Decision,
    DecisionRole,
    DecisionStatus,
    HedgeHolder,
    Outcome,
    Quotation,
    Sentence,
    SentenceLabel,
    SourceType,
    Span,
    Stance,
    TitleAttribution,
    content_id,
)

__all__ = ["apply_decisions"]

_WORDS: Final[Mapping[DecisionRole, tuple[str, Any]]] = {
    "type": ("source_type", SourceType),
    "kind": ("kind", AttributionKind),
    "quotation": ("quotation", Quotation),
    "access": ("access", Access),
}
"""Roles whose value is one word of a vocabulary: the field, and its words."""
_SPANS: Final = ("source", "cue", "content")
_REMARKS: Final = frozenset({"grade", "note", "checked", "link", "purge", "claim"})
_SPEAKER: Final = ("source_name", "source_type", "source_outlet", "chain")
_CONTEXT: Final = ("kind", "quotation", "stance", "hedge_holder", "access", *_SPEAKER)


class _UnusableError(ValueError):
    """The value of a decision cannot be read."""


def apply_decisions(item: CaseArticle, decisions: Iterable[Decision]) -> tuple[CaseArticle, tuple[Outcome, ...]]:
    """``item`` as people corrected it, and what became of each decision that stands.

    Decisions of other texts must be left out by the caller, unless their words are to be found again in this one.
    One that cannot be read or whose words are gone changes nothing and is told of; nothing is raised.
    """
    bench = _Bench(item)
    outcomes = tuple(bench.apply(decision) for decision in standing_decisions(decisions))
    return bench.result(), outcomes


class _Bench:
    """One article under correction."""

    def __init__(self, item: CaseArticle) -> None:
        self.item = item
        annotation = item.annotation
        self.made: dict[str, Attribution] = {
            a.id: a for a in (*annotation.attributions, *annotation.title_attributions)
        }
        self.texts = {"text": item.article.text, "title": annotation.title or ""}
        self.chains: dict[str, tuple[ChainLink, ...]] = {c.attribution: c.links for c in item.chains}
        self.book = SpeakerBook(item)
        self.names = EntityBook(item)
        self.touched: dict[str, Attribution | None] = {}
        self.labels: dict[int, SentenceLabel] = {}
        self.changed = False

    def apply(self, decision: Decision) -> Outcome:
        """Apply one decision and say what became of it."""
        try:
            return self._apply(decision)
        except (ValueError, TypeError, KeyError, AttributeError):  # whatever a file from elsewhere may hold
            return Outcome(decision=decision, status="unusable")

    def _apply(self, decision: Decision) -> Outcome:
        if decision.role == "label":
            return self._label(decision)
        if decision.role in _REMARKS:
            made = self._find(decision)
            return Outcome(decision=decision, status="kept", target=made.id if made else None)
        value = json.loads(decision.after or "null")
        if decision.role == "attribution":
            return self._attribution(decision, value)
        if decision.role == "entity":
            told, stood = self.names.apply(decision, value)
            return Outcome(decision=decision, status=told, machine=_json(stood))
        made, restored = self._find(decision), False
        if made is None:
            made, restored = self._restore(decision), True
        if made is None:
            return Outcome(decision=decision, status="lost")
        before = self._state(made)
        machine = self._change(decision, made, value)
        self.changed = True
        same = self._state(self.made[made.id]) == before
        status: DecisionStatus = "restored" if restored else "agreed" if same else "applied"
        return Outcome(decision=decision, status=status, machine=_json(machine), target=made.id)

    def _state(self, made: Attribution) -> Any:
        """What tells two states of an attribution apart; confidences do not."""
        fields = made.model_dump(exclude={"confidence", "source_confidence"})
        return fields, [link.node for link in self.chains.get(made.id, ())]

    # finding ----------------------------------------------------------------------------------------

    def _part(self, part: str) -> list[Attribution]:
        return [a for a in self.made.values() if isinstance(a, TitleAttribution) == (part == "title")]

    def _find(self, decision: Decision) -> Attribution | None:
        anchor = anchor_of(decision, self.texts[decision.part])
        return self._match(anchor, decision.part) if anchor else None

    def _match(self, anchor: Anchor, part: str) -> Attribution | None:
        return best_match(anchor, self._part(part)) if any(anchor) else None

    def _restore(self, decision: Decision) -> Attribution | None:
        """The attribution that a person spoke of and no model finds, as it was; null where that is not known."""
        anchor = anchor_of(decision, self.texts[decision.part])
        if anchor is None or decision.context is None or not (anchor.cue or anchor.content):
            return None
        return self._add(decision, anchor, json.loads(decision.context))

    def _add(self, decision: Decision, anchor: Anchor, context: dict[str, Any]) -> Attribution:
        fields: dict[str, Any] = {name: context[name] for name in _CONTEXT if name in context}
        fields["chain"] = (self.book.first.name, *fields.get("chain", ())[1:])
        model = TitleAttribution if decision.part == "title" else Attribution
        made = model.model_validate(
            {"quotation": "indirect", "stance": "asserts", "kind": "claim"}
            | fields
            | anchor._asdict()
            | {"id": content_id("decided", decision.id), "confidence": 1.0, "source_confidence": 1.0}
        )
        self.made[made.id] = made
        self._link(made, self.book.by_names(made))
        self.touched[made.id] = self.made[made.id]
        self.changed = True
        return self.made[made.id]

    # changing ---------------------------------------------------------------------------------------

    def _put(self, made: Attribution, **fields: Any) -> Attribution:
        # through the model, so that a word of no vocabulary is refused
        changed = type(made).model_validate(made.model_dump() | fields)
        self.made[made.id] = changed
        self.touched[made.id] = changed
        return changed

    def _link(self, made: Attribution, links: tuple[ChainLink, ...]) -> None:
        """Give an attribution its chain, and with it those that speak through it."""
        old = self.chains.get(made.id, ())
        names = tuple(link.name for link in links)
        self._put(made, chain=names)
        if made.kind == "claim":
            self.chains[made.id] = links
        for other in [a for a in self.made.values() if a.parent == made.id]:
            known = self.chains.get(other.id, ())
            if old and known[: len(old)] == old and len(known) > len(old):
                self._link(other, (*links, *known[len(old) :]))

    def _chain(self, made: Attribution) -> tuple[ChainLink, ...]:
        return self.chains.get(made.id) or self.book.by_names(made)

    def _change(self, decision: Decision, made: Attribution, value: Any) -> Any:
        """Change ``made`` as decided; gives what stood there."""
        if decision.role in _SPANS:
            return self._change_spans(decision, made, value)
        if decision.role == "merge":
            return self._merge(decision, made, value)
        if decision.role in _WORDS:
            return self._change_word(made, *_WORDS[decision.role], value)
        if decision.role == "chain":
            return self._change_chain(made, value)
        if decision.role == "name":
            return self._change_name(made, value)
        if decision.role == "split":
            kind = _word(value.get("type", made.source_type), SourceType)
            self._rename(made, self.book.enter(value["name"], kind, key=decision.id), kind)
            return {"name": made.source_name, "type": made.source_type}
        stance, holder = _word(value["stance"], Stance), value.get("hedge_holder")
        holder = _word(holder, HedgeHolder) if stance == "hedged" and holder else None
        self._put(made, stance=stance, hedge_holder=holder)
        return {"stance": made.stance, "hedge_holder": made.hedge_holder}

    def _change_word(self, made: Attribution, field: str, words: Any, value: Any) -> Any:
        before = getattr(made, field)
        if before == value:
            return before
        changed = self._put(made, **{field: _word(value, words)})
        if field == "source_type":
            self._retype(changed)
        elif changed.kind == "claim":
            self.chains.setdefault(made.id, self._chain(changed))
        else:
            self.chains.pop(made.id, None)
        return before

    def _change_spans(self, decision: Decision, made: Attribution, value: Any) -> Any:
        text = self.texts[decision.part]
        given = value["spans"] if isinstance(value, dict) else value
        spans = tuple(sorted(Span(int(s), int(e)) for s, e in given))
        quoted = value.get("quoted") if isinstance(value, dict) else None
        placed = find_spans(text, spans, quoted) if quoted is not None else spans
        if placed is None or any(not 0 <= s < e <= len(text) for s, e in placed):
            raise _UnusableError
        before = getattr(made, decision.role)
        if before != placed:
            self._put(made, **{decision.role: placed, "confidence": 1.0})
        return {"spans": before, "quoted": quoted_words(text, before)}

    def _change_chain(self, made: Attribution, value: Any) -> Any:
        steps = value["links"]
        names = [step["name"] for step in steps]
        if not all(isinstance(name, str) and name.strip() for name in names):
            raise _UnusableError
        kind = _word(value.get("type", made.source_type), SourceType)
        if (made.chain[1:], made.source_type) == (tuple(names), kind):
            return made.chain
        links = [self.book.first]
        for number, step in enumerate(steps, 1):
            links.append(self.book.link(step["name"], kind if number == len(steps) else None, step))
        before = made.chain
        last = links[-1]
        outlets = [link.name for link in links[1:] if link.kind == "outlet"]
        outlet = outlets[-1] if outlets else None
        name = last.name if len(links) > 1 else made.source_name
        if last.kind == "outlet" and len(links) > 1:
            kind = "media_outlet"
        changed = self._put(made, source_name=name, source_type=kind, source_outlet=outlet, source_confidence=1.0)
        self._link(changed, tuple(links))
        return before

    def _change_name(self, made: Attribution, value: Any) -> Any:
        kind = _word(value.get("type", made.source_type), SourceType)
        if not value["name"].strip():
            raise _UnusableError
        before = {"name": made.source_name, "type": made.source_type}
        if (value["name"], kind) == (made.source_name, made.source_type):
            return before
        link = self.book.link(value["name"], kind, value)
        self._rename(made, link, "media_outlet" if link.kind == "outlet" else kind)
        return before

    def _rename(self, made: Attribution, link: ChainLink, kind: SourceType) -> None:
        """Put ``link`` in the place of the innermost of the chain."""
        chain = self._chain(made)
        links = (*chain[:-1], link) if len(chain) > 1 else (*chain, link)
        if len(links) > 2 and links[-2].node == link.node:
            links = links[:-1]
        changed = self._put(made, source_name=link.name, source_type=kind, source_confidence=1.0)
        self._link(changed, links)

    def _retype(self, made: Attribution) -> None:
        """The source of an attribution has another type: one that belongs to this article or to all, as types do."""
        chain = self._chain(made)
        if chain[-1].kind == "source":
            self._link(made, (*chain[:-1], self.book.enter(chain[-1].name, made.source_type)))

    def _merge(self, decision: Decision, made: Attribution, value: Any) -> Any:
        """All that the one source says, the other says."""
        other = self._other(decision, value)
        if other is None:
            kind = _word(value["type"], SourceType)
            link = self.book.link(value["name"], kind, value)
            name = value["name"]
        else:
            kind, link, name = other.source_type, self._chain(other)[-1], other.source_name
        node = self._chain(made)[-1].node
        before = {"name": made.source_name, "type": made.source_type}
        for one in [a for a in self.made.values() if self._chain(a)[-1].node == node]:
            self._rename(one, link, kind)
            self._put(self.made[one.id], source_name=name)
        return before

    def _other(self, decision: Decision, value: Any) -> Attribution | None:
        """The attribution of the source that another is merged with; null: it stands in another article, or is gone."""
        if value.get("other") is None:
            return None
        anchor = anchor_of(decision.model_copy(update=_anchor_fields(value["other"])), self.texts[decision.part])
        return self._match(anchor, decision.part) if anchor else None

    # what is no change of one attribution ------------------------------------------------------------

    def _attribution(self, decision: Decision, value: Any) -> Outcome:
        made = self._find(decision)
        if value is None:
            if made is None:
                return Outcome(decision=decision, status="agreed")
            del self.made[made.id]
            self.chains.pop(made.id, None)
            self.touched[made.id] = None
            for other in [a for a in self.made.values() if a.parent == made.id]:
                self.made[other.id] = other.model_copy(update={"parent": made.parent})
            self.changed = True
            return Outcome(decision=decision, status="applied", machine=_json(_context(made)), target=made.id)
        if made is not None and all(getattr(made, r) == s for r, s in self._anchor(decision)._asdict().items()):
            return Outcome(decision=decision, status="agreed", machine=_json(_context(made)), target=made.id)
        added = self._add(decision, self._anchor(decision), value)
        return Outcome(decision=decision, status="applied", target=added.id)

    def _anchor(self, decision: Decision) -> Anchor:
        anchor = anchor_of(decision, self.texts[decision.part])
        if anchor is None:
            raise _UnusableError
        return anchor

    def _label(self, decision: Decision) -> Outcome:
        label = _word(json.loads(decision.after or "null"), SentenceLabel)
        spans = find_spans(self.texts["text"], decision.spans, decision.quoted)
        if not spans:
            return Outcome(decision=decision, status="lost")
        at = spans[0]
        index = max(
            range(len(self.item.annotation.sentences)),
            key=lambda i: _shared(self.item.annotation.sentences[i], at),
            default=None,
        )
        if index is None or not _shared(self.item.annotation.sentences[index], at):
            return Outcome(decision=decision, status="lost")
        machine = self.labels.get(index, self.item.annotation.sentences[index].label)
        self.labels[index] = label
        self.changed = True
        return Outcome(decision=decision, status="agreed" if machine == label else "applied", machine=_json(machine))

    def result(self) -> CaseArticle:
        """The article as it stands now."""
        item = self._said() if self.changed else self.item
        if not self.names.changed:
            return item
        annotation = item.annotation.model_copy(update={"entities": tuple(self.names.mentions)})
        return item.model_copy(update={"annotation": annotation, "entities": self.names.used()})

    def _said(self) -> CaseArticle:
        """The article with its sentences, attributions, claims and speakers as corrected."""
        item, annotation = self.item, self.item.annotation
        touched = {k: a for k, a in self.touched.items() if not isinstance(a, TitleAttribution)}
        sentences, claims = renew_claims(
            annotation.id, item.article.text, annotation.sentences, annotation.claims, touched, self.labels
        )
        body, titled = self._part("text"), self._part("title")
        outlets, sources = self.book.used(link.node for links in self.chains.values() for link in links)
        return item.model_copy(
            update={
                "annotation": annotation.model_copy(
                    update={
                        "attributions": tuple(sorted(body, key=_place))
                        if len(body) > len(annotation.attributions)
                        else tuple(body),
                        "title_attributions": tuple(titled),
                        "sentences": sentences,
                        "claims": claims,
                    }
                ),
                "chains": tuple(
                    Chain(attribution=a.id, links=self.chains[a.id]) for a in (*body, *titled) if a.id in self.chains
                ),
                "outlets": outlets,
                "sources": sources,
            }
        )


def _place(made: Attribution) -> tuple[int, int]:
    return min(made.cue or made.content or made.source or (Span(0, 0),))


def _shared(sentence: Sentence, span: Span) -> int:
    return max(0, min(sentence.end, span.end) - max(sentence.start, span.start))


def _word(value: Any, words: Any) -> Any:
    if value not in get_args(words):
        raise _UnusableError
    return value


def _anchor_fields(other: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "spans": tuple(Span(*span) for span in other["spans"]),
        "roles": tuple(other["roles"]),
        "quoted": other["quoted"],
    }


def _context(made: Attribution) -> dict[str, Any]:
    return {name: getattr(made, name) for name in _CONTEXT}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
