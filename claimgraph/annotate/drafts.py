"""Relations of the model made ready: trimmed, conjoined sources apart, and who stands inside whom."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from claimgraph.annotate.extents import merge_spans, trim_content, whole_ends, without_opening
from claimgraph.annotate.mend import mend_relations
from claimgraph.annotate.overlap import Overlaps
from claimgraph.annotate.words import Page
from claimgraph.records import (
    Access,
    AttributionKind,
    Decoded,
    HedgeHolder,
    Quotation,
    Relation,
    ScoredSpan,
    Span,
    Stance,
    hull,
    union_length,
)

__all__ = ["Board", "Draft", "first_verb", "is_under", "read_relations"]

_CONJUNCTION: Final = re.compile(r"\s*(?:,|,?\s*(?:and|or|as well as|along with|&))\s*\Z")
_JOINT: Final = re.compile(r",?\s+and\s+|,\s+")
_INDEFINITE: Final = (["a"], ["an"], ["another"])
_THEIR: Final = frozenset({"his", "her", "their"})
_TITLE_WORDS: Final = 4
"""Words of the longest title before a name."""
_PERSON: Final = frozenset({"person"})
_ARTICLES: Final = ("", "the")
_SPEAKERS: Final = frozenset({"person", "organization"})
_CUES_BACK: Final = 4
"""Cues before a place that are looked at for an overlap; cues hardly ever overlap one another."""
_WORDS_BEFORE: Final = 24
"""Code points before a source in which the two words of "according to" are looked for."""
_APOSTROPHES: Final = "'’‘"
_WHO: Final = frozenset({"who", "which"})
_PHRASE_STOP: Final = re.compile(r"[,;:.()\"“”\n]")
_FEW_WORDS: Final = 4
_ASIDES: Final = (",", "–", "—", "(")


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution while it is being made."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    source_confidence: float = 0.0
    kind: AttributionKind = "claim"
    stance: Stance = "asserts"
    hedge_holder: HedgeHolder | None = None
    quotation: Quotation = "indirect"
    access: Access = "unstated"
    access_words: tuple[Span, ...] = ()
    parent: Draft | None = None
    relays: list[Draft] = field(default_factory=list)
    """Those that this one passes on: B in "A, citing B"."""

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Where it stands in the text: by cue, else by content."""
        first = self.cue or self.content
        where = hull(first)
        return (where.start, where.end, self.source[0].start if self.source else -1, self.content[0].start)


def is_under(draft: Draft, other: Draft) -> bool:
    """Whether ``draft`` lies inside ``other``, so that it cannot hold it."""
    at: Draft | None = draft
    while at is not None and at is not other:
        at = at.parent
    return at is other


class Board:
    """The drafts of one text, and which of them have content in which sentence."""

    def __init__(self, page: Page, drafts: Iterable[Draft] = ()) -> None:
        self.page = page
        self.drafts: list[Draft] = []
        self.by_sentence: dict[int, list[Draft]] = defaultdict(list)
        self._cues: list[tuple[int, int, int]] = []
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Take in ``draft``."""
        self.drafts.append(draft)
        for span in draft.cue:
            insort(self._cues, (span.start, span.end, len(self.drafts) - 1))
        for number in self._touched(draft.content + draft.cue):
            self.by_sentence[number].append(draft)

    def extend(self, draft: Draft, span: Span) -> None:
        """Let the content of ``draft`` cover ``span`` too."""
        draft.content = merge_spans(self.page.text, (*draft.content, span))
        for number in self.page.sentences_of(span):
            if draft not in self.by_sentence[number]:
                self.by_sentence[number].append(draft)

    def _touched(self, spans: tuple[Span, ...]) -> dict[int, None]:
        return dict.fromkeys(number for span in spans for number in self.page.sentences_of(span))

    def cue_at(self, span: Span) -> Draft | None:
        """The draft, if any, whose cue overlaps ``span``."""
        at = bisect_left(self._cues, (span.end, -1, -1))
        for _, end, number in reversed(self._cues[max(0, at - _CUES_BACK) : at]):
            if end > span.start:
                return self.drafts[number]
        return None

    def drop(self, draft: Draft) -> None:
        """Take ``draft`` out again: what it read, another says better."""
        number = next(n for n, d in enumerate(self.drafts) if d is draft)
        del self.drafts[number]
        self._cues = [(s, e, n - (n > number)) for s, e, n in self._cues if n != number]
        for known in self.by_sentence.values():
            known[:] = [d for d in known if d is not draft]

    def near(self, span: Span) -> list[Draft]:
        """The drafts with cue or content in a sentence that ``span`` touches, each once."""
        return list({id(d): d for number in self.page.sentences_of(span) for d in self.by_sentence[number]}.values())

    def covers(self, span: Span) -> bool:
        """Whether some draft's content holds more than half of ``span``."""
        return any(_shared(draft.content, span) * 2 > span.end - span.start for draft in self.near(span))

    def set_parents(self) -> None:
        """Give each draft the innermost one whose content holds its cue; those set before stay."""
        pieces = sorted(((s, n) for n, d in enumerate(self.drafts) for s in d.content), key=lambda p: p[0].start)
        widths = [union_length(d.content) for d in self.drafts]
        waiting = sorted(
            ((hull(d.cue), n) for n, d in enumerate(self.drafts) if d.cue and d.parent is None),
            key=lambda c: c[0].start,
        )
        open_pieces: list[tuple[Span, int]] = []
        at = 0
        for cue, number in waiting:
            while at < len(pieces) and pieces[at][0].start <= cue.start:
                open_pieces.append(pieces[at])
                at += 1
            open_pieces = [p for p in open_pieces if p[0].end > cue.start]
            holders = [
                n
                for span, n in open_pieces
                if span.end >= cue.end
                and widths[n] > widths[number]
                and not is_under(self.drafts[n], self.drafts[number])
            ]
            if holders:
                self.drafts[number].parent = self.drafts[min(holders, key=lambda n: (widths[n], n))]


def _shared(spans: tuple[Span, ...], other: Span) -> int:
    return sum(max(0, min(end, other.end) - max(start, other.start)) for start, end in spans)


def _trim_source(page: Page, span: Span, cue: tuple[Span, ...] = ()) -> Span:
    """A source without separators at its ends and without the "who" of the clause that follows it."""
    text = page.text
    start, end = without_opening(page, span)
    inside = page.between(start, end)
    if len(inside) > 1 and page.words[inside[-1]] in page.lexicon.language.clause_openers:
        end = min(end, page.starts[inside[-1]])
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    limit = min((s.start for s in cue if s.start >= end), default=len(text))
    whole = min(_whole_phrase(page, start, _after_apostrophe(page, start, end)), max(limit, end))
    return Span(start, start + len(text[start:whole].rstrip()))


def _whole_phrase(page: Page, start: int, end: int) -> int:
    """Where a source ends of which the model gave the article alone: "the" of "denied by the army, which"."""
    language = page.lexicon.language
    if page.text[start:end].lower() not in language.determiners:
        return end
    following = page.between(end, len(page.text))[:_FEW_WORDS]
    stop = _PHRASE_STOP.search(page.text, end, page.starts[following[-1]] if following else end)
    for i in following:
        if stop and page.starts[i] >= stop.start():
            break
        if page.words[i] in language.finite_verbs or page.words[i] in language.clause_openers:
            break
        end = page.ends[i]
    return end


def _after_apostrophe(page: Page, start: int, end: int) -> int:
    """Where a source ends that the model ended with an apostrophe: "Lund'" of "Lund's" with its word, "the widow'" before."""
    text = page.text
    if end - start < 2 or text[end - 1] not in _APOSTROPHES:
        return end
    if text[end : end + 1].isalnum():
        return page.ends[page.between(start, end)[-1]] if page.between(end - 1, end) else end - 1
    opened = any(text.find(mark, start, end - 1) >= 0 for mark in _APOSTROPHES)
    return end if text[end - 2] == "s" or opened else end - 1


def _clip(page: Page, relation: Relation, spoken: Overlaps) -> tuple[Span, ...]:
    """Content without what stands in another sentence than the cue, unquoted or laid on somebody else there.

    What is not quoted and lies in the next sentence is the outlet's own; a colon may announce more than one sentence.
    Empty where nothing is left: the model has joined a cue with words of somebody else. ``spoken`` finds the outer
    relations by their content.
    """
    if not relation.cue or not page.sentences:
        return relation.content
    cue = hull(relation.cue)
    home = page.sentences[page.sentence_at(cue.start)]
    if ":" in page.text[cue.start : cue.end] or page.text[home.end - 1] == ":":
        return relation.content
    kept: list[Span] = []
    for start, end in relation.content:
        if home.start <= start and end <= home.end:
            kept.append(Span(start, end))
            continue
        for number in page.sentences_of(Span(start, end)):
            sentence = page.sentences[number]
            piece = Span(max(start, sentence.start), min(end, sentence.end))
            if sentence == home or (page.is_quoted(piece) and not _is_others(relation, piece, sentence, spoken)):
                kept.append(piece)
    return tuple(kept)


def _is_others(relation: Relation, piece: Span, sentence: Span, spoken: Overlaps) -> bool:
    """Whether a ``piece`` read in the inner layer is what somebody says in its own ``sentence``, as the outer one tells."""
    return relation.layer == "inner" and any(
        sentence.start <= hull(other.cue).start < sentence.end for other in spoken.find((piece,))
    )


def _clip_source(page: Page, relation: Relation) -> tuple[Span, ...]:
    """The source without what stands in another sentence than the cue, unless quoted content binds the two."""
    if not relation.cue or not page.sentences:
        return relation.source
    home = page.sentence_at(hull(relation.cue).start)
    bound = {n for span in relation.content if page.is_quoted(span) for n in page.sentences_of(span)}
    return tuple(s for s in relation.source if (n := page.sentence_at(s.start)) == home or n in bound)


def _without_aside(page: Page, relation: Relation, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without what a comma parts off between source and cue: "an aide, not authorised to speak, said that"."""
    if not relation.source or not relation.cue:
        return content
    low, high = hull(relation.source).end, hull(relation.cue).start
    if low >= high or page.text[low:high].lstrip()[:1] not in _ASIDES:
        return content
    return tuple(s for s in content if not (low <= s.start and s.end <= high)) or content


def _beside_adverb(page: Page, relation: Relation, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Of the parts of a content that hangs on "reportedly" alone, those beside it: what a comma parts off is not meant."""
    if relation.source or not relation.cue:
        return content
    cue = hull(relation.cue)
    if not page.lexicon.language.reportive_adverbs.issuperset(page.words_in(cue)):
        return content
    text = page.text
    beside = tuple(s for s in content if not (text[cue.end : s.start] + text[s.end : cue.start]).strip())
    return beside or content


def _is_name(page: Page, part: Span, names: dict[int, ScoredSpan], types: frozenset[str]) -> bool:
    """Whether ``part`` is a name of one of ``types`` and no more, but for an article before it."""
    for start in (part.start, *(page.starts[i] for i in list(page.between(*part))[1:2])):
        name = names.get(start)
        article = page.text[part.start : start].strip().lower()
        if name is not None and name.span.end >= part.end and name.type in types and article in _ARTICLES:
            return True
    return False


def _safe_part(page: Page, part: Span, heads: frozenset[str], names: dict[int, ScoredSpan]) -> bool:
    """Whether ``part`` is a whole noun phrase: "a teacher", "two residents", "rebels", a person's name."""
    if _is_name(page, part, names, _SPEAKERS):
        return True
    words = page.words_in(part)
    if not words or len(words) > 8:
        return False
    if words[0] in page.lexicon.language.determiners or words[0].isdigit():
        return any(word in heads for word in words[1:]) or words[-1] in heads
    return words[-1] in heads and words[-1].endswith(("s", "men", "people", "police"))


def _names_apart(page: Page, parts: list[Span], names: dict[int, ScoredSpan]) -> bool:
    """Whether the first of ``parts`` ends in a person's name, and each other is one or opens with "her": "her brother"."""
    ends = [n for n in names.values() if n.type == "person" and parts[0].start <= n.span.start <= parts[0].end - 2]
    named = next((n.span for n in ends if abs(n.span.end - parts[0].end) <= 1), None)
    if len(parts) < 2 or named is None:
        return False
    if not page.lexicon.language.prepositions.isdisjoint(page.words_in(Span(parts[0].start, named.start))):
        return False  # "an analysis by Ann Lee and her partners" is one
    return all(
        _is_name(page, part, names, _PERSON)
        or _is_titled(page, part, names)
        or (page.words_in(part)[0] in _THEIR and len(page.words_in(part)) > 1)
        for part in parts[1:]
    )


def _is_titled(page: Page, part: Span, names: dict[int, ScoredSpan]) -> bool:
    """Whether ``part`` is a person's name behind a title or what the person is: "MP Ann Lee", "the activist Bo Lind"."""
    inside = page.between(*part)[1 : _TITLE_WORDS + 1]
    name = next((n for i in inside if (n := names.get(page.starts[i])) and n.type == "person"), None)
    if name is None or name.span.end < part.end:
        return False
    language = page.lexicon.language
    barred = language.prepositions | language.finite_verbs | language.clause_openers
    return barred.isdisjoint(page.words_in(Span(part.start, name.span.start)))


def split_sources(page: Page, source: tuple[Span, ...], entities: dict[int, ScoredSpan]) -> list[tuple[Span, ...]]:
    """Conjoined sources, one tuple each; a phrase that may be one name or one group stays whole."""
    text = page.text
    if len(source) > 1:
        between = [text[a.end : b.start] for a, b in pairwise(source)]
        if all(_CONJUNCTION.match(gap) for gap in between):
            return [part for span in source for part in split_sources(page, (span,), entities)]
        return [source]
    if not source or " and " not in text[source[0].start : source[0].end]:
        return [source]
    start, end = source[0]
    heads = frozenset().union(*page.lexicon.language.source_heads.values())
    parts: list[Span] = []
    within = [name.span for at, name in entities.items() if start <= at < end]
    for joint in _JOINT.finditer(text, start, end):
        if any(name.start < joint.start() and joint.end() < name.end for name in within):
            continue
        parts.append(Span(start, joint.start()))
        start = joint.end()
    parts.append(Span(start, end))
    # A country is told apart from names only: "Russia and Iran's ministers" are the ministers of both.
    if (
        all(_safe_part(page, part, heads, entities) for part in parts)
        or all(_is_name(page, part, entities, _SPEAKERS | {"place"}) for part in parts)
        or all(page.words_in(part)[:1] in _INDEFINITE for part in parts)
        or _names_apart(page, parts, entities)
    ):
        return [(part,) for part in parts]
    return [source]


def _relative_subject(page: Page, cue: tuple[Span, ...]) -> tuple[Span, ...]:
    """The "who" just before a cue without a source: "the mayor, who has told aides that"."""
    if cue and page.lexicon.language.reportive_adverbs.issuperset(page.words_in(cue[0]) or {""}):
        return ()  # "the men, who reportedly held": they say nothing
    before = page.between(max(0, cue[0].start - _WORDS_BEFORE), cue[0].start) if cue else range(0)
    if not before or page.words[before[-1]] not in _WHO or page.text[page.ends[before[-1]] : cue[0].start].strip():
        return ()
    return (Span(page.starts[before[-1]], page.ends[before[-1]]),)


def _goes_on(board: Board, content: tuple[Span, ...]) -> Draft | None:
    """The draft whose quotation a relation without a cue continues: the last one, at most one sentence before."""
    first = board.page.sentence_at(content[0].start)
    for number in (first, first - 1, first - 2):
        spoken = [
            d for d in board.by_sentence.get(number, ()) if d.cue and hull(d.content + d.cue).start < content[0].start
        ]
        if spoken:
            return max(spoken, key=lambda d: hull(d.content).end)
    return None


def first_verb(page: Page, start: int, stop: int) -> Span | None:
    """The first cue word in ``[start, stop)`` that can say something, if there is one."""
    for i in page.between(start, stop):
        found = page.lexicon.match(page.words, i)
        if found and found[1][0] == "stance":
            return Span(page.starts[i], page.ends[i + found[0] - 1])
    return None


def _relaying_cue(page: Page, relation: Relation) -> tuple[Span, ...]:
    """The word by which A speaks in "A reported, citing B" and "according to A, citing B"; empty where there is none."""
    source, cue = hull(relation.source), hull(relation.cue)
    if verb := first_verb(page, source.end, cue.start):
        return (verb,)
    before = page.between(max(0, source.start - _WORDS_BEFORE), source.start)[-2:]
    if len(before) > 1 and page.lexicon.match(page.words, before[0]) == (2, ("stance", "asserts")):
        return (Span(page.starts[before[0]], page.ends[before[1]]),)
    return ()


def _without_doubles(page: Page, relations: tuple[Relation, ...]) -> Iterator[Relation]:
    """The relations less those whose cue was read twice, in the outer and in the inner layer.

    In "A, citing B, said P" the cue "citing" may be read as B's, which is right, and as A's about B; and a cue with a
    source in the outer layer may stand in the inner one without. Where nothing else tells of A, it passes on what B says.
    """
    whole = [r for r in relations if r.cue and r.source]
    layers = {layer: Overlaps((r, (hull(r.cue),)) for r in whole if r.layer == layer) for layer in ("outer", "inner")}
    speakers = Overlaps((r, r.source) for r in whole if r.layer == "outer")
    citing = page.lexicon.language.relay_cues.get("citing", frozenset())
    for relation in relations:
        others = layers["inner" if relation.layer == "outer" else "outer"]
        twins = others.find(relation.cue)
        if relation.layer == "inner":
            if relation.source or not twins:
                yield relation
            continue
        doubles = [other for other in twins if _shared(relation.content, hull(other.source))]
        if relation.source and relation.cue and citing.issuperset(page.words_in(hull(relation.cue))):
            spoken = any(r.cue != relation.cue for r in speakers.find((hull(relation.source),)))
            cue = () if spoken else _relaying_cue(page, relation)
            if cue or (doubles and not spoken):
                yield relation._replace(cue=cue, content=doubles[0].content if doubles else relation.content)
                continue
        if not doubles:
            yield relation


def read_relations(page: Page, decoded: Decoded) -> Board:
    """The drafts of the model's relations, conjoined sources told apart.

    A relation without cue and source continues the quotation before it, where there is one.
    """
    board = Board(page)
    names = {entity.span.start: entity for entity in decoded.entities}
    uncued: list[tuple[Relation, tuple[Span, ...]]] = []
    relations = mend_relations(page, decoded.relations)
    spoken = Overlaps((r, r.content) for r in relations if r.layer == "outer" and r.cue and r.source)
    for relation in _without_doubles(page, relations):
        content = _beside_adverb(page, relation, trim_content(page, _clip(page, relation, spoken)))
        content = whole_ends(page, relation, _without_aside(page, relation, content))
        source = tuple(
            s for span in _clip_source(page, relation) if (s := _trim_source(page, span, relation.cue)).start < s.end
        )
        if not content:
            continue
        if not relation.cue and not source:
            uncued.append((relation, content))
            continue
        source = source or _relative_subject(page, relation.cue)
        base = Draft(source, relation.cue, content, relation.confidence, relation.source_confidence)
        for part in split_sources(page, source, names):
            board.add(replace(base, source=part, relays=[]))
    for relation, content in uncued:
        before = _goes_on(board, content)
        if before is None and not any(page.is_quoted(span) for span in content):
            continue
        if before is None:
            board.add(Draft((), (), content, relation.confidence, relation.source_confidence))
        else:
            for span in content:
                board.extend(before, span)
    return board
