"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from claimgraph.errors import ExportError

__all__ = ["replacing", "replacing_bytes"]


@contextmanager
def replacing(out: Path) -> Iterator[TextIO]:
    """A UTF-8 text file that takes the place of ``out`` when the block ends well, as ``replacing_bytes`` does.

    Newlines are written as they are.
    """
    with replacing_bytes(out) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        yield text
        text.flush()
        text.detach()


@contextmanager
def replacing_bytes(out: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``out`` when the block ends well.

    Until then, and for ever if the block raises, ``out`` is what it was: the bytes go to a file beside
    it, which is renamed at the end. Something that is no file (``/dev/stdout``) is written to directly.
    Missing folders are made.

    Raises:
        ExportError: the file cannot be written; it names the path and what the system says.

    """
    out = Path(out)
    part, direct = None, False
    try:
        target = Path(os.path.realpath(out)) if out.is_symlink() else out
        direct = target.exists() and not target.is_file() and not target.is_dir()
        part = target if direct else target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
        if target.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
            file.flush()
            if not direct:
                os.fsync(file.fileno())
        if not direct:
            part.replace(target)
    except OSError as error:
        raise ExportError(
            f"cannot be written: {error.strerror or error}",
            where=str(out),
            hint="name a file in a folder you may write to",
        ) from error
    finally:
        if part is not None and not direct:
            with suppress(OSError):
                part.unlink(missing_ok=True)
