"""Articles of a case as one web page that needs nothing else: no network, no other file, no framework.

The text of each article with sources, cues and contents marked, who said what beside it, and the chain of whatever is
pointed at. Without its script the page is a document to read and print.

What is lost: entities, ids of attributions and the exact figures of confidence (rounded to whole per cent).
Control characters, lone surrogates and overriding bidi controls stand as one sign each, so that offsets still hold.

A strict Content Security Policy (https://www.w3.org/TR/CSP3/) allows the page's own style and script by their hashes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from claimgraph.export.assets import TEMPLATES, asset, policy
from claimgraph.export.atomic import replacing
from claimgraph.export.page_parts import Ledger
from claimgraph.export.page_view import view_article
from claimgraph.export.page_words import SOURCE_TYPE, UNNAMED, percent
from claimgraph.export.showable import UNSHOWABLE, showable
from claimgraph.records import CaseArticle

__all__ = ["write"]

TITLE = "Who said it, and through whom"
OPTIONS = 300
"""Most sources that the filter lists one by one."""

MANY = 25
"""Above so many articles the browser draws only what is in sight."""
PIECES = 500
"""Pieces of template output that are written at a time."""


def write(articles: Iterable[CaseArticle], out: Path, *, title: str | None = None) -> None:
    """Write ``articles`` as a self-contained HTML page; the same articles give the same bytes.

    Articles are taken one at a time: their part of the page waits in a temporary file until the counts and the table of
    contents, which stand before it, are known.

    Args:
        articles: in the order of the page.
        out: the file to write; it is replaced as a whole or left as it was.
        title: heading of the page; default: "Who said it, and through whom".

    Raises:
        ExportError: the file cannot be written.
    """
    ledger = Ledger()
    environment = _environment()
    article = environment.get_template("article.html")
    with replacing(out) as page, TemporaryFile("w+", encoding="utf-8", newline="") as body:
        for item in articles:
            view = view_article(item, ledger, replaced=bool(UNSHOWABLE.search(item.article.text)))
            _render(article, body, a=view)
        _head(environment, ledger, title or TITLE, page)
        body.seek(0)
        shutil.copyfileobj(body, page)
        _render(environment.get_template("foot.html"), page, script=asset("page.js"))


def _render(template: Template, out: IO[str], **values: object) -> None:
    """Write what the template gives piece by piece, so that a long article is never one string more."""
    stream = template.stream(values)
    stream.enable_buffering(PIECES)
    out.writelines(stream)


def _head(environment: Environment, ledger: Ledger, title: str, page: IO[str]) -> None:
    """The page down to its first article: policy, style, counts, legend, filters, table of contents."""
    options = sorted(ledger.options.values(), key=lambda o: (-o.claims, o.key))
    types = [(kind, words, ledger.by_type[kind]) for kind, words in SOURCE_TYPE.items() if kind in ledger.by_type]
    _render(
        environment.get_template("head.html"),
        page,
        title=title,
        many=MANY,
        policy=policy(asset("page.css"), asset("page.js")),
        style=asset("page.css"),
        ledger=ledger,
        unnamed=percent(ledger.unnamed, ledger.claims),
        types=[(words, count) for kind, words, count in types if kind in UNNAMED],
        kinds=types,
        options=options[:OPTIONS],
        cut=len(options) > OPTIONS,
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=showable,
    )
