"""The one model, loaded once: text -> pieces, scores and vectors.

A text is cut into windows of whole sentences, each at most ``WINDOW`` pieces; every window is executed alone,
unpadded and on one thread. Dynamic int8 quantisation takes one scale for a whole tensor, so a window that
shared a batch with others would change with its neighbours; alone it cannot. Batch size, order and the number
of threads therefore never change a text's output, and several windows run side by side on several threads.
"""

from __future__ import annotations

import hashlib
import json
import os
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from claimgraph.errors import ModelError
from claimgraph.records import Encoded, Span
from claimgraph.records.encoded import Calibration, Parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CASINGS", "WINDOW", "Encoder", "Pieces", "Tokenizer", "plan_windows"]

WINDOW = 256
"""Most pieces in a window, the two special ones included."""
CLS, SEP, NEWLINE = 101, 102, 1
"""Ids of the special pieces; ``NEWLINE`` is an unused entry of the BERT vocabulary, given a meaning in training."""
CASINGS = 4
"""0 no capital, 1 first letter only, 2 all letters, 3 otherwise mixed: the vocabulary itself is uncased."""
DATA = Path(__file__).with_name("data")
_IN_FLIGHT = 4
"""Texts tokenised ahead of the one that is waited for, a thread."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in word pieces; newlines between sentences are pieces of their own. One row a piece, T rows."""

    ids: NDArray[np.int64]
    casing: NDArray[np.int64]
    starts: NDArray[np.int32]
    """First code point of each piece in the text."""
    ends: NDArray[np.int32]
    sentence_starts: tuple[int, ...]
    """Row at which each sentence (or forced part of one) begins; a newline belongs to the sentence before it."""
    paragraph_starts: frozenset[int]
    """Those of ``sentence_starts`` that follow a newline."""


class Tokenizer:
    """Uncased BERT word pieces with casing and newlines kept beside them.

    Args:
        path: a ``tokenizer.json``; default: the one in the package.

    Raises:
        ModelError: the file is missing or is no tokenizer.
    """

    def __init__(self, path: Path | None = None) -> None:
        from tokenizers import Tokenizer as Pieces_

        path = path or DATA / "tokenizer.json"
        try:
            self._pieces = Pieces_.from_file(str(path))
        except Exception as error:  # the library raises a bare Exception
            raise ModelError(
                f"the tokenizer cannot be read: {error}", where=str(path), hint="reinstall claimgraph"
            ) from error
        self._pieces.no_truncation()
        self._pieces.no_padding()

    def vocabulary(self) -> dict[str, int]:
        """The id of each word piece."""
        return dict(self._pieces.get_vocab())

    def __call__(self, text: str, sentences: Sequence[Span]) -> Pieces:
        """Cut ``text`` into pieces; only what lies in ``sentences`` (sorted, disjoint) is seen."""
        import numpy as np

        encodings = self._pieces.encode_batch([text[s:e] for s, e in sentences], add_special_tokens=False)
        ids: list[int] = []
        offsets: list[tuple[int, int]] = []
        bases: list[int] = []
        sentence_starts: list[int] = []
        paragraph_starts: set[int] = set()
        previous_end = -1
        for (start, end), encoding in zip(sentences, encodings, strict=True):
            pieces = encoding.ids
            if not pieces:
                continue
            if previous_end >= 0 and "\n" in text[previous_end:start]:
                ids.append(NEWLINE)
                offsets.append((0, 1))
                bases.append(previous_end)
                paragraph_starts.add(len(ids))
            # a sentence longer than a window is cut
            sentence_starts += range(len(ids), len(ids) + len(pieces), WINDOW - 3)
            ids += pieces
            offsets += encoding.offsets
            bases += [start] * len(pieces)
            previous_end = end
        spans = np.array(offsets, dtype=np.int32).reshape(-1, 2) + np.array(bases, dtype=np.int32)[:, None]
        starts, ends = spans[:, 0], spans[:, 1]
        return Pieces(
            ids=np.array(ids, dtype=np.int64),
            casing=_casing(text, starts, ends),
            starts=starts,
            ends=ends,
            sentence_starts=tuple(sentence_starts),
            paragraph_starts=frozenset(paragraph_starts),
        )


@cache
def _letter_tables() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether each code point of the basic plane is an upper-case, a lower-case letter."""
    import numpy as np

    plane = [chr(i) for i in range(0x3000)] + ["\0"] * (0x10000 - 0x3000)  # no casing scripts of note lie above
    return np.array([c.isupper() for c in plane]), np.array([c.islower() for c in plane])


def _casing(text: str, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> NDArray[np.int64]:
    """The casing class of each piece."""
    import numpy as np

    points = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), 0xFFFF)
    if not len(points) or not len(starts):
        return np.zeros(len(starts), dtype=np.int64)
    upper_table, lower_table = _letter_tables()
    upper, lower = upper_table[points], lower_table[points]
    uppers, lowers = (np.concatenate(([0], np.cumsum(flags))) for flags in (upper, lower))
    n_upper, n_lower = uppers[ends] - uppers[starts], lowers[ends] - lowers[starts]
    first = upper[np.minimum(starts, len(points) - 1)]
    casing = np.full(len(starts), 3, dtype=np.int64)
    casing[(n_lower == 0) & (n_upper > 1)] = 2
    casing[first & (n_upper == 1)] = 1
    casing[n_upper == 0] = 0
    return casing


def plan_windows(pieces: Pieces, *, limit: int = WINDOW - 2) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of rows, each of whole sentences and at most ``limit`` rows.

    A window ends at a paragraph's end where one lies in its last third, so that fewer quotations are cut.
    """
    bounds = [*pieces.sentence_starts[1:], len(pieces.ids)] if pieces.sentence_starts else []
    windows: list[tuple[int, int]] = []
    start, index = 0, 0
    while index < len(bounds):
        last = index
        while last + 1 < len(bounds) and bounds[last + 1] - start <= limit:
            last += 1
        if last + 1 < len(bounds):
            for back in range(last, index, -1):
                if bounds[back] - start < limit * 2 // 3:
                    break
                if bounds[back] in pieces.paragraph_starts:
                    last = back
                    break
        windows.append((start, bounds[last]))
        start, index = bounds[last], last + 1
    return tuple(windows)


class Encoder:
    """The model, ready to be asked. Loading takes some 0.2 s; one instance serves any number of threads.

    Args:
        weights: an ONNX file, beside which a JSON file of the same stem says how it is read; default: those in the package.
        threads: windows executed side by side; default: the cores this process may use.

    Raises:
        ModelError: the weights are missing or the runtime refuses them.
    """

    def __init__(self, weights: Path | None = None, *, threads: int | None = None) -> None:
        import onnxruntime as ort

        path = weights or DATA / "model.onnx"
        hint = "give the .onnx file that training wrote" if weights else "reinstall claimgraph"
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the runtime raises many kinds, none of them documented
            raise ModelError(f"the weights cannot be loaded: {error}", where=str(path), hint=hint) from error
        self.tokenizer = Tokenizer()
        self.threads = threads or _cores()
        settings = _settings(path.with_suffix(".json"), hint)
        self.digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:16]
        """Identifies the weights and how they are read."""
        self.parameters = _parameters(settings["parameters"])

    def encode(self, text: str, sentences: Sequence[Span]) -> list[Encoded]:
        """One pass over ``text``, a window at a time; only what lies in ``sentences`` (sorted, disjoint) is seen."""
        windows = next(self.encode_many([(text, sentences)], lambda _text, encoded: encoded))
        return [window.result() for window in windows]

    def encode_many(
        self, texts: Iterable[tuple[str, Sequence[Span]]], read: Callable[[str, Encoded], Result]
    ) -> Iterator[list[Future[Result]]]:
        """What ``read`` makes of each window, a list a text, in order; only a few texts are held in memory.

        ``read`` is called with the text and one encoded window, on the thread that executed it: the large arrays are
        gone before the next window comes. What goes wrong with a text waits in its futures and harms no other.
        """
        with ThreadPoolExecutor(self.threads, thread_name_prefix="encoder") as pool:
            waiting: deque[list[Future[Result]]] = deque()
            for text, sentences in texts:
                waiting.append(self._submit(pool, text, sentences, read))
                if len(waiting) > _IN_FLIGHT * self.threads:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()

    def _submit(
        self, pool: ThreadPoolExecutor, text: str, sentences: Sequence[Span], read: Callable[[str, Encoded], Result]
    ) -> list[Future[Result]]:
        """Hand the windows of one text to the threads."""
        try:
            pieces = self.tokenizer(text, sentences)
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to this text
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return [failed]
        return [pool.submit(self._run, text, pieces, window, read) for window in plan_windows(pieces)]

    def _run(
        self, text: str, pieces: Pieces, window: tuple[int, int], read: Callable[[str, Encoded], Result]
    ) -> Result:
        """Execute one window and read it."""
        import numpy as np

        start, end = window
        ids = np.empty((1, end - start + 2), dtype=np.int64)
        ids[0, 0], ids[0, -1], ids[0, 1:-1] = CLS, SEP, pieces.ids[start:end]
        casing = np.zeros_like(ids)
        casing[0, 1:-1] = pieces.casing[start:end]
        outputs: list[Any] = self._session.run(None, {"ids": ids, "casing": casing})
        outer, inner, entities, cue, span = (output[0, 1:-1] for output in outputs)
        begin, finish = (bisect_left(pieces.sentence_starts, row) for row in window)
        sentence_rows = tuple(row - start for row in pieces.sentence_starts[begin:finish])
        starts, ends = pieces.starts[start:end], pieces.ends[start:end]
        return read(text, Encoded(starts, ends, outer, inner, entities, cue, span, sentence_rows))


def _settings(path: Path, hint: str) -> dict[str, Any]:
    """What stands beside the weights: their SHA-256, and how they are read.

    Raises:
        ModelError: the file is missing or no JSON.
    """
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the settings of the weights cannot be read: {error}", where=str(path), hint=hint) from error
    return found


def _parameters(values: dict[str, Any]) -> Parameters:
    """The decoding parameters that training stored as JSON."""
    import numpy as np

    return Parameters(
        distance_bias=np.array(values["distance_bias"], dtype=np.float32),
        between_bias=np.array(values["between_bias"], dtype=np.float32),
        none_bias=np.array(values["none_bias"], dtype=np.float32),
        outside_bias=(values["outside_bias"][0], values["outside_bias"][1], values["outside_bias"][2]),
        reach=values["reach"],
        calibration=Calibration(**{kind: tuple(weights) for kind, weights in values["calibration"].items()}),
    )


def _cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0)) or 1
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1
