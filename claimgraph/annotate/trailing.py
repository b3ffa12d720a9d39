"""Attributions at the end of a sentence that the model passed over: "P, the chief said."."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.annotate.words import Page
from claimgraph.records import Relation, Span

__all__ = ["add_trailing"]

_TAIL: Final = re.compile(
    r",[\"”’']*\s+(?P<source>[^,;:\"“”()\n]{2,60}?)\s+(?P<cue>said|says|added)(?:\s+(?:on\s+)?[A-Z][a-z]+day)?\.\Z"
)
_REACH: Final = 90
"""Code points at the end of a sentence in which source and cue stand."""
_LEAST: Final = 4
"""Words of what is said."""
_MOST: Final = 7
"""Words of the source."""
_SURE: Final = 0.6


def add_trailing(page: Page, relations: tuple[Relation, ...]) -> tuple[Relation, ...]:
    """``relations`` with those of sentences that end in ", SOURCE said." and have no cue there."""
    cues = {i for r in relations for s in r.cue for i in range(s.start, s.end)}
    found = [r for s in page.sentences if (r := _read_tail(page, s)) and r.cue[0].start not in cues]
    return tuple(sorted((*relations, *found), key=lambda r: r.content[0].start)) if found else relations


def _read_tail(page: Page, sentence: Span) -> Relation | None:
    match = _TAIL.search(page.text, max(sentence.start, sentence.end - _REACH), sentence.end)
    if match is None or len(page.between(sentence.start, match.start())) < _LEAST:
        return None
    source = Span(*match.span("source"))
    words, language = page.words_in(source), page.lexicon.language
    if not 0 < len(words) <= _MOST or not (words[0] in language.determiners or page.text[source.start].isupper()):
        return None
    verbs = language.finite_verbs | language.clause_openers - {"that"}
    if words[0] in language.pronouns - language.determiners or not verbs.isdisjoint(words):
        return None
    content = Span(sentence.start, match.start() + 1)
    return Relation((source,), (Span(*match.span("cue")),), (content,), "outer", _SURE, _SURE)
