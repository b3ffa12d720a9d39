"""The publication date that a web page declares; null rather than a guess, for time expressions are resolved by it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from claimgraph.ingest.dates import parse_written_date

__all__ = ["find_page_date"]

_META_NAMES: Final = frozenset(
    {
        *("article:published_time", "og:published_time", "article:published", "datepublished", "date", "pubdate"),
        *("publishdate", "publish-date", "publish_date", "publication_date", "dc.date", "dc.date.issued"),
        *(
            "dcterms.date",
            "dcterms.created",
            "dcterms.issued",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:publishtime",
        ),
    }
)
_REACH: Final = 2_000_000
"""Characters of a page looked at."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "meta": re.compile(r"<meta\b([^<>]{1,1000})>", re.IGNORECASE),
        "time": re.compile(r"<time\b([^<>]{1,500})>", re.IGNORECASE),
        "attribute": re.compile(
            r"""([\w:.-]{1,40})\s{0,5}=\s{0,5}(?:"([^"]{0,300})"|'([^']{0,300})'|([^\s"'<>]{1,300}))"""
        ),
        "json": re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"]{4,60})"'),
        "url": re.compile(r"https?://[^/\s]{1,200}/(?:[^?#]{0,300}/)?((?:19|20)\d\d)/([01]?\d)/([0-3]?\d)/"),
    }


def find_page_date(markup: str, url: str | None) -> tuple[str | None, str | None]:
    """The date of publication, as ``parse_date`` gives it, and a warning if what the page declares is none.

    Read are, in this order: meta tags, JSON-LD (schema.org ``datePublished``), a ``time`` element that is marked as
    publication or is the only one, the date within the page's URL. Dates of change, copyright lines and dates in
    running text are not.
    """
    page = markup[:_REACH]
    warning = None
    for declared in (_meta_date(page), _json_date(page), _time_date(page)):
        if declared:
            value, note = parse_written_date(declared)
            if value:
                return value, note
            warning = warning or note
    match = _patterns()["url"].match(url or "")
    if match:
        value, _ = parse_written_date(f"{match[1]}/{match[2]}/{match[3]}")
        if value:
            return value, None
    return None, warning


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): one or two or bare for name, one, two, bare in _patterns()["attribute"].findall(tag)}


def _meta_date(page: str) -> str | None:
    for match in _patterns()["meta"].finditer(page):
        tag = _attributes(match[1])
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if name.lower() in _META_NAMES and tag.get("content", "").strip():
            return tag["content"]
    return None


def _json_date(page: str) -> str | None:
    match = _patterns()["json"].search(page)
    return match[1] if match else None


def _time_date(page: str) -> str | None:
    tags: list[dict[str, str]] = [
        _attributes(match[1]) | {"": match[1].lower()} for match in _patterns()["time"].finditer(page)
    ]
    dated = [tag for tag in tags if tag.get("datetime", "").strip()]
    marked = [tag["datetime"] for tag in dated if "publi" in tag[""] or "pubdate" in tag[""]]
    if marked:
        return marked[0]
    days = {tag["datetime"][:10] for tag in dated}
    return dated[0]["datetime"] if len(days) == 1 and "updat" not in dated[0][""] else None
