"""Whom a pronoun means: the choice among candidates as probabilities, and learning it from chains."""

import math

import pytest

from claimgraph.resolve import Question, score_candidates
from claimgraph.resolve.antecedents import KINDS, NEVER, Features
from claimgraph.resolve.mentions import THRESHOLD
from claimgraph.train.antecedents import Choice, Mention, chain_at, fit, measure, scorer_of, tabulate

NEAR = Features(
    sentences=1,
    paragraphs=0,
    rank=0,
    first=True,
    since_spoke=1,
    subject=True,
    quoted=False,
    possessive=False,
    fits=0.0,
    gender=0,
    mentions=3,
    parent=False,
    kind="person",
    named=True,
    lead=True,
    only=False,
)
FAR = NEAR._replace(sentences=12, paragraphs=6, rank=1, since_spoke=NEVER, subject=False, mentions=1)


def question(*candidates, kind="person"):
    return Question(kind, 100, candidates)


@pytest.mark.parametrize("kind", KINDS)
def test_candidates_and_nobody_share_one_probability(kind):
    """Each candidate has a chance, nobody has what is missing to one."""
    likely = score_candidates(question(NEAR, FAR, kind=kind))
    assert all(0 < p < 1 for p in likely)
    assert sum(likely) < 1


def test_order_of_candidates_changes_nothing():
    """A candidate's probability does not depend on its place."""
    assert score_candidates(question(NEAR, FAR)) == score_candidates(question(FAR, NEAR))[::-1]


@pytest.mark.parametrize(
    ("shows", "better", "worse"),
    [
        ("the nearer one", NEAR, FAR),
        ("the one whose given name agrees", NEAR._replace(gender=2), NEAR._replace(gender=-2)),
        (
            "the subject of the sentence before",
            NEAR._replace(since_spoke=NEVER),
            NEAR._replace(first=False, subject=False),
        ),
        ("the one who spoke", NEAR, NEAR._replace(since_spoke=NEVER)),
    ],
)
def test_he_means(shows, better, worse):
    """What people's chains teach of "he" and "she"."""
    first, second = score_candidates(question(better, worse))
    assert first > second, shows


def test_weights_are_learned_from_choices():
    """From choices in which always the far one is right, the opposite of the shipped weights is learned."""
    choices = [Choice(question(NEAR, FAR), (1,), str(n), True) for n in range(200)]
    weights = fit(tabulate(choices))
    near, far = score_candidates(question(NEAR, FAR), weights)
    assert far > 0.9
    assert near < 0.05
    assert measure(choices, scorer_of(weights))["person"].right == 200


def test_nobody_is_learned_from_people_only():
    """Where people say that nobody is meant, nobody wins; chains of a machine say nothing of it for pronouns."""
    nobody = [Choice(question(FAR), (), str(n), True) for n in range(200)]
    assert score_candidates(question(FAR), fit(tabulate(nobody)))[0] < THRESHOLD
    machine = fit(tabulate([Choice(question(FAR, NEAR), (1,), "a", False)] * 200))
    assert not any(sign.startswith("nobody") for sign in machine["person"])


def test_weights_are_finite():
    """Learning from contradicting choices stays finite: both are as likely."""
    choices = [Choice(question(NEAR, NEAR), (n % 2,), str(n), True) for n in range(40)]
    one, two = score_candidates(question(NEAR, NEAR), fit(tabulate(choices)))
    assert math.isclose(one, two)
    assert one > 0.3


TEXT = "Mayor Ann Lee's brother left. She stayed."
MENTIONS = [Mention(0, 23, 16, 1), Mention(0, 15, 10, 2), Mention(30, 33, 30, 2)]


@pytest.mark.parametrize(("at", "chain"), [(6, 2), (30, 2), (16, 1), (35, None)])
def test_a_name_stands_in_the_chain_of_the_phrase_that_it_heads(at, chain):
    """A name inside a longer phrase belongs to the shortest mention whose head it leads to."""
    assert chain_at(MENTIONS, TEXT, at) == chain
