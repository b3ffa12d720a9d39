"""Where sentences begin and end: at line breaks, and at stops that close a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from claimgraph.records import Language, Span

__all__ = ["find_paragraphs", "split_text"]

_LINE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP: Final = re.compile(
    r"[.!?…。！？]+"  # the stop itself
    r"(?P<close>(?:''|[\"'”’»“)\]}*]|\[\d{1,3}\])*(?:\s(?:''|”)(?=\s))?)"  # marks that belong to the sentence it ends
    r"(?P<space>\s*)"
)
_OPENING: Final = re.compile(r"(?:''|``|[\"'“”‘’«„(\[{¿¡*•–—-]|\s)*")
_LAST_WORD: Final = re.compile(r"[^\s\"'“”‘’«»„()\[\]{}/–—]+\Z")
_DATELINE: Final = re.compile(
    r"[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]*){0,4}?"
    r"(?:,? (?P<month>\w{3,9})\.? \d{1,2}(?:st|nd|rd|th)?)?(?:,? (?:19|20)\d\d)?(?P<agency>[., ]*/[A-Z][\w ]+/)?"
)
"""A dateline whose parts end in stops: "MOSCOW, June 11. /TASS/. The ..."."""
_PLACE_AND_DAY: Final = re.compile(r"(?:[A-Z][\w'’-]*[ ,]+){1,5}?(?P<month>\w{3,9})\.? \d{1,2}(?:st|nd|rd|th)?")
_BEGINNING: Final = re.compile(r"(?:\A|[.!?:;\"“”])\s*(?:On\s+)?\Z")
_DOTTED: Final = re.compile(r"\w(?:\.\w)+\Z")
_WINDOW: Final = 40
"""Code points looked at before a stop; longer words are no abbreviations."""
_WRAPPED_LINES: Final = 6
_WRAP_WIDTHS: Final = (50, 95)


@lru_cache(maxsize=8)
def _sets(code: str, never: frozenset[str], closing: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Abbreviations (of the language ``code``) without their last stop: never at an end, perhaps at an end."""
    del code
    return frozenset(w.rstrip(".") for w in never) - closing, closing


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Many lines of one width that break off in the middle of a sentence."""
    if len(lines) < _WRAPPED_LINES:
        return False
    inner = [a for a, b in pairwise(lines) if a and b]
    if len(inner) < _WRAPPED_LINES - 1 or 2 * len(inner) < len([x for x in lines if x]):
        return False
    low, high = _WRAP_WIDTHS
    widths = sorted(len(x) for x in inner)
    median = widths[len(widths) // 2]
    similar = sum(median - 16 <= w <= median + 10 for w in widths)
    broken = sum(x[-1] not in ".!?:;”\"'’)" for x in inner)
    return low <= median <= high and 5 * similar >= 4 * len(inner) and 10 * broken >= 6 * len(inner)


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """The lines of ``text`` that hold something; in a hard-wrapped text its blocks between blank lines.

    Offsets are code points; white space at the ends is cut. Time is linear.
    """
    found = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    if "\n" not in text or not _is_hard_wrapped([line.strip() for line in text.split("\n")]):
        return tuple(span for start, end in found if (span := _trim(text, start, end)).start < span.end)
    blocks: list[Span] = []
    glue = False
    for start, end in found:
        span = _trim(text, start, end)
        if span.start == span.end:
            glue = False
            continue
        breaks = text.count("\n", blocks[-1].end, span.start) if blocks else 2
        if glue and breaks < 2:
            blocks[-1] = Span(blocks[-1].start, span.end)
        else:
            blocks.append(span)
        glue = True
    return tuple(blocks)


def _trim(text: str, start: int, end: int) -> Span:
    """``[start, end)`` without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _closes(text: str, stop: re.Match[str], first: int, last: int, language: Language) -> bool:
    """Whether the stop ends a sentence of the paragraph ``[first, last)``."""
    here, after = stop.start(), stop.end()
    mark, close = text[here], stop["close"]
    if not stop["space"]:  # "over.”The" and "over.“The" lack a space; "3.5" and "a.m" do not end
        if text[after] == "“" and text[here - 1].islower():
            return text[after + 1 : after + 2].isupper()
        return bool(close) and text[after].isupper() and text[after - 1] in '”"»)' and text[here - 1] != "("
    opening = _OPENING.match(text, after, last)
    begin = opening.end() if opening else after
    head = text[begin : begin + 1]
    if not head:
        return True
    if head.islower() or head in ",;:.?!&":
        return False
    run = here + 1 < len(text) and text[here + 1] == "."
    if mark in "!?。！？":
        return head.isupper() or head.isdigit() or begin > after or not head.isalnum()
    if run or mark == "…":  # an ellipsis: only before a capital
        return head.isupper() or begin > after
    if close and close[0] in ")]" and _LAST_WORD.search(text, max(first, here - _WINDOW), here) is None:
        return True
    return _full_stop_closes(text, here, (begin, after, first), language, quoted=bool(close))


def _in_dateline(head: str, language: Language, *, dash: bool) -> bool:
    """Whether ``head``, with which a paragraph begins, is all dateline; before a dash no capitals are asked for."""
    if found := _DATELINE.fullmatch(head):
        return bool(found["agency"]) or (found["month"] or "").lower() in language.months
    placed = _PLACE_AND_DAY.fullmatch(head) if dash else None
    return placed is not None and placed["month"].lower() in language.months


def _full_stop_closes(text: str, here: int, bounds: tuple[int, int, int], language: Language, *, quoted: bool) -> bool:
    """Whether a single full stop at ``here`` ends a sentence, by the word before and the word after."""
    begin, after, first = bounds
    if here - first <= _WINDOW and _in_dateline(text[first:here], language, dash=text[after] in "-–—"):
        return False
    never, closing = _sets(language.code, language.abbreviations, language.closing_abbreviations)
    found = _LAST_WORD.search(text, max(first, here - _WINDOW), here)
    word = found[0] if found else ""
    lower = word.lower().replace("\u2019", "'")
    follow = text[begin : begin + 24]
    next_word = re.split(r"[^\w'’]", follow, maxsplit=1)[0].lower()
    starter = next_word in language.sentence_starters or begin > after
    if quoted or not word:
        return True
    if lower in closing or _DOTTED.match(word):
        return starter and text[begin].isupper()
    if lower in never:
        if lower in {"no", "nos"}:  # "No. 5", but "He said no. Then"
            return not text[begin].isdigit()
        if lower in language.weekdays:  # "he sat. Ann", "on Wed. The", but "On Wed. The Kyra Times said"
            opens = _BEGINNING.search(text[max(first, here - _WINDOW) : here - len(word)])
            return word.islower() or (starter and not opens)
        return starter and lower in language.months  # "in Oct. The"
    if len(word) == 1 and word.isalpha() and word.isupper():  # an initial: "George W. Bush"
        return next_word in language.sentence_starters
    return not (word.isdigit() and here - len(word) == first)  # the number of a list item: "1. Water"


def _split_paragraph(text: str, paragraph: Span, language: Language) -> list[Span]:
    """The sentences of one paragraph."""
    spans: list[Span] = []
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if stop.end() >= paragraph.end:
            break
        if not _closes(text, stop, paragraph.start, paragraph.end, language):
            continue
        end = stop.start("space")
        if end == stop.end() and text[end - 1] == '"' and text.count('"', start, end) % 2:
            end = stop.start() + 1  # 'over."We': the mark opens what follows
        spans.append(_trim(text, start, end))
        start = max(end, stop.end()) if stop["space"] else end
    spans.append(_trim(text, start, paragraph.end))
    return [span for span in spans if span.start < span.end]


def split_text(text: str, language: Language) -> tuple[Span, ...]:
    """The sentences of ``text``, in order, trimmed of white space.

    Every code point that is not white space lies in exactly one span. Lines are never joined, unless the
    text is plainly hard-wrapped (then blank lines part paragraphs). Time is linear in the length of the text.
    """
    return tuple(span for paragraph in find_paragraphs(text) for span in _split_paragraph(text, paragraph, language))
