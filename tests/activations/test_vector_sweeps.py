"""Sweeps over vectors and scales, their figures and words; and what is refused."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
import torch

from asked_vectors import PROMPT, READER, SCALES, drawn
from latentlens import (
    AttentionKnockout,
    Controls,
    Patchscope,
    Session,
    Sweep,
    Vectors,
    presets,
)
from latentlens.activations.vectors import Difference
from latentlens.ask.answer import Answer
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError, MappingError, SelectionError
from latentlens.plots.style import INK
from latentlens.readers.target_prompts import SourcePrompt
from latentlens.scoring.flags import Flag
from noted_progress import noted

# --- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "settings", "kind", "text"),
    [
        ({"v": torch.ones(31)}, {}, MappingError, "width 31.*d_model 32.*mapping"),
        (torch.ones(2, 31), {}, MappingError, "'0' has width 31"),
        ({"v": torch.tensor([math.nan] * 3 + [1.0] * 29)}, {}, InputError, "3 of 32 numbers.*NaN"),
        ({"v": torch.full((32,), 1e300, dtype=torch.float64)}, {}, InputError, "32 of 32.*infinite"),
        ({"v": torch.zeros(32)}, {}, InputError, r"norm 0\.0.*controls for nothing.*Zero\(\)"),
        ({"v": torch.full((32,), 1e30)}, {}, InputError, "norm inf"),
        ({"v": torch.ones(32, dtype=torch.complex64)}, {}, InputError, "complex64"),
        ({"v": torch.ones(32, dtype=torch.bool)}, {}, InputError, "bool"),
        ({"v": torch.ones(1, 32)}, {}, InputError, r"shape \(1, 32\).*one dimension"),
        ({"v": "text"}, {}, InputError, "array of numbers; got str"),
        ({"v": None}, {}, InputError, "got NoneType"),
        ({}, {}, InputError, "no vector"),
        (torch.ones(0, 32), {}, InputError, "no vector"),
        (torch.ones(32), {}, InputError, "by name.*matrix"),
        (torch.ones(2, 32), {"names": ["a", "a"]}, InputError, "'a' stands for 2"),
        (torch.ones(2, 32), {"names": ["a"]}, InputError, "2 vectors.*one name for each row"),
        (torch.ones(2, 32), {"names": "ab"}, InputError, "one name for each row"),
        ({"v": torch.ones(32)}, {"names": ["v"]}, InputError, "names already"),
        ({" ": torch.ones(32)}, {}, InputError, "named by a text"),
        ({3: torch.ones(32)}, {}, InputError, "named by a text"),
        ({"v": torch.ones(32)}, {"layer": 5}, SelectionError, "Layer 5 does not exist"),
        ({"v": torch.ones(32)}, {"layer": 1.5}, SelectionError, "whole number"),
    ],
)
def test_impossible_vectors_are_refused(
    session: Session, given: Any, settings: dict[str, Any], kind: type, text: str
) -> None:
    """The message names the vector, what is wrong with it, and what to do."""
    with pytest.raises(kind, match=text):
        session.vectors(given, **{"layer": 1, **settings})


@pytest.mark.parametrize(
    ("reader", "settings", "text"),
    [
        ("ablation", {}, "source prompt itself"),
        (AttentionKnockout(), {}, "source prompt itself"),
        (Patchscope(SourcePrompt(2)), {}, "source prompt itself"),
        (presets.activation_patching("The cat"), {}, "Name the slot"),
        (dataclasses.replace(READER, window=2), {}, "window=2"),
        (READER, {"controls": Controls(shuffled=True)}, "no 'shuffled' control"),
        (READER, {"controls": Controls(prompt="The cat", text=True)}, "'prompt' or 'text'"),
        (READER, {"scale": math.nan}, "A scale is a finite number"),
        (READER, {"scale": -math.inf}, "A scale is a finite number"),
        (READER, {"scale": 1e39}, "beyond what float32"),
        (READER, {"scale": "2"}, "A scale is a finite number"),
        (READER, {"scale": True}, "A scale is a finite number"),
        (READER, {"options": "cat"}, "list of texts"),
    ],
)
def test_questions_that_a_vector_cannot_answer_are_refused(
    session: Session, vectors: Vectors, reader: Any, settings: dict[str, Any], text: str
) -> None:
    """What needs a prompt, a position or the layers above says so before anything runs."""
    with pytest.raises(InputError, match=text):
        session.ask(vectors["one"], reader, **settings)


def test_vectors_and_traces_are_not_taken_for_each_other(session: Session, vectors: Vectors) -> None:
    """The error names the call that is meant."""
    trace = session.run(PROMPT)
    with pytest.raises(TypeError, match="takes reader; got 3"):
        session.ask(vectors, 2, 0, READER)
    with pytest.raises(TypeError, match="takes layer, position, reader; got 1"):
        session.ask(trace, READER)
    with pytest.raises(InputError, match=r"session\.vectors"):
        session.ask(trace[2, 3], READER)
    with pytest.raises(InputError, match=r"3 vectors.*vectors\['one'\]"):
        session.ask(vectors, READER)
    with pytest.raises(InputError, match=r"no scale"):
        session.sweep(vectors, READER, scales=[])
    with pytest.raises(InputError, match="list of numbers"):
        session.sweep(vectors, READER, scales=2)
    with pytest.raises(SelectionError, match="'one', 'other'"):
        vectors["two"]


# --- sweeps -----------------------------------------------------------------------------------------------


def test_a_sweep_is_asked_by_scale_and_name(session: Session, vectors: Vectors) -> None:
    """Equal scales are one; of several vectors one is named; what was not asked is an error."""
    sweep = session.sweep(vectors, READER, scales=np.array([2, 1, 2.0]), controls=False)

    assert [2.0, 1.0] == sweep.scales
    assert sweep["other", 2] is sweep["other", 2.0]
    assert "other × 2" == sweep["other", 2].name
    assert "other" == sweep["other", 1].name
    with pytest.raises(SelectionError, match="vector \\(3\\), scale \\(2\\)"):
        sweep[1]
    with pytest.raises(SelectionError, match=r"Scale 3 was not asked; there are \[2\.0, 1\.0\]"):
        sweep["one", 3]
    with pytest.raises(SelectionError, match="No vector is named"):
        sweep["two", 1]
    frame = sweep.to_pandas()
    assert [name for name in vectors for _ in range(2)] == list(frame["vector"])
    assert [2.0, 1.0] * 3 == list(frame["scale"])
    assert "3 vectors × 2 scales" in repr(sweep)
    assert "one - other" in sweep._repr_html_()


def test_a_cancelled_sweep_is_kept_and_goes_on(
    session: Session, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped, it is the session's unfinished one; only the same vectors at the same scales go on from it."""
    monkeypatch.setattr("latentlens.ask.blocks._FIRST_BLOCK_FLOPS", 0)
    monkeypatch.setattr("latentlens.ask.blocks._BLOCK_SECONDS", 0)
    stop = Progress(bar=False)
    with pytest.raises(Cancelled):
        session.sweep(vectors, READER, scales=SCALES, on_answer=lambda _: stop.cancel(), progress=stop)
    stopped = session.unfinished
    assert isinstance(stopped, Sweep)
    assert not stopped.complete
    assert len(stopped) > 0
    assert f"stopped after {len(stopped)} of {len(stopped.cells)}" in repr(stopped)
    with pytest.raises(KeyError):
        stopped["one - other", SCALES[-1]]
    other: list[Answer] = []
    session.sweep(vectors, READER, scales=SCALES[:3], on_answer=other.append)
    changed = {"one": vectors["one"].tensor[0] * 2, "other": vectors["other"].tensor[0]}
    session.sweep(session.vectors(changed, layer=2), READER, scales=SCALES)
    assert stopped is session.unfinished
    assert 3 * len(vectors) == len(other)
    asked: list[Answer] = []
    seen: list[tuple[int, int | None]] = []

    sweep = session.sweep(
        vectors,
        READER,
        scales=SCALES,
        on_answer=asked.append,
        progress=noted(seen),
    )

    assert sweep.complete
    assert session.unfinished is None
    assert len(sweep.cells) - len(stopped) == len(asked)
    assert (len(stopped), 12) == seen[0]
    assert (12, 12) == seen[-1]


# --- figures ----------------------------------------------------------------------------------------------


def test_one_vector_is_drawn_over_each_of_its_controls(session: Session, vectors: Vectors) -> None:
    """Points stand at their scales, with answers and norms on hover; each kind of control is a line."""
    sweep = session.sweep(vectors["one"], READER, scales=[2, -1, 0.5], controls=Controls(random=2))
    figure = sweep.plot()
    line, at = drawn(figure, "one"), (-1, 0.5, 2)

    assert at == line.x
    assert [sweep[scale].confidence for scale in at] == list(line.y)
    for name, kinds in (("null control", "null"), ("highest of 2 random controls", "random")):
        control = drawn(figure, name)
        assert at == control.x
        assert INK == control.line.color
        assert [max(c.support for c in sweep[scale].controls if c.kind == kinds) for scale in at] == list(
            control.y
        )
    for scale, said in zip(at, line.customdata, strict=True):
        told = f"one, scale {scale:g}: {sweep[scale].relative_norm:.3g} of the slot's norm"
        assert told.replace("-", "−") in said
        assert sweep[scale].text.strip().replace("\n", " ⏎ ").replace("<", "&lt;").split("&")[0] in said
    ratio = sweep[2].relative_norm / 2
    assert f"scale (1 is {ratio:.2g} of the slot's own norm)" == figure.layout.xaxis.title.text
    assert "confidence: mean token probability" == figure.layout.yaxis.title.text


def test_an_option_is_drawn_by_its_probability(session: Session, vectors: Vectors) -> None:
    """Not that of the chosen one; hollow where the mass is low; one that was not given is an error."""
    sweep = session.sweep(vectors["one"], READER, scales=[1, 3], options=["cat", "hello"])
    low = Flag("option mass", "")
    cell = sweep.cells[1]
    sweep.answers[cell] = dataclasses.replace(sweep.answers[cell], flags=(low,))
    sweep.answers[sweep.cells[0]] = dataclasses.replace(sweep[1], flags=())

    line = drawn(sweep.plot(option="hello"), "one")

    assert [sweep[scale].option("hello").probability for scale in (1, 3)] == list(line.y)
    assert ("circle", "circle-open") == line.marker.symbol
    with pytest.raises(InputError, match="'fox' was not among"):
        sweep.plot(option="fox")


def test_several_vectors_are_lines_over_the_highest_control(session: Session, vectors: Vectors) -> None:
    """One line a vector, apart in colour and mark; gaps where nothing was answered; names stay text."""
    tensor = vectors.tensor
    named = session.vectors({"<b>x</b>": tensor[0], "$y$": tensor[1]}, layer=2)
    sweep = session.sweep(named, READER, scales=[1, 2])
    del sweep.answers[sweep.cells[3]]
    figure = sweep.plot()
    lines = [trace for trace in figure.data if trace.meta is not None]

    assert ["&lt;b&gt;x&lt;/b&gt;", "&#36;y&#36;"] == [line.name for line in lines]
    assert 2 == len({(line.line.color, line.marker.symbol[0]) for line in lines})
    assert (sweep["$y$", 1].confidence, None) == lines[1].y
    held = [c.support for name in named for c in sweep[name, 1].controls]
    assert max(held) == drawn(figure, "highest control").y[0]
    assert max(c.support for c in sweep["<b>x</b>", 2].controls) == drawn(figure, "highest control").y[1]
    assert "stopped after 3 of 4 cells" in figure.layout.legend.title.text
    assert "scale" == figure.layout.xaxis.title.text
    sweep.answers.clear()
    assert "stopped after 0 of 4" in sweep.plot().layout.legend.title.text
    assert "Stopped after 0" in sweep._repr_html_()


# --- in words ---------------------------------------------------------------------------------------------


def test_an_answer_about_a_vector_names_it(session: Session, vectors: Vectors) -> None:
    """Neither the repr nor the table of an answer speaks of a position; the scale stands with the name."""
    whole = session.ask(vectors["one - other"], READER)
    scaled = session.ask(vectors["one - other"], READER, scale=-0.5)
    cell = session.ask(session.run(PROMPT), 2, 4, READER)

    assert "layer 2, vector 'one - other'>" in repr(whole)
    assert "layer 2, vector 'one - other × -0.5'>" in repr(scaled)
    assert 'vector <code dir="auto">one - other × -0.5</code>, written' in scaled._repr_html_()
    for answer in (whole, scaled):
        assert "position" not in repr(answer) + answer._repr_html_()
    assert f"layer 2, position 4 {cell.name!r}>" in repr(cell)


def test_the_difference_of_two_tokens_is_made_again_by_its_code(session: Session) -> None:
    """The lines of `code` run the prompt and subtract, whatever the session is called."""
    trace = session.run(PROMPT)
    difference = Difference(trace, -1, 2, -1)
    names: dict[str, Any] = {"source": session}
    exec(difference.code(difference.names[0], "source"), names)

    assert torch.equal(trace[-1, 2] - trace[-1, -1], difference.tensor[0])
    assert (difference.layer, difference.names) == (names["vectors"].layer, names["vectors"].names)
    assert difference.contents == names["vectors"].contents
    with pytest.raises(InputError, match=r"norm 0\.0"):
        Difference(trace, 1, 2, 2)
