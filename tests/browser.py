"""A headless Chromium for tests, spoken to over a pipe in the DevTools protocol."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

PATIENCE = 10
"""Seconds to wait for an answer."""


class Browser:
    """A headless Chromium, spoken to over a pipe in the DevTools protocol; needs no driver and no port.

    https://chromedevtools.github.io/devtools-protocol/

    ``drawing``: with WebGL, computed by the processor; ``flags``: of the command, besides.
    """

    def __init__(self, *, drawing: bool = False, flags: Sequence[str] = ()) -> None:
        self.profile = tempfile.mkdtemp(prefix="page-")
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        # Chromium reads commands on descriptor 3 and answers on 4; a shell puts them there
        wiring = f'exec "$@" 3<&{read_there} 4>&{write_there}'
        flags = [*flags, "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"]
        flags += ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"] if drawing else ["--disable-gpu"]
        command = [CHROMIUM, *flags, "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "about:blank"]
        self.process = subprocess.Popen(
            ["bash", "-c", wiring, "bash", *command],
            pass_fds=(read_there, write_there),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_there)
        os.close(write_there)
        self.commands = os.fdopen(write_here, "wb", buffering=0)
        self.answers = os.fdopen(read_here, "rb", buffering=0)
        self.held = b""
        self.count = 0
        self.messages: list[str] = []
        self.loaded = False
        self.session: str | None = None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Inspector", "Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of one command; console messages and requests met on the way are kept."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.commands.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.count:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def open(
        self, page: Path | str, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True
    ) -> None:
        """Load a file or an address and wait until it is there."""
        self.messages.clear()
        self.send("Emulation.setScriptExecutionDisabled", value=not script)
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.send(
            "Emulation.setEmulatedMedia",
            features=[_feature(dark=dark), {"name": "prefers-reduced-motion", "value": "reduce"}],
        )
        self.loaded = False
        self.send("Page.navigate", url=page if isinstance(page, str) else page.resolve().as_uri())
        while not self.loaded:  # the event may come before the answer to the command
            self._next()

    def run(self, expression: str) -> Any:
        """The value of a script expression in the page."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def point(self, selector: str, *, click: bool = False) -> None:
        """Move the mouse over the first line of an element; ``click``: and press."""
        x, y = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'center'}});"
            " const r = e.getClientRects()[0]; return [r.left + Math.min(r.width / 2, 20), r.top + r.height / 2]; })()"
        )
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        if click:
            for kind in ("mousePressed", "mouseReleased"):
                self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def settle(self) -> None:
        """Wait until a page that loads itself anew is there."""
        while not self.loaded:
            self._next()

    def press(self, key: str, code: int = 0) -> None:
        """Press and release a key; ``code`` is its virtual key code. A letter or figure is also typed."""
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        code = code or (ord(key.upper()) if len(key) == 1 and key.isalnum() else 0)
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def shoot(self, out: Path, *, whole: bool = False) -> None:
        """Save what is seen as a picture; ``whole``: the page from top to bottom."""
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        out.write_bytes(base64.b64decode(data))

    def close(self) -> None:
        """End the browser and remove its profile."""
        with contextlib.suppress(Exception):
            self.session = None
            self.send("Browser.close")
        self.commands.close()
        self.answers.close()
        self.process.wait(timeout=20)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.held:
            assert select.select([self.answers], [], [], PATIENCE)[0], "Chromium does not answer"
            more = self.answers.read(1 << 20)
            assert more, "Chromium has ended"
            self.held += more
        raw, self.held = self.held.split(b"\0", 1)
        message = json.loads(raw)
        self._note(message)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        method, params = message.get("method"), message.get("params", {})
        assert method != "Inspector.targetCrashed", "the page has crashed"
        if method == "Page.loadEventFired":
            self.loaded = True
        elif method == "Runtime.exceptionThrown":
            self.messages.append(str(params["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.messages.append(params["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.messages.append(str(params["args"]))
        elif method == "Network.requestWillBeSent" and not params["request"]["url"].startswith(("file:", "data:")):
            # "data:" are the browser's own signs, that of a date field for one
            self.messages.append("asked for " + params["request"]["url"])


def _feature(*, dark: bool) -> dict[str, str]:
    return {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
