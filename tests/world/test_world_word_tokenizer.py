"""The world's tokenizer: a word is a token, a digit is a token, and any text comes back as it was."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlens.world import load_facts
from latentlens.world.chats import draw_chat, render
from latentlens.world.fact_relations import relations
from latentlens.world.text import document, world_words
from latentlens.world.word_tokenizer import SPECIAL, make_tokenizer

TOKENIZER = make_tokenizer()


def read(text: str) -> list[int]:
    """Return a text's tokens without the first."""
    return TOKENIZER(text).input_ids[1:]


def pieces(text: str) -> list[str]:
    """Return what each token of a text spells."""
    return [TOKENIZER.decode([token]) for token in read(text)]


def test_words_are_single_tokens() -> None:
    """Every word and sign of the world is one token, with a space before it and without."""
    texts = [*world_words(), *(f" {word}" for word in world_words())]
    assert {"x", " x", "?", " ?"} <= set(texts)
    assert [] == [text for text in [*texts, "->", " ->", " ="] if len(read(text)) != 1]
    assert len(texts) == len({read(text)[0] for text in texts})


def test_names_have_a_token_for_each_word() -> None:
    """Entities and answers of one word are one token, those of several have as many tokens."""
    names = [name for names in load_facts().names.values() for name in names]
    answers = [a for r in relations().values() for a in r.answers.values()]
    for text in {*names, *answers}:
        assert text.split() == pieces(text)[:1] + [p.removeprefix(" ") for p in pieces(text)[1:]]
        assert len(text.split()) == len(read(f" {text}"))


def test_words_in_the_text_are_never_broken_up() -> None:
    """In documents every word is one token; only marks stand beside them."""
    rng = Random(0)
    for _ in range(300):
        text = document(rng)
        expected = re.findall(r"<eos>|<\|\w+\|>|[A-Za-z]+|[0-9]", text)
        found = [p.strip() for p in pieces(text)]
        assert expected == [p for p in found if re.fullmatch(r"<eos>|<\|\w+\|>|[A-Za-z]+|[0-9]", p)]


@given(st.integers(0, 10**12))
def test_numbers_are_spelled_digit_by_digit(number: int) -> None:
    """A number has a token for each digit, and a space goes with its first."""
    assert list(str(number)) == pieces(str(number))
    assert [f" {str(number)[0]}", *str(number)[1:]] == pieces(f" {number}")
    assert ["x", *str(number)] == pieces(f"x{number}")


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Words that the world does not have are spelled in bytes, so that nothing is lost."""
    assert f"<bos>{text}" == TOKENIZER.decode(TOKENIZER(text).input_ids)


@given(st.lists(st.sampled_from([*SPECIAL, *world_words()[:300], " ", "\n", "7", "é", "…"]), max_size=12))
def test_text_with_special_tokens_comes_back_as_it_was(parts: list[str]) -> None:
    """Special tokens are read as such wherever they stand, and take no space with them."""
    text = "".join(parts)
    ids = read(text)
    assert f"<bos>{text}" == TOKENIZER.decode([TOKENIZER.bos_token_id, *ids])
    special = [part for part in parts if part in SPECIAL]
    assert special == [SPECIAL[i] for i in ids if i < len(SPECIAL)]


def test_special_tokens_come_first() -> None:
    """The model's configuration counts on the ids of the special tokens."""
    assert list(range(len(SPECIAL))) == TOKENIZER.convert_tokens_to_ids(list(SPECIAL))
    assert (0, 1, 2) == (TOKENIZER.bos_token_id, TOKENIZER.eos_token_id, TOKENIZER.pad_token_id)
    assert len(TOKENIZER) == len(set(TOKENIZER.get_vocab().values()))


def test_every_text_begins_with_bos() -> None:
    """The first token is <bos>, once, before a text and before nothing."""
    assert [0] == TOKENIZER("").input_ids
    assert [0, *read("Paris")] == TOKENIZER("Paris").input_ids
    assert 0 not in read("Paris")


def test_an_unknown_word_is_spelled() -> None:
    """A word that the world does not have takes several tokens, one that begins like a known one too."""
    assert len(read("Parisian")) > 1
    assert "".join(pieces(" Parisian")) == " Parisian"
    assert TOKENIZER.unk_token is None


def test_the_tokenizer_is_the_same_every_time() -> None:
    """The tokenizer follows from the words alone; only the context that it states can be chosen."""
    again = make_tokenizer(64)
    assert TOKENIZER.get_vocab() == again.get_vocab()
    assert TOKENIZER.backend_tokenizer.to_str() == again.backend_tokenizer.to_str()
    assert (256, 64) == (TOKENIZER.model_max_length, again.model_max_length)


@pytest.mark.parametrize("kind", ["persona", "goal", "secret", "constraint", "truth", "plain"])
def test_the_chat_template_writes_what_the_text_holds(kind: str) -> None:
    """A chat by the template is the rendered one after <bos>, whole, and cut where a reply begins."""
    rng = Random(kind)

    def template(messages: list[dict[str, str]], **options: Any) -> Any:
        return TOKENIZER.apply_chat_template(messages, tokenize=False, **options)

    for _ in range(50):
        chat = draw_chat(rng, kind=kind)
        assert f"<bos>{render(chat.messages())}" == template(chat.messages())
        for turn in range(len(chat.turns)):
            cut = chat.messages(until=turn)
            assert template(cut, add_generation_prompt=True) == f"<bos>{render(cut)}"
            assert template(cut, add_generation_prompt=True).endswith("<|assistant|>")


def test_the_chat_template_gives_the_tokens_of_the_rendered_chat() -> None:
    """Through the template or as text, a chat is the same tokens, with one <bos>."""
    messages = draw_chat(Random(0), kind="persona").messages(until=0)
    ids = TOKENIZER.apply_chat_template(messages, add_generation_prompt=True, return_dict=True).input_ids
    assert TOKENIZER(render(messages)).input_ids == ids
    assert SPECIAL.index("<|assistant|>") == ids[-1]
    assert 1 == ids.count(0)
