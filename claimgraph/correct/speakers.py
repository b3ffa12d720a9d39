"""Names put right by a person, as links of chains: which outlet or source a name stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claimgraph.records import (
    UNSPECIFIED,
    Attribution,
    CaseArticle,
    ChainLink,
    Outlet,
    Source,
    SourceType,
    content_id,
)

__all__ = ["NAMED_TYPES", "SpeakerBook"]

NAMED_TYPES: frozenset[SourceType] = frozenset({"named_person", "named_organization", "media_outlet"})
"""Types of source that are one across articles; the others belong to one article."""


class SpeakerBook:
    """The outlets and sources of one article; names that are new are entered."""

    def __init__(self, item: CaseArticle) -> None:
        self.article = item.article.id
        self.publisher = item.publisher
        self.first = ChainLink(name=item.publisher_name, kind="outlet", node=item.publisher.id)
        self.outlets: dict[str, Outlet] = {o.id: o for o in item.outlets}
        self.sources: dict[str, Source] = {s.id: s for s in item.sources}

    def link(self, name: str, kind: SourceType | None, hint: dict[str, Any]) -> ChainLink:
        """The link of ``name``; ``hint`` may hold the ``outlet`` that is meant, or the ``node`` of a source.

        Raises:
            ValueError: the hint is no outlet.
        """
        if isinstance(hint.get("outlet"), dict):
            outlet = Outlet.model_validate(hint["outlet"])
            self.outlets.setdefault(outlet.id, outlet)
            return ChainLink(name=name, kind="outlet", node=outlet.id)
        for outlet in (self.publisher, *self.outlets.values()):
            if outlet.name.casefold() == name.casefold() and kind in {None, "media_outlet"}:
                self.outlets.setdefault(outlet.id, outlet)
                return ChainLink(name=name, kind="outlet", node=outlet.id)
        for source in self.sources.values():
            if source.name.casefold() == name.casefold() and kind in {None, source.type}:
                return ChainLink(name=name, kind="source", node=source.id)
        return self.enter(name, kind or "unspecified", node=hint.get("node"))

    def enter(self, name: str, kind: SourceType, *, node: Any = None, key: str = "") -> ChainLink:
        """A link to a source of its own, entered if it is new; ``key`` keeps it apart from others of its name."""
        named = kind in NAMED_TYPES and not key
        folded = " ".join(name.casefold().split())
        made = content_id("named", folded) if named else content_id("unnamed", self.article, kind, folded, key)
        ident = node if isinstance(node, str) and node else made
        article = None if named else self.article
        self.sources.setdefault(ident, Source(id=ident, name=name, type=kind, article=article, confidence=1.0))
        return ChainLink(name=name, kind="source", node=ident)

    def by_names(self, made: Attribution) -> tuple[ChainLink, ...]:
        """The chain of an attribution that has names only."""
        names = made.chain[1:] or (made.source_name or UNSPECIFIED,)
        *outward, last = names
        return (self.first, *(self.link(n, None, {}) for n in outward), self.link(last, made.source_type, {}))

    def used(self, nodes: Iterable[str]) -> tuple[tuple[Outlet, ...], tuple[Source, ...]]:
        """The outlets and sources among ``nodes``, in the order in which they were entered; the publisher always."""
        wanted = set(nodes)
        return (
            tuple(o for o in self.outlets.values() if o.id in wanted or o.id == self.publisher.id),
            tuple(s for s in self.sources.values() if s.id in wanted),
        )
