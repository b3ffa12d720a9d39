"""Relations as the model reads them set right by their form: sources that run into the cue, contents that hold a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimgraph.annotate.remarks import without_description, without_gesture, without_remark
from claimgraph.annotate.words import Page
from claimgraph.records import Relation, Span, hull

__all__ = ["mend_relations"]

_AGENT: Final = re.compile(r"\s+by\s+(?=\w)")
_TIMES: Final = frozenset({"last", "on", "earlier", "in", "at", "this", "when", "as", "to", "over"})
"""Words behind a passive's agent that tell when or of what, or what was done next."""
_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re"})
_HEARD: Final = frozenset({"told", "informed", "notified", "advised", "assured"})
"""Participles of which the subject hears what is said."""
_SUBJECT: Final = 5
"""Words before a cue in which its subject begins."""
_OPENERS: Final = frozenset({"that", "say", "says", "said", "and", "but", "because", "while", "as", "after", "when"})
"""Words behind which a clause begins with its subject."""
_BY: Final = frozenset({"by", "from"})
_PHRASE_STOP: Final = re.compile(r"[,;:()\"“”»«\n]|\.(?=\s|\Z)")
_MOST_WORDS: Final = 12
"""Of what is read behind "a report by" where the model stopped there."""
_BEFORE_QUESTION: Final = frozenset({"when", "if", "once"})
_DEED: Final = re.compile(r",?\s+(?:and|before|then)\s+(?!that\b)(?:then\s+)?[a-z]+(?:ed|t|k|d|e|w)\b")
"""What joins a deed to words that were spoken."""
_FEW: Final = 2
"""Words of the least clause."""
_SAID: Final = frozenset({"said", "told", "says"})
_UNSAID: Final = frozenset(
    {"be", "is", "are", "was", "were", "been", "had", "has", "have", "who", "which", "that", "to"}
)
"""Words behind which "said" is a participle, or its clause hangs on another."""
_SUBJECT_WORDS: Final = 7
_TELLING: Final = frozenset({"told", "tell", "tells", "telling"})
_THAT: Final = re.compile(r"(?P<who>(?:[\w'’-]+\s+){1,5})(?P<that>that)\s+(?=\S)")
_BESIDE: Final = re.compile(r",\s+(?:while|whereas)\s+")
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
    for n in range(len(mended)):
        if not _trails(page, mended[n]):
            continue
        for m in range(max(0, n - _NEAR), min(len(mended), n + _NEAR + 1)):
            if n != m and (parted := _part(page, mended[n], mended[m])):
                mended[n], mended[m] = parted
                break
    mended = _beside_apart(page, _clauses_apart(page, mended))
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
    if _is_hearer(words, source, relation.cue):
        return relation._replace(source=_behind_by(page, relation))
    content = _without_deed(page, relation, _without_question(page, relation._replace(source=source)))
    content = _without_listener(page, relation, content)
    content = without_gesture(page, relation, without_description(page, relation, content))
    content = without_remark(page, content)
    return relation._replace(
        source=_with_author(page, source or _behind_by(page, relation) or _before_verb(page, relation), content),
        content=content,
    )


def _is_hearer(words: list[str], source: tuple[Span, ...], cue: tuple[Span, ...]) -> bool:
    """Whether the subject of a passive was read as its speaker: "the residents" of "the residents were told that"."""
    passive = len(words) > 1 and words[-1] in _HEARD and not _BE.isdisjoint(words[:-1])
    return passive and bool(source) and hull(source).end <= hull(cue).start


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


def _behind_by(page: Page, relation: Relation) -> tuple[Span, ...]:
    """Who did what a passive cue without a source tells: "the theft was first reported by" + "the Courier"."""
    cue = hull(relation.cue)
    words = page.words_in(cue)
    by = _AGENT.match(page.text, cue.end)
    found = page.lexicon.match(page.words, page.between(*cue)[-1]) if by and words else None
    if (
        by is None
        or found is None
        or found[1][0] != "stance"
        or words[-1] == "asked"
        or not (words[-1].endswith("ed") or words[-1] in _SAID)
    ):
        return ()
    stop = _PHRASE_STOP.search(page.text, by.end())
    limit = min([stop.start() if stop else len(page.text), *(s.start for s in relation.content if s.start >= by.end())])
    inside = page.between(by.end(), limit)[:_MOST_WORDS]
    language = page.lexicon.language
    ends = language.finite_verbs | language.clause_openers | set(language.weekdays) | set(language.relative_days)
    end = next((at for at, i in enumerate(inside) if page.words[i] in ends or page.words[i] in _TIMES), len(inside))
    opens = bool(inside) and (page.words[inside[0]] in language.determiners or page.text[by.end()].isupper())
    return (Span(by.end(), page.ends[inside[end - 1]]),) if opens and end else ()


def _before_verb(page: Page, relation: Relation) -> tuple[Span, ...]:
    """The short subject before a cue in the active voice without a source: "the premier" + "has told aides that"."""
    cue = hull(relation.cue)
    language = page.lexicon.language
    inside = page.between(*cue)
    first = inside.start
    if not inside or page.words[first] in _BE or not language.reportive_adverbs.isdisjoint(page.words_in(cue)):
        return ()
    if page.words[inside[-1]].endswith("ing") or not any(_is_said(page, i) for i in inside):
        return ()
    low = max(0, first - _SUBJECT)
    at = next((i for i in range(first - 1, low - 1, -1) if page.words[i] in language.determiners), None)
    if at is None or at == first - 1 or _PHRASE_STOP.search(page.text, page.starts[at], cue.start):
        return ()
    noun = page.words[first - 1]
    between = page.words[at + 1 : first]
    barred = language.finite_verbs | language.clause_openers | language.prepositions | language.auxiliaries
    named = any(noun in heads for heads in language.source_heads.values())
    start = page.starts[at]
    before = page.words[at - 1] if at else ""
    opens = not at or page.sentence_at(start) != page.sentence_at(page.starts[at - 1]) or before in _OPENERS
    opens = opens or _PHRASE_STOP.search(page.text, page.ends[at - 1], start) is not None
    opens = opens and all(s.end <= start or s.start >= cue.start for s in relation.content)
    return (Span(start, page.ends[first - 1]),) if named and opens and barred.isdisjoint(between) else ()


def _is_said(page: Page, at: int) -> bool:
    """Whether a cue phrase of claims begins with the word ``at``."""
    found = page.lexicon.match(page.words, at)
    return found is not None and found[1][0] == "stance"


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


def _without_deed(page: Page, relation: Relation, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without what its speaker did then: 'The minister said: "It is over" and left the room.'."""
    if len(content) != 1:
        return content
    start, end = content[0]
    announced = page.text[hull(relation.cue).end : start].strip() in {":", ","} or page.text[start - 1] == ":"
    if not announced:
        return content
    quotation = next((q for q in page.quotations if q.start == start and q.end < end), None)
    if quotation is None or not _DEED.match(page.text, quotation.end, end):
        return content
    later = any(quotation.end <= q.start < end for q in page.quotations)
    return content if later else (Span(start, quotation.end),)


def _without_listener(page: Page, relation: Relation, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without whom it was told: "told a" + "clerk that the mill was safe" has the content "that the mill was safe"."""
    cue = hull(relation.cue)
    if not content or content[0].start < cue.end or not _TELLING.intersection(page.words_in(cue)):
        return content
    gap = page.text[cue.end : content[0].start].strip().lower()
    that = _THAT.match(page.text, *content[0]) if not gap or gap in page.lexicon.language.determiners else None
    if that is None or not page.lexicon.language.finite_verbs.isdisjoint(page.words_in(Span(*that.span("who")))):
        return content
    return (Span(that.start("that"), content[0].end), *content[1:])


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


def _read_on(relations: list[Relation]) -> Iterator[tuple[int, Relation, Span]]:
    """The relations with a source whose one content stands behind their cue, so that it may be read too far; by number."""
    for number, relation in enumerate(relations):
        if relation.source and relation.cue and len(relation.content) == 1:
            whole = relation.content[0]
            if hull(relation.cue).end <= whole.start:
                yield number, relation, whole


def _clauses_apart(page: Page, relations: list[Relation]) -> list[Relation]:
    """``relations``, where in "A said P and B said Q" A's content was read to the end: A's with P, B's with Q."""
    made = list(relations)
    for number, relation, whole in _read_on(relations):
        found = _second_clause(page, whole) if _says(page, relation.cue) else None
        if found is None:
            continue
        end, source, cue = found
        paper = _is_paper(page, relation.source)
        at = next((n for n, r in enumerate(made) if n != number and r.cue and cue.start in range(*hull(r.cue))), None)
        if not paper:
            made[number] = relation._replace(content=(Span(whole.start, end),))
        if at is None and not paper and page.words_in(cue) != ["told"]:
            content = (Span(cue.end + 1, whole.end),)
            made.append(relation._replace(source=(source,), cue=(cue,), content=content))
        elif at is not None:
            layer = made[at].layer if paper else "outer"
            made[at] = made[at]._replace(source=made[at].source or (source,), layer=layer)
    return made


def _beside_apart(page: Page, relations: list[Relation]) -> list[Relation]:
    """``relations``, where in "A said P, while B denied Q" A's content was read to the end: it ends before "while"."""
    made = list(relations)
    for number, relation, whole in _read_on(relations):
        joint = _BESIDE.search(page.text, *whole)
        if joint is None or page.is_quoted(Span(joint.start(), joint.end())):
            continue
        for n in range(max(0, number - _NEAR), min(len(made), number + _NEAR + 1)):
            other = made[n]
            if other.source and other.cue and other.source[0].start == joint.end() and other.cue[0].start < whole.end:
                made[number] = relation._replace(content=(Span(whole.start, joint.start()),))
                made[n] = other._replace(layer="outer")
                break
    return made


def _second_clause(page: Page, whole: Span) -> tuple[int, Span, Span] | None:
    """In the content "P and B said Q": where P ends, B, and "said"."""
    for joint in _IN_CLAUSE.finditer(page.text, *whole):
        if page.is_quoted(Span(joint.start(), joint.end())) or len(page.between(whole.start, joint.start())) < _FEW:
            continue
        behind = page.between(joint.end(), whole.end)
        if not behind or page.words[behind[0]] in page.lexicon.language.clause_openers | _UNSAID:
            continue
        for i in behind[1:_SUBJECT_WORDS]:
            between = page.text[page.ends[i - 1] : page.starts[i]]
            if page.words[i] in _SAID and i < behind[-1] and _UNSAID.isdisjoint((page.words[i - 1], page.words[i + 1])):
                return joint.start(), Span(joint.end(), page.ends[i - 1]), Span(page.starts[i], page.ends[i])
            if between.strip() or page.words[i] in page.lexicon.language.finite_verbs:
                break
    return None


def _says(page: Page, cue: tuple[Span, ...]) -> bool:
    """Whether the cue is a verb as that of a main clause is: "said", not "to say"."""
    words = page.words_in(hull(cue))
    return bool(words) and (words[-1] in _SAID or words[-1].endswith("ed"))


def _is_paper(page: Page, source: tuple[Span, ...]) -> bool:
    """Whether the source is a paper, whose words go on over "and": what the report says others said."""
    return not page.lexicon.language.access_words.get("document", frozenset()).isdisjoint(page.words_in(source[0]))


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
