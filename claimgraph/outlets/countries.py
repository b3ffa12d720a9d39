"""Countries by their names, demonyms and capitals, which tell namesakes apart ("Syria's SANA")."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from claimgraph.outlets.forms import fold_key

__all__ = ["DATA", "Countries", "load_countries"]

DATA: Final = Path(__file__).parents[1] / "data"


class Countries(NamedTuple):
    """Countries by the words that name them."""

    by_name: dict[str, str]
    """Folded name ("syria") to ISO 3166-1 code."""
    by_demonym: dict[str, str]
    by_capital: dict[str, str]

    def code(self, word: str) -> str | None:
        """The country that ``word`` names as a name or demonym; None where it names none."""
        key = fold_key(word)
        return self.by_name.get(key) or self.by_demonym.get(key)


@lru_cache(maxsize=1)
def load_countries() -> Countries:
    """The table of countries; read once."""
    tables: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
    for line in (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines():
        code, *columns = line.split("\t")
        for table, column in zip(tables, columns, strict=True):
            for word in filter(None, column.split("|")):
                table.setdefault(fold_key(word), code)
    return Countries(*tables)
