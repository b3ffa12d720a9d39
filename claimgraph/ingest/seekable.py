"""Streams that can be read from any place: archives and columns begin at their end."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, cast

from claimgraph.errors import InputError
from claimgraph.ingest.stream import too_large

__all__ = ["open_zip", "seekable"]

_IN_MEMORY: Final = 8_000_000
_MAX_RATIO: Final = 200
"""Text shrinks five times, the emptiest table some fifty times; a bomb a thousand times."""
_MIN_BOMB: Final = 50_000_000
_MAX_FILES: Final = 50_000


@contextmanager
def seekable(stream: BinaryIO, where: str, max_bytes: int | None = None) -> Iterator[BinaryIO]:
    """``stream`` itself if it can be read from any place, else a copy of it: in memory, or a large one on the disk.

    Raises:
        InputError: there are more than ``max_bytes``.
        OSError: it cannot be read, or the copy cannot be written.
    """
    # A file may have been looked into; from where it stands now, its beginning may be gone.
    if hasattr(stream, "seekable") and stream.seekable():
        stream.seek(0, 2)
        if max_bytes is not None and stream.tell() > max_bytes:
            raise too_large(where, max_bytes)
        stream.seek(0)
        yield stream
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        size = 0
        while part := stream.read(65_536):
            size += len(part)
            if max_bytes is not None and size > max_bytes:
                raise too_large(where, max_bytes)
            copy.write(part)
        copy.seek(0)
        yield cast("BinaryIO", copy)


@contextmanager
def open_zip(stream: BinaryIO, where: str, what: str, max_unpacked: int | None = None) -> Iterator[zipfile.ZipFile]:
    """A zip archive that is no bomb. Nothing is ever written to a path that it names: its files are read as streams.

    Args:
        stream: can be read from any place.
        where: what messages name it by.
        what: what it should be, in messages.
        max_unpacked: bytes that all its files may have; null: any number, if they are not packed too densely.

    Raises:
        InputError: it is damaged, encrypted or a bomb.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            packed, unpacked = sum(e.compress_size for e in entries), sum(e.file_size for e in entries)
            dense = unpacked > _MIN_BOMB and unpacked > _MAX_RATIO * max(packed, 1)
            if dense or len(entries) > _MAX_FILES or (max_unpacked is not None and unpacked > max_unpacked):
                raise InputError(
                    f"would unpack to {unpacked:,} bytes in {len(entries):,} files, more than any {what} has",
                    where=where,
                    hint="it may be an archive bomb; leave it out, or raise the limit with --max-bytes",
                )
            if any(entry.flag_bits & 1 for entry in entries):
                raise InputError(f"the {what} is encrypted", where=where, hint="save it without a password")
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, ValueError, EOFError, zlib.error) as error:
        # The library raises all of these for archives whose tables do not agree with what is there.
        raise InputError(
            f"the {what} is damaged: {str(error)[:100]}", where=where, hint="fetch or save it again"
        ) from error
