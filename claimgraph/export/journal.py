"""Annotations written line by line to a file, so that a run that was cut short goes on exactly where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from claimgraph.errors import ExportError
from claimgraph.records import AnnotatedArticle

__all__ = ["Journal"]

_BEGINS: Final = b'{"id":'
"""How every line of ours begins."""


class Journal:
    """A file of JSON lines that grows by one article at a time. Some 90 bytes an article are kept when it goes on.

    Args:
        path: the file.
        run: id of the run that annotates; a file that another run wrote is not gone on with.
        resume: go on with a file that is there: what it holds whole is kept, half a line at its end is cut off.

    Raises:
        ExportError: the file is there and ``resume`` is not asked for; it was written by another run, or is no output
            of ours; it cannot be written.
    """

    def __init__(self, path: Path, *, run: str, resume: bool = False) -> None:
        self._path, self._known = path, set[bytes]()
        if path.is_dir():
            raise ExportError("it is a folder", where=str(path), hint="name a file")
        if path.exists() and not resume:
            raise ExportError(
                "the file is there already",
                where=str(path),
                hint="--resume goes on where it stopped; or remove it, or name another",
            )
        try:
            self._file = path.open("ab+")
        except OSError as error:
            raise ExportError(
                f"cannot be written: {error.strerror or error}",
                where=str(path),
                hint="name a file in a folder that is there and that you may write to",
            ) from error
        try:
            self._file.truncate(self._read(run))
        except OSError as error:
            self._file.close()
            raise self._trouble(error) from error
        except ExportError:
            self._file.close()
            raise

    def _read(self, run: str) -> int:
        """Where the last whole line ends."""
        self._file.seek(0)
        end = 0
        for number, line in enumerate(self._file, 1):
            if not line.endswith(b"\n"):
                if line[: len(_BEGINS)] != _BEGINS[: len(line)]:  # another file, which must not be cut
                    raise self._not_ours(number)
                break
            try:
                row = json.loads(line)
                key, model = _key(row["id"], row["text"]), row["model"]
            except (ValueError, KeyError, TypeError, AttributeError):
                raise self._not_ours(number) from None
            if model != run:
                raise ExportError(
                    f"was written by another model or version ({model}, not {run})",
                    where=f"{self._path}:{number}",
                    hint="name another file; two models in one cannot be told apart later",
                )
            self._known.add(key)
            end += len(line)
        return end

    def _not_ours(self, number: int) -> ExportError:
        where = f"{self._path}:{number}"
        return ExportError("is no line that annotate wrote", where=where, hint="name another file")

    def __len__(self) -> int:
        """How many articles the file held when it was opened."""
        return len(self._known)

    def has(self, article_id: str, text: str) -> bool:
        """Whether the file held this article when it was opened."""
        return bool(self._known) and _key(article_id, text) in self._known

    def write(self, annotated: AnnotatedArticle) -> None:
        """Append one article: a whole line, handed to the system at once, so that a killed process loses none before.

        Raises:
            ExportError: the disk is full, or failed; what was written before is whole.
        """
        line = annotated.model_dump_json().encode() + b"\n"
        place = self._file.seek(0, os.SEEK_END)
        try:
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            trouble = self._trouble(error)
            with suppress(OSError):  # else half a line is cut off by the next run
                os.ftruncate(self._file.fileno(), place)
            raise trouble from error

    def _trouble(self, error: OSError) -> ExportError:
        return ExportError(
            f"cannot be written: {error.strerror or error}; what was written before is whole",
            where=str(self._path),
            hint="make room, then run it again with --resume",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # told when it was written
            self._file.close()


def _key(article_id: str, text: str) -> bytes:
    return hashlib.blake2b(f"{article_id}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=12).digest()
