"""From a trained tagger to the file that ships: quantise, tune how tags are read, calibrate, measure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimgraph.annotate import decode, join_windows, split_sentences
from claimgraph.encoder import Encoder
from claimgraph.evaluate import evaluate_articles
from claimgraph.records import Decoded
from claimgraph.records.encoded import Encoded, Parameters
from claimgraph.train.examples import Example
from claimgraph.train.network import Tagger
from claimgraph.train.onnx_export import export

__all__ = ["finish", "fit_platt", "parameters_of"]

BIASES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
"""Tried for ``Parameters.outside_bias``."""
NO_CALIBRATION = ((1.0, 0.0), (1.0, 0.0), (1.0, 0.0))
Named = Sequence[tuple[str, Example]]


def finish(
    model: Tagger, held_out: Named, named: Sequence[Example], path: Path, *, report: Callable[[str], None] = print
) -> None:
    """Write ``model`` to ``path`` in int8, read and calibrated as is best on what it was not trained on.

    ``held_out`` are articles with attributions, ``named`` documents with named entities.
    """
    values: dict[str, Any] = {
        "distance_bias": model.distance_bias.detach().tolist(),
        "between_bias": model.between_bias.detach().tolist(),
        "none_bias": model.none_bias.detach().tolist(),
        "outside_bias": [0.0, 0.0, 0.0],
        "calibration": NO_CALIBRATION,
    }
    digest = hashlib.sha256(b"".join(p.detach().cpu().numpy().tobytes() for p in model.parameters())).hexdigest()[:16]
    export(model, path, {"digest": digest, "parameters": values})
    encoder = Encoder(path)
    texts = [(e.text, split_sentences(e.text)) for _, e in held_out]
    encoded = [encoder.encode(text, sentences) for text, sentences in texts]
    gold = [_gold_row(name, e) for name, e in held_out]

    def predict(bias: float) -> list[dict[str, Any]]:
        parameters = _with_bias(encoder.parameters, bias)
        return [_row(name, e.text, windows, parameters) for (name, e), windows in zip(held_out, encoded, strict=True)]

    best, best_score = 0.0, -1.0
    for bias in BIASES:
        scores = evaluate_articles(gold, predict(bias))
        score = scores["relation_j50"].f1 + scores["relation_full"].f1
        report(
            f"held out, outside bias {bias}: j50 {scores['relation_j50'].f1:.4f} full {scores['relation_full'].f1:.4f}"
        )
        if score > best_score:
            best, best_score = bias, score
    values["outside_bias"] = [best, best, 0.0]
    raw, right, source_raw, source_right = _confidences(gold, predict(best))
    entity_raw, entity_right = _entity_confidences(encoder, named)
    values["calibration"] = tuple(
        fit_platt(*pair) for pair in ((raw, right), (source_raw, source_right), (entity_raw, entity_right))
    )
    report(f"outside bias {best}; calibration {values['calibration']}")
    export(model, path, {"digest": digest, "parameters": values})


def parameters_of(model: Tagger, outside_bias: float) -> Parameters:
    """How to decode what ``model`` says, uncalibrated."""
    distance, between, none = (
        b.detach().float().cpu().numpy() for b in (model.distance_bias, model.between_bias, model.none_bias)
    )
    return Parameters(distance, between, none, (outside_bias, outside_bias, 0.0), NO_CALIBRATION)


def _with_bias(parameters: Parameters, bias: float) -> Parameters:
    return Parameters(
        parameters.distance_bias, parameters.between_bias, parameters.none_bias, (bias, bias, 0.0), NO_CALIBRATION
    )


def _gold_row(name: str, example: Example) -> dict[str, Any]:
    attributions = [{"source": r.source, "cue": r.cue, "content": r.content} for r in example.outer]
    return {"id": name, "text": example.text, "sentences": example.sentences, "attributions": attributions}


def _row(name: str, text: str, windows: Iterable[Encoded], parameters: Parameters) -> dict[str, Any]:
    """Outermost relations as ``evaluate`` takes them."""
    decoded: Decoded = join_windows([decode(text, window, parameters) for window in windows])
    attributions = [{**r._asdict()} for r in decoded.relations if r.layer == "outer"]
    return {"id": name, "text": text, "attributions": attributions}


def _confidences(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> tuple[NDArray[Any], ...]:
    """Raw confidence of each predicted relation and whether it is right; the same for the sources of those found."""
    raw, right, source_raw, source_right = [], [], [], []
    for wanted, guess in zip(gold, predicted, strict=True):
        for item in guess["attributions"]:
            scores = evaluate_articles([wanted], [{"id": wanted["id"], "attributions": [item]}], resamples=0)
            raw.append(item["confidence"])
            right.append(bool(scores["relation_full"].right))
            if scores["relation_j50"].right:
                source_raw.append(item["source_confidence"])
                source_right.append(bool(scores["relation_full"].right))
    return tuple(np.array(x, dtype=float) for x in (raw, right, source_raw, source_right))


def _entity_confidences(encoder: Encoder, named: Sequence[Example]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Raw confidence of each entity read, and whether a person marked it so."""
    parameters = _with_bias(encoder.parameters, 0.0)
    raw, right = [], []
    for example in named:
        windows = encoder.encode(example.text, split_sentences(example.text))
        gold = set(example.entities)
        for entity in join_windows([decode(example.text, window, parameters) for window in windows]).entities:
            raw.append(entity.confidence)
            right.append((*entity.span, entity.type) in gold)
    return np.array(raw, dtype=float), np.array(right, dtype=float)


def fit_platt(raw: NDArray[Any], right: NDArray[Any], *, steps: int = 100) -> tuple[float, float]:
    """Slope and intercept of a logistic curve on the log odds of ``raw``, by damped Newton steps (Platt 1999).

    A weak prior holds both near the identity where there is little to learn from.
    """
    raw = np.clip(raw, 1e-6, 1 - 1e-6)
    x = np.stack([np.log(raw / (1 - raw)), np.ones_like(raw)], axis=1)
    positives = right.sum()
    target = np.where(right > 0, (positives + 1) / (positives + 2), 1 / (len(right) - positives + 2))
    identity = np.array([1.0, 0.0])
    weights = identity.copy()
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (chance - target) + (weights - identity)
        curvature = (x * (chance * (1 - chance))[:, None]).T @ x + np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights -= step * min(1.0, 0.5 / (np.abs(step).max() + 1e-12))
    return round(float(weights[0]), 4), round(float(weights[1]), 4)
