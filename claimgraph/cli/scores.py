"""The command ``evaluate``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimgraph.cli.terminal import (
    AsJson,
    Model,
    Threads,
    complain,
    print_json,
    print_table,
    progress,
    stop_for_failures,
)

if TYPE_CHECKING:
    from claimgraph import Agreement, Calibrated, Difference, Score

__all__ = ["evaluate"]


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
    against: Annotated[
        Path | None,
        typer.Option(help="What another system predicted: how much better or worse that is, too.", show_default=False),
    ] = None,
    articles: Annotated[
        Path | None,
        typer.Option(help="GOLD and PREDICTED are links between the sentences of these articles.", show_default=False),
    ] = None,
    aliases: Annotated[
        Path | None,
        typer.Option(help="With gold in our own labels: JSON of names and their other forms.", show_default=False),
    ] = None,
    threads: Threads = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Score attributions against gold, with 95 % intervals (bootstrap over articles).

    Where the gold has our own labels, a list of attributions in each sentence, also sources, chains and labels.

    Where several people annotated each article ("annotators"), how well the system agrees with them, beside how well
    they agree with each other. With --articles, links are scored.

    Example: claimgraph evaluate gold.jsonl.gz predicted.jsonl --by kind --calibration
    """
    import claimgraph as door

    if articles is not None:
        _evaluate_links(gold, predicted, articles, as_json=as_json)
        return
    golds = list(read_jsonl(gold))
    shared, own_labels = any("annotators" in article for article in golds), door.has_own_labels(golds)
    _check_by(by)
    if nested or by or against or (calibration and shared):
        _check_plain(gold, shared=shared, own_labels=own_labels)
    if aliases and not own_labels:
        raise typer.BadParameter(f"{gold} has no names to compare", param_hint="--aliases")
    forms = _read_aliases(aliases) if aliases else None
    guesses, failures = _predictions(gold, predicted, threads, model)
    if shared:
        _print_agreement(door.check_agreement(golds, guesses), as_json=as_json)
        stop_for_failures(failures)
        return
    if own_labels:
        scores = door.evaluate_sources(golds, guesses, aliases=forms)
        believed = door.check_source_confidence(golds, guesses, aliases=forms) if calibration else {}
    else:
        scores = door.evaluate_articles(golds, guesses, nested=nested)
        believed = door.check_confidence(golds, guesses) if calibration else {}
    recalls = {name: door.recall_by(name, golds, guesses) for name in by or ()}
    gains = door.compare_predictions(golds, guesses, list(read_jsonl(against)), nested=nested) if against else {}
    if as_json:
        result: dict[str, Any] = {name: score._asdict() for name, score in scores.items()}
        for name, table in recalls.items():
            result[f"recall_by_{name}"] = {k: {m: s._asdict() for m, s in row.items()} for k, row in table.items()}
        for name, found in (("calibration", believed), ("against", gains)):
            if found:
                result[name] = {key: figures._asdict() for key, figures in found.items()}
        print_json(result)
    else:
        complain(f"{len(golds)} articles")
        _print_scores(scores, recalls, believed, gains)
    stop_for_failures(failures)


def _evaluate_links(gold: Path, predicted: Path | None, articles: Path, *, as_json: bool) -> None:
    import claimgraph as door

    if predicted is None:
        raise typer.BadParameter("say which links are scored; claimgraph links writes them", param_hint="PREDICTED")
    scores, across, unlisted = door.evaluate_links(*(list(read_jsonl(p)) for p in (gold, predicted, articles)))
    if as_json:
        counts = {"links_across_events": across, "unlisted_links_within_events": unlisted}
        print_json({name: score._asdict() for name, score in scores.items()} | counts)
        return
    head = ("measure", "precision", "recall", "F1", "95 % interval", "right/predicted/gold")
    print_table(head, (_score_row(name, score) for name, score in scores.items()), empty="nothing to score")
    complain(f"{across} links across events, {unlisted} within events of which the gold says nothing")


def _check_by(by: list[str] | None) -> None:
    import claimgraph as door

    for name in by or ():
        if name not in door.BREAKDOWNS:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(door.BREAKDOWNS)}", param_hint="--by")


def _check_plain(gold: Path, *, shared: bool, own_labels: bool) -> None:
    """Refuses options that ask of one person's spans what such gold does not tell."""
    if shared:
        problem = f"{gold} holds several people's annotations, which are compared with each other only"
    elif own_labels:
        problem = f"{gold} has our own labels, which are scored as a whole"
    else:
        return
    raise typer.BadParameter(problem, param_hint="--nested, --by, --against" + (", --calibration" if shared else ""))


def _print_scores(
    scores: dict[str, Score],
    recalls: dict[str, dict[str, dict[str, Score]]],
    believed: dict[str, Calibrated],
    gains: dict[str, Difference],
) -> None:
    head = ("measure", "precision", "recall", "F1", "95 % interval", "right/predicted/gold")
    print_table(head, (_score_row(name, score) for name, score in scores.items()), empty="nothing to score")
    for name, table in recalls.items():
        head = (name, "gold", "recall_j50", "95 % interval", "recall_full", "95 % interval")
        print_table(head, _recalls(table), empty="no gold")
    if believed:
        columns = ("confidence of", "count", "mean", "right", "error", "if perfect", "surest 25 / 50 / 75 / 100 %")
        print_table(columns, _believed(believed), empty="nothing to judge")
    if gains:
        beside = ("measure", "F1", "the other's", "difference", "95 % interval")
        print_table(beside, _gains(gains), empty="nothing to score")


def _predictions(
    gold: Path, predicted: Path | None, threads: int | None, model: Path | None
) -> tuple[list[dict[str, Any]], int]:
    """What was predicted, read or made now, and the number of articles that failed."""
    import claimgraph as door

    if predicted:
        return list(read_jsonl(predicted)), 0
    annotator = door.Annotator(threads=threads, model=model)
    guesses = []
    with progress("annotating") as bar:
        for result in annotator.annotate(door.read_inputs([gold], format="jsonl")):
            if isinstance(result, door.InputError):
                bar.miss(result)
            else:
                guesses.append(result[0].annotation.model_dump(mode="json"))
                bar.advance(result[0].article.id)
    return guesses, bar.failures


def _read_aliases(path: Path) -> dict[str, list[str]]:
    """Canonical name to surface forms, of a JSON object of lists or of objects with ``forms``.

    Raises:
        InputError: the file cannot be read, or is something else.
    """
    import claimgraph as door

    try:
        groups = json.loads(path.read_text(encoding="utf-8"))
        return {name: list(forms["forms"] if isinstance(forms, dict) else forms) for name, forms in groups.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = 'it must be JSON such as {"Name": ["short name", "other spelling"]}'
        raise door.InputError("no file of aliases", where=str(path), hint=hint) from error


def _print_agreement(found: dict[str, Agreement], *, as_json: bool) -> None:
    if as_json:
        print_json({measure: figures._asdict() for measure, figures in found.items()})
        return
    head = ("measure", "system and person", "person and person", "difference", "95 % interval")
    print_table(head, _gains(found), empty="nothing to score")


def _gains(found: Mapping[str, Agreement | Difference]) -> Iterator[tuple[str, ...]]:
    for measure, (one, other, difference, low, high) in found.items():
        yield measure, f"{one:.3f}", f"{other:.3f}", f"{difference:+.3f}", f"[{low:+.3f}, {high:+.3f}]"


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
