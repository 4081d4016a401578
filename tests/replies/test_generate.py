"""What the model itself says after a prompt: greedy or sampled, ended by itself, with adapters on."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch

from decoders import lora, opened
from latentlens import Reply, Session
from latentlens.adapters.steering_adapter import SteeringAdapter
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError, NotFinite, PromptError, SelectionError

CHAT = [{"role": "user", "content": "What is the capital of France?"}]


@pytest.fixture(scope="module")
def random_session() -> Session:
    """Return a session on a small random model with a chat template."""
    return opened()


@pytest.fixture(scope="module")
def bundled() -> Session:
    """Return a session on the bundled model."""
    return Session()


def plain_greedy(session: Session, ids: list[int], n: int) -> list[int]:
    """Return the tokens that transformers' own model takes one after the other, without a cache."""
    model, said = session.model.hf_model, list(ids)
    for _ in range(n):
        with torch.no_grad():
            logits = model(torch.tensor([said])).logits
        said.append(int(logits[0, -1].argmax()))
    return said[len(ids) :]


class TestGreedy:
    """The most probable token, each time."""

    def test_it_is_what_transformers_takes(self, random_session: Session) -> None:
        """Token by token, after a chat and after a text."""
        tokenizer = random_session.backend.tokenizer
        for prompt, ids in ((CHAT, tokenizer.encode_chat(CHAT)), ("the cat", tokenizer.encode("the cat"))):
            wanted = plain_greedy(random_session, ids, 6)
            ends = [i for i, token in enumerate(wanted) if token in tokenizer.stop_ids]
            reply = random_session.generate(prompt, max_new_tokens=6)
            assert tuple(wanted[: ends[0]] if ends else wanted) == reply.token_ids
            assert bool(ends) == reply.ended
            assert tokenizer.decode(reply.token_ids) == reply.text

    def test_it_ends_at_the_end_of_the_turn(self, bundled: Session) -> None:
        """Without the token that ended it; cut short, it says so."""
        reply = bundled.generate(CHAT)
        assert "Paris" in str(reply)
        assert reply.ended
        assert not {*reply.token_ids} & bundled.backend.tokenizer.stop_ids
        assert len(reply.token_ids) == len(reply.logprobs)
        short = bundled.generate(CHAT, max_new_tokens=2)
        assert (reply.token_ids[:2], False) == (short.token_ids, short.ended)
        assert "<Reply" in repr(short)
        assert "cut" in repr(short)

    def test_a_stop_text_ends_it_before_itself(self, bundled: Session) -> None:
        """One text, or several."""
        assert "Paris" not in bundled.generate(CHAT, stop="Paris").text
        assert "Paris" not in bundled.generate(CHAT, stop=["nothing", "Par"]).text

    def test_several_prompts_are_answered_as_if_alone(self, bundled: Session) -> None:
        """Texts or chats, in their order, and counted."""
        other = [{"role": "user", "content": "What is the capital of Peru?"}]
        progress = Progress(bar=False)
        together = bundled.generate([CHAT, other], progress=progress)
        assert [bundled.generate(CHAT), bundled.generate(other)] == together
        assert (2, "replies") == (progress.done, progress.unit)
        texts = bundled.generate(["The capital of France is", "Peru"], max_new_tokens=3)
        assert [Reply, Reply] == [type(each) for each in texts]

    def test_a_chat_that_was_replied_to_is_refused(self, bundled: Session) -> None:
        """The error says what to leave out."""
        with pytest.raises(PromptError, match="Leave that"):
            bundled.generate([*CHAT, {"role": "assistant", "content": "Paris."}])


class TestSampling:
    """Above temperature 0."""

    def test_the_seed_decides(self, random_session: Session) -> None:
        """The same seed samples the same, others sample others; probabilities are those at temperature 1."""
        sampled = [
            random_session.generate(CHAT, temperature=1.5, seed=seed, max_new_tokens=8)
            for seed in (0, 0, 1, 2)
        ]
        assert sampled[0] == sampled[1]
        assert len({reply.token_ids for reply in sampled}) > 1
        assert all(logprob <= 0 for logprob in sampled[0].logprobs)


class TestAdapters:
    """What is loaded beside the model."""

    def test_a_lora_changes_the_reply_and_the_model_stays(self, random_session: Session) -> None:
        """It is on for the call that names it, and for no other."""
        before = random_session.generate(CHAT, max_new_tokens=8)
        name = random_session.backend.load_adapter(lora(random_session))
        assert before != random_session.generate(CHAT, max_new_tokens=8, adapter=name)
        assert before == random_session.generate(CHAT, max_new_tokens=8)

    def test_steering_vectors_act_while_it_generates(self, random_session: Session) -> None:
        """At strength 0 the reply is bit by bit the model's own."""
        vector = torch.randn(random_session.backend.d_model, generator=torch.Generator().manual_seed(3)) * 9
        backend = random_session.backend
        off, on = (backend.load_adapter(SteeringAdapter({2: vector}, strength)) for strength in (0.0, 1.0))
        before = random_session.generate(CHAT, max_new_tokens=8)
        assert before == random_session.generate(CHAT, max_new_tokens=8, adapter=off)
        assert before != random_session.generate(CHAT, max_new_tokens=8, adapter=on)

    def test_an_unknown_adapter_is_refused(self, random_session: Session) -> None:
        """By name."""
        with pytest.raises(SelectionError, match="nobody"):
            random_session.generate(CHAT, adapter="nobody")


class TestRefused:
    """What cannot be done is said before anything runs."""

    @pytest.mark.parametrize(
        "settings",
        [
            {"max_new_tokens": 0},
            {"temperature": -1},
            {"temperature": math.nan},
            {"seed": 0.5},
            {"stop": [""]},
            {"stop": [1]},
        ],
    )
    def test_a_setting_that_makes_no_sense(self, random_session: Session, settings: dict[str, Any]) -> None:
        """With its name."""
        with pytest.raises(InputError, match=f"(?i){next(iter(settings))}"):
            random_session.generate(CHAT, **settings)

    def test_an_empty_prompt(self, random_session: Session) -> None:
        """There is nothing to go on from."""
        with pytest.raises(PromptError):
            random_session.generate("")

    def test_work_that_was_cancelled(self, random_session: Session) -> None:
        """Nothing is returned."""
        progress = Progress(bar=False)
        progress.cancel()
        with pytest.raises(Cancelled):
            random_session.generate(CHAT, progress=progress)

    def test_logits_that_are_no_numbers(self) -> None:
        """The model is named, and what to do."""
        session = opened()
        with torch.no_grad():
            session.model.hf_model.model.norm.weight.fill_(math.nan)
        with pytest.raises(NotFinite, match="reply"):
            session.generate(CHAT)
