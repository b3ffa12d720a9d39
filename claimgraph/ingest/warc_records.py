"""Records of a WARC file (ISO 28500), one at a time: a damaged one costs itself, and the next is looked for."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, Final, NamedTuple

from claimgraph.errors import InputError
from claimgraph.ingest.stream import too_large

__all__ = ["WarcRecord", "is_warc", "read_records"]

_BLOCK: Final = 65_536
_MAX_HEAD: Final = 65_536
_GZIP: Final = b"\x1f\x8b\x08"
_AGAIN: Final = "fetch the archive again for it; the records around it were read"
_FULL: Final = 2_000_000_000
"""A single record that unpacks to more is given up, and what is packed with it."""


class WarcRecord(NamedTuple):
    """One record: its headers (names in lower case) and its block."""

    number: int
    """Its place in the file, damaged ones counted; the first is 1."""
    headers: dict[str, str]
    block: bytes
    raw: bytes
    """The record as it stands in the file, unpacked."""


def is_warc(head: bytes) -> bool:
    """Whether an input that begins so, gzip or not, is a WARC file."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


@cache
def _mark() -> re.Pattern[bytes]:
    return re.compile(rb"WARC/[01]\.\d+\r?\n")


def read_records(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[WarcRecord | InputError]:
    """The records of a WARC file, plain or gzip (a member a record), in order; memory is bounded by ``max_bytes``.

    A record that is larger, or damaged, is named by an ``InputError``. What comes after it is found by its first line,
    or by the mark of the gzip member that it stands in.

    Raises:
        OSError: the stream cannot be read.
    """
    source = _Source(stream)
    number = 0
    while head := source.peek(len(_GZIP)):
        number += 1
        where = f"{name}:{number}"
        if head == _GZIP:
            yield from _read_member(source, number, where, max_bytes)
        elif head.lstrip(b"\r\n") != head or not head.strip(b"\r\n"):
            source.skip(1)
            number -= 1
        else:
            yield _read_plain(source, number, where, max_bytes)


class _Source:
    """A stream that can be looked ahead in."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = bytearray()

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay; fewer only at the end."""
        while len(self._kept) < size and (more := self._stream.read(_BLOCK)):
            self._kept += more
        return bytes(self._kept[:size])

    def skip(self, size: int) -> None:
        """Go on by so many bytes of those that were looked at."""
        del self._kept[:size]

    def find_record(self, start: int) -> None:
        """Go on to where a record may begin next, ``start`` bytes from here at the earliest; else to the end."""
        self.peek(start)
        self.skip(start)
        while window := self.peek(_BLOCK):
            match = _record_mark().search(window)
            if not match:
                # The mark may lie across the edge.
                self.skip(len(window) - 32 if len(window) == _BLOCK else len(window))
                continue
            self.skip(match.start())
            if is_warc(self.peek(2048)):
                return
            self.skip(1)


@cache
def _record_mark() -> re.Pattern[bytes]:
    # The first line of a record; or the mark of a gzip member (deflate, any flags but the reserved ones).
    return re.compile(rb"WARC/[01]\.\d+\r?\n|\x1f\x8b\x08[\x00-\x1f]")


def _damaged(what: str, where: str) -> InputError:
    return InputError(f"the record {what}", where=where, hint=_AGAIN)


def _read_member(source: _Source, number: int, where: str, max_bytes: int) -> Iterator[WarcRecord | InputError]:
    """What one gzip member holds: a record, rarely several."""
    inflater = zlib.decompressobj(31)
    content, size, limit = bytearray(), 0, max_bytes + _MAX_HEAD
    first = True
    while not inflater.eof:
        packed = source.peek(_BLOCK)
        if not packed:
            yield _damaged("breaks off: its gzip data end here", where)
            return
        try:
            part = inflater.decompress(packed, _BLOCK * 16)
            while inflater.unconsumed_tail and not inflater.eof and size <= _FULL:
                size += len(part)
                content += part if size <= limit else b""
                part = inflater.decompress(inflater.unconsumed_tail, _BLOCK * 16)
        except zlib.error:
            # Not from here: a member within this one's first bytes is this one.
            source.find_record(1 if first else 0)
            yield _damaged("is damaged: its gzip data cannot be unpacked", where)
            return
        size += len(part)
        if size <= limit:
            content += part
        elif size > _FULL:
            source.find_record(len(packed))
            yield InputError("the record unpacks to more than 2 GB, an archive bomb", where=where, hint="leave it out")
            return
        source.skip(len(packed) - len(inflater.unused_data))
        first = False
    if size > limit:
        yield too_large(where, max_bytes)
        return
    position = 0
    while position < len(content.rstrip(b"\r\n")):
        record, position = _parse(bytes(content), position, number, where, max_bytes)
        yield record


def _parse(content: bytes, start: int, number: int, where: str, max_bytes: int) -> tuple[WarcRecord | InputError, int]:
    """The record that begins at ``start``, and where it ends; a damaged one takes the rest of the member with it."""
    blank = re.compile(rb"\r?\n\r?\n").search(content, start, start + _MAX_HEAD)
    if not _mark().match(content, start) or not blank:
        return _damaged("does not begin as one", where), len(content)
    headers = _headers(content[start : blank.start()])
    length = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,15}", length):
        return _damaged("does not tell its length", where), len(content)
    end = blank.end() + int(length)
    if int(length) > max_bytes:
        return too_large(where, max_bytes), min(end + 4, len(content))
    if end > len(content):
        return _damaged("is shorter than it says", where), len(content)
    if content[end : end + 4].strip(b"\r\n") and not _mark().match(content, end):
        return _damaged("is longer than it says", where), len(content)
    after = re.compile(rb"[\r\n]*").match(content, end)
    record = WarcRecord(number, headers, content[blank.end() : end], content[start:end] + b"\r\n\r\n")
    return record, after.end() if after else end


def _headers(head: bytes) -> dict[str, str]:
    found = {}
    for line in head.splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            found[name.decode("latin-1").strip().lower()] = value.decode("utf-8", "replace").strip()
    return found


def _read_plain(source: _Source, number: int, where: str, max_bytes: int) -> WarcRecord | InputError:
    """The record that begins here in an unpacked file."""
    head = source.peek(_MAX_HEAD)
    blank = re.search(rb"\r?\n\r?\n", head)
    if not _mark().match(head) or not blank:
        source.find_record(1)
        return _damaged("does not begin as one", where)
    headers = _headers(head[: blank.start()])
    length = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,15}", length):
        source.find_record(1)
        return _damaged("does not tell its length", where)
    if int(length) > max_bytes:
        # Its length may be what is wrong: the next record is looked for, not trusted to begin where it says.
        source.find_record(blank.end())
        return too_large(where, max_bytes)
    end = blank.end() + int(length)
    raw = source.peek(end + 4)
    if len(raw) < end or raw[end:].strip(b"\r\n"):
        source.find_record(1)
        return _damaged("is not as long as it says", where)
    source.skip(end)
    return WarcRecord(number, headers, raw[blank.end() : end], raw[:end] + b"\r\n\r\n")
