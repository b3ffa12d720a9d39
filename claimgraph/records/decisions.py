"""What people say of annotations and links, how it is logged, and what became of it."""

from __future__ import annotations

from typing import Literal

from claimgraph.records.base import Record, Span
from claimgraph.records.terms import DecisionRole, DecisionStatus

__all__ = ["Decision", "LoggedDecision", "Outcome", "Tombstone"]


class Decision(Record):
    """What a person says of an annotation or link: appended, never overwritten.

    It is anchored to the article's text and the words meant, never to the ids of a run. ``spans`` are those of the
    attribution's source, cue and content (``roles`` says which is which), of a sentence, of a claim, or of the mention
    of an entity; none: the whole article.
    """

    id: str
    person: str
    at: str
    """ISO 8601 datetime with offset."""
    article_sha256: str
    role: DecisionRole
    """What is decided."""
    spans: tuple[Span, ...]
    quoted: str
    """The text of ``spans``, joined by a space."""
    before: str | None = None
    """JSON of the value replaced."""
    after: str | None = None
    """JSON of the new value; ``null`` as JSON takes an attribution away; absent where only another is withdrawn."""
    withdraws: str | None = None
    """Id of the decision that this one takes back."""
    part: Literal["text", "title"] = "text"
    """What ``spans`` count in: ``Article.text``, or ``Article.title``."""
    roles: tuple[Literal["source", "cue", "content", "sentence", "claim", "mention"], ...] = ()
    """For each of ``spans`` what it is; none: as ``role`` says."""
    context: str | None = None
    """JSON of the attribution's other fields when it was decided, so that it can stand where a model finds none."""


class LoggedDecision(Decision):
    """A decision in its place in the log.

    ``digest`` is the SHA-256 of the decision as JSON; ``hash`` that of the line before's ``hash`` and ``digest``, so
    that no line can be changed, taken out or moved unseen (a hash chain: Haber & Stornetta 1991).
    """

    number: int
    digest: str
    hash: str
    purged: bool = False
    """Its words are gone with the article; ``digest`` still stands for them."""


class Outcome(Record):
    """What became of a decision when it was applied to an annotation."""

    decision: Decision
    status: DecisionStatus
    machine: str | None = None
    """JSON of what the annotation said before this decision was applied."""
    target: str | None = None
    """Id of the attribution that it fell on; null where it is about something else, or nothing was found."""


class Tombstone(Record):
    """What is left of an article whose content was removed."""

    article: str
    """Its id."""
    sha256: str
    """Hex SHA-256 of the text that was removed."""
    originals: tuple[str, ...]
    """Hex SHA-256 of each original that was removed."""
    at: str
    person: str
    decision: str
    """Id of the decision to remove it."""
