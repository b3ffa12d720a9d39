"""What the large tagger reads in unlabelled news, kept as soft labels for the small one (Hinton et al. 2015).

Its word pieces are the small one's, so a soft label is a row of log probabilities a piece; pairs are taken as it decodes them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from claimgraph.annotate import decode, split_sentences
from claimgraph.encoder import CLS, SEP, Pieces, Tokenizer, plan_windows
from claimgraph.records import Encoded
from claimgraph.records.encoded import Parameters
from claimgraph.train.corpora import read_jsonl
from claimgraph.train.examples import Example, Relation
from claimgraph.train.features import Window, window_of
from claimgraph.train.network import Tagger

__all__ = ["encode_with", "news", "soft_windows"]

LONGEST = 20_000
"""Code points of an article that are read; the rest of a long one teaches nothing new."""
_GROUP = 192
"""Windows collected before batches of like length are made of them."""
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


def soft_windows(teacher: Tagger, pairing: Tagger, texts: Iterable[str], parameters: Parameters) -> Iterator[Window]:
    """The windows of ``texts`` with the soft labels of ``teacher``, and the pairs that they decode to.

    Which source and content belong to which cue ``pairing`` says: the small tagger, which has seen every pair more often.
    """
    for read in encode_with(teacher, texts, pairing=pairing):
        decoded = decode(read.text, read.encoded, parameters)
        example = Example(read.text, [], entity_unknown=[(0, len(read.text))])
        for found in decoded.relations:
            layer = example.outer if found.layer == "outer" else example.inner
            layer.append(Relation(found.source, found.cue, found.content))
        window = window_of(example, read.pieces, read.bounds)
        for name in ("outer", "inner"):
            scores = getattr(read.encoded, name)
            soft = np.zeros((len(window.ids), scores.shape[1]), dtype=np.float16)
            soft[1:-1] = scores
            setattr(window, f"soft_{name}", soft)
        yield window


class Read(NamedTuple):
    """One window of a text as a tagger in torch reads it."""

    text: str
    pieces: Pieces
    bounds: tuple[int, int]
    """Rows of ``pieces``."""
    encoded: Encoded


def encode_with(
    model: Tagger, texts: Iterable[str], *, pairing: Tagger | None = None, batch: int = 32, device: str = "cpu"
) -> Iterator[Read]:
    """Every window of ``texts``, in batches of like length: not in order, but each text before long.

    ``pairing``: a second tagger whose pair vectors take the place of the first one's.
    """
    tokenizer = Tokenizer()
    waiting: list[tuple[str, Pieces, tuple[int, int]]] = []
    for text in texts:
        pieces = tokenizer(text, split_sentences(text))
        waiting += [(text, pieces, bounds) for bounds in plan_windows(pieces)]
        if len(waiting) >= _GROUP:
            yield from _encoded((model, pairing or model), waiting, batch, device)
            waiting = []
    yield from _encoded((model, pairing or model), waiting, batch, device)


def _encoded(
    models: tuple[Tagger, Tagger], group: Sequence[tuple[str, Pieces, tuple[int, int]]], batch: int, device: str
) -> Iterator[Read]:
    """One group of windows."""
    order = sorted(group, key=lambda item: item[2][1] - item[2][0])
    for first in range(0, len(order), batch):
        part = order[first : first + batch]
        length = max(end - start for _, _, (start, end) in part) + 2
        ids = np.zeros((len(part), length), dtype=np.int64)
        casing = np.zeros_like(ids)
        for row, (_, pieces, (start, end)) in enumerate(part):
            size = end - start
            ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = CLS, pieces.ids[start:end], SEP
            casing[row, 1 : size + 1] = pieces.casing[start:end]
        tensor = torch.from_numpy(ids).to(device)
        with torch.inference_mode(), torch.autocast(device, dtype=torch.bfloat16):
            inputs = (tensor, torch.from_numpy(casing).to(device), tensor != 0)
            outputs = models[0](*inputs)
            if models[1] is not models[0]:
                pairs = models[1](*inputs)
                outputs |= {name: pairs[name] for name in ("cue", "span")}
        arrays = {
            name: (value.float().log_softmax(-1) if name in ("outer", "inner", "entities") else value.float())
            .cpu()
            .numpy()
            for name, value in outputs.items()
        }
        for row, (text, pieces, (start, end)) in enumerate(part):
            scores = {name: value[row, 1 : end - start + 1] for name, value in arrays.items()}
            encoded = Encoded(
                pieces.starts[start:end],
                pieces.ends[start:end],
                scores["outer"],
                scores["inner"],
                scores["entities"],
                scores["cue"],
                scores["span"],
            )
            yield Read(text, pieces, (start, end), encoded)
