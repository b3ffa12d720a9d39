"""A language is data: the word classes that stages ask for."""

from __future__ import annotations

from claimgraph.records.base import Record
from claimgraph.records.terms import Access, SourceType, Stance

__all__ = ["Language"]


class Language(Record):
    """The word classes of one language. All entries are lower case; a stage is handed one, it never imports it."""

    code: str
    """ISO 639-1."""
    abbreviations: frozenset[str] = frozenset()
    """Words whose full stop does not end a sentence, without the stop."""
    stance_cues: dict[Stance, frozenset[str]] = {}
    """Lemmas or phrases of cues by the stance they express."""
    attitude_cues: frozenset[str] = frozenset()
    """Cues that tell what a source wants, fears, supports or plans, and assert nothing."""
    no_statement_cues: frozenset[str] = frozenset()
    """Cues of a refusal to speak: "declined to comment"."""
    reportive_adverbs: frozenset[str] = frozenset()
    """Words that lay a claim on nobody: "reportedly", "allegedly"."""
    hedges: frozenset[str] = frozenset()
    """Words by which a source limits its own commitment: "may", "appears"."""
    negations: frozenset[str] = frozenset()
    access_words: dict[Access, frozenset[str]] = {}
    source_heads: dict[SourceType, frozenset[str]] = {}
    """Head nouns of unnamed sources by type: "residents", "official", "reports"."""
    pronouns: frozenset[str] = frozenset()
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    """Monday is 0."""
    finite_verbs: frozenset[str] = frozenset()
    """Auxiliaries and frequent verbs in a finite form."""
