"""Parquet: a table in columns, through pyarrow, a few rows in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from claimgraph.errors import InputError
from claimgraph.ingest.article import Listed, Raw, ReadOptions, ReadResult, follow, make_loaded
from claimgraph.ingest.seekable import seekable
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error, too_large
from claimgraph.records import InputRow

__all__ = ["is_parquet", "read_parquet"]

_COLUMNS: Final = ("id", "text", "outlet", "url", "title", "author", "date", "language")
_ROWS: Final = 64


def is_parquet(head: bytes) -> bool:
    """Whether an input that begins so is a Parquet file."""
    return head.startswith(b"PAR1")


def read_parquet(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The articles of a Parquet table, in order, one a row; columns by name in any case, others are not even read.

    ``Original.content`` is the row as JSON. Memory: a few rows, and what one row group of the columns asks for.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        yield InputError("Parquet needs pyarrow", where=name, hint="pip install 'claimgraph[parquet]'")
        return
    number = 0
    try:
        with seekable(stream, name) as opened:
            table = parquet.ParquetFile(opened)
            used = _find_columns(table.schema_arrow.names, name)
            for batch in table.iter_batches(batch_size=_ROWS, columns=list(used.values())):
                cells = [_cells(batch.column(column)) for column in used.values()]
                for row in zip(*cells, strict=True):
                    number += 1
                    yield from _read_row(dict(zip(used, row, strict=True)), f"{name}:{number}", options)
    except InputError as error:
        yield error
    except (
        pa.ArrowException,
        UnicodeDecodeError,
        *READ_ERRORS,
    ) as error:  # names of columns are not checked by the library
        if getattr(error, "errno", None):  # of the disk; those of the library's own have no number
            yield explain_read_error(error, name)
            return
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        after = f"; the {number} row(s) before the damage were read" if number else ""
        yield InputError(f"the Parquet file is damaged: {reason}{after}", where=name, hint="write or fetch it again")


def _cells(column: Any) -> list[Any]:
    """The values of a column; text as bytes, for one cell that is no UTF-8 would cost all of them."""
    import pyarrow as pa

    if pa.types.is_string(column.type):
        column = column.cast(pa.binary())
    elif pa.types.is_large_string(column.type):
        column = column.cast(pa.large_binary())
    values: list[Any] = column.to_pylist()
    return values


def _find_columns(names: list[str], where: str) -> dict[str, str]:
    """Our names of columns, and the table's.

    Raises:
        InputError: none is named text or url.
    """
    columns = {column.casefold().strip(): column for column in reversed(names)}
    used: dict[str, str] = {column: columns[column] for column in _COLUMNS if column in columns}
    if "text" not in used and "url" not in used:
        shown = ", ".join(column[:30] for column in names[:8])
        raise InputError(
            f"no column is named text or url (its columns: {shown})",
            where=where,
            hint="name the columns text (or url), outlet, date, title",
        )
    return used


def _read_row(row: dict[str, Any], where: str, options: ReadOptions) -> Iterator[ReadResult]:
    values = {key: "" if value is None else _as_text(value) for key, value in row.items()}
    if sum(map(len, values.values())) > options.max_bytes:
        yield too_large(where, options.max_bytes)
    elif values.get("text", "").strip():
        packed = json.dumps(values, ensure_ascii=False).encode()
        try:
            yield make_loaded(InputRow(**values), Raw(where, packed, "application/json"), options)
        except InputError as error:
            yield error
    elif values.get("url", "").strip():
        yield from follow(Listed(values["url"].strip(), where, InputRow(**values | {"text": ""})), options)
    else:
        yield InputError("the row has no text", where=where, hint="fill the column text, or leave the row out")


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
