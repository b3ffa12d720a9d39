"""The trained tagger as one int8 ONNX file for the CPU.

The graph is written node by node: with no padding there is no mask, the operators are the fused ones that
onnxruntime is fast with, and every weight matrix has one scale a column. Weights keep seven bits: without the VNNI
instructions a processor adds pairs of 8-bit products in 16 bits, and full-range weights would overflow there.
Word embeddings keep eight bits and one scale a row. The large tagger is exported too: in int8 it reads news twice as
fast as in torch.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper, save

from claimgraph.encoder import WINDOW
from claimgraph.train.network import Tagger, relative_buckets

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["OUTPUTS", "export"]

OUTPUTS = ("outer", "inner", "entities", "cue", "span")
_BITS7 = 63
_BLOCK = 256
"""Inputs that share a scale where one scale a tensor is too coarse."""


def export(model: Tagger, path: Path) -> None:
    """Write ``model`` to ``path``.

    Inputs ``ids`` and ``casing`` (1 x T, int64); outputs log probabilities ``outer``, ``inner`` (1 x T x 7), ``entities``
    (1 x T x 11) and pair vectors ``cue``, ``span`` (1 x T x 2D).
    """
    graph = _Graph(outliers=model.shape.relative)
    x = graph.embed(model)
    bias = graph.relative(model) if model.shape.relative else ""
    for number, layer in enumerate(model.layers):
        x = graph.layer(x, layer, f"layer{number}", bias)
    for name in OUTPUTS:
        head = graph.linear(x, getattr(model, name), name, quantise=False)
        if name in OUTPUTS[:3]:
            graph.node("LogSoftmax", [head], [name], axis=-1)
        else:
            graph.node("Identity", [head], [name])
    path.parent.mkdir(parents=True, exist_ok=True)
    save(graph.model(), str(path))


class _Graph:
    """Collects nodes and weights.

    ``outliers``: a few units of the model are far larger than the rest, so that the inputs of what narrows a layer again
    need a scale for every few of them (Dettmers et al. 2022); slower, and the small model has none.
    """

    def __init__(self, *, outliers: bool) -> None:
        self.outliers = outliers
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def node(self, kind: str, inputs: list[str], outputs: list[str], *, domain: str = "", **attributes: Any) -> str:
        """Append one node; the name of its first output."""
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def weight(self, name: str, array: NDArray[Any]) -> str:
        """Append one constant."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def floats(self, name: str, tensor: Tensor) -> str:
        """Append one float32 constant."""
        return self.weight(name, tensor.detach().float().cpu().numpy())

    def embed(self, model: Tagger) -> str:
        """Words + positions + casing, normalised."""
        words = model.words.weight.detach().float().cpu().numpy()
        scale = np.abs(words).max(axis=1, keepdims=True) / 127 + 1e-12
        table = self.weight("words.int8", np.clip(np.rint(words / scale), -127, 127).astype(np.int8))
        scales = self.weight("words.scale", scale.astype(np.float32))
        rows = self.node("Gather", [table, "ids"], ["words.rows"])
        rows = self.node("Cast", [rows], ["words.float"], to=TensorProto.FLOAT)
        rows = self.node("Mul", [rows, self.node("Gather", [scales, "ids"], ["words.scales"])], ["words.out"])
        length = self.node("Shape", ["ids"], ["ids.shape"], start=1, end=2)
        first = self.weight("zero", np.array([0], dtype=np.int64))
        positions = self.node(
            "Slice", [self.floats("positions", model.positions.weight), first, length, first], ["positions.out"]
        )
        casing = self.node("Gather", [self.floats("casing.weight", model.casing.weight), "casing"], ["casing.out"])
        total = self.node("Add", [self.node("Add", [rows, positions], ["embed.a"]), casing], ["embed.b"])
        return self.norm(total, model.embedded_norm, "embed.norm")

    def relative(self, model: Tagger) -> str:
        """1 x heads x T x T: what MPNet adds to attention scores by distance."""
        buckets = self.weight("relative.buckets", relative_buckets(WINDOW).numpy().astype(np.int64))
        length = self.node("Shape", ["ids"], ["relative.length"], start=1, end=2)
        size = self.node("Concat", [length, length], ["relative.size"], axis=0)
        first = self.weight("relative.first", np.zeros(2, dtype=np.int64))
        axes = self.weight("relative.axes", np.array([0, 1], dtype=np.int64))
        cut = self.node("Slice", [buckets, first, size, axes], ["relative.cut"])
        table = self.weight("relative.table", model.relative.weight.detach().float().cpu().numpy().T[None])
        return self.node("Gather", [table, cut], ["relative.out"], axis=2)

    def norm(self, x: str, module: Any, name: str) -> str:
        """Layer normalisation."""
        inputs = [x, self.floats(f"{name}.weight", module.weight), self.floats(f"{name}.bias", module.bias)]
        return self.node("LayerNormalization", inputs, [f"{name}.out"], axis=-1, epsilon=float(module.eps))

    def add_norm(self, x: str, other: str, module: Any, name: str) -> str:
        """Layer normalisation of a sum; as two nodes, for the fused one of the runtime takes eight times as long."""
        return self.norm(self.node("Add", [x, other], [f"{name}.sum"]), module, name)

    def linear(self, x: str, module: Any, name: str, *, quantise: bool = True) -> str:
        """``x W + b``; in int8 with a dynamic scale for ``x`` and one scale a column for ``W``."""
        matrix = module.weight.detach().float().cpu().numpy().T
        bias = self.floats(f"{name}.bias", module.bias)
        if not quantise:
            product = self.node("MatMul", [x, self.weight(f"{name}.weight", matrix)], [f"{name}.product"])
            return self.node("Add", [product, bias], [f"{name}.out"])
        scale = np.abs(matrix).max(axis=0) / _BITS7 + 1e-12
        whole = np.clip(np.rint(matrix / scale), -_BITS7, _BITS7).astype(np.int8)
        inputs = [
            x,
            self.weight(f"{name}.int8", whole),
            self.weight(f"{name}.scale", scale.astype(np.float32)),
            "",
            bias,
        ]
        return self.node("DynamicQuantizeMatMul", inputs, [f"{name}.out"], domain="com.microsoft")

    def narrow(self, x: str, module: Any, name: str) -> str:
        """``x W + b`` back to the width of the model; in int8 with scales for blocks of both where there are outliers."""
        if not self.outliers:
            return self.linear(x, module, name)
        matrix = module.weight.detach().float().cpu().numpy()
        rows, columns = matrix.shape
        blocks = matrix.reshape(rows, columns // _BLOCK, _BLOCK)
        scale = np.abs(blocks).max(axis=-1) / 127 + 1e-12
        whole = (np.clip(np.rint(blocks / scale[..., None]), -127, 127) + 128).astype(np.uint8)
        inputs = [x, self.weight(f"{name}.int8", whole), self.weight(f"{name}.scale", scale.astype(np.float32))]
        sizes = {"K": columns, "N": rows, "bits": 8, "block_size": _BLOCK, "accuracy_level": 4}
        product = self.node("MatMulNBits", inputs, [f"{name}.product"], domain="com.microsoft", **sizes)
        return self.node("Add", [product, self.floats(f"{name}.bias", module.bias)], [f"{name}.out"])

    def layer(self, x: str, layer: Any, name: str, bias: str) -> str:
        """One transformer layer; ``bias`` names what is added to the attention scores, "" for nothing."""
        qkv = self.linear(x, layer.qkv, f"{name}.qkv")
        parts = [f"{name}.{part}" for part in "qkv"]
        self.node("Split", [qkv], parts, axis=-1, num_outputs=3)
        inputs = [*parts, "", "", bias] if bias else parts
        attended = self.node(
            "MultiHeadAttention", inputs, [f"{name}.attended"], domain="com.microsoft", num_heads=layer.heads
        )
        x = self.add_norm(
            x, self.narrow(attended, layer.attended, f"{name}.projected"), layer.attended_norm, f"{name}.norm1"
        )
        up = self.node("Gelu", [self.linear(x, layer.up, f"{name}.up")], [f"{name}.gelu"], domain="com.microsoft")
        return self.add_norm(x, self.narrow(up, layer.down, f"{name}.down"), layer.down_norm, f"{name}.norm2")

    def model(self) -> ModelProto:
        """The finished model."""
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "casing")]
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "pieces", None]) for name in OUTPUTS]
        graph = helper.make_graph(self.nodes, "claimgraph", inputs, outputs, self.weights)
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="claimgraph")
