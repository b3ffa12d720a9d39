"""Commands about files: ``export``, ``schema``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimgraph.cli.terminal import DEFAULT_CASE, AsJson, CasePath, complain, count, print_json

if TYPE_CHECKING:
    from claimgraph import Exported

__all__ = ["export", "schema"]


def _formats() -> list[str]:
    """The words of ``--format``, for the Tab key."""
    import claimgraph as door

    return [*door.EXPORTERS, "gold"]


def _views() -> list[str]:
    """The words of ``--view``, for the Tab key."""
    import claimgraph as door

    return list(door.VIEWS)


def _source_types() -> list[str]:
    """The words of ``--source-type``, for the Tab key."""
    import claimgraph as door
    from claimgraph.cli.look import words_of

    return list(words_of(door.Source, "type"))


def _kinds() -> list[str]:
    """The words of ``--kind``, for the Tab key."""
    import claimgraph as door

    return list(door.NODE_KINDS)


Views = Annotated[
    list[str] | None,
    typer.Option(
        "--view",
        help="provenance, sources, outlets, claims, entities; may be repeated. Default: provenance.",
        autocompletion=_views,
        show_default=False,
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        help="graphml, gexf, html, ...; may be repeated. Default: all, or with --view all formats of graphs. "
        "gold: what people checked, as data to train on and measure with.",
        autocompletion=_formats,
        show_default=False,
    ),
]
FirstDay = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Articles of this day and later."),
]
LastDay = Annotated[
    datetime | None,
    typer.Option("--to", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Articles of this day and earlier."),
]
Outlets = Annotated[list[str] | None, typer.Option("--outlet", help="Articles it published; may be repeated.")]
SourceTypes = Annotated[
    list[str] | None,
    typer.Option(
        "--source-type", help="Claims of sources of this type; may be repeated.", autocompletion=_source_types
    ),
]
Entities = Annotated[list[str] | None, typer.Option("--entity", help="Claims that name it; may be repeated.")]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Nodes of this kind; may be repeated.", autocompletion=_kinds),
]
MinWeight = Annotated[
    float, typer.Option("--min-weight", min=0, help="Edges that count so many claims; groups with so many members.")
]
MinConfidence = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Claims, mentions and judgements as sure as this.")
]
MaxNodes = Annotated[
    int | None,
    typer.Option("--max-nodes", min=1, help="Only so many nodes: the heaviest, with what they need."),
]


def export(
    case: CasePath = DEFAULT_CASE,
    views: Views = None,
    formats: Formats = None,
    first_day: FirstDay = None,
    last_day: LastDay = None,
    outlet: Outlets = None,
    source_type: SourceTypes = None,
    entity: Entities = None,
    kind: Kinds = None,
    min_weight: MinWeight = 0.0,
    min_confidence: MinConfidence = 0.0,
    max_nodes: MaxNodes = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the files.")] = Path("exports"),
    name: Annotated[str | None, typer.Option("--name", help="Stem of the files; default: the case's.")] = None,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="With --format gold: articles too that nobody checked as a whole.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a case as graphs (for Gephi, Cytoscape, Neo4j), as tables, and as a page for the browser.

    Filters say what is shown; what they leave out is told on standard error.

    Example: claimgraph export --view sources --format gexf --source-type anonymous --min-weight 2
    """
    import claimgraph as door

    for option, words, there in (
        ("--view", views, _views()),
        ("--format", formats, _formats()),
        ("--kind", kind, _kinds()),
        ("--source-type", source_type, _source_types()),
    ):
        _check_words(option, words, there)
    if unchecked and "gold" not in (formats or ()):
        raise typer.BadParameter("it goes with --format gold", param_hint="--unchecked")
    where = door.ViewFilter(
        first_day=first_day.date().isoformat() if first_day else None,
        last_day=last_day.date().isoformat() if last_day else None,
        outlets=tuple(outlet or ()),
        source_types=tuple(source_type or ()),  # type: ignore[arg-type]
        entities=tuple(entity or ()),
        kinds=tuple(kind or ()),
        min_weight=min_weight,
        min_confidence=min_confidence,
        max_nodes=max_nodes,
    )
    drawn = [word for word, made in door.EXPORTERS.items() if made.takes == "view"]
    if views and formats and not set(drawn).intersection(formats):
        raise typer.BadParameter(f"a view is written as {', '.join(drawn)}", param_hint="--format")
    if formats and "gold" in formats:
        with door.open_case(case, create=False, read_only=True) as opened:
            path = out / f"{name or case.stem}.gold.jsonl"
            complain(f"{count(door.write_gold(opened, path, unchecked=unchecked), 'article')} as gold")
        print(path)
        formats = [word for word in formats if word != "gold"]
        if not formats:
            return
    wanted = formats or (drawn if views else [*door.EXPORTERS])
    with door.open_case(case, create=False, read_only=True) as opened:
        if not opened.counts()["articles"]:
            raise door.ExportError(
                "the case holds no articles", where=str(case), hint="claimgraph run INPUT... adds some"
            )
        written = door.export_case(
            opened,
            out,
            wanted,
            name=name or case.stem,
            views=views or ["provenance"],
            where=where,
        )
    _tell(written, as_json=as_json)


def _check_words(option: str, words: list[str] | None, there: list[str]) -> None:
    """Refuse words that an option does not know.

    Raises:
        typer.BadParameter: naming those that it does.
    """
    for word in words or ():
        if word not in there:
            raise typer.BadParameter(f"{word!r} is none of {', '.join(there)}", param_hint=option)


def _tell(written: list[Exported], *, as_json: bool) -> None:
    """What was written, and on standard error what was not."""
    for line in dict.fromkeys(line for one in written for line in _remarks(one)):
        complain(line)
    for one in written:
        if as_json:
            print_json(asdict(one) | {"paths": [str(path) for path in one.paths]})
            continue
        for path in one.paths:
            sys.stdout.write(f"{path}\n")


def _remarks(one: Exported) -> Iterator[str]:
    """What is told of one thing that was written."""
    if one.left_out:
        yield f"{one.view or 'articles'}: left out {one.left_out}"
    if one.view and not one.nodes:
        yield f"{one.view}: nothing in the case is shown by this view"


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
