"""What holds whatever the model has learned: laws on constructed models, each with a known answer."""

from __future__ import annotations

import pathlib

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from latentlens import Lens, Patchscope, Session
from latentlens.engine.query import Generate, NextToken, Query, Score, Write
from latentlens.engine.run import run
from latentlens.readers.queries import query
from latentlens.readers.reader import State
from tiny import save_tiny, tiny_model, tiny_tokenizer

EMPTY_BLOCKS = 3


@pytest.fixture(scope="module")
def empty_start(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Return a session on a model whose first blocks write nothing into the residual stream.

    Up to there a state is its token's embedding, so patching must equal writing the token itself.
    """
    tokenizer = tiny_tokenizer()
    model = tiny_model("llama", vocab_size=len(tokenizer), num_hidden_layers=EMPTY_BLOCKS + 3)
    with torch.no_grad():
        for block in model.model.layers[:EMPTY_BLOCKS]:
            block.self_attn.o_proj.weight.zero_()
            block.mlp.down_proj.weight.zero_()
    return Session((model, tokenizer))


@pytest.fixture(scope="module")
def random_start(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Return a session on a random model, every block of which does something."""
    return Session(save_tiny(tmp_path_factory.mktemp("llama"), "llama"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.lists(st.integers(3, 200), min_size=1, max_size=8),
    target=st.lists(st.integers(3, 200), min_size=1, max_size=8),
    data=st.data(),
)
def test_patching_equals_writing_the_token(
    empty_start: Session, source: list[int], target: list[int], data: st.DataObject
) -> None:
    """Where the first blocks do nothing, a patched slot is the source token, generation included."""
    model = empty_start.model
    trace = empty_start.run(source)
    i = data.draw(st.integers(0, len(source) - 1))
    slot = data.draw(st.integers(0, len(target) - 1))
    layer, target_layer = (data.draw(st.integers(0, EMPTY_BLOCKS)) for _ in range(2))
    literal = (*target[:slot], source[i], *target[slot + 1 :])
    write = Write(target_layer, (slot,), trace[layer, i][None])

    for readout in (NextToken(keep_logits=True), Generate(6), Score(((4, 5, 6), (7,)))):
        patched, written = run([Query(tuple(target), (write,), readout), Query(literal, (), readout)], model)
        if isinstance(readout, NextToken):
            torch.testing.assert_close(written.value.logits, patched.value.logits, atol=1e-5, rtol=0)
        elif isinstance(readout, Generate):
            assert written.value.token_ids == patched.value.token_ids
        else:
            for a, b in zip(written.value.logprobs, patched.value.logprobs, strict=True):
                assert pytest.approx(a, abs=1e-4) == b


def test_patchscope_at_the_last_layer_is_the_logit_lens(random_start: Session) -> None:
    """With l* = L the target prompt and the slot's token do not matter: the reading is the lens's."""
    session, model = random_start, random_start.model
    trace = session.run("The capital of France")
    lens = session.lens(trace, top_k=3)
    readout = NextToken(top_k=3)

    for prompt in ("x", "The cat x", "hello -> x"):
        reader = Patchscope(prompt, layer=-1, max_new_tokens=1)
        target = reader.target(model)
        for layer in lens.layers:
            for position in lens.positions:
                asked = query(reader, target, [State(trace[layer, position], layer)], model.n_layers, readout)
                value = run([asked], model)[0].value
                assert lens.token_ids[layer, position].tolist() == list(value.top_ids)


def test_last_row_of_the_lens_is_the_model(random_start: Session) -> None:
    """At the last layer the lens gives the model's own next-token probabilities."""
    trace = random_start.run("The capital of France is")
    lens = random_start.lens(trace, layers=[-1], top_k=4)

    probs, ids = torch.softmax(trace.logits, -1).topk(4)

    assert ids.tolist() == lens.token_ids[0].tolist()
    torch.testing.assert_close(probs, torch.tensor(lens.probs[0]), atol=1e-5, rtol=0)


def test_next_token_does_not_depend_on_the_placeholder(random_start: Session) -> None:
    """What stood in the last position is gone once it is replaced, at any target layer."""
    model = random_start.model
    vector = random_start.run("France")[2, -1]
    readout = NextToken(keep_logits=True)
    for layer in range(model.n_layers + 1):
        one, other = run(
            [Query((5, 6, 7, last), (Write(layer, (3,), vector[None]),), readout) for last in (9, 100)], model
        )
        torch.testing.assert_close(one.value.logits, other.value.logits, atol=1e-5, rtol=0)


def test_generation_depends_on_the_placeholder_only_above_layer_zero(random_start: Session) -> None:
    """Written at layer 0 the slot's own token is gone for good; written higher, later tokens still see it."""
    model = random_start.model
    vector = random_start.run("France")[2, -1]

    def logprobs(layer: int, placeholder: int) -> tuple[float, ...]:
        asked = Query((5, 6, 7, placeholder), (Write(layer, (3,), vector[None]),), Score(((8, 9, 10),)))
        return run([asked], model)[0].value.logprobs[0]

    assert pytest.approx(logprobs(0, 9), abs=1e-5) == logprobs(0, 100)
    assert pytest.approx(logprobs(3, 9), abs=1e-3) != logprobs(3, 100)


def test_residual_carries_the_position_only_with_learned_positions(tmp_path: pathlib.Path) -> None:
    """A rotary model's layer 0 is the same wherever the token stands; a learned-position model's is not."""
    for architecture, same in (("llama", True), ("gpt2", False)):
        session = Session(save_tiny(tmp_path / architecture, architecture))
        trace = session.run([5, 9, 7, 9])
        assert same == torch.allclose(trace[0, 1], trace[0, 3], atol=1e-6)


def test_cell_can_be_run_again_alone(random_start: Session) -> None:
    """Every cell of a sweep equals its own plain run, and the sweep says by how much."""
    trace = random_start.run("The capital of France is")
    for reader in (Patchscope("cat x -> ", max_new_tokens=1), Lens()):
        sweep = random_start.sweep(trace, reader, controls=False)
        found = sweep.verify(n=12)
        assert found.max_logit_difference < 1e-4
        assert found.same_top_token == len(found.cells) == 12


def test_verification_sees_a_wrong_engine(random_start: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """If rows were written at the wrong place, the verification would show it."""
    import latentlens.engine.prefill as prefill

    trace = random_start.run("The capital of France is")
    sweep = random_start.sweep(trace, Patchscope("cat x -> ", max_new_tokens=1), controls=False)
    right = prefill.place_writes

    def wrong(rows: object, offsets: list[int], **more: int) -> dict[int, list]:
        return right(rows, [offset + 1 for offset in offsets], **more)  # type: ignore[arg-type]

    monkeypatch.setattr(prefill, "place_writes", wrong)

    assert sweep.verify(n=5).max_logit_difference > 1e-2
