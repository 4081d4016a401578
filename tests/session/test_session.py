"""What a session is asked: answers and sweeps, by several threads, and what is refused."""

from __future__ import annotations

import dataclasses
import pathlib
import threading
import time

import numpy as np
import pytest
import torch

from latentlens import Add, Lens, Patchscope, Rescale, Session, presets
from latentlens.display.progress import Progress
from latentlens.errors import (
    Cancelled,
    InputError,
    LatentLensError,
    MappingError,
    PromptError,
    SelectionError,
    StaleTrace,
    TargetPromptError,
    TokenizerError,
)
from latentlens.readers.target_prompts import TextPrompt
from noted_progress import noted
from tiny import save_tiny

PROMPT = "The capital of France is Paris. The capital of Peru is Lima."

READER = Patchscope("The cat x is", max_new_tokens=3)


@pytest.mark.parametrize(
    ("reader", "kind", "text"),
    [
        ("The capital of France is", InputError, "Write x there"),
        (Patchscope("The cat sat"), TargetPromptError, "is not in the target prompt"),
        (Patchscope(TextPrompt("A DiCaprio is", "DiCaprio")), TargetPromptError, "is not one token"),
        (Patchscope("x and x"), TargetPromptError, "stands 2 times"),
        (Patchscope("cat x", layer=9), SelectionError, "Target layer 9"),
        (Patchscope(TextPrompt("cat x", 77)), TargetPromptError, "outside the target prompt"),
        (Patchscope("cat x", max_new_tokens=200), PromptError, "positions"),
        (3, InputError, "not a reader"),
    ],
)
def test_impossible_readers_are_refused(session: Session, reader: object, kind: type, text: str) -> None:
    """A reader that does not fit the model is an error that names the fix, and the session goes on."""
    trace = session.run(PROMPT)
    before = session.model.forward([trace.token_ids])
    for ask in (lambda: session.ask(trace, 1, 1, reader), lambda: session.sweep(trace, reader)):
        with pytest.raises(kind, match=text):
            ask()
    assert torch.equal(before, session.model.forward([trace.token_ids]))


@dataclasses.dataclass(frozen=True)
class Halving:
    """A mapping to half the width, which says so or not."""

    honest: bool

    def __call__(self, vectors: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
        """Return the first half of every vector."""
        return vectors[..., : vectors.shape[-1] // 2]

    def d_target(self, d_source: int) -> int:
        """Return the width that it has, or claims to have."""
        return d_source // 2 if self.honest else d_source


@pytest.mark.parametrize(
    ("honest", "text"), [(True, "width 16 from width 32"), (False, "promised otherwise")]
)
def test_a_mapping_of_the_wrong_width_is_refused(session: Session, honest: bool, text: str) -> None:
    """A mapping that does not fit the model is an error, and leaves the model as it was."""
    trace = session.run(PROMPT)
    before = session.model.forward([trace.token_ids])

    with pytest.raises(MappingError, match=text):
        session.ask(trace, 1, 1, Patchscope("The cat x is", mapping=Halving(honest)))

    assert torch.equal(before, session.model.forward([trace.token_ids]))


def test_foreign_traces_are_refused(session: Session, directory: pathlib.Path) -> None:
    """The lens is of a trace's own model; a reader may write its states elsewhere, by click too."""
    trace, twin = session.run(PROMPT), Session(directory)
    with pytest.raises(InputError, match="another session"):
        twin.lens(trace)
    assert trace is twin.explore(trace).trace
    assert session.ask(trace, 1, 1, READER).text == twin.ask(trace, 1, 1, READER).text


def test_every_error_is_a_latentlens_error() -> None:
    """One name catches everything that is raised on purpose."""
    assert all(
        issubclass(error, LatentLensError) for error in (InputError, StaleTrace, Cancelled, TokenizerError)
    )


def test_a_sweep_equals_its_cells(session: Session) -> None:
    """Each answer of a sweep is the answer of the cell asked alone, controls included."""
    trace = session.run("The capital of France is")
    for reader, options in ((READER, None), (READER, ["cat", "hello", "The fox"]), (Lens(), None)):
        sweep = session.sweep(trace, reader, layers=[0, 2, 4], options=options)
        assert sweep.complete
        for (layer, position), swept in sweep.answers.items():
            alone = session.ask(trace, layer, position, reader, options=options)
            assert alone.text == swept.text
            assert pytest.approx(alone.confidence, abs=1e-4) == swept.confidence
            for one, other in zip(alone.controls, swept.controls, strict=True):
                assert one.text == other.text
                assert pytest.approx(one.confidence, abs=1e-4) == other.confidence
                assert pytest.approx(one.support, abs=1e-4) == other.support


def test_sweep_as_a_table(session: Session) -> None:
    """One row a cell, in the grid's order, with the controls and every option's probability."""
    trace = session.run("The capital of France is")
    frame = session.sweep(trace, READER, layers=[1, 0], options=["cat", "hello"]).to_pandas()

    assert list(frame["layer"]) == [1] * len(trace) + [0] * len(trace)
    assert list(frame["position"]) == [*range(len(trace))] * 2
    assert {"null_confidence", "random_confidence", "excess", "p(cat)", "option_mass"} <= set(frame.columns)
    np.testing.assert_allclose(frame["p(cat)"] + frame["p(hello)"], 1.0)


def test_the_code_of_an_answer_gives_it_again(session: Session, directory: pathlib.Path) -> None:
    """Copied as code, an answer is reproduced: same text, same confidence."""
    trace = session.run("The capital of France is")
    readers = (
        READER,
        Patchscope("cat x", layer=2, mapping=Rescale("slot"), injection=Add(0.5), stop=("\n",)),
        Lens(),
        "The capital of x is",
    )
    for reader in readers:
        for options in (None, ["is", "of"]):
            answer = session.ask(trace, 2, "capital", reader, options=options, seed=3)
            names: dict[str, object] = {}
            exec(answer.code, names)
            again = names["answer"]
            assert answer.text == again.text
            assert pytest.approx(answer.confidence, abs=1e-6) == again.confidence
            assert answer.controls[1].text == again.controls[1].text


def test_a_cancelled_sweep_is_kept_and_goes_on(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was answered before a stop is not lost and not asked again."""
    monkeypatch.setattr("latentlens.ask.blocks._FIRST_BLOCK_FLOPS", 0)
    monkeypatch.setattr("latentlens.ask.blocks._BLOCK_SECONDS", 0)
    trace = session.run("The capital of France is")
    stop = Progress(bar=False)

    def on_answer(_: object) -> None:
        stop.cancel()

    with pytest.raises(Cancelled):
        session.sweep(trace, READER, on_answer=on_answer, progress=stop)
    unfinished = session.unfinished
    assert unfinished is not None
    assert not unfinished.complete
    done = len(unfinished)
    assert done > 0
    asked: list[object] = []

    sweep = session.sweep(trace, READER, on_answer=asked.append)

    assert sweep.complete
    assert len(sweep.cells) - done == len(asked)
    assert session.unfinished is None


def test_an_interrupt_keeps_what_was_answered(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted from the keyboard, a sweep says where its answers are."""
    monkeypatch.setattr("latentlens.ask.blocks._FIRST_BLOCK_FLOPS", 0)
    trace = session.run("The capital of France is")
    before = session.model.forward([trace.token_ids])

    def on_answer(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match=r"stopped after 1 of .*session\.unfinished"):
        session.sweep(trace, READER, on_answer=on_answer)

    assert session.unfinished is not None
    assert len(session.unfinished) == 1
    assert torch.equal(before, session.model.forward([trace.token_ids]))


def test_another_question_does_not_take_over_answers(session: Session) -> None:
    """Only the same question on the same trace goes on where a sweep stopped."""
    trace = session.run("The capital of France is")
    stop = Progress(bar=False, on_update=Progress.cancel)
    with pytest.raises(Cancelled):
        session.sweep(trace, READER, progress=stop)
    kept = session.unfinished
    asked: list[object] = []

    session.sweep(trace, READER, seed=1, layers=[0], on_answer=asked.append)

    assert len(trace) == len(asked)
    assert kept is session.unfinished


def test_two_threads_answer_as_one(session: Session) -> None:
    """A widget's questions during a notebook cell's sweep change neither's answers."""
    trace = session.run("The capital of France is")
    expected = session.sweep(trace, READER).to_pandas()
    alone = session.ask(trace, 2, 3, "The capital of x is")
    asked = []
    ending = threading.Event()

    def click() -> None:
        while not ending.is_set():
            asked.append(session.ask(trace, 2, 3, "The capital of x is"))

    clicking = threading.Thread(target=click)
    clicking.start()
    try:
        for _ in range(3):
            swept = session.sweep(trace, READER).to_pandas()
            np.testing.assert_allclose(expected["confidence"], swept["confidence"], atol=1e-5)
            assert list(expected["answer"]) == list(swept["answer"])
    finally:
        ending.set()
        clicking.join(timeout=60)

    assert asked
    assert {alone.text} == {answer.text for answer in asked}


def test_a_click_does_not_wait_for_a_whole_sweep(session: Session) -> None:
    """The model is held for one forward pass at a time, so a question comes through during a sweep."""
    trace = session.run(PROMPT)
    answered_at: list[float] = []

    def click() -> None:
        session.ask(trace, 1, 1, READER, controls=False)
        answered_at.append(time.monotonic())

    clicking = threading.Thread(target=click)
    begun = Progress(bar=False, on_update=lambda work: None if work.done else clicking.start())
    session.sweep(trace, READER, progress=begun)
    ended = time.monotonic()
    clicking.join(timeout=60)

    assert answered_at[0] < ended


def test_progress_reaches_the_number_of_cells(session: Session) -> None:
    """Progress is counted in cells and ends at all of them."""
    trace = session.run("The capital of France is")
    seen: list[tuple[int, int | None]] = []

    session.sweep(
        trace,
        READER,
        layers=[1, 2],
        progress=noted(seen),
    )

    assert (0, 2 * len(trace)) == seen[0]
    assert (2 * len(trace), 2 * len(trace)) == seen[-1]


def test_a_session_has_its_own_prompts_for_presets(session: Session) -> None:
    """A preset asked by name uses the session's prompt for it, if there is one; a reader is left as it is."""
    trace = session.run("The capital of France is")
    session.prompts["next_token"] = "hello ?"

    assert session.ask(trace, 1, 1, "next_token", controls=False).reader.text == "hello ?"
    assert session.ask(trace, 1, 1, presets.next_token(), controls=False).reader == presets.next_token()


def test_a_space_of_its_own_does_not_make_a_word_two(tmp_path: pathlib.Path) -> None:
    """A word that is spelled by several tokens after a space's own stands at one position: its last."""
    save_tiny(tmp_path, "llama")
    trace = Session(tmp_path).run("the cat sat on the mat")

    assert ["·", "s", "a", "t"] == trace.tokens[5:9]
    assert 8 == trace.position("sat")
