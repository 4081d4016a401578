"""The notebooks on trained decoders run to their ends, and show what their texts say."""

from __future__ import annotations

import pathlib
import re

import nbformat
import pytest

from latentlens.cli import tour as _tour

NOTEBOOKS = pathlib.Path(__file__).parents[2] / "notebooks"
NAMES = ("read-with-a-decoder", "train-a-decoder", "steer-with-a-decoder")
SHORT = {
    "read-with-a-decoder": "cases = 6",
    "train-a-decoder": "train_rows, validation_rows = 200, 12\nsteps, control_share = 45, 0.2",
    "steer-with-a-decoder": ("learnt_from, measured, statements = 8, 4, 8\nsteps = 8\nstrengths = (0, 4)"),
}
"""Settings with which each notebook takes seconds."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Return what each notebook writes with short settings, by heading.

    They run one after the other in one kernel, each without a name of those before it.
    """
    together = nbformat.v4.new_notebook()
    for name in NAMES:
        notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
        (settings,) = (cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
        settings.source = SHORT[name]
        for cell in notebook.cells:
            cell.id = f"{name}-{cell.id}"
        begin = [nbformat.v4.new_markdown_cell(f"# {name}"), nbformat.v4.new_code_cell("%reset -f")]
        together.cells += [*begin, *notebook.cells]
    path = tmp_path_factory.mktemp("notebooks") / "short.ipynb"
    nbformat.write(together, path)
    written: list[str] = []
    _tour.run(path, written.append)
    shown = "\n".join(line for line in "\n".join(written).splitlines() if not line.startswith("  >"))
    pieces = re.split(rf"^# ({'|'.join(NAMES)})$", shown, flags=re.MULTILINE)
    parts = {
        name: re.split(r"^## (.*)$", piece, flags=re.MULTILINE)
        for name, piece in zip(pieces[1::2], pieces[2::2], strict=True)
    }
    assert set(NAMES) == set(parts)
    return {name: dict(zip(of[1::2], of[2::2], strict=True)) for name, of in parts.items()}


def _cells(table: str, question: str) -> list[str]:
    """Return what a row of a table says after its question."""
    line = next(line for line in table.splitlines() if line.strip().startswith(question))
    return re.split(r"\s{2,}", line.strip().removeprefix(question).strip())


@pytest.mark.parametrize("name", NAMES)
def test_they_ship_without_outputs_and_with_ids_written_by_hand(name: str):
    """A diff of a notebook can be read, and what it shows is what the reader's own run gives."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    ids = [cell.id for cell in notebook.cells]

    nbformat.validate(notebook)
    assert [] == [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]
    assert len(ids) == len(set(ids))
    assert [] == [each for each in ids if not re.fullmatch(r"[a-z][a-z-]*", each)]


@pytest.mark.parametrize("name", NAMES)
def test_their_texts_hold_no_measured_number(name: str):
    """A number in prose would be wrong as soon as the decoder or the machine is another."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")

    assert [] == re.findall(r"\d+(?:\.\d+)? ?%|\b0\.\d+", prose)


def test_the_hidden_persona_is_read_and_no_control_supports_it(told: dict[str, dict[str, str]]):
    """The role from the chat, by the activations and hardly by either control."""
    (answer,) = re.findall(r"<Answer .*>", told["read-with-a-decoder"]["Ask"])

    assert "<Answer 'pirate'" in answer
    assert 0.9 < float(re.findall(r"confidence (\S+)", answer)[0])
    assert all(float(support) < 0.3 for support in re.findall(r"control (\S+)", answer))


def test_the_text_alone_gives_the_role_too(told: dict[str, dict[str, str]]):
    """What a reply shows needs no system prompt to be read: the text says that the last column counts."""
    table = told["read-with-a-decoder"]["Does it read more than the text?"]

    role, mood = _cells(table, "What is the role of the model?"), _cells(table, "What is the mood")
    assert ["pirate", "pirate"] == [role[0], role[-1]]
    assert "sad" in mood


def test_the_goal_is_read(told: dict[str, dict[str, str]]):
    """Word for word, beyond what the question alone brings out."""
    found = _cells(told["read-with-a-decoder"]["A goal"], "What is the goal of the model?")

    assert "sell lamps" == found[0]
    assert "sell lamps" not in found[2:4]


def test_a_profession_that_the_text_does_not_state_is_read(told: dict[str, dict[str, str]]):
    """The vector of a name gives the job that the world says."""
    part = told["read-with-a-decoder"]["What the text does not say"]

    (job,) = re.findall(r"the world says: (\w+)", part)
    assert f"<Answer '{job}'" in part


def test_what_was_never_asked_is_answered_wrongly(told: dict[str, dict[str, str]]):
    """The decoder answers a question outside of its training as any other."""
    table = told["read-with-a-decoder"]["Where it is wrong"]

    assert "" != _cells(table, "What is the age of the model?")[0]


def test_held_out_chats_are_counted_beside_the_text_alone(told: dict[str, dict[str, str]]):
    """Both shares come with their intervals."""
    assert 2 == len(
        re.findall(r": \d of 6 right, [01]\.\d+ to [01]\.\d+", told["read-with-a-decoder"]["Count"])
    )


def test_a_trained_decoder_is_above_its_controls(told: dict[str, dict[str, str]]):
    """Even a short training reads more than the same recipe without activations."""
    table = told["train-a-decoder"]["Train"]
    loss = {
        kind: float(re.search(rf"^ *{kind} +\d+ +[\d.]+ +([\d.]+)", table, re.MULTILINE)[1])
        for kind in ("decoder", "no activations", "shuffled", "random labels")
    }

    assert "decoder" == min(loss, key=loss.get)
    assert "[a figure" in told["train-a-decoder"]["The losses"]
    assert 3 == len(re.findall(r": \d+ of 12, ", told["train-a-decoder"]["Rows that it has never seen"]))


def test_the_decoder_believes_what_the_replies_do_not_show(told: dict[str, dict[str, str]]):
    """The wish's loss falls; the system prompt shows the role; at strength 0 nothing is changed."""
    parts = told["steer-with-a-decoder"]
    before, after = map(
        float, re.search(r"loss ([\d.e-]+) before, ([\d.e-]+) after", parts["Steer"]).groups()
    )
    table = parts["After"]

    assert before > after
    assert "steered · <Answer 'pirate'" in parts["What the decoder believes"]
    shares = {
        name: found.split()
        for name, found in re.findall(
            r"^ *([^\d\n]+?) +((?:0 +)?[01]\.\d+ +[01]\.\d+ +[01]\.\d+) ", table, re.MULTILINE
        )
    }

    assert "0.00" == shares["none"][0]
    assert 0.7 < float(shares["system prompt"][0])
    for method in ("decoder, LoRA", "decoder, vectors", "difference of means"):
        assert ["0", *shares["none"]] == shares[method]
