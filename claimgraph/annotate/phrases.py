"""Noun phrases read from the text beside a word: who is cited, who is quoted."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from claimgraph.annotate.words import Page
from claimgraph.records import Span

__all__ = ["MAX_SENTENCE", "agent_before", "phrase_after", "source_after", "without"]

_PHRASE_END: Final = re.compile(r"[,;:()\[\]\"“”»«\n]|\s[—–-]+\s|\.(?=\s|\Z)")
_MAX_PHRASE: Final = 18
"""Words of a noun phrase read from the text; a longer one is no phrase."""
MAX_SENTENCE: Final = 3000
"""Code points; what is longer is a list or a table, and no rule is tried on it."""


def phrase_after(page: Page, start: int, stop: int) -> Span | None:
    """The noun phrase that begins at ``start``: to the next comma, conjunction or finite verb."""
    text, language = page.text, page.lexicon.language
    while start < stop and text[start].isspace():
        start += 1
    end_mark = _PHRASE_END.search(text, start, stop)
    stop = end_mark.start() if end_mark else stop
    inside = page.between(start, stop)
    end = stop
    for count, i in enumerate(inside):
        word = page.words[i]
        breaks = word in language.clause_openers and word not in {"and", "or"}
        if count and (
            breaks or word in language.finite_verbs or word in {"to", "said", "says", "saying", "added", "reported"}
        ):
            end = page.starts[i]
            break
        if count >= _MAX_PHRASE:
            return None
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _names_a_source(page: Page, phrase: Span, named: list[int]) -> bool:
    """Whether ``phrase`` can speak: it holds a name, or a head noun of sources ("a security official")."""
    at = bisect_left(named, phrase.start)
    if at < len(named) and named[at] < phrase.end:
        return True
    heads = page.lexicon.language.source_heads
    return any(word in nouns for word in page.words_in(phrase) for nouns in heads.values())


def source_after(page: Page, at: int, named: list[int]) -> Span | None:
    """The phrase behind ``at`` in its sentence, if it can speak; none in what is rather a list than a sentence."""
    sentence = page.sentences[page.sentence_at(at - 1)]
    if sentence.end - sentence.start > MAX_SENTENCE:
        return None
    phrase = phrase_after(page, at, sentence.end)
    return phrase if phrase and _names_a_source(page, phrase, named) else None


def without(spans: tuple[Span, ...], hole: Span) -> tuple[Span, ...]:
    """``spans`` less ``hole``."""
    out: list[Span] = []
    for start, end in spans:
        if hole.end <= start or hole.start >= end:
            out.append(Span(start, end))
            continue
        if start < hole.start:
            out.append(Span(start, hole.start))
        if hole.end < end:
            out.append(Span(hole.end, end))
    return tuple(out)


def agent_before(page: Page, stop: int) -> Span | None:
    """The noun phrase that ends just before ``stop``, back to the last mark of its sentence."""
    text = page.text
    start = page.sentences[page.sentence_at(stop)].start
    marks = [m.end() for m in re.finditer(r"[,;:()\"“”]", text[start:stop])]
    start += marks[-1] if marks else 0
    while start < stop and text[start].isspace():
        start += 1
    end = stop
    while end > start and text[end - 1].isspace():
        end -= 1
    words = page.words_in(Span(start, end))
    verbs = (page.words[i] for i in page.between(start, end) if text[page.starts[i]].islower())
    if not 1 <= len(words) <= 8 or any(word in page.lexicon.language.auxiliaries for word in verbs):
        return None
    return Span(start, end)
