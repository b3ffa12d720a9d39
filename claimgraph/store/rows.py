"""What a case answers with besides records; free of the database library, so that any room may name these types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from claimgraph.records import ClaimKind, Descriptor, EntityType, SourceType, Stance

__all__ = [
    "DESCRIPTOR_COLUMNS",
    "Added",
    "ArticleRow",
    "AttributionRow",
    "ClaimFilter",
    "ClaimRow",
    "EntityRow",
    "PlaceRow",
    "SourceRow",
    "descriptor_columns",
    "read_descriptor",
]

DESCRIPTOR_COLUMNS: Final = ("head", "office", "place", "reason", "plural", "number_told")
"""Columns of a source that hold the fields of its ``Descriptor``, in their order."""


def descriptor_columns(descriptor: Descriptor | None) -> dict[str, Any]:
    """The columns of a description; all null for none."""
    values = list(descriptor.model_dump().values()) if descriptor else [None] * len(DESCRIPTOR_COLUMNS)
    return dict(zip(DESCRIPTOR_COLUMNS, values, strict=True))


def read_descriptor(values: tuple[Any, ...]) -> Descriptor | None:
    """The description that ``DESCRIPTOR_COLUMNS`` hold; None where they are null."""
    if values[0] is None:
        return None
    return Descriptor(**dict(zip(Descriptor.model_fields, values, strict=True)))


class Added(NamedTuple):
    """What adding an article did."""

    status: Literal["added", "unchanged", "replaced"]
    """``unchanged``: it was there with this text, from this run; ``replaced``: the annotation of another run was."""
    differing: tuple[str, ...] = ()
    """If ``unchanged``: the fields of the article given that differ from those kept (another outlet's copy of one
    text, or a correction). Give the article an id of its own to keep both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims are wanted: those that meet every condition given."""

    kind: ClaimKind | None = None
    article: str | None = None
    """Id of the article."""
    outlet: str | None = None
    """Name of the publisher, as the article or the registry gives it, in any case, or its id."""
    source: str | None = None
    """Name of the source, in any case, or the id of what the innermost link stands for."""
    source_types: tuple[SourceType, ...] = ()
    """Any of these; none: all."""
    stances: tuple[Stance, ...] = ()
    entity: str | None = None
    """Name of an entity, in any case, or its id: the claim mentions it."""
    text: str | None = None
    """Part of the claim's words, in any case."""
    words: str | None = None
    """Words that the claim has, in any form; those in quotation marks in this order."""


class ClaimRow(NamedTuple):
    """One claim, where it stands, and who asserts it."""

    article: str
    """Id of the article."""
    outlet: str
    """Name of its publisher."""
    date: str | None
    title: str | None
    id: str
    kind: ClaimKind
    start: int
    end: int
    text: str
    """The claim's words: code points ``[start, end)`` of the article's text."""
    source: str | None
    """Id of the outlet or source that the innermost link stands for."""
    source_name: str
    source_type: SourceType | None
    """Null for own voice."""
    stance: Stance | None
    """Null for own voice."""
    chain: tuple[str, ...]
    """Outermost first."""
    confidence: float


class SourceRow(NamedTuple):
    """One speaker over the whole case, by what the innermost links of chains stand for."""

    id: str
    name: str
    """As in the first article that names it."""
    type: SourceType
    """As in the first article that names it."""
    claims: int
    """How many claims are laid on it."""
    articles: int
    """In how many articles."""
    descriptor: Descriptor | None = None
    """Of an unnamed source: what its article tells of it."""


class EntityRow(NamedTuple):
    """One entity over the whole case."""

    id: str
    name: str
    """As in the first article that names it."""
    type: EntityType
    mentions: int
    articles: int
    """In how many articles."""


class AttributionRow(NamedTuple):
    """One attribution of kind ``claim``, without its article."""

    article: str
    id: str
    part: Literal["text", "title"]
    source_name: str
    source_type: SourceType
    confidence: float
    source_confidence: float
    words: str
    """The first words of its content."""


class PlaceRow(NamedTuple):
    """Where one span of an attribution stands."""

    article: str
    id: str
    part: Literal["text", "title"]
    role: Literal["source", "cue", "content"]
    start: int
    end: int


class ArticleRow(NamedTuple):
    """One article of the case without its text."""

    id: str
    outlet: str
    """Name of its publisher, as the article gave it, else as it is known."""
    date: str | None
    title: str | None
    opening: str
    """The first sentence that claims something; empty where none does."""
    sha256: str
    claims: int
    """How many attributions of kind ``claim`` it has."""
    decisions: int
    """How many decisions were made about its text."""
