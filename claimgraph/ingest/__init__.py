"""Bytes to articles: plain text, web pages, JSONL, spreadsheets; from files, folders and standard input.

for result in read_inputs(["news.jsonl.gz", "pages/"]):
    if isinstance(result, InputError): ...   # named, with reason and hint; the rest goes on
    else: result.article, result.original
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeAlias

from claimgraph.errors import InputError, SkippedInputError
from claimgraph.ingest.article import (
    DEFAULT_MAX_BYTES,
    Loaded,
    ReadOptions,
    ReadResult,
    make_article,
    text_id,
)
from claimgraph.ingest.dates import parse_date, parse_written_date
from claimgraph.ingest.html import read_html
from claimgraph.ingest.jsonl import read_jsonl
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error, open_path, open_stream
from claimgraph.ingest.table import read_table
from claimgraph.ingest.text import read_text
from claimgraph.ingest.walk import Found, find_files

__all__ = [
    "DEFAULT_MAX_BYTES",
    "READERS",
    "Format",
    "Loaded",
    "ReadOptions",
    "ReadResult",
    "make_article",
    "parse_date",
    "parse_written_date",
    "read_inputs",
    "text_id",
]

Reader: TypeAlias = Callable[[BinaryIO, str, ReadOptions], Iterator[ReadResult]]
"""From a stream (plain or gzip), its name and the user's options to what is in it; it never raises."""


class Format(NamedTuple):
    """An input format."""

    reader: Reader
    suffixes: tuple[str, ...]
    """In lower case; each may be followed by ``.gz``."""


READERS: Final[dict[str, Format]] = {
    "text": Format(read_text, (".txt", ".text")),
    "html": Format(read_html, (".html", ".htm", ".xhtml")),
    "jsonl": Format(read_jsonl, (".jsonl", ".ndjson", ".json")),
    "csv": Format(read_table, (".csv", ".tsv")),
}


def read_inputs(
    inputs: Iterable[str | Path] | str | Path,
    *,
    stdin: BinaryIO | None = None,
    outlet: str | None = None,
    date: str | None = None,
    format: str | None = None,  # noqa: A002 - it is the name of the option
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Iterator[ReadResult]:
    """The articles of ``inputs``, in order, one at a time; nothing of an article is kept once the next is asked for.

    An input that cannot be read comes as an ``InputError`` in its place, and the rest goes on; what was left out on
    purpose comes as its subclass ``SkippedInputError``. An article that comes twice with one id: the same text again is
    skipped; another text, outlet or URL is an error. (Some 120 bytes an article are kept for this.)

    Args:
        inputs: paths of files and folders; ``-`` is standard input. Any of them may be gzip.
        stdin: read for ``-``; the process's standard input by default.
        outlet: overrides every article's outlet.
        date: overrides every article's date; ISO, or written ("July 26, 2024").
        format: a key of ``READERS``; default: the suffix decides, else the content.
        max_bytes: the limit for one article: a file, a JSON object, a row.

    Raises:
        InputError: at once, for a ``date`` or a ``format`` that is none. Never for an input.
    """
    if format is not None and format not in READERS:
        raise InputError(f"there is no format {format!r}", where="format", hint=f"use one of {', '.join(READERS)}")
    given = None
    if date is not None:
        given, _ = parse_written_date(date)
        if given is None:
            raise InputError(f"{date!r} is no date", where="date", hint="write 2024-07-26")
    options = ReadOptions(outlet.strip() or None if outlet else None, given, max_bytes)
    paths = [inputs] if isinstance(inputs, (str, Path)) else inputs
    return _read_all(paths, stdin, options, format)


def _read_all(
    inputs: Iterable[str | Path], stdin: BinaryIO | None, options: ReadOptions, form: str | None
) -> Iterator[ReadResult]:
    seen = _Seen()
    stdin_read = False
    for found in find_files(inputs, _format_of, every_file=form is not None):
        if isinstance(found, InputError):
            yield found
            continue
        if found.path is None:
            if stdin_read:
                yield InputError("standard input can be read once only", where="-", hint="name - once")
                continue
            stdin_read = True
        for result in _read_file(found, stdin, options, form):
            yield result if isinstance(result, InputError) else seen.check(result)


def _read_file(found: Found, stdin: BinaryIO | None, options: ReadOptions, form: str | None) -> Iterator[ReadResult]:
    try:
        if found.path is None:
            yield from _read_stream(stdin or sys.stdin.buffer, found, options, form)
        else:
            with open_path(found.path) as stream:
                yield from _read_stream(stream, found, options, form)
    except InputError as error:
        yield error
    except READ_ERRORS as error:
        yield explain_read_error(error, found.name)


def _read_stream(stream: BinaryIO, found: Found, options: ReadOptions, form: str | None) -> Iterator[ReadResult]:
    opened, head = open_stream(stream)
    with opened:
        chosen = form or _correct_format(found.format, head)
        yield from READERS[chosen].reader(opened, found.name, options)


def _format_of(file_name: str) -> str | None:
    """The format that the suffix of ``file_name`` stands for; null if none does."""
    name = file_name.lower().removesuffix(".gz")
    return next((key for key, known in READERS.items() if name.endswith(known.suffixes)), None)


def _correct_format(by_suffix: str | None, head: bytes) -> str:
    """The format of an input: its suffix, but a page or JSON that is called .txt is read as what it is."""
    if by_suffix not in (None, "text"):
        return by_suffix
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode().lstrip()
    if re.match(rb'(?:\[\s*)?\{\s*"', start):
        return "jsonl"
    if re.match(
        rb"(?:<\?xml[^>]*>\s*+|(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
        start,
        re.IGNORECASE | re.DOTALL,
    ):
        return "html"
    return "text"


class _Seen:
    """The ids that have come, with what they stood for: 16 bytes of hash an article."""

    def __init__(self) -> None:
        self._texts: dict[int, int] = {}

    def check(self, loaded: Loaded) -> ReadResult:
        """``loaded``, or why it is not to be read a second time."""
        article, where = loaded.article, loaded.original.name
        key = int(text_id(article.id), 16)
        text = int(article.sha256[:12], 16) << 16
        digest = text | int(text_id(f"{article.outlet}\x1f{article.url}")[:4], 16)
        known = self._texts.setdefault(key, -1)
        if known == -1:
            self._texts[key] = digest
            return loaded
        shown = article.id if len(article.id) <= 60 else article.id[:60] + "…"
        if known == digest:
            return SkippedInputError(
                f"article {shown!r} has been read before; it is left out", where=where, hint="remove the copy"
            )
        if known >> 16 == text >> 16:
            return InputError(
                f"has the text of an article read before, id {shown!r}, with another outlet or URL",
                where=where,
                hint='if both published it, put them into one JSONL or CSV, each with its own "id"',
            )
        return InputError(
            f"its id {shown!r} belongs to an article read before, with another text",
            where=where,
            hint='give each article its own "id"',
        )
