"""Debian's Chromium, driven through chromedriver by the W3C WebDriver protocol, and what it asked for."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM, CHROMEDRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
# The browser's own calls home must not be taken for a page's.
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that the protocol gives an element under


class Chromium:
    """One session of the browser."""

    def __init__(self, driver: str, session: str) -> None:
        self._session = f"{driver}/session/{session}"

    def open(self, url: str) -> None:
        self.command("url", url=url)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns that is run in the page."""
        return self.command("execute/sync", script=script, args=list(arguments))

    def press(self, selector: str, keys: str) -> None:
        """Type into the first element that a CSS selector finds."""
        element = self.command("element", using="css selector", value=selector)[ELEMENT]
        self.command(f"element/{element}/value", text=keys)

    @contextmanager
    def looking(self, *, width: int = 1280, theme: str = "light") -> Iterator[None]:
        """In a window of this width, with the light or the dark theme, for as long as the block lasts."""
        features = [{"name": "prefers-color-scheme", "value": theme}]
        window = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._devtools("Emulation.setEmulatedMedia", features=features)
        self._devtools("Emulation.setDeviceMetricsOverride", **window)
        yield
        self._devtools("Emulation.setEmulatedMedia", features=[])
        self._devtools("Emulation.clearDeviceMetricsOverride")

    def hosts_asked(self) -> set[str]:
        """The hosts of all requests since the last call, those of frames and refused ones among them."""
        entries = self.command("se/log", type="performance")
        events = [json.loads(entry["message"])["message"] for entry in entries]
        urls = [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]
        return {urlsplit(url).hostname or "" for url in urls if url.startswith(("http", "ws"))}

    def command(self, name: str, **arguments: Any) -> Any:
        return _post(f"{self._session}/{name}", arguments)

    def _devtools(self, command: str, **parameters: Any) -> Any:
        return self.command("goog/cdp/execute", cmd=command, params=parameters)

    def quit(self) -> None:
        _answer(urllib.request.Request(self._session, method="DELETE"))  # noqa: S310


@contextmanager
def running(profile: Path, *, port: int = 9517) -> Iterator[Chromium]:
    driver = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([CHROMEDRIVER, f"--port={port}", "--silent"])  # noqa: S603
    try:
        _wait_for(f"{driver}/status")
        options = {"binary": str(CHROMIUM), "args": [*QUIET, f"--user-data-dir={profile}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL"}}
        made = _post(f"{driver}/session", {"capabilities": {"alwaysMatch": wanted}})
        session = Chromium(driver, made["sessionId"])
        yield session
        session.quit()
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            _answer(urllib.request.Request(url))  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def _post(url: str, value: dict[str, Any]) -> Any:
    return _answer(urllib.request.Request(url, json.dumps(value).encode()))  # noqa: S310


def _answer(request: urllib.request.Request) -> Any:
    # A proxy of the environment is not for loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as answer:
        return json.load(answer)["value"]
