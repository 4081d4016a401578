"""Laws of spelling: byte pieces are bytes, and a text is found wherever tokens spell it."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import normalizers
from transformers import ByT5Tokenizer

from latentlens import Session
from latentlens.activations.trace import Trace
from latentlens.errors import SelectionError, TokenizerError
from latentlens.model.spelling import characters, escaped
from latentlens.model.tokenizer import ModelTokenizer
from tiny import sentencepiece_like, tiny_model, tiny_tokenizer

TOKENIZERS: dict[str, Any] = {
    "byte-level": tiny_tokenizer(),
    "sentencepiece": sentencepiece_like(),
    "slow, bytes": ByT5Tokenizer(),
}
PROMPTS = [
    ("I like 🙂 a lot", "🙂"),
    ("我爱猫", "猫"),
    ("Oye Atọwọda is here", "Atọwọda"),
    ("naive café there", "café"),
    ("naive cafe\u0301 there", "cafe\u0301"),
    ("말은 한국어", "한국어"),
    ("The road to Rome", "road to"),
]


def session_with(tokenizer: Any) -> Session:
    """Return a session on a random model with a tokenizer."""
    return Session((tiny_model("llama", vocab_size=len(tokenizer)), tokenizer))


@pytest.fixture(scope="module", params=list(TOKENIZERS))
def session(request: pytest.FixtureRequest) -> Session:
    """Return a session on a random model for each kind of tokenizer."""
    return session_with(TOKENIZERS[request.param])


def last_piece(tokenizer: ModelTokenizer, prompt: str, end: int) -> int:
    """Return the token that completes a part of a prompt: the first with which that part can be read back."""
    ids = tokenizer.encode(prompt)
    part = unicodedata.normalize("NFC", prompt[:end]).strip()
    spelled = [unicodedata.normalize("NFC", tokenizer.decode(ids[: n + 1])).strip() for n in range(len(ids))]
    return next(n for n, text in enumerate(spelled) if text.startswith(part))


# --- pieces of characters -------------------------------------------------------------------------------


@given(text=st.text(max_size=30))
def test_tokens_that_are_one_byte_each_spell_the_text(text: str) -> None:
    """Cut into single bytes a text is still the same characters, each from its first byte to its last."""
    data = text.encode()

    found = characters([data[i : i + 1] for i in range(len(data))])

    assert text == "".join(character.text for character in found)
    assert list(range(len(data))) == [i for c in found for i in range(c.first, c.last + 1)]


@pytest.mark.parametrize("name", list(TOKENIZERS))
def test_no_token_that_is_a_part_of_a_character_has_a_letter(name: str) -> None:
    """Letters beyond ASCII are drawn only where the prompt has them."""
    hf = TOKENIZERS[name]
    tokenizer = ModelTokenizer(hf, None)

    for text in ("A 鳥 sang", "東京", "é", "ñ🙂"):
        for token in tokenizer.encode(text):
            letters = [c for c in tokenizer.visible(token) if ord(c) > 127 and c != "·"]
            assert set(letters) <= set(text)


def test_a_piece_that_holds_whole_characters_too_shows_them(session: Session) -> None:
    """Of a token with a space and a part of a character the space is drawn as such, the part as its bytes."""
    assert " <0xE9>" == escaped(b" \xe9")
    assert "a<0xE9><0xB3>" == escaped(b"a\xe9\xb3")
    assert "鳥" == escaped("鳥".encode())
    assert session.run("A 鳥").tokens[-3:] == ["<0xE9>", "<0xB3>", "<0xA5>"]


def test_a_byte_is_not_found_as_the_letter_that_stands_for_it(session: Session) -> None:
    """A prompt without a letter has no position of that letter, whatever a vocabulary calls its bytes."""
    trace = session.run("A 鳥 sang")

    for letter in "é³¥ÃE":
        with pytest.raises(SelectionError, match="No token of the prompt is"):
            trace.position(letter)


# --- positions by text ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("prompt", "word"), PROMPTS)
def test_a_text_is_found_at_its_last_piece(session: Session, prompt: str, word: str, form: Any) -> None:
    """A word or a character of several tokens, its accents encoded in either way, is found where it ends."""
    trace = session.run(prompt)
    end = prompt.index(word) + len(word)

    found = trace.position(unicodedata.normalize(form, word))

    assert last_piece(session.model.tokenizer, prompt, end) == found
    # a trace of token ids has the same tokens
    assert found == session.run(trace.token_ids).position(word)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(
        # not the replacement sign: reading back a part of a character gives it too
        st.text(
            st.characters(categories=["Ll", "Lo", "So"], exclude_characters="\ufffd"), min_size=1, max_size=4
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda word: unicodedata.normalize("NFC", word),
    ),
    data=st.data(),
)
def test_every_word_of_any_script_is_found(words: list[str], data: st.DataObject) -> None:
    """Whatever the script, a word between spaces is found where it ends, if need be among other places."""
    word = data.draw(st.sampled_from(words))
    prompt = "".join(f" {w}" for w in words)
    trace = BYTES.run(prompt)
    right = last_piece(BYTES.model.tokenizer, prompt, prompt.index(f" {word}") + 1 + len(word))

    assert right in named(trace, word)


def named(trace: Trace, text: str) -> list[int]:
    """Return the position of a text, or those that the error names where it stands several times."""
    try:
        return [trace.position(text)]
    except SelectionError as error:
        listed = str(error).partition("stands at positions ")[2].partition(".")[0]
        return [int(number) for number in listed.split(", ")]


BYTES = session_with(tiny_tokenizer())


def test_a_tokenizer_that_joins_accents_finds_them_apart(session: Session) -> None:
    """Where the tokenizer composes what was typed decomposed, what was typed is found."""
    hf = tiny_tokenizer()
    hf.backend_tokenizer.normalizer = normalizers.NFC()
    trace = session_with(hf).run("cafe\u0301 is open")
    assert "é" in "".join(trace.backend.tokenizer.decode(trace.token_ids))

    for typed in ("cafe\u0301", "caf\u00e9"):
        assert last_piece(trace.backend.tokenizer, "café is open", 4) == trace.position(typed)


def test_a_tokenizer_that_changes_letters_finds_what_was_typed() -> None:
    """Where tokens spell the text otherwise than it was typed, both are found."""
    hf = tiny_tokenizer()
    hf.backend_tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    trace = session_with(hf).run("Nice CAFÉ, \ufb01ne")
    here = trace.position("cafe")

    assert "".join(trace.token_texts[: here + 1]).endswith(" cafe")
    assert here == trace.position("CAFÉ")
    assert trace.position("fine") == trace.position("\ufb01ne") == len(trace) - 1


def test_a_letter_is_not_found_in_one_with_an_accent() -> None:
    """A run of tokens that ends before an accent does not spell the letter without it."""
    trace = BYTES.run("my cafe\u0301 is open")

    with pytest.raises(SelectionError, match="No token"):
        trace.position("cafe")
    with pytest.raises(SelectionError, match="No token"):
        BYTES.run("한").position("하")
    with pytest.raises(SelectionError, match="No token"):
        BYTES.run(unicodedata.normalize("NFD", "한")).position("하")


def test_a_text_that_stands_twice_is_named_by_its_positions() -> None:
    """A character of several pieces that stands twice is as ambiguous as a token that does."""
    trace = BYTES.run("猫 a 猫")
    ends = [i for i, text in enumerate(trace.token_texts) if text == "<0xAB>"]
    assert 2 == len(ends)

    with pytest.raises(SelectionError, match=f"stands at positions {ends[0]}, {ends[1]}"):
        trace.position("猫")


def test_a_long_blank_is_searched_quickly() -> None:
    """Thousands of tokens of space do not make a search take the square of their number."""
    trace_ids = tiny_tokenizer()("\t" * 6000 + "cafes")["input_ids"]

    assert [len(trace_ids) - 1] == ModelTokenizer(tiny_tokenizer(), None).find("cafes", trace_ids, None)


# --- where tokens stand ---------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", [prompt for prompt, _ in PROMPTS])
def test_a_slow_tokenizer_says_where_its_tokens_stand(prompt: str) -> None:
    """Where a tokenizer gives no places they come from what its tokens spell, each byte at its character."""
    tokenizer = ModelTokenizer(ByT5Tokenizer(), None)

    spans = tokenizer.spans(prompt)

    assert [at for at, c in enumerate(prompt) for _ in c.encode()] == [a for _, a, _ in spans]
    assert all(b == a + 1 for _, a, b in spans)


def test_a_slow_tokenizer_whose_tokens_spell_something_else_says_so() -> None:
    """Where tokens do not spell the prompt no place is made up."""

    class Loud(ByT5Tokenizer):  # type: ignore[misc]
        def _tokenize(self, text: str, **kwargs: Any) -> list[str]:
            return super()._tokenize(text.upper(), **kwargs)

    with pytest.raises(TokenizerError, match="do not spell 'hello'"):
        ModelTokenizer(Loud(), None).spans("hello")
