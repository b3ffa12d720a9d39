"""JSON in: one object a line; or a list of objects, or objects over several lines, cut without reading all of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO, Final

from claimgraph.errors import InputError
from claimgraph.ingest.article import Loaded, Raw, ReadOptions, ReadResult, make_loaded, mend
from claimgraph.ingest.decode import check_not_binary, decode_bytes, plain_start
from claimgraph.ingest.stream import READ_ERRORS, Piece, as_utf8, explain_read_error, open_stream, read_lines, too_large
from claimgraph.records import InputRow

__all__ = ["is_jsonl", "read_jsonl"]

_MEDIA_TYPE: Final = "application/json"
_SHAPE: Final = 'write {"text": "...", "outlet": "...", "date": "2024-07-26"}, one object a line'
_BLANK: Final = b" \t\r\n\x1e\xef\xbb\xbf"
"""What may stand around an object: blanks, the record mark of RFC 7464, a byte-order mark."""


def is_jsonl(head: bytes) -> bool:
    """Whether an input that begins so is JSON."""
    return re.match(rb'(?:\[\s*)?\{\s*"', plain_start(head)) is not None


def read_jsonl(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The articles of a JSONL stream, in order; fields that ``InputRow`` lacks are ignored.

    ``Original.content`` is the line (or the object) alone. Memory is bounded by ``options.max_bytes`` an article.
    Not handled: an object that is never closed costs all that follows it in a list, but only itself in lines.
    """
    try:
        opened, head = as_utf8(*open_stream(stream))
    except READ_ERRORS as error:
        yield explain_read_error(error, name)
        return
    try:
        check_not_binary(head, where=name)
    except InputError as error:
        yield error
        return
    cut = _split_values if _spans_lines(head) else read_lines
    empty = True
    for piece in cut(opened, name=name, max_bytes=options.max_bytes):
        if isinstance(piece, InputError):
            empty = False
            yield piece
        elif piece.content.strip(_BLANK):
            empty = False
            yield _read_object(piece, name, options)
    if empty:
        yield InputError("is empty", where=name, hint=_SHAPE)


def _spans_lines(head: bytes) -> bool:
    """Whether objects do not stand one a line: a list, or an object whose first line leaves it open."""
    start = head.lstrip(_BLANK)
    if start.startswith(b"["):
        return True
    first, newline, _ = start.partition(b"\n")
    return bool(newline) and first.startswith(b"{") and first.rstrip().endswith((b"{", b"[", b","))


def _read_object(piece: Piece, name: str, options: ReadOptions) -> ReadResult:
    where = f"{name}:{piece.line}"
    content = piece.content.strip(_BLANK)
    try:
        text, _, notes = decode_bytes(content, where=where)
        return _load(_parse(text, where), Raw(where, content, _MEDIA_TYPE), options, list(notes))
    except InputError as error:
        return error


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(text, strict=False)  # a bare tab within a string is common and clear
    except json.JSONDecodeError as error:
        raise InputError(
            f"is not valid JSON: {error.msg} at character {error.pos + 1}", where=where, hint=_SHAPE
        ) from None
    except RecursionError:
        raise InputError("its JSON is nested too deeply", where=where, hint="an article is one flat object") from None
    except ValueError as error:  # a number of thousands of digits
        raise InputError(f"its JSON cannot be read: {str(error).partition(';')[0]}", where=where, hint=_SHAPE) from None
    if not isinstance(value, dict):
        raise InputError(f"is {_kind_of(value)}, not an object", where=where, hint=_SHAPE)
    return value


def _kind_of(value: object) -> str:
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return kinds.get(type(value), "null")


def _load(row: dict[str, Any], raw: Raw, options: ReadOptions, notes: list[str]) -> Loaded:
    text = row.get("text")
    if not isinstance(text, str):
        names = ", ".join(field[:30] for field in list(row)[:8]) or "none"
        missing = f'has no field "text" (its fields: {mend(names, "", [])})'
        wrong = f'its field "text" is {_kind_of(text)}, not a string'
        raise InputError(wrong if "text" in row else missing, where=raw.where, hint=_SHAPE)
    mended = mend(text, f"{raw.where}: the text", notes)
    fields = {
        field: _string_field(row.get(field), field, raw.where, notes)
        for field in ("id", "outlet", "url", "title", "author", "date", "language")
    }
    return make_loaded(InputRow(text=mended, **fields), raw, options, notes)


def _string_field(value: object, field: str, where: str, notes: list[str]) -> str | None:
    """A field as a string: whole numbers in figures, a list of authors joined, anything else null with a warning."""
    if value is None:
        return None
    if field == "author" and isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    if isinstance(value, int) and not isinstance(value, bool) and field in ("id", "title", "date"):
        value = str(value) if abs(value) < 10**30 else ""
    if isinstance(value, str):
        return mend(value, f"{where}: {field}", notes)
    notes.append(f"{where}: {field} is {_kind_of(value)}, not a string; left empty (write it in quotation marks)")
    return None


@cache
def _marks() -> dict[bool, re.Pattern[bytes]]:
    """What a scanner stops at, outside and inside of a string."""
    return {False: re.compile(rb'["{}\[\]\n]'), True: re.compile(rb'["\\\n]')}


class _Splitter:
    """Cuts a stream of JSON into its objects by counting brackets; a surrounding list is passed over."""

    def __init__(self, name: str, max_bytes: int) -> None:
        self._name, self._max_bytes = name, max_bytes
        self._line = 1
        self._start_line = 0
        """Line where the object begun last starts."""
        self.depth = 0
        self._in_string = self._escaped = False
        self._kept = bytearray()
        """The object so far; emptied, and no longer filled, once it is too large."""
        self._dropped = False

    def feed(self, chunk: bytes) -> Iterator[Piece | InputError]:
        """The objects that end within ``chunk``."""
        kept_to = position = 0
        while position < len(chunk):
            if self._escaped:
                self._escaped = False
                position += 1
                continue
            match = _marks()[self._in_string].search(chunk, position)
            if not match:
                break
            position = match.end()
            if self.depth == 0:
                if match[0] == b"{":
                    yield from self._stray(chunk[kept_to : match.start()])
                    kept_to, self._start_line = match.start(), self._line
                    self.depth = 1
                elif match[0] == b"\n":
                    yield from self._stray(chunk[kept_to : match.start()])
                    kept_to = position
            elif self._step(match[0]):
                self._keep(chunk[kept_to:position])
                kept_to = position
                yield self._take()
            self._line += match[0] == b"\n"
        self._keep(chunk[kept_to:])

    def _step(self, mark: bytes) -> bool:
        """One mark within an object; true if it ends the object."""
        if mark == b'"':
            self._in_string = not self._in_string
        elif mark == b"\\":
            self._escaped = True
        elif mark in b"{[":
            self.depth += 1
        elif mark in b"}]":
            self.depth -= 1
        return self.depth == 0

    def _keep(self, part: bytes) -> None:
        if not self._dropped:
            self._kept += part
            if len(self._kept) > self._max_bytes:
                self._dropped = True
                self._kept.clear()

    def _take(self) -> Piece | InputError:
        content, dropped = bytes(self._kept), self._dropped
        self._kept.clear()
        self._dropped = False
        if dropped:
            return too_large(f"{self._name}:{self._start_line}", self._max_bytes)
        return Piece(self._start_line, content)

    def _stray(self, part: bytes) -> Iterator[Piece | InputError]:
        """What stands between objects: list brackets and commas mean nothing, all else is for the reader to refuse."""
        self._keep(part)
        self._start_line = self._line
        stray = self._take()
        if isinstance(stray, InputError):
            yield stray
        else:
            content = stray.content.strip(_BLANK + b"[],")
            if content:
                yield Piece(self._line, content)

    def end(self) -> Iterator[Piece | InputError]:
        """What is left when the stream ends."""
        if self.depth == 0:
            yield from self._stray(b"")
            return
        yield InputError(
            "the JSON breaks off: the object that starts here is never closed",
            where=f"{self._name}:{self._start_line}",
            hint="close it, or write one object a line, so that one bad object costs only itself",
        )


def _split_values(stream: BinaryIO, *, name: str, max_bytes: int) -> Iterator[Piece | InputError]:
    splitter = _Splitter(name, max_bytes)
    while True:
        try:
            chunk = stream.read(65_536)
        except READ_ERRORS as error:
            yield explain_read_error(error, name, "; the objects before the damage were read")
            return
        if not chunk:
            break
        yield from splitter.feed(chunk)
    yield from splitter.end()
