"""Judgements between claims of different articles; the shape of ``claimgraph links``'s output."""

from __future__ import annotations

from pydantic import Field

from claimgraph.records.base import Record
from claimgraph.records.terms import ClaimRelation, Slot

__all__ = ["ClaimRef", "Link", "LinkRow", "Origins"]


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


class Origins(Record):
    """Bounds on the independent origins behind a group of same claims, with the reason for every union."""

    claims: tuple[str, ...]
    low: int = Field(ge=0)
    high: int = Field(ge=0)
    reasons: tuple[str, ...] = ()
