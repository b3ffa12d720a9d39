"""Style sheets and scripts that are written into pages, and what lets a browser run them and nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

__all__ = ["TEMPLATES", "allowance", "asset", "policy"]

TEMPLATES: Final = Path(__file__).parent / "templates"


@cache
def asset(name: str) -> Markup:
    """A style sheet or script: our own words, which need no escaping and must not be changed by it."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8").strip())  # noqa: S704


def policy(style: str, *scripts: str) -> str:
    """A Content Security Policy (https://www.w3.org/TR/CSP3/): nothing may load or run but these very texts, known by their hashes."""
    allowed = " ".join(allowance(script) for script in scripts)
    return (
        f"default-src 'none'; style-src {allowance(style)}; script-src {allowed}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def allowance(text: str) -> str:
    """What a Content Security Policy says to allow this very text as style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
