"""What the large tagger reads in unlabelled news, kept as soft labels for the small one (Hinton et al. 2015).

Its word pieces are the small one's, so a soft label is a row of log probabilities a piece; pairs are taken as it decodes them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from claimgraph.annotate import decode, split_sentences
from claimgraph.encoder import Encoder, Pieces, plan_windows
from claimgraph.records import Encoded
from claimgraph.records.encoded import Parameters
from claimgraph.train.corpora import read_jsonl
from claimgraph.train.examples import Example, Relation
from claimgraph.train.features import Window, window_of

__all__ = ["mean_windows", "news", "soft_windows"]

LONGEST = 20_000
"""Code points of an article that are read; the rest of a long one teaches nothing new."""
_NEWS = ("us-news-12000-more.jsonl.gz", "syria-804.jsonl.gz")


def news(corpora: Path, seed: int) -> Iterator[str]:
    """Texts of unlabelled articles in a shuffled order without end of line trouble; every other one under its headline."""
    rows: list[tuple[str, str]] = []
    for name in _NEWS:
        path = corpora / "corpora" / name
        rows += [(str(row.get("title") or ""), str(row.get("text") or "")) for row in read_jsonl(path)]
    rng = random.Random(seed)
    rng.shuffle(rows)
    for title, text in rows:
        body = re.sub(r"[ \t]*\n\s*", "\n", text.replace("\r", "\n")).strip()[:LONGEST]
        if len(body) < 200:
            continue
        yield f"{title.strip()}\n{body}" if title.strip() and rng.random() < 0.5 else body


def soft_windows(teacher: Encoder, pairing: Encoder, texts: Sequence[str]) -> Iterator[Window]:
    """The windows of ``texts`` with soft labels, and the pairs that they decode to.

    The outer layer is as ``teacher`` reads it. The inner one, and which source and content belong to which cue, ``pairing``
    says: the small tagger, which has seen more made-up inner attributions and every pair more often.
    """
    cut = [(text, split_sentences(text)) for text in texts]
    tags, pairs = (encoder.encode_many(cut, lambda _, encoded: encoded) for encoder in (teacher, pairing))
    for (text, sentences), tagged, paired in zip(cut, tags, pairs, strict=True):
        pieces = teacher.tokenizer(text, sentences)
        for bounds, tag, pair in zip(plan_windows(pieces), tagged, paired, strict=True):
            encoded = replace(pair.result(), outer=tag.result().outer)
            yield _soft_window(text, pieces, bounds, encoded, pairing.parameters)


def mean_windows(teachers: Sequence[Iterable[Window]]) -> Iterator[Window]:
    """The same windows as several teachers label them: the outer layer by the mean of their probabilities, the rest by the last one.

    Raises:
        ValueError: they are not the same windows.
    """
    for windows in zip(*teachers, strict=True):
        *_, last = windows
        if any(not np.array_equal(window.ids, last.ids) for window in windows):
            raise ValueError("the teachers have not read the same windows: label again")
        known = [w.soft_outer.astype(np.float32) for w in windows if w.soft_outer is not None]
        mean = np.mean([np.exp(scores) for scores in known], axis=0)
        last.soft_outer = np.log(np.maximum(mean, 1e-6)).astype(np.float16)
        yield last


def _soft_window(
    text: str, pieces: Pieces, bounds: tuple[int, int], encoded: Encoded, parameters: Parameters
) -> Window:
    """One window as the student is to see it."""
    example = Example(text, [], entity_unknown=[(0, len(text))])
    for found in decode(text, encoded, parameters).relations:
        layer = example.outer if found.layer == "outer" else example.inner
        layer.append(Relation(found.source, found.cue, found.content))
    window = window_of(example, pieces, bounds)
    for name in ("outer", "inner"):
        scores = getattr(encoded, name)
        soft = np.zeros((len(window.ids), scores.shape[1]), dtype=np.float16)
        soft[1:-1] = scores
        setattr(window, f"soft_{name}", soft)
    return window
