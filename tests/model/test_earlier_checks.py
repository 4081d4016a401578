"""Laws of checks that are not made twice: only in the same state of the world, and never from a bad file."""

from __future__ import annotations

import importlib.metadata
import pathlib
from collections.abc import Callable

import pytest
import torch

from latentlens.model import earlier_checks
from latentlens.model.checks import check_served
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from tiny import tiny_model, tiny_tokenizer


class Opened:
    """A saved model that counts as large, and how often its checks were made."""

    def __init__(self, place: pathlib.Path, data: pathlib.Path) -> None:
        self.place, self.data, self.checks = place, data, 0

    def check(self, model: LanguageModel) -> None:
        """Make the checks, count them, and note something that the checks alone can find."""
        self.checks += 1
        check_served(model)
        model.reads_tokens_again = True

    @property
    def kept(self) -> list[pathlib.Path]:
        """What was kept of the checks."""
        return sorted((self.data / "checked").glob("*.json"))


@pytest.fixture
def opened(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return a saved model that was opened once."""
    found = Opened(tmp_path / "model", tmp_path / "data")
    tiny_model("llama").save_pretrained(found.place)
    tiny_tokenizer().save_pretrained(found.place)
    monkeypatch.setenv("LATENTLENS_DATA_DIR", str(found.data))
    monkeypatch.setattr(earlier_checks, "LARGE", 1)
    monkeypatch.setattr(earlier_checks, "check_served", found.check)
    open_model(found.place)
    assert (1, 1) == (found.checks, len(found.kept))
    return found


def test_the_same_model_is_not_checked_again(opened: Opened) -> None:
    """What the checks found holds for the next opening, as they found it."""
    model = open_model(opened.place)

    assert (1, True, True, True) == (opened.checks, model.reads_tokens_again, model.rows_join, model.rows_pad)


def test_a_small_model_is_always_checked(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where checks take no time, nothing is kept of them."""
    monkeypatch.setattr(earlier_checks, "LARGE", 50_000_000)
    opened.kept[0].unlink()
    open_model(opened.place)

    assert (2, []) == (opened.checks, opened.kept)


def test_a_model_in_memory_is_checked_here(opened: Opened) -> None:
    """A model that is handed in may hold anything, and is not asked what it was before."""
    open_model((tiny_model("llama"), tiny_tokenizer()))
    assert 1 == len(opened.kept)


def other_weights(opened: Opened, _: pytest.MonkeyPatch) -> dict[str, str]:
    """Change one number of one matrix."""
    model = tiny_model("llama")
    with torch.no_grad():
        model.model.layers[0].mlp.up_proj.weight[0, 0] += 1
    model.save_pretrained(opened.place)
    return {}


def other_dtype(*_: object) -> dict[str, str]:
    """Open in another dtype."""
    return {"dtype": "bfloat16"}


def other_version(_: Opened, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Have another torch."""
    version = importlib.metadata.version
    patch.setattr(importlib.metadata, "version", lambda name: "0" if name == "torch" else version(name))
    return {}


def other_code(_: Opened, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Have other checks."""
    patch.setattr(earlier_checks, "_code", lambda: "")
    return {}


def other_precision(_: Opened, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Have matrix products rounded otherwise."""
    patch.setattr(torch, "get_float32_matmul_precision", lambda: "medium")
    return {}


@pytest.mark.parametrize("change", [other_weights, other_dtype, other_version, other_code, other_precision])
def test_another_state_of_the_world_is_checked_anew(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, change: Callable[..., dict[str, str]]
) -> None:
    """Whatever what is found may depend on is part of the key; both states are then known."""
    changed = change(opened, monkeypatch)
    for _ in range(2):
        open_model(opened.place, **changed)

    assert (2, 2) == (opened.checks, len(opened.kept))


@pytest.mark.parametrize("damage", [b"", b"{", b'{"rows_join": true}', None])
def test_a_damaged_file_is_ignored(opened: Opened, damage: bytes | None) -> None:
    """A file that is cut, empty, foreign or of another state says nothing; it is written anew."""
    (path,) = opened.kept
    whole = path.read_text()
    path.write_bytes(damage if damage is not None else whole.replace("true", "false").encode())
    model = open_model(opened.place)

    assert (2, whole, True) == (opened.checks, path.read_text(), model.rows_join)


def test_what_belongs_to_another_state_is_ignored(opened: Opened) -> None:
    """A file under the wrong name is not taken for what its name says."""
    (path,) = opened.kept
    open_model(opened.place, dtype="bfloat16")
    (other,) = (file for file in opened.kept if file != path)
    other.replace(path)
    open_model(opened.place)

    assert 3 == opened.checks


def test_a_directory_that_cannot_be_written_keeps_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Models open where the data directory belongs to somebody else; they are checked each time."""
    blocked = opened.data / "a file"
    blocked.write_text("")
    monkeypatch.setenv("LATENTLENS_DATA_DIR", str(blocked))
    for _ in range(2):
        open_model(opened.place)

    assert 3 == opened.checks


def test_a_model_that_fails_is_not_kept(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is looked at anew each time."""

    def refuse(_: LanguageModel) -> None:
        raise RuntimeError

    opened.kept[0].unlink()
    monkeypatch.setattr(earlier_checks, "check_served", refuse)
    with pytest.raises(RuntimeError):
        open_model(opened.place)
    assert [] == opened.kept
