"""The command ``report``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from claimgraph.cli.terminal import DEFAULT_CASE, CasePath

__all__ = ["report"]


def report(
    article: Annotated[list[str] | None, typer.Argument(help="Ids of articles; none: all.", show_default=False)] = None,
    case: CasePath = DEFAULT_CASE,
    form: Annotated[
        Literal["html", "md"], typer.Option("--format", help="A page that prints well, or Markdown.")
    ] = "html",
    out: Annotated[Path | None, typer.Option("--out", help="The file.", show_default="standard output")] = None,
) -> None:
    """Write what to attach to a fact-check: claims, chains, exact words, hashes, open questions, who decided what.

    Example: claimgraph report --case affair.claimgraph --out affair.html
    """
    import datetime as dt

    import claimgraph as door

    today = dt.datetime.now().astimezone().date().isoformat()
    with door.open_case(case, create=False, read_only=True) as opened:
        made = door.make_report(opened, article or (), made=today)
    text = door.report_html(made) if form == "html" else door.report_markdown(made)
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise door.ExportError(f"cannot be written: {error.strerror}", where=str(out)) from error
    sys.stdout.write(f"{out}\n")
