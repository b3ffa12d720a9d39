"""Packs the registry of outlets: ``$CORPORA/outlets/outlets.jsonl`` to ``claimgraph/data/outlets.jsonl.gz``.

    CORPORA=... python -m claimgraph.train.outlets_data

``outlets_mend.toml`` says what is changed on the way. The same source gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

from claimgraph.errors import SchemaError
from claimgraph.outlets import DATA, index_rows, outlet_from_row

__all__ = ["main", "pack_registry"]

_MEND: Final = Path(__file__).with_name("outlets_mend.toml")


def pack_registry(source: Path, out: Path) -> int:
    """Writes the packed registry and gives the number of outlets.

    Raises:
        SchemaError: a line of ``source`` is no outlet, or lacks what is to be mended.

    """
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = _mended([(f"{source}:{number}", json.loads(line)) for number, line in enumerate(lines, 1)])
    outlets = [outlet_from_row(row, where=where) for where, row in rows]
    keys, hosts = index_rows(outlets, plain=frozenset(_mend()["plain"]["names"]))
    compact = {key: entries[0] if len(entries) == 1 else entries for key, entries in sorted(keys.items())}
    head = json.dumps({"keys": compact, "hosts": hosts}, ensure_ascii=False, separators=(",", ":"))
    lines = [head, *(outlet.model_dump_json(exclude_defaults=True) for outlet in outlets)]
    packed = gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0)
    out.write_bytes(packed)
    return len(outlets)


def _mend() -> dict[str, Any]:
    return tomllib.loads(_MEND.read_text(encoding="utf-8"))


def _mended(rows: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """``rows`` with the changes of ``outlets_mend.toml``; each must find what it changes.

    Raises:
        SchemaError: a row or wording to be dropped is not there, or a row to be added is.

    """
    mend = _mend()
    by_id = {row["id"]: row for _, row in rows}
    for table, field in (("drop", "aliases"), ("drop_domains", "domains")):
        for key, gone in mend[table].items():
            held = by_id.get(key, {}).get(field, [])
            kept = [item for item in held if (item["text"] if isinstance(item, dict) else item) not in gone]
            if len(held) - len(kept) != len(gone):
                raise SchemaError(f"{field} {gone} are not all there", where=key, hint=f"mend {_MEND.name}")
            by_id[key][field] = kept
    for key, texts in mend["ambiguous"].items():
        for alias in by_id[key]["aliases"]:
            if alias["text"] in texts:
                alias["ambiguous"] = True
    for key, aliases in mend["add"].items():
        by_id[key]["aliases"] += aliases
    for row in mend["outlet"]:
        if row["id"] in by_id:
            raise SchemaError("the source has it", where=row["id"], hint=f"take it out of {_MEND.name}")
        given = {"tier": 1, "facts_from": {field: ["curated"] for field in row if field != "id"}}
        rows.append((f"{_MEND.name}: {row['id']}", row | given))
    return rows


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
