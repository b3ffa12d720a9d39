"""How linking grows: processor time and peak memory for 1,000, 2,000, 4,000 articles, and for one more article.

    python -m tests.bench_links ANNOTATED.jsonl

``ANNOTATED.jsonl`` is what ``claimgraph annotate`` wrote; reading it is not timed, and articles are read again from the
file where they are compared, as the case file gives them. Each size runs in a process of its own.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SIZES = (1000, 2000, 4000)


def measure(path: Path, size: int) -> dict[str, float]:
    """Seconds of linking, of one article added to the rest, and peak memory in MB."""
    from claimgraph.link import Linker
    from claimgraph.records import AnnotatedArticle

    reading = 0.0
    places: dict[str, int] = {}
    with path.open("rb") as lines:
        for _ in range(size):
            place = lines.tell()
            line = lines.readline()
            if not line:
                break
            places[json.loads(line)["id"]] = place

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
    """Print a row a size, and the exponents."""
    path = Path(sys.argv[1])
    if len(sys.argv) > 2:
        print(json.dumps(measure(path, int(sys.argv[2]))))
        return
    rows = []
    for size in SIZES:
        command = [sys.executable, "-m", "tests.bench_links", str(path), str(size)]
        rows.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
        print(json.dumps(rows[-1]), flush=True)
    print(f"growth with articles: time {growth(rows, 'seconds'):.2f}, memory {growth(rows, 'megabytes'):.2f}")


if __name__ == "__main__":
    main()
