"""Target prompts that are chat messages: the template's own tokens, and the marked ones are the slots."""

from __future__ import annotations

import pytest
import torch

from latentlens.engine.query import NextToken, Query, Write
from latentlens.engine.run import run
from latentlens.errors import PromptError, TargetPromptError, TokenizerError
from latentlens.model.chat_target import chat_target
from latentlens.model.opening import open_model
from latentlens.model.tokenizer import ModelTokenizer
from tiny import sentencepiece_like, tiny_model, tiny_tokenizer

CHAT = (
    "{{ bos_token }}{% for m in messages %}[{{ m['role'] }}] {{ m['content'] | trim }}\n{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)
QUESTION = [
    {"role": "system", "content": "x marks nothing here. Is it x?"},
    {"role": "user", "content": "What does {slot} mean, and {slot}? I see x and ?"},
]


def tokenizer_of(kind: str = "bytes", template: str | None = CHAT, n_ctx: int = 200) -> ModelTokenizer:
    """Return a tokenizer of a kind with a chat template."""
    hf = tiny_tokenizer() if kind == "bytes" else sentencepiece_like()
    hf.chat_template = template
    return ModelTokenizer(hf, n_ctx)


@pytest.mark.parametrize("kind", ["bytes", "sentencepiece"])
def test_the_tokens_are_those_of_the_template(kind: str) -> None:
    """With the placeholder written in place of each mark, transformers' own template gives the same ids."""
    tokenizer = tokenizer_of(kind)
    written = [{**m, "content": m["content"].replace("{slot}", "x")} for m in QUESTION]

    target = chat_target(tokenizer, QUESTION)

    expected = tokenizer.hf.apply_chat_template(written, add_generation_prompt=True)["input_ids"]
    assert list(expected) == list(target.token_ids)
    assert tokenizer.encode_chat(written) == list(target.token_ids)
    assert tokenizer.render_chat(written) == target.text
    assert target.text.endswith("[assistant]")


@pytest.mark.parametrize("kind", ["bytes", "sentencepiece"])
def test_the_marks_are_the_slots_and_nothing_else(kind: str) -> None:
    """Other x's are no slots: before a slot stands what stood before its mark."""
    tokenizer = tokenizer_of(kind)

    target = chat_target(tokenizer, QUESTION)

    assert 2 == len(target.slots)
    for slot, before in zip(target.slots, ("What does", ", and"), strict=True):
        assert "x" == tokenizer.text(target.token_ids[slot]).strip()
        assert tokenizer.decode(target.token_ids[:slot]).rstrip().endswith(before)


@pytest.mark.parametrize("n", [1, 3, 7])
def test_as_many_slots_as_marks_side_by_side(n: int) -> None:
    """A run of marks becomes a run of placeholder tokens, one slot each, in order."""
    tokenizer = tokenizer_of()
    messages = [{"role": "user", "content": "Layer: 9\n" + "{slot}" * n + " \nIs it a fox?"}]

    target = chat_target(tokenizer, messages, " a")

    assert n == len(target.slots)
    assert list(range(target.slots[0], target.slots[0] + n)) == list(target.slots)
    assert {" a"} == {tokenizer.text(target.token_ids[slot]) for slot in target.slots}
    assert " a fox" in tokenizer.decode(target.token_ids[target.slots[-1] + 1 :])


def test_a_mark_of_ones_own() -> None:
    """Any text can be the mark, so that a prompt may speak of `{slot}` itself."""
    tokenizer = tokenizer_of()
    messages = [{"role": "user", "content": "a {slot} is <here> now"}]

    target = chat_target(tokenizer, messages, slot="<here>")

    assert "a {slot} is x now" in target.text
    assert 1 == len(target.slots)


def test_a_mark_at_either_end_keeps_its_space() -> None:
    """A template that trims its messages does not trim the placeholder."""
    target = chat_target(tokenizer_of(), [{"role": "user", "content": "{slot} or {slot}"}], " ?")

    assert "[user]  ? or  ?\n" in target.text
    assert 2 == len(target.slots)


def test_a_written_slot_is_the_state_of_another_chat() -> None:
    """The layer-0 state of another word in the slot is the chat with that word."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT
    model = open_model((tiny_model("llama", max_position_embeddings=200), tokenizer))
    target = chat_target(model.tokenizer, QUESTION)
    other = list(target.token_ids)
    for slot in target.slots:
        other[slot] = 77
    states = model.capture(other, [0])[0, list(target.slots)]
    logits = NextToken(keep_logits=True)

    written = Query(target.token_ids, (Write(0, target.slots, states),), logits)
    found, expected = run([written, Query(tuple(other), (), logits)], model)

    torch.testing.assert_close(found.value.logits, expected.value.logits, atol=1e-4, rtol=0)


@pytest.mark.parametrize(
    ("messages", "placeholder", "message"),
    [
        ([{"role": "user", "content": "no slot"}], "x", "No message of the chat has a slot"),
        ([{"role": "user", "content": "a {slot}yz"}], "qqx", "'qqx' is not one token in its place"),
        ([{"role": "user", "content": "the {slot}e fox"}], " h", "' h' is not one token in its place"),
    ],
)
def test_slots_that_are_not_one_token_are_refused(
    messages: list[dict[str, str]], placeholder: str, message: str
) -> None:
    """No mark, several tokens, and a token that reaches beyond the placeholder are refused by name."""
    with pytest.raises(TargetPromptError, match=message):
        chat_target(tokenizer_of(), messages, placeholder)


def test_a_template_that_repeats_or_drops_a_slot_is_refused() -> None:
    """Where the template writes another number of slots than there are marks it is said so."""
    for template, n in (("{{ messages[0].content }}{{ messages[0].content }}", 2), ("fixed", 0)):
        with pytest.raises(TargetPromptError, match=f"wrote {n} of 1 slots"):
            chat_target(tokenizer_of(template=template), [{"role": "user", "content": "a {slot}"}])


def test_no_template_and_no_messages_are_refused() -> None:
    """As for a prompt that is a chat."""
    with pytest.raises(TokenizerError, match="no chat template"):
        chat_target(tokenizer_of(template=None), QUESTION)
    with pytest.raises(PromptError, match="has no messages"):
        chat_target(tokenizer_of(), [])
    with pytest.raises(PromptError, match="takes 20"):
        chat_target(tokenizer_of(n_ctx=20), QUESTION)
