"""Answers to questions of a case: a claim traced over its articles, an article audited."""

from __future__ import annotations

from typing import Literal

from claimgraph.records.base import Record
from claimgraph.records.links import ClaimRef, Copy, Laundering, OriginReason
from claimgraph.records.terms import UNSPECIFIED, ClaimKind, HedgeHolder, Slot, SourceType, Stance

__all__ = [
    "Alert",
    "AuditSource",
    "ClaimAudit",
    "Contradiction",
    "Guideline",
    "Place",
    "Rule",
    "Trace",
    "TraceOrigin",
]


class Place(Record):
    """One place where a claim stands, and on whose word."""

    article: str
    outlet: str
    date: str | None
    title: str | None
    claim: str
    kind: ClaimKind
    start: int
    end: int
    words: str
    sentence: str
    """The sentence around it."""
    chain: tuple[str, ...]
    """Outermost first."""
    source_type: SourceType | None = None
    stance: Stance | None = None
    hedge_holder: HedgeHolder | None = None


class TraceOrigin(Record):
    """One origin that the upper bound counts."""

    name: str
    source_type: SourceType | None
    """Null where all it has is own voice."""
    places: tuple[int, ...]
    """Places in ``Trace.places``."""
    may_be: tuple[int, ...] = ()
    """Other origins, places in ``Trace.origins``, that may be the same."""


class Contradiction(Record):
    """A claim elsewhere that does not go together with one of the group."""

    slot: Slot | None
    score: float
    reason: str
    judge: str
    against: ClaimRef
    """The member of the group."""
    place: Place
    same_origin: bool
    """Both are said by one source: it contradicts itself."""


class Trace(Record):
    """One claim over all articles that have it: on how many origins it stands, and why."""

    claim: ClaimRef
    words: str
    low: int
    high: int
    articles: int
    outlets: int
    places: tuple[Place, ...]
    """In the order of day, article and text."""
    origins: tuple[TraceOrigin, ...]
    no_origin: tuple[int, ...]
    """Places that add none: relays, copies, own voice beside an attribution, denials."""
    reasons: tuple[OriginReason, ...]
    """Places of ``places``."""
    notes: tuple[OriginReason, ...]
    first: tuple[str, ...]
    """Ids of the articles of the first day; more than one, for one day is no order. Articles without a date are none."""
    first_day: str
    """Empty where no article has a date."""
    contradictions: tuple[Contradiction, ...] = ()
    copies: tuple[Copy, ...] = ()
    """Text that articles of the group share."""
    laundering: tuple[Laundering, ...] = ()

    @property
    def nobody_named(self) -> bool:
        """Whether all that stands behind it is own voice, or "reportedly"."""
        return bool(self.origins) and all(one.source_type is None or one.name == UNSPECIFIED for one in self.origins)


class Guideline(Record):
    """What a published guide says, in our own words, and where."""

    body: str
    says: str
    reference: str


class Rule(Record):
    """One rule of an audit, as the file of rules has it."""

    id: str
    title: str
    level: Literal["alert", "note"]
    says: str
    """What is told of a place; {words} in braces are filled in."""
    why: str
    guidelines: tuple[str, ...]
    """Keys of guidelines."""


class Alert(Record):
    """One place of a text that a rule points to. It speaks of the text, not of who wrote it."""

    rule: str
    level: Literal["alert", "note"]
    says: str
    start: int
    end: int
    """The sentence, in ``Article.text``; in ``Article.title`` where ``in_title``."""
    sentence: str
    marked: tuple[tuple[int, int], ...] = ()
    """The words meant, within the text."""
    in_title: bool = False
    guidelines: tuple[Guideline, ...]


class AuditSource(Record):
    """One source of an article as the text describes it."""

    name: str
    type: SourceType
    claims: int
    described: Literal["named", "role and place", "role", "bare"]
    """How well a reader can tell who it is; a document counts as named."""
    reason_given: bool = False
    """The text says why it is not named."""


class ClaimAudit(Record):
    """What one article rests on, in numbers, and what a reader of guidelines would ask about."""

    article: str
    outlet: str
    date: str | None
    title: str | None
    claims: int
    by_type: dict[str, int]
    """Claims by type of source; ``own_voice`` for the outlet's own."""
    unnamed: float
    """Part of the attributed claims whose source has no name."""
    anonymous: float
    """Part of the attributed claims whose source is anonymous."""
    sources: tuple[AuditSource, ...]
    hedges: dict[str, int]
    """Hedged claims by who hedges: outlet, source."""
    depth: dict[str, int]
    """Attributed claims by the number of links in their chain, the outlet counted."""
    linked: int
    """Claims that stand in another article of the case too."""
    single_origin: int
    """Of these, claims for which no second independent origin is shown."""
    copied_from: tuple[Copy, ...] = ()
    """Text that it shares with other articles of the case."""
    alerts: tuple[Alert, ...]
