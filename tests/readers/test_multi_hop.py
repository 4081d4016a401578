"""Two-hop self-correction: each form against transformers alone, and the form with a mask against both.

The paper describes one prompt [second hop][first hop] whose last state is written into the token before the
first hop, with a mask that hides the second hop from the first and the first from what the second hop's
tokens go on to say; and says that this is the first hop as a source and the second as a target. Here the one
prompt runs through plain transformers under an explicit mask, and the two prompts through latentlens. They
agree where every token is numbered as it is in its own prompt. With positions as they come the state agrees
in models that see only distances, and the answer's first token, which stands right after the slot, with it.
"""

from __future__ import annotations

import dataclasses
import pathlib

import pytest
import torch
from torch import Tensor

from latentlens import Patchscope, Session
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Distribution, NextToken, Query, Score, Write
from latentlens.engine.run import run
from latentlens.errors import TargetPromptError
from latentlens.readers.presets import multi_hop, multi_hop_in_place
from latentlens.readers.queries import query
from latentlens.readers.reader import Reader, State
from latentlens.readers.target_prompts import SourcePrompt
from plain import Plain, written
from tiny import save_tiny, tiny_model, tiny_tokenizer

SECOND = "The capital of"
FIRST = " the road to Rome"

ROPE = ("llama", "gpt_neox", "qwen2", "olmo2")
"""Models that see only distances, of which no block has a window."""

Opened = tuple[Session, Plain]


def opened(directory: pathlib.Path, architecture: str) -> Opened:
    """Return a session on a random model, and transformers alone on the same weights."""
    save_tiny(directory, architecture)
    return Session(directory), Plain(directory)


@pytest.fixture(scope="module", params=ROPE)
def rope(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Return a model with rotary positions."""
    return opened(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Return a model with learned positions."""
    return opened(tmp_path_factory.mktemp("gpt2"), "gpt2")


@dataclasses.dataclass(frozen=True)
class Joint:
    """The one prompt, [second hop][first hop], and what of it is hidden from what.

    Args:
        second: the tokens of the second hop, the beginning of the text among them.
        first: the tokens of the first hop.
        source_blind: the first hop does not see the second.
        answer_blind: the answer does not see the first hop.
        sees_bos: the first hop sees the beginning of the text all the same.
        first_at: the number of the first hop's first position; None to go on from the second hop.
        answer_at: the number of the answer's first position; None to go on from the first hop.
    """

    second: tuple[int, ...]
    first: tuple[int, ...]
    source_blind: bool = True
    answer_blind: bool = True
    sees_bos: bool = False
    first_at: int | None = None
    answer_at: int | None = None

    @property
    def slot(self) -> int:
        """i*: the token before the first hop."""
        return len(self.second) - 1

    @property
    def end(self) -> int:
        """i: the prompt's last token."""
        return len(self.second) + len(self.first) - 1

    def _inputs(self, answer: tuple[int, ...]) -> tuple[tuple[int, ...], dict[str, Tensor]]:
        ids = (*self.second, *self.first, *answer)
        a, n = len(self.second), len(self.second) + len(self.first)
        seen = torch.ones(len(ids), len(ids)).tril().bool()
        if self.source_blind:
            seen[a:n, int(self.sees_bos) : a] = False
        if self.answer_blind:
            seen[n:, a:n] = False
        mask = torch.zeros(1, 1, *seen.shape).masked_fill(~seen, torch.finfo(torch.float32).min)
        first_at = a if self.first_at is None else self.first_at
        answer_at = n if self.answer_at is None else self.answer_at
        numbers = [*range(a), *range(first_at, first_at + n - a), *range(answer_at, answer_at + len(answer))]
        return ids, {"attention_mask": mask, "position_ids": torch.tensor([numbers])}

    def states(self, plain: Plain) -> list[Tensor]:
        """Return the last token's state at every layer, the last before the final norm."""
        ids, inputs = self._inputs(())
        return list(plain.states(ids, **inputs)[:, self.end])

    def logits(self, plain: Plain, layer: int, vector: Tensor, answer: tuple[int, ...] = ()) -> Tensor:
        """Return what follows the slot, then what follows each token of the answer."""
        ids, inputs = self._inputs(answer)
        found = plain.logits(written(ids, layer, self.slot, vector), **inputs)
        return torch.stack([found[self.slot], *found[self.end + 1 :]])


def joint(session: Session, **hidden: object) -> Joint:
    """Return the prompt of the tests, which the tokenizer reads as its two parts."""
    tokenizer = session.model.tokenizer
    second, first = tokenizer.encode(SECOND), tokenizer.encode_continuation(FIRST)
    assert tokenizer.encode(SECOND + FIRST) == [*second, *first]
    return Joint(tuple(second), tuple(first), **hidden)


def next_logits(session: Session, reader: Reader, state: State, source_ids: tuple[int, ...] = ()) -> Tensor:
    """Return the engine's logits after a reader's target."""
    target = reader.target(session.backend, source_ids)
    asked = query(reader, target, [state], session.model.n_layers, NextToken(keep_logits=True))
    value = run([asked], session.model)[0].value
    assert isinstance(value, Distribution)
    assert value.logits is not None
    return value.logits


def scores(session: Session, reader: Reader, state: State, answer: tuple[int, ...]) -> list[float]:
    """Return the engine's log-probability of each token of an answer."""
    target = reader.target(session.backend)
    asked = query(reader, target, [state], session.model.n_layers, Score((answer,)))
    return list(run([asked], session.model)[0].value.logprobs[0])


def logprobs(logits: Tensor, answer: tuple[int, ...]) -> list[float]:
    """Return the log-probability of each token of an answer, the first logits being before its first."""
    return logits[: len(answer)].log_softmax(-1).gather(-1, torch.tensor(answer)[:, None])[:, 0].tolist()


# --- the mask and the two prompts -------------------------------------------------------------------------


def test_under_the_mask_the_state_is_that_of_the_first_hop_alone(rope: Opened) -> None:
    """A first hop that does not see the second has, at every layer, the state that it has by itself."""
    session, plain = rope
    masked = joint(session)
    alone = session.run(list(masked.first))

    for layer, state in enumerate(masked.states(plain)):
        torch.testing.assert_close(alone[layer, -1], state, atol=1e-4, rtol=0)


def test_the_masked_prompt_is_the_two_prompts_apart(rope: Opened) -> None:
    """For every l and l* the first token of the answer is the same, with positions as they come."""
    session, plain = rope
    masked = joint(session)
    alone, states = session.run(list(masked.first)), masked.states(plain)
    n = session.model.n_layers
    for layer in range(n + 1):
        for target_layer in range(n + 1):
            expected = masked.logits(plain, target_layer, states[layer])[0]
            reader = multi_hop(SECOND, layer=target_layer)
            observed = next_logits(session, reader, State(alone[layer, -1], layer, len(alone) - 1))
            torch.testing.assert_close(observed, expected, atol=2e-4, rtol=0)


@pytest.mark.parametrize("layers", [(1, 1), (3, 2), (4, 0)])
def test_the_whole_answer_agrees_where_it_follows_the_second_hop(
    rope: Opened, layers: tuple[int, int]
) -> None:
    """Numbered on from the second hop, every token of the answer is that of the two prompts apart."""
    session, plain = rope
    masked = joint(session, answer_at=len(joint(session).second))
    alone = session.run(list(masked.first))
    layer, target_layer = layers
    vector, answer = masked.states(plain)[layer], (9, 40, 77, 5)

    expected = logprobs(masked.logits(plain, target_layer, vector, answer), answer)
    reader = multi_hop(SECOND, layer=target_layer)
    observed = scores(session, reader, State(alone[layer, -1], layer), answer)

    assert expected == pytest.approx(observed, abs=1e-3)


@pytest.mark.parametrize("bos", [False, True])
def test_numbered_as_if_alone_it_holds_for_learned_positions_too(learned: Opened, bos: bool) -> None:
    """Where the first hop is numbered from the beginning, all numbers are those of the two prompts."""
    session, plain = learned
    second = joint(session).second
    masked = joint(session, sees_bos=bos, first_at=int(bos), answer_at=len(second))
    alone = session.run([*second[: int(bos)], *masked.first])
    states, answer = masked.states(plain), (9, 40, 77)
    for layer in range(session.model.n_layers + 1):
        torch.testing.assert_close(alone[layer, -1], states[layer], atol=1e-4, rtol=0)
        expected = logprobs(masked.logits(plain, 1, states[layer], answer), answer)
        observed = scores(session, multi_hop(SECOND, layer=1), State(alone[layer, -1], layer), answer)
        assert expected == pytest.approx(observed, abs=1e-3)


def test_a_beginning_that_is_seen_must_stand_at_its_distance(rope: Opened) -> None:
    """A first hop that begins with <bos> agrees when numbered from it, and not behind the second hop."""
    session, plain = rope
    second = joint(session).second
    near, far = (joint(session, sees_bos=True, first_at=at) for at in (1, None))
    alone = session.run([second[0], *near.first])

    torch.testing.assert_close(alone[3, -1], near.states(plain)[3], atol=1e-4, rtol=0)
    assert not torch.allclose(alone[3, -1], far.states(plain)[3], atol=1e-2)


# --- where it does not hold -------------------------------------------------------------------------------


def test_learned_positions_as_they_come_give_another_state(learned: Opened) -> None:
    """A model that knows where a token stands has another state for a first hop behind another."""
    session, plain = learned
    masked = joint(session)
    alone = session.run(list(masked.first))

    for layer, state in enumerate(masked.states(plain)):
        assert not torch.allclose(alone[layer, -1], state, atol=1e-2)


def test_an_answer_behind_the_first_hop_is_further_from_the_second(rope: Opened) -> None:
    """With positions as they come the first token of the answer agrees, and those after it do not."""
    session, plain = rope
    near = joint(session, answer_at=len(joint(session).second))
    vector, answer = near.states(plain)[2], (9, 40, 77)

    apart, behind = (each.logits(plain, 2, vector, answer) for each in (near, joint(session)))

    torch.testing.assert_close(apart[0], behind[0])
    assert not torch.allclose(apart[1:], behind[1:], atol=1e-2)


def test_each_half_of_the_mask_matters(rope: Opened) -> None:
    """Without the source's half the state is another; without the answer's, what follows its first token."""
    session, plain = rope
    masked, seeing = joint(session), joint(session, source_blind=False)
    states = masked.states(plain)
    assert all(
        not torch.allclose(a, b, atol=1e-2) for a, b in zip(states[1:], seeing.states(plain)[1:], strict=True)
    )
    assert torch.equal(states[0], seeing.states(plain)[0])

    answer = (9, 40, 77)
    told, untold = (
        joint(session, answer_blind=blind).logits(plain, 2, states[2], answer) for blind in (False, True)
    )
    # Nothing after the slot can be seen from it.
    torch.testing.assert_close(told[0], untold[0])
    assert not torch.allclose(told[1:], untold[1:], atol=1e-2)


def test_the_engine_knocks_out_the_same_attention(rope: Opened) -> None:
    """The source's half as a knock-out: after the prompt the model says what the first hop alone gives."""
    session, plain = rope
    both = joint(session)
    a, n = len(both.second), both.end + 1
    cut = Knockout(tuple(range(session.model.n_layers)), tuple(range(a)), tuple(range(a, n)))
    readout = NextToken(keep_logits=True)

    blind, alone = run(
        [Query((*both.second, *both.first), (), readout, (cut,)), Query(both.first, (), readout)],
        session.model,
    )

    torch.testing.assert_close(alone.value.logits, blind.value.logits, atol=1e-4, rtol=0)
    expected = plain.logits(Query(both.first, (), NextToken()))[-1]
    torch.testing.assert_close(expected, blind.value.logits, atol=1e-4, rtol=0)


# --- in place ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["llama", "gpt2", "gemma2"])
def any_model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Return a model of any kind, windows and learned positions among them."""
    return opened(tmp_path_factory.mktemp(request.param), request.param)


def test_in_place_is_its_hook_form(any_model: Opened) -> None:
    """S = T: the last state stands in the token before the first hop, for every l and l*."""
    session, plain = any_model
    trace = session.run(SECOND + FIRST)
    slot = trace.positions(0, len(SECOND))[-1]
    ids, n = tuple(trace.token_ids), session.model.n_layers
    assert slot == joint(session).slot
    for layer in range(n + 1):
        for target_layer in range(n + 1):
            written = Write(target_layer, (slot,), trace[layer, -1][None])
            expected = plain.logits(Query(ids, (written,), NextToken()))[-1]
            reader = multi_hop_in_place(slot, layer=target_layer)
            state = State(trace[layer, -1], layer, len(ids) - 1)
            torch.testing.assert_close(next_logits(session, reader, state, ids), expected, atol=1e-4, rtol=0)


def test_in_place_goes_on_as_its_hook_form(any_model: Opened) -> None:
    """The answer is what follows the whole prompt, token by token; its null control is the prompt itself."""
    session, plain = any_model
    trace = session.run(SECOND + FIRST)
    slot = trace.positions(0, len(SECOND))[-1]
    ids = tuple(trace.token_ids)
    reader = Patchscope(SourcePrompt(slot), 2, max_new_tokens=4)
    assert dataclasses.replace(multi_hop_in_place(slot, layer=2), max_new_tokens=4, stop=()) == reader

    answer = session.ask(trace, 3, -1, reader)

    said = plain.greedy(Query(ids, (Write(2, (slot,), trace[3, -1][None]),), NextToken()), 4)
    assert said[: len(answer.token_ids)] == list(answer.token_ids)
    null = plain.logits(Query(ids, (), NextToken()))[-1].log_softmax(-1)
    assert null[answer.token_ids[0]].item() == pytest.approx(_null(session, trace, reader, said[0]), abs=1e-3)


def _null(session: Session, trace, reader: Patchscope, token: int) -> float:
    target = reader.target(session.backend, trace.token_ids)
    asked = query(reader, target, None, session.model.n_layers, Score(((token,),)))
    return run([asked], session.model)[0].value.logprobs[0][0]


def test_in_place_is_not_the_masked_form(rope: Opened) -> None:
    """Nothing is hidden in place: the state has seen the second hop, and the answer sees both."""
    session, plain = rope
    masked = joint(session)
    ids = (*masked.second, *masked.first)
    trace = session.run(list(ids))
    state = State(trace[2, -1], 2, len(ids) - 1)

    observed = next_logits(session, multi_hop_in_place(masked.slot, layer=2), state, ids)

    apart = masked.logits(plain, 2, masked.states(plain)[2])[0]
    assert not torch.allclose(observed, apart, atol=1e-2)


def test_a_slot_outside_the_prompt_is_refused(learned: Opened) -> None:
    """The slot is a position of the source prompt."""
    session, _ = learned
    with pytest.raises(TargetPromptError, match="Slot 99"):
        session.ask(session.run(SECOND + FIRST), 1, -1, multi_hop_in_place(99))


# --- a model with a known answer --------------------------------------------------------------------------


def test_both_forms_equal_writing_the_token() -> None:
    """Where the first blocks do nothing, the slot holds the first hop's last token itself."""
    tokenizer, empty = tiny_tokenizer(), 2
    hf = tiny_model("llama", vocab_size=len(tokenizer), num_hidden_layers=4)
    with torch.no_grad():
        for block in hf.model.layers[:empty]:
            block.self_attn.o_proj.weight.zero_()
            block.mlp.down_proj.weight.zero_()
    session = Session((hf, tokenizer))
    both = joint(session)
    trace = session.run([*both.second, *both.first])
    readout = NextToken(keep_logits=True)
    for layer in range(empty + 1):
        for target_layer in range(empty + 1):
            state = State(trace[layer, -1], layer, len(trace) - 1)
            for reader, ids in (
                (multi_hop(SECOND, layer=target_layer), both.second),
                (multi_hop_in_place(both.slot, layer=target_layer), tuple(trace.token_ids)),
            ):
                literal = (*ids[: both.slot], both.first[-1], *ids[both.slot + 1 :])
                written = run([Query(literal, (), readout)], session.model)[0].value
                observed = next_logits(session, reader, state, tuple(trace.token_ids))
                torch.testing.assert_close(observed, written.logits, atol=1e-5, rtol=0)
