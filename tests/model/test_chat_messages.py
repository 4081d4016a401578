"""The content of each chat message is found among the tokens of its prompt, whatever stands around it."""

from __future__ import annotations

import pytest

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
