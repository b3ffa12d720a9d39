"""Contents without the outlet's remarks on their source: who it is, and what it left unsaid."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from claimgraph.annotate.words import Page
from claimgraph.records import Relation, Span, hull

__all__ = ["without_description", "without_gesture", "without_remark"]

_WHO: Final = frozenset({"who", "whose", "speaking"})
"""Words with which a description of the source goes on."""
_GOES_ON: Final = frozenset({"and", "or", "but", "who", "whose", "which"})
"""Words behind a comma with which the description is not yet at its end."""
_FEWEST: Final = 3
"""Words of the least that is said."""
_SAID_AND_DONE: Final = 2
"""Parts of a content of which the second may tell what the speaker did."""
_PARTICIPLE: Final = re.compile(r",\s+(?=[a-z]+ing\b)")
_WITHOUT: Final = re.compile(
    r",\s+(?:but\s+)?without\s+(?:elaborating|going into|(?:giving|providing|offering|presenting|citing|specifying)\b"
    r"(?:\s+(?:any|further|more|additional))*\s+(?:evidence|proof|details?|sources?|specifics))"
)


def without_description(page: Page, relation: Relation, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without the clause that describes its source: "According to the aide, who asked not to be named, P"."""
    if not content or not relation.source or not relation.cue:
        return content
    source, (start, end) = hull(relation.source), content[0]
    if hull(relation.cue).end > source.start or page.text[source.end : start].strip(" ,"):
        return content
    inside = page.between(start, end)
    if not inside or page.words[inside[0]] not in _WHO:
        return content
    for before, at in pairwise(inside[:-_FEWEST]):
        if "," not in page.text[page.ends[before] : page.starts[at]] or page.words[at] in _GOES_ON:
            continue
        begin = page.ends[before] + page.text[page.ends[before] : page.starts[at]].index(",") + 1
        begin += len(page.text[begin:end]) - len(page.text[begin:end].lstrip())
        return (Span(begin, end), *content[1:])
    return content


def without_gesture(page: Page, relation: Relation, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without what the speaker did meanwhile: "«P,» she says" + "pouring tea"."""
    if len(content) != _SAID_AND_DONE or not relation.source or not relation.cue:
        return content
    said, done = content
    frame = hull(relation.source + relation.cue)
    if said.end > frame.start or done.start < frame.end or page.text[frame.end : done.start].strip() != ",":
        return content
    inside = page.between(*done)
    if not inside or not page.words[inside[0]].endswith("ing") or page.text[done.start].isupper():
        return content
    spoken = page.lexicon.match(page.words, inside[0]) is not None or not page.is_quoted(said)
    return content if spoken or page.is_quoted(done) else (said,)


def without_remark(page: Page, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without what the speaker left unsaid: "said P" + ", giving no details", ", without offering proof"."""
    if not content:
        return content
    start, end = content[-1]
    found = [m.start() for m in _WITHOUT.finditer(page.text, start, end)]
    for joint in _PARTICIPLE.finditer(page.text, start, end):
        behind = page.between(joint.end(), end)
        told = page.lexicon.match(page.words, behind.start) if len(behind) else None
        if told is not None and told[1][0] == "no_statement":
            found.append(joint.start())
    cut = min(found, default=end)
    if cut == end or page.is_quoted(Span(cut, cut + 1)) or len(page.between(start, cut)) < _FEWEST:
        return content
    return (*content[:-1], Span(start, cut))
