"""A text with what is known about it, and how to rewrite it without losing track of a single offset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

__all__ = ["Example", "Mark", "Part", "Relation", "Spans", "bare_names", "compose"]

Spans = tuple[tuple[int, int], ...]
Role = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class Relation:
    """One gold attribution; half-open code-point spans in ``Example.text``."""

    source: Spans
    cue: Spans
    content: Spans

    def spans(self) -> Spans:
        """All spans of all roles."""
        return self.source + self.cue + self.content


@dataclass(slots=True)
class Example:
    """A text and its gold layers. What a corpus does not say is *unknown*, which is not the same as absent."""

    text: str
    sentences: list[tuple[int, int]]
    outer: list[Relation] = field(default_factory=list)
    inner: list[Relation] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    attribution_known: bool = True
    inner_unknown: list[tuple[int, int]] = field(default_factory=list)
    """Stretches whose inner attributions nobody annotated: the contents of outer ones."""
    entity_unknown: list[tuple[int, int]] = field(default_factory=list)
    entity_weight: float = 1.0


def bare_names(
    text: str, names: Iterable[tuple[int, int, str]], types: frozenset[str] | None = None
) -> Iterator[tuple[int, int, str]]:
    """Names without a leading "the" and a final "'s", on whose being part of a name corpora differ; of ``types`` only."""
    for start, end, kind in names:
        if types is None or kind in types:
            begin = start + 4 if text[start : start + 4].lower() == "the " else start
            yield begin, (end - 2 if text[begin:end].endswith(("'s", "’s")) else end), kind


@dataclass(frozen=True, slots=True)
class Mark:
    """That a part plays ``role`` in the new relation ``key`` of ``layer``, or is an entity of type ``role``."""

    key: int
    role: str
    layer: Literal["outer", "inner", "entity"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a rewritten text: new words, or a stretch of the old text."""

    text: str = ""
    copy: tuple[int, int] | None = None
    lower: bool = False
    """Write the first letter of the copied stretch small."""
    marks: tuple[Mark, ...] = ()
    nested: bool = False
    """The copied stretch now stands inside a new content: its outer relations become inner ones."""
    sentence: bool = False
    """A new sentence begins here."""
    instead_of: tuple[int, int] | None = None
    """The old stretch whose place ``text`` takes, with whatever roles it had."""


def compose(example: Example, parts: Sequence[Part]) -> Example:
    """Rewrite ``example`` as the concatenation of ``parts``; all layers follow the copied stretches.

    A relation whose spans are not all copied is dropped, and its stretch counts as it stands.
    """
    pieces: list[str] = []
    copies: list[_Copy] = []
    marked: dict[tuple[str, int], dict[str, list[tuple[int, int]]]] = {}
    sentences: list[int] = []
    new = Example("", [], attribution_known=example.attribution_known, entity_weight=example.entity_weight)
    length = 0
    for part in parts:
        if part.copy is None:
            words = part.text
            if part.instead_of:
                copies.append(_Copy(*part.instead_of, length, length + len(words), nested=False))
                new.entity_unknown.append((length, length + len(words)))
        else:
            old_start, old_end = part.copy
            words = example.text[old_start:old_end]
            if part.lower and words[:1].lower() != words[:1] and len(words[:1].lower()) == 1:
                words = words[:1].lower() + words[1:]
            copies.append(_Copy(old_start, old_end, length, length + len(words), nested=part.nested))
        if part.sentence:
            sentences.append(length)
        span = (length, length + len(words))
        for mark in part.marks:
            if mark.layer == "entity":
                new.entities.append((*span, mark.role))
            else:
                marked.setdefault((mark.layer, mark.key), {}).setdefault(mark.role, []).append(span)
        pieces.append(words)
        length = span[1]
    new.text = "".join(pieces)
    _carry(example, new, copies)
    for (layer, _), roles in marked.items():
        relation = Relation(*(_merge(roles.get(role, [])) for role in ("source", "cue", "content")))
        (new.outer if layer == "outer" else new.inner).append(relation)
    new.sentences = _sentences(example, new, copies, sentences)
    return new


class _Copy(NamedTuple):
    """Where a stretch of the old text went."""

    old_start: int
    old_end: int
    start: int
    end: int
    nested: bool

    def at(self, old: int) -> int | None:
        """New place of an old offset; of a stretch that was exchanged only its two ends have one."""
        if old == self.old_end:
            return self.end
        if self.old_end - self.old_start == self.end - self.start:
            return old - self.old_start + self.start
        return self.start if old == self.old_start else None


def _merge(spans: Iterable[tuple[int, int]]) -> Spans:
    """Sorted spans, touching ones joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start == end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _carry(old: Example, new: Example, copies: list[_Copy]) -> None:  # noqa: C901 - one layer after the other
    """Move the layers of ``old`` to where their stretches went."""
    import bisect

    order = sorted(copies)
    begins = [c.old_start for c in order]

    def place(start: int, end: int) -> tuple[int, int, bool] | None:
        """New place of an old span that was copied, maybe over several neighbouring copies."""
        first = bisect.bisect_right(begins, start) - 1
        last = bisect.bisect_left(begins, end) - 1
        if first < 0 or last < first:
            return None
        a, b = order[first], order[last]
        if start >= a.old_end or end > b.old_end:
            return None
        new_start, new_end = a.at(start), b.at(end)
        if new_start is None or new_end is None or new_end <= new_start:
            return None
        return new_start, new_end, a.nested or b.nested

    for layer in ("outer", "inner"):
        for relation in getattr(old, layer):
            placed = [[place(*span) for span in role] for role in (relation.source, relation.cue, relation.content)]
            if any(p is None for role in placed for p in role):
                continue
            nested = layer == "inner" or any(p[2] for role in placed for p in role if p)
            moved = Relation(*(_merge((p[0], p[1]) for p in role if p) for role in placed))
            (new.inner if nested else new.outer).append(moved)
    for start, end, kind in old.entities:
        where = place(start, end)
        if where and where[1] - where[0] == end - start:
            new.entities.append((where[0], where[1], kind))
    for field_name in ("inner_unknown", "entity_unknown"):
        getattr(new, field_name).extend(
            w[:2]
            for w in (place(*s) for s in getattr(old, field_name))
            if w and not (field_name == "inner_unknown" and w[2])
        )


def _sentences(old: Example, new: Example, copies: list[_Copy], starts: list[int]) -> list[tuple[int, int]]:
    """Sentence bounds of the new text: the old ones where they were copied, the new ones where marked."""
    import bisect

    begins = set(starts)
    old_starts = [s for s, _ in old.sentences]
    for copy in copies:
        if not copy.nested:
            for i in range(
                bisect.bisect_left(old_starts, copy.old_start), bisect.bisect_left(old_starts, copy.old_end)
            ):
                moved = copy.at(old_starts[i])
                if moved is not None:
                    begins.add(moved)
    ordered = sorted(begins)
    result = []
    for start, following in zip(ordered, [*ordered[1:], len(new.text)], strict=True):
        stretch = new.text[start:following]
        stripped = stretch.strip()
        if stripped:
            lead = len(stretch) - len(stretch.lstrip())
            result.append((start + lead, start + lead + len(stripped)))
    return result
