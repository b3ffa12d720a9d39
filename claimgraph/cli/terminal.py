"""What the commands share: options, progress on standard error, tables and JSON on standard output."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from claimgraph import InputError, ReadResult

__all__ = [
    "DEFAULT_CASE",
    "AsJson",
    "CasePath",
    "Inputs",
    "Model",
    "OwnOutlets",
    "Progress",
    "Screen",
    "Threads",
    "complain",
    "count",
    "print_json",
    "print_table",
    "progress",
    "stop_for_failures",
]

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files and folders (text, HTML, JSONL, CSV; also gzipped); - is standard input.", show_default=False
    ),
]
DEFAULT_CASE = Path("case.claimgraph")
CasePath = Annotated[
    Path,
    typer.Option("--case", envvar="CLAIMGRAPH_CASE", help="The case file.", show_default=f"./{DEFAULT_CASE}"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON lines instead of a table.")]
Threads = Annotated[
    int | None,
    typer.Option(
        "--threads", min=1, help="Windows of text read side by side; changes no result.", show_default="all cores"
    ),
]


Model = Annotated[
    Path | None,
    typer.Option(
        "--model",
        help="Weights of your own training (.onnx, its .json beside it).",
        show_default="those in the package",
    ),
]
OwnOutlets = Annotated[
    Path | None,
    typer.Option(
        "--outlets",
        envvar="CLAIMGRAPH_OUTLETS",
        help="Outlets of your own (TOML or JSONL); they outrank those in the package.",
        show_default="those in the package",
    ),
]


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"claimgraph: {plain(message)}", file=sys.stderr)


def print_json(value: Any) -> None:
    """One JSON object on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def plain(text: str) -> str:
    """``text`` without what would steer a terminal: control characters and overriding bidi marks become one sign each."""
    return _STEERING.sub("\ufffd", text)


def count(number: int, word: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number} {word}{'s' * (number != 1)}"


class Screen:
    """Standard output for reading: styled on a terminal, plain in a pipe, never steered by an article's text."""

    def __init__(self) -> None:
        from rich.console import Console

        self.width = min(shutil.get_terminal_size((110, 24)).columns, 120)
        self._console = Console(width=self.width, highlight=False)

    def line(self, *parts: tuple[str, str]) -> None:
        """One line of (words, style); longer ones are wrapped."""
        from rich.text import Text

        self._console.print(Text.assemble(*((plain(words), style) for words, style in parts)))


class Progress:
    """Counts articles; a bar on a terminal, nothing in a pipe. Failures and warnings are lines of their own."""

    def __init__(self, bar: Any = None, task: Any = None) -> None:
        self._bar, self._task = bar, task
        self.failures = 0

    def advance(self, what: str) -> None:
        """One article is done."""
        if self._bar:
            self._bar.update(self._task, advance=1, what=plain(what[:40]))

    def say(self, message: str) -> None:
        """A line above the bar."""
        if self._bar:
            self._bar.console.print(f"claimgraph: {plain(message)}", markup=False, highlight=False, soft_wrap=True)
        else:
            complain(message)

    def fail(self, message: str) -> None:
        """An input that is lost; the rest goes on."""
        self.failures += 1
        self.say(message)

    def miss(self, error: InputError) -> None:
        """An input that did not come: left out on purpose, or lost."""
        from claimgraph import SkippedInputError

        (self.say if isinstance(error, SkippedInputError) else self.fail)(str(error))

    def watched(self, results: Iterable[ReadResult]) -> Iterator[ReadResult]:
        """``results``, with the warnings of each article said aloud."""
        for result in results:
            if not isinstance(result, Exception):
                for warning in result.article.warnings:
                    self.say(f"warning: {warning}")
            yield result


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A bar on standard error, if that is a terminal: articles done, rate, time."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}", style="dim"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Progress(bar, bar.add_task(title, total=None, what=""))


def stop_for_failures(failures: int) -> None:
    """Exit with 1 if inputs failed; each was named before."""
    if failures:
        complain(f"{count(failures, 'input')} failed, named above; the rest is done")
        raise typer.Exit(1)


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str) -> None:
    """A table on a terminal, tab-separated values in a pipe."""
    rows = list(rows)
    if not rows:
        complain(empty)
        return
    if not sys.stdout.isatty():
        for row in (head, *rows):
            sys.stdout.write("\t".join(plain(" ".join(cell.split())) for cell in row) + "\n")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*head, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    Console().print(table)
