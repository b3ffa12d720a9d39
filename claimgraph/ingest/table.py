"""Spreadsheets: CSV with a header row, cells parted by comma, semicolon, tab or stroke."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final, Literal, NamedTuple

from claimgraph.errors import InputError
from claimgraph.ingest.article import Listed, Raw, ReadOptions, ReadResult, follow, make_loaded
from claimgraph.ingest.decode import check_not_binary, decode_bytes
from claimgraph.ingest.stream import READ_ERRORS, Piece, as_utf8, explain_read_error, open_stream, read_lines, too_large
from claimgraph.records import InputRow

__all__ = ["read_table"]

_COLUMNS: Final[tuple[str, ...]] = ("id", "text", "outlet", "url", "title", "author", "date", "language")
_SHAPE: Final = "name the columns text (or url), outlet, date, title in the first row"
_BLANK: Final = b"\xef\xbb\xbf \t\r\n,;|"
"""What a row without any cell filled may hold, a byte-order mark before the first."""
_DELIMITERS: Final = (",", ";", "\t", "|")
_MAX_RESTARTS: Final = 100
"""How often an unclosed quotation mark may cost only its own line; each time what follows is scanned again."""


class _Layout(NamedTuple):
    delimiter: str
    columns: dict[str, int]
    width: int


def read_table(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The articles of a CSV table, in order, one a row.

    Columns are found by name in any case and order; others are ignored. Messages name the line where a row begins.
    ``Original.content`` is the row. Memory is bounded by ``options.max_bytes`` a row. A row that has only a URL is
    fetched if the options let it, else an ``InputError``.
    """
    try:
        opened, head = as_utf8(*open_stream(stream))
        check_not_binary(head, where=name)
        rows = _Rows(opened, name, options.max_bytes)
        filled = (row for row in rows if isinstance(row, InputError) or row.content.strip(_BLANK))
        layout = _read_header(filled, name)
        rows.delimiters = (layout.delimiter,)
    except InputError as error:
        yield error
        return
    except READ_ERRORS as error:
        yield explain_read_error(error, name)
        return
    number = 0
    for row in filled:
        number += 1
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield from _read_row(row, number, layout, Raw(f"{name}:{row.line}", row.content, "text/csv"), options)
        except InputError as error:
            yield error
    if number == 0:
        yield InputError("has a header row and no other", where=name, hint="add a row for each article")


def _read_header(rows: Iterator[Piece | InputError], name: str) -> _Layout:
    """The layout that the first row tells; a line ``sep=;`` may stand before it, as spreadsheets write it.

    Raises:
        InputError: there is no first row, or it names no text.
    """
    delimiter = None
    for row in rows:
        if isinstance(row, InputError):
            raise row
        content = row.content.strip(b"\xef\xbb\xbf\r\n")
        if delimiter is None and re.fullmatch(rb"sep=[,;|\t]", content):
            delimiter = content[4:].decode()
        else:
            return _find_layout(row, delimiter, f"{name}:{row.line}")
    raise InputError("is empty", where=name, hint=_SHAPE)


def _find_layout(row: Piece, delimiter: str | None, where: str) -> _Layout:
    """Where the columns stand, by the delimiter that gives the most known names.

    Raises:
        InputError: no column is named text or url, or one name stands twice.
    """
    header, _, _ = decode_bytes(row.content, where=where)
    if re.search(r"\r[^\n]", header):
        raise InputError("has line ends of the old Macintosh (CR)", where=where, hint="save it as CSV UTF-8")
    best = _Layout(",", {}, 0)
    for candidate in (delimiter,) if delimiter else _DELIMITERS:
        names = [cell.strip().casefold() for cell in _split_cells(header, candidate, where)]
        columns = {column: names.index(column) for column in _COLUMNS if column in names}
        if len(columns) > len(best.columns) or not best.width:
            best = _Layout(candidate, columns, len(names))
        doubled = next((column for column in columns if names.count(column) > 1), None)
        if doubled:
            raise InputError(f"has two columns named {doubled}", where=where, hint="rename one of them")
    if "text" in best.columns or "url" in best.columns:
        return best
    shown = ", ".join(cell.strip()[:30] for cell in _split_cells(header, best.delimiter, where)[:8])
    raise InputError(f"no column is named text or url (the first row has: {shown})", where=where, hint=_SHAPE)


def _split_cells(row: str, delimiter: str, where: str) -> list[str]:
    # The csv module's limit of 131,072 characters a cell is one for the whole process; it is only ever raised.
    if len(row) > csv.field_size_limit():
        csv.field_size_limit(len(row))
    try:
        return next(csv.reader([row.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error as error:
        raise InputError(f"the row cannot be read: {error}", where=where, hint="save it as CSV UTF-8 again") from None


def _read_row(row: Piece, number: int, layout: _Layout, raw: Raw, options: ReadOptions) -> Iterator[ReadResult]:
    """The article of one row.

    Raises:
        InputError: it has neither text nor URL, or more cells than there are columns.
    """
    text, _, notes = decode_bytes(row.content, where=raw.where)
    cells = _split_cells(text, layout.delimiter, raw.where)
    while len(cells) > layout.width and not cells[-1].strip():
        cells.pop()
    if len(cells) > layout.width:
        raise InputError(
            f"row {number} has {len(cells)} cells, the first row {layout.width}",
            where=raw.where,
            hint=f"put cells that contain {layout.delimiter!r} between quotation marks",
        )
    values = {column: cells[at] if at < len(cells) else "" for column, at in layout.columns.items()}
    if not values.get("text", "").strip():
        if values.get("url", "").strip():
            listed = InputRow(**values | {"text": ""})
            yield from follow(Listed(values["url"].strip(), raw.where, listed), options)
            return
        raise InputError(
            f"row {number} has no text", where=raw.where, hint="fill the column text, or leave the row out"
        )
    yield make_loaded(InputRow(**values), raw, options, notes)


class _Rows:
    """Cuts a stream into rows: a line, and those after it while a quotation mark is open.

    A mark that is never closed would swallow the rows after it, up to the next row's own mark. That one is then
    followed by a letter, where only the end of a cell may stand; so the first line alone is given up, and the lines
    after it are read again.
    """

    def __init__(self, stream: BinaryIO, name: str, max_bytes: int) -> None:
        self._name, self._max_bytes = name, max_bytes
        self._lines = read_lines(stream, name=name, max_bytes=max_bytes)
        self._again: deque[Piece] = deque()
        """Lines to be read a second time."""
        self.delimiters: tuple[str, ...] = _DELIMITERS
        """Those that may part cells; one once the header is known."""

    def __iter__(self) -> Iterator[Piece | InputError]:
        restarts = 0
        while (line := self._next_line()) is not None:
            row = line if isinstance(line, InputError) else self._collect(line)
            if not isinstance(row, list):
                yield row
                continue
            yield InputError(
                "a quotation mark in this row is never closed, or not doubled within its cell",
                where=f"{self._name}:{row[0].line}",
                hint="write it twice within a quoted cell, and close the cell with one",
            )
            self._again.extendleft(reversed(row[1:]))
            restarts += len(row) > 1
            if restarts > _MAX_RESTARTS:
                yield InputError(
                    f"more than {_MAX_RESTARTS} rows have such marks; the rest is not read",
                    where=self._name,
                    hint="save it as CSV again, or as .jsonl",
                )
                return

    def _next_line(self) -> Piece | InputError | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _collect(self, first: Piece) -> Piece | InputError | list[Piece]:
        """The row that begins with line ``first``; or, if its quotation marks go wrong, the lines read so far."""
        lines, size = [first], len(first.content)
        state = self._scan(first.content, is_open=False)
        while state == "open":
            line = self._next_line()
            if line is None:
                state = "wrong"
                break
            if isinstance(line, InputError):
                return line  # damage, or a line above the limit, within the row: the row is lost with it
            state = self._scan(line.content, is_open=True)
            size += len(line.content)
            if size > self._max_bytes:
                lines.clear()
            else:
                lines.append(line)
        if size > self._max_bytes:
            return too_large(f"{self._name}:{first.line}", self._max_bytes)
        if state == "wrong":
            return lines
        return Piece(first.line, b"".join(line.content for line in lines))

    def _scan(self, line: bytes, *, is_open: bool) -> Literal["open", "closed", "wrong"]:
        """How a row stands after ``line``. A quotation mark opens a cell only where the cell begins."""
        openings = [delimiter.encode() + b'"' for delimiter in self.delimiters]
        may_follow = "".join(self.delimiters).encode() + b" \r\n"
        position = 0
        if not is_open and line.removeprefix(b"\xef\xbb\xbf").startswith(b'"'):
            is_open, position = True, line.index(b'"') + 1
        while True:
            if not is_open:
                found = [at for opening in openings if (at := line.find(opening, position)) >= 0]
                if not found:
                    return "closed"
                position = min(found) + 2
            position = line.find(b'"', position) + 1
            if not position:
                return "open"
            is_open = line[position : position + 1] == b'"'
            if is_open:
                position += 1  # a doubled mark stands for one, and the cell goes on
            elif position < len(line) and line[position] not in may_follow:
                return "wrong"
