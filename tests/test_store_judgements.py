"""Decisions and links: appended, never changed."""

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import CaseError
from claimgraph.records import Decision, Run, Span
from claimgraph.store import open_case
from tests.builders import RUN, Draft, link, outlet, seed_case
from tests.strategies import decisions, links

HAND = Run(id=RUN, annotator="hand", version="1")


@pytest.fixture
def case(tmp_path):
    with open_case(tmp_path / "case.claimgraph") as opened:
        yield opened


def decision(number: int = 1, **fields) -> Decision:
    values = {
        "id": f"d{number}",
        "person": "Ann",
        "at": f"2024-08-0{number}T10:00:00+02:00",
        "article_sha256": "a" * 64,
        "role": "source",
        "spans": (Span(3, 9), Span(12, 15)),
        "quoted": "police say",
        "before": '"police"',
        "after": '"the police"',
    }
    return Decision(**(values | fields))


@given(st.lists(decisions, max_size=5, unique_by=lambda one: one.id))
@settings(max_examples=25, deadline=None)
def test_every_decision_comes_out_as_it_went_in(made):
    """Decisions read back equal, in the order in which they were made."""
    with tempfile.TemporaryDirectory() as folder, open_case(Path(folder) / "case") as case:
        assert [case.decide(one) for one in made] == [True] * len(made)
        assert list(case.decisions()) == made
        for one in made:
            of_one_text = [other for other in made if other.article_sha256 == one.article_sha256]
            assert list(case.decisions(one.article_sha256)) == of_one_text


@given(st.lists(links, max_size=5, unique_by=lambda one: one.id))
@settings(max_examples=25, deadline=None)
def test_every_link_comes_out_as_it_went_in(made):
    """Judgements between claims read back equal, in the order in which they were made."""
    with tempfile.TemporaryDirectory() as folder, open_case(Path(folder) / "case") as case:
        assert case.judge(made) == len(made)
        assert list(case.links()) == made


def test_many_links_are_stored_and_read_in_batches(case):
    """No judgement is lost or doubled where batches meet; those that are there are left alone."""
    item = seed_case()
    first = link(item, item, claims=(0, 1))
    made = [first.model_copy(update={"id": f"l{n}", "score": n / 2000}) for n in range(1203)]
    assert case.judge(made[:700]) == 700
    assert case.judge([*made, made[0]]) == 503
    assert list(case.links()) == made


def test_a_decision_is_made_once(case):
    """The same decision again changes nothing; another one under its id is refused."""
    assert case.decide(decision())
    assert not case.decide(decision())
    with pytest.raises(CaseError, match="another decision has the id 'd1'"):
        case.decide(decision(after=None))
    assert list(case.decisions()) == [decision()]


def test_a_decision_is_withdrawn_by_another(case):
    """Both stand in the log; what is withdrawn must be there."""
    withdrawal = decision(2, after=None, withdraws="d1")
    with pytest.raises(CaseError, match="refused a row"):
        case.decide(withdrawal)
    case.decide(decision())
    case.decide(withdrawal)
    assert list(case.decisions()) == [decision(), withdrawal]


def test_links_are_added_all_or_none(case):
    """A judgement that is refused takes those given with it along."""
    item = seed_case()
    first = link(item, item, claims=(0, 1))
    other = first.model_copy(update={"id": "other"})
    with pytest.raises(CaseError, match="never changed"):
        case.judge([other, first, first.model_copy(update={"score": 0.1})])
    assert list(case.links()) == []


def test_decisions_outlive_the_annotation(case):
    """Another run's annotation leaves decisions and links as they are."""
    draft = Draft("Two men were hurt, police said.", outlet=outlet("The Daily"))
    draft.attribution(source="police", cue="said", content="Two men were hurt", chain=["The Daily", "police"])
    item = draft.build()
    case.add(item, None, HAND)
    made, judged = decision(article_sha256=item.article.sha256), link(item, item)
    case.decide(made)
    case.judge([judged])
    newer = item.model_copy(update={"annotation": item.annotation.model_copy(update={"model": "newer", "claims": ()})})
    assert case.add(newer, None, Run(id="newer", annotator="hand", version="2")).status == "replaced"
    assert list(case.decisions(item.article.sha256)) == [made]
    assert list(case.links()) == [judged]


@pytest.mark.parametrize("table", ["decision", "link"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = 'x'",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table}",
    ],
)
def test_not_even_plain_sql_changes_a_judgement(case, table, statement):
    """Triggers in the file itself refuse changes from outside, REPLACE included."""
    case.decide(decision())
    case.judge([link(seed_case(), seed_case())])
    outside = sqlite3.connect(case.path)
    try:
        with pytest.raises(sqlite3.IntegrityError, match=f"a {table} is never changed or deleted"):
            outside.execute(statement.format(table=table))
    finally:
        outside.close()
    assert len(list(case.decisions())) == len(list(case.links())) == 1
