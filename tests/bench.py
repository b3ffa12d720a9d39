"""Words a second, peak memory and start-up time of whole processes.

``python -m tests.bench speed CORPUS`` measures ``claimgraph annotate`` with one thread and with two; ``python -m tests.bench
compare CORPUS --rival-python PATH`` sets it beside its rivals (``tests/bench_rivals.py``), one core each. ``path CORPUS``
measures the whole path into a case, and its size. CORPUS is JSONL of articles. Each figure is of a process of its own, bound to as many cores as it has threads; the processes that are
compared alternate, so that a machine whose speed drifts treats them alike. Medians are printed, with minimum and maximum.
Bytecode is compiled before anything is measured, as an installation leaves it.
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
from typing import NamedTuple

OWN = [sys.executable, "-m", "claimgraph"]
RIVALS = Path(__file__).with_name("bench_rivals.py")
SENTENCE = "The harbour will reopen on Monday, Mayor Anna Keller told reporters."
TARGETS = {"spacy": 1.6, "textacy": 1.2}
INSIDE = {"claimgraph, timed": "claimgraph", "claimgraph's tagger": "claimgraph's tagger"}


class Cost(NamedTuple):
    """What one process took."""

    wall: float
    cpu: float
    memory: float
    """MB at the peak."""
    output: bytes


def run(command, cores=None):
    """The cost of one process, bound to ``cores``; a failure ends the bench."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.DEVNULL,
            preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,  # noqa: PLW1509 - no threads here
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(map(str, command))} failed with {process.returncode}")
        output.seek(0)
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read())


def line(name, values, unit, note=""):
    print(
        f"{name:<44} {statistics.median(values):>9.2f} {unit:<8} [{min(values):.2f}, {max(values):.2f}] {note}".rstrip()
    )


def read_rows(corpus, articles):
    """The first articles of a corpus, as lines of JSON, and how many words they hold."""
    with (gzip.open if corpus.suffix == ".gz" else open)(corpus, "rt", encoding="utf-8") as lines:
        rows = list(itertools.islice(lines, articles))
    return rows, sum(len(json.loads(row)["text"].split()) for row in rows)


def speed(options, sample, words, first):
    """``claimgraph annotate`` with one thread and with two."""
    run([*OWN, "annotate", first])
    line("claimgraph --help", [run([*OWN, "--help"]).wall for _ in range(5)], "s")
    line("claimgraph annotate, one sentence", [run([*OWN, "annotate", first]).wall for _ in range(5)], "s")
    cores = sorted(os.sched_getaffinity(0))
    found = {threads: [] for threads in sorted({1, min(2, len(cores))})}
    for _ in range(options.runs):
        for threads, costs in found.items():
            command = [*OWN, "annotate", sample, "--threads", str(threads)]
            costs.append(run(command, set(cores[:threads])))
    for threads, costs in found.items():
        line(f"annotate, {threads} core(s): words/s", [words / c.wall for c in costs], "words/s")
        line(f"annotate, {threads} core(s): words/CPU s", [words / c.cpu for c in costs], "words/s")
        line(f"annotate, {threads} core(s): peak memory", [c.memory for c in costs], "MB")
    if len(found) == 2:
        line("two cores over one", [one.wall / two.wall for one, two in zip(found[1], found[2], strict=True)], "x")


def compare(options, sample, words, first):
    """Words a CPU second of the whole process, one core each: ours, its tagger alone, the rivals."""
    commands = {
        "claimgraph": [*OWN, "annotate", "--threads", "1"],
        "claimgraph, timed": [sys.executable, "-m", "tests.bench_inside", "annotate"],
        "claimgraph's tagger": [sys.executable, "-m", "tests.bench_inside", "tagger"],
    }
    rival_python = options.rival_python
    if rival_python is None or not rival_python.exists():
        print(f"rivals: skipped, no interpreter at {rival_python} (make rivals, or --rival-python PATH)")
    else:
        commands |= {rival: [str(rival_python), str(RIVALS), rival] for rival in TARGETS}
    core = {min(os.sched_getaffinity(0))}
    costs = {name: [] for name in commands}
    starts = {name: [] for name in commands}
    for command in commands.values():
        run([*command, first], core)
    for _ in range(options.runs):
        for name, command in commands.items():
            starts[name].append(run([*command, first], core))
            costs[name].append(run([*command, sample], core))
    timed = {name: [json.loads(c.output.splitlines()[-1]) for c in costs[name]] for name in INSIDE}
    del commands["claimgraph, timed"]
    for name in commands:
        line(f"{name}: words/CPU s", [words / c.cpu for c in costs[name]], "words/s")
        line(f"{name}: one sentence, wall", [c.wall for c in starts[name]], "s")
        line(f"{name}: one sentence, CPU", [c.cpu for c in starts[name]], "s")
        line(f"{name}: peak memory", [c.memory for c in costs[name]], "MB")
    for name in commands:
        if name != "claimgraph":
            show_ratios(name, costs, starts)
    for name, label in INSIDE.items():
        line(f"{label}: CPU time inside the encoder", [t["encoder"] / t["all"] for t in timed[name]], "of 1")


def path(options, sample, words, first):
    """The whole path: ``run`` into a case beside ``annotate``, the encoder's share of each, the size of the case."""
    del first
    core, size = {min(os.sched_getaffinity(0))}, Path(sample).stat().st_size
    found = {what: [] for what in ("annotate", "run")}
    for _ in range(options.runs):
        for what, costs in found.items():
            costs.append(run([sys.executable, "-m", "tests.bench_inside", what, sample], core))
    for what, costs in found.items():
        timed = [json.loads(cost.output.splitlines()[-1]) for cost in costs]
        line(f"{what}: words/CPU s", [words / cost.cpu for cost in costs], "words/s")
        line(f"{what}: CPU time inside the encoder", [t["encoder"] / t["all"] for t in timed], "of 1", "(target 0.7)")
        line(f"{what}: peak memory", [cost.memory for cost in costs], "MB")
    ratios = [ours.cpu / theirs.cpu for ours, theirs in zip(found["run"], found["annotate"], strict=True)]
    line("run over annotate, CPU time", ratios, "x")
    sizes = [json.loads(cost.output.splitlines()[-2])["bytes"] for cost in found["run"]]
    line("the case over its input", [bytes_ / size for bytes_ in sizes], "x")


def show_ratios(name, costs, starts):
    """How much more CPU time ``name`` takes than claimgraph, round by round, with and without its start."""
    ours = list(zip(costs["claimgraph"], starts["claimgraph"], strict=True))
    theirs = list(zip(costs[name], starts[name], strict=True))
    whole = [their.cpu / our.cpu for (our, _), (their, _) in zip(ours, theirs, strict=True)]
    work = [
        (their.cpu - their_start.cpu) / (our.cpu - our_start.cpu)
        for (our, our_start), (their, their_start) in zip(ours, theirs, strict=True)
    ]
    line(f"claimgraph over {name}, whole process", whole, "x", f"(target {TARGETS[name]})" if name in TARGETS else "")
    line(f"claimgraph over {name}, start taken off", work, "x")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", choices=["speed", "compare", "path"])
    parser.add_argument("corpus", type=Path, help="JSONL of articles, gzipped or not")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rival-python", type=Path, help="interpreter of the environment of tests/bench_rivals.txt")
    options = parser.parse_args()
    rows, words = read_rows(options.corpus, options.articles)
    print(f"{len(rows)} articles, {words} words, {options.runs} runs each")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        sample, first = Path(folder) / "sample.jsonl", Path(folder) / "first.jsonl"
        sample.write_text("".join(rows), encoding="utf-8")
        first.write_text(json.dumps({"text": SENTENCE}) + "\n", encoding="utf-8")
        measure = {"speed": speed, "compare": compare, "path": path}[options.what]
        measure(options, str(sample), words, str(first))


if __name__ == "__main__":
    main()
