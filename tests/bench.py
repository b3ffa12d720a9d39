"""Words a second, peak memory and start-up time of whole processes: ``python -m tests.bench CORPUS.jsonl.gz``.

Each figure is of a process of its own, bound to as many cores as it has threads; the runs with one and two threads
alternate, so that a machine whose speed drifts treats them alike. Medians are printed, with minimum and maximum.
"""

import argparse
import gzip
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-m", "claimgraph"]


def run(arguments, cores=None):
    """Wall seconds, CPU seconds and peak memory (MB) of one process."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.DEVNULL,
        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,  # noqa: PLW1509 - no threads here
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} failed with {process.returncode}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def line(name, values, unit):
    print(f"{name:<34} {statistics.median(values):>10.2f} {unit:<9} [{min(values):.2f}, {max(values):.2f}]")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSONL of articles, gzipped")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with gzip.open(options.corpus, "rt", encoding="utf-8") as lines:
        rows = list(itertools.islice(lines, options.articles))
    words = sum(len(json.loads(row)["text"].split()) for row in rows)
    print(f"{len(rows)} articles, {words} words, {options.runs} runs each")
    line("claimgraph --help", [run(["--help"])[0] for _ in range(5)], "s")
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.jsonl"
        sample.write_text("".join(rows), encoding="utf-8")
        cores = sorted(os.sched_getaffinity(0))
        results = {1: [], min(2, len(cores)): []}
        for _ in range(options.runs):
            for threads, found in results.items():
                found.append(run(["annotate", str(sample), "--threads", str(threads)], set(cores[:threads])))
        for threads, found in results.items():
            line(f"annotate, {threads} core(s): words/s", [words / wall for wall, _, _ in found], "words/s")
            line(f"annotate, {threads} core(s): words/CPU s", [words / cpu for _, cpu, _ in found], "words/s")
            line(f"annotate, {threads} core(s): peak memory", [memory for _, _, memory in found], "MB")


if __name__ == "__main__":
    main()
