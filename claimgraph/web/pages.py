"""What the pages show, as HTML; every value is escaped by the templates."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from claimgraph import (
    GRADES,
    NAMED_TYPES,
    VIEWS,
    WORDS,
    ClaimFilter,
    InputError,
    Queue,
    shorten,
    summary,
    to_utf16,
    trace_claim,
)
from claimgraph.export.assets import asset
from claimgraph.export.page_parts import Ledger
from claimgraph.export.page_view import in_order, view_article
from claimgraph.export.page_words import SOURCE_TYPE
from claimgraph.export.showable import UNSHOWABLE, showable
from claimgraph.web.group import find_group, find_like, like_names
from claimgraph.web.panel import attribution_data, name_data, of_something_else, sentence_data
from claimgraph.web.slices import cut_article

if TYPE_CHECKING:
    from claimgraph import Case, Desk
    from claimgraph.records import Attribution, CaseArticle, Outcome

__all__ = ["MOST", "STATIC", "Pages"]

_HERE: Final = Path(__file__).parent
_UNSAFE: Final = re.compile("[<\u2028\u2029]")
_KEPT: Final = 4
"""Articles kept in memory between two requests."""
MOST: Final = 2000
"""Most nodes of the map that is drawn anew after each decision."""
_ROWS: Final = 300
"""Most rows of a list."""


@cache
def _own(name: str) -> str:
    return (_HERE / "static" / name).read_text(encoding="utf-8")


STATIC: Final[Mapping[str, tuple[Callable[[], str], str]]] = {
    "page.css": (lambda: str(asset("page.css")), "text/css"),
    "desk.css": (lambda: _own("desk.css"), "text/css"),
    "desk.js": (lambda: _own("desk.js"), "text/javascript"),
    "desk_edit.js": (lambda: _own("desk_edit.js"), "text/javascript"),
    "desk_panel.js": (lambda: _own("desk_panel.js"), "text/javascript"),
}
"""All that is served besides pages: what gives it, and its media type."""


class Pages:
    """The pages of one case."""

    def __init__(self, case: Case, desk: Desk) -> None:
        self.case = case
        self.desk = desk
        self._queue = Queue(case)
        self._held: OrderedDict[tuple[str, str, int], tuple[CaseArticle, tuple[Outcome, ...]]] = OrderedDict()
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=showable,
        )
        self._environment.globals |= {"person": desk.person, "case_name": case.path.name}

    def _render(self, name: str, **values: Any) -> str:
        return self._environment.get_template(name).render(**values)

    def _article(self, article_id: str) -> tuple[CaseArticle, tuple[Outcome, ...]]:
        """An article with what became of the decisions about it, kept until somebody decides or runs anew."""
        counts = self.case.counts()
        key = (article_id, str(counts["runs"]), counts["decisions"])
        if key not in self._held:
            found = self.case.reviewed(article_id)
            self._held[key] = found or (self.desk.article(article_id), ())  # which tells what is not there
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return self._held[key]

    def trouble(self, words: str) -> str:
        """What went wrong."""
        return self._render("trouble.html", page="", words=words)

    def queue(self) -> str:
        """What to look at next."""
        return self._render("queue.html", page="queue", progress=self._queue.progress(limit=100))

    def articles(self) -> str:
        """Every article, with how many decisions are about it."""
        rows = [
            (
                row.id,
                row.title or shorten(row.opening, 90) or row.id,
                row.outlet,
                row.date or "",
                row.claims,
                row.decisions,
            )
            for row in self.case.article_rows()
        ]
        return self._render("articles.html", page="articles", rows=rows, stones=self.case.tombstones())

    def article(self, article_id: str, number: int, target: str | None) -> str:
        """One part of an article, marked, with what the script needs to correct it."""
        whole, outcomes = self._article(article_id)
        piece = cut_article(whole, number, target=target)
        item = piece.item
        view = view_article(item, Ledger(), replaced=bool(UNSHOWABLE.search(item.article.text)))
        numbered: list[Attribution] = [
            *in_order(item.annotation.title_attributions),
            *in_order(item.annotation.attributions),
        ]
        letters = {card.number: card.label for source in view.sources for card in source.cards}
        found = whole.annotation
        titles = {made.id for made in found.title_attributions}
        known = {made.id: made for made in (*found.title_attributions, *found.attributions)}
        shown = [
            attribution_data(whole, known[made.id], letters[n], outcomes, titled=made.id in titles)
            for n, made in enumerate(numbered, 1)
        ]
        names = name_data(whole, piece, outcomes)
        data = {
            "article": article_id,
            "start": to_utf16(whole.article.text, piece.start),
            "at": target,
            "part": piece.number,
            "state": self.state(),
            "publisher": whole.publisher_name,
            "attributions": shown,
            "sentences": sentence_data(piece, outcomes),
            "names": names,
            "words": {key: WORDS[key] for key in ("label", "type", "stance", "kind", "quotation", "access", "entity")},
            "grades": GRADES,
            "sources": sorted({a.source_name for a in found.attributions} | {o.name for o in whole.outlets}),
        }
        remarks = of_something_else(outcomes)
        return self._render(
            "article.html",
            page="articles",
            a=view,
            article=whole.article,
            piece=piece,
            data=Markup(_json(data)),  # noqa: S704 - escaped for where it stands
            remarks=[
                (o.decision.id, o.decision.person, summary(o.decision), o.decision.quoted[:80], o.status)
                for o in remarks
            ],
            checked=any(o.decision.role == "checked" and not o.decision.spans for o in remarks),
            total=len(shown),
            looked={n for n, one in enumerate(shown, 1) if one["looked"]},
            names=_grouped(names),
        )

    def state(self) -> str:
        """What tells whether anybody decided, linked or read anything since."""
        counts = self.case.counts()
        return "-".join(str(counts[name]) for name in ("articles", "runs", "links", "decisions"))

    def next_task(self, article_id: str | None) -> str:
        """The address of what is worth most to look at, in another article than this."""
        tasks = self._queue.progress(limit=1, without=article_id).tasks
        if not tasks:
            return "/"
        kind, place = tasks[0].kind, quote(tasks[0].target, safe="")
        return f"/link/{place}" if kind == "link" else f"/article/{quote(tasks[0].article, safe='')}?at={place}"

    def claims(self, text: str) -> str:
        """Claims that hold some words, at most so many."""
        rows = []
        for row in self.case.claims(ClaimFilter(text=text or None)):
            rows.append(row)
            if len(rows) >= _ROWS:
                break
        return self._render("claims.html", page="claims", rows=rows, text=text, cut=len(rows) >= _ROWS)

    def claim(self, article_id: str, claim_id: str, find: str = "") -> str:
        """A claim beside those that machines or people linked to it, and others that have like words."""
        group = find_group(self.case, self.desk, article_id, claim_id)
        trace = trace_claim(self.case, (article_id, claim_id))
        shown = {(member.row.article, member.row.id) for member in group.members}
        like = find_like(self.case, find or group.members[0].row.text, shown)
        return self._render("claim.html", page="claims", group=group, words=WORDS, trace=trace, like=like, find=find)

    def sources(self, text: str) -> str:
        """Who is credited with claims, most claims first."""
        rows = self.case.sources(text=text or None)
        return self._render(
            "sources.html", page="sources", rows=rows[:_ROWS], text=text, cut=len(rows) > _ROWS, types=SOURCE_TYPE
        )

    def source(self, source_id: str) -> str:
        """What one source says, article by article."""
        every = self.case.sources()
        row = next((row for row in every if row.id == source_id), None)
        if row is None:
            raise InputError("the case has no such source; it may have been merged with another")
        rows = [claim for claim in self.case.claims(ClaimFilter(source=source_id)) if claim.source == source_id]
        joinable = row.type in NAMED_TYPES
        like = like_names(row.name, [other.name for other in every if other.type in NAMED_TYPES]) if joinable else []
        return self._render(
            "source.html", page="sources", row=row, rows=rows[:_ROWS], types=SOURCE_TYPE, joinable=joinable, like=like
        )

    def log(self) -> str:
        """What was decided, the newest first."""
        lines = list(self.case.log())
        undone = {line.withdraws for line in lines if line.withdraws}
        articles = {row.sha256: row.id for row in self.case.article_rows()}
        rows = [
            (line, "" if line.purged else summary(line), line.id in undone, articles.get(line.article_sha256))
            for line in reversed(lines)
        ]
        return self._render("log.html", page="log", rows=rows[:_ROWS], cut=len(rows) > _ROWS, count=len(rows))

    def graph(self, view: str) -> str:
        """The frame of the map."""
        cut = sum(self.case.counts()[name] for name in ("articles", "claims", "sources", "outlets", "entities")) > MOST
        return self._render(
            "graph.html", page="graph", state=self.state(), view=view, views=list(VIEWS), cut=cut, most=MOST
        )

    def last_decision(self, article_id: str | None) -> str:
        """Id of the last decision of this person that stands, of one article if given.

        Raises:
            InputError: there is none.
        """
        sha256 = self.desk.article(str(article_id)).article.sha256 if article_id else None
        lines = list(self.case.log())
        gone = {line.withdraws for line in lines}
        for line in reversed(lines):
            ours = line.person == self.desk.person and sha256 in {None, line.article_sha256}
            if ours and line.id not in gone and line.withdraws is None and line.role != "purge":
                return line.id
        raise InputError("there is nothing of yours to undo here")


def _grouped(names: Iterable[dict[str, Any]]) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Names by type: target of the first mention, name, how many mentions."""
    found: dict[str, dict[str, list[Any]]] = {}
    for name in names:
        held = found.setdefault(name["type"], {}).setdefault(name["entity"], [name["target"], name["name"], 0])
        held[2] += 1
    return [(kind, [(t, n, c) for t, n, c in group.values()]) for kind, group in sorted(found.items())]


def _json(data: object) -> str:
    """JSON that cannot end the script element it stands in, nor hold what cannot be shown."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
