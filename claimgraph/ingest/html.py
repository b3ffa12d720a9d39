"""Web pages: the main text and what the page says of itself, through trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, Final, NamedTuple

from claimgraph.errors import InputError, MissingExtraError
from claimgraph.ingest.article import Raw, ReadOptions, ReadResult, make_loaded
from claimgraph.ingest.decode import decode_bytes, plain_start
from claimgraph.ingest.headers import read_header
from claimgraph.ingest.page_date import find_page_date
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error, open_stream, read_whole
from claimgraph.records import InputRow

__all__ = ["is_html", "read_html"]

_MAX_DEPTH: Final = 250
"""The parser (libxml2) drops what is nested deeper than 256, and says nothing."""

_MAX_TAGS: Final = 100_000
"""Extraction takes some 75 microseconds a tag; a long article has a few thousand."""


_MAX_ATTRIBUTES: Final = 20_000
"""Of one tag. The parser holds each against all before it; words in a quoted value count, for they are not told apart."""

_HEAD: Final = 8192

_SHORT: Final = 200
"""Characters; below, what was found may be a consent notice or a teaser."""


def is_html(head: bytes) -> bool:
    """Whether an input that begins so is a web page."""
    start = plain_start(head)
    pattern = rb"(?:<\?xml[^>]*>\s*+|(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b"
    return re.match(pattern, start, re.IGNORECASE | re.DOTALL) is not None


class _Page(NamedTuple):
    text: str
    title: str | None
    author: str | None
    date: str | None
    sitename: str | None
    url: str | None


def read_html(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The article of one page: its main text, a paragraph a line, and what its metadata say of it.

    ``Original.content`` is the page. Tables are left out: where they hold an article they are layout. Comments, navigation and teasers are left out as far as the extractor
    knows them. The date is one that the page declares (``find_page_date``), or that of a
    byline at the head of the text; never a guess.
    """
    try:
        opened, _ = open_stream(stream)
        content = read_whole(opened, where=name, max_bytes=options.max_bytes)
        page, notes = _read_page(content, name)
        language = _language_pattern().search(content[:4096])
        row = InputRow(
            text=page.text,
            title=page.title,
            author=page.author,
            date=page.date,
            outlet=page.sitename,
            url=page.url,
            language=language[1].decode("ascii") if language else None,
        )
        yield make_loaded(row, Raw(name, content, "text/html"), options, notes)
    except InputError as error:
        yield error
    except READ_ERRORS as error:
        yield explain_read_error(error, name)


@cache
def _charset_pattern() -> re.Pattern[bytes]:
    return re.compile(
        rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
    )


@cache
def _language_pattern() -> re.Pattern[bytes]:
    return re.compile(rb"""<html\b[^>]{0,500}?\blang\s*=\s*["']?([A-Za-z]{2})\b""", re.IGNORECASE)


def _read_page(content: bytes, where: str) -> tuple[_Page, list[str]]:
    if not content.strip():
        raise InputError("is empty", where=where, hint="save the page again")
    declared = _charset_pattern().search(content[:4096])
    markup, _, notes = decode_bytes(content, where=where, declared=declared[1].decode("ascii") if declared else None)
    too_deep = _markup_depth(markup, where) > _MAX_DEPTH
    page = _extract(markup, where)
    if not page or not page.text.strip():
        why = "its markup is nested too deeply" if too_deep else "it may be built by scripts, or behind a consent page"
        raise InputError("no article text was found in the page", where=where, hint=f"{why}: save the text as .txt")
    if too_deep:
        note = f"{where}: the page's markup is nested very deeply; text may be missing (compare it, or save it as .txt)"
        notes = (*notes, note)
    if len(page.text) < _SHORT:
        notes = (*notes, f"{where}: only {len(page.text)} characters of text were found (is it the whole article?)")
    date, warning = find_page_date(markup, page.url)
    byline = read_header(page.text)
    if warning and not byline.date:
        notes = (*notes, f"{where}: {warning}")
    return page._replace(date=date or byline.date, author=page.author or byline.author), list(notes)


@cache
def _tag_pattern() -> re.Pattern[str]:
    # Possessive: a page of one long unclosed tag must not be read again from each of its letters.
    return re.compile(r"<(/?)([a-zA-Z][\w:-]*+)([^<>]*+)>", re.ASCII)


_NEVER_CLOSED: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option".split()  # noqa: SIM905 - a word list reads better
)


def _markup_depth(markup: str, where: str) -> int:
    """About how deeply the tags of a page are nested; those that are closed by what follows them do not count.

    Raises:
        InputError: there are too many tags, or too many attributes in one.
    """
    depth = deepest = 0
    for count, match in enumerate(_tag_pattern().finditer(markup)):
        if count > _MAX_TAGS:
            raise InputError(
                f"the page has more than {_MAX_TAGS:,} tags, too many for an article",
                where=where,
                hint="save its text as .txt",
            )
        if match.end() - match.start() > _MAX_ATTRIBUTES and len(match[3].split()) > _MAX_ATTRIBUTES:
            raise InputError(
                f"a tag of the page has more than {_MAX_ATTRIBUTES:,} attributes",
                where=where,
                hint="save its text as .txt",
            )
        if match[3].endswith("/") or match[2].lower() in _NEVER_CLOSED:
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _extract(markup: str, where: str) -> _Page | None:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtraError(
            "HTML cannot be read: trafilatura is not usable here", where=where, hint=f"reinstall claimgraph ({error})"
        ) from error
    for library in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        # Without a handler of their own, Python prints their complaints on standard error.
        logging.getLogger(library).addHandler(logging.NullHandler())
    # Its own search for a date guesses from footers and reads the clock; it is cut short, and its result not used.
    dates = {"extensive_search": False, "max_date": "2999-12-31"}
    try:
        # Not extract_with_metadata: it writes the metadata into the text, as a block of YAML.
        found = trafilatura.bare_extraction(
            markup if "<html" in markup[:_HEAD].lower() else f"<html><body>{markup}</body></html>",
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            include_formatting=False,
            date_extraction_params=dates,
        )
    except Exception as error:  # a parser of the open web may fail in any way; it costs this page only
        raise InputError(
            f"the page cannot be parsed ({type(error).__name__})", where=where, hint="save its text as .txt"
        ) from error
    if found is None or isinstance(found, dict):
        return None
    # The headline is the title, and no part of the text that is read from a page.
    text = (found.text or "").strip()
    first, _, rest = text.partition("\n")
    if found.title and rest.strip() and first.strip() == found.title.strip():
        text = rest.strip()
    return _Page(text, found.title, found.author, None, found.sitename, found.url)
