"""From a trained tagger to the file that ships: quantise, tune how tags are read, calibrate, measure."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from claimgraph.annotate import decode, join_windows, split_sentences, weigh
from claimgraph.encoder import Encoder
from claimgraph.evaluate import evaluate_articles
from claimgraph.records import Encoded
from claimgraph.records.encoded import Parameters
from claimgraph.train.calibrate import Rows, calibrate
from claimgraph.train.corpora import gold_row
from claimgraph.train.examples import Example, bare_names
from claimgraph.train.network import Tagger
from claimgraph.train.onnx_export import export

__all__ = ["finish", "parameters_of", "write_settings"]

BIASES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Tried for ``Parameters.outside_bias``."""
REACHES = (1.0, 0.5, 0.4, 0.3, 0.2)
"""Tried for ``Parameters.reach``."""
Named = Sequence[tuple[str, Example]]


def finish(
    model: Tagger, held_out: Named, named: Sequence[Example], path: Path, *, report: Callable[[str], None] = print
) -> None:
    """Write ``model`` to ``path`` in int8, and beside it how it is best read and calibrated on what it was not trained on.

    ``held_out`` are articles with attributions, ``named`` documents with named entities.
    """
    parameters = parameters_of(model, outside_bias=0.0)
    export(model, path)
    write_settings(path, parameters)
    encoder = Encoder(path)
    encoded = [encoder.encode(e.text, split_sentences(e.text)) for _, e in held_out]
    gold = [gold_row(name, e) for name, e in held_out]
    best = _tuned(held_out, gold, encoded, parameters, report)
    rows = _judged(held_out, gold, encoded, best)
    rows["entity"] = _judged_entities(encoder, named, best)
    calibration = calibrate(rows)
    report(f"outside bias {best.outside_bias}; reach {best.reach}; calibration {calibration}")
    write_settings(path, replace(best, calibration=calibration))


def _tuned(
    held_out: Named,
    gold: Sequence[dict[str, Any]],
    encoded: Sequence[Sequence[Encoded]],
    parameters: Parameters,
    report: Callable[[str], None],
) -> Parameters:
    """How tags are best read: by the sum of three relation measures."""
    tried = {}
    for reach, bias in itertools.product(REACHES, BIASES):
        # the corpus marks outermost attributions alone: nothing there tells how the inner layer should lean
        here = replace(parameters, outside_bias=(bias, 0.0, 0.0), reach=reach)
        guesses = [_row(name, e.text, windows, here) for (name, e), windows in zip(held_out, encoded, strict=True)]
        scores = evaluate_articles(gold, guesses, resamples=0)
        figures = [scores[m].f1 for m in ("relation_j50", "relation_full", "relation_exact")]
        report(f"held out, reach {reach}, outside bias {bias}: " + " ".join(f"{f:.4f}" for f in figures))
        tried[sum(figures)] = here
    return tried[max(tried)]


def parameters_of(model: Tagger, outside_bias: float) -> Parameters:
    """How to decode what ``model`` says, uncalibrated."""
    distance, between, none = (
        b.detach().float().cpu().numpy() for b in (model.distance_bias, model.between_bias, model.none_bias)
    )
    return Parameters(distance, between, none, (outside_bias, outside_bias, 0.0))


def write_settings(weights: Path, parameters: Parameters) -> None:
    """Write how ``weights`` are read into the JSON file beside them, with their SHA-256."""
    settings = {"weights_sha256": hashlib.sha256(weights.read_bytes()).hexdigest(), "parameters": _plain(parameters)}
    weights.with_suffix(".json").write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _plain(parameters: Parameters) -> dict[str, Any]:
    """The parameters as JSON holds them."""
    arrays = {name: getattr(parameters, name).tolist() for name in ("distance_bias", "between_bias", "none_bias")}
    return arrays | {
        "outside_bias": parameters.outside_bias,
        "reach": parameters.reach,
        "calibration": asdict(parameters.calibration),
    }


def _row(name: str, text: str, windows: Iterable[Encoded], parameters: Parameters) -> dict[str, Any]:
    """Outermost relations as ``evaluate`` takes them."""
    decoded = join_windows([decode(text, window, parameters) for window in windows])
    attributions = [r._asdict() for r in decoded.relations if r.layer == "outer"]
    return {"id": name, "text": text, "attributions": attributions}


def _judged(
    held_out: Named, gold: Sequence[dict[str, Any]], encoded: Sequence[Sequence[Encoded]], parameters: Parameters
) -> Rows:
    """Features of each relation, source and sentence read, and whether what was read is right."""
    rows: Rows = {"relation": [], "source": [], "sentence": []}
    for (name, example), wanted, windows in zip(held_out, gold, encoded, strict=True):
        contents = [span for relation in example.outer for span in relation.content]
        for window in windows:
            found, evidence = decode(example.text, window, parameters), weigh(example.text, window, parameters)
            for relation, of_relation, of_source in zip(
                found.relations, evidence.relations, evidence.sources, strict=True
            ):
                if relation.layer == "inner":
                    continue
                guess = {"id": name, "attributions": [relation._asdict()]}
                scores = evaluate_articles([wanted], [guess], resamples=0)
                right = bool(scores["relation_full"].right)
                rows["relation"].append((of_relation, right))
                if scores["relation_j50"].right:
                    rows["source"].append((of_source, right))
            starts = [start for start, _ in found.sentences]
            ends = [*starts[1:], int(window.ends[-1])]
            for start, end, of_sentence in zip(starts, ends, evidence.sentences, strict=True):
                rows["sentence"].append((of_sentence, any(s < end and e > start for s, e in contents)))
    return rows


def _judged_entities(
    encoder: Encoder, named: Sequence[Example], parameters: Parameters
) -> list[tuple[list[float], bool]]:
    """Features of each entity read, and whether a person marked it so."""
    rows = []
    for example in named:
        gold = set(bare_names(example.text, example.entities))
        for window in encoder.encode(example.text, split_sentences(example.text)):
            found, evidence = decode(example.text, window, parameters), weigh(example.text, window, parameters)
            for entity, features in zip(found.entities, evidence.entities, strict=True):
                (name,) = bare_names(example.text, [(*entity.span, entity.type)])
                rows.append((features, name in gold))
    return rows
