"""Web pages: the main text and what the page says of itself, through trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, Final, NamedTuple

from claimgraph.errors import InputError, MissingExtraError
from claimgraph.ingest.article import Raw, ReadOptions, ReadResult, make_loaded
from claimgraph.ingest.dates import parse_written_date
from claimgraph.ingest.decode import decode_bytes
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error, open_stream, read_whole
from claimgraph.records import InputRow

__all__ = ["read_html"]

_MAX_OPEN_TAGS: Final = 2_000
"""Deeper markup is no article; the parsers in C descend by recursion and would end the process."""

_MAX_TAGS: Final = 200_000
"""Extraction takes time that grows faster than the page; a long article has some thousand tags."""


class _Page(NamedTuple):
    text: str
    title: str | None
    author: str | None
    date: str | None
    sitename: str | None
    url: str | None


def read_html(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The article of one page: its main text, a paragraph a line, and what its metadata say of it.

    ``Original.content`` is the page. Comments, navigation and teasers are left out as far as the extractor
    knows them. The date comes from metadata and date marks only, never from a guess at the text.
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
    _check_markup(markup, where)
    page = _extract(markup, where)
    if not page or not page.text.strip():
        raise InputError(
            "no article text was found in the page",
            where=where,
            hint="it may be built by scripts, or behind a consent page: save the text as .txt",
        )
    date, warning = parse_written_date(page.date)
    if warning:
        notes = (*notes, f"{where}: {warning}")
    return page._replace(date=date), list(notes)


@cache
def _tag_pattern() -> re.Pattern[str]:
    return re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*?(/?)>")


_NEVER_CLOSED: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option".split()  # noqa: SIM905 - a word list reads better
)


def _check_markup(markup: str, where: str) -> None:
    """Refuse what would exhaust the parser's stack or hours of time.

    Raises:
        InputError: tags are open in each other too deeply, or there are too many.
    """
    depth = count = 0
    for match in _tag_pattern().finditer(markup):
        count += 1
        if match[3] or match[2].lower() in _NEVER_CLOSED:
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > _MAX_OPEN_TAGS or count > _MAX_TAGS:
            what = "nested too deeply" if depth > _MAX_OPEN_TAGS else "too large"
            raise InputError(f"the page's markup is {what} for an article", where=where, hint="save its text as .txt")


def _extract(markup: str, where: str) -> _Page | None:
    try:
        import trafilatura  # noqa: PLC0415 - slow to import
    except ImportError as error:
        raise MissingExtraError(
            "HTML cannot be read: trafilatura is not usable here", where=where, hint=f"reinstall claimgraph ({error})"
        ) from error
    for library in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        # Without a handler of their own, Python prints their complaints on standard error.
        logging.getLogger(library).addHandler(logging.NullHandler())
    dates = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2999-12-31"}
    try:
        # Not extract_with_metadata: it writes the metadata into the text, as a block of YAML.
        found = trafilatura.bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
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
    return _Page(text, found.title, found.author, found.date, found.sitename, found.url)
