"""What the pages show, as HTML; every value is escaped by the templates."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from claimgraph import GRADES, WORDS, ClaimFilter, InputError, Queue, say_value, shorten, summary, to_utf16, trace_claim
from claimgraph.export.assets import asset
from claimgraph.export.page_parts import Ledger
from claimgraph.export.page_view import in_order, view_article
from claimgraph.export.page_words import ACCESS, SOURCE_TYPE
from claimgraph.export.showable import UNSHOWABLE, showable
from claimgraph.web.group import find_group
from claimgraph.web.slices import cut_article

if TYPE_CHECKING:
    from claimgraph import Case, Desk
    from claimgraph.records import Attribution, CaseArticle, Outcome

__all__ = ["STATIC", "Pages"]

_HERE: Final = Path(__file__).parent
_UNSAFE: Final = re.compile("[<\u2028\u2029]")
_KEPT: Final = 4
"""Articles kept in memory between two requests."""
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
            item = self.desk.article(article_id)
            self._held[key] = (item, self.case.outcomes(article_id))
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
        data = {
            "article": article_id,
            "start": to_utf16(whole.article.text, piece.start),
            "at": target,
            "publisher": whole.publisher_name,
            "attributions": [self._shown(whole, made, letters[n], outcomes) for n, made in enumerate(numbered, 1)],
            "sentences": [s.label for s in item.annotation.sentences],
            "firstSentence": piece.first_sentence,
            "words": {key: WORDS[key] for key in ("label", "type", "stance", "kind", "quotation", "access")},
            "grades": GRADES,
            "sources": sorted({a.source_name for a in whole.annotation.attributions} | {o.name for o in whole.outlets}),
        }
        remarks = [o for o in outcomes if o.target is None and o.decision.role != "label"]
        return self._render(
            "article.html",
            page="articles",
            a=view,
            article=whole.article,
            piece=piece,
            data=Markup(_json(data)),  # noqa: S704 - escaped for where it stands
            remarks=[(o.decision.id, o.decision.person, summary(o.decision), o.decision.quoted[:80]) for o in remarks],
            checked=any(o.decision.role == "checked" and not o.decision.spans for o in remarks),
        )

    def _shown(self, item: CaseArticle, made: Attribution, label: str, outcomes: tuple[Outcome, ...]) -> dict[str, Any]:
        """What the panel says of an attribution."""
        titled = made in item.annotation.title_attributions
        whole = next((a for a in item.annotation.attributions if a.id == made.id), made)
        text = (item.annotation.title or "") if titled else item.article.text
        mine = [o for o in outcomes if o.target == made.id]
        grade = next((say_value("grade", o.decision.after) for o in reversed(mine) if o.decision.role == "grade"), "F6")
        return {
            "id": made.id,
            "label": label,
            "part": "title" if titled else "text",
            "name": made.source_name,
            "type": made.source_type,
            "typeWords": SOURCE_TYPE[made.source_type],
            "stance": made.stance + (f":{made.hedge_holder}" if made.hedge_holder else ""),
            "kind": made.kind,
            "quotation": made.quotation,
            "access": made.access,
            "accessWords": ACCESS[made.access],
            "chain": made.chain,
            "outlet": made.source_outlet,
            **{r: " … ".join(text[s:e] for s, e in getattr(whole, r)) for r in ("source", "cue", "content")},
            "confidence": round(made.confidence * 100),
            "sourceConfidence": round(made.source_confidence * 100),
            "sentence": self._sentence(item, whole) if not titled else None,
            "claims": [c.id for c in item.annotation.claims if c.attribution == made.id],
            "grade": grade,
            "checked": any(o.decision.role == "checked" and o.decision.after == "true" for o in mine),
            "model": item.annotation.model,
            "decisions": [
                {
                    "id": o.decision.id,
                    "person": o.decision.person,
                    "at": o.decision.at[:16].replace("T", " "),
                    "words": summary(o.decision),
                    "machine": say_value(o.decision.role, o.machine),
                    "status": o.status,
                }
                for o in mine
            ],
        }

    def _sentence(self, item: CaseArticle, made: Attribution) -> dict[str, Any] | None:
        """The sentence of the attribution's cue: its number from 1, and its label."""
        spans = made.cue or made.content or made.source
        at = min(spans).start if spans else 0
        found = enumerate(item.annotation.sentences, 1)
        return next(({"number": n, "label": s.label} for n, s in found if s.start <= at < s.end), None)

    def claims(self, text: str) -> str:
        """Claims that hold some words, at most so many."""
        rows = []
        for row in self.case.claims(ClaimFilter(text=text or None)):
            rows.append(row)
            if len(rows) >= _ROWS:
                break
        return self._render("claims.html", page="claims", rows=rows, text=text, cut=len(rows) >= _ROWS)

    def claim(self, article_id: str, claim_id: str) -> str:
        """A claim beside those that machines or people linked to it."""
        group = find_group(self.case, self.desk, article_id, claim_id)
        trace = trace_claim(self.case, (article_id, claim_id))
        return self._render("claim.html", page="claims", group=group, words=WORDS, trace=trace)

    def sources(self, text: str) -> str:
        """Who is credited with claims, most claims first."""
        rows = self.case.sources(text=text or None)
        return self._render(
            "sources.html", page="sources", rows=rows[:_ROWS], text=text, cut=len(rows) > _ROWS, types=SOURCE_TYPE
        )

    def source(self, source_id: str) -> str:
        """What one source says, article by article."""
        row = next((row for row in self.case.sources() if row.id == source_id), None)
        if row is None:
            raise InputError("the case has no such source; it may have been merged with another")
        rows = [claim for claim in self.case.claims(ClaimFilter(source=source_id)) if claim.source == source_id]
        return self._render("source.html", page="sources", row=row, rows=rows[:_ROWS], types=SOURCE_TYPE)

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

    def graph(self) -> str:
        """The frame of the map."""
        return self._render("graph.html", page="graph")

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


def _json(data: object) -> str:
    """JSON that cannot end the script element it stands in, nor hold what cannot be shown."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
