"""What training changes in its texts: offsets follow the words, and labels the pieces."""

import random

import numpy as np
import pytest

from claimgraph.annotate import split_sentences
from claimgraph.encoder import Tokenizer
from claimgraph.records.encoded import ROLE_TAGS
from claimgraph.train.augment import augment, careless
from claimgraph.train.examples import Example, Relation, bare_names
from claimgraph.train.features import IGNORE, load_windows, save_windows, window_of, windows_of
from tests.marked import unmark

pytestmark = pytest.mark.model  # the tokenizer is part of it

MARKED = (
    "Bridge closed in Harlow.\n"
    "{S|The mayor} {C|said} {T|the old bridge would stay closed until the spring of next year}.\n"
    "Workers began to take down the northern half of the old bridge on Monday morning.\n"
    "It was built in the first years of the last century by a company from the north.\n"
    "The council has set aside four million pounds for a new one with two lanes.\n"
    "A sign on the old one read: “Slow, please.”\n"
)


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer()


def example():
    text, spans = unmark(MARKED)
    relation = Relation(tuple(spans["S"]), tuple(spans["C"]), tuple(spans["T"]))
    return Example(text, [(s.start, s.end) for s in split_sentences(text)], outer=[relation])


def words_of(example, relation):
    return [[example.text[s:e] for s, e in role] for role in (relation.source, relation.cue, relation.content)]


def test_augmented_texts_keep_their_roles_on_the_words_that_had_them():
    plain, seen = example(), 0
    for seed in range(60):
        changed = augment(plain, random.Random(seed))
        for relation in (*changed.outer, *changed.inner):
            _, cues, contents = words_of(changed, relation)
            assert all(words.strip() for words in (*cues, *contents)), "no role is empty"
        mayors = [r for r in (*changed.outer, *changed.inner) if words_of(changed, r)[1] == ["said"] and r.content]
        assert mayors, "the relation that was marked is still there"
        seen += len(changed.outer) + len(changed.inner) > 1
        assert all(0 <= s < e <= len(changed.text) for s, e in changed.sentences)
    assert seen > 20, "whole sentences are put into the mouths of others"


def test_labels_cover_the_pieces_of_their_words(tokenizer):
    plain = example()
    (window,) = windows_of(plain, tokenizer)
    pieces = tokenizer(plain.text, split_sentences(plain.text))
    cue = [i for i, tag in enumerate(window.outer) if tag != IGNORE and ROLE_TAGS[tag] == "B-cue"]
    assert [plain.text[pieces.starts[i - 1] : pieces.ends[i - 1]] for i in cue] == ["said"]
    assert window.outer[0] == window.outer[-1] == IGNORE, "the two special pieces teach nothing"


def soft_window(tokenizer):
    plain = example()
    pieces = tokenizer(plain.text, split_sentences(plain.text))
    window = window_of(plain, pieces, (0, len(pieces.ids)))
    window.soft_outer = np.eye(7, dtype=np.float16)[np.maximum(window.outer, 0)]
    window.soft_inner = window.soft_outer
    return window


def test_a_careless_window_keeps_labels_and_pairs_on_their_pieces(tokenizer):
    window, changes = soft_window(tokenizer), set()
    for seed in range(80):
        changed = careless(window, random.Random(seed))
        rows = len(changed.ids)
        assert all(
            len(getattr(changed, name)) == rows for name in ("casing", "outer", "entities", "soft_outer", "soft_inner")
        )
        assert (changed.soft_outer.argmax(1) == np.maximum(changed.outer, 0)).all()
        (low, high), *_ = changed.outer_pairs.cues
        assert ROLE_TAGS[changed.outer[low]] == "B-cue"
        assert high - low == 1
        changes |= {
            name for name in ("ids", "casing") if not np.array_equal(getattr(changed, name), getattr(window, name))
        }
    assert changes == {"ids", "casing"}


def test_windows_are_read_back_as_they_were_written(tokenizer, tmp_path):
    windows = [soft_window(tokenizer), careless(soft_window(tokenizer), random.Random(5))]
    save_windows(windows, tmp_path / "soft.npz")
    for written, read in zip(windows, load_windows(tmp_path / "soft.npz"), strict=True):
        assert (read.outer_pairs, read.inner_pairs) == (written.outer_pairs, written.inner_pairs)
        for name in ("ids", "casing", "soft_outer", "soft_inner"):
            assert np.array_equal(getattr(read, name), getattr(written, name))
        assert (read.outer == IGNORE).all(), "what a person marked is not known"


def test_a_careless_window_leaves_the_one_it_was_made_of_alone(tokenizer):
    window = soft_window(tokenizer)
    before = [window.ids.copy(), window.casing.copy()]
    for seed in range(20):
        careless(window, random.Random(seed))
    assert np.array_equal(window.ids, before[0])
    assert np.array_equal(window.casing, before[1])


def test_bare_names_lose_article_and_possessive():
    text = "The Harlow Council's plan"
    assert list(bare_names(text, [(0, 20, "organization")])) == [(4, 18, "organization")]
    assert not list(bare_names(text, [(0, 20, "event")], frozenset({"person"})))
