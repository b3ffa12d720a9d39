"""What takes minutes: memory does not grow with the number of articles."""

import gzip
import itertools
import os
import subprocess
import sys

import pytest

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


def test_memory_after_many_articles_is_that_after_few(corpora, tmp_path):
    with gzip.open(corpora / "corpora" / "us-news-4000.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = list(itertools.islice(lines, 1500))
    peaks = []
    for count in (300, 1500):
        path = tmp_path / f"{count}.jsonl"
        path.write_text("".join(rows[:count]), encoding="utf-8")
        peaks.append(peak_megabytes(path))
    assert peaks[1] < 1.1 * peaks[0], peaks
