"""How text reuse grows: processor time and peak memory for 1,000, 2,000, 4,000 articles, and for one more article.

    python -m tests.bench_reuse ../shared/corpora/us-news-4000.jsonl.gz

Each size runs in a process of its own; text only, no weights are loaded.
"""

from __future__ import annotations

import gzip
import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path

SIZES = (1000, 2000, 4000)


def measure(path: Path, size: int) -> dict[str, float]:
    """Seconds of this process and peak memory in MB."""
    from claimgraph.link import candidate_pairs, compare_texts, fingerprints
    from claimgraph.records import Article

    articles, prints = {}, {}
    begun = time.process_time()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == size:
                break
            row = json.loads(line)
            date = row.get("date") or None
            articles[row["id"]] = Article(id=row["id"], text=row["text"], date=date, sha256="0" * 64)
            prints[row["id"]] = fingerprints(row["text"])
    days = {key: (one.date or "")[:10] for key, one in articles.items()}
    pairs = candidate_pairs(prints, days)
    copies = [one for a, b in pairs if (one := compare_texts(articles[a], articles[b])) is not None]
    seconds = time.process_time() - begun
    last = next(reversed(articles))
    begun = time.process_time()
    prints[last] = fingerprints(articles[last].text + " ")
    for a, b in candidate_pairs(prints, days):
        if last in (a, b):
            compare_texts(articles[a], articles[b])
    return {
        "articles": len(articles),
        "words": sum(len(one.text.split()) for one in articles.values()),
        "pairs": len(pairs),
        "copies": len(copies),
        "seconds": round(seconds, 2),
        "one_more": round(time.process_time() - begun, 3),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def growth(rows: list[dict[str, float]], what: str) -> float:
    """The exponent by which ``what`` grows with the number of words, from the smallest to the largest."""
    first, last = rows[0], rows[-1]
    return math.log(last[what] / first[what]) / math.log(last["words"] / first["words"])


def main() -> None:
    """Print a row a size, and the exponents."""
    path = Path(sys.argv[1])
    if len(sys.argv) > 2:
        print(json.dumps(measure(path, int(sys.argv[2]))))
        return
    rows = []
    for size in SIZES:
        command = [sys.executable, "-m", "tests.bench_reuse", str(path), str(size)]
        rows.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
        print(json.dumps(rows[-1]), flush=True)
    print(f"growth with words: time {growth(rows, 'seconds'):.2f}, memory {growth(rows, 'megabytes'):.2f}")


if __name__ == "__main__":
    main()
