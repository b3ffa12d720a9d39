"""Cuts a text into segments at every border of a marked span, so that overlapping marks can be drawn.

HTML elements nest, attributions overlap: each segment therefore carries all attributions and roles that it belongs to.
All offsets are half-open code points; the cutting is done here, because a browser's script counts UTF-16 units.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from claimgraph.records import Attribution, DateFinding, Sentence, SentenceLabel, Span, union_length

__all__ = ["Member", "Paragraph", "Role", "Run", "Segment", "cut_line", "cut_text"]

Role = Literal["s", "q", "c"]
"""Source, cue (the word by which it is quoted) and content."""

_RANK: Mapping[Role, int] = {"q": 0, "s": 1, "c": 2}
_LINE_END = re.compile(r"(?:\r\n?|\n)\s*")
_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*")


class Member(NamedTuple):
    """One role of one attribution; ``number`` is its place among the attributions handed in."""

    number: int
    role: Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text within which nothing begins or ends."""

    start: int
    end: int
    members: tuple[Member, ...] = ()
    """All that it belongs to, the one to show first before the others."""
    main: int = 0
    """How many of the first members are shown together: conjoined sources share cue and content."""
    date: DateFinding | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """The segments of one sentence (or of its part in one paragraph); null label: the space between sentences."""

    sentence: int | None
    label: SentenceLabel | None
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, its line break included; a hard-wrapped text is cut at blank lines only."""

    runs: tuple[Run, ...]


class _Order(NamedTuple):
    """What decides which attribution of a segment is shown first: its cue, then the innermost, then the shortest."""

    rank: int
    outside: int
    length: int


def _orders(attributions: Sequence[Attribution]) -> dict[Member, _Order]:
    """For each role of each attribution the key by which the members of a segment are sorted."""
    number = {made.id: index for index, made in enumerate(attributions)}
    found: dict[Member, _Order] = {}
    for index, made in enumerate(attributions):
        depth, seen, above = 0, {made.id}, made.parent
        while above in number and above not in seen:
            seen.add(above)
            depth, above = depth + 1, attributions[number[above]].parent
        length = union_length(made.content)
        for role, rank in _RANK.items():
            found[Member(index, role)] = _Order(rank, -depth, length)
    return found


def _inside(spans: Iterable[tuple[int, int]], size: int) -> list[Span]:
    """``spans`` clipped to the text, sorted, joined where they touch; empty ones left out."""
    joined: list[Span] = []
    for low, high in sorted((max(0, low), min(size, high)) for low, high in spans):
        if low >= high:
            continue
        if joined and low <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(high, joined[-1].end))
        else:
            joined.append(Span(low, high))
    return joined


def cut_line(
    size: int,
    attributions: Sequence[Attribution],
    dates: Sequence[DateFinding] = (),
    cuts: Iterable[int] = (),
) -> list[Segment]:
    """Segments that cover ``[0, size)`` without gap or overlap; ``cuts`` are further places to cut at."""
    begin: dict[int, list[Member]] = defaultdict(list)
    finish: dict[int, list[Member]] = defaultdict(list)
    for number, made in enumerate(attributions):
        roles: tuple[tuple[Role, tuple[Span, ...]], ...] = (("s", made.source), ("q", made.cue), ("c", made.content))
        for role, spans in roles:
            for low, high in _inside(spans, size):
                begin[low].append(Member(number, role))
                finish[high].append(Member(number, role))
    dated: dict[int, DateFinding] = {}
    reached = 0
    borders = {0, size, *begin, *finish, *(cut for cut in cuts if 0 < cut < size)}
    for date in sorted(dates, key=lambda d: (d.start, d.end)):
        low, high = max(date.start, reached), min(date.end, size)
        if low < high:  # of two that overlap the later keeps what is left
            dated[low] = date
            reached = high
            borders |= {low, high}
    order = _orders(attributions)
    active: dict[Member, None] = {}
    current: DateFinding | None = None
    segments: list[Segment] = []
    ranked = sorted(borders)
    for low, high in pairwise(ranked):
        for member in finish.get(low, ()):
            active.pop(member, None)
        for member in begin.get(low, ()):
            active[member] = None
        if current is not None and low >= current.end:
            current = None
        current = dated.get(low, current)
        members = tuple(sorted(active, key=lambda m: (order[m], m.number)))
        main = sum(order[m] == order[members[0]] for m in members)
        segments.append(Segment(low, high, members, main, current))
    return segments


def cut_text(
    text: str, sentences: Sequence[Sentence], attributions: Sequence[Attribution], dates: Sequence[DateFinding]
) -> list[Paragraph]:
    """The whole text as paragraphs of runs of segments; joined in order, the segments are the text."""
    wrapped = any("\n" in text[s.start : s.end].strip() for s in sentences)
    breaks = {m.end() for m in (_BLANK_LINE if wrapped else _LINE_END).finditer(text)} - {len(text)}
    runs = _sentence_runs(len(text), sentences)
    cuts = breaks | {low for low, _, _ in runs}
    segments = cut_line(len(text), attributions, dates, cuts)
    starts = [low for low, _, _ in runs]
    paragraphs: list[Paragraph] = []
    done: list[Run] = []
    held: list[Segment] = []
    place = -1
    for segment in segments:
        here = bisect_right(starts, segment.start) - 1
        if held and (here != place or segment.start in breaks):
            done.append(Run(runs[place][1], runs[place][2], tuple(held)))
            held = []
        if done and segment.start in breaks:
            paragraphs.append(Paragraph(tuple(done)))
            done = []
        place = here
        held.append(segment)
    if held:
        done.append(Run(runs[place][1], runs[place][2], tuple(held)))
    if done:
        paragraphs.append(Paragraph(tuple(done)))
    return paragraphs


def _sentence_runs(size: int, sentences: Sequence[Sentence]) -> list[tuple[int, int | None, SentenceLabel | None]]:
    """Where each sentence and each stretch between sentences starts: (start, index of the sentence, label)."""
    runs: list[tuple[int, int | None, SentenceLabel | None]] = []
    reached = 0
    for index, sentence in sorted(enumerate(sentences), key=lambda pair: pair[1].start):
        low, high = max(sentence.start, reached), min(sentence.end, size)
        if low >= high:
            continue
        if low > reached:
            runs.append((reached, None, None))
        runs.append((low, index, sentence.label))
        reached = high
    if reached < size:
        runs.append((reached, None, None))
    return runs
