"""Structured pruning: fewer attention heads and inner units, those kept that move the output most.

What is dropped is replaced by its mean, which goes into the bias (Michel et al. 2019; Molchanov et al. 2017 for the
idea of ranking by variance); the rest is learned again by distillation.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from claimgraph.train.features import Window
from claimgraph.train.network import Layer, Shape, Tagger

__all__ = ["slim"]


def slim(model: Tagger, windows: Sequence[Window], shape: Shape) -> Tagger:
    """A tagger with the fewer heads and inner units of ``shape``, made of ``model``; ``windows`` tell which matter."""
    seen = _inputs(model, windows)
    state = model.state_dict()
    for number, layer in enumerate(model.layers):
        for name, value in _slimmed(layer, seen[layer.attended], seen[layer.down], shape).items():
            state[f"layers.{number}.{name}"] = value
    smaller = Tagger(0.0, shape)
    smaller.load_state_dict(state)
    return smaller.eval()


def _inputs(model: Tagger, windows: Sequence[Window]) -> dict[nn.Module, Tensor]:
    """What goes into the narrowing half of each layer as ``model`` reads ``windows``, one row a piece."""
    seen: dict[nn.Module, list[Tensor]] = {}

    def note(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        seen.setdefault(module, []).append(inputs[0].flatten(0, 1).float())

    model.eval()
    narrowing = [linear for layer in model.layers for linear in (layer.attended, layer.down)]
    hooks = [linear.register_forward_pre_hook(note) for linear in narrowing]
    with torch.no_grad():
        for window in windows:
            ids, casing = (torch.from_numpy(array)[None] for array in (window.ids, window.casing))
            model(ids, casing, ids != 0)
    for hook in hooks:
        hook.remove()
    return {module: torch.cat(parts) for module, parts in seen.items()}


def _slimmed(layer: Layer, attended: Tensor, raised: Tensor, shape: Shape) -> dict[str, Tensor]:
    """The weights of one layer that change; ``attended`` and ``raised`` are what goes into its two narrowing halves."""
    width = shape.head
    weight = layer.attended.weight
    slices = [slice(head * width, (head + 1) * width) for head in range(layer.heads)]
    moved = torch.stack([(attended[:, part] @ weight[:, part].T).var(0).sum() for part in slices])
    rows = (moved.topk(shape.heads).indices.sort().values[:, None] * width + torch.arange(width)).flatten()
    third = layer.heads * width
    all_three = torch.cat([rows, rows + third, rows + 2 * third])
    units = (raised.var(0) * (layer.down.weight**2).sum(0)).topk(shape.inner).indices.sort().values
    found: dict[str, Tensor] = {}
    for name, linear, kept in (("qkv", layer.qkv, all_three), ("up", layer.up, units)):
        found |= {f"{name}.weight": linear.weight[kept], f"{name}.bias": linear.bias[kept]}
    for name, linear, kept, mean in (
        ("attended", layer.attended, rows, attended.mean(0)),
        ("down", layer.down, units, raised.mean(0)),
    ):
        dropped = torch.ones(linear.in_features, dtype=torch.bool)
        dropped[kept] = False
        bias = linear.bias + linear.weight[:, dropped] @ mean[dropped]
        found |= {f"{name}.weight": linear.weight[:, kept], f"{name}.bias": bias}
    return found
