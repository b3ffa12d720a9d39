"""Names put right by a person: what is named, what kind of thing it is, which mentions are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from claimgraph.correct.anchors import find_spans
from claimgraph.records import CaseArticle, Decision, DecisionStatus, Entity, EntityType, Mention, Span, content_id

__all__ = ["EntityBook", "entity_id", "nearest_mention"]

_ENOUGH: Final = 0.3
"""Least shared part of two mentions' extents (Jaccard) for them to be one mention of two runs."""


def entity_id(article: str, kind: EntityType, name: str) -> str:
    """The id that a name has: one across articles; a person of one name only within the article."""
    folded = " ".join(name.casefold().split())
    if kind != "person":
        return content_id("entity", "name", folded)
    return content_id("entity", kind, folded) if " " in folded else content_id("entity", kind, folded, article)


def nearest_mention(mentions: Iterable[Mention], span: Span) -> Mention | None:
    """The mention that shares most of ``span``; null where none shares enough."""
    best, most = None, _ENOUGH
    for mention in mentions:
        shared = min(mention.end, span.end) - max(mention.start, span.start)
        share = shared / (max(mention.end, span.end) - min(mention.start, span.start)) if shared > 0 else 0.0
        if share > most:
            best, most = mention, share
    return best


class EntityBook:
    """The mentions and entities of one article under correction."""

    def __init__(self, item: CaseArticle) -> None:
        self.article = item.article
        self.mentions = list(item.annotation.entities)
        self.entities = {entity.id: entity for entity in item.entities}
        self.changed = False

    def apply(self, decision: Decision, value: Any) -> tuple[DecisionStatus, Any]:
        """Apply one decision; gives what became of it and what stood there, null for no mention.

        ``value`` holds ``name`` and ``type`` (both null: it names nothing), ``all`` (every mention of that entity, not
        this one alone), and may hold ``entity``, the id meant (``merge``: that one, even under one name), or ``own``: an entity of its own even under the same
        name; null: this mention names nothing.

        Raises:
            ValueError: the value cannot be read.
        """
        spans = find_spans(self.article.text, decision.spans, decision.quoted)
        if not spans or len(spans) != 1:
            return "lost", None
        found, before = nearest_mention(self.mentions, spans[0]), list(self.mentions)
        held = {"name": found.name, "type": found.type} if found else None
        every = bool(value and value.get("all"))
        if value is None or value.get("type") is None:
            self.mentions = [m for m in self.mentions if not _meant(m, found, every=every)]
            self.changed |= self.mentions != before
            return ("applied" if found else "agreed"), held
        placed = decision.before in {None, "null"}
        if placed or found is None:  # a person marked these words: what overlaps them gives way
            new = self._named(decision, spans[0], value, found)
            self.mentions = [m for m in self.mentions if m.end <= new.start or new.end <= m.start] + [new]
        else:
            new = self._named(decision, Span(found.start, found.end), value, found)
        if found is not None and (every or not placed):
            fields = {"name": new.name, "type": new.type, "entity": new.entity, "confidence": 1.0}
            self.mentions = [m.model_copy(update=fields) if _meant(m, found, every=every) else m for m in self.mentions]
        self.mentions.sort(key=lambda m: (m.start, m.end))
        self.changed |= self.mentions != before
        same = [_told(m) for m in self.mentions] == [_told(m) for m in before]
        return ("agreed" if same else "applied" if placed or found else "restored"), held

    def _named(self, decision: Decision, span: Span, value: Mapping[str, Any], found: Mention | None) -> Mention:
        kind, name = value["type"], " ".join(str(value["name"]).split())
        if kind not in get_args(EntityType) or not name:
            raise ValueError(value)
        given = value.get("entity")
        if value.get("own"):
            ident = content_id("entity", "decided", decision.id)
        elif found is not None and (found.name, found.type) == (name, kind) and not value.get("merge"):
            ident = found.entity  # the newer model says the same, whatever id it gives
        elif isinstance(given, str) and given:
            ident = given
        else:
            ident = self._known(name, kind, found) or entity_id(self.article.id, kind, name)
        kept = self.entities.get(ident)
        if kept is None or (kept.name, kept.type) != (name, kind):
            self.entities[ident] = Entity(id=ident, name=name, type=kind)
        return Mention(start=span.start, end=span.end, type=kind, name=name, entity=ident, confidence=1.0)

    def _known(self, name: str, kind: EntityType, found: Mention | None) -> str | None:
        """The entity of the article that has this name and type; the one that stood there, where only its type changes."""
        for entity in self.entities.values():
            if entity.name.casefold() == name.casefold() and entity.type == kind:
                return entity.id
        if found is not None and found.name == name and "person" not in {found.type, kind}:
            return found.entity
        return None

    def used(self) -> tuple[Entity, ...]:
        """The entities that are still mentioned, in the order in which they were entered."""
        named = {mention.entity for mention in self.mentions}
        return tuple(entity for entity in self.entities.values() if entity.id in named)


def _meant(mention: Mention, found: Mention | None, *, every: bool) -> bool:
    """Whether a decision about ``found`` is about ``mention`` too."""
    if found is None:
        return False
    return mention.entity == found.entity if every else (mention.start, mention.end) == (found.start, found.end)


def _told(mention: Mention) -> tuple[Any, ...]:
    return (mention.start, mention.end, mention.name, mention.type, mention.entity)
