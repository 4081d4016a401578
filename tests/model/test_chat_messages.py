"""The content of each chat message is found among the tokens of its prompt, whatever stands around it."""

from __future__ import annotations

import pytest

from latentlens.errors import PromptError
from latentlens.model.chat_messages import MessageSpan, message_spans
from latentlens.model.tokenizer import ModelTokenizer
from tiny import sentencepiece_like, tiny_tokenizer

TEMPLATE = "{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }}\n{% endfor %}"
CHAT = [
    {"role": "system", "content": "user"},
    {"role": "user", "content": "user\n"},
    {"role": "assistant", "content": ""},
    {"role": "user", "content": "The capital of Perú is [user]"},
]


def tokenizer_of(kind: str, template: str) -> ModelTokenizer:
    """Return a tokenizer of a kind with a chat template."""
    hf = tiny_tokenizer() if kind == "bytes" else sentencepiece_like()
    hf.chat_template = template
    return ModelTokenizer(hf, 400)


@pytest.mark.parametrize("kind", ["bytes", "sentencepiece"])
@pytest.mark.parametrize("template", [TEMPLATE, TEMPLATE.replace("['content']", "['content'] | trim")])
def test_contents_are_found(kind: str, template: str) -> None:
    """A content that is also a role's name, an empty one, and one that the template trims."""
    tokenizer = tokenizer_of(kind, template)
    ids = tokenizer.encode_chat(CHAT)

    spans = message_spans(tokenizer, CHAT)

    written = [tokenizer.decode(ids[span.start : span.stop]).strip() for span in spans]
    assert ["user", "user", "The capital of Perú is [user]"] == written
    assert ["system", "user", "user"] == [span.role for span in spans]
    assert tokenizer.decode(ids[: spans[0].start]).strip() == "[system]"


@pytest.mark.parametrize("change", [" | upper", " | replace('e', 'a')", "[1:]"])
def test_a_template_that_changes_contents_has_none(change: str) -> None:
    """Where the contents are not what was given, nothing is said of them."""
    template = TEMPLATE.replace("['content']", f"['content']{change}")

    assert () == message_spans(tokenizer_of("bytes", template), CHAT)


def test_spans_are_plain_values() -> None:
    """A span can be compared and shown."""
    assert MessageSpan("user", 1, 2) == MessageSpan("user", 1, 2)


BEGUN = [
    {"role": "user", "content": "Where is Lima?"},
    {"role": "assistant", "content": "It is in", "prefix": True},
]
ENDED = (
    "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}<end>\n{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)


@pytest.mark.parametrize("kind", ["bytes", "sentencepiece"])
def test_a_reply_that_is_begun_ends_where_its_text_ends(kind: str) -> None:
    """No mark ends the assistant's turn and none begins a second; its words are its message's."""
    tokenizer = tokenizer_of(kind, ENDED)
    whole = [BEGUN[0], {"role": "assistant", "content": "It is in"}]
    ids = tokenizer.encode_chat(BEGUN)

    assert tokenizer.render_chat(BEGUN).endswith("<assistant>It is in")
    assert tokenizer.render_chat(whole).endswith("It is in<end>\n")
    assert ["user", "assistant"] == [span.role for span in message_spans(tokenizer, BEGUN)]
    last = message_spans(tokenizer, BEGUN)[-1]
    assert len(ids) == last.stop
    assert "It is in" == tokenizer.decode(ids[last.start : last.stop]).strip()


@pytest.mark.parametrize(
    ("messages", "says"),
    [
        ([BEGUN[1], BEGUN[0]], "message 0 of the chat"),
        ([{**BEGUN[0], "prefix": True}], "beginning of the assistant's reply"),
        ([BEGUN[0], {**BEGUN[1], "content": " "}], "a text that the reply begins with; got ' '"),
    ],
)
def test_only_the_assistants_last_message_is_begun(messages: list[dict[str, object]], says: str) -> None:
    """A prefix elsewhere, or of nothing, is refused with what to do."""
    with pytest.raises(PromptError, match=says):
        tokenizer_of("bytes", ENDED).render_chat(messages)
