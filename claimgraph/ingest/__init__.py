"""Bytes to articles: texts, pages, documents, tables, feeds, web archives; from files, folders, the web, standard input.

for result in read_inputs(["news.jsonl.gz", "pages/"]):
    if isinstance(result, InputError): ...   # named, with reason and hint; the rest goes on
    else: result.article, result.original
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeAlias, cast

from claimgraph.errors import ClaimgraphError, InputError
from claimgraph.ingest.article import (
    DEFAULT_MAX_BYTES,
    Listed,
    Loaded,
    ReadOptions,
    ReadResult,
    make_article,
    text_id,
)
from claimgraph.ingest.dates import parse_date, parse_written_date
from claimgraph.ingest.docx import is_docx, read_docx
from claimgraph.ingest.feed import Item, is_feed, parse_feed, read_feed
from claimgraph.ingest.fetch import Fetched, Fetcher, Web, is_url
from claimgraph.ingest.html import is_html, read_html
from claimgraph.ingest.jsonl import is_jsonl, read_jsonl
from claimgraph.ingest.parquet import is_parquet, read_parquet
from claimgraph.ingest.pdf import is_pdf, read_pdf
from claimgraph.ingest.seen import Seen
from claimgraph.ingest.stream import READ_ERRORS, Counted, explain_read_error, look_ahead, open_path, open_stream
from claimgraph.ingest.table import read_table
from claimgraph.ingest.text import read_text
from claimgraph.ingest.url import read_listed, read_url
from claimgraph.ingest.walk import Found, find_files, shown_path
from claimgraph.ingest.warc import is_wacz, read_wacz, read_warc
from claimgraph.ingest.warc_records import is_warc
from claimgraph.ingest.watch import Entry, list_entries

__all__ = [
    "DEFAULT_MAX_BYTES",
    "READERS",
    "Entry",
    "Fetched",
    "Fetcher",
    "Format",
    "Item",
    "Loaded",
    "ReadOptions",
    "ReadResult",
    "Web",
    "is_url",
    "make_article",
    "measure_inputs",
    "parse_date",
    "parse_feed",
    "parse_written_date",
    "read_inputs",
    "text_id",
    "watch_inputs",
]

Reader: TypeAlias = Callable[[BinaryIO, str, ReadOptions], Iterator[ReadResult]]
"""From a stream (plain or gzip), its name and the user's options to what is in it; it never raises."""


class Format(NamedTuple):
    """An input format."""

    reader: Reader
    suffixes: tuple[str, ...]
    """In lower case; each may be followed by ``.gz``."""
    is_it: Callable[[bytes], bool] | None = None
    """Whether an input with these first bytes is of this format; null: only its suffix tells."""
    unpacked: bool = True
    """The reader is handed what a gzip file holds; false: the file itself."""


READERS: Final[dict[str, Format]] = {
    "text": Format(read_text, (".txt", ".text")),
    "html": Format(read_html, (".html", ".htm", ".xhtml"), is_html),
    "jsonl": Format(read_jsonl, (".jsonl", ".ndjson", ".json"), is_jsonl),
    "csv": Format(read_table, (".csv", ".tsv")),
    "feed": Format(read_feed, (".rss", ".atom", ".rdf", ".xml"), is_feed),
    "warc": Format(read_warc, (".warc",), is_warc, unpacked=False),
    "wacz": Format(read_wacz, (".wacz",), is_wacz, unpacked=False),
    "pdf": Format(read_pdf, (".pdf",), is_pdf),
    "docx": Format(read_docx, (".docx",), is_docx),
    "parquet": Format(read_parquet, (".parquet", ".pq"), is_parquet, unpacked=False),
}
_BY_CONTENT: Final = ("warc", "wacz", "docx", "parquet", "pdf", "feed", "jsonl", "html")
"""In this order, for the surest signs come first."""


def read_inputs(  # noqa: PLR0913 - all that can be said of inputs is said here
    inputs: Iterable[str | Path] | str | Path,
    *,
    stdin: BinaryIO | None = None,
    outlet: str | None = None,
    date: str | None = None,
    format: str | None = None,  # noqa: A002 - it is the name of the option
    max_bytes: int = DEFAULT_MAX_BYTES,
    web: Web | None = None,
    on_bytes: Callable[[int], object] | None = None,
) -> Iterator[ReadResult]:
    """The articles of ``inputs``, in order, one at a time; nothing of an article is kept once the next is asked for.

    An input that cannot be read comes as an ``InputError`` in its place, and the rest goes on; what was left out on
    purpose comes as its subclass ``SkippedInputError``. An article that comes twice with one id: the same text again is
    skipped; another text, outlet or URL is an error.

    Args:
        inputs: paths of files and folders, addresses of the web; ``-`` is standard input. Any of them may be gzip.
        stdin: read for ``-``; the process's standard input by default.
        outlet: overrides every article's outlet.
        date: overrides every article's date; ISO, or written ("July 26, 2024").
        format: a key of ``READERS``; default: the suffix decides, else the content.
        max_bytes: the limit for one article: a file, a JSON object, a row; ten times as much for a PDF or a DOCX.
        web: how the web is read.
        on_bytes: is told how many bytes of files were read, as they are.

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
    return _Reading(options, format, web or Web(), stdin, on_bytes).read(paths)


def watch_inputs(
    *, outlet: str | None = None, max_bytes: int = DEFAULT_MAX_BYTES, web: Web | None = None
) -> Callable[[str], Iterator[Entry | InputError]]:
    """A look at feeds and folders: called with one, it gives its entries, each with a key and a way to read it.

    One look remembers when each server was asked last, so that it is asked politely.
    """
    options = ReadOptions(outlet.strip() or None if outlet else None, None, max_bytes)
    return _Reading(options, None, web or Web(), None, None).entries


def measure_inputs(inputs: Iterable[str | Path]) -> int:
    """Bytes of all files among ``inputs``; what cannot be known beforehand (the web, standard input) counts nothing."""
    size = 0
    for found in find_files((item for item in inputs if not is_url(str(item))), _format_of, every_file=False):
        if not isinstance(found, InputError) and found.path is not None:
            with suppress(OSError):
                size += found.path.stat().st_size
    return size


class _Reading:
    """One pass over the inputs that a user names."""

    def __init__(
        self,
        options: ReadOptions,
        form: str | None,
        web: Web,
        stdin: BinaryIO | None,
        on_bytes: Callable[[int], object] | None,
    ) -> None:
        self._options, self._form, self._web = options, form, web
        self._stdin, self._on_bytes = stdin, on_bytes
        self._fetcher = Fetcher(web)

    def read(self, inputs: Iterable[str | Path]) -> Iterator[ReadResult]:
        """Everything, each article once."""
        seen = Seen()
        stdin_read = False
        for given in inputs:
            if is_url(str(given)):
                options = self._options._replace(follow=self._follow)
                pages = read_url(str(given), self._fetcher, self._read_page, options)
                yield from map(seen.check, _guarded(pages, str(given)))
                continue
            for found in find_files([given], _format_of, every_file=self._form is not None):
                if isinstance(found, InputError):
                    yield found
                    continue
                if found.path is None and stdin_read:
                    yield InputError("standard input can be read once only", where="-", hint="name - once")
                    continue
                stdin_read |= found.path is None
                yield from map(seen.check, _guarded(self._read_file(found), found.name))

    def entries(self, source: str) -> Iterator[Entry | InputError]:
        """What a feed or a folder holds; a feed's items are followed, for that is what it is watched for."""
        options = self._options._replace(follow=self._follow)
        yield from list_entries(source, self._fetcher, self._read_alone, _format_of, options)

    def _read_alone(self, path: Path) -> Iterator[ReadResult]:
        name = shown_path(path)
        yield from _guarded(self._read_file(Found(path, name, _format_of(path.name))), name)

    def _follow(self, listed: Listed) -> Iterator[ReadResult]:
        if not is_url(listed.url):
            yield InputError(
                f"{listed.url[:80]!r} is no address of the web", where=listed.where, hint="write https://..."
            )
            return
        yield from _guarded(read_listed(listed, self._fetcher, self._read_page, self._options), listed.url)

    def _read_page(self, stream: BinaryIO, name: str, form: str | None, options: ReadOptions) -> Iterator[ReadResult]:
        yield from _read_stream(stream, Found(None, name, form), options, self._form)

    def _read_file(self, found: Found) -> Iterator[ReadResult]:
        options = self._options._replace(follow=self._follow) if self._web.fetch_listed else self._options
        try:
            if found.path is None:
                yield from _read_stream(self._stdin or sys.stdin.buffer, found, options, self._form)
            else:
                with open_path(found.path) as stream:
                    counted = Counted(stream, self._on_bytes) if self._on_bytes else stream
                    yield from _read_stream(cast("BinaryIO", counted), found, options, self._form)
        except InputError as error:
            yield error
        except READ_ERRORS as error:
            yield explain_read_error(error, found.name)


def _guarded(results: Iterator[ReadResult], name: str) -> Iterator[ReadResult]:
    """``results``, and the error in its place where our own code fails: one input must never cost the others."""
    try:
        yield from results
    except ClaimgraphError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it
        yield InputError(
            f"cannot be read: {type(error).__name__}: {str(error)[:200]}",
            where=name,
            hint="this is a fault of claimgraph; please report it with the input",
        )


def _read_stream(stream: BinaryIO, found: Found, options: ReadOptions, form: str | None) -> Iterator[ReadResult]:
    by_suffix = form or found.format
    if by_suffix in READERS and not READERS[by_suffix].unpacked:
        yield from READERS[by_suffix].reader(stream, found.name, options)
        return
    packed, packed_head = look_ahead(stream)
    chosen = form or _correct_format(found.format, packed_head)
    if not READERS[chosen].unpacked:
        yield from READERS[chosen].reader(packed, found.name, options)
        return
    opened, head = open_stream(packed)
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
    return next((key for key in _BY_CONTENT if (is_it := READERS[key].is_it) and is_it(head)), "text")
