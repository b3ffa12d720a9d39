"""What a page may show: characters that HTML forbids or that turn text around become signs, one for one."""

from __future__ import annotations

import re
from typing import Any, Final

from markupsafe import Markup, escape

__all__ = ["UNSHOWABLE", "showable"]

UNSHOWABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def showable(value: Any) -> Any:
    """Every value on its way to the page: characters that HTML forbids or that turn text around become signs.

    A carriage return stays one; written as itself, a browser would read it as a line feed.
    """
    if type(value) is not str:
        return value
    value = UNSHOWABLE.sub(_sign, value)
    return escape(value).replace("\r", Markup("&#13;")) if "\r" in value else value


def _sign(found: re.Match[str]) -> str:
    """The control picture of a C0 control, the replacement character for the rest; always one for one."""
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
