"""The parts of the page as the template sees them, and what is counted from article to article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claimgraph.export.page_words import UNNAMED, Fact
from claimgraph.records import SourceType

__all__ = [
    "ArticleView",
    "Card",
    "Ledger",
    "OutletView",
    "ParagraphView",
    "Quote",
    "RunView",
    "SegmentView",
    "SourceOption",
    "SourceView",
    "Step",
]


class Step(NamedTuple):
    """One link of a chain; ``href`` leads to the facts about an outlet."""

    name: str
    href: str = ""


@dataclass(slots=True)
class SegmentView:
    """One segment as it is drawn."""

    text: str
    classes: str = ""
    members: str = ""
    """Numbers and roles of the attributions, ``4c 3q``; empty: nothing is marked."""
    main: int = 1
    title: str = ""
    ident: str = ""
    href: str = ""
    described: str = ""
    label: str = ""
    date: str = ""
    """What is said of a time expression."""
    finding: bool = False


@dataclass(frozen=True, slots=True)
class RunView:
    """One sentence, or the space between two."""

    classes: str
    title: str
    ident: str
    segments: Sequence[SegmentView]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """One paragraph; ``attributed`` is false where all of it is the outlet's own voice or no claim."""

    attributed: bool
    runs: Sequence[RunView]


@dataclass(slots=True)
class Card:
    """One attribution in the list beside the text."""

    number: int
    label: str
    colour: int
    source: str
    source_type: SourceType
    key: int
    cue: str
    quote: str
    chain: Sequence[Step]
    facts: Sequence[Fact]
    tag: str
    inside: tuple[str, str] | None
    """Label and target of the attribution within which this one stands."""
    anchor: str = ""


@dataclass(slots=True)
class SourceView:
    """One source of the article with its attributions."""

    letter: str
    name: str
    type: str
    outlet: str | None
    colour: int
    key: int
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text and where they stand."""

    text: str
    href: str
    value: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutletView:
    """A registry outlet with its facts."""

    ident: str
    name: str
    known: bool
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article of the page."""

    number: int
    heading: str
    has_title: bool
    title: Sequence[SegmentView]
    publisher: str
    date: str | None
    author: str | None
    url: str | None
    language: str | None
    ident: str
    sha256: str
    run: str
    claims: int
    unnamed: str
    paragraphs: Sequence[ParagraphView]
    sources: Sequence[SourceView]
    own: Sequence[Quote]
    dates: Sequence[Quote]
    outlets: Sequence[OutletView]
    replaced: bool
    """Some characters of the text cannot be shown and stand as signs."""


@dataclass(slots=True)
class SourceOption:
    """One source of the filter."""

    key: int
    name: str
    type: SourceType
    article: int
    """Number of its article; 0 where it is one source across articles."""
    claims: int = 0


@dataclass(slots=True)
class Ledger:
    """What grows from article to article: counts, table of contents, the colours of sources met before."""

    articles: int = 0
    claims: int = 0
    others: int = 0
    own_voice: int = 0
    by_type: dict[SourceType, int] = field(default_factory=dict)
    options: dict[str, SourceOption] = field(default_factory=dict)
    colours: dict[str, int] = field(default_factory=dict)
    contents: list[tuple[int, str, str, str | None, int, str]] = field(default_factory=list)
    """Number, heading, outlet, date, claims, share of unnamed sources; one for each article."""
    runs: dict[str, None] = field(default_factory=dict)

    def option(self, key: str, name: str, kind: SourceType, article: int) -> SourceOption:
        """The filter entry of a source; made when it is first met."""
        if key not in self.options:
            self.options[key] = SourceOption(len(self.options) + 1, name, kind, article)
        return self.options[key]

    @property
    def unnamed(self) -> int:
        """Claims that rest on a source without a name."""
        return sum(count for kind, count in self.by_type.items() if kind in UNNAMED)
