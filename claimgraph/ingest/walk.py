"""What the user names, one file after another: files, folders and standard input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from claimgraph.errors import InputError, SkippedInputError
from claimgraph.ingest.stream import explain_read_error

__all__ = ["STDIN", "Found", "find_files", "shown_path"]

STDIN: Final = "-"
_NAMED: Final = 5
"""How many files left out are named."""


class Found(NamedTuple):
    """One file to be read."""

    path: Path | None
    """Null is standard input."""
    name: str
    """What messages name it by."""
    format: str | None
    """By its suffix; null: its content decides."""


FormatOf = Callable[[str], str | None]
"""From a file name to the format that its suffix stands for."""


def shown_path(path: Path | str) -> str:
    r"""``path`` as text that can be written everywhere: bytes of a name that are not UTF-8 show as ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find_files(inputs: Iterable[str | Path], format_of: FormatOf, *, every_file: bool) -> Iterator[Found | InputError]:
    """The files of ``inputs`` in order, folders walked in order of names; hidden files and folders are passed over.

    Files of a folder whose suffix is not known are left out, and named together after its last file. A file that is
    named itself is read whatever its suffix. Symbolic links are followed, each folder once, so that no loop arises.

    Args:
        inputs: paths, ``-`` is standard input.
        format_of: gives the format of a file name.
        every_file: take all the files of a folder, whatever their suffix.
    """
    for given in inputs:
        if str(given) == STDIN:
            yield Found(None, STDIN, None)
            continue
        path = Path(given)
        name = shown_path(path)
        try:
            is_folder = path.is_dir()
            if not is_folder:
                path.stat()
        except (OSError, ValueError) as error:  # ValueError: a NUL within the name
            yield explain_read_error(error, name)
            continue
        if is_folder:
            yield from _Folder(name, format_of, every_file=every_file).walk(path)
        else:
            yield Found(path, name, format_of(path.name))


class _Folder:
    """One walk through a folder that the user named."""

    def __init__(self, name: str, format_of: FormatOf, *, every_file: bool) -> None:
        self._name, self._format_of, self._every_file = name, format_of, every_file
        self._left_out = 0
        self._examples: list[str] = []
        self._seen: set[tuple[int, int]] = set()

    def walk(self, root: Path) -> Iterator[Found | InputError]:
        """Its files, then one message about those left out."""
        count = 0
        waiting = [root]
        while waiting:
            path = waiting.pop()
            try:
                if path.is_dir():
                    # The last one waiting is taken next, hence the order turned round.
                    waiting.extend(reversed(self._entries(path)))
                    continue
                found = self._take(path)
            except (OSError, ValueError) as error:
                count += 1
                yield explain_read_error(error, shown_path(path))
                continue
            if found:
                count += 1
                yield found
        yield from self._report(count)

    def _entries(self, folder: Path) -> list[Path]:
        """What stands in ``folder``, in order of names; nothing if it was walked before."""
        status = folder.stat()
        key = (status.st_dev, status.st_ino)
        if key in self._seen:
            return []
        self._seen.add(key)
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))

    def _take(self, path: Path) -> Found | None:
        form = self._format_of(path.name)
        path.stat()  # a link to nothing is an error, not left out
        if path.is_file() and (form or self._every_file):
            return Found(path, shown_path(path), form)
        self._left_out += 1
        if len(self._examples) < _NAMED:
            self._examples.append(shown_path(path.name))
        return None

    def _report(self, count: int) -> Iterator[InputError]:
        named = ", ".join(self._examples)
        more = self._left_out - len(self._examples)
        listed = f"{named} and {more} more" if more else named
        hint = "name a file itself to have it read"
        if count == 0:
            what = f": {listed}" if listed else ""
            yield InputError(
                f"the folder holds no file of a known format{what}",
                where=self._name,
                hint=hint if listed else "give a folder with .txt, .html, .jsonl or .csv files",
            )
        elif self._left_out:
            yield SkippedInputError(
                f"{self._left_out} file(s) left out, of unknown format or no plain files: {listed}",
                where=self._name,
                hint=hint,
            )
