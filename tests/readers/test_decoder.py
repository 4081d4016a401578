"""A decoder made by hand is one more reader: an adapter, a chat with slots for activations, an injection."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Sequence
from typing import Annotated, Any

import pytest
import torch
from peft import LoraConfig, get_peft_model

from browser_end import Browser
from fake_backend import fake_session
from latentlens import AddNormMatched, ChatPrompt, Controls, Explorer, Patchscope, Reader, Session
from latentlens.engine.query import Generate, NextToken, Query, Write
from latentlens.errors import InputError, SelectionError, UnsupportedModel
from latentlens.readers.reader import Edits, State, Target
from latentlens.readers.settings import MaxNewTokens, Setting, checked_dataclass, text_not_empty
from plain import Plain, blocks_of
from tiny import tiny_model, tiny_tokenizer

CHAT = (
    "{{ bos_token }}{% for m in messages %}[{{ m['role'] }}] {{ m['content'] | trim }}\n{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)
TEXT = "the cat sat on the mat"
LAYER = 1
"""At which the decoder's slots are written."""


@checked_dataclass
class HandMade(Reader):
    """A model with an adapter answers a question about activations that stand in its prompt, one a slot."""

    question: Annotated[str, Setting("What is asked.", text_not_empty("question", "What is it?"))]
    adapter: Annotated[str | None, Setting("The trained adapter.", text_not_empty("adapter", "decoder"))] = (
        "decoder"
    )
    max_new_tokens: MaxNewTokens = 5

    def takes(self, n_sites: int) -> bool:
        """Return True: any number."""
        return n_sites >= 1

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the layer that it was trained for."""
        return LAYER

    def target(self, model: Any, source_ids: Sequence[int] = (), sites: Any = ()) -> Target:
        """Return the chat, with a slot for each activation."""
        return ChatPrompt(f"States:{'{slot}' * max(1, len(sites))} {self.question}", " a").target(model)

    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return the activations, each added to its slot at the norm of what stands there."""
        assert target.slots is not None
        vectors = torch.stack([state.vector for state in states])
        return Edits((Write(LAYER, target.slots, vectors, injection=AddNormMatched()),))

    def readout(self, seed: int) -> Generate:
        """Return how many tokens are said."""
        return Generate(self.max_new_tokens)


def peft_model() -> Any:
    """Return a PEFT model with a decoder that is on, and another adapter."""
    config = LoraConfig(r=4, target_modules=["q_proj", "down_proj"], init_lora_weights=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        torch.manual_seed(3)
        model = tiny_model("llama", max_position_embeddings=256)
        peft = get_peft_model(model, config, adapter_name="decoder")
        torch.manual_seed(4)
        peft.add_adapter("other", config)
    return peft.eval()


@pytest.fixture(scope="module")
def opened() -> tuple[Any, Session]:
    """Return a PEFT model and a session on it."""
    peft, tokenizer = peft_model(), tiny_tokenizer()
    tokenizer.chat_template = CHAT
    return peft, Session((peft, tokenizer))


def plain(peft: Any) -> Plain:
    """Return the plain reference with the decoder on: PEFT's own model, by hand."""
    alone = copy.deepcopy(peft)
    alone.set_adapter("decoder")
    found = Plain.__new__(Plain)
    found.hf = alone.get_base_model()
    found.blocks = blocks_of(found.hf)
    return found


def states_without_adapters(peft: Any, token_ids: Sequence[int], layer: int) -> torch.Tensor:
    """Return the residual stream of a layer as transformers gives it with PEFT's adapters off."""
    alone = copy.deepcopy(peft)
    with alone.disable_adapter(), torch.no_grad():
        return alone(torch.tensor([list(token_ids)]), output_hidden_states=True).hidden_states[layer][0]


@pytest.mark.parametrize("n", [1, 3])
def test_it_answers_as_plain_peft_does(opened: tuple[Any, Session], n: int) -> None:
    """The adapter is off while the activations are read and on while the answer is given."""
    peft, session = opened
    trace = session.run(TEXT, adapter="__base__")
    expected = states_without_adapters(peft, trace.token_ids, 2)
    torch.testing.assert_close(trace.resid[2], expected, atol=1e-4, rtol=1e-4)
    assert float((session.run(TEXT).resid[2] - expected).abs().max()) > 0.1, "the adapter changes states"
    at = list(range(2, 2 + n))

    answer = session.ask(trace.select(2, at), HandMade("Is it a fox?"))

    target = HandMade("Is it a fox?").target(session.backend, (), [(2, p) for p in at])
    assert list(target.token_ids) == answer.provenance["target_ids"]
    assert n == len(target.slots or ())
    asked = Query(
        target.token_ids,
        (Write(LAYER, target.slots or (), expected[at], injection=AddNormMatched()),),
        NextToken(),
    )
    reference = plain(peft)
    said = reference.greedy(asked, 5)
    assert said == list(answer.token_ids)
    logits = reference.logits(asked, said)[-6:-1].log_softmax(-1)
    own = [float(logits[i, token]) for i, token in enumerate(said)]
    assert pytest.approx(own, abs=1e-3) == list(answer.token_logprobs)
    null = answer.control("null")
    assert null is not None
    nothing = reference.greedy(Query(target.token_ids, (), NextToken()), 5)
    assert session.backend.tokenizer.decode(nothing) == null.text


def test_the_answer_says_which_adapter_it_was(opened: tuple[Any, Session]) -> None:
    """It stands in the provenance; the copied code runs it, and reads as it was read."""
    peft, session = opened
    trace = session.run(TEXT, adapter="__base__")
    answer = session.ask(trace, 2, 3, Patchscope("The capital of x is", 1, adapter="decoder"))
    names: dict[str, Any] = {"model": peft, "tokenizer": session.backend.tokenizer.hf}

    exec(answer.code, names)

    assert "decoder" == answer.provenance["adapter"]
    assert "adapter='decoder'" in answer.code
    assert "adapter='__base__'" in answer.code
    assert (answer.text, answer.token_logprobs) == (names["answer"].text, names["answer"].token_logprobs)
    assert None is session.ask(trace, 2, 3, "The capital of x is").provenance["adapter"]


def test_the_adapter_is_the_readers_own_in_every_control(opened: tuple[Any, Session]) -> None:
    """Null, random, text and other-prompt controls run with it, beside answers without any."""
    _, session = opened
    trace = session.run(TEXT, adapter="__base__")
    controls = Controls(text=True, shuffled=True, prompt="The capital of Peru is Lima.")
    readers = {name: Patchscope("The capital of x is", 1, adapter=name) for name in ("decoder", "__base__")}
    found = {name: session.ask(trace, 2, 3, reader, controls=controls) for name, reader in readers.items()}

    for kind in ("null", "random", "shuffled", "prompt", "text"):
        one, other = (found[name].control(kind) for name in found)
        assert one is not None
        assert other is not None
        assert one.token_logprobs != other.token_logprobs, kind


def test_unnamed_the_adapters_that_are_on_answer(opened: tuple[Any, Session]) -> None:
    """A reader that names none runs the model as it is, and so nothing changes for it."""
    _, session = opened
    trace = session.run(TEXT)
    usual, named = (
        session.ask(trace, 2, 3, Patchscope("The capital of x is", 1, adapter=name))
        for name in (None, "decoder")
    )

    assert None is Patchscope("x is").adapter
    assert usual.token_ids == named.token_ids
    assert pytest.approx(usual.token_logprobs, abs=1e-4) == named.token_logprobs
    assert trace.key != session.run(TEXT, adapter="__base__").key


def test_a_lens_reads_with_the_adapter_of_its_trace(opened: tuple[Any, Session]) -> None:
    """Its last row is the next token of the model that was read."""
    _, session = opened
    for adapter in (None, "other", "__base__"):
        trace = session.run(TEXT, adapter=adapter)
        grid = session.lens(trace, layers=[-1], top_k=1)
        assert trace.logits.argmax(-1).tolist() == grid.token_ids[0, :, 0].tolist()


def test_states_that_were_dropped_are_read_again_with_their_adapter(opened: tuple[Any, Session]) -> None:
    """A trace remembers the adapter that it was read with."""
    _, session = opened
    trace = session.run(TEXT, adapter="other")
    before = trace.resid.clone()
    session.store.clear()

    torch.testing.assert_close(trace.resid, before, atol=1e-6, rtol=0)


def test_the_explorer_asks_and_shows_it(opened: tuple[Any, Session]) -> None:
    """A decoder of one's own stands in the menu; a span gives it as many slots, and its answer is kept."""
    _, session = opened
    trace = session.run(TEXT, adapter="__base__")
    session.readers["decoder"] = HandMade("Is it a fox?")
    session.readers["chat"] = Patchscope(ChatPrompt("What is {slot} ?", "x"), 1, adapter="decoder")
    try:
        front = Browser(Explorer(session, trace))
        asked = {"layer": 2, "position": 4, "start": 2, "stop": 5}
        front.query("t", "target", question={"preset": "own:decoder"}, **asked)
        assert 3 == len(front.end("t")["value"]["slots"])
        front.query("a", "ask", question={"preset": "own:decoder"}, **asked)
        shown = front.end("a")["value"]
        answer = session.ask(trace.select(2, [2, 3, 4]), HandMade("Is it a fox?"))
        assert answer.text == shown["text"]
        assert answer.code == shown["code"]
        settings = {"prompt": "Is {slot} a fox?"}
        front.query("b", "ask", layer=2, position=4, question={"preset": "own:chat"}, settings=settings)
        assert "result" == front.end("b")["kind"], front.end("b")
        expected = Patchscope(ChatPrompt("Is {slot} a fox?", "x"), 1, adapter="decoder")
        assert expected == front.explorer.answers[-1].reader
        settings = {"prompt": "Is it a fox?"}
        front.query("c", "ask", layer=2, position=4, question={"preset": "own:chat"}, settings=settings)
        assert "prompt" == front.end("c")["setting"]
    finally:
        session.readers.clear()


def test_what_is_no_adapter_of_the_model_is_refused(opened: tuple[Any, Session]) -> None:
    """By name, wherever one can be given; and by a backend that switches none."""
    _, session = opened
    trace = session.run(TEXT)
    absent = Patchscope("The capital of x is", adapter="absent")
    with pytest.raises(SelectionError, match=r"has no adapter 'absent'\. It has 'decoder', 'other'"):
        session.ask(trace, 2, 3, absent)
    with pytest.raises(SelectionError, match="has no adapter 'absent'"):
        session.run(TEXT, adapter="absent")
    with pytest.raises(InputError, match="adapter is the name of a PEFT adapter"):
        Patchscope("The capital of x is", adapter=3)  # type: ignore[arg-type]
    fake = fake_session()
    assert frozenset() == fake.backend.adapters
    with pytest.raises(
        UnsupportedModel, match="The adapter 'absent' needs 'adapters', and the backend of fake"
    ):
        fake.ask(fake.run("The capital of France is"), 2, 3, absent)
    with pytest.raises(UnsupportedModel, match="The adapter 'absent' needs 'adapters'"):
        fake.run("The capital of France is", adapter="absent")


class Tilted(HandMade):
    """The same, with position ids of its own."""

    def target(self, model: Any, source_ids: Sequence[int] = (), sites: Any = ()) -> Target:
        """Return the chat with every other position left out."""
        found = super().target(model, source_ids, sites)
        return Target(found.token_ids, found.slots, position_ids=tuple(range(0, 2 * len(found.token_ids), 2)))


def test_a_target_can_have_position_ids_of_its_own(opened: tuple[Any, Session]) -> None:
    """They go into the query of every condition; a text control, which has other tokens, is refused."""
    _, session = opened
    trace = session.run(TEXT)
    reader = Tilted("Is it a fox?")
    plainly, tilted = session.ask(trace, 2, 3, HandMade("Is it a fox?")), session.ask(trace, 2, 3, reader)
    target = reader.target(session.backend)
    asked = Query(
        target.token_ids,
        (Write(LAYER, target.slots or (), trace[2, 3][None], injection=AddNormMatched()),),
        NextToken(1),
        adapter="decoder",
        position_ids=target.position_ids,
    )

    first = session.backend.next_logits(asked).log_softmax(-1).max()
    assert pytest.approx(float(first), abs=1e-4) == tilted.token_logprobs[0]
    assert plainly.token_logprobs[0] != tilted.token_logprobs[0]
    with pytest.raises(InputError, match="position ids for its own tokens alone"):
        session.ask(trace, 2, 3, reader, controls=Controls(text=True))
