"""The tagger: a BERT encoder with heads for attributions, their inner layer, entities and pairs.

Three shapes of it: ``SMALL`` (all-MiniLM-L6-v2, Wang et al. 2020), ``SLIM``, which is made of it and ships, and ``LARGE``
(all-mpnet-base-v2, Song et al. 2020), the teacher. Devlin et al. 2019 (BERT); the pairing scores follow Dozat and Manning 2017 (biaffine).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from claimgraph.encoder import CASINGS
from claimgraph.records.encoded import BETWEEN_BUCKETS, DISTANCE_BUCKETS, ENTITY_TAGS, PAIR_DIM, ROLE_TAGS

__all__ = ["LARGE", "SLIM", "SMALL", "VOCABULARY", "Shape", "Tagger", "relative_buckets"]

VOCABULARY, POSITIONS = 30522, 512
RELATIVE_BUCKETS, RELATIVE_REACH = 32, 128


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of an encoder, and which published weights fill it."""

    hidden: int
    layers: int
    heads: int
    head: int
    """Width of one head."""
    inner: int
    epsilon: float
    """Of the layer normalisations."""
    relative: bool
    """Attention scores have a bias by distance (MPNet)."""
    sha256: str
    """Of the published weights this recipe was made for."""


SMALL = Shape(384, 6, 12, 32, 1536, 1e-12, False, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")  # noqa: FBT003
LARGE = Shape(768, 12, 12, 64, 3072, 1e-5, True, "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658")  # noqa: FBT003


SLIM = replace(SMALL, heads=8, inner=1152)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.heads * shape.head)
        self.attended = nn.Linear(shape.heads * shape.head, shape.hidden)
        self.attended_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.down_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` B x T x H; ``mask`` is added to the attention scores, in a shape that fits B x heads x T x T."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        if self.training:  # on a CPU the fused kernel is slow backwards
            rows = batch * self.heads
            q, k, v = (part.reshape(rows, length, -1) for part in (q * q.shape[-1] ** -0.5, k, v))
            scores = torch.bmm(q, k.transpose(1, 2)).view(batch, self.heads, length, length) + mask
            weights = scores.softmax(-1, dtype=scores.dtype)
            attended = torch.bmm(weights.view(rows, length, length), v).view(batch, self.heads, length, -1)
        else:
            attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, -1)
        x = self.attended_norm(x + self.dropout(self.attended(attended)))
        return self.down_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Pieces in, scores and pair vectors out."""

    def __init__(self, dropout: float = 0.1, shape: Shape = SMALL) -> None:
        super().__init__()
        self.shape = shape
        hidden = shape.hidden
        self.words = nn.Embedding(VOCABULARY, hidden)
        self.positions = nn.Embedding(POSITIONS, hidden)
        self.casing = nn.Embedding(CASINGS, hidden)
        nn.init.zeros_(self.casing.weight)
        self.embedded_norm = nn.LayerNorm(hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, 0.0 if shape.relative else dropout) for _ in range(shape.layers))
        if shape.relative:
            self.relative = nn.Embedding(RELATIVE_BUCKETS, shape.heads)
            self.relative.weight.requires_grad_(requires_grad=False)  # a bias that learns would leave the fast kernel
        self.outer = nn.Linear(hidden, len(ROLE_TAGS))
        self.inner = nn.Linear(hidden, len(ROLE_TAGS))
        self.entities = nn.Linear(hidden, len(ENTITY_TAGS))
        self.cue = nn.Linear(hidden, 2 * PAIR_DIM)
        self.span = nn.Linear(hidden, 2 * PAIR_DIM)
        self.distance_bias = nn.Parameter(torch.zeros(2, DISTANCE_BUCKETS))
        self.between_bias = nn.Parameter(torch.zeros(2, BETWEEN_BUCKETS))
        self.none_bias = nn.Parameter(torch.zeros(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, casing: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """``ids`` and ``casing`` B x T, ``mask`` B x T, true where a piece is; logits and vectors B x T x ..."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(positions) + self.casing(casing)
        x = self.dropout(self.embedded_norm(x))
        attention = self._mask(ids.shape[1], mask)
        for layer in self.layers:
            x = layer(x, attention)
        x = self.dropout(x)
        return {name: getattr(self, name)(x) for name in ("outer", "inner", "entities", "cue", "span")}

    def _mask(self, length: int, mask: Tensor) -> Tensor:
        """What is added to attention scores: minus infinity at padding, and MPNet's bias by distance (Raffel et al. 2020)."""
        device = self.words.weight.device
        dtype = torch.get_autocast_dtype(device.type) if torch.is_autocast_enabled(device.type) else torch.float32
        bias = torch.zeros((1, 1, 1, length), device=device)
        if self.shape.relative:
            bias = self.relative(relative_buckets(length).to(device)).permute(2, 0, 1)[None]
        return bias.masked_fill(~mask[:, None, None, :], -torch.inf).to(dtype)


def relative_buckets(length: int) -> Tensor:
    """T x T bucket numbers: exact distances up to eight each way, then logarithmic."""
    places = torch.arange(length)
    distance = places[:, None] - places[None, :]  # positive: the other piece stands before
    half = RELATIVE_BUCKETS // 2
    exact = half // 2
    size = distance.abs()
    far = exact + (size.clamp(min=1).float() / exact).log() / math.log(RELATIVE_REACH / exact) * (half - exact)
    return (distance < 0) * half + torch.where(size < exact, size, far.long().clamp(max=half - 1))
