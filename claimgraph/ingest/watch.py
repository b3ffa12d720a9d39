"""What is new in a feed or a folder: entries with a key each, so that a caller who keeps the keys reads none twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

from claimgraph.errors import InputError
from claimgraph.ingest.article import ReadOptions, ReadResult
from claimgraph.ingest.feed import parse_feed, read_item
from claimgraph.ingest.fetch import Fetcher, is_url
from claimgraph.ingest.stream import read_whole
from claimgraph.ingest.walk import FormatOf, find_files, shown_path

__all__ = ["Entry", "ReadPath", "list_entries"]

ReadPath: TypeAlias = Callable[[Path], Iterator[ReadResult]]


class Entry(NamedTuple):
    """An item of a feed, or a file of a folder."""

    key: str
    """The same for the same item or file in the same state; another once it is changed."""
    where: str
    read: Callable[[], Iterator[ReadResult]]
    """What is in it; called only for an entry that is new."""


def list_entries(
    source: str, fetcher: Fetcher, read_path: ReadPath, format_of: FormatOf, options: ReadOptions
) -> Iterator[Entry | InputError]:
    """The entries of a feed (an address, or a file) or a folder, the oldest of a feed first.

    Args:
        source: an address of the web, or a path.
        fetcher: fetches the feed.
        read_path: reads a file of a folder.
        format_of: the format of a file name.
        options: how items are read.
    """
    try:
        if is_url(source):
            content = fetcher.get(source, max_bytes=options.max_bytes).content
        elif Path(source).is_file():
            with Path(source).open("rb") as file:
                content = read_whole(file, where=source, max_bytes=options.max_bytes)
        else:
            yield from _files(source, read_path, format_of)
            return
        items = parse_feed(content, source)
    except InputError as error:
        yield error
        return
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror}", where=source, hint="check the path")
        return
    for item in reversed(items):
        where = item.row.url or source
        yield Entry(f"{source}\x1f{item.key}", where, lambda item=item, where=where: read_item(item, where, options))  # type: ignore[misc]


def _files(folder: str, read_path: ReadPath, format_of: FormatOf) -> Iterator[Entry | InputError]:
    for found in find_files([folder], format_of, every_file=False):
        if isinstance(found, InputError) or found.path is None:
            if isinstance(found, InputError) and not Path(folder).is_dir():
                yield found
            continue
        path = found.path
        try:
            state = path.stat()
        except OSError:
            continue  # it has gone since
        key = f"{shown_path(path.absolute())}\x1f{state.st_size}\x1f{state.st_mtime_ns}"
        yield Entry(key, found.name, lambda path=path: read_path(path))  # type: ignore[misc]
