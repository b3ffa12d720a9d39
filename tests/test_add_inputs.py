"""Storing what was read, without a model: what fails is told and let go of, copied text is looked for when asked."""

from __future__ import annotations

import gc
import hashlib
import random
import weakref

import pytest

from claimgraph import add_inputs, open_case, read_inputs, update_copies
from claimgraph.errors import InputError
from claimgraph.records import Run
from tests.builders import RUN, Draft, outlet


class Canned:
    """Annotates by finding nothing; remembers, weakly, what it handed on."""

    run = Run(id=RUN, annotator="hand", version="1")

    def __init__(self):
        self.given = []

    def annotate(self, inputs):
        for read in inputs:
            if isinstance(read, InputError):
                yield read
                continue
            fields = {"article_id": read.article.id, "date": read.article.date}
            item = Draft(read.article.text, outlet=outlet("The Daily"), **fields).build()
            self.given.append(weakref.ref(item))
            # a digest that is not that of the bytes: the store refuses it
            wrong = "wrong" in read.article.text
            yield item, read.original.model_copy(update={"sha256": hashlib.sha256(b"x").hexdigest()} if wrong else {})
            del item


@pytest.fixture
def case(tmp_path):
    with open_case(tmp_path / "case.claimgraph") as opened:
        yield opened


def words(seed, count):
    draw = random.Random(seed)
    return " ".join(f"{draw.choice(('tar', 'vik', 'sol'))}{draw.randrange(900)}" for _ in range(count))


def test_a_failure_is_told_and_its_article_let_go_of(case, tmp_path):
    """A report may hold thousands of failures; none keeps the article, by way of the place where it was raised."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"The mayor said that number {number} was wrong.")
    annotator = Canned()
    report = add_inputs(case, read_inputs([tmp_path / f"{number}.txt" for number in range(3)]), annotator)
    gc.collect()
    assert ["another SHA-256" in str(error) for error in report.failed] == [True] * 3
    assert [given() for given in annotator.given] == [None] * 3


def test_copied_text_is_looked_for_at_once_or_when_asked(case, tmp_path):
    """Whoever adds many times looks once, at the end; nothing is missed."""
    passage = words(0, 60)
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(f"{words(number, 30)} {passage}")
        add_inputs(case, read_inputs([tmp_path / f"{number}.txt"]), Canned(), copies=False)
    assert not case.copies()
    assert update_copies(case) == 1
    (tmp_path / "3.txt").write_text(f"{words(3, 30)} {passage}")
    add_inputs(case, read_inputs([tmp_path / "3.txt"]), Canned())
    assert len(case.copies()) == 3
