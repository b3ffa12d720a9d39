"""The encoder: pieces, casing, windows; and with the real weights, that neighbours, order and threads change nothing."""

import hashlib
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate import split_sentences
from claimgraph.encoder import DATA, NEWLINE, WINDOW, Encoder, Tokenizer, plan_windows
from claimgraph.errors import ModelError
from claimgraph.records import Span


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer()


def whole(text):
    return [Span(0, len(text))]


@pytest.mark.parametrize(
    ("text", "casing"),
    [
        ("the cat", [0, 0]),
        ("The cat", [1, 0]),
        ("UN said", [2, 0]),
        ("A cat", [1, 0]),
        ("McDonald", [3]),
        ("Éire", [1, 0]),
        ("“7” —", [0, 0, 0, 0]),
    ],
)
def test_casing_is_kept_beside_uncased_pieces(tokenizer, text, casing):
    assert tokenizer(text, whole(text)).casing.tolist() == casing


def test_pieces_know_where_they_stand_in_code_points(tokenizer):
    text = "🎈 “Дом” café 日本"
    pieces = tokenizer(text, whole(text))
    assert [text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)] == [
        "🎈",
        "“",
        "Д",
        "о",
        "м",
        "”",
        "café",
        "日",
        "本",
    ]


def test_a_newline_between_sentences_is_a_piece_and_a_space_is_none(tokenizer):
    text = "One. Two.\nThree."
    pieces = tokenizer(text, split_sentences(text))
    assert (pieces.ids == NEWLINE).sum() == 1
    assert pieces.sentence_starts == (0, 2, 5)
    assert pieces.paragraph_starts == {5}


@given(st.lists(st.sampled_from(["word ", "Word. ", "Word.\n", "x" * 30 + " ", "🎈\n", "a b c d e f. "]), max_size=400))
def test_windows_cover_every_piece_once_and_none_is_too_long(parts):
    text = "".join(parts)
    pieces = Tokenizer()(text, split_sentences(text))
    windows = plan_windows(pieces)
    assert [row for start, end in windows for row in range(start, end)] == list(range(len(pieces.ids)))
    assert all(0 < end - start <= WINDOW - 2 for start, end in windows)


def test_a_window_ends_where_a_paragraph_ends_if_one_ends_late_in_it(tokenizer):
    text = "\n".join(["It was a long day in town. " * 12] * 4)
    pieces = tokenizer(text, split_sentences(text))
    starts = [start for start, _ in plan_windows(pieces)][1:]
    assert starts
    assert set(starts) <= pieces.paragraph_starts


def test_missing_or_broken_weights_are_named(tmp_path):
    broken = tmp_path / "model.onnx"
    broken.write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"model\.onnx: the weights cannot be loaded"):
        Encoder(broken)
    with pytest.raises(ModelError, match="tokenizer cannot be read"):
        Tokenizer(tmp_path / "none.json")


def test_the_settings_are_those_of_the_weights(tmp_path):
    weights = DATA / "model.onnx"
    settings = json.loads((DATA / "model.json").read_text(encoding="utf-8"))
    assert settings["weights_sha256"] == hashlib.sha256(weights.read_bytes()).hexdigest()
    alone = tmp_path / "model.onnx"
    alone.symlink_to(weights)
    with pytest.raises(ModelError, match=r"model\.json: the settings of the weights cannot be read"):
        Encoder(alone)


TEXTS = [
    "Two officials said on Monday that the bridge was closed. Nobody was hurt.",
    "Rain.",
    "",
    'According to the ministry, "nothing happened."\nA resident told Reuters he had heard shots. ' * 12,
    "THE MAYOR: WE ARE READY",
]


@pytest.mark.model
def test_order_neighbours_and_threads_change_nothing():
    rows = [(text, split_sentences(text)) for text in TEXTS]
    alone = {text: Encoder(threads=1).encode(text, sentences) for text, sentences in rows}
    for threads in (1, 2, 3):
        encoder = Encoder(threads=threads)
        for order in (rows, rows[::-1], rows * 3):
            results = encoder.encode_many(order, lambda _text, window: window)
            for (text, _), windows in zip(order, results, strict=True):
                for window, expected in zip((w.result() for w in windows), alone[text], strict=True):
                    for name in ("starts", "outer", "inner", "entities", "cue_vectors", "span_vectors"):
                        assert np.array_equal(getattr(window, name), getattr(expected, name)), (threads, name)


@pytest.mark.model
def test_what_goes_wrong_with_one_text_harms_no_other():
    def read(text, _window):
        if text == "Rain.":
            raise ValueError(text)
        return len(text)

    rows = [(text, split_sentences(text)) for text in TEXTS]
    results = list(Encoder(threads=2).encode_many(rows, read))
    with pytest.raises(ValueError, match="Rain"):
        results[1][0].result()
    assert results[0][0].result() == len(TEXTS[0])
    assert results[2] == []
