"""What the commands share: options, progress on standard error, tables and JSON on standard output."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
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

_REASONS = 200
"""Different reasons of failures that are counted."""
_NARROWEST = 24
"""Columns; what is indented needs some."""
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders and addresses of the web (text, HTML, JSONL, CSV, feeds, WARC, WACZ, PDF, DOCX, Parquet; also "
        "gzipped); - is standard input.",
        show_default=False,
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

        self.width = max(_NARROWEST, min(shutil.get_terminal_size((110, 24)).columns, 120))
        self._console = Console(width=self.width, highlight=False)

    def line(self, *parts: tuple[str, str]) -> None:
        """One line of (words, style); longer ones are wrapped."""
        from rich.text import Text

        self._console.print(Text.assemble(*((plain(words), style) for words, style in parts)))


class Progress:
    """Counts articles; a bar on a terminal, nothing in a pipe. Failures and warnings are lines of their own."""

    def __init__(self, bar: Any = None, task: Any = None) -> None:
        self._bar, self._task = bar, task
        self._begun = time.monotonic()
        self._since: tuple[float, int] | None = None
        self._expected = self._size = self._before = 0
        self.articles = 0
        self.failures = 0
        self.reasons: Counter[str] = Counter()
        """How often each reason was given, names and numbers left out."""

    def advance(self, what: str) -> None:
        """One article is done."""
        self.articles += 1
        if self._bar:
            rate = self.articles / max(time.monotonic() - self._begun, 0.001)
            shown = {"articles": f"{self.articles:,}", "rate": f"{rate:.1f}/s", "left": self._left()}
            self._bar.update(self._task, what=plain(what[:40]), **shown)

    def _left(self) -> str:
        """The time left, from the bytes read since the first article was done; empty until it can be told.

        The last block does not count, for most of it waits; nor does what was read before, which a resumed run skips.
        """
        now = time.monotonic()
        if self._since is None:
            self._since = (now, self._size)
        begun, size = self._since
        if not self._expected or self._before <= size:
            return ""
        seconds = (now - begun) * (self._expected - self._before) / (self._before - size)
        return f"{timedelta(seconds=round(seconds))} left"

    def expect(self, size: int) -> None:
        """The bytes that will be read; from them the time left is told."""
        self._expected = size
        if self._bar and size:
            self._bar.update(self._task, total=size)

    def read(self, size: int) -> None:
        """So many bytes more were read."""
        self._before = self._size
        self._size += size
        if self._bar:
            self._bar.update(self._task, advance=size)

    def say(self, message: str) -> None:
        """A line above the bar."""
        if self._bar:
            self._bar.console.print(f"claimgraph: {plain(message)}", markup=False, highlight=False, soft_wrap=True)
        else:
            complain(message)

    def fail(self, message: str) -> None:
        """An input that is lost; the rest goes on."""
        self.failures += 1
        reason = message.partition(": ")[2] if ": " in message else message
        reason = re.sub(r"\(.*", "", re.sub(r"'[^']*'|\"[^\"]*\"", "…", reason)).strip()
        reason = re.sub(r"\d[\d,.]*", "N", reason)
        if len(self.reasons) < _REASONS or reason in self.reasons:
            self.reasons[reason] += 1
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
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[articles]} articles {task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("{task.fields[what]}", style="dim"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Progress(bar, bar.add_task(title, total=None, what="", articles="0", rate="", left=""))


def stop_for_failures(failures: int, reasons: Counter[str] | None = None) -> None:
    """Exit with 1 if inputs failed; each was named before. Of many, tell how often for which reason."""
    if failures:
        if reasons and failures > 5:
            for reason, times in reasons.most_common(10):
                complain(f"{times:6,} × {reason}")
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
