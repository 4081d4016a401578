"""Laws of the tokenizer: one path from text to ids, nothing cut off, every token visible."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tokenizers import processors

from latentlens.errors import PromptError, SourceTextWarning, TokenizerError
from latentlens.model.tokenizer import ModelTokenizer
from tiny import sentencepiece_like, tiny_tokenizer

CHAT = (
    "{{ bos_token }}{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)


def with_template(single: str, **specials: str) -> ModelTokenizer:
    """Return the byte-level tokenizer with another template of special tokens."""
    hf = tiny_tokenizer(adds_bos=False)
    hf.backend_tokenizer.post_processor = processors.TemplateProcessing(
        single=single, special_tokens=[("<bos>", 0), ("<eos>", 1)]
    )
    for name, text in specials.items():
        setattr(hf, name, text)
    return ModelTokenizer(hf, 64)


@pytest.fixture(scope="module")
def byte_level() -> ModelTokenizer:
    """Return a byte-level tokenizer that begins texts."""
    return ModelTokenizer(tiny_tokenizer(), 64)


@pytest.fixture(scope="module")
def pieces() -> ModelTokenizer:
    """Return a sentencepiece-like tokenizer that begins texts."""
    return ModelTokenizer(sentencepiece_like(), 64)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Let doubled beginnings pass: they are not what is tested."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SourceTextWarning)
        yield


def visible(tokenizer: ModelTokenizer, text: str) -> list[str]:
    """Return the tokens of a text as they are drawn."""
    return [tokenizer.visible(i) for i in tokenizer.encode(text)]


def test_spaces_newlines_and_tabs_are_drawn(byte_level: ModelTokenizer) -> None:
    """A leading space, a newline, a tab and a carriage return each have a sign; the text keeps them."""
    ids = byte_level.encode("The capital\n\tx\r of")

    assert ["<bos>", "The", "·capital", "⏎", "⇥", "x", "␍", "·of"] == [byte_level.visible(i) for i in ids]
    assert ["<bos>", "The", " capital", "\n", "\t", "x", "\r", " of"] == [byte_level.text(i) for i in ids]


def test_half_characters_are_drawn_as_bytes(byte_level: ModelTokenizer, pieces: ModelTokenizer) -> None:
    """A token that is a part of a character shows its byte, never the replacement sign."""
    assert ["<bos>", "·", "<0xE6>", "<0x9D>", "<0xB1>"] == visible(byte_level, " 東")
    assert ["<s>", "·", "<0xE6>", "<0x9D>", "<0xB1>"] == visible(pieces, "東")


def test_sentencepiece_tokens_keep_their_space(pieces: ModelTokenizer) -> None:
    """▁ is a space in a token's text, and a newline in byte form is one."""
    ids = pieces.encode("The road\nx")
    texts = [pieces.text(i) for i in ids]

    assert "<s>" == texts[0]
    assert " The road\nx" == "".join(texts[1:])
    assert "▁" not in "".join(texts)
    assert "⏎" in [pieces.visible(i) for i in ids]


def test_special_tokens_are_drawn_by_name(byte_level: ModelTokenizer, quiet: None) -> None:
    """Special tokens show as their own text, spaces of neighbours untouched."""
    assert ["<bos>", "<bos>", "h", "i", "<eos>"] == visible(byte_level, "<bos>hi<eos>")
    assert "<pad>" == byte_level.visible(2)
    assert "<99999>" == byte_level.visible(99999)
    hf = sentencepiece_like()
    hf.add_special_tokens({"additional_special_tokens": ["<begin▁of▁text>"]})
    assert "<begin▁of▁text>" == ModelTokenizer(hf, 64).text(len(hf) - 1)


def test_a_mark_alone_stands_on_a_circle(byte_level: ModelTokenizer) -> None:
    """A combining mark never changes the character before it, and a variation selector is written out."""

    class Marks(ModelTokenizer):
        def text(self, token_id: int) -> str:
            return ["\u0301", " \u0941", "e\u0301", "\ufe0f", "\u2764\ufe0f"][token_id]

    marks = Marks(byte_level.hf, 64)
    assert ["◌\u0301", "·◌\u0941", "e\u0301", "<U+FE0F>", "\u2764\ufe0f"] == [
        marks.visible(i) for i in range(5)
    ]


def test_every_token_leaves_ink(byte_level: ModelTokenizer, pieces: ModelTokenizer) -> None:
    """No token of any vocabulary is drawn as nothing, as blank, or with a character that cannot be seen."""
    for tokenizer in (byte_level, pieces):
        for token_id in range(len(tokenizer.hf)):
            drawn = tokenizer.visible(token_id)
            assert drawn.strip() == drawn != ""
            assert drawn.isprintable()


BYTE_LEVEL = ModelTokenizer(tiny_tokenizer(), 400)
SPECIAL = sorted({*BYTE_LEVEL.hf.all_special_tokens} - {"<bos>"})  # a second beginning warns
PARTS = st.lists(st.one_of(st.text(max_size=20), st.sampled_from(SPECIAL)), min_size=1, max_size=3)


@settings(max_examples=200, deadline=None)
@given(text=PARTS.map("".join).filter(bool))
def test_token_texts_spell_the_prompt(text: str) -> None:
    """The tokens spell the prompt, special ones in it too, and are those that transformers would feed."""
    tokenizer = BYTE_LEVEL
    ids = tokenizer.encode(text)

    assert tokenizer.hf(text)["input_ids"] == ids
    assert f"<bos>{text}" == "".join(character.text for character in tokenizer.characters(ids))
    plain = functools.reduce(lambda rest, special: rest.replace(special, ""), SPECIAL, text)
    # removing a special token may put together the text of another
    assume(not any(special in plain for special in SPECIAL))
    assert plain == tokenizer.decode(ids)


def test_a_special_token_in_a_text_has_its_name(byte_level: ModelTokenizer, pieces: ModelTokenizer) -> None:
    """Written by the user it is drawn, between the spaces around it, and only decoding leaves it out."""
    assert ["<bos>", "a", "·", "<eos>", "·", "b"] == visible(byte_level, "a <eos> b")
    assert "</s>" in visible(pieces, "a </s> b")
    assert "a  b" == byte_level.decode(byte_level.encode("a <eos> b"))


@pytest.mark.parametrize("adds", [True, False])
@pytest.mark.parametrize("asked", [True, False, None])
def test_beginning_of_sequence(adds: bool, asked: bool | None) -> None:
    """True and False mean what they say whatever the tokenizer does; None is what the tokenizer does."""
    tokenizer = ModelTokenizer(tiny_tokenizer(adds_bos=adds), 64)
    bare = tokenizer.encode_continuation("The capital")
    expected = adds if asked is None else asked

    assert [0] * expected + bare == tokenizer.encode("The capital", prepend_bos=asked)


def test_double_beginning_warns_and_the_advice_works(byte_level: ModelTokenizer) -> None:
    """A beginning that is written and added warns; each remedy that is named gives exactly one."""
    with pytest.warns(SourceTextWarning, match="two <bos>"):
        assert [0, 0] == byte_level.encode("<bos>The capital")[:2]

    once = byte_level.encode("<bos>The capital", prepend_bos=False)
    assert once == byte_level.encode("The capital")
    with pytest.warns(SourceTextWarning, match="two <bos>"):
        assert [0, 0] == byte_level.encode("<bos>The capital", prepend_bos=True)[:2]


def test_written_beginning_counts_where_none_is_added() -> None:
    """A beginning in the text is not doubled by prepend_bos=True, nor taken away by False."""
    tokenizer = ModelTokenizer(tiny_tokenizer(adds_bos=False), 64)

    for asked in (None, True, False):
        ids = tokenizer.encode("<bos>The capital", prepend_bos=asked)
        assert [0, *tokenizer.encode("The capital")] == ids


def test_no_beginning_to_prepend() -> None:
    """QuestionRunner for a token that the tokenizer does not have is an error; not asking for it is none."""
    hf = tiny_tokenizer(adds_bos=False)
    hf.bos_token = None
    tokenizer = ModelTokenizer(hf, 64)

    with pytest.raises(TokenizerError, match="no beginning-of-sequence"):
        tokenizer.encode("The", prepend_bos=True)
    assert tokenizer.encode("The") == tokenizer.encode("The", prepend_bos=False)


@pytest.mark.parametrize("template", ["$A <eos>", "<bos> $A <eos>"])
def test_appended_end_is_left_out(template: str) -> None:
    """A tokenizer that ends texts does not end the prompt; an end that is written in the text stays."""
    tokenizer = with_template(template)
    bos = [0] if "<bos>" in template else []
    bare = tokenizer.encode_continuation("The capital")

    assert [*bos, *bare] == tokenizer.encode("The capital")
    assert [*bos, *bare, 1] == tokenizer.encode("The capital<eos>")
    assert [*bos, *bare, 1, 1] == tokenizer.encode("The capital<eos><eos>")


def test_a_written_end_stays_where_none_is_added(byte_level: ModelTokenizer) -> None:
    """An end that only the text has is the user's, and stays."""
    assert [*byte_level.encode("The capital"), 1] == byte_level.encode("The capital<eos>")


def test_one_token_that_begins_and_ends() -> None:
    """Where one token begins and ends texts, as in GPT-2, a beginning is kept and an end is not."""
    both = with_template("<eos> $A <eos>", bos_token="<eos>")
    bare = both.encode_continuation("The")

    assert [1, *bare] == both.encode("The")
    assert [1, *bare] == both.encode("The", prepend_bos=True)
    assert bare == both.encode("The", prepend_bos=False)
    assert [1] == both.encode("")
    assert [1] == with_template("<eos> $A", bos_token="<eos>").encode("")


def test_context_is_never_cut(byte_level: ModelTokenizer) -> None:
    """A prompt that fills the context passes whole; one token more is an error that says by how much."""
    assert 64 == len(byte_level.encode("x" * 63))
    with pytest.raises(PromptError, match=r"65 tokens and the model takes 64.*shorten it by 1 "):
        byte_level.encode("x" * 64)
    assert 5001 == len(ModelTokenizer(tiny_tokenizer(), None).encode("x" * 5000))


def test_model_max_length_of_the_tokenizer_is_not_a_limit() -> None:
    """The tokenizer's own idea of a length neither cuts nor warns; the model's context counts."""
    hf = tiny_tokenizer()
    hf.model_max_length = 4

    assert 21 == len(ModelTokenizer(hf, 64).encode("x" * 20))


def test_empty_prompts_are_refused() -> None:
    """No tokens is an error; a tokenizer that begins every text makes one token of the empty text."""
    with pytest.raises(PromptError, match="no tokens"):
        ModelTokenizer(tiny_tokenizer(adds_bos=False), 64).encode("")
    assert [0] == ModelTokenizer(tiny_tokenizer(), 64).encode("")


def test_foreign_ids_are_refused() -> None:
    """A tokenizer with more tokens than the model has embeddings is named as the cause."""
    tokenizer = ModelTokenizer(tiny_tokenizer(), 64, vocab_size=200)

    assert tokenizer.encode("hx")
    with pytest.raises(PromptError, match=r"its own tokenizer"):
        tokenizer.encode("The capital")
    with pytest.raises(PromptError, match="token id -1"):
        tokenizer.check([5, -1], "of ids")


def test_continuation_has_no_special_tokens() -> None:
    """What goes on where another text ends begins and ends nothing, and keeps its space."""
    tokenizer = with_template("<bos> $A <eos>")

    ids = tokenizer.encode_continuation(" capital of")

    assert {0, 1}.isdisjoint(ids)
    assert " capital of" == "".join(tokenizer.text(i) for i in ids)
    assert [] == tokenizer.encode_continuation("")


def test_decode_leaves_special_tokens_out(byte_level: ModelTokenizer) -> None:
    """An answer's text has no special tokens and keeps its spaces before punctuation."""
    ids = [0, *byte_level.encode_continuation(" a , b ."), 1, 2]

    assert " a , b ." == byte_level.decode(ids)


def chat_tokenizer(template: str | None, n_ctx: int = 64) -> ModelTokenizer:
    """Return a byte-level tokenizer with a chat template."""
    hf = tiny_tokenizer()
    hf.chat_template = template
    return ModelTokenizer(hf, n_ctx)


def test_chat_is_what_transformers_makes_of_it() -> None:
    """Messages become the template's own ids, one beginning in all, open for the reply."""
    tokenizer = chat_tokenizer(CHAT)
    messages = [{"role": "user", "content": "x"}, {"role": "user", "content": "The"}]

    ids = tokenizer.encode_chat(messages)

    expected: Any = tokenizer.hf.apply_chat_template(messages, add_generation_prompt=True)
    assert list(expected["input_ids"]) == ids
    assert [0] == [i for i in ids if i == 0]
    assert "[user] x\n[user] The\n[assistant]" == tokenizer.decode(ids)


def test_no_second_reply_begins_after_the_assistants_message() -> None:
    """A chat that ends in the assistant's message ends there."""
    tokenizer = chat_tokenizer(CHAT)
    messages = [{"role": "user", "content": "x"}, {"role": "assistant", "content": "The"}]

    assert "[user] x\n[assistant] The\n" == tokenizer.decode(tokenizer.encode_chat(messages))


@pytest.mark.parametrize("template", [None, ""])
def test_chat_without_template(template: str | None) -> None:
    """Without a template there is no chat, and the error says what to do."""
    with pytest.raises(TokenizerError, match=r"no chat template.*chat_template"):
        chat_tokenizer(template).encode_chat([{"role": "user", "content": "x"}])


def test_bad_chats_are_refused() -> None:
    """No messages, too many tokens, or a template that raises are errors of the prompt."""
    with pytest.raises(PromptError, match="no messages"):
        chat_tokenizer(CHAT).encode_chat([])
    with pytest.raises(PromptError, match="takes 8"):
        chat_tokenizer(CHAT, n_ctx=8).encode_chat([{"role": "user", "content": "x" * 20}])
    with pytest.raises(PromptError, match="only users"):
        chat_tokenizer("{{ raise_exception('only users') }}").encode_chat([{"role": "a", "content": "x"}])


def test_stop_ids_are_the_end_token() -> None:
    """Answers end at the end token; without one they end at no token."""
    hf = tiny_tokenizer()
    assert frozenset([1]) == ModelTokenizer(hf, 64).stop_ids
    hf.eos_token = None
    assert frozenset() == ModelTokenizer(hf, 64).stop_ids
