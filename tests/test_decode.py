"""From scores to relations: best paths that obey BIO, pairs that choose, confidences that are probabilities."""

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from claimgraph.annotate import decode, join_windows, weigh
from claimgraph.annotate.decode import best_tags
from claimgraph.annotate.pairing import between_buckets, distance_buckets
from claimgraph.records import Decoded, Encoded
from claimgraph.records.encoded import (
    BETWEEN_BUCKETS,
    DISTANCE_BUCKETS,
    ENTITY_TAGS,
    PAIR_DIM,
    ROLE_TAGS,
    Calibration,
    Parameters,
)

PARAMETERS = Parameters(
    distance_bias=np.zeros((2, DISTANCE_BUCKETS), np.float32),
    between_bias=np.zeros((2, BETWEEN_BUCKETS), np.float32),
    none_bias=np.full(2, -5, np.float32),
)


def obeys(tags):
    return all(t % 2 or t == 0 or p in (t, t - 1) for p, t in itertools.pairwise([0, *tags]))


@given(hnp.arrays(np.float32, st.tuples(st.integers(1, 5), st.just(7)), elements=st.integers(-4, 0)))
def test_tags_are_the_best_path_that_obeys(scores):
    best = max(
        scores[range(len(scores)), list(p)].sum() for p in itertools.product(range(7), repeat=len(scores)) if obeys(p)
    )
    tags = best_tags(scores)
    assert obeys(tags.tolist())
    assert scores[range(len(scores)), tags].sum() == best


def window(words, roles, entities=None, pairs=()):
    """An encoded window of one piece a word; ``roles`` and ``entities`` name a tag a word, ``pairs`` join cue and span."""
    starts = np.cumsum([0, *(len(w) + 1 for w in words[:-1])]).astype(np.int32)
    ends = starts + np.array([len(w) for w in words], np.int32)

    def scores(tags, names):
        out = np.full((len(words), len(names)), np.log(0.1 / (len(names) - 1)), np.float32)
        out[range(len(words)), [names.index(t) for t in tags]] = np.log(0.9)
        return out

    cue, span = np.zeros((len(words), 2 * PAIR_DIM), np.float32), np.zeros((len(words), 2 * PAIR_DIM), np.float32)
    for number, (role, cue_row, span_row) in enumerate(pairs):
        cue[cue_row, role * PAIR_DIM + number] = span[span_row, role * PAIR_DIM + number] = 10
    return Encoded(
        starts,
        ends,
        scores(roles, ROLE_TAGS),
        scores(["O"] * len(words), ROLE_TAGS),
        scores(entities or ["O"] * len(words), ENTITY_TAGS),
        cue,
        span,
    )


O, S, Q, C, I = "O", "B-source", "B-cue", "B-content", "I-content"  # noqa: E741 - the tags' own names


def test_each_content_finds_its_cue_and_each_cue_its_source():
    words = ["Ann", "said", "rain", "fell", "while", "Bo", "denied", "it"]
    encoded = window(words, [S, Q, C, I, O, S, Q, C], pairs=[(0, 1, 0), (0, 6, 5), (1, 1, 2), (1, 1, 3), (1, 6, 7)])
    found = decode(" ".join(words), encoded, PARAMETERS)
    text = " ".join(words)
    read = [tuple(text[s:e] for s, e in (*r.source, *r.cue, *r.content)) for r in found.relations]
    assert read == [("Ann", "said", "rain fell"), ("Bo", "denied", "it")]
    assert all(0 < r.confidence < 1 for r in found.relations)


def test_the_parts_of_a_content_around_its_cue_are_one_content():
    words = ["Rain", "fell", ",", "Ann", "said", ",", "all", "night"]
    encoded = window(words, [C, I, O, S, Q, O, C, I], pairs=[(0, 4, 3), (1, 4, 0), (1, 4, 1), (1, 4, 6), (1, 4, 7)])
    (relation,) = decode(" ".join(words), encoded, PARAMETERS).relations
    assert len(relation.content) == 2


def test_a_cue_without_content_is_no_relation_and_a_content_without_cue_is_one_without_source():
    assert decode("Ann spoke", window(["Ann", "spoke"], [S, Q]), PARAMETERS) == Decoded()
    (relation,) = decode("rain fell", window(["rain", "fell"], [C, I]), PARAMETERS).relations
    assert (relation.source, relation.cue) == ((), ())


def test_a_content_of_mere_commas_is_none():
    assert not decode("rain , fell", window(["rain", ",", "fell"], [O, C, O]), PARAMETERS).relations
    words = [",", "said", "rain", "fell"]
    encoded = window(words, [S, Q, C, I], pairs=[(0, 1, 0), (1, 1, 2), (1, 1, 3)])
    (relation,) = decode(" ".join(words), encoded, PARAMETERS).relations
    assert relation.source == ()


def test_entities_carry_their_type():
    (entity,) = decode(
        "in New York", window(["in", "New", "York"], [O] * 3, [O, "B-place", "I-place"]), PARAMETERS
    ).entities
    assert (entity.span, entity.type) == ((3, 11), "place")


def test_more_is_found_where_less_is_taken_for_outside():
    encoded = window(["rain", "fell"], [O, O])
    encoded.outer[:, ROLE_TAGS.index("B-content")] += 1
    eager = Parameters(PARAMETERS.distance_bias, PARAMETERS.between_bias, PARAMETERS.none_bias, (9.0, 0.0, 0.0))
    assert not decode("rain fell", encoded, PARAMETERS).relations
    assert decode("rain fell", encoded, eager).relations


def test_every_sentence_has_a_chance_of_being_attributed():
    words = ["rain", "fell", "Nobody", "came"]
    encoded = replace(window(words, [C, I, O, O]), sentence_rows=(0, 2))
    (first, sure), (second, unsure) = decode(" ".join(words), encoded, PARAMETERS).sentences
    assert (first, second) == (0, 10)
    assert sure > 0.5 > unsure


def test_what_is_weighed_is_what_is_read():
    words = ["Ann", "said", "rain", "fell", "on", "Bo"]
    encoded = replace(
        window(words, [S, Q, C, I, I, I], ["B-person", *["O"] * 4, "B-person"], [(0, 1, 0), (1, 1, 2)]),
        sentence_rows=(0,),
    )
    found, evidence = decode(" ".join(words), encoded, PARAMETERS), weigh(" ".join(words), encoded, PARAMETERS)
    kinds = Calibration()
    assert len(found.relations) == len(evidence.relations) == len(evidence.sources) == 1
    assert len(found.entities) == len(evidence.entities) == 2
    assert len(found.sentences) == len(evidence.sentences) == 1
    for rows, weights in (
        (evidence.relations, kinds.relation),
        (evidence.sources, kinds.source),
        (evidence.entities, kinds.entity),
        (evidence.sentences, kinds.sentence),
    ):
        assert all(len(row) == len(weights) for row in rows)


def test_windows_are_joined_in_order():
    parts = [decode("rain fell", window(["rain", "fell"], [C, I]), PARAMETERS)] * 2
    assert len(join_windows(parts).relations) == 2
    assert join_windows([]) == Decoded()


@given(st.lists(st.integers(0, 300), min_size=2, max_size=12, unique=True))
def test_pair_features_stay_in_their_ranges(rows):
    ranges = np.array([(r, r + 1) for r in sorted(rows)])
    cues, spans = ranges[::2], ranges[1::2]
    distance, between = distance_buckets(cues, spans), between_buckets(cues, spans)
    assert distance.shape == between.shape == (len(cues), len(spans))
    assert distance.min() >= 0
    assert distance.max() < DISTANCE_BUCKETS
    assert between.min() >= 0
    assert between.max() < BETWEEN_BUCKETS


def test_a_span_before_and_one_behind_the_cue_are_told_apart():
    cue = np.array([[10, 11]])
    before, behind = distance_buckets(cue, np.array([[8, 9]])), distance_buckets(cue, np.array([[12, 13]]))
    assert before[0, 0] + DISTANCE_BUCKETS // 2 == behind[0, 0]


def test_cues_in_between_are_counted():
    cues, span = np.array([[0, 1], [5, 6], [9, 10]]), np.array([[12, 13]])
    assert between_buckets(cues, span)[:, 0].tolist() == [2, 1, 0]


def test_a_word_of_several_pieces_has_one_tag():
    encoded = window(["De", "ir", "Ez", "zor"], [C, I, I, O])
    joined = Encoded(
        np.array([0, 2, 5, 7], np.int32),
        np.array([2, 4, 7, 10], np.int32),
        *[getattr(encoded, n) for n in ("outer", "inner", "entities", "cue_vectors", "span_vectors")],
    )
    joined.outer[3, :] = np.log(0.05)
    joined.outer[3, ROLE_TAGS.index(I)], joined.outer[3, 0] = np.log(0.4), np.log(0.5)
    (relation,) = decode("Deir Ezzor", joined, PARAMETERS).relations
    assert relation.content == ((0, 10),)
