"""PDF: the text of its pages, lines joined to paragraphs, through pypdf (written in Python: no memory to be broken)."""

from __future__ import annotations

import io
import logging
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from claimgraph.errors import InputError, MissingExtraError
from claimgraph.ingest.article import DOCUMENT_FACTOR, Raw, ReadOptions, ReadResult, make_loaded
from claimgraph.ingest.headers import read_header
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error, open_stream, read_whole
from claimgraph.records import InputRow

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["is_pdf", "join_lines", "read_pdf"]

_MAX_PAGES: Final = 1000
_MAX_SECONDS: Final = 120.0
_EDGE: Final = 2
"""Lines at the head and the foot of a page that may be a running title or a page number."""
_ENDS: Final = tuple(".!?:;”\"’'»)…")


class _Document(NamedTuple):
    text: str
    title: str | None
    author: str | None


def is_pdf(head: bytes) -> bool:
    """Whether an input that begins so is a PDF."""
    return b"%PDF-" in head[:1024]


def read_pdf(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The article of one PDF, a paragraph a line; running titles and page numbers are left out.

    Not handled: pages that are pictures (scans), and columns that the file does not hold in the order of reading.
    ``Original.content`` is the PDF.
    """
    try:
        opened, _ = open_stream(stream)
        content = read_whole(opened, where=name, max_bytes=options.max_bytes * DOCUMENT_FACTOR)
        document = _parse(content, name, options.max_bytes)
        header = read_header(document.text)
        row = InputRow(
            text=document.text,
            title=header.title or document.title,
            author=header.author or document.author,
            outlet=header.outlet,
            date=header.date,
            url=header.url,
        )
        note = f"{name}: read from a PDF; lines were joined to paragraphs by their looks (compare it with the page)"
        yield make_loaded(row, Raw(name, content, "application/pdf"), options, [note])
    except MissingExtraError as error:
        yield InputError(error.message, where=name, hint=error.hint)
    except InputError as error:
        yield error
    except READ_ERRORS as error:
        yield explain_read_error(error, name)


def _parse(content: bytes, where: str, max_bytes: int) -> _Document:
    """Text, title and author.

    Raises:
        InputError: it is damaged, locked, too long, or a scan.
        MissingExtraError: pypdf is not installed.
    """
    try:
        import pypdf
    except ImportError as error:
        raise MissingExtraError("PDFs need pypdf", where=where, hint="pip install 'claimgraph[documents]'") from error
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        pages = list(_pages(reader, where, max_bytes))
        about = reader.metadata
        title, author = (about.title, about.author) if about else (None, None)
    except InputError:
        raise
    except Exception as error:  # a parser of broken PDFs may fail in any way; it costs this file only
        raise InputError(
            f"the PDF cannot be read ({type(error).__name__}: {str(error)[:80]})",
            where=where,
            hint="open it and save it again, or save its text as .txt",
        ) from error
    text = join_lines(pages).encode("utf-8", "replace").decode()
    if not text.strip():
        raise InputError(
            "the PDF holds pictures and no text",
            where=where,
            hint="it may be a scan: have its letters recognised first",
        )
    return _Document(text, (str(title or "")).strip() or None, (str(author or "")).strip() or None)


def _pages(reader: PdfReader, where: str, max_bytes: int) -> Iterator[list[str]]:
    """The lines of each page.

    Raises:
        InputError: it is locked, or too long.
    """
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("the PDF is locked by a password", where=where, hint="save it without one")
    size, begun = 0, time.monotonic()
    for number, page in enumerate(reader.pages):
        lines = [line.strip() for line in page.extract_text().splitlines()]
        size += sum(map(len, lines))
        if number >= _MAX_PAGES or size > max_bytes or time.monotonic() - begun > _MAX_SECONDS:
            raise InputError(
                f"the PDF is too long: more than {number} pages, or {size:,} characters",
                where=where,
                hint="split it, one article a file",
            )
        yield lines


def join_lines(pages: Sequence[Sequence[str]]) -> str:
    """The paragraphs of pages of lines, one a line, also those that run over a page's end.

    A line belongs to the one before it if that one is nearly full, or does not end a sentence while this one begins
    with a small letter. A hyphen at a line's end is taken for that of a broken word where small letters stand round it.
    """
    lines = [line for page in _without_edges(pages) for line in page]
    lengths = [len(line) for line in lines if line]
    if not lengths:
        return ""
    full = 0.75 * statistics.quantiles(lengths, n=10)[8] if len(lengths) > 1 else lengths[0]
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        goes_on = bool(previous) and (
            (len(previous) >= full and not (previous.endswith(_ENDS) and len(previous) < full / 0.75 * 0.9))
            or (not previous.endswith(_ENDS) and line[:1].islower())
        )
        if line and paragraphs and goes_on:
            last = paragraphs[-1]
            if re.search(r"[^\W\d_]-$", last) and line[:1].islower():
                paragraphs[-1] = last[:-1] + line
            else:
                paragraphs[-1] = f"{last} {line}"
        elif line:
            paragraphs.append(line)
        previous = line
    return "\n".join(paragraphs)


def _without_edges(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Pages less what recurs at their heads and feet: running titles, page numbers."""
    filled = [[line for line in page if line] for page in pages]

    def shape(line: str) -> str:
        return re.sub(r"\d+", "0", line)

    edges = Counter(shape(line) for page in filled for line in {*page[:_EDGE], *page[-_EDGE:]})
    often = {line for line, count in edges.items() if count > 1 and count >= len(filled) / 2}
    kept = []
    for page in filled:
        last = len(page) - _EDGE
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if not ((at < _EDGE or at >= last) and (shape(line) in often or re.fullmatch(r"\W*\d{1,4}\W*", line)))
            ]
        )
    return kept
