"""A chat as a Patchscope's target prompt: a value like other prompts, and the model's own template."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from latentlens import ChatPrompt, Controls, Patchscope, Session, SourcePrompt, TextPrompt
from latentlens.errors import InputError, TargetPromptError, TokenizerError
from latentlens.model.chat_target import chat_target
from tiny import tiny_model, tiny_tokenizer

CHAT = (
    "{{ bos_token }}{% for m in messages %}[{{ m['role'] }}] {{ m['content'] | trim }}\n{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)
MESSAGES = [
    {"role": "system", "content": "Say what x is."},
    {"role": "user", "content": "What is {slot}, and what {slot} ?"},
]
TWO = ChatPrompt(MESSAGES)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """Return a session on a tiny model with a chat template."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT
    with Session((tiny_model("llama", max_position_embeddings=256), tokenizer)) as opened:
        yield opened


def test_it_is_a_value_and_its_repr_its_code() -> None:
    """Equal chats are equal, whichever form they were given in; the repr makes it again."""
    for prompt in (TWO, ChatPrompt("What is {slot}?"), ChatPrompt(MESSAGES, " ?")):
        assert prompt == eval(repr(prompt))
        assert hash(prompt) == hash(eval(repr(prompt)))
        assert prompt == dataclasses.replace(prompt)
        assert Patchscope(prompt, 1) == eval(repr(Patchscope(prompt, 1)))
    assert "ChatPrompt('What is {slot}?')" == repr(
        ChatPrompt([{"role": "user", "content": "What is {slot}?"}])
    )
    assert 2 == TWO.n_slots
    assert [True, True, False] == [Patchscope(TWO).takes(n) for n in (1, 2, 3)]
    given = [dict(message) for message in MESSAGES]
    made = ChatPrompt(given)
    given[0]["content"] = "changed"
    assert made == TWO


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], "is no chat"),
        (3, "is no chat"),
        ("What is x?", r"No message of the chat has a slot\. Write {slot}"),
        ([{"role": "user"}], "is no message of a chat"),
        ([{"role": "user", "content": 3}], "is no message of a chat"),
        ([{"role": "user", "content": "{slot}", "name": "me"}], "is no message of a chat"),
        (["user"], "is no message of a chat"),
    ],
)
def test_what_is_no_chat_is_refused(given: Any, says: str) -> None:
    """Before anything runs, with an example of one."""
    with pytest.raises(InputError, match=says) as caught:
        ChatPrompt(given)
    assert "messages" == caught.value.setting


def test_its_tokens_and_slots_are_the_templates(session: Session) -> None:
    """They are those of `chat_target`, whose own tests compare with transformers."""
    target = Patchscope(TWO).target(session.backend)
    expected = chat_target(session.backend.tokenizer, MESSAGES)

    assert (expected.token_ids, expected.slots) == (target.token_ids, target.slots)
    with pytest.raises(TargetPromptError, match="is not one token in its place"):
        Patchscope(ChatPrompt("What is {slot}?", "Leonardo DiCaprio Syria")).target(session.backend)
    with Session((session.model.hf_model, tiny_tokenizer())) as bare, pytest.raises(
        TokenizerError, match="no chat template"
    ):  # fmt: skip
        bare.ask(bare.run("the cat"), 1, 1, Patchscope(TWO))


def test_it_is_asked_with_every_control(session: Session) -> None:
    """As with a text: the source text stands in the slot, and options are scored as they follow the chat."""
    trace = session.run("the cat sat on the mat")
    reader = Patchscope(ChatPrompt("What is {slot} ?"), 2)
    controls = Controls(text=True, shuffled=True, random=2)

    answer = session.ask(trace, 2, 3, reader, controls=controls)

    assert ["null", "random", "random", "shuffled", "text"] == sorted(c.kind for c in answer.controls)
    assert [True, False] == [reader.placeholder_visible(layer, 4) for layer in (2, 0)]
    ids = list(reader.target(session.backend).token_ids)
    (slot,) = reader.target(session.backend).slots or ()
    assert ids == answer.provenance["target_ids"]
    text = trace.token_ids[1:4]
    alone = session.run([*ids[:slot], *text, *ids[slot + 1 :]]).logits[-1].log_softmax(-1)
    control = answer.control("text")
    assert control is not None
    assert pytest.approx(float(alone.max()), abs=1e-3) == control.token_logprobs[0]
    choice = session.ask(trace, 2, 3, reader, options=["fox", "hare"])
    assert pytest.approx(1.0) == sum(option.probability for option in choice.options)


def test_several_activations_take_a_slot_each(session: Session) -> None:
    """In order; two other sites give another answer."""
    trace = session.run("the cat sat on the mat")
    reader = Patchscope(TWO, 0, max_new_tokens=1)

    one, other = (session.ask(trace.select(0, at), reader) for at in ([1, 3], [3, 1]))

    assert 2 == one.provenance["receipt"]["writes"]
    assert one.token_logprobs != other.token_logprobs


def test_its_answer_is_made_again_by_its_code(session: Session) -> None:
    """The copied code imports what it names."""
    answer = session.ask(session.run("the cat sat"), 2, 1, Patchscope(TWO, 1))
    names: dict[str, Any] = {"model": session.model.hf_model, "tokenizer": session.backend.tokenizer.hf}

    exec(answer.code, names)

    assert "import ChatPrompt, Patchscope, Session" in answer.code
    assert (answer.text, answer.token_logprobs) == (names["answer"].text, names["answer"].token_logprobs)


def test_its_last_message_is_what_can_be_edited() -> None:
    """As the setting `prompt`; it keeps its other messages, and other prompts their own settings."""
    reader = Patchscope(TWO, 1)

    assert "What is {slot}, and what {slot} ?" == reader.settings()["prompt"]
    assert not {"noise", "position", "noise_scale"} & reader.settings().keys()
    changed = reader.with_settings({"prompt": "And {slot} ?"})
    assert Patchscope(ChatPrompt([MESSAGES[0], {"role": "user", "content": "And {slot} ?"}]), 1) == changed
    with pytest.raises(InputError, match="No message of the chat has a slot") as caught:
        reader.with_settings({"prompt": "And x ?"})
    assert "prompt" == caught.value.setting
    for prompt in (TextPrompt("x is"), SourcePrompt()):
        assert "noise" in Patchscope(prompt).settings()
