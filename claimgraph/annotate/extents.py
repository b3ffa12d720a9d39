"""Where the words of an attribution's content begin and end: no dateline, no loose joint, no mark too many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from claimgraph.annotate.quotes import ENTITY_MARK
from claimgraph.annotate.words import Page
from claimgraph.records import Relation, Span

__all__ = ["DATELINE", "merge_spans", "trim_content", "whole_ends", "without_opening"]

DATELINE: Final = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|[a-z]{2,3})(?:[ ,/]{1,3}(?:[A-Z0-9][\w.'’-]*|of|the|de|al-\w+|el-\w+)){0,8},? ?)?"
    r"(?:\([A-Z][\w.]*(?:[ /-][A-Z][\w.]*){0,3}\)\s*(?:[-–—]{1,2}|:)\s*|/[A-Z][\w ]+/\.?\s*(?:[-–—]{1,2}\s*)?)"
    r"|[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]*){0,4}(?:, ?\w+\.? \d{1,2}(?:st|nd|rd|th)?\.?)?\s+(?:--?|[–—])\s+"
    r"|[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]*){0,4}?, ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:, \d{4})?\.\s+(?=[\"“A-Z])"
    r"|[A-Z][\w-]+(?: [A-Z][\w-]+){0,2} / (?=[A-Z])"
)
"""The place and agency with which a story begins: "BEIRUT (Reuters) -", "Kyra News / "."""
_EDGE: Final = ",;:–—-"
_STAMP: Final = re.compile(
    r"(?:[01]?\d|2[0-3])(?:[:h][0-5]\d|\.[0-5]\d(?=\s?[ap]\.?m\b|\s[A-Z]{2,4}\b))"
    r"(?:\s?[ap]\.?m\.?)?(?:\s(?:[A-Z]{1,3}T|UTC))?\s*[-–—:|]?\s+(?=\S)"
)
"""The time with which an entry of a live blog begins: "14:32", "2.05pm BST:"."""
_BULLET: Final = re.compile(r"(?:>+|[-–—*•·▪●])\s+(?=\S)")
_LOOSE_END: Final = re.compile(
    r"(?:,\s+(?:an?|the|something|one)\s+(?:\w+\s+){0,2}(?:that|which|who)|,?\s+(?:which|who))\Z"
)
"""The beginning of a relative clause in which somebody else speaks: "P, a charge which" + "the army denied"."""
_LAST_JOINT: Final = re.compile(r",?\s+(?:and|but)\Z")
_HANGING: Final = frozenset(
    {"of", "for", "with", "from", "at", "into", "during", "has", "have", "had", "is", "was", "were", "are"}
)
"""Words that end no clause: prepositions and auxiliaries; "in", "on" and "to" may."""
_CLAUSE_END: Final = re.compile(r"[,;:()\"“”«»\n]|\.(?=\s|\Z)|\s(?:according|said|says)\b")
_FAR: Final = 90
_FEW: Final = 8
"""Words that are added at most."""
_LONGEST_END: Final = 60
_ENTITY_LENGTH: Final = 8


def merge_spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in order, those joined that overlap or have only white space between them."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and (span.start <= merged[-1].end or not text[merged[-1].end : span.start].strip()):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _with_entities(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` with the whole of a quotation mark that stands as in HTML at its ends: "&quot;"."""
    if "&" not in text[max(0, start - _ENTITY_LENGTH) : end]:
        return start, end
    for mark in ENTITY_MARK.finditer(text, max(0, start - _ENTITY_LENGTH), min(len(text), end + _ENTITY_LENGTH)):
        if mark.start() < start <= mark.end():
            start = mark.start()
        if mark.start() < end <= mark.end():
            end = mark.end()
    return start, end


def without_opening(page: Page, span: Span) -> Span:
    """``span`` without what of it lies in the dateline of its sentence, or in the time before an entry of a live blog."""
    start, end = span
    if not page.sentences:
        return span
    sentence = page.sentences[page.sentence_at(start)]
    if stamp := _STAMP.match(page.text, sentence.start):
        on_line = sentence.start == 0 or page.text[sentence.start - 1] == "\n"
        return Span(max(start, min(stamp.end(), end)), end) if on_line else span
    dateline = DATELINE.match(page.text, *sentence)
    if dateline is None or not start < dateline.end() < sentence.end:
        return span
    return Span(min(dateline.end(), end), end)


def trim_content(page: Page, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Content without a dateline before it and separators at its ends; "that" stays, as corpora annotate it."""
    text = page.text
    kept: list[Span] = []
    for span in spans:
        start, end = without_opening(page, span)
        if bullet := _BULLET.match(text, start, end):
            start = bullet.end() if start == 0 or text[start - 1] == "\n" else start
        while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
            end -= 1
        tail = max(start, end - _LONGEST_END)
        if (loose := _LOOSE_END.search(text, tail, end)) and not page.is_quoted(Span(end - 1, end)):
            end = loose.start()
        if (joint := _LAST_JOINT.search(text, start, end)) and not page.is_quoted(Span(end - 1, end)):
            end = joint.start()  # "he was drunk and" + "said sorry"
        start, end = _with_entities(text, start, end)
        while start < end and (text[start].isspace() or text[start] in ",;:"):
            start += 1
        if any(map(str.isalnum, text[start:end])):
            kept.append(Span(start, end))
    return merge_spans(text, kept)


def whole_ends(page: Page, relation: Relation, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """``content``, where it ends in a word that ends no clause, with the words behind up to the next mark.

    "rejected" + "it out of" goes on over "hand". Nothing is added where source, cue or other content is near.
    """
    if not content or not relation.cue or page.is_quoted(Span(content[-1].end - 1, content[-1].end)):
        return content
    start, end = content[-1]
    language = page.lexicon.language
    inside = page.between(start, end)
    last = page.words[inside[-1]] if inside else ""
    hanging = language.determiners - language.pronouns | _HANGING
    if last not in hanging or page.ends[inside[-1]] != end or start < max(s.end for s in relation.cue):
        return content
    stop = next((m.start() for m in _CLAUSE_END.finditer(page.text, end, end + _FAR)), None)
    if stop is None or any(end <= s.start < stop for s in (*relation.source, *relation.cue)):
        return content
    behind = page.between(end, stop)
    more = Span(start, page.ends[behind[-1]]) if 0 < len(behind) <= _FEW else None
    return (*content[:-1], more) if more and not page.is_quoted(Span(end, more.end)) else content
