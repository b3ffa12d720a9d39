"""What stands within quotation marks, and whether a content is quoted, reported or both."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from claimgraph.records import Quotation, Span

__all__ = ["ENTITY_MARK", "find_quotations", "quotation_of"]

_OPENING: Final = "“„«``「『"
_DOUBLE: Final = '“”"«»„‟〝〞＂‹›「」『』'
_ENTITIES: Final = {
    "&quot;": '"',
    "&#34;": '"',
    "&ldquo;": "“",
    "&rdquo;": "”",
    "&#8220;": "“",
    "&#8221;": "”",
    "&laquo;": "«",
    "&raquo;": "»",
}
"""Marks that were left as they stand in HTML."""
_INCHES: Final = re.compile(r"\d\s?['’′]\s?\d{1,2}\s?(?:[\"”″]|''|’’)")
"""Feet and inches, whose marks quote nothing."""
_DASH: Final = re.compile(r"[-–—―]\s*(?=\w)")
_DASH_BEFORE_CUE: Final = re.compile(r"[,.!?…]\s*[-–—―]\s")
_QUOTE_LINE: Final = re.compile(r">+\s*")
_IN_PERSON: Final = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Mm]e|[Uu]s)\b|[!?]")
"""What tells that words behind a dash are spoken, and no item of a list."""
_NAME_WORDS: Final = 4
ENTITY_MARK: Final = re.compile(r"&(?:quot|ldquo|rdquo|laquo|raquo|#34|#822[01]);")
_MARK: Final = re.compile(rf"{ENTITY_MARK.pattern}|''|``|[“”\"«»„‟〝〞＂‹›「」『』]|(?<!['‘’`])['‘’‚](?!['‘’`])")
_APOSTROPHES: Final = "'‘’‚"
_MIN_SINGLE_WORDS: Final = 3
"""Single marks round fewer words are names or scare quotes where the text also has double marks."""
_DIRECT_SHARE: Final = 0.9


def _opens(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether a mark stands where an opening mark does: after a space or bracket, before a word."""
    before = text[start - 1] if start > first else " "
    after = text[end] if end < last else " "
    if after.isspace():  # two marks are set apart: "‘ “We were lost,” he told me,’"
        return before.isspace() and text[end + 1 : end + 2] in tuple(_DOUBLE) and start + 1 == end
    return (before.isspace() or before in "([{—–-/\"“‘'«‹:") and after not in ",;:!?)"


def _shuts(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether a mark stands where a closing mark does: after a word or stop, not after a space."""
    before = text[start - 1] if start > first else " "
    after = text[end] if end < last else " "
    if before.isspace() or before in "([{":
        return False
    return not after.isalnum()


class _Reader:
    """Reads the marks of one paragraph, left to right, with one open mark of each size at most."""

    def __init__(self, text: str, first: int, last: int) -> None:
        self.text, self.first, self.last = text, first, last
        self.open_double = -1
        self.open_single = -1
        self.found: list[tuple[Span, bool]] = []
        self.unclosed: list[int] = []

    def read(self) -> None:
        inches = [m.span() for m in _INCHES.finditer(self.text, self.first, self.last)]
        for match in _MARK.finditer(self.text, self.first, self.last):
            if any(start <= match.start() < end for start, end in inches):
                continue
            if match[0] in _APOSTROPHES:
                self._single(match.start(), match.end())
            else:
                self._double(_ENTITIES.get(match[0], match[0]), match.start(), match.end())
        if self.open_double >= 0:
            self.unclosed.append(self.open_double)

    def _double(self, mark: str, start: int, end: int) -> None:
        opens = _opens(self.text, start, end, self.first, self.last)
        shuts = _shuts(self.text, start, end, self.first, self.last)
        if mark in "„«``" and opens:
            shuts = False
        if self.open_double < 0:
            if shuts and not opens and self.open_single >= 0 and mark in '”"':
                self.found.append((Span(self.open_single, end), True))  # "‘We lost everything,”"
                self.open_single = -1
                return
            run_on = not shuts and end < self.last and self.text[end].isalnum()  # 'over."We'
            if opens or run_on or (mark in _OPENING and not shuts):
                self.open_double = start
        elif shuts or (not opens and mark not in _OPENING):
            self.found.append((Span(self.open_double, end), True))
            self.open_double = -1
        elif (opens and mark in _OPENING) or (
            opens and start > self.first and mark in '"”' and self.text[start - 1].isspace()
        ):  # the one before was never closed
            self.unclosed.append(self.open_double)
            self.open_double = start

    def _shuts_later(self, at: int) -> bool:
        """Whether the next single mark after ``at`` that is no apostrophe within a word closes."""
        for match in _MARK.finditer(self.text, at, self.last):
            start, end = match.span()
            if match[0] not in _APOSTROPHES:
                continue
            if not (self.text[start - 1].isalnum() and self.text[end : end + 1].isalnum()):
                return _shuts(self.text, start, end, self.first, self.last)
        return False

    def _single(self, start: int, end: int) -> None:
        text = self.text
        before = text[start - 1] if start > self.first else " "
        after = text[end] if end < self.last else " "
        if before.isalnum() and after.isalnum():
            return  # an apostrophe, whatever its shape: "Mayadeen‘s"
        if self.open_single < 0:
            if _opens(text, start, end, self.first, self.last) and not after.isdigit():
                self.open_single = start
        elif (
            before == "s"
            and after == " "
            and text[end + 1 : end + 2].islower()
            and (text[start] != "’" or self._shuts_later(end))
        ):
            return  # more likely a possessive: "the rebels' base"
        elif _shuts(text, start, end, self.first, self.last):
            self.found.append((Span(self.open_single, end), False))
            self.open_single = -1


def _dash_speech(text: str, first: int, last: int) -> Span | None:
    """What a dash at the beginning of a paragraph opens: speech up to the next dash behind a comma, else all of it.

    Only where somebody speaks in his own person, or a dash stands before the cue; else it is an item of a list.
    """
    if not (dash := _DASH.match(text, first, last)):
        return None
    if before_cue := _DASH_BEFORE_CUE.search(text, dash.end(), last):
        return Span(dash.end(), before_cue.start() + 1)
    return Span(dash.end(), last) if _IN_PERSON.search(text, dash.end(), last) else None


def _is_title(text: str, quotation: Span) -> bool:
    """Whether the marks hold a name: a few words, each with a capital, and no stop: 'the "Black Book"'."""
    words = text[quotation.start : quotation.end].strip("\"'“”‘’«»„‟`").split()
    return (
        1 < len(words) <= _NAME_WORDS
        and all(w[0].isupper() for w in words)
        and words[-1][-1].isalnum()
        and not text[: quotation.start].rstrip().endswith((":", ".", "\n"))
        and quotation.start > 0
    )


def find_quotations(text: str, paragraphs: tuple[Span, ...], sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """The stretches of ``text`` within quotation marks, marks included, in order, none inside another.

    A quotation that is not closed in its paragraph runs to the paragraph's end if the next paragraph opens
    again, else to the end of the sentence in which it opened; it never reaches further. Single marks count
    where the text has no double ones, or round three words and more.
    """
    spans: list[tuple[Span, bool]] = []
    sentence_starts = [s.start for s in sentences]
    for number, (first, last) in enumerate(paragraphs):
        if line := _QUOTE_LINE.match(text, first, last):
            spans.append((Span(line.end(), last), True))
            continue
        reader = _Reader(text, first, last)
        reader.read()
        if not reader.found and (spoken := _dash_speech(text, first, last)):
            spans.append((spoken, True))
        spans += reader.found
        begins = sorted({s.start for s, _ in reader.found} | set(reader.unclosed))
        for start in reader.unclosed:
            follows = number + 1 < len(paragraphs) and text[paragraphs[number + 1].start] in _DOUBLE + "'`"
            at = bisect_right(sentence_starts, start) - 1
            stop = sentences[at].end if at >= 0 else last
            after = bisect_right(begins, start)
            later = begins[after : after + 1]
            if follows and not later:
                spans.append((Span(start, last), True))
            else:
                spans.append((Span(start, min([stop, *later])), True))
    double = any(is_double for _, is_double in spans)
    kept = [
        span
        for span, is_double in spans
        if is_double or not double or len(text[span.start : span.end].split()) >= _MIN_SINGLE_WORDS
    ]
    outer: list[Span] = []
    for span in sorted(kept, key=lambda s: (s.start, -s.end)):
        if not outer or span.start >= outer[-1].end:
            outer.append(span)
    return tuple(outer)


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def quotation_of(text: str, content: tuple[Span, ...], quotations: tuple[Span, ...], starts: list[int]) -> Quotation:
    """How far ``content`` is quoted; ``starts`` are those of ``quotations``.

    ``direct`` where it begins within quotation marks and nine tenths of its letters and digits stand there,
    ``indirect`` where none does, else ``mixed``.
    """
    inside = total = 0
    whole = Span(content[0].start, content[-1].end)
    for start, end in content:
        total += _letters(text, start, end)
        at = max(0, bisect_right(starts, start) - 1)
        for quotation in quotations[at:]:
            if quotation.start >= end:
                break
            low, high = max(start, quotation.start), min(end, quotation.end)
            if low < high and not (whole.start < low and high < whole.end and _is_title(text, quotation)):
                inside += _letters(text, low, high)
    if not inside:
        return "indirect"
    first = content[0].start
    at = bisect_right(starts, first) - 1
    begins = at >= 0 and quotations[at].end > first
    return "direct" if begins and inside >= _DIRECT_SHARE * total else "mixed"
