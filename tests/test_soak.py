"""What takes minutes: memory that does not grow, batches that are killed."""

import gzip
import itertools
import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from claimgraph.store import open_case
from tests.conftest import ROOT

pytestmark = [pytest.mark.soak, pytest.mark.corpora, pytest.mark.model]


def peak_megabytes(path):
    """Peak memory of annotating the articles in ``path``, in a process of its own."""
    command = [sys.executable, "-m", "claimgraph", "annotate", str(path), "--threads", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / 1024


def rows_of(corpora, count):
    """The first articles of a corpus, as lines."""
    with gzip.open(corpora / "corpora" / "us-news-4000.jsonl.gz", "rt", encoding="utf-8") as lines:
        return list(itertools.islice(lines, count))


def test_memory_after_many_articles_is_that_after_few(corpora, tmp_path, request):
    """The peak after 4,000 articles (`--many 4000`) is within a tenth of that after an eighth of them."""
    many = request.config.getoption("--many")
    rows = rows_of(corpora, many)
    peaks = []
    for count in (many // 8, many):
        path = tmp_path / f"{count}.jsonl"
        path.write_text("".join(rows[:count]), encoding="utf-8")
        peaks.append(peak_megabytes(path))
    print(peaks)
    assert peaks[1] < 1.1 * peaks[0], peaks


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
