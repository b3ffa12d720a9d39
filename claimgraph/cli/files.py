"""Commands about files: ``export``, ``schema``, ``evaluate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimgraph.cli.terminal import (
    DEFAULT_CASE,
    AsJson,
    CasePath,
    Threads,
    complain,
    print_json,
    print_table,
    progress,
    stop_for_failures,
)

if TYPE_CHECKING:
    from claimgraph import Agreement, Calibrated, Score

__all__ = ["evaluate", "export", "schema"]


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


def evaluate(
    gold: Annotated[Path, typer.Argument(help="JSONL with id, text, sentences, attributions (source, cue, content).")],
    predicted: Annotated[
        Path | None,
        typer.Argument(help="What annotate wrote; default: annotate the gold texts now.", show_default=False),
    ] = None,
    nested: Annotated[bool, typer.Option("--nested", help="Count attributions inside others too.")] = False,
    by: Annotated[
        list[str] | None, typer.Option("--by", help="Recall by kind (of content) or outlet too.", show_default=False)
    ] = None,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Whether the confidences can be believed, too.")
    ] = False,
    threads: Threads = None,
    as_json: AsJson = False,
) -> None:
    """Score attributions against gold, with 95 % intervals (bootstrap over articles).

    Where several people annotated each article ("annotators"), how well the system agrees with them, beside how well
    they agree with each other.

    Example: claimgraph evaluate gold.jsonl.gz predicted.jsonl --by kind --calibration
    """
    import claimgraph as door

    for name in by or ():
        if name not in door.BREAKDOWNS:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(door.BREAKDOWNS)}", param_hint="--by")
    golds = list(read_jsonl(gold))
    guesses, failures = _predictions(gold, predicted, threads)
    if any("annotators" in article for article in golds):
        _print_agreement(door.check_agreement(golds, guesses), as_json=as_json)
        stop_for_failures(failures)
        return
    scores = door.evaluate_articles(golds, guesses, nested=nested)
    recalls = {name: door.recall_by(name, golds, guesses) for name in by or ()}
    believed = door.check_confidence(golds, guesses) if calibration else {}
    if as_json:
        result: dict[str, Any] = {name: score._asdict() for name, score in scores.items()}
        for name, table in recalls.items():
            result[f"recall_by_{name}"] = {k: {m: s._asdict() for m, s in row.items()} for k, row in table.items()}
        if calibration:
            result["calibration"] = {kind: figures._asdict() for kind, figures in believed.items()}
        print_json(result)
    else:
        head = ("measure", "precision", "recall", "F1", "95 % interval", "right/predicted/gold")
        cells = (_score_row(name, score) for name, score in scores.items())
        complain(f"{len(golds)} articles")
        print_table(head, cells, empty="nothing to score")
        for name, table in recalls.items():
            print_table(
                (name, "gold", "recall_j50", "95 % interval", "recall_full", "95 % interval"),
                _recalls(table),
                empty="no gold",
            )
        if calibration:
            columns = ("confidence of", "count", "mean", "right", "error", "if perfect", "surest 25 / 50 / 75 / 100 %")
            print_table(columns, _believed(believed), empty="nothing to judge")
    stop_for_failures(failures)


def _predictions(gold: Path, predicted: Path | None, threads: int | None) -> tuple[list[dict[str, Any]], int]:
    """What was predicted, read or made now, and the number of articles that failed."""
    import claimgraph as door

    if predicted:
        return list(read_jsonl(predicted)), 0
    annotator = door.Annotator(threads=threads)
    guesses = []
    with progress("annotating") as bar:
        for result in annotator.annotate(door.read_inputs([gold], format="jsonl")):
            if isinstance(result, door.InputError):
                bar.miss(result)
            else:
                guesses.append(result[0].annotation.model_dump(mode="json"))
                bar.advance(result[0].article.id)
    return guesses, bar.failures


def _print_agreement(found: dict[str, Agreement], *, as_json: bool) -> None:
    if as_json:
        print_json({measure: figures._asdict() for measure, figures in found.items()})
        return
    head = ("measure", "system and person", "person and person", "difference", "95 % interval")
    rows = (
        (m, f"{a.system:.3f}", f"{a.human:.3f}", f"{a.difference:+.3f}", f"[{a.low:+.3f}, {a.high:+.3f}]")
        for m, a in found.items()
    )
    print_table(head, rows, empty="nothing to score")


def _recalls(table: dict[str, dict[str, Score]]) -> Iterator[tuple[str, ...]]:
    for name, row in table.items():
        cells = [name, str(row["relation_j50"].gold)]
        for score in row.values():
            cells += [f"{score.recall:.3f}", f"[{score.low:.3f}, {score.high:.3f}]"]
        yield tuple(cells)


def _believed(figures: dict[str, Calibrated]) -> Iterator[tuple[str, ...]]:
    for kind, found in figures.items():
        shares = (f"{x:.3f}" for x in (found.confidence, found.right, found.error, found.perfect))
        yield (kind, str(found.size), *shares, " / ".join(f"{share:.2f}" for share in found.coverage))


def _score_row(name: str, score: Score) -> tuple[str, ...]:
    counts = f"{score.right}/{score.predicted}/{score.gold}"
    if not score.gold:
        return (name, "–", "–", "–", "no gold", counts)
    figures = (f"{figure:.4f}" for figure in (score.precision, score.recall, score.f1))
    return (name, *figures, f"[{score.low:.4f}, {score.high:.4f}]", counts)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, gzipped or not.

    Raises:
        InputError: the file cannot be read, or a line is no JSON object.
    """
    import gzip

    import claimgraph as door

    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise door.InputError(f"no JSON: {error}", where=f"{path}:{number}") from error
                if not isinstance(row, dict):
                    raise door.InputError("no JSON object", where=f"{path}:{number}")
                yield row
    except (OSError, UnicodeDecodeError, EOFError) as error:
        reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
        raise door.InputError(f"cannot be read: {reason}", where=str(path), hint="check the name") from error
