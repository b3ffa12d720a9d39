"""The desk's addresses: pages to read, and a few that take a decision as JSON."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from claimgraph import VIEWS, ClaimgraphError, Desk, InputError, ViewFilter, find_quote, from_utf16, make_view, summary
from claimgraph.export import load_writer
from claimgraph.web.guard import Guard
from claimgraph.web.pages import MOST, STATIC, Pages

if TYPE_CHECKING:
    from claimgraph import Case
    from claimgraph.records import CaseArticle

__all__ = ["make_app"]

_META_POLICY: Final = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def make_app(case: Case, person: str, *, port: int, token: str) -> Starlette:
    """The desk as an ASGI application, behind its guard."""
    house = _House(case, person)
    reads: dict[str, Callable[[Request], Response]] = {
        "/": house.home,
        "/articles": house.articles,
        "/article/{article}": house.article,
        "/claims": house.claims,
        "/claim/{article}/{claim}": house.claim,
        "/link/{link}": house.link_page,
        "/sources": house.sources,
        "/source/{source:path}": house.source,
        "/log": house.log,
        "/graph": house.graph,
        "/graph/map": house.map,
        "/next": house.next,
        "/state": house.state,
        "/static/{name}": house.static,
    }
    writes: dict[str, Callable[[Any], dict[str, Any]]] = {
        "/api/decide": house.decide,
        "/api/add": house.add,
        "/api/undo": house.undo,
        "/api/link": house.link,
        "/api/pair": house.pair,
        "/api/join": house.join,
    }
    routes = [Route(path, _reading(page), methods=["GET"]) for path, page in reads.items()]
    routes += [Route(path, _writing(act), methods=["POST"]) for path, act in writes.items()]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, port=port, token=token)],
        exception_handlers={
            404: house.missing,
            InputError: house.missing,
            ClaimgraphError: house.failed,
        },
    )


def _view(request: Request) -> str:
    """The view of the graph that is asked for; the whole of it where none is, or none such."""
    asked = request.query_params.get("view", "")
    return asked if asked in VIEWS else next(iter(VIEWS))


def _reading(page: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(page, request)

    return answer


def _writing(act: Callable[[Any], dict[str, Any]]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        try:
            given = json.loads(await request.body())
            if not isinstance(given, dict):
                return JSONResponse({"error": "an object was expected"}, status_code=400)
            return JSONResponse(await run_in_threadpool(act, given))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except ClaimgraphError as error:
            words = f"{error.message}{f' ({error.hint})' if error.hint else ''}"
            return JSONResponse({"error": words}, status_code=409)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            return JSONResponse({"error": f"not understood: {error}"}, status_code=400)

    return answer


class _House:
    """The pages and the decisions of one case."""

    def __init__(self, case: Case, person: str) -> None:
        self.case = case
        self.desk = Desk(case, person)
        self.pages = Pages(case, self.desk)
        self._map: tuple[Any, bytes] | None = None
        self._drawing = Lock()

    # reading ----------------------------------------------------------------------------------------

    def home(self, _request: Request) -> Response:
        """What to look at next."""
        return HTMLResponse(self.pages.queue())

    def next(self, request: Request) -> Response:
        """On to what is worth most, in another article than this."""
        return RedirectResponse(self.pages.next_task(request.query_params.get("article")), status_code=303)

    def state(self, _request: Request) -> Response:
        """Whether anything was decided, linked or read since a page was made."""
        return JSONResponse({"state": self.pages.state()})

    def articles(self, _request: Request) -> Response:
        """Every article."""
        return HTMLResponse(self.pages.articles())

    def article(self, request: Request) -> Response:
        """One article, marked, to be corrected."""
        part = request.query_params.get("part", "")
        number = int(part) if part.isdigit() and len(part) < 7 else 1
        article, at = request.path_params["article"], request.query_params.get("at")
        if (claim := request.query_params.get("claim")) is not None:
            claims = self.desk.article(article).annotation.claims
            at = next((c.attribution for c in claims if c.id == claim), None)
        return HTMLResponse(self.pages.article(article, number, at))

    def link_page(self, request: Request) -> Response:
        """A link, as the claims that it joins."""
        wanted = request.path_params["link"]
        every = (*self.case.links(), *self.case.links(decided_by_people=False))
        link = next((one for one in every if one.id == wanted), None)
        if link is None:
            raise InputError(f"the case has no link {wanted!r}")
        return HTMLResponse(self.pages.claim(link.a.id, link.a.claim))

    def claims(self, request: Request) -> Response:
        """Claims that hold some words."""
        return HTMLResponse(self.pages.claims(request.query_params.get("text", "")))

    def claim(self, request: Request) -> Response:
        """A claim beside those that are linked to it."""
        find = request.query_params.get("find", "")[:500]
        return HTMLResponse(self.pages.claim(request.path_params["article"], request.path_params["claim"], find))

    def sources(self, request: Request) -> Response:
        """Who is credited with claims."""
        return HTMLResponse(self.pages.sources(request.query_params.get("text", "")))

    def source(self, request: Request) -> Response:
        """What one source says."""
        return HTMLResponse(self.pages.source(request.path_params["source"]))

    def log(self, _request: Request) -> Response:
        """What was decided."""
        return HTMLResponse(self.pages.log())

    def graph(self, request: Request) -> Response:
        """The map, in a frame."""
        return HTMLResponse(self.pages.graph(_view(request)))

    def map(self, request: Request) -> Response:
        """The map itself, drawn anew when the case has changed."""
        with self._drawing:
            name = _view(request)
            state = (name, self.pages.state())
            if self._map is None or self._map[0] != state:
                where = ViewFilter(max_nodes=MOST)
                view, _ = make_view(name, self.case.articles(), self.case.links(), where=where)
                with tempfile.TemporaryDirectory() as folder:
                    out = Path(folder) / "map.html"
                    load_writer("map")(view, out)
                    self._map = (state, out.read_bytes())
            page = self._map[1]
        found = _META_POLICY.search(page[:4000].decode(errors="ignore"))
        policy = unescape(found[1]) if found else "default-src 'none'"
        headers = {"content-security-policy": f"{policy}; frame-ancestors 'self'", "x-frame-options": "SAMEORIGIN"}
        return HTMLResponse(page, headers=headers)

    def static(self, request: Request) -> Response:
        """Style sheets and the script; nothing but those listed."""
        made = STATIC.get(request.path_params["name"])
        if made is None:
            raise HTTPException(404)
        read, media_type = made
        return Response(read(), media_type=media_type)

    async def missing(self, _request: Request, error: Exception) -> Response:
        """What is not there."""
        words = error.message if isinstance(error, ClaimgraphError) else "there is no such page"
        return HTMLResponse(self.pages.trouble(words), status_code=404)

    async def failed(self, _request: Request, error: Exception) -> Response:
        """What went wrong."""
        return HTMLResponse(self.pages.trouble(str(error)), status_code=500)

    # deciding ---------------------------------------------------------------------------------------

    def decide(self, given: Any) -> dict[str, Any]:
        """A correction; words come as a selection in UTF-16 units, or as words to be found."""
        article, what, target = str(given["article"]), str(given["what"]), given.get("target")
        value = given.get("value")
        if what == "entity" and isinstance(value, dict) and "selection" in value:
            start, end = self._selected(self.desk.article(article), value.pop("selection"))
            target = f"e{start}-{end}"
        if what in {"source", "cue", "content"}:
            value = self._spans(self.desk.article(article), value, what, target)
        made = self.desk.decide(article, what, value, target=str(target) if target else None)
        return {"decision": made.id, "target": target, "said": summary(made)}

    def _spans(self, item: CaseArticle, value: Any, what: str, target: Any) -> list[tuple[int, int]]:
        """The spans that a selection or words mean; ``more``: beside those that are there."""
        found = item.annotation
        made = next((a for a in (*found.attributions, *found.title_attributions) if a.id == target), None)
        titled = made is not None and made in found.title_attributions
        text = (found.title or "") if titled else item.article.text
        before = list(getattr(made, what)) if made else []
        if "selection" in value:
            spans = [self._selected(item, value["selection"])]
            return [*(before if value.get("more") else []), *spans]
        near = min(before or (made.cue or made.content if made else ()), default=(0, 0))[0]
        parts = [part.strip() for part in str(value["words"]).replace(" ... ", " … ").split(" … ")]
        return [find_quote(text, part, near=near) for part in parts if part]

    def _selected(self, item: CaseArticle, selection: Any) -> tuple[int, int]:
        """The code points of a selection, without the space around it."""
        text = (item.annotation.title or "") if selection.get("part") == "title" else item.article.text
        start, end = from_utf16(text, int(selection["start"]), int(selection["end"]))
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return (start, end)

    def add(self, given: Any) -> dict[str, Any]:
        """An attribution that no model found; its parts are selections, or words."""
        item = self.desk.article(str(given["article"]))
        parts = dict(given["parts"])
        part = "title" if any(p.get("part") == "title" for p in parts.values()) else "text"
        text = (item.annotation.title or "") if part == "title" else item.article.text
        near = next((self._selected(item, p)[0] for p in parts.values() if "start" in p), 0)
        spans = {
            role: [self._selected(item, p) if "start" in p else find_quote(text, str(p["words"]).strip(), near=near)]
            for role, p in parts.items()
            if role in {"source", "cue", "content"} and ("start" in p or str(p.get("words", "")).strip())
        }
        fields = {k: given[k] for k in ("name", "type", "stance", "quotation") if given.get(k)}
        if str(given.get("chain") or "").strip():
            fields["chain"] = given["chain"]
        made = self.desk.add(item.article.id, spans, part=part, **fields)
        target = next((o.target for o in self.case.outcomes(item.article.id) if o.decision.id == made.id), None)
        return {"decision": made.id, "target": target, "said": summary(made)}

    def undo(self, given: Any) -> dict[str, Any]:
        """Take a decision back; without its id the last one of this person that stands."""
        decision = given.get("decision") or self.pages.last_decision(given.get("article"))
        taken_back = self.desk.undo(str(decision))
        return {"decision": taken_back.id, "said": summary(taken_back)}

    def link(self, given: Any) -> dict[str, Any]:
        """A verdict on a link."""
        options = {k: str(given[k]) for k in ("relation", "slot") if given.get(k)}
        return {"decision": self.desk.decide_link(str(given["link"]), str(given["verdict"]), **options).id}

    def pair(self, given: Any) -> dict[str, Any]:
        """A verdict on two claims."""
        a, b = (self.desk.claim(str(one["claim"]), str(one["article"])) for one in (given["a"], given["b"]))
        relation, slot = str(given.get("relation") or "same"), given.get("slot") or None
        return {"decision": self.desk.judge_pair(a, b, str(given["verdict"]), relation=relation, slot=slot).id}

    def join(self, given: Any) -> dict[str, Any]:
        """Two named sources are one; the other is given by its name."""
        name = str(given["name"]).strip().casefold()
        same = [row.id for row in self.case.sources(text=name) if row.name.casefold() == name]
        if not same:
            raise InputError(f"no source has the name {given['name']!r}", hint="write it as the list of sources does")
        made = self.desk.join_sources(str(given["source"]), same[0])
        return {"decisions": [one.id for one in made], "source": same[0]}
