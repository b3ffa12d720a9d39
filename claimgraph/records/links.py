"""Judgements between claims of different articles; the shape of ``claimgraph links``'s output."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import Field

from claimgraph.records.base import Record
from claimgraph.records.terms import ChainLinkKind, ClaimRelation, CopyDirection, OriginRule, Slot, SourceType, Stance

__all__ = [
    "ClaimRef",
    "Copy",
    "Laundering",
    "Link",
    "LinkRow",
    "OriginReason",
    "Origins",
    "Passage",
    "Step",
    "Voice",
]


class ClaimRef(Record):
    """Where a claim stands: its article, its id, and its extent in code points of that article's text."""

    id: str
    """The article's id."""
    claim: str
    start: int
    end: int


class LinkRow(Record):
    """One unordered pair of claims, the smaller (article id, start) first: one line of ``claimgraph links``."""

    a: ClaimRef
    b: ClaimRef
    relation: ClaimRelation
    slot: Slot | None = None
    """What differs; null unless ``relation`` is ``contradicts``."""
    score: float = Field(ge=0, le=1)
    reason: str


class Link(LinkRow):
    """A stored judgement: a ``LinkRow`` and who made it, a run or a person."""

    id: str
    judge: str
    """Id of a ``Run``, or a person's name."""


class Step(Record):
    """One link of a voice's chain, inward of the publisher."""

    name: str
    node: str
    """Id of the ``Outlet`` or ``Source``; a source that belongs to an article has the article's id before it."""
    kind: ChainLinkKind
    type: SourceType


class Voice(Record):
    """One member of a group of same claims, as far as it matters for origins: who says it, where, through whom."""

    claim: ClaimRef
    publisher: Step
    day: str = ""
    """ISO date of the article; empty where it is not known."""
    steps: tuple[Step, ...] = ()
    """Inward of the publisher, outermost first; none: the publisher's own voice."""
    stance: Stance | None = None
    words: str
    """The claim's."""
    phrase: str = ""
    """The source as the text has it, title and apposition included."""
    sentence: int = 0
    attribution: str | None = None
    inside: tuple[str, ...] = ()
    """Ids of the attributions within whose content this one stands."""
    credits: tuple[str, ...] = ()
    """Ids of agencies that the article credits with its text."""

    @property
    def last(self) -> Step:
        """Who asserts it: the innermost link."""
        return self.steps[-1] if self.steps else self.publisher


class OriginReason(Record):
    """Why two voices are one origin, perhaps one, or one of them none; or why they stay apart."""

    a: int
    """Place in ``Origins.voices``."""
    b: int | None = None
    rule: OriginRule
    certain: bool
    """Counts in both bounds; else in ``low`` only. A note changes neither."""
    words: str
    """For a reader."""


class Origins(Record):
    """Bounds on the independent origins behind a group of same claims, with the reason for every union.

    ``low`` is the fewest by what the texts show, not a guarantee; 0 where the claim is only denied.
    """

    voices: tuple[Voice, ...]
    low: int = Field(ge=0)
    high: int = Field(ge=0)
    origins: tuple[tuple[int, ...], ...] = ()
    """Voices of each origin that ``high`` counts."""
    joined: tuple[tuple[int, ...], ...] = ()
    """Voices of each origin that ``low`` counts."""
    reasons: tuple[OriginReason, ...] = ()
    notes: tuple[OriginReason, ...] = ()
    """What is kept apart or counts for nothing."""


class Passage(NamedTuple):
    """One stretch of words that two texts share, half-open in code points of each."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


class Copy(Record):
    """Text that two articles share, quotations left out of the count. Says nothing of what is claimed in it."""

    a: str
    """Id of the article that has it from the other; of the smaller id where that is not known."""
    b: str
    share: float = Field(ge=0, le=1)
    """Part of ``a``'s words, outside quotations, that ``b`` has too."""
    share_of_b: float = Field(ge=0, le=1)
    words: int
    """Number of words of ``a`` that are shared, outside quotations."""
    direction: CopyDirection
    """How it is known that ``a`` has it from ``b``; ``unknown``: it is not (the same day, or no date)."""
    passages: tuple[Passage, ...]
    """The longest first."""


class Laundering(Record):
    """An own-voice claim or headline that says nothing which another place does not attribute."""

    article: str
    claim: str | None
    """Null for the headline."""
    start: int
    end: int
    """In ``Article.text``, or in ``Article.title`` for the headline."""
    words: str
    attributed: ClaimRef
    """The claim that attributes it."""
    chain: tuple[str, ...]
    """On whose word it stands there."""
    within: bool
    """The same article attributes it."""
