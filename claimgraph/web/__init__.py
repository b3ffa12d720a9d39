"""The review desk in a browser: pages of a case on this machine, for one person, with a token.

It listens on 127.0.0.1 only, asks nothing of any other machine, and shows every text escaped.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from claimgraph import open_case
from claimgraph.errors import CaseError

__all__ = ["serve"]


def serve(case: Path, person: str, *, port: int = 0, ready: Callable[[str], None] = print) -> None:
    """Serve the desk until it is interrupted.

    Args:
        case: the case file; it must be there.
        person: in whose name decisions are made.
        port: on 127.0.0.1; 0: any that is free.
        ready: told the address, token and all, when the desk listens.

    Raises:
        CaseError: the case cannot be opened for writing, or the port is taken.
    """
    import uvicorn

    from claimgraph.web.app import make_app

    with open_case(case, create=False) as opened:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            listener.close()
            raise CaseError(f"port {port} cannot be used: {error.strerror}", hint="name another with --port") from error
        listener.listen(64)
        number = listener.getsockname()[1]
        token = secrets.token_urlsafe(32)
        app = make_app(opened, person, port=number, token=token)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            proxy_headers=False,
        )
        ready(f"http://127.0.0.1:{number}/?token={token}")
        with listener:
            uvicorn.Server(config).run(sockets=[listener])
