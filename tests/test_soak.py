"""What takes minutes: memory that does not grow, batches that are killed."""

import gzip
import itertools
import random
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from claimgraph.store import open_case
from tests.conftest import ROOT

pytestmark = [pytest.mark.soak, pytest.mark.corpora, pytest.mark.model]


PAGES_KEPT = {"lines": 0, "a case": 16}
"""MB of a case that SQLite keeps at hand; a case of few articles has not so many."""
INTO_A_CASE = """
import sys
from claimgraph import Annotator, add_inputs, open_case, read_inputs
with open_case(sys.argv[2]) as case:
    add_inputs(case, read_inputs([sys.argv[1]]), Annotator(threads=2), step=lambda *_: print(flush=True))
"""
"""``claimgraph run`` less its lists, which says a line for each article."""


def megabytes(process):
    """The most memory that a process has held so far; what its parent holds does not count, as in ``getrusage``."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def peaks(command, marks):
    """The peak after so many lines of output, in MB."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
        found = [megabytes(process) for number, _ in enumerate(process.stdout, 1) if number in marks]
    assert process.returncode == 0
    return found


def rows_of(corpora, count):
    """The first articles of a corpus, as lines."""
    with gzip.open(corpora / "corpora" / "us-news-4000.jsonl.gz", "rt", encoding="utf-8") as lines:
        return list(itertools.islice(lines, count))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc tells a process's memory")
@pytest.mark.parametrize("into", ["lines", "a case"])
def test_memory_after_many_articles_is_that_after_few(corpora, tmp_path, request, into):
    """The peak after 4,000 articles (`--many 4000`) is within a tenth of that after an eighth of them."""
    rows = rows_of(corpora, request.config.getoption("--many"))
    source = tmp_path / "news.jsonl"
    source.write_text("".join(rows), encoding="utf-8")
    command = {
        "lines": [sys.executable, "-m", "claimgraph", "annotate", str(source), "--threads", "2"],
        "a case": [sys.executable, "-c", INTO_A_CASE, str(source), str(tmp_path / "case")],
    }[into]
    few, many = peaks(command, {len(rows) // 8, len(rows)})
    print(f"{into}: {few:.1f} MB after {len(rows) // 8} articles, {many:.1f} MB after {len(rows)}")
    assert many < 1.1 * few + PAGES_KEPT[into]


def killed_at(command, seconds):
    """Whether the command was still at work after ``seconds``, and was killed then."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, trouble = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    assert process.returncode == 0, trouble
    return False


def contents(path):
    """Every record of a case, as JSON."""
    with open_case(path, read_only=True) as case:
        return [item.model_dump_json() for item in case.articles()]


@pytest.mark.parametrize("command", ["annotate", "run"])
def test_a_batch_killed_again_and_again_ends_as_if_it_never_was(corpora, tmp_path, request, command):
    """Killed at random times (kill -9; `--kills 100 --articles 2000`) and gone on with: nothing lost, nothing doubled."""
    kills, articles = request.config.getoption("--kills"), request.config.getoption("--articles")
    source = tmp_path / "news.jsonl"
    source.write_text("".join(rows_of(corpora, articles)), encoding="utf-8")

    def work(target):
        base = [sys.executable, "-m", "claimgraph", command, str(source)]
        return (
            [*base, "-o", target, "--resume"]
            if command == "annotate"
            else [*base, "--case", target, "-q", "--out", f"{target}.d"]
        )

    begun = time.monotonic()
    assert not killed_at(work(str(tmp_path / "whole")), None)
    length = time.monotonic() - begun
    chance, target, done = random.Random(7), str(tmp_path / "cut"), 0
    for _ in range(kills):
        # Most kills fall while articles are written; some while the program starts.
        done += killed_at(work(target), 0.5 + chance.random() * 2 * length / kills + chance.random())
    assert not killed_at(work(target), None)
    print(f"{command}: {done} of {kills} were killed at work")
    if command == "annotate":
        assert (tmp_path / "cut").read_bytes() == (tmp_path / "whole").read_bytes()
    else:
        assert contents(target) == contents(tmp_path / "whole")
        with closing(sqlite3.connect(target)) as plain:
            assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
