"""The review desk as a process of its own, for tests: started by the command, spoken to over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class DeskServer:
    """``claimgraph review`` on a case; ``address`` holds the token."""

    def __init__(self, case: Path, person: str = "Ann") -> None:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        command = [sys.executable, "-m", "claimgraph", "review", "--case", str(case), "--by", person, "--no-open"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        self.address = self.process.stdout.readline().strip()
        parts = urlsplit(self.address)
        self.port = parts.port
        self.base = f"http://127.0.0.1:{self.port}"
        self.token = parts.query.removeprefix("token=")
        self.cookie = f"claimgraph-{self.port}={self.token}"

    def ask(
        self, path: str, *, method: str = "GET", body: Any = None, headers: dict[str, str | None] | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer; headers of None are not sent, others go as given."""
        sent: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie}
        if method == "POST":
            sent |= {"Origin": self.base, "Content-Type": "application/json"}
        sent |= headers or {}
        data = body if isinstance(body, str) else json.dumps(body) if body is not None else None
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            if data is not None and "Content-Length" not in sent:
                connection.putheader("Content-Length", str(len(data.encode())))
            connection.endheaders(data.encode() if data is not None else None)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def close(self) -> None:
        """End it as Ctrl-C does."""
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stdout.close()
