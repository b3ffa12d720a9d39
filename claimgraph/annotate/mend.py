"""Relations as the model reads them set right by their form: sources that run into the cue, contents that hold a question."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.annotate.words import Page
from claimgraph.records import Relation, Span, hull

__all__ = ["mend_relations"]

_BY: Final = frozenset({"by", "from"})
_PHRASE_STOP: Final = re.compile(r"[,;:()\"“”»«\n]|\.(?=\s|\Z)")
_MOST_WORDS: Final = 12
"""Of what is read behind "a report by" where the model stopped there."""
_BEFORE_QUESTION: Final = frozenset({"when", "if", "once"})
_NEAR: Final = 8
"""Relations before and behind one that are looked at with it; of one sentence there are hardly more."""
_IN_CLAUSE: Final = re.compile(r",?\s+(?:but|while|whereas|although|though|and)\s+(?=\w)|;\s+")


def mend_relations(page: Page, relations: tuple[Relation, ...]) -> tuple[Relation, ...]:
    """``relations``, each with its source off its cue, and its content without what only leads up to it.

    "some say «say»" has the source "some"; "Asked if it was dead, Orr said no" the content "no"; in "A said P, but Q,
    according to B" A says P and B says Q.
    """
    mended: list[Relation] = []
    for relation in relations:
        made = _mend(page, relation)
        if not any(
            made._replace(layer=m.layer, confidence=0, source_confidence=0)
            == m._replace(confidence=0, source_confidence=0)
            for m in mended[-_NEAR:]
        ):
            mended.append(made)  # what was read in both layers counts once
    for n, outer in enumerate(mended):
        if not _trails(page, outer):
            continue
        for m in range(max(0, n - _NEAR), min(len(mended), n + _NEAR + 1)):
            if n != m and (parted := _part(page, outer, mended[m])):
                mended[n], mended[m] = parted
                break
    return tuple(
        _share_subject(page, relation, mended[max(0, n - _NEAR) : n + _NEAR + 1]) for n, relation in enumerate(mended)
    )


def _mend(page: Page, relation: Relation) -> Relation:
    if not relation.cue:
        return relation
    language = page.lexicon.language
    source = _off_cue(page, relation)
    words = page.words_in(hull(relation.cue))
    if source and words and language.reportive_adverbs.issuperset(words):
        source = ()  # "the mayor reportedly told": the adverb is nobody's
    content = _without_question(page, relation._replace(source=source))
    return relation._replace(source=_with_author(page, source, content), content=content)


def _off_cue(page: Page, relation: Relation) -> tuple[Span, ...]:
    """The source without the words of the cue: "some" of "some say", read with the cue "say"."""
    kept: list[Span] = []
    for start, end in relation.source:
        low, high = start, end
        for cue in relation.cue:
            if low < cue.start < high:
                high = cue.start
            elif cue.start <= low < cue.end:
                low = cue.end
        while high > low and page.text[high - 1].isspace():
            high -= 1
        while low < high and page.text[low].isspace():
            low += 1
        if low < high:
            kept.append(Span(low, high))
    return tuple(kept)


def _with_author(page: Page, source: tuple[Span, ...], content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The source with the words behind a "by" that the model ended it with: "information provided by" + "a nurse"."""
    if not source or not content:
        return source
    inside = page.between(*source[-1])
    if len(inside) < 2 or page.words[inside[-1]] not in _BY:
        return source
    end = source[-1].end
    language = page.lexicon.language
    following = page.between(end, len(page.text))[: _MOST_WORDS + 1]
    stop = _PHRASE_STOP.search(page.text, end, page.ends[following[-1]] + 2 if following else end)
    limit = min([stop.start() if stop else len(page.text), *(s.start for s in content if s.start >= end)])
    for i in page.between(end, limit)[:_MOST_WORDS]:
        if page.words[i] in language.finite_verbs or page.words[i] in language.clause_openers:
            break
        end = page.ends[i]
    return (*source[:-1], Span(source[-1].start, min(end, limit)))


def _without_question(page: Page, relation: Relation) -> tuple[Span, ...]:
    """The content without the question that it answers and without "declining to be named"."""
    if len(relation.content) < 2:
        return relation.content
    relay = page.lexicon.language.relay_cues
    asked = relay.get("asked", frozenset())
    start = hull(relation.source or relation.cue).start
    kept = []
    for span in relation.content:
        before = page.between(max(0, span.start - 30), span.start)
        words = [page.words[i] for i in before][-2:]
        opens = bool(words) and words[-1] in asked and (len(words) < 2 or words[0] in _BEFORE_QUESTION)
        if not opens and words and words[-1] in asked:
            at = page.starts[before[-1]]
            opens = at == page.sentences[page.sentence_at(at)].start
        if opens and span.end <= start:
            continue
        inside = page.between(*span)
        found = page.lexicon.match(page.words, inside.start) if len(inside) else None
        if found and found[1][0] == "no_statement" and page.words[inside.start].endswith("ing"):
            continue
        kept.append(span)
    return tuple(kept) or relation.content


def _trails(page: Page, outer: Relation) -> bool:
    """Whether ``outer`` has the form "P, according to B"."""
    if not (outer.source and outer.cue) or len(outer.content) != 1:
        return False
    cue = hull(outer.cue)
    behind = cue.start >= outer.content[0].end and hull(outer.source).start >= cue.end
    return behind and page.words_in(cue)[-1:] == ["to"]


def _part(page: Page, outer: Relation, inner: Relation) -> tuple[Relation, Relation] | None:
    """In "A said P, but Q, according to B", the ``outer``: B's relation with Q alone, and A's with P alone."""
    if not (inner.source and inner.cue) or len(inner.content) != 1:
        return None
    whole, said = outer.content[0], inner.content[0]
    first = hull(inner.source)
    if first.start != whole.start or said.end != whole.end or hull(inner.cue).end > said.start:
        return None
    joints = [j for j in _IN_CLAUSE.finditer(page.text, said.start, said.end) if j[0].strip(" ,;") != "and"]
    language = page.lexicon.language
    verbs = language.auxiliaries | language.finite_verbs
    if (
        len(joints) != 1
        or page.words_in(Span(joints[0].end(), said.end))[0] in verbs
        or page.is_quoted(Span(joints[0].start(), joints[0].end()))
    ):
        return None
    return (
        outer._replace(content=(Span(joints[0].end(), whole.end),)),
        inner._replace(content=(Span(said.start, joints[0].start()),)),
    )


def _share_subject(page: Page, relation: Relation, others: list[Relation]) -> Relation:
    """A participle's source that stands in what another says is that other: "A stressed that B acts, pointing out P"."""
    if not relation.source or not relation.cue or not page.words_in(hull(relation.cue)):
        return relation
    cue, source = hull(relation.cue), hull(relation.source)
    first = page.words_in(cue)[0]
    if not first.endswith("ing") or source.end >= cue.start or page.text[source.end : cue.start].strip() == ",":
        return relation
    sentence = page.sentences[page.sentence_at(cue.start)]
    for other in others:
        if other is relation or not other.source or not other.cue or hull(other.cue).start < sentence.start:
            continue
        if hull(other.source + other.cue).end > source.start:
            continue
        if any(s.start <= source.start and source.end <= s.end for s in other.content):
            return relation._replace(source=other.source)
    return relation
