"""What a session runs: traces from prompts, kept, found again, and indexed by token."""

from __future__ import annotations

import pathlib

import numpy as np
import pytest
import torch

from latentlens import Patchscope, Session
from latentlens.errors import (
    CacheWarning,
    PromptError,
    SelectionError,
    SessionClosed,
    StaleTrace,
    TokenizerError,
)
from tiny import save_tiny, tiny_model, tiny_tokenizer

PROMPT = "The capital of France is Paris. The capital of Peru is Lima."

READER = Patchscope("The cat x is", max_new_tokens=3)


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
        (("zebra", 1), r"trace\[layer, position\]"),
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


def test_bos_is_as_the_tokenizer_does_it(tmp_path: pathlib.Path) -> None:
    """Tokens are those of plain transformers, and a BOS can be asked for or left out."""
    bare = Session(save_tiny(tmp_path / "bare", "gpt2", adds_bos=False))
    adding = Session(save_tiny(tmp_path / "adding", "gpt2", adds_bos=True))

    assert adding.run("hello").tokens == ["<bos>", *bare.run("hello").tokens]
    assert adding.run("hello", prepend_bos=False).token_ids == bare.run("hello").token_ids
    assert adding.run("hello").token_ids == bare.run("hello", prepend_bos=True).token_ids


def test_a_session_can_be_closed() -> None:
    """Closed, it holds no activations, and says so when they are asked for."""
    with Session((tiny_model("llama"), tiny_tokenizer())) as session:
        trace = session.run(PROMPT)
    assert session.store.stats.memory_bytes == 0
    with pytest.raises(SessionClosed):
        _ = trace.resid


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
