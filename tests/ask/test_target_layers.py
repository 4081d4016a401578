"""One position read at every layer and written at every layer: laws of sweeps with target layers."""

from __future__ import annotations

from pathlib import Path

import pytest

from latentlens import Lens, Patchscope, Session, Sweep
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError, SelectionError
from noted_progress import noted
from tiny import save_tiny

READER = Patchscope("cat dog x is", max_new_tokens=2)
PROMPT = "the cat sat on the mat"


@pytest.fixture(params=["llama", "gpt2"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Session:
    """A tiny model of four blocks."""
    save_tiny(tmp_path, request.param)
    return Session(tmp_path)


def test_every_cell_is_what_a_question_into_that_layer_answers(session: Session) -> None:
    """A grid's answers are those of single questions, whatever target layer the reader itself has."""
    trace = session.run(PROMPT)
    grid = session.sweep(
        trace,
        Patchscope("cat dog x is", layer=1, max_new_tokens=2),
        positions="sat",
        target_layers=slice(None),
        seed=3,
    )

    assert {(source, target) for source in range(5) for target in range(5)} == set(
        grid.along("layer", "target_layer")
    )
    for source, _, target in grid.cells:
        reader = Patchscope("cat dog x is", layer=target, max_new_tokens=2)
        alone = session.ask(trace, source, "sat", reader, seed=3)
        cell = grid[source, target]
        assert alone.text == cell.text
        assert pytest.approx(alone.confidence, abs=1e-5) == cell.confidence
        assert pytest.approx(alone.excess, abs=1e-5) == cell.excess
        assert alone.code == cell.code


def test_it_agrees_with_plain_runs_of_one_cell(session: Session) -> None:
    """The engine's grid is what plain hooks and no cache give."""
    grid = session.sweep(session.run(PROMPT), READER, positions=2, target_layers=slice(None))

    found = grid.verify(9)
    assert 9 == len(found.cells) == found.same_top_token
    assert found.max_logit_difference < 1e-4


def test_layers_may_be_chosen(session: Session) -> None:
    """Each once, negative ones from the last; progress counts all pairs."""
    seen: list[tuple[int, int | None]] = []
    grid = session.sweep(
        session.run(PROMPT), READER, positions=-1, layers=[-1, 0, 4], target_layers=[1, -4],
        progress=noted(seen),
    )  # fmt: skip

    assert ([4, 0], [1]) == (grid.layers, grid.target_layers)
    assert (2, 2) == seen[-1]
    assert grid[-1, 1] is grid.answers[4, len(grid.trace) - 1, 1]
    assert {"layer", "target_layer", "position", "answer", "excess"} <= set(grid.to_pandas().columns)
    assert "target layer" in grid._repr_html_()
    assert "2 layers × 1 position × 1 target layer" in repr(grid)


def test_a_stopped_grid_goes_on(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the session's unfinished one; the same question and position ask only what is missing."""
    monkeypatch.setattr("latentlens.ask.blocks._FIRST_BLOCK_FLOPS", 0)
    monkeypatch.setattr("latentlens.ask.blocks._BLOCK_SECONDS", 0)
    trace, stop, before = session.run(PROMPT), Progress(bar=False), []

    def on_answer(answer: object) -> None:
        before.append(answer)
        if len(before) == 4:
            stop.cancel()

    with pytest.raises(Cancelled):
        session.sweep(
            trace, READER, positions=2, target_layers=slice(None), on_answer=on_answer, progress=stop
        )
    stopped = session.unfinished
    assert isinstance(stopped, Sweep)
    assert 4 <= len(stopped) < 25
    assert not stopped.complete

    session.sweep(trace, READER, positions=1, target_layers=slice(None))
    assert stopped is session.unfinished, "another position"
    session.sweep(trace, READER, layers=[0])
    assert stopped is session.unfinished, "no grid"
    asked: list[object] = []
    grid = session.sweep(trace, READER, positions=2, target_layers=slice(None), on_answer=asked.append)
    assert grid.complete
    assert 25 - len(stopped) == len(asked)
    assert session.unfinished is None


def test_what_has_no_target_layers_is_refused(session: Session) -> None:
    """A lens has no target layer to choose; layers and positions must exist."""
    trace = session.run(PROMPT)
    with pytest.raises(InputError, match="no target layer to choose"):
        session.sweep(trace, Lens(), positions=2, target_layers=slice(None))
    for wrong in ({"layers": [5]}, {"target_layers": [5]}, {"target_layers": []}, {"layers": []}):
        with pytest.raises(SelectionError):
            session.sweep(trace, READER, positions=2, **({"target_layers": 1} | wrong))
    with pytest.raises(SelectionError):
        session.sweep(trace, READER, positions=99, target_layers=1)


def test_two_models_have_a_grid_of_their_own_layers(tmp_path: Path) -> None:
    """Across models the rows are the source's layers, and the columns those of the model that answers."""
    for name, layers in (("small", 2), ("large", 3)):
        (tmp_path / name).mkdir()
        save_tiny(tmp_path / name, "llama", num_hidden_layers=layers)
    source, target = Session(tmp_path / "small"), Session(tmp_path / "large")
    trace = source.run(PROMPT)

    grid = target.sweep(trace, READER, positions=2, target_layers=slice(None))
    assert ([0, 1, 2], [0, 1, 2, 3]) == (grid.layers, grid.target_layers)
    alone = target.ask(trace, 1, 2, Patchscope("cat dog x is", layer=3, max_new_tokens=2))
    assert pytest.approx(alone.confidence, abs=1e-5) == grid[1, 3].confidence
