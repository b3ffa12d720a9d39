"""How linking grows: processor time and peak memory for 1,000, 2,000, 4,000 articles, and for one more article.

    python -m tests.bench_links ANNOTATED.jsonl

``ANNOTATED.jsonl`` is what ``claimgraph annotate`` wrote; reading it is not timed, and articles are read again from the
file where they are compared, as the case file gives them. Each size runs in a process of its own.

The first articles of the file are drawn from all its years: four times as many tell twelve times as often of what
another one tells. The first ones by date are a desk's days, and then its weeks: as dense, only longer. Both are given.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO

SIZES = (1000, 2000, 4000)
ORDERS = ("file", "date")


def first_articles(lines: BinaryIO, size: int, order: str) -> list[tuple[str, int]]:
    """Ids and places in the file of its first ``size`` articles, in the order of the file or by date."""
    found = []
    place = 0
    for line in lines:
        article = json.loads(line)
        found.append((article["date"] or "" if order == "date" else "", article["id"], place))
        place += len(line)
        if order == "file" and len(found) == size:
            break
    if order == "date":
        found = sorted(row for row in found if row[0])
    return [(key, place) for _, key, place in found[:size]]


def measure(path: Path, size: int, order: str) -> dict[str, Any]:
    """Seconds of linking, of one article added to the rest, and peak memory in MB."""
    from claimgraph.link import Linker
    from claimgraph.records import AnnotatedArticle

    reading = 0.0
    with path.open("rb") as lines:
        places = dict(first_articles(lines, size, order))

        def fetch(key: str) -> AnnotatedArticle:
            nonlocal reading
            begun = time.process_time()
            lines.seek(places[key])
            article = AnnotatedArticle.model_validate_json(lines.readline())
            reading += time.process_time() - begun
            return article

        begun = time.process_time()
        linker = Linker(fetch)
        profiles = [linker.add(fetch(key)) for key in places]
        taken = time.process_time() - begun - reading
        links = sum(len(found) for _, found in linker.links())
        seconds = time.process_time() - begun - reading
        linker = Linker(fetch)
        for profile in profiles[:-1]:
            linker.restore(profile)
        begun = time.process_time()
        linker.add(fetch(profiles[-1].id))
        list(linker.links([profiles[-1].id]))
        more = time.process_time() - begun
    row: dict[str, Any] = {"articles": len(profiles), "links": links, "taken_up": round(taken, 2)}
    row |= {"seconds": round(seconds, 2), "reading": round(reading, 2), "one_more": round(more, 3)}
    return row | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def growth(rows: list[dict[str, float]], what: str) -> float:
    """The exponent by which ``what`` grows with the number of articles, from the smallest to the largest."""
    first, last = rows[0], rows[-1]
    return math.log(last[what] / first[what]) / math.log(last["articles"] / first["articles"])


def main() -> None:
    """Print a row an order and size, and the exponents."""
    path = Path(sys.argv[1])
    if len(sys.argv) > 2:
        print(json.dumps(measure(path, int(sys.argv[2]), sys.argv[3])))
        return
    for order in ORDERS:
        rows = []
        for size in SIZES:
            command = [sys.executable, "-m", "tests.bench_links", str(path), str(size), order]
            rows.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
            print(json.dumps({"order": order} | rows[-1]), flush=True)
        print(f"growth, by {order}: time {growth(rows, 'seconds'):.2f}, memory {growth(rows, 'megabytes'):.2f}")


if __name__ == "__main__":
    main()
