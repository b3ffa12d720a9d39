"""Streams of bytes: opened, unzipped, looked into without losing anything, and cut into lines of bounded length."""

from __future__ import annotations

import codecs
import gzip
import io
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, cast

from claimgraph.errors import InputError

__all__ = [
    "READ_ERRORS",
    "Counted",
    "Piece",
    "as_utf8",
    "explain_read_error",
    "look_ahead",
    "open_path",
    "open_stream",
    "read_lines",
    "read_whole",
    "too_large",
]

READ_ERRORS: Final = (OSError, EOFError, zlib.error)
"""What reading a file, or unzipping one, may raise."""

_WIDE_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD: Final = 8192
_BLOCK: Final = 65_536


class Piece(NamedTuple):
    """One line, or one object, of a longer input."""

    line: int
    """Where it begins; the first line is 1."""
    content: bytes


class _ChunkStream(io.RawIOBase):
    """A raw stream over chunks of bytes. Closing it leaves what the chunks come from open."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        size = min(len(view), len(self._rest))
        view[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _buffered(chunks: Iterator[bytes]) -> io.BufferedReader:
    return io.BufferedReader(_ChunkStream(chunks), _BLOCK)


def _chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    # read1 hands on what a pipe has now, so that a slow producer's articles come through one by one.
    read = getattr(stream, "read1", stream.read)
    while chunk := read(_BLOCK):
        yield chunk


class Counted(io.RawIOBase):
    """A file that tells how far it was read, the furthest place counting; closing it leaves the file open."""

    def __init__(self, stream: BinaryIO, on_bytes: Callable[[int], object]) -> None:
        self._stream, self._on_bytes = stream, on_bytes
        self._furthest = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """Whether the file can be read from any place."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place of the file."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place in the file."""
        return self._stream.tell()

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` as far as the file goes."""
        view = memoryview(cast("bytearray", buffer))
        part = self._stream.read(len(view))
        view[: len(part)] = part
        self._count(len(part))
        return len(part)

    def read1(self, size: int = -1) -> bytes:
        """What can be had with one call, as a buffered file gives it."""
        part = cast("io.BufferedReader", self._stream).read1(size)
        self._count(len(part))
        return part

    def _count(self, size: int) -> None:
        place = self._stream.tell() if self._stream.seekable() else self._furthest + size
        if place > self._furthest:
            self._on_bytes(place - self._furthest)
            self._furthest = place


def look_ahead(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """``stream`` and its first bytes (at most 8 KB), which are still to be read from it.

    A file that can be read from any place is handed back itself.
    """
    if hasattr(stream, "seekable") and stream.seekable():
        place = stream.tell()
        head = stream.read(_HEAD)
        stream.seek(place)
        return stream, head
    return _look_ahead(_chunks_of(stream))


def open_path(path: Path) -> BinaryIO:
    """The bytes of a file that the user names.

    A pipe made by the shell (``<(command)``, ``/dev/fd/63``) is a file like any other here; a FIFO on disk is not, for
    opening it would wait for ever where nobody writes.

    Raises:
        InputError: it is a FIFO, a socket or a device.
        OSError: it cannot be opened.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not str(path).startswith(("/dev/fd/", "/proc/", "/dev/stdin")):
        kind = "a named pipe (FIFO)" if stat.S_ISFIFO(mode) else "a device or a socket"
        raise InputError(
            f"is {kind}, not a file",
            where=str(path),
            hint="send what it holds through standard input: cat PIPE | claimgraph annotate -",
        )
    return path.open("rb")


def open_stream(stream: BinaryIO) -> tuple[io.BufferedReader, bytes]:
    """``stream``, unzipped if it is gzip, and its first bytes, which are still to be read from it.

    The first bytes reach beyond leading blanks, if need be, and are at most 8 KB; empty means that the input is.
    ``stream`` itself stays open when what is returned is closed.

    Raises:
        OSError, EOFError, zlib.error: it cannot be read or unzipped.
    """
    opened, head = _look_ahead(_chunks_of(stream))
    if head.startswith(b"\x1f\x8b\x08"):
        return _look_ahead(_chunks_of(cast("BinaryIO", gzip.GzipFile(fileobj=opened))))
    return opened, head


def _look_ahead(chunks: Iterator[bytes]) -> tuple[io.BufferedReader, bytes]:
    seen: list[bytes] = []
    size = 0
    for chunk in chunks:
        seen.append(chunk)
        size += len(chunk)
        if chunk.strip() or size >= _HEAD:
            break
    head = b"".join(seen)

    def again() -> Iterator[bytes]:
        yield head
        yield from chunks

    return _buffered(again() if head else iter(())), head[:_HEAD]


def as_utf8(stream: io.BufferedReader, head: bytes) -> tuple[io.BufferedReader, bytes]:
    """``stream`` in UTF-8 if its byte-order mark says UTF-16 or UTF-32 (as spreadsheets and shells of Windows write)."""
    encoding = next((name for mark, name in _WIDE_MARKS if head.startswith(mark)), None)
    if encoding is None:
        return stream, head
    decoder = codecs.getincrementaldecoder(encoding)("replace")

    def recoded() -> Iterator[bytes]:
        for chunk in _chunks_of(stream):
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()

    return _look_ahead(recoded())


def read_whole(stream: BinaryIO, *, where: str, max_bytes: int) -> bytes:
    """All the bytes of one article.

    Raises:
        InputError: there are more than ``max_bytes``, or they cannot be read to the end.
    """
    try:
        content = stream.read(max_bytes + 1)
    except READ_ERRORS as error:
        raise explain_read_error(error, where) from error
    if len(content) > max_bytes:
        raise too_large(where, max_bytes)
    return content


def read_lines(stream: BinaryIO, *, name: str, max_bytes: int) -> Iterator[Piece | InputError]:
    """The lines of ``stream`` with their ends; memory is bounded by ``max_bytes`` a line.

    A longer line is passed over and named by an ``InputError``. Where the data are damaged, the lines before come, and
    then an ``InputError``.
    """
    number = 0
    try:
        while line := stream.readline(max_bytes + 2):
            number += 1
            if len(line.rstrip(b"\r\n")) <= max_bytes:
                yield Piece(number, line)
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(_BLOCK)
            yield too_large(f"{name}:{number}", max_bytes)
    except READ_ERRORS as error:
        after = f"; the {number} line(s) before the damage were read" if number else ""
        yield explain_read_error(error, f"{name}:{number + 1}", after)


def too_large(where: str, max_bytes: int) -> InputError:
    """The error for an article above the limit."""
    return InputError(
        f"is larger than {max_bytes:,} bytes, the limit for one article",
        where=where,
        hint="split it, one article an object or a file, or raise the limit with --max-bytes",
    )


def explain_read_error(error: BaseException, where: str, after: str = "") -> InputError:
    """An ``InputError`` that says in the user's words why reading failed."""
    if isinstance(error, gzip.BadGzipFile) and "check" in str(error):
        return InputError(
            f"the checksum of the gzip data is wrong: some of it is damaged{after.replace(' before the damage', '')}",
            where=where,
            hint="do not rely on what was read from it; fetch or compress it again",
        )
    if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
        what = "breaks off" if isinstance(error, EOFError) else "is damaged"
        return InputError(
            f"the gzip data {what} here{after}", where=where, hint="fetch or compress it again for the rest"
        )
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file or folder", where=where, hint="check the name")
    if isinstance(error, PermissionError):
        return InputError("may not be read: permission denied", where=where, hint="check its access rights")
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"cannot be read: {reason}{after}", where=where, hint="check the path and the disk")
