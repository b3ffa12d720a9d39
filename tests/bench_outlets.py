"""Microseconds a sentence that the registry takes: ``python -m tests.bench_outlets ARTICLES.jsonl[.gz] [ARTICLES]``.

``find`` searches each sentence whole; ``match`` looks up each run of capitalised words, as source phrases are; the last
line is JSON. CPU time of this process, loading apart.
"""

import gzip
import json
import re
import sys
import time
from itertools import islice

from claimgraph.annotate import split_sentences
from claimgraph.outlets import load_registry

_RUN = re.compile(r"[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*)*")


def measure(path, count):
    """Microseconds a sentence, and how many sentences there were."""
    begun = time.process_time()
    registry = load_registry()
    registry.find("The Times reported it.")
    loaded = time.process_time() - begun
    sentences, countries = [], []
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, count):
            text = json.loads(line)["text"]
            cut = [text[start:end] for start, end in split_sentences(text)]
            sentences += cut
            countries += [registry.countries_in(text)] * len(cut)
    told = {"sentences": len(sentences), "load_ms": round(1000 * loaded, 1)}
    for name in ("find", "match"):
        begun = time.process_time()
        for sentence, near in zip(sentences, countries, strict=True):
            if name == "find":
                registry.find(sentence, countries=near)
            else:
                for run in _RUN.findall(sentence):
                    registry.match(run, countries=near, speaks=True)
        told[f"{name}_us"] = round(1e6 * (time.process_time() - begun) / len(sentences), 1)
    return told


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300)))
