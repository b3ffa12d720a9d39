"""Commands about files: ``export``, ``schema``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from claimgraph.cli.terminal import (
    DEFAULT_CASE,
    CasePath,
)

__all__ = ["export", "schema"]


def export(
    case: CasePath = DEFAULT_CASE,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="graphml, gexf, html, ...; may be repeated. Default: all.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the files.")] = Path("exports"),
    name: Annotated[str | None, typer.Option("--name", help="Stem of the files; default: the case's.")] = None,
) -> None:
    """Write a case as a graph (GraphML and GEXF for Gephi) and as a page for the browser.

    Example: claimgraph export --format graphml --out exports/
    """
    import claimgraph as door

    with door.open_case(case, create=False, read_only=True) as opened:
        if not opened.counts()["articles"]:
            raise door.ExportError(
                "the case holds no articles", where=str(case), hint="claimgraph run INPUT... adds some"
            )
        written = door.export_case(opened.articles, out, tuple(formats or door.EXPORTERS), name=name or case.stem)
    for path in written:
        sys.stdout.write(f"{path}\n")


def schema(
    which: Annotated[str, typer.Argument(help="input, annotate or links; default: all of them.")] = "all",
) -> None:
    """Print the JSON Schema of what is read (input) and written (annotate, links).

    Example: claimgraph schema annotate
    """
    import claimgraph as door

    records: dict[str, Any] = {"input": door.InputRow, "annotate": door.AnnotatedArticle, "links": door.LinkRow}
    if which not in (*records, "all"):
        raise typer.BadParameter(f"{which!r} is none of {', '.join(records)}, all", param_hint="WHICH")
    modes: dict[str, Any] = {"input": "validation"}
    schemas = {
        name: record.model_json_schema(mode=modes.get(name, "serialization")) for name, record in records.items()
    }
    print(json.dumps(schemas if which == "all" else schemas[which], indent=2))
