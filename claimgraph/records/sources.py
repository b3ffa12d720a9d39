"""Who speaks: outlets, sources, entities, and the chains between them."""

from __future__ import annotations

from typing import Literal

from claimgraph.records.base import Record
from claimgraph.records.terms import ChainLinkKind, EntityType, OutletKind, SourceType

__all__ = ["Chain", "ChainLink", "Descriptor", "Entity", "Outlet", "OutletAlias", "Source"]


class OutletAlias(Record):
    """One wording by which an outlet is known."""

    text: str
    type: Literal["name", "alias", "abbr", "native", "former", "translit", "pattern", "descriptor", "brand"]
    ambiguous: bool = False
    """True: the text alone does not identify the outlet."""


class Outlet(Record):
    """A publisher, agency or body. Every fact stands with its origin in ``facts_from``."""

    id: str
    """The registry's slug; for a publisher that the registry lacks, ``name:`` and a hash of its folded name."""
    name: str
    tier: int | None = None
    """1 curated, 2 from data sets, null not in the registry."""
    kind: OutletKind | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    region: str | None = None
    owner: str | None = None
    owner_as_of: str | None = None
    affiliation: str | None = None
    state_relation: str | None = None
    """state-owned, public-broadcaster, state-funded, state-affiliated, party-or-movement, ..."""
    state_of: str | None = None
    state_media_label: str | None = None
    languages: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    wikidata: str | None = None
    parent: str | None = None
    note: str | None = None
    aliases: tuple[OutletAlias, ...] = ()
    facts_from: dict[str, tuple[str, ...]] = {}
    """For each fact the data sets that give it; ``curated`` is unsourced and to be checked."""


class Descriptor(Record):
    """What a text tells of a source that it does not name, in parts; null where it does not tell.

    The words are the text's own. A plural without a number is one group of unknown size.
    """

    head: str
    """Head noun, lower case, in the singular: "official", "resident"."""
    office: str | None = None
    """The body or calling it speaks from: "US defense", "ministry of health", "medical"."""
    place: str | None = None
    """Where it is: "western Iraq"."""
    reason: str | None = None
    """Why it is not named, as the text states it: "he was not authorized to speak"."""
    plural: bool = False
    number: int | None = None
    """How many; the least where the text says "at least five"."""


class Source(Record):
    """One resolved speaker.

    Unnamed ones, and a surname alone, belong to one article and are never joined across articles.
    """

    id: str
    name: str
    type: SourceType
    outlet: str | None = None
    """Name of the medium that it speaks through in this article."""
    article: str | None = None
    """Id of the article it belongs to; null for a person named in full, a named organization or an outlet."""
    confidence: float = 0.0
    descriptor: Descriptor | None = None
    """Of a source without a name: what the text tells of it."""


class ChainLink(Record):
    """One link of a chain: a name, and the outlet or source that it stands for."""

    name: str
    """As in ``Attribution.chain``."""
    kind: ChainLinkKind
    node: str
    """Id of an ``Outlet`` or of a ``Source``."""


class Chain(Record):
    """The chain of one attribution, outermost first, with what each link stands for."""

    attribution: str
    links: tuple[ChainLink, ...]


class Entity(Record):
    """A person, organization, place, event or other thing with a name; one across articles."""

    id: str
    name: str
    type: EntityType
