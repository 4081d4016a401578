"""The Explorer's handler under messages that make no sense: typed errors, and the session goes on."""

from __future__ import annotations

import copy
import json
import math
import random
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from latentlens import Explorer, Session, errors
from latentlens.explorer.worker import LENS, SWEEP, worker_of
from tiny import tiny_model, tiny_tokenizer

SEED = 20261128
MESSAGES = 5000
LONGEST_ECHO = 1500
"""An error's message with all that it quotes; a quote alone has some hundred characters."""

TYPED = {
    name for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.LatentLensError)
} | {"SettingError"}  # fmt: skip

PLAIN = {
    "kind": "query",
    "id": "plain",
    "what": "ask",
    "args": {
        "layer": 2,
        "position": 3,
        "question": {"text": "The capital of x is"},
        "options": [],
        "settings": {"max_new_tokens": 2},
    },
}
OWN = {"text": "The capital of x is"}
ARGS: dict[str, list[dict[str, Any]]] = {
    "lens": [{"layers": [0, 1, 2], "start": 0, "stop": 4}],
    "target": [
        {"layer": 2, "position": 3, "question": OWN, "settings": {}},
        {"layer": 1, "position": 2, "question": {"preset": "selfie"}, "settings": {"window": 2}},
        {"layer": None, "position": None, "question": {"preset": "fit:tuned", "text": ""}, "settings": {}},
        {"layer": 1, "question": {"preset": "fit:future", "text": "/no/file"}, "settings": {"fit_steps": 3}},
        {
            "layer": 1, "question": {"preset": "fit:relation", "text": "The capital of x is"},
            "settings": {"fit_subjects": "France, Peru", "fit_layers": [1], "fit_beta": 1.0},
        },
        {
            "layer": 2, "position": 3, "question": {"preset": "causal_tracing"},
            "settings": {"noise": [1], "noise_scale": 2.5, "noise_seed": 3, "layer": 1},
        },
        {
            "layer": 2, "position": 3, "question": {"preset": "activation_patching", "text": "The fox is"},
            "settings": {
                "position": 1, "mapping": "rescale", "norm": 3.0, "injection": "add",
                "strength": 2.0,
            },
        },
    {"layer": 2, "position": 3, "question": {"preset": "random_identity"}, "settings": {"prompt_seed": 4}},
        {
            "layer": 2, "position": 3, "question": OWN, "settings": {},
            "source": {"vector": "difference", "minus": 2, "scale": 1.0, "scales": [0.5, 1, 2]},
        },
    ],
    "ask": [
        PLAIN["args"],
        {
            "layer": 1, "position": 2, "question": OWN, "options": ["Paris", "Lima"],
            "settings": {"control_random": 2, "control_shuffled": True, "control_prompt": "a fox", "seed": 3},
        },
        {
            "layer": 1, "position": 2, "question": OWN, "options": [],
            "settings": {
                "samples": 2, "max_new_tokens": 2, "temperature": 0.7, "stop": ["."], "remedy": "mask",
                "contrast": 0.5, "control_text": True, "control_null": False,
            },
        },
        {
            "layer": 1, "position": 2, "question": {"preset": "attention_knockout"}, "options": [],
            "settings": {"queries": [-1], "window": 1, "max_new_tokens": 1},
        },
        {
            "layer": 2, "position": 3, "question": {"preset": "logit_lens"}, "options": [], "settings": {},
            "source": {"vector": "difference", "minus": 1, "scale": 2.0},
        },
    ],
    "sweep": [
        {
            "layer": 1, "start": 1, "stop": 3, "question": {"preset": "logit_lens"}, "options": [],
            "settings": {},
        },
    ],
    "scales": [
        {
            "layer": 2, "position": 3, "question": {"preset": "logit_lens"}, "options": [], "settings": {},
            "source": {"vector": "difference", "minus": 1, "scales": [0.5, 1.0]},
        },
    ],
    "layers": [{"position": 2, "question": {"preset": "logit_lens"}, "options": [], "settings": {}}],
    "fit": [
        {"layer": 1, "question": {"preset": "fit:tuned", "text": "/no/file"}, "settings": {"fit_ridge": 0.1}},
        {
            "layer": 1, "question": {"preset": "fit:relation", "text": "no place"},
            "settings": {"fit_subjects": "France, Peru", "fit_layers": [1], "fit_held_out": 0.5},
        },
    ],
}  # fmt: skip


def deep(levels: int, *, objects: bool = False) -> Any:
    """Return a list, or an object, within itself so many times."""
    value: Any = []
    for _ in range(levels):
        value = {"x": value} if objects else [value]
    return value


ODD: list[Any] = [
    None, True, False, 0, 1, -1, 3, 99, -99, 1.5, -0.0, 1e308, -1e308, 5e-324, math.nan, math.inf, -math.inf,
    2**31, 2**63 - 1, -(2**63), 2**64, 10**30, 10**400, 10**5000,
    "", " ", "x", "1", "nan", "x x", "\0", "\ud800", "\udfff x", "é", "e\u0301", "\u202e x", "🙂 x",
    "\U000e0041",
    "../../etc/passwd", "~nobody/x", "/", "/dev/null", "a" * 300, "/" + "a/" * 3000, "x" * 10**6, "{}",
    "%s%n",
    "own:", "own:mine", "fit:", "fit:tuned", "difference", "__class__", "<script>alert(1)</script>",
    [], {}, [None], [[]], [1, "a", None], ["a"], ["x" * 10**5], [0] * 10**5, {"": ""}, {"x": {}},
    {"preset": 3},
    {"text": None}, [True], [1e300], [math.nan], [-1], [0, 0], [2**70], list(range(1000)),
    deep(15), deep(3000), deep(5000, objects=True),
]  # fmt: skip
"""What stands in a message where something else was meant."""


def places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value within a message, as far down as messages go."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if len(before) == 5 or len(value if isinstance(value, list) else ()) > 20:
        return
    for key, each in inner:
        yield (*before, key)
        yield from places(each, (*before, key))


class Generator:
    """Makes random messages, many of them nearly right.

    Args:
        seed: seed of all random draws.
    """

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.ids: list[str] = ["none"]

    def message(self) -> Any:
        """Return the next message."""
        draw = self.draw
        kind = draw.random()
        if kind < 0.03:
            return draw.choice(ODD)
        if kind < 0.1:
            return self._changed({"kind": "cancel", "id": draw.choice(self.ids[-3:])}, 0.2)
        if kind < 0.15:
            return self._changed({"kind": "ping", "id": f"p{draw.randrange(99)}"}, 0.5)
        if kind < 0.22:
            cell = {"layer": draw.randrange(6), "position": draw.randrange(8), "start": 1}
            return self._changed({"kind": "select", **cell, "from": "page", "n": draw.randrange(10**6)}, 0.7)
        if kind < 0.27:
            draft = {"preset": "", "texts": {"": "x"}, "options": [], "settings": {}, "open": []}
            return self._changed({"kind": "draft", "draft": draft, "from": "page", "n": 1}, 0.7)
        what = draw.choices([*ARGS], [3, 8, 3, 1, 1, 1, 2])[0]
        id = draw.choice(self.ids) if draw.random() < 0.05 else f"q{len(self.ids)}"
        self.ids.append(id)
        message = {"kind": "query", "id": id, "what": what, "args": draw.choice(ARGS[what])}
        return self._changed(message, 0.97)

    def _changed(self, message: Any, chance: float) -> Any:
        """Return a message with some of its values dropped, or others in their place."""
        draw, changed = self.draw, copy.deepcopy(message)
        while draw.random() < chance:
            ways = [*places(changed)]
            if not ways or len(ways) > 500:
                break
            *way, key = draw.choice(ways)
            inner = changed
            for step in way:
                inner = inner[step]
            what = draw.random()
            if what < 0.15:
                del inner[key]
            elif what < 0.25 and isinstance(inner, dict):
                inner[draw.choice(["x", "", "layer", "samples", "seed", "window", "prompt"])] = draw.choice(
                    ODD
                )
            else:
                inner[key] = draw.choice(ODD)
            chance = 0.3
        return changed


class Browser:
    """The other end of an Explorer: hears what it sends, as a kernel would write it."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.heard: list[dict[str, Any]] = []
        explorer.send = self._hear

    def _hear(self, message: dict[str, Any], buffers: object = None) -> None:
        json.dumps(message, allow_nan=False, ensure_ascii=False).encode()
        self.heard.append(message)

    def say(self, message: Any) -> None:
        """Send a message."""
        self.explorer._receive(self.explorer, message, [])

    def settle(self, session: Session) -> None:
        """Wait until both of the session's workers have done all that was asked of them."""
        for name, rank in (("aside", LENS), ("worker", SWEEP)):
            done = threading.Event()
            worker_of(session, name).submit(done.set, rank + 1)
            assert done.wait(120), "work does not end"

    def end(self, session: Session, id: str) -> dict[str, Any]:
        """Return how a query ended."""
        self.settle(session)
        return next(
            m for m in reversed(self.heard) if m["id"] == id and m["kind"] not in ("progress", "partial")
        )


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return Session((tiny_model("gpt2"), tiny_tokenizer()))


@pytest.fixture
def browser(session: Session) -> Browser:
    """Return the browser of an Explorer."""
    return Browser(Explorer(session, session.run("The capital of France is Paris")))


def test_any_message_ends_in_a_typed_error_or_a_result(browser: Browser, session: Session) -> None:
    """Of 5,000 random messages none raises, none gets an untyped or endless error, and answers stay the "
    "same."""
    browser.say(PLAIN)
    before = browser.end(session, "plain")
    makes = Generator(SEED)
    queries: Counter[str] = Counter()
    for n in range(MESSAGES):
        message = makes.message()
        where = f"message {n} of seed {SEED}"
        heard = len(browser.heard)
        try:
            browser.say(message)
        except BaseException as error:
            error.add_note(where)
            raise
        if isinstance(message, dict) and message.get("kind") == "query":
            id = message.get("id")
            said = browser.heard[heard:]
            assert any(m["kind"] in ("queued", "error") for m in said), where
            queries[id if isinstance(id, str) and any(m["id"] == id for m in said) else ""] += 1
        if n % 50 == 0:
            browser.settle(session)
    browser.settle(session)
    ends: Counter[str] = Counter()
    for heard_message in browser.heard:
        if heard_message["kind"] == "error":
            said = f"{heard_message} (seed {SEED})"
            assert heard_message["type"] in TYPED, said
            assert len(heard_message["message"]) < LONGEST_ECHO, said
            assert "Error(" not in heard_message["message"], said
            assert " " in heard_message["message"], said
        if heard_message["kind"] in ("result", "error", "cancelled"):
            ends[heard_message["id"]] += 1
    queries["plain"] += 1
    assert queries == ends
    kinds = Counter(m["kind"] for m in browser.heard)
    # both what makes no sense and what does was asked, or this test would see nothing
    assert min(kinds["error"], 5 * kinds["result"], 20 * kinds["cancelled"]) > MESSAGES // 5

    browser.say({**PLAIN, "id": "again"})
    after = browser.end(session, "again")
    assert {**before["value"], "id": ""} == {**after["value"], "id": ""}
