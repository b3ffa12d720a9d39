"""Where a connection goes: the name is looked up once, and the very address that passed the check is connected to.

So neither a name that answers with an address of the newsroom's own network, nor one that answers differently when it
is asked a second time, reaches what is not public. (Special-purpose addresses: RFC 6890; NAT64: RFC 6052.)
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Final

from claimgraph.errors import InputError

__all__ = ["connect", "is_public"]

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_PRIVATE: Final = "if it is a server of your own, allow it with --allow-private"


def is_public(address: str) -> bool:
    """Whether an IP address (a zone after ``%`` is ignored) belongs to the open internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def connect(host: str, port: int, *, timeout: float, allow_private: bool, where: str) -> socket.socket:
    """A connection to the first address of ``host`` that is allowed and answers within ``timeout`` seconds.

    Raises:
        InputError: the name is not known, or stands for addresses that are not public.
        OSError: none of the addresses answers.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise InputError(
            f"there is no server named {host!r}", where=where, hint="check the address and the network"
        ) from error
    allowed = [answer for answer in answers if allow_private or is_public(str(answer[4][0]))]
    if not allowed:
        shown = ", ".join(sorted({str(answer[4][0]) for answer in answers})[:3])
        raise InputError(f"{host} is a private address ({shown}); it is not fetched", where=where, hint=_PRIVATE)
    trouble: OSError | None = None
    for family, kind, protocol, _, address in allowed:
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(timeout)
        try:
            connection.connect(address)
        except OSError as error:
            connection.close()
            trouble = error
        else:
            return connection
    raise trouble or OSError("no address")
