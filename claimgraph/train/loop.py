"""The training loop: windows in, averaged weights out. One seed gives one result on one machine and thread count."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from claimgraph.annotate.pairing import between_buckets, distance_buckets
from claimgraph.encoder import Tokenizer
from claimgraph.records.encoded import PAIR_DIM
from claimgraph.train.augment import augment, careless
from claimgraph.train.examples import Example
from claimgraph.train.features import IGNORE, Pairs, Window, windows_of
from claimgraph.train.network import Tagger

__all__ = ["DISTILLED", "DISTILLED_AGAIN", "SECOND_TEACHER", "SMALL_TAGGER", "TEACHER", "Settings", "fit"]

_AVERAGE_EVERY = 4
"""Steps between two updates of the moving average."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a training run depends on beside its data."""

    seed: int = 20180507
    epochs: int = 5
    batch: int = 12
    """Windows a step."""
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 1.0
    """Factor of the rate for each layer further down."""
    decay: float = 0.01
    warmup: float = 0.06
    """Share of the steps in which the rate rises."""
    dropout: float = 0.1
    average: float = 0.998
    """Decay of the moving average of the weights, which is what is kept."""
    inner_weight: float = 1.0
    entity_weight: float = 0.5
    pair_weight: float = 0.5
    passes: int = 1
    """How often the windows with soft labels are seen, spread over the epochs."""


SMALL_TAGGER = Settings()
TEACHER = Settings(epochs=2, batch=8, rate=7e-5, layer_decay=0.93, warmup=0.08, average=0.995)
SECOND_TEACHER = replace(TEACHER, inner_weight=0.2, entity_weight=0.1, pair_weight=0.3)
"""Of which only the outer layer is learned from."""
DISTILLED = Settings(epochs=2, rate=3e-4, dropout=0.0, passes=2)
DISTILLED_AGAIN = replace(DISTILLED, rate=1.5e-4, head_rate=5e-4, warmup=0.03)


def fit(  # noqa: PLR0913 - the data, and what is done with it
    model: Tagger,
    examples: Sequence[Example],
    settings: Settings,
    *,
    soft: Sequence[Window] = (),
    device: str = "cpu",
    report: Callable[[str], None] = print,
    keep: Callable[[Tagger, int], None] = lambda _model, _epoch: None,
) -> Tagger:
    """Train ``model`` on ``examples``, augmented anew each epoch, and return the averaged weights in a model of its own.

    ``soft`` are windows with soft labels; each epoch takes its share of the passes over them.
    ``keep`` is handed the averaged model after each epoch, ``report`` a line of progress every fifty steps.
    """
    torch.manual_seed(settings.seed)
    tokenizer = Tokenizer()
    model.words.weight.requires_grad_(requires_grad=False)
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average**_AVERAGE_EVERY)
    )
    optimiser = torch.optim.AdamW(_groups(model, settings), weight_decay=settings.decay, fused=True)
    hard = sum(1 for e in examples for _ in windows_of(e, tokenizer)) * 1.07  # augmentation adds words
    total = math.ceil((hard * settings.epochs + len(soft) * settings.passes) / settings.batch)

    def rate(step: int) -> float:
        rise = settings.warmup * total
        return min(1.0, (step + 1) / rise) if step < rise else max(0.02, (total - step) / (total - rise))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    model.to(device).train()
    begun, step = time.monotonic(), 0
    for epoch in range(settings.epochs):
        share = [soft[i % len(soft)] for i in range(*_share(len(soft) * settings.passes, epoch, settings.epochs))]
        sums = dict.fromkeys(("outer", "inner", "entities", "pairs"), 0.0)
        for count, batch in enumerate(_batches(examples, share, tokenizer, settings, epoch), 1):
            with torch.autocast(device, dtype=torch.bfloat16):
                losses = _losses(model, batch, settings, device)
            loss = sum(losses.values(), torch.zeros((), device=device))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % _AVERAGE_EVERY == 0:
                averaged.update_parameters(model)
            for name, value in losses.items():
                sums[name] += float(value.detach())
            if step % 50 == 0:
                line = " ".join(f"{name} {value / count:.4f}" for name, value in sums.items())
                report(
                    f"epoch {epoch + 1}/{settings.epochs} step {step}/{total} {time.monotonic() - begun:.0f} s  {line}"
                )
        keep(averaged.module, epoch + 1)
    result = averaged.module
    return result.eval()


def _share(total: int, epoch: int, epochs: int) -> tuple[int, int]:
    """The bounds of an epoch's part of ``total`` things."""
    return total * epoch // epochs, total * (epoch + 1) // epochs


def _groups(model: Tagger, settings: Settings) -> list[dict[str, Any]]:
    """The parameters by learning rate: new ones, and the pretrained ones layer by layer."""
    groups: dict[float, list[Tensor]] = {}
    depth = len(model.layers)
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        root, _, rest = name.partition(".")
        if root == "layers":
            below = depth - int(rest.split(".")[0])
        elif root in ("positions", "embedded_norm"):
            below = depth + 1
        else:
            below = 0
        rate = settings.rate * settings.layer_decay ** (below - 1) if below else settings.head_rate
        groups.setdefault(rate, []).append(parameter)
    return [{"params": parameters, "lr": rate} for rate, parameters in groups.items()]


def _batches(
    examples: Sequence[Example], soft: Sequence[Window], tokenizer: Tokenizer, settings: Settings, epoch: int
) -> Iterator[list[Window]]:
    """One epoch: all examples and soft windows in a new order; a batch is of one kind and of like lengths."""
    rng = random.Random(settings.seed * 1000 + epoch)
    windows: list[Window] = []
    for example in rng.sample(examples, len(examples)):
        changed = augment(example, rng) if example.attribution_known else example
        windows += windows_of(changed, tokenizer, rng)
    batches = []
    group = settings.batch * 50
    for pool in (windows, [careless(w, rng) for w in soft]):
        rng.shuffle(pool)
        for start in range(0, len(pool), group):
            part = sorted(pool[start : start + group], key=lambda w: len(w.ids))
            batches += [part[i : i + settings.batch] for i in range(0, len(part), settings.batch)]
    rng.shuffle(batches)
    yield from batches


def _losses(model: Tagger, batch: list[Window], settings: Settings, device: str) -> dict[str, Tensor]:
    """The four losses of a batch, each a mean."""
    length = max(len(w.ids) for w in batch)

    def stack(values: list[NDArray[Any]], fill: int) -> Tensor:
        out = np.full((len(values), length), fill, dtype=np.int64)
        for row, value in zip(out, values, strict=True):
            row[: len(value)] = value
        return torch.from_numpy(out).to(device)

    ids = stack([w.ids for w in batch], 0)
    outputs = model(ids, stack([w.casing for w in batch], 0), ids != 0)
    losses = {}
    for name, weight in (("outer", 1.0), ("inner", settings.inner_weight)):
        soft = [getattr(w, f"soft_{name}") for w in batch]
        if soft[0] is None:
            losses[name] = weight * _mean_loss(outputs[name], stack([getattr(w, name) for w in batch], IGNORE))
        else:
            losses[name] = weight * _soft_loss(outputs[name], soft)
    labels = stack([w.entities for w in batch], IGNORE)
    weights = torch.tensor([w.entity_weight for w in batch], device=device)
    losses["entities"] = settings.entity_weight * _mean_loss(outputs["entities"], labels, weights)
    losses["pairs"] = settings.pair_weight * _pair_loss(model, outputs, batch)
    return losses


def _mean_loss(logits: Tensor, labels: Tensor, weights: Tensor | None = None) -> Tensor:
    """Mean cross-entropy over the pieces that have a label; ``weights`` a window."""
    each = functional.cross_entropy(logits.float().transpose(1, 2), labels, ignore_index=IGNORE, reduction="none")
    known = (labels != IGNORE).float()
    if weights is not None:
        each, known = each * weights[:, None], known * weights[:, None].clamp(min=0.3)
    return each.sum() / known.sum().clamp(min=1)


def _soft_loss(logits: Tensor, soft: Sequence[NDArray[Any]]) -> Tensor:
    """Mean cross-entropy with the log probabilities of a teacher; the two special pieces of a window have none."""
    wanted = np.zeros(logits.shape, dtype=np.float32)
    for row, scores in zip(wanted, soft, strict=True):
        row[1 : len(scores) - 1] = np.exp(scores[1:-1].astype(np.float32))
    target = torch.from_numpy(wanted).to(logits.device)
    return -(target * logits.float().log_softmax(-1)).sum() / target.sum().clamp(min=1)


def _pair_loss(model: Tagger, outputs: dict[str, Tensor], batch: list[Window]) -> Tensor:
    """Cross-entropy of each cue's choice of a source, and each content's choice of a cue; "none" is a choice."""
    losses = []
    for number, window in enumerate(batch):
        cue_rows, span_rows = outputs["cue"][number].float(), outputs["span"][number].float()
        for pairs in (window.outer_pairs, window.inner_pairs):
            losses += _choices(model, cue_rows, span_rows, pairs)
    if not losses:
        return outputs["cue"].sum() * 0.0
    return torch.cat(losses).mean()


def _choices(model: Tagger, cue_rows: Tensor, span_rows: Tensor, pairs: Pairs) -> list[Tensor]:
    """Losses of one layer of one window."""
    if not pairs.cues:
        return []
    found = []
    cues = np.array(pairs.cues)
    for role, spans, chosen in ((0, pairs.sources, pairs.source_of), (1, pairs.contents, pairs.cue_of)):
        if not spans:
            continue
        rows = np.array(spans)
        part = slice(role * PAIR_DIM, (role + 1) * PAIR_DIM)
        scores = _ends(cue_rows[:, part], cues) @ _ends(span_rows[:, part], rows).T / PAIR_DIM**0.5
        scores = scores + model.distance_bias[role][torch.from_numpy(distance_buckets(cues, rows))]
        scores = scores + model.between_bias[role][torch.from_numpy(between_buckets(cues, rows))]
        if role == 1:
            scores = scores.T
        none = model.none_bias[role].expand(scores.shape[0], 1)
        targets = torch.tensor([c if c >= 0 else scores.shape[1] for c in chosen], device=scores.device)
        found.append(functional.cross_entropy(torch.cat([scores, none], 1), targets, reduction="none"))
    return found


def _ends(vectors: Tensor, rows: NDArray[Any]) -> Tensor:
    """Mean of the first and the last piece of each span."""
    return (vectors[torch.from_numpy(rows[:, 0])] + vectors[torch.from_numpy(rows[:, 1] - 1)]) / 2
