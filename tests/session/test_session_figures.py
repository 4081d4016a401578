"""One call writes the figures of a whole session to a folder."""

from __future__ import annotations

import json
import pathlib

import pytest

from browser_end import Browser
from fake_backend import PROMPT, fake_session
from latentlens import InputError, Session, SessionClosed


def _asked(session: Session, prompt: str) -> Browser:
    """Return an Explorer in which a question about two layers of a prompt was asked."""
    front = Browser(session.explore(session.run(prompt)))
    front.query("g", "layers", position=2, layers=[1, 2])
    assert "result" == front.end("g")["kind"]
    return front


def _names(paths: list[pathlib.Path], folder: pathlib.Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_every_open_explorer_has_a_folder_of_its_own(tmp_path: pathlib.Path) -> None:
    """Lens and sweeps of each, oldest first, as the Explorer itself writes them; a closed one has none."""
    session = fake_session(n_layers=2)
    session.explore(session.run("<bos> Lima")).close()
    first, second = _asked(session, PROMPT), _asked(session, "<bos> Tokyo is a city")

    paths = session.save_figures(tmp_path / "all", suffix=".json")

    expected = [
        "explorer-1/lens.json",
        "explorer-1/sweep-1.json",
        "explorer-2/lens.json",
        "explorer-2/sweep-1.json",
    ]
    assert expected == _names(paths, tmp_path / "all")
    own = [
        path
        for number, front in enumerate([first, second], 1)
        for path in front.explorer.save_figures(tmp_path / f"own-{number}", suffix=".json")
    ]
    assert [json.loads(path.read_text("utf-8")) for path in own] == [
        json.loads(path.read_text("utf-8")) for path in paths
    ]
    assert paths[0].read_bytes() != paths[2].read_bytes()


def test_an_unfinished_sweep_of_a_cell_is_drawn_beside_them(tmp_path: pathlib.Path) -> None:
    """What a notebook cell's stopped sweep has is a figure too; one that an Explorer has is drawn once."""
    session = fake_session(n_layers=2)
    trace = session.run(PROMPT)
    session.unfinished = session.sweep(trace, "The capital of x is", layers=[1, 2], positions=[4])

    assert ["unfinished.json"] == _names(session.save_figures(tmp_path, suffix=".json"), tmp_path)

    front = _asked(session, PROMPT)
    session.unfinished = front.explorer.sweeps[0]
    expected = ["explorer-1/lens.json", "explorer-1/sweep-1.json"]
    assert expected == _names(session.save_figures(tmp_path, suffix=".json"), tmp_path)


def test_a_session_without_figures_says_how_to_make_one(tmp_path: pathlib.Path) -> None:
    """Nothing is written, not even a folder; nor is it by a closed session."""
    session = fake_session(n_layers=2)
    session.run(PROMPT)

    with pytest.raises(InputError, match=r"nothing to draw.*session\.explore\(trace\)"):
        session.save_figures(tmp_path / "none")
    session.close()
    with pytest.raises(SessionClosed):
        session.save_figures(tmp_path / "none")

    assert [] == list(tmp_path.iterdir())
