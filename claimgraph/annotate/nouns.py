"""Attributions that hang on a noun or a figure: "denied the Courier's report that P", "a nurse put the toll at nine"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from claimgraph.annotate.drafts import Board, Draft
from claimgraph.annotate.extents import trim_content
from claimgraph.annotate.words import Page
from claimgraph.records import Language, Span, hull

__all__ = ["add_nouns"]

_NAME: Final = r"[A-Z][\w.&’'-]{0,30}(?:\s(?:of\s)?[A-Z][\w.&’'-]{0,30}){0,3}?"
_BEFORE: Final = 90
"""Code points before a noun in which its owner is looked for."""
_OWNER: Final = re.compile(rf"\b(?P<who>(?:[Tt]he\s)?{_NAME}['’]s)\s+\Z")
_MAKER: Final = re.compile(rf"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat)\s(?P<who>{_NAME})\s+\Z")
_MEDIA: Final = re.compile(r"\b(?P<who>(?:[a-z-]{1,20}\s)?(?:[Mm]edia|[Pp]ress|[Nn]ewspaper|[Nn]ews)\s)\Z")
_BEHIND: Final = re.compile(rf"\s(?:by|in|from)\s(?P<who>(?:\w{{1,20}}\s){{0,2}}?{_NAME})\s+that\b")
_DESCRIBED: Final = re.compile(r"\s(?:by|from)\s(?P<who>(?:[\w'’-]{1,20}\s){0,4}?[\w'’-]{1,20})\s+that\b")
_THAT: Final = re.compile(r"\s+that\b")
_CONTENT_END: Final = re.compile(r"[;:()\"“”»«\n]|\.(?=\s|\Z)|,\s+(?:but|and|while|saying|adding|which|who|calling)\b")
_SUBJECT_START: Final = re.compile(r"(?:[,;:()\"“”»«\n]|\b(?:and|but|while|that|as|though|although|whereas)\b)\s*")
_CONFIDENCE: Final = 0.5
_MOST_WORDS: Final = 9
"""Of a subject; a longer one is more than a noun phrase."""
_FEWEST_WORDS: Final = 3
_LONGEST: Final = 3000
"""Code points; what is longer is no sentence."""


@lru_cache(maxsize=4)
def _patterns(code: str, nouns: frozenset[str], figures: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """The expressions of one language (``code``): a noun that may report, and "put the toll" up to "at"."""
    del code
    noun, figure = ("|".join(sorted(words, key=len, reverse=True)) or "(?!)" for words in (nouns, figures))
    return (
        re.compile(rf"\b(?:{noun})\b"),
        re.compile(rf"\b(?P<cue>puts?)\s(?P<said>(?:the|its|their)\s(?:\w{{1,20}}\s){{0,3}}?(?:{figure})\b)"),
    )


def _patterns_of(language: Language) -> tuple[re.Pattern[str], ...]:
    relay = language.relay_cues
    return _patterns(language.code, relay.get("nouns", frozenset()), relay.get("figures", frozenset()))


def add_nouns(board: Board) -> None:
    """Add what a noun lays on somebody and what "put the toll at nine" says, where the model read nothing there."""
    nouns, figures = _patterns_of(board.page.lexicon.language)
    for match in nouns.finditer(board.page.text):
        _add_noun(board, Span(*match.span()))
    for match in figures.finditer(board.page.text):
        _add_figure(board, match)


def _add_noun(board: Board, cue: Span) -> None:
    """In "the Courier's report that P" and "a claim by the Courier that P": the Courier says P."""
    page, text = board.page, board.page.text
    found = _BEHIND.match(text, cue.end) or _THAT.match(text, cue.end) or _DESCRIBED.match(text, cue.end)
    if found is None:
        return
    heads = page.lexicon.language.source_heads.values()
    if found.re is _DESCRIBED and not any(page.words_in(Span(*found.span("who")))[-1] in nouns for nouns in heads):
        return
    if "who" in found.re.groupindex:
        who = Span(*found.span("who"))
    else:
        low = max(0, cue.start - _BEFORE)
        before = text[low : cue.start]
        plural = text[cue.start : cue.end] == "reports"
        owner = _OWNER.search(before) or _MAKER.search(before) or (_MEDIA.search(before) if plural else None)
        if owner is None:
            return
        end = cue.end if owner.re is _MEDIA else low + owner.end("who")
        who = Span(low + owner.start("who"), end)
    sentence = page.sentences[page.sentence_at(cue.start)]
    if board.cue_at(cue) is not None or found.end() > sentence.end or _told_already(board, who, found.end()):
        return
    content = trim_content(page, (Span(found.end(), _content_end(page, found.end(), sentence.end)),))
    if content and len(page.words_in(content[0])) >= _FEWEST_WORDS:
        board.add(Draft((who,), (cue,), content, _CONFIDENCE, _CONFIDENCE))


def _told_already(board: Board, who: Span, at: int) -> bool:
    """Whether somebody is read as the source of what begins at ``at``, with a cue before it and a source that is ``who``."""
    return any(
        d.source
        and hull(d.source).start < who.end
        and who.start < hull(d.source).end
        and hull(d.content).start <= at + 6
        for d in board.near(who)
    )


def _content_end(page: Page, start: int, stop: int) -> int:
    end = _CONTENT_END.search(page.text, start, min(stop, start + _LONGEST))
    return end.start() if end else stop


def _add_figure(board: Board, match: re.Match[str]) -> None:
    page, language = board.page, board.page.lexicon.language
    cue = Span(*match.span("cue"))
    sentence = page.sentences[page.sentence_at(cue.start)]
    if match.end() > sentence.end or sentence.end - sentence.start > _LONGEST:
        return
    end = _content_end(page, match.end(), sentence.end)
    figure = page.words_in(Span(match.end(), end))
    number = figure[figure.index("at") + 1 :] if "at" in figure else []
    if board.cue_at(cue) is not None or not any(w[0].isdigit() or w in language.numbers for w in number):
        return
    start = sentence.start
    for mark in _SUBJECT_START.finditer(page.text, sentence.start, cue.start):
        start = mark.end()
    inside = page.between(start, cue.start)
    while len(inside) and page.words[inside[-1]] in language.auxiliaries:
        inside = inside[:-1]
    if not 1 <= len(inside) <= _MOST_WORDS:
        return
    source = Span(page.starts[inside[0]], page.ends[inside[-1]])
    content = trim_content(page, (Span(match.start("said"), end),))
    board.add(Draft((source,), (cue,), content, _CONFIDENCE, _CONFIDENCE))
