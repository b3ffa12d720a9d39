"""Plain text: the whole file is one article, and every character of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from claimgraph.errors import InputError
from claimgraph.ingest.article import Raw, ReadOptions, ReadResult, make_loaded
from claimgraph.ingest.decode import decode_bytes
from claimgraph.ingest.headers import read_header
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error, open_stream, read_whole
from claimgraph.records import InputRow

__all__ = ["read_text"]


def read_text(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The article of one text: decoded, the byte-order mark dropped, newlines as they are, the header still in it.

    ``Original.content`` is the file, unzipped if it was zipped. Outlet, author, date, title and URL come from header
    lines (``headers.read_header``).
    """
    try:
        opened, _ = open_stream(stream)
        content = read_whole(opened, where=name, max_bytes=options.max_bytes)
        text, _, notes = decode_bytes(content, where=name)
        header = read_header(text)
        row = InputRow(
            text=text,
            outlet=header.outlet,
            url=header.url,
            title=header.title,
            author=header.author,
            date=header.date,
            language=header.language,
        )
        warnings = [
            f"{name}: {warning}"
            for warning in header.warnings
            if not (options.outlet and warning.startswith("outlet"))
            and not (options.date and warning.startswith("date"))
        ]
        yield make_loaded(row, Raw(name, content, "text/plain"), options, [*notes, *warnings])
    except InputError as error:
        yield error
    except READ_ERRORS as error:
        yield explain_read_error(error, name)
