"""What is found in one article; the shape of ``claimgraph annotate``'s output."""

from __future__ import annotations

from pydantic import Field

from claimgraph.records.base import Record, Span
from claimgraph.records.terms import (
    UNSPECIFIED,
    Access,
    AttributionKind,
    ClaimKind,
    DateExplanation,
    DateFindingKind,
    EntityType,
    HedgeHolder,
    Quotation,
    SentenceLabel,
    SourceType,
    Stance,
)

__all__ = [
    "AnnotatedArticle",
    "Attribution",
    "Claim",
    "DateFinding",
    "Mention",
    "Sentence",
    "TitleAttribution",
]

Probability = float


class Sentence(Record):
    """One sentence, headline, byline or other line of the text; none holds a newline unless the text is hard-wrapped."""

    start: int
    end: int
    label: SentenceLabel
    confidence: Probability = Field(ge=0, le=1)


class Attribution(Record):
    """One attribution relation: somebody (source) says (cue) something (content).

    The roles are tuples of spans in ``Article.text``; content may be discontinuous and may cross
    sentences, source may be empty. Conjoined sources are one attribution each.
    """

    id: str
    kind: AttributionKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    stance: Stance
    hedge_holder: HedgeHolder | None = None
    """Who hedges; null unless ``stance`` is ``hedged``."""
    access: Access = "unstated"
    """How the source knows."""
    access_words: tuple[Span, ...] = ()
    """The words that show it; empty where ``access`` is ``unstated``."""
    parent: str | None = None
    """Id of the innermost attribution whose content contains this one's cue."""
    source_name: str = UNSPECIFIED
    source_type: SourceType = "unspecified"
    source_outlet: str | None = None
    """The medium (or platform) that the source speaks through."""
    chain: tuple[str, ...] = ()
    """Who speaks through whom, outermost first: the publishing outlet ... the innermost source."""
    confidence: Probability = Field(ge=0, le=1)
    """Probability that source, cue and content are right together."""
    source_confidence: Probability = Field(default=0.0, ge=0, le=1)
    """Probability that ``source_name`` is who is meant."""


class TitleAttribution(Attribution):
    """An attribution of the headline; its offsets count the code points of ``Article.title``."""


class Claim(Record):
    """What is asserted within one sentence: the content of one attribution there, or the outlet's own words."""

    id: str
    kind: ClaimKind
    attribution: str | None
    """Id of its attribution; null for an own-voice claim."""
    sentence: int
    """Index into ``AnnotatedArticle.sentences``."""
    start: int
    end: int
    confidence: Probability = Field(ge=0, le=1)


class Mention(Record):
    """One naming of an entity in the text."""

    start: int
    end: int
    type: EntityType
    name: str
    """The entity's name, resolved over the mentions of the article."""
    entity: str
    """Id of the ``Entity``."""
    confidence: Probability = Field(ge=0, le=1)


class DateFinding(Record):
    """One time expression, resolved against dateline or publication date."""

    start: int
    end: int
    value: str
    """ISO date, or ``start/end`` with both ends inclusive."""
    finding: DateFindingKind | None = None
    explanations: tuple[DateExplanation, ...] = ()
    """What may explain ``finding`` harmlessly; empty where there is none."""


class AnnotatedArticle(Record):
    """All that was found in one article: one line of ``claimgraph annotate``."""

    id: str
    outlet: str | None
    date: str | None
    title: str | None
    text: str
    model: str
    """Id of the ``Run`` that made it."""
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    title_attributions: tuple[TitleAttribution, ...] = ()
    claims: tuple[Claim, ...]
    entities: tuple[Mention, ...]
    dates: tuple[DateFinding, ...]
