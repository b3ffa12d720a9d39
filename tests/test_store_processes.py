"""Processes that die while they write, and processes that write at once."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from claimgraph.records import CaseArticle, Run
from claimgraph.store import open_case
from tests.builders import RUN, Draft, outlet

HAND = Run(id=RUN, annotator="hand", version="1")
NEWER = Run(id="newer", annotator="hand", version="2")

HEAD = """
import os, signal, sys
from tests.test_store_processes import HAND, NEWER, by_newer, numbered
from claimgraph.store import open_case, write
path = sys.argv[1]
"""

WRITE_ON = """
with open_case(path) as case:
    for number in range(100_000):
        case.add(numbered(number), None, HAND)
        print(number, flush=True)
"""

DIE_WITHIN_AN_ARTICLE = """
insert = write._insert_many
def insert_and_die(connection, table, number, rows):
    insert(connection, table, number, rows)
    if table.name == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
case = open_case(path)
case.add(numbered(0), None, HAND)
write._insert_many = insert_and_die
if sys.argv[3] == "new":
    case.add(numbered(1), None, HAND)
else:
    case.add(by_newer(numbered(0)), None, NEWER)
"""

WRITE_A_SHARE = """
start, step, count = map(int, sys.argv[2:])
with open_case(path) as case:
    statuses = [case.add(numbered(number), None, HAND).status for number in range(start, count, step)]
    print(statuses.count("added"))
"""


def numbered(number: int) -> CaseArticle:
    draft = Draft(f"Fire {number} was put out, police said. It burned for days.", outlet=outlet("The Daily"))
    draft.attribution(source="police", cue="said", content=f"Fire {number} was put out", chain=["The Daily", "police"])
    return draft.build()


def by_newer(item: CaseArticle) -> CaseArticle:
    annotation = item.annotation.model_copy(update={"model": NEWER.id, "claims": ()})
    return item.model_copy(update={"annotation": annotation})


def start(code: str, *arguments: object) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    command = [sys.executable, "-c", HEAD + code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def is_sound(path) -> bool:
    with closing(sqlite3.connect(path)) as plain:
        return (
            plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not plain.execute("PRAGMA foreign_key_check").fetchall()
        )


@pytest.mark.parametrize("written", [1, 7, 40])
def test_a_killed_writer_leaves_whole_articles(tmp_path, written):
    """After ``kill -9`` the case opens with every article that was reported as stored, each of them whole."""
    path = tmp_path / "case"
    writer = start(WRITE_ON, path)
    try:
        for _ in range(written):
            assert writer.stdout.readline(), writer.stderr.read()
    finally:
        writer.kill()
        writer.communicate()
    assert writer.returncode == -signal.SIGKILL
    with open_case(path) as case:
        items = list(case.articles())
        assert len(items) >= written
        assert items == [numbered(number) for number in range(len(items))]
        case.add(numbered(len(items)), None, HAND)
    assert is_sound(path)


@pytest.mark.parametrize("what", ["new", "newer run"])
@pytest.mark.parametrize("table", ["annotation", "attribution_span_row", "date_finding"])
def test_a_writer_killed_within_an_article_leaves_none_of_it(tmp_path, table, what):
    """Killed between two tables of one article: a new article is not there at all, a replaced one is as it was."""
    path = tmp_path / "case"
    writer = start(DIE_WITHIN_AN_ARTICLE, path, table, what)
    _, trouble = writer.communicate(timeout=60)
    assert writer.returncode == -signal.SIGKILL, trouble
    with open_case(path) as case:
        assert list(case.articles()) == [numbered(0)]
        assert case.runs() == (HAND,)
    assert is_sound(path)


def test_processes_write_into_one_case_at_once(tmp_path):
    """Three processes that make one case together lose nothing, and store what two of them have only once."""
    path, count = tmp_path / "case", 60
    writers = [start(WRITE_A_SHARE, path, first, step, count) for first, step in ((0, 2), (1, 2), (0, 1))]
    told = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], told
    assert sum(int(output) for output, _ in told) == count
    with open_case(path) as case:
        stored = {item.article.id: item for item in case.articles()}
    assert stored == {item.article.id: item for item in map(numbered, range(count))}
    assert is_sound(path)
    assert {other.name for other in tmp_path.iterdir()} == {"case"}


def test_a_writer_that_waits_too_long_is_told_why(tmp_path, monkeypatch):
    """A case that another program keeps locked gives an error with a hint, and can be used when it is free again."""
    monkeypatch.setattr("claimgraph.store.database.BUSY_SECONDS", 0.1)
    from claimgraph.errors import CaseError

    with open_case(tmp_path / "case") as case, closing(sqlite3.connect(case.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CaseError, match="another program keeps the case locked"):
            case.add(numbered(0), None, HAND)
        assert list(case.articles()) == []
        other.execute("ROLLBACK")
        case.add(numbered(0), None, HAND)
        assert list(case.articles()) == [numbered(0)]
