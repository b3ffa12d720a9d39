"""Whatever is decided in whatever order: replayed, moved and taken back, the case is what it must be."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph import Annotator, read_inputs
from claimgraph.correct import apply_decisions, standing_decisions
from claimgraph.errors import ClaimgraphError
from claimgraph.records import Run
from claimgraph.review import Desk
from claimgraph.review.decisions import WORDS
from claimgraph.store import open_case
from tests.builders import RUN, SEED, seed_case
from tests.test_review_decisions import clock, known_outlet

HAND = Run(id=RUN, annotator="hand", version="1")
NAMES = ("Al Mayadeen", "Radio Delta", "the mayor", "Bashar al-Assad", "locals in northeast Syria", "<b>x</b> \u202e")


@pytest.fixture(scope="module")
def readings():
    """The seed as two runs found it: people, and our own model."""
    found, _ = next(iter(Annotator().annotate(read_inputs([str(SEED)]))))
    hand = seed_case()
    article = hand.article
    annotation = found.annotation.model_copy(update={"id": article.id, "date": hand.annotation.date})
    model = found.model_copy(update={"article": article, "annotation": annotation})
    assert found.article.text == article.text
    return (hand, HAND), (model, Run(id=model.annotation.model, annotator="claimgraph", version="1"))


def spans(number, length=1800):
    start = (number * 37) % length
    return [[start, start + 5 + number % 60]]


VALUES = {
    # what, its value by a number
    "label": lambda n: WORDS["label"][n % 3],
    "type": lambda n: WORDS["type"][n % 10],
    "stance": lambda n: ["denies", "hedged:outlet", "hedged:source", "asks"][n % 4],
    "kind": lambda n: WORDS["kind"][n % 3],
    "quotation": lambda n: WORDS["quotation"][n % 3],
    "access": lambda n: WORDS["access"][n % 5],
    "name": lambda n: {"name": NAMES[n % 6], "type": WORDS["type"][n % 10]},
    "split": lambda n: NAMES[n % 6],
    "chain": lambda n: [NAMES[n % 6], NAMES[(n + 1) % 6]][: 1 + n % 2],
    "source": spans,
    "cue": spans,
    "content": spans,
    "attribution": lambda n: False,
    "note": lambda n: f"note {n}",
    "checked": lambda n: n % 3 > 0,
    "grade": lambda n: "ABCDEF"[n % 6] + "123456"[n % 5],
    "entity": lambda n: [
        "(person)",
        "Borek (person)",
        "none",
        {"own": True},
        {"same_as": f"e{1 + n % 7}"},
        {"type": "place", "all": False},
        {"name": NAMES[n % 6], "all": n % 2 > 0},
    ][n % 7],
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*VALUES, "merge", "add", "undo", "undo", "undo the undoing", "run"]),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
    ),
    min_size=1,
    max_size=9,
)


def target_of(what, item, number):
    """Something that a decision of this kind may be about; a person may also mean what is not there."""
    found = item.annotation
    attributions = [*found.attributions, *found.title_attributions]
    if what == "label":
        return f"s{1 + number % (len(found.sentences) + 1)}"
    if what == "entity":
        start = (number * 41) % len(item.article.text)
        return f"e{1 + number % (len(found.entities) + 1)}" if number % 4 else f"e{start}-{start + 6}"
    return attributions[number % len(attributions)].id if attributions else None


def take(step, desk, case, article_id, readings):
    """One step at the desk; what is refused changes nothing."""
    what, number, value = step
    item = case.article(article_id)
    decisions = list(case.decisions())
    standing = {d.id for d in standing_decisions(decisions)}
    if what == "run":
        made, run = readings[number % 2]
        case.add(made, None, run)
    elif what == "undo":
        ids = [d.id for d in decisions if d.id in standing]
        if ids:
            desk.undo(ids[number % len(ids)])
    elif what == "undo the undoing":
        ids = [d.id for d in decisions if d.withdraws]
        if ids:
            desk.undo(ids[number % len(ids)])
    elif what == "add":
        roles = {role: spans(number + value * n) for n, role in enumerate(("source", "cue", "content"))}
        desk.add(article_id, roles, name=NAMES[value % 6])
    elif what == "merge":
        desk.decide(article_id, what, target_of(what, item, value), target=target_of(what, item, number))
    else:
        desk.decide(article_id, what, VALUES[what](value), target=target_of(what, item, number))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_decisions_are_replayed_moved_and_taken_back(readings, steps):
    """The tables are what the log makes of the run; a fresh case that takes the log in is the same; undone, nothing is left."""
    with tempfile.TemporaryDirectory() as folder, open_case(Path(folder) / "a") as case:
        desk = Desk(case, "Ann", now=clock(), find_outlet=known_outlet)
        hand, run = readings[0]
        case.add(hand, None, run)
        ident = hand.article.id
        for step in steps:
            before = case.article(ident), case.counts()["decisions"]
            try:
                take(step, desk, case, ident, readings)
            except ClaimgraphError:
                assert (case.article(ident), case.counts()["decisions"]) == before
        now, raw = case.article(ident), case.raw(ident)
        assert apply_decisions(raw, case.decisions())[0] == now
        assert {o.status for o in case.outcomes(ident)} <= {"applied", "agreed", "restored", "kept", "lost"}
        assert case.verify()[0] == []
        lines = list(desk.write_out())
        for number, before in enumerate((True, False)):
            with open_case(Path(folder) / f"b{number}") as other:
                if before:
                    other.add(raw, None, Run(id=raw.annotation.model, annotator="any", version="1"))
                assert Desk(other, "Bob").take_in(lines) == (len(lines), [])
                if not before:
                    other.add(raw, None, Run(id=raw.annotation.model, annotator="any", version="1"))
                assert other.article(ident).model_dump_json() == now.model_dump_json()
                assert [line.hash for line in other.log()] == [line.hash for line in case.log()]
                assert other.verify()[0] == []
        for decision in standing_decisions(case.decisions()):
            desk.undo(decision.id)
        assert case.article(ident).model_dump_json() == raw.model_dump_json()
        assert case.verify()[0] == []


@pytest.mark.parametrize("what", sorted({*VALUES} - {"attribution", "checked", "note", "grade"}))
def test_each_correction_outlives_another_model_and_is_undone(readings, what, tmp_path):
    """Made on what people found, it holds on what our model finds; what that would change is told; undone, it is the model's."""
    (hand, run), (model, newer) = readings
    with open_case(tmp_path / "case") as case:
        desk = Desk(case, "Ann", now=clock(), find_outlet=known_outlet)
        case.add(hand, None, run)
        ident = hand.article.id
        target = target_of(what, hand, 5)
        value = [[700, 740]] if what in {"source", "cue", "content"} else VALUES[what](0 if what == "quotation" else 1)
        made = desk.decide(ident, what, value, target=target)
        assert case.article(ident) != hand
        case.add(model, None, newer)
        (outcome,) = case.outcomes(ident)
        assert outcome.status in {"applied", "agreed", "restored"}, outcome
        assert case.raw(ident) == model
        if outcome.status == "applied":
            assert case.article(ident) != model
            assert json.loads(outcome.machine) != json.loads(made.after)
        assert case.verify()[0] == []
        desk.undo(made.id)
        assert case.article(ident).model_dump_json() == model.model_dump_json()
