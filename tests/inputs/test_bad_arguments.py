"""The public functions under arguments that make no sense: each is served, or refused by a typed error."""

from __future__ import annotations

import dataclasses
import math
import pathlib
import random
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from latentlens import (
    Add,
    AddNormMatched,
    AttentionKnockout,
    Calibrated,
    Calibrator,
    Case,
    Controls,
    Identity,
    Interpolate,
    LatentLensError,
    LayerMappings,
    Lens,
    Noise,
    Patchscope,
    Replace,
    Rescale,
    Session,
    SoftPrompts,
    Vectors,
    Zero,
    calibrate,
    fit_lens,
    fit_mapping,
    fit_relation,
    fit_soft_prompt,
    grade,
    presets,
)
from latentlens.activations.vectors import Difference
from latentlens.evaluation.calibration import Calibration
from latentlens.mappings.affine import Affine, Linear, ScalarAffine
from latentlens.mappings.provenance import Provenance
from latentlens.plots import (
    across_layers,
    layer_by_position,
    reliability_diagram,
    save,
    source_by_target_layer,
)
from latentlens.readers.target_prompts import SourcePrompt, TextPrompt
from tiny import tiny_model, tiny_tokenizer

SEED = 20261128
CALLS = 5000
LONGEST = 1500
TEXTS = ["a fox met a hare on the road", "The capital of Peru is Lima", "cat and hello", "Once upon a time"]


class Hostile:
    """An object whose every conversion fails."""

    def __str__(self) -> str:
        raise RuntimeError("no text")

    __repr__ = __str__

    def __len__(self) -> int:
        raise RuntimeError("no length")

    def __iter__(self) -> Iterator[Any]:
        raise RuntimeError("no items")

    def __float__(self) -> float:
        raise RuntimeError("no number")

    def __index__(self) -> int:
        raise RuntimeError("no number")


def nested(levels: int) -> list[Any]:
    """Return a list within itself so many times."""
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


ODD: list[Any] = [
    None, True, False, 0, 1, 2, -1, -2, 99, -99, 10**6, 2**31, 2**63 - 1, 2**63, 10**30, 10**400, 10**5000,
    -(10**5000),
    0.0, -0.0, 0.5, 1.0, 1.5, -1.5, 1e-300, 1e30, 1e308, -1e308, math.nan, math.inf, -math.inf, 1 + 2j,
    b"", b"x",
    "", " ", "x", "1", "nan", "Paris", "x x", "\n", "\0", "\ud800", "e\u0301", "\u202e", "🙂", "x" * 10**5,
    "/", "~no/x",
    "auto", "cpu", "cuda:99", "float32", "capital", "selfie", "The capital of x is", "logit", "slot",
    [], (), {}, set(), [None], [[]], [1, "a"], ["a", "b"], ["a", "a"], ["x"], [1, 2], (1, 2), (0, 0),
    [0.5, 1], [True],
    [math.nan], [math.inf, 1.0], [10**400], ["\ud800", "b"], [["a"], ["b"]], {"a": 1}, {1: 2},
    {"x": [1.0]}, {"role": "user"},
    [{"role": "user", "content": "x"}], [{"role": 3}], nested(3), nested(5000), range(3), range(0),
    slice(None), iter([1]),
    np.int64(1), np.int8(-1), np.float32(0.5), np.float64("nan"), np.bool_(True), np.str_("x"),
    np.array(1), np.array([1, 2]),
    np.array([]), np.array(["a", "b"]), np.array([[1.0, 2.0]]), np.array([1.0, np.nan]),
    np.array([None, "a"]),
    np.array(["a"], dtype=object), np.datetime64("2020-01-01"), np.zeros((3, 32)), np.ones(32),
    np.full(32, np.inf),
    pd.Series(["a", "b"]), pd.Series([1, 2]), pd.Series([], dtype=float), pd.DataFrame({"a": [1]}), pd.NA,
    pd.NaT,
    pd.Timestamp("2020-01-01"), pd.Index(["a", "b"]),
    torch.tensor(1), torch.tensor(0.5), torch.tensor([1, 2]), torch.tensor([]), torch.zeros(32),
    torch.ones(32),
    torch.ones(2, 32), torch.full((32,), math.nan), torch.ones(32, dtype=torch.complex64), torch.tensor(True),
    torch.ones(3, 3), torch.ones(32, dtype=torch.int64), torch.eye(32), torch.eye(32).to_sparse(),
    torch.ones(32, device="meta"),
    torch.float16, torch.int8, torch.device("cpu"), torch.nn.Linear(2, 2),
    object(), object, int, len, lambda: 3, lambda *a: None, Hostile(), Exception("x"), threading.Event(),
    threading.Lock(),
    pathlib.Path("/no/such"), pathlib.Path("."), Ellipsis, NotImplemented, memoryview(b"x"), bytearray(b"x"),
    Identity(), Zero(), Rescale(), Replace(), Add(2.0), Add, Identity, Lens(), Lens,
    Patchscope("The cat x is"), Patchscope,
    Controls(), Controls(null=False, random=0), Controls, Noise((1,)), AttentionKnockout(),
    Affine(torch.eye(32), torch.zeros(32)),
    Linear(torch.ones(2, 3)), Provenance("affine", "a", "a", 32, 32),
]  # fmt: skip
"""What stands where something else was meant."""


NOT_CALLED = [value for value in ODD if not callable(value)]
"""What stands where a function is called: what one of the user's own raises is the user's."""


LITTLE = [value for value in ODD if not (type(value) is int and 2 < value <= 10**6)]
"""What stands where so many steps of training would be done, in so little time."""


@dataclasses.dataclass(frozen=True)
class Call:
    """A public function with arguments that it takes.

    Args:
        name: for the message.
        function: what is called.
        given: the arguments, by name.
        often: how often it is drawn, beside the others.
    """

    name: str
    function: Callable[..., Any]
    given: dict[str, Any]
    often: float = 1.0


def asking(**more: Any) -> dict[str, Any]:
    """Return the arguments that everything that asks has."""
    usual: dict[str, Any] = {
        "options": None, "samples": 0, "controls": True, "seed": 0, "progress": None
    }  # fmt: skip
    return {**usual, **more}


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return Session((tiny_model("gpt2"), tiny_tokenizer()))


@pytest.fixture(scope="module")
def calls(session: Session, tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """Return the public functions."""
    trace = session.run("The capital of France is Paris")
    reader = Patchscope("The cat x is", max_new_tokens=1)
    sweep = session.sweep(trace, reader, layers=[1, 2], positions=[1, 2], options=["a", "b"])
    grid = session.sweep(trace, reader, positions=1, layers=[1, 2], target_layers=[1, 2])
    vectors = session.vectors({"one": torch.ones(32), "other": trace[1, 2]}, layer=1)
    scaled = session.sweep(vectors, reader, scales=[0.5, 1])
    mappings = LayerMappings(
        {(1, 4): Identity()},
        Provenance("affine", session.model.fingerprint(), session.model.fingerprint(), 32, 32),
    )
    sure, right = [0.9, 0.8, 0.3, 0.2] * 10, [1, 1, 0, 1] * 10
    calibrator = Calibrator.fit(
        sure, right, split="validation", reader=reader, fingerprint=session.model.fingerprint(),
        confidence_kind="mean token probability",
    )  # fmt: skip
    answer = sweep[1, 1]
    folder = tmp_path_factory.mktemp("saved")
    cases = [Case("The fox is", 1, -1, "a"), Case("cat", 2, 0, "b")]
    fits = {"layers": [1], "held_out": 0.3, "seed": 0, "progress": None}
    loaded = str(folder / "none.safetensors")
    pairs = {"before": Calibration.of(sure, right)}

    def answered(asked: Callable[..., Any]) -> Callable[..., Any]:
        return lambda **given: asked(session, **given)

    return [
        Call("Session", Session, {"model": "no/such", "device": None, "dtype": None, "cache_dir": None}, 0.7),
        Call("Session", Session, {"model": "no/such", "memory_budget": "1 MB"}, 0.7),
        Call("run", session.run, {"prompt": "The fox is", "prepend_bos": None}, 3),
        Call(
            "lens",
            session.lens,
            {
                "trace": trace,
                "lens": Lens(),
                "layers": [1],
                "positions": [1, "·France"],
                "top_k": 3,
                "progress": None,
            },
            3,
        ),
        Call("ask", session.ask, asking(source=trace, layer=1, position=2, reader=reader), 6),
        Call(
            "ask",
            session.ask,
            asking(source=trace, layer=1, position=2, reader="capital", options=["a", "b"]),
            2,
        ),
        Call(
            "sweep",
            session.sweep,
            asking(
                source=trace, reader=reader, layers=[1], positions=[1], target_layers=None, on_answer=None
            ),
            4,
        ),
        Call("vectors", session.vectors, {"vectors": {"a": torch.ones(32)}, "layer": 1, "names": None}, 4),
        Call("vectors", session.vectors, {"vectors": torch.ones(2, 32), "layer": 1, "names": ["a", "b"]}, 4),
        Call(
            "Vectors",
            lambda given, **more: Vectors(session.backend, given, **more),
            {"given": torch.ones(1, 32), "layer": 1},
        ),
        Call("vectors[]", lambda name: vectors[name], {"name": "one"}),
        Call("vectors.code", vectors.code, {"name": "one", "owner": "session"}),
        Call(
            "Difference",
            lambda **given: Difference(trace, **given),
            {"layer": 1, "position": 1, "minus": 2},
            2,
        ),
        Call("ask vector", session.ask, asking(source=vectors["one"], reader=reader, scale=1.0), 4),
        Call(
            "sweep vectors",
            session.sweep,
            asking(source=vectors["one"], reader=reader, scales=[1, 2], target_layers=None, on_answer=None),
            4,
        ),
        Call(
            "explore",
            lambda **given: session.explore(**given).close(),
            {"trace": trace, "vectors": vectors},
            0.3,
        ),
        Call("trace.layer", trace.layer, {"layer": 1}, 2),
        Call("trace.position", trace.position, {"position": "·France"}, 3),
        Call("trace.positions", trace.positions, {"start": 0, "end": 3}, 2),
        Call("trace[]", lambda layer, position: trace[layer, position], {"layer": 1, "position": 2}, 3),
        Call("trace[]", lambda cell: trace[cell], {"cell": (1, 2)}, 2),
        Call("sweep[]", lambda cell: sweep[cell], {"cell": (1, 2)}),
        Call("sweep[]", lambda layer, position: sweep[layer, position], {"layer": 1, "position": 2}),
        Call("grid[]", lambda cell: grid[cell], {"cell": (1, 2)}),
        Call("scaled[]", lambda cell: scaled[cell], {"cell": ("one", 1)}),
        Call("sweep.plot", sweep.plot, {"option": "a"}, 0.3),
        Call("grid.plot", grid.plot, {"option": None}, 0.3),
        Call("scaled.plot", scaled.plot, {"option": None}, 0.3),
        Call("sweep.verify", sweep.verify, {"n": 1, "seed": 0}),
        Call("answer.option", answer.option, {"text": "a"}),
        Call("answer.control", answer.control, {"kind": "null"}, 0.3),
        Call(
            "Patchscope",
            Patchscope,
            {
                "prompt": "The x",
                "layer": None,
                "mapping": Identity(),
                "injection": "add",
                "remedy": None,
                "window": 1,
                "max_new_tokens": 1,
                "stop": (),
                "temperature": 0.0,
                "contrast": 0.0,
            },
            8,
        ),
        Call(
            "TextPrompt",
            TextPrompt,
            {"text": "The x", "position": "x", "placeholders": 1, "noise": None},
            3,
        ),
        Call("SourcePrompt", SourcePrompt, {"position": None, "noise": None}, 2),
        Call("Lens", Lens, {"mapping": mappings}, 2),
        Call(
            "AttentionKnockout",
            AttentionKnockout,
            {"queries": (1,), "window": 1, "max_new_tokens": 1, "stop": ()},
            3,
        ),
        Call("Noise", Noise, {"positions": (1,), "scale": 1.0, "seed": 0}, 2),
        Call(
            "Controls",
            Controls,
            {"null": True, "random": 1, "shuffled": False, "prompt": None, "text": False},
            4,
        ),
        Call("Calibrated", Calibrated, {"reader": reader, "calibrator": calibrator}, 2),
        Call("Calibrated", Calibrated, {"reader": reader, "calibrator": calibrator.to_dict()}, 2),
        Call("calibrator()", calibrator, {"confidence": 0.5}, 2),
        Call("Calibrator.from_dict", Calibrator.from_dict, {"data": calibrator.to_dict()}, 2),
        Call("Calibrator.load", Calibrator.load, {"path": loaded}),
        Call(
            "Calibrator.fit",
            Calibrator.fit,
            {
                "confidence": sure,
                "correct": right,
                "method": "temperature",
                "split": "validation",
                "reader": reader,
                "fingerprint": "f",
                "confidence_kind": "k",
                "samples": 0,
                "layers": (1,),
                "seed": 0,
            },
            4,
        ),
        Call(
            "Calibration.of", Calibration.of, {"confidence": sure, "correct": right, "bins": 4, "seed": 0}, 1
        ),
        Call("Add", Add, {"scale": 1.0}),
        Call("AddNormMatched", AddNormMatched, {"scale": 1.0}),
        Call("Interpolate", Interpolate, {"strength": 0.5}),
        Call("Rescale", Rescale, {"norm": 1.0}, 2),
        Call("Affine", Affine, {"matrix": torch.eye(32), "bias": torch.zeros(32)}, 2),
        Call("Linear", Linear, {"matrix": torch.eye(32)}),
        Call("ScalarAffine", ScalarAffine, {"scale": 1.0, "bias": torch.zeros(32)}, 2),
        Call(
            "LayerMappings",
            LayerMappings,
            {"mappings": {(0, 1): Identity()}, "provenance": mappings.provenance, "report": None},
            2,
        ),
        Call("LayerMappings.at", mappings.at, {"layer": 1, "target_layer": 4}),
        Call("LayerMappings.load", LayerMappings.load, {"path": loaded}),
        Call("SoftPrompts.load", SoftPrompts.load, {"path": loaded}),
        Call(
            "as_reader",
            presets.as_reader,
            {"reader": "capital", "layer": None, "prompts": {"capital": "The x"}},
            2,
        ),
        *(
            Call(f"presets.{name}", getattr(presets, name), given)
            for name, given in {
                "token_identity": {"prompt": "a -> a; ? ->", "layer": 1},
                "next_token": {"prompt": "a -> a; ?", "layer": 1},
                "description": {"prompt": "a: b, x", "layer": 1, "max_new_tokens": 2},
                "attribute": {"relation": "The capital of", "layer": 1, "max_new_tokens": 2},
                "selfie": {"prompt": "_ _", "placeholders": 2, "layer": 1, "max_new_tokens": 2},
                "future_lens": {"prompt": "Hello", "layer": 1, "max_new_tokens": 2},
                "multi_hop": {"second": "The CEO of", "layer": 1, "max_new_tokens": 2},
                "multi_hop_in_place": {"slot": 1, "layer": 1, "max_new_tokens": 2},
                "question": {"text": "The x", "layer": 1, "max_new_tokens": 2},
                "ablation": {"layer": 1, "window": 1, "max_new_tokens": 2},
                "activation_patching": {"prompt": "The fox", "window": 1, "max_new_tokens": 2},
                "causal_tracing": {
                    "subject": (1,),
                    "scale": 1.0,
                    "seed": 0,
                    "window": 1,
                    "max_new_tokens": 1,
                },
                "random_identity": {
                    "model": session.model,
                    "read": "next_token",
                    "k": 2,
                    "seed": 0,
                    "layer": 1,
                },
            }.items()
        ),
        Call(
            "fit_lens",
            answered(fit_lens),
            {"texts": TEXTS, "method": "least_squares", "ridge": 0.1, **fits},
            2,
        ),
        Call("fit_lens", answered(fit_lens), {"texts": TEXTS, "method": "kl", "steps": 1, **fits}, 1),
        Call(
            "fit_mapping",
            answered(lambda own, **given: fit_mapping(own, own, **given)),
            {"texts": TEXTS, "kind": "affine", "target_layers": [1], "ridge": 0.1, **fits},
            2,
        ),
        Call(
            "fit_relation",
            answered(fit_relation),
            {
                "template": "The capital of {} is",
                "subjects": ["France", "Peru"],
                "objects": None,
                "beta": 1.0,
                **fits,
            },
            2,
        ),
        Call(
            "fit_soft_prompt",
            answered(fit_soft_prompt),
            {"texts": TEXTS, "length": 1, "ahead": 1, "steps": 1, "learning_rate": 0.1, **fits},
            1,
        ),
        Call("fit_lens", fit_lens, {"session": session, "texts": TEXTS, "layers": [1], "ridge": 0.1}, 0.5),
        Call(
            "grade",
            answered(grade),
            {"reader": reader, "cases": cases, "samples": 0, "seed": 0, "progress": None},
            2,
        ),
        Call(
            "Case",
            grading(session),
            {"prompt": "a fox", "layer": 1, "position": 0, "answer": "a", "options": ()},
            3,
        ),
        Call(
            "calibrate",
            answered(calibrate),
            {"reader": reader, "cases": cases, "split": "s", "method": "choose"},
        ),
        Call("reliability_diagram", reliability_diagram, {"calibrations": pairs, "title": "t"}, 0.3),
        Call(
            "layer_by_position",
            layer_by_position,
            {
                "values": [[0.1, 0.2]],
                "layers": [1],
                "positions": [0, 1],
                "tokens": ["a", "b"],
                "bos": None,
                "title": "t",
            },
            0.5,
        ),
        Call(
            "across_layers",
            across_layers,
            {
                "layers": [1, 2],
                "lines": {"a": [0.1, 0.2]},
                "intervals": {"a": ([0, 0], [1, 1])},
                "controls": {"b": [0.1, 0.1]},
                "low_mass": {"a": [False, True]},
                "quantity": "m",
                "title": "t",
            },
            0.5,
        ),
        Call(
            "source_by_target_layer",
            source_by_target_layer,
            {"values": [[0.1, 0.2]], "source_layers": [1], "target_layers": [1, 2], "low_mass": None},
            0.3,
        ),
        Call("plots.save", save, {"figure": sweep.plot(), "path": str(folder / "figure.json")}, 0.3),
        Call("readers by name", registered(session, trace), {"name": "mine", "reader": reader}),
    ]


def grading(session: Session) -> Callable[..., Any]:
    """Return what grades one case."""
    return lambda **given: grade(session, Patchscope("The cat x is", max_new_tokens=1), [Case(**given)])


def registered(session: Session, trace: Any) -> Callable[..., Any]:
    """Return what asks a reader that was put among the session's own."""

    def ask(name: Any, reader: Any) -> Any:
        session.readers.clear()
        try:
            session.readers[name] = reader
        except TypeError:  # a dict's own: what cannot be hashed is no key
            return None
        try:
            return session.ask(trace, 1, 1, name)
        finally:
            session.readers.clear()

    return ask


def changed(call: Call, draw: random.Random) -> dict[str, Any]:
    """Return a call's arguments, one of them or several another."""
    given = dict(call.given)
    for name in draw.sample([*given], k=min(len(given), 1 + (draw.random() < 0.2))):
        given[name] = draw.choice(
            LITTLE if name == "steps" else NOT_CALLED if name.startswith(("on_", "answer")) else ODD
        )
    return given


def test_any_argument_is_served_or_refused_by_a_typed_error(session: Session, calls: list[Call]) -> None:
    """Of 5,000 random calls none ends in an error of another's, and the session answers as before."""
    reader = Patchscope("The cat x is", max_new_tokens=2)
    trace = session.run("The capital of France is Paris")
    before = session.ask(trace, 2, 3, reader)
    draw, served = random.Random(SEED), 0
    said: list[tuple[int, str, str]] = []
    for n in range(CALLS):
        (call,) = draw.choices(calls, [each.often for each in calls])
        given = changed(call, draw)
        try:
            call.function(**given)
            served += 1
        except LatentLensError as error:
            said.append((n, call.name, str(error)))
        except BaseException as error:
            error.add_note(f"call {n} of seed {SEED}: {call.name}")
            raise
    for n, name, message in said:
        assert 10 < len(message) < LONGEST, f"call {n} of seed {SEED}, {name}: {message}"
    assert min(20 * served, len(said)) > CALLS // 2
    after = session.ask(trace, 2, 3, reader)
    assert before.to_dict() == after.to_dict()
