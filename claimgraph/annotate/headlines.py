"""Headlines that carry their source beside a mark: "Blast kills six: ministry", "UN: 40,000 displaced"."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.annotate.words import Page, letters_of
from claimgraph.records import Decoded, Relation, ScoredSpan, Span

__all__ = ["find_headline", "read_headline"]

_BEHIND: Final = re.compile(r"(?:(?P<mark>:)|\s(?P<dash>[-–—]{1,2}))\s+(?P<who>[^:–—|\n]{2,60}?)\s*\Z")
_BEFORE: Final = re.compile(r"(?P<who>[^:–—|\n\"“”‘]{2,50}?)(?P<mark>:)\s+(?=\S)")
_ACRONYM: Final = re.compile(r"[A-Z]{2,6}")
_MOST_WORDS: Final = 7
"""Of a source; what is longer is a second half of the headline."""
_FEWEST_WORDS: Final = 2
"""Of what is said."""
_HEADLINE_WORDS: Final = 22
_STOPS: Final = ".!?…"
_NAMED: Final = 0.8
_DESCRIBED: Final = 0.7
_SPEAKERS: Final = ("person", "organization")


def find_headline(page: Page, paragraphs: tuple[Span, ...], *, is_title: bool) -> Span | None:
    """The headline: all of a title; of a text its first line, if that is short, without a stop, and not all there is."""
    if not paragraphs:
        return None
    first = paragraphs[0]
    if is_title:
        return Span(first.start, paragraphs[-1].end)
    short = len(page.words_in(first)) <= _HEADLINE_WORDS and page.text[first.end - 1] not in _STOPS
    return first if short and len(paragraphs) > 1 else None


def read_headline(page: Page, headline: Span, decoded: Decoded, publisher: str | None) -> Decoded:
    """``decoded`` with the source that a mark in ``headline`` sets apart, where the model did not read it.

    The name of a column ("Opinion: ...") is no source, nor is that of the publisher.
    """
    columns = page.lexicon.language.column_words
    start = headline.start
    column = _BEFORE.match(page.text, start, headline.end)
    if column and columns.intersection(page.words_in(Span(*column.span("who")))):
        start = column.end()
    relations = tuple(r for r in decoded.relations if not any(headline.start <= s.start < start for s in r.source))
    found = _set_apart(page, Span(start, headline.end), decoded.entities, publisher)
    if found is None or any(
        s.end > found.source[0].start and s.start < found.source[0].end for r in relations for s in r.source
    ):
        return decoded._replace(relations=relations)
    return decoded._replace(relations=(found, *relations))


def _set_apart(page: Page, line: Span, entities: tuple[ScoredSpan, ...], publisher: str | None) -> Relation | None:
    """The relation that a mark behind or before what is said makes, if it does."""
    readings = []
    if behind := _BEHIND.search(page.text, *line):
        readings.append((behind, Span(line.start, behind.start())))
    if before := _BEFORE.match(page.text, *line):
        readings.append((before, Span(before.end(), line.end)))
    for match, said in readings:
        who = Span(*match.span("who"))
        sure = _certainty(page, who, entities, publisher)
        if sure and len(page.words_in(said)) >= _FEWEST_WORDS:
            cue = Span(*match.span("mark" if match["mark"] else "dash"))
            return Relation((who,), (cue,), (said,), "outer", sure, sure)
    return None


def _certainty(page: Page, who: Span, entities: tuple[ScoredSpan, ...], publisher: str | None) -> float:
    """How sure it is that ``who`` speaks: it ends in a name, or in what a source is called; 0 if it does not."""
    words, language = page.words_in(who), page.lexicon.language
    if not 0 < len(words) <= _MOST_WORDS or not (language.finite_verbs | language.column_words).isdisjoint(words):
        return 0.0
    if publisher and letters_of(page.text[who.start : who.end]) in letters_of(publisher):
        return 0.0
    if any(e.type in _SPEAKERS and e.span.end == who.end and e.span.start >= who.start for e in entities):
        return _NAMED
    if _ACRONYM.fullmatch(page.text, *who) and not any(e.span == who for e in entities):
        return _DESCRIBED
    papers = language.source_heads.get("document", frozenset())
    people = language.source_heads.get("local_unspecified", frozenset()) | language.source_heads.get(
        "official_unnamed", frozenset()
    )
    if words[-1] in papers and any(word.endswith("s") and word in people for word in words[:-1]):
        return 0.0  # "villagers dispute company figures": who does something
    described = any(words[-1] in heads for heads in language.source_heads.values())
    return _DESCRIBED if described and language.prepositions.isdisjoint(words) else 0.0
