"""Attributions that the model passed over: "P, the chief said.", "the army put the toll at nine"."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.annotate.phrases import agent_before
from claimgraph.annotate.words import Page
from claimgraph.records import Relation, Span

__all__ = ["add_trailing"]

_TAIL: Final = re.compile(
    r",[\"”’']*\s+(?P<source>[^,;:\"“”()\n]{2,60}?)\s+(?P<cue>said|says|added)(?:\s+(?:on\s+)?[A-Z][a-z]+day)?\.\Z"
)
_PUT: Final = re.compile(
    r"\b(?P<cue>puts?) (?P<what>the (?:[\w-]+ ){0,3}?(?:number|toll|figure|total|count|tally|cost|damage|losses|distance|range"
    r"|price|share|rate|size|value|magnitude|turnout|strength|age|depth|height|speed|bill)(?: [\w-]+){0,4}? at "
    r"(?:[a-z]+ ){0,3}[$€£¥]?(?:\d|[a-z-]+\b)[^,;:()\"“”\n]{0,40})"
)
"""A figure that somebody gives: "put the toll at nine"."""
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
    found += [r for m in _PUT.finditer(page.text) if m.start() not in cues and (r := _read_figure(page, m))]
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


def _read_figure(page: Page, match: re.Match[str]) -> Relation | None:
    cue, content = Span(*match.span("cue")), Span(*match.span("what"))
    source, language = agent_before(page, cue.start), page.lexicon.language
    if source is None or not content.end <= page.sentences[page.sentence_at(cue.start)].end:
        return None
    words, start = page.words_in(source), source.start
    if words[0] in {"and", "but", "while"} and len(words) > 1:
        start, words = page.starts[page.between(*source)[1]], words[1:]
    barred = language.finite_verbs | language.clause_openers | language.pronouns - language.determiners
    opens = words[0] in language.determiners or page.text[start].isupper()
    if not opens or len(words) > _MOST or not barred.isdisjoint(words):
        return None
    content = Span(content.start, content.start + len(page.text[content.start : content.end].rstrip(" .")))
    return Relation((Span(start, source.end),), (cue,), (content,), "outer", _SURE, _SURE)
