"""Fits the curves that make probabilities of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimgraph.records.encoded import Calibration

__all__ = ["Rows", "calibrate", "fit_logistic"]

Rows = dict[str, list[tuple[list[float], bool]]]
"""For each field of ``Calibration``: features of a thing that was read, and whether it is right."""


def calibrate(rows: Rows) -> Calibration:
    """Weights for each kind of thing, fitted on what was judged."""
    identity = Calibration()
    fitted = {}
    for field in fields(Calibration):
        features = np.array([f for f, _ in rows[field.name]], dtype=float)
        right = np.array([r for _, r in rows[field.name]], dtype=float)
        prior = getattr(identity, field.name)
        fitted[field.name] = fit_logistic(features, right, prior) if len(right) else prior
    return Calibration(**fitted)


def fit_logistic(
    features: NDArray[Any], right: NDArray[Any], prior: Sequence[float], *, steps: int = 100
) -> tuple[float, ...]:
    """Weights of a logistic curve by damped Newton steps (Platt 1999, with his softened targets).

    A weak Gaussian prior holds them near ``prior`` where there is little to learn from.
    """
    positives = right.sum()
    target = np.where(right > 0, (positives + 1) / (positives + 2), 1 / (len(right) - positives + 2))
    start = np.array(prior, dtype=float)
    weights = start.copy()
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        gradient = features.T @ (chance - target) + (weights - start)
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features + np.eye(len(start))
        step = np.linalg.solve(curvature, gradient)
        weights -= step * min(1.0, 0.5 / (np.abs(step).max() + 1e-12))
    return tuple(round(float(w), 4) for w in weights)
