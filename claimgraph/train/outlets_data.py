"""Packs the registry of outlets: ``$CORPORA/outlets/outlets.jsonl`` to ``claimgraph/data/outlets.jsonl.gz``.

    CORPORA=... python -m claimgraph.train.outlets_data

The same source gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path

from claimgraph.errors import SchemaError
from claimgraph.outlets import DATA, index_rows, outlet_from_row

__all__ = ["main", "pack_registry"]


def pack_registry(source: Path, out: Path) -> int:
    """Writes the packed registry and gives the number of outlets.

    Raises:
        SchemaError: a line of ``source`` is no outlet.

    """
    outlets = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        outlets.append(outlet_from_row(json.loads(line), where=f"{source}:{number}"))
    keys, hosts = index_rows(outlets)
    compact = {key: entries[0] if len(entries) == 1 else entries for key, entries in sorted(keys.items())}
    head = json.dumps({"keys": compact, "hosts": hosts}, ensure_ascii=False, separators=(",", ":"))
    lines = [head, *(outlet.model_dump_json(exclude_defaults=True) for outlet in outlets)]
    packed = gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0)
    out.write_bytes(packed)
    return len(outlets)


def main() -> int:
    """Packs the registry; exit code 2 where ``CORPORA`` is not set."""
    corpora = os.environ.get("CORPORA")
    if not corpora:
        sys.stderr.write("CORPORA: not set (the folder that holds outlets/outlets.jsonl)\n")
        return 2
    try:
        count = pack_registry(Path(corpora) / "outlets" / "outlets.jsonl", DATA / "outlets.jsonl.gz")
    except (OSError, SchemaError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{count} outlets\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
