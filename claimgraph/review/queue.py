"""What to look at next: the attributions and links where a person's minute is worth most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from claimgraph.correct import apply_decisions, standing_decisions
from claimgraph.records import Attribution, CaseArticle, Decision, Link
from claimgraph.review.words import heading, shorten

if TYPE_CHECKING:
    from claimgraph.store import Case

__all__ = ["Progress", "Queue", "Task"]

_ANONYMOUS: Final = frozenset({"anonymous", "official_unnamed", "local_unspecified", "unspecified"})
_WEIGHTS: Final = {"contradiction": 3.0, "anonymous": 1.0, "unsure": 2.0, "hangs": 1.0}


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
    done: bool = False


@dataclass(slots=True)
class Progress:
    """How far a review is: attributions and links that a person has looked at."""

    done: int = 0
    total: int = 0
    tasks: list[Task] = field(default_factory=list)


class Queue:
    """The tasks of a case, kept between two looks: only articles about which somebody decided are read again.

    An attribution is done when it, its sentence or its whole article was checked, or any decision about it stands; a
    link when a person judged it.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._state: object = None
        self._tasks: dict[str, tuple[int, list[Task]]] = {}
        """By id of an article how many decisions there were about it, and its tasks."""

    def progress(self, *, limit: int = 200) -> Progress:
        """How far the review is, and what to look at next, the most valuable first."""
        case = self._case
        every = list(case.links(decided_by_people=False))
        links = list(case.links())
        counts = case.counts()
        state = (
            [link.id for link in links],
            len(every),
            counts["articles"],
            counts["runs"],
            counts["claims"] if every else 0,
        )
        if state != self._state:
            self._state, self._tasks = state, {}
        rows = case.article_rows()
        stale = {row.id: row.decisions for row in rows if self._tasks.get(row.id, (-1, []))[0] != row.decisions}
        if stale:
            board = _Board(case, every, links)
            items = case.articles() if len(stale) == len(rows) else filter(None, map(case.article, stale))
            for item in items:
                self._tasks[item.article.id] = (stale[item.article.id], board.tasks(item))
        made = [task for row in rows for task in self._tasks[row.id][1]]
        judged = {link.id for link in links}
        made += [_link_task(link, done=link.id not in judged) for link in every]
        left = sorted((t for t in made if not t.done), key=lambda task: (-task.value, task.article, task.target))
        shown = [self._worded(task, every) if task.kind == "link" else task for task in left[:limit]]
        return Progress(len(made) - len(left), len(made), shown)

    def _worded(self, task: Task, links: list[Link]) -> Task:
        """A task about a link with the words of its two claims."""
        link = next(one for one in links if one.id == task.target)
        words = []
        for end in (link.a, link.b):
            article = self._case.text(end.id)
            words.append(shorten(article.text[end.start : end.end], 90) if article else "")
        return replace(task, words=" — ".join(words))


class _Board:
    """What all articles share: decisions by text, and what links hang on which claim."""

    def __init__(self, case: Case, every: list[Link], links: list[Link]) -> None:
        self._case = case
        self._decisions: dict[str, list[Decision]] = defaultdict(list)
        for decision in case.decisions():
            self._decisions[decision.article_sha256].append(decision)
        self._weights = _dependants(every)
        self._contradicted = {end.claim for link in links if link.relation == "contradicts" for end in (link.a, link.b)}

    def tasks(self, item: CaseArticle) -> list[Task]:
        """The tasks of one article, done ones too."""
        done = _done(self._case, item, self._decisions.get(item.article.sha256, ()))
        found = item.annotation
        claims = defaultdict(list)
        for claim in found.claims:
            claims[claim.attribution].append(claim.id)
        counts = Counter(a.source_name for a in found.attributions if a.source_type != "unspecified")
        tasks = []
        for made in (*found.title_attributions, *found.attributions):
            if made.kind == "claim":
                held = claims[made.id]
                linked = max((self._weights[c] for c in held), default=0)
                weight = _Weight(bool(self._contradicted.intersection(held)), linked, counts)
                tasks.append(_attribution_task(item, made, weight, done=made.id in done))
        return tasks


def _dependants(links: Iterable[Link]) -> Counter[str]:
    """How many links each claim is an end of."""
    return Counter(end.claim for link in links for end in (link.a, link.b))


def _done(case: Case, item: CaseArticle, decisions: Iterable[Decision]) -> set[str]:
    """Ids of the attributions that a person has looked at."""
    standing = standing_decisions(decisions)
    if not standing:
        return set()
    everything = {a.id for a in (*item.annotation.attributions, *item.annotation.title_attributions)}
    if any(d.role == "checked" and not d.spans and d.after == "true" for d in standing):
        return everything
    raw = case.raw(item.article.id) or item
    return {o.target for o in apply_decisions(raw, standing)[1] if o.target is not None}


class _Weight(NamedTuple):
    """What hangs on an attribution."""

    contradicted: bool
    linked: int
    counts: Counter[str]


def _attribution_task(item: CaseArticle, made: Attribution, weight: _Weight, *, done: bool) -> Task:
    contradicted, linked, counts = weight
    sure = min(made.confidence, made.source_confidence or made.confidence)
    value = _WEIGHTS["unsure"] * (1 - sure)
    reasons = []
    if sure < 0.6:
        reasons.append(f"unsure ({sure:.0%})")
    if contradicted:
        value += _WEIGHTS["contradiction"]
        reasons.append("contradicted elsewhere")
    if made.source_type in _ANONYMOUS and not linked:
        value += _WEIGHTS["anonymous"]
        reasons.append(f"{made.source_type.replace('_', ' ')}, nothing else behind it")
    hanging = linked + max(0, counts[made.source_name] - 1)
    if hanging > 2:
        value += _WEIGHTS["hangs"] * min(1.0, hanging / 10)
        reasons.append(f"{hanging} more hang on this source")
    text = (item.annotation.title or "") if made in item.annotation.title_attributions else item.article.text
    words = " … ".join(text[s:e] for s, e in made.content)
    return Task(
        round(value, 4),
        item.article.id,
        f"{item.publisher_name}: {heading(item, limit=60)}",
        made.id,
        "attribution",
        " ".join(words.split())[:200],
        made.source_name,
        tuple(reasons),
        done,
    )


def _link_task(link: Link, *, done: bool) -> Task:
    value = _WEIGHTS["unsure"] * (1 - link.score) + (_WEIGHTS["contradiction"] if link.relation == "contradicts" else 0)
    reason = f"{link.relation}{f' ({link.slot})' if link.slot else ''}, {link.score:.0%}"
    return Task(round(value, 4), link.a.id, "", link.id, "link", link.reason[:200], "", (reason,), done)
