"""Stop texts are found as if all was decoded at every token, in time that grows with the answer alone."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from latentlens.engine.generation import GenerationState
from latentlens.engine.query import Generate
from latentlens.engine.stops import Stops
from latentlens.model.tokenizer import ModelTokenizer
from tiny import TEXT, tiny_tokenizer

STOPS = [
    "\n",
    "?",
    ". ",
    " is",
    "is Paris.",
    "a",
    "é",
    "\ufffd",
    "ha\ufffd",
    "日本",
    "\ufffd\ufffd a",
    "e m",
    "  ",
]


def _byte_level() -> PreTrainedTokenizerFast:
    return tiny_tokenizer()


def _sentencepiece() -> PreTrainedTokenizerFast:
    """Words with a space before them, letters, and bytes for what is not there, as Llama 2 has them."""
    words = sorted({f"▁{word}" for text in TEXT for word in text.split()})
    letters = [*"▁.,?abcdeimnoprst", "é"]
    vocab = ["<bos>", "<eos>", "<pad>", *(f"<0x{i:02X}>" for i in range(256)), *words, *letters]
    tokenizer = Tokenizer(models.BPE({token: i for i, token in enumerate(vocab)}, [], byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<eos>", bos_token="<bos>")


_PIECES = ["the", "is", "paris", "a", ".", "?", "n't", "##s", "##é", "##at", "m"]


def _word_piece() -> PreTrainedTokenizerFast:
    vocab = {
        "[UNK]": 0,
        "<eos>": 1,
        **{word: i + 2 for i, word in enumerate(_PIECES)},
    }
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.decoder = decoders.WordPiece()
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<eos>", unk_token="[UNK]")


MAKES = {"byte-level": _byte_level, "sentencepiece": _sentencepiece, "word pieces": _word_piece}


@functools.cache
def _tokenizer(kind: str) -> ModelTokenizer:
    return ModelTokenizer(MAKES[kind](), None)


def _in_full(readout: Generate, tokenizer: ModelTokenizer, token_ids: Sequence[int]) -> tuple[int, str]:
    """Return how many tokens are taken, and the text before the first stop, all of it decoded every time."""
    for n in range(1, len(token_ids) + 1):
        text = tokenizer.decode(token_ids[:n])
        cuts = [at for stop in readout.stop if (at := text.find(stop)) >= 0]
        if cuts:
            return n, text[: min(cuts)]
        if n == len(token_ids) or token_ids[n - 1] in tokenizer.stop_ids:
            return n, text
    raise AssertionError


@pytest.mark.parametrize("kind", MAKES)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_same_text_as_by_decoding_all(kind: str, data: st.DataObject) -> None:
    """Whatever tokens are said, and whatever stops them: letters, bytes of letters, spaces."""
    tokenizer = _tokenizer(kind)
    size = len(tokenizer.hf)
    mostly = data.draw(st.lists(st.integers(2, size - 1), min_size=1, max_size=4))
    any_token = st.one_of(st.sampled_from(mostly), st.integers(1, size - 1))
    token_ids = data.draw(st.lists(any_token, min_size=1, max_size=150))
    stop = tuple(data.draw(st.lists(st.sampled_from(STOPS), min_size=1, max_size=2)))
    readout = Generate(max_new_tokens=len(token_ids), stop=stop)
    generation = GenerationState(readout, tokenizer)
    n, text = _in_full(readout, tokenizer, token_ids)

    for token in token_ids:
        generation.append(token, -1.0)
        if generation.finished:
            break

    assert n == len(generation.token_ids)
    assert text == generation.generation().text


@pytest.mark.parametrize("kind", MAKES)
def test_work_grows_with_the_length(kind: str) -> None:
    """Four times as many tokens take about four times as much decoding, not sixteen times."""
    tokenizer = _tokenizer(kind)
    text = tokenizer.hf("the paris is a m " * 3, add_special_tokens=False)["input_ids"]

    def decoded(length: int) -> int:
        count = 0

        def decode(token_ids: Sequence[int]) -> str:
            nonlocal count
            count += len(token_ids)
            return tokenizer.decode(token_ids)

        stops = Stops(("no such text",), decode, tokenizer.hf.convert_ids_to_tokens)
        said = (text * length)[:length]
        for n in range(1, length + 1):
            assert not stops.reached(said[:n])
        return count

    assert decoded(1200) < 6 * decoded(300)


def test_a_late_byte_changes_what_a_run_of_bytes_reads_as() -> None:
    """A stop before a long run of bytes is reached by the byte that makes the run no text."""
    tokenizer = _tokenizer("sentencepiece")
    letters = [tokenizer.hf.convert_tokens_to_ids(f"<0x{byte:02X}>") for byte in "日".encode()]
    said = [tokenizer.hf.convert_tokens_to_ids("a"), *(60 * letters), letters[0]]
    stops = Stops(("a\ufffd",), tokenizer.decode, tokenizer.hf.convert_ids_to_tokens)

    # looked at after every whole letter, where all is text; and at last after a third of one
    assert not any(stops.reached(said[:n]) for n in range(1, len(said), 3))
    assert stops.reached(said)
