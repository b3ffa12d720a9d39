"""What to look at next: the attributions and links where a person's minute is worth most."""

from __future__ import annotations

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from claimgraph.correct import Anchor, best_match, standing_decisions
from claimgraph.records import Attribution, Decision, Link, Span, TitleAttribution
from claimgraph.report import is_contradiction
from claimgraph.review.words import shorten

if TYPE_CHECKING:
    from claimgraph.store import ArticleRow, AttributionRow, Case

__all__ = ["Progress", "Queue", "Task"]

_ANONYMOUS: Final = frozenset({"anonymous", "official_unnamed", "local_unspecified", "unspecified"})
_WEIGHTS: Final = {"contradiction": 3.0, "anonymous": 1.0, "unsure": 2.0, "hangs": 1.0}
_UNSURE: Final = 0.6
_FEW: Final = 2
"""So many that hang on a source are no reason yet."""
_SPANS: Final = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look at."""

    value: float
    """How much a look is worth; the queue is sorted by it."""
    article: str
    heading: str
    target: str
    """Id of an attribution, or of a link."""
    kind: str
    """``attribution`` or ``link``."""
    words: str
    source: str
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Progress:
    """How far a review is: attributions and links that a person has looked at."""

    done: int = 0
    total: int = 0
    tasks: list[Task] = field(default_factory=list)


class Queue:
    """The tasks of a case, from its lists alone: no article is read.

    An attribution is done when it, its sentence or its whole article was checked, or any decision about it stands; a
    link when a person judged it.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._held: tuple[int, dict[str, list[Decision]]] = (-1, {})
        """How many decisions there were, and those that stood then, by text."""

    def progress(self, *, limit: int = 200, article: str | None = None, without: str | None = None) -> Progress:
        """How far the review is, and what to look at next, the most valuable first.

        ``article``: only of the article of this id; ``without``: of any but this.
        """
        case = self._case
        links = list(case.links())
        every = list(case.links(decided_by_people=False))
        rows = {row.id: row for row in case.article_rows()}
        standing = self._standing()
        done = _done(case, rows, standing)
        judged = {link.id for link in links}
        entries = [*_weigh_attributions(case, rows, done, every, links)]
        entries += [_Entry(_link_value(link), link.a.id, link.id, link.id not in judged, link) for link in every]
        if article is not None or without is not None:
            entries = [one for one in entries if one.article != without and article in {None, one.article}]
        left = [one for one in entries if not one.done]
        shown = heapq.nsmallest(limit, left, key=lambda one: (-one.value, one.article, one.target))
        return Progress(len(entries) - len(left), len(entries), [self._told(one, rows) for one in shown])

    def _told(self, entry: _Entry, rows: Mapping[str, ArticleRow]) -> Task:
        """An entry in words."""
        if isinstance(entry.about, Link):
            return self._worded(_link_task(entry.about, entry.value), entry.about)
        row = rows[entry.article]
        heading = f"{row.outlet}: {row.title or shorten(row.opening, 60)}"
        return _attribution_task(*entry.about, value=entry.value, heading=heading)

    def _standing(self) -> dict[str, list[Decision]]:
        """The decisions that stand, by text."""
        count = self._case.counts()["decisions"]
        if count != self._held[0]:
            by_text: dict[str, list[Decision]] = defaultdict(list)
            for decision in standing_decisions(self._case.decisions()):
                by_text[decision.article_sha256].append(decision)
            self._held = (count, by_text)
        return self._held[1]

    def _worded(self, task: Task, link: Link) -> Task:
        """A task about a link with the words of its two claims."""
        words = []
        for end in (link.a, link.b):
            article = self._case.text(end.id)
            words.append(shorten(article.text[end.start : end.end], 90) if article else "")
        return replace(task, words=" — ".join(words))


def _done(case: Case, rows: Mapping[str, ArticleRow], standing: Mapping[str, list[Decision]]) -> set[tuple[str, str]]:
    """Article and id of each attribution that a person has looked at."""
    if not standing:
        return set()
    spans: dict[tuple[str, str, str], dict[str, list[Span]]] = {}
    for place in case.decided_places():
        held = spans.setdefault((place.article, place.id, place.part), {role: [] for role in _SPANS})
        held[place.role].append(Span(place.start, place.end))
    by_article: dict[str, list[_Placed]] = defaultdict(list)
    for (article, ident, part), roles in spans.items():
        by_article[article].append(_Placed(ident, part, Anchor(*(tuple(roles[role]) for role in _SPANS))))
    done: set[tuple[str, str]] = set()
    for article, placed in by_article.items():
        for decision in standing.get(rows[article].sha256, ()):
            done |= {(article, ident) for ident in _looked_at(decision, placed)}
    return done


class _Placed(NamedTuple):
    """An attribution by its spans."""

    id: str
    part: str
    anchor: Anchor


def _looked_at(decision: Decision, placed: list[_Placed]) -> Iterator[str]:
    """Ids of the attributions that a standing decision shows to be looked at."""
    if decision.role == "checked" and decision.after != "true":
        return
    here = [one for one in placed if one.part == decision.part]
    if not decision.spans:
        yield from (one.id for one in placed if decision.role == "checked")
    elif decision.roles[:1] in {("sentence",), ("claim",)}:
        if decision.role in {"checked", "label"}:
            low, high = decision.spans[0]
            yield from (one.id for one in here if low <= _first(one.anchor) < high)
    else:
        candidates = {one.id: _bare(one) for one in here}
        for anchor in _anchors(decision):
            found = best_match(anchor, candidates.values()) if any(anchor) else None
            if found is not None:
                yield found.id
                return


def _first(anchor: Anchor) -> int:
    return min(anchor.cue or anchor.content or anchor.source or (Span(-1, -1),)).start


def _anchors(decision: Decision) -> Iterator[Anchor]:
    """The spans that an attribution has after a decision about it, then those that it had."""
    spans: dict[str, list[Span]] = {role: [] for role in _SPANS}
    for role, span in zip(decision.roles, decision.spans, strict=False):
        if role in spans:
            spans[role].append(span)
    if decision.role in _SPANS:
        try:
            after = json.loads(decision.after or "null")["spans"]
            moved = spans | {decision.role: [Span(int(s), int(e)) for s, e in after]}
            yield Anchor(*(tuple(moved[role]) for role in _SPANS))
        except (ValueError, TypeError, KeyError):
            pass  # a value from elsewhere that cannot be read changed nothing
    yield Anchor(*(tuple(spans[role]) for role in _SPANS))


def _bare(one: _Placed) -> Attribution:
    model = TitleAttribution if one.part == "title" else Attribution
    return model.model_construct(id=one.id, **one.anchor._asdict())


class _Weight(NamedTuple):
    """What hangs on an attribution."""

    contradicted: bool
    linked: int
    same_source: int


class _Entry(NamedTuple):
    """One thing that can be looked at, before it is put in words."""

    value: float
    article: str
    target: str
    done: bool
    about: Link | tuple[AttributionRow, _Weight]


def _weigh_attributions(
    case: Case,
    rows: Mapping[str, ArticleRow],
    done: set[tuple[str, str]],
    every: list[Link],
    links: list[Link],
) -> Iterator[_Entry]:
    """All attributions, done ones too."""
    ends = [(end.id, end.claim) for link in every for end in (link.a, link.b)]
    against = {(end.id, end.claim) for link in links if is_contradiction(link) for end in (link.a, link.b)}
    holders = case.holders({*ends, *against})
    linked: Counter[tuple[str, str]] = Counter()
    for end, count in Counter(ends).items():
        if end in holders:
            key = (end[0], holders[end])
            linked[key] = max(linked[key], count)
    contradicted = {(end[0], holders[end]) for end in against if end in holders}
    made = case.attribution_rows()
    counts = Counter((row.article, row.source_name) for row in made if row.source_type != "unspecified")
    for row in made:
        if row.article in rows:  # another process may have added it since
            key = (row.article, row.id)
            weight = _Weight(key in contradicted, linked[key], counts[row.article, row.source_name])
            yield _Entry(_value(row, weight), row.article, row.id, key in done, (row, weight))


def _sure(row: AttributionRow) -> float:
    return min(row.confidence, row.source_confidence or row.confidence)


def _hanging(weight: _Weight) -> int:
    return weight.linked + max(0, weight.same_source - 1)


def _value(row: AttributionRow, weight: _Weight) -> float:
    """How much a look at an attribution is worth."""
    value = _WEIGHTS["unsure"] * (1 - _sure(row))
    if weight.contradicted:
        value += _WEIGHTS["contradiction"]
    if row.source_type in _ANONYMOUS and not weight.linked:
        value += _WEIGHTS["anonymous"]
    if _hanging(weight) > _FEW:
        value += _WEIGHTS["hangs"] * min(1.0, _hanging(weight) / 10)
    return round(value, 4)


def _attribution_task(row: AttributionRow, weight: _Weight, *, value: float, heading: str) -> Task:
    reasons = []
    if _sure(row) < _UNSURE:
        reasons.append(f"unsure ({_sure(row):.0%})")
    if weight.contradicted:
        reasons.append("contradicted elsewhere")
    if row.source_type in _ANONYMOUS and not weight.linked:
        reasons.append(f"{row.source_type.replace('_', ' ')}, nothing else behind it")
    if _hanging(weight) > _FEW:
        reasons.append(f"{_hanging(weight)} more hang on this source")
    words = " ".join(row.words.split())[:200]
    return Task(value, row.article, heading, row.id, "attribution", words, row.source_name, tuple(reasons))


def _link_value(link: Link) -> float:
    contradiction = _WEIGHTS["contradiction"] if is_contradiction(link) else 0
    return round(_WEIGHTS["unsure"] * (1 - link.score) + contradiction, 4)


def _link_task(link: Link, value: float) -> Task:
    reason = f"{link.relation}{f' ({link.slot})' if link.slot else ''}, {link.score:.0%}"
    return Task(value, link.a.id, "", link.id, "link", link.reason[:200], "", (reason,))
