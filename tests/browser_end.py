"""The browser's end of an Explorer, without a browser."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from typing import Any

from latentlens.explorer.explorer import Explorer
from unpacked import plain_message

OWN = {"text": "The capital of x is"}
EVIL = "</script><img src=x onerror=alert(1)>\"'&"


class Browser:
    """The other end of an Explorer: sends it messages, keeps what it sends."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.heard: list[dict[str, Any]] = []
        self._news = threading.Condition()
        explorer.send = self._hear

    def _hear(self, message: dict[str, Any], buffers: Sequence[bytes] = ()) -> None:
        # What JSON cannot hold would fail on its way out.
        json.dumps(message, allow_nan=False)
        with self._news:
            self.heard.append(plain_message(message, buffers))
            self._news.notify_all()

    def say(self, **message: Any) -> None:
        """Send a message."""
        self.explorer._receive(self.explorer, message, [])

    def query(self, id: str, what: str, **args: Any) -> None:
        """Send a query."""
        if what != "lens":
            args = {"question": OWN, "options": [], "settings": {}, **args}
        self.say(kind="query", id=id, what=what, args=args)

    def wait(self, id: str, *kinds: str, seconds: float = 60) -> dict[str, Any]:
        """Return the first message of these kinds about a query."""
        with self._news:
            assert self._news.wait_for(lambda: self._find(id, kinds), timeout=seconds), self.heard
        return self._find(id, kinds)[0]

    def end(self, id: str, seconds: float = 60) -> dict[str, Any]:
        """Wait for a query to end and return how."""
        return self.wait(id, "result", "error", "cancelled", seconds=seconds)

    def second_pages(self, *ids: str, seconds: float = 60) -> list[dict[str, Any]]:
        """Wait until the cells of these second traces have been read, and return them."""
        read = threading.Event()

        def look(_change: object = None) -> None:
            if [*ids] == [each["id"] for each in self.explorer.second_pages]:
                read.set()

        self.explorer.observe(look, "second_pages")
        look()
        assert read.wait(seconds), self.explorer.second_pages
        self.explorer.unobserve(look, "second_pages")
        return self.explorer.second_pages

    def kinds(self, id: str) -> list[str]:
        """Return the kinds of all messages about a query."""
        return [message["kind"] for message in self.heard if message.get("id") == id]

    def _find(self, id: str, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
        return [each for each in self.heard if each.get("id") == id and each["kind"] in kinds]
