"""The front door: running, keeping and asking, and what happens when something goes wrong."""

from __future__ import annotations

import dataclasses
import pathlib
import threading
import time

import numpy as np
import pytest
import torch

from latentlens import Add, Lens, Patchscope, Rescale, Session, presets
from latentlens.errors import (
    CacheWarning,
    Cancelled,
    InputError,
    LatentLensError,
    MappingError,
    PromptError,
    SelectionError,
    SessionClosed,
    StaleTrace,
    TargetPromptError,
    TokenizerError,
)
from latentlens.readers.target_prompts import TextPrompt
from tiny import save_tiny, tiny_model, tiny_tokenizer

PROMPT = "The capital of France is Paris. The capital of Peru is Lima."
READER = Patchscope("The cat x is", max_new_tokens=3)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a model directory."""
    return save_tiny(tmp_path_factory.mktemp("model"), "llama")


@pytest.fixture
def session(directory: pathlib.Path) -> Session:
    """Return a session of the test's own."""
    return Session(directory)


def test_a_prompt_that_ran_before_costs_no_forward_pass(session: Session) -> None:
    """The same tokens on the same weights are found again, whatever they were given as."""
    trace = session.run(PROMPT)
    before = session.model.forward_passes

    again = [session.run(PROMPT), session.run(trace.token_ids), session.run(torch.tensor([trace.token_ids]))]

    assert before == session.model.forward_passes
    assert {trace.key} == {one.key for one in again}
    assert torch.equal(trace.resid, again[0].resid)


def test_changed_weights_miss(session: Session) -> None:
    """After any change of a weight the prompt runs again, and gives other activations."""
    old = session.run(PROMPT)
    held = old.resid.clone()
    with torch.no_grad():
        session.model.hf_model.model.layers[1].mlp.down_proj.weight[3, 4] += 1.0
    before = session.model.forward_passes

    new = session.run(PROMPT)

    assert before + 1 == session.model.forward_passes
    assert old.key != new.key
    assert torch.equal(held, old.resid)
    assert not torch.equal(held, new.resid)


def test_a_restarted_session_finds_its_traces(directory: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """With a cache directory, another session on equal weights does no forward pass."""
    first = Session(directory, cache_dir=tmp_path).run(PROMPT)

    second = Session(directory, cache_dir=tmp_path)
    before = second.model.forward_passes
    trace = second.run(PROMPT)

    assert before == second.model.forward_passes
    assert torch.equal(first.resid, trace.resid)


def test_a_damaged_file_is_a_miss(directory: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """A corrupt cache file warns and is computed again; wrong activations never come back."""
    first = Session(directory, cache_dir=tmp_path).run(PROMPT)
    (file,) = tmp_path.rglob("*.safetensors")
    data = bytearray(file.read_bytes())
    data[-7] ^= 0x40
    file.write_bytes(bytes(data))

    second = Session(directory, cache_dir=tmp_path)
    with pytest.warns(CacheWarning):
        trace = second.run(PROMPT)

    torch.testing.assert_close(first.resid, trace.resid, atol=1e-6, rtol=0)


def test_without_room_activations_are_computed_again(directory: pathlib.Path) -> None:
    """A trace that no longer fits the memory budget runs again when it is asked for."""
    session = Session(directory, memory_budget=0)
    trace = session.run(PROMPT)
    expected = session.model.capture(trace.token_ids, range(session.model.n_layers + 1))

    assert torch.equal(expected, trace.resid)
    with torch.no_grad():
        next(session.model.hf_model.parameters()).add_(1.0)
    with pytest.raises(StaleTrace, match="Run the prompt again"):
        _ = trace.resid


def test_residual_stream_keeps_no_autograd(session: Session) -> None:
    """A trace's activations are plain numbers."""
    assert not session.run(PROMPT).resid.requires_grad


def test_trace_is_indexed_by_layer_and_position_or_text(session: Session) -> None:
    """A cell can be named by numbers from either end, by a token, or by a run of tokens."""
    trace = session.run("hello Leonardo DiCaprio hello")
    resid = trace.resid

    assert torch.equal(resid[2, 1], trace[2, 1])
    assert torch.equal(resid[-1, -1], trace[-1, -1])
    assert torch.equal(resid[:, 1], trace[:, 1])
    name = trace.position("Leonardo DiCaprio")
    assert "DiCaprio" in "".join(trace.token_texts[: name + 1])
    assert "hello" not in "".join(trace.token_texts[3 : name + 1])
    assert trace.tokens[0] == "<bos>"
    assert any(token.startswith("·") for token in trace.tokens)


@pytest.mark.parametrize("prepend_bos", [None, False])
def test_characters_are_found_among_the_tokens(session: Session, prepend_bos: bool | None) -> None:
    """The tokens of every word spell it, whatever the tokenizer put before the text, and no others."""
    text = "hello Leonardo DiCaprio, of  Syria"
    trace = session.run(text, prepend_bos=prepend_bos)

    for word in ("hello", "Leonardo", "Leonardo DiCaprio", "of", "Syria"):
        start = text.index(word)
        found = trace.positions(start, start + len(word))
        spelled = "".join(trace.token_texts[i] for i in found)
        assert word in spelled
        assert found == list(range(found[0], found[-1] + 1))
        assert len(spelled.strip(" ,")) == len(word)


@pytest.mark.parametrize(
    ("prompt", "start", "end", "text"),
    [
        ("hello Syria", 5, 6, "No token spells"),
        ("hello", 9, 12, "which has 5"),
        ([3, 4], 0, 1, "from token ids"),
    ],
)
def test_characters_that_no_token_spells_are_refused(
    session: Session, prompt: str | list[int], start: int, end: int, text: str
) -> None:
    """A space, a place beyond the text, or a trace without a text is an error that says so."""
    with pytest.raises(SelectionError, match=text):
        session.run(prompt).positions(start, end)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ((9, 0), "Layer 9 does not exist"),
        ((-6, 0), "Layer -6"),
        ((0, 99), "Position 99 does not exist"),
        ((0, "zebra"), "No token of the prompt is 'zebra'"),
        ((0, "capital"), "stands at positions"),
        ((True, 0), "whole number"),
        ((1.5, 0), "whole number"),
    ],
)
def test_unknown_cells_are_refused(session: Session, cell: tuple, text: str) -> None:
    """A layer, position or token that names no single cell gets an error that says which there are."""
    trace = session.run(PROMPT)
    with pytest.raises(SelectionError, match=text):
        trace[cell]
    with pytest.raises(SelectionError):
        session.ask(trace, *cell, READER)
    assert session.ask(trace, 1, 1, READER).text is not None


def test_ambiguous_token_lists_its_positions(session: Session) -> None:
    """The error about a repeated token names every position where it stands."""
    trace = session.run(PROMPT)
    places = [i for i, text in enumerate(trace.token_texts) if text.strip() == "capital"]
    assert len(places) == 2
    with pytest.raises(SelectionError, match=f"{places[0]}, {places[1]}"):
        trace.position("capital")


@pytest.mark.parametrize(
    ("prompt", "kind", "text"),
    [
        ("", PromptError, "empty"),
        ([], PromptError, "no tokens"),
        (PROMPT * 30, PromptError, "takes 64"),
        ([0] * 65, PromptError, "takes 64"),
        ([5, 10**6], PromptError, "not in the vocabulary"),
        (3.5, PromptError, "got float"),
        (np.zeros((2, 3), dtype=int), PromptError, "row by row"),
        ([{"role": "user", "content": "hi"}], TokenizerError, "chat template"),
        ([PROMPT, ""], PromptError, "empty"),
    ],
)
def test_impossible_prompts_are_refused(session: Session, prompt: object, kind: type, text: str) -> None:
    """A prompt that the model cannot take is an error that says why; nothing is cut off silently."""
    with pytest.raises(kind, match=text):
        session.run(prompt)
    assert len(session.run(PROMPT)) > 1


def test_chat_messages_use_the_template(directory: pathlib.Path) -> None:
    """A chat runs in the tokenizer's template, with the turn of the assistant opened."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = (
        "{{ bos_token }}{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}"
        "{% if add_generation_prompt %}assistant:{% endif %}"
    )
    session = Session((tiny_model("llama", vocab_size=len(tokenizer)), tokenizer))

    trace = session.run([{"role": "user", "content": "hello"}])

    assert "".join(trace.token_texts) == "<bos>user: hello\nassistant:"


def test_several_prompts_give_several_traces(session: Session) -> None:
    """A list of texts is run one by one, each as if alone."""
    together = session.run(["hello", "The cat"])
    assert [session.run("hello").key, session.run("The cat").key] == [trace.key for trace in together]


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
    stop = threading.Event()

    def on_answer(_: object) -> None:
        stop.set()

    with pytest.raises(Cancelled):
        session.sweep(trace, READER, on_answer=on_answer, cancel=stop)
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
    stop = threading.Event()
    with pytest.raises(Cancelled):
        session.sweep(trace, READER, on_progress=lambda *_: stop.set(), cancel=stop)
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
    session.sweep(trace, READER, on_progress=lambda done, _: clicking.start() if done == 0 else None)
    ended = time.monotonic()
    clicking.join(timeout=60)

    assert answered_at[0] < ended


def test_bos_is_as_the_tokenizer_does_it(tmp_path: pathlib.Path) -> None:
    """Tokens are those of plain transformers, and a BOS can be asked for or left out."""
    bare = Session(save_tiny(tmp_path / "bare", "gpt2", adds_bos=False))
    adding = Session(save_tiny(tmp_path / "adding", "gpt2", adds_bos=True))

    assert adding.run("hello").tokens == ["<bos>", *bare.run("hello").tokens]
    assert adding.run("hello", prepend_bos=False).token_ids == bare.run("hello").token_ids
    assert adding.run("hello").token_ids == bare.run("hello", prepend_bos=True).token_ids


def test_progress_reaches_the_number_of_cells(session: Session) -> None:
    """Progress is counted in cells and ends at all of them."""
    trace = session.run("The capital of France is")
    seen: list[tuple[int, int]] = []

    session.sweep(trace, READER, layers=[1, 2], on_progress=lambda *now: seen.append(now))

    assert (0, 2 * len(trace)) == seen[0]
    assert (2 * len(trace), 2 * len(trace)) == seen[-1]


def test_a_session_can_be_closed() -> None:
    """Closed, it holds no activations, and says so when they are asked for."""
    with Session((tiny_model("llama"), tiny_tokenizer())) as session:
        trace = session.run(PROMPT)
    assert session.store.stats.memory_bytes == 0
    with pytest.raises(SessionClosed):
        _ = trace.resid


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


def test_a_list_of_texts_runs_in_one_forward_pass(session: Session) -> None:
    """Texts of different length are read together, as if each ran alone; the second time nothing runs."""
    texts = ["the cat", "the cat sat on the mat", "a fox met a hare", "the cat"]
    before = session.model.forward_passes

    traces = session.run(texts)

    assert 1 == session.model.forward_passes - before
    assert texts == [trace.prompt for trace in traces]
    for text, trace in zip(texts, traces, strict=True):
        alone = session.model.capture(trace.token_ids, range(trace.n_layers + 1))
        torch.testing.assert_close(alone, trace.resid, rtol=1e-5, atol=1e-5)
        assert session.run(text).key == trace.key
    again = session.model.forward_passes
    session.run(texts)
    assert again == session.model.forward_passes
