"""Which tokens of two traces stand for each other where two models cut a text otherwise."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlens.activations.trace import Trace
from latentlens.explorer.token_links import token_links
from latentlens.model.chat_messages import MessageSpan
from latentlens.model.tokenizer import ModelTokenizer
from tiny import TEXT, sentencepiece_like, tiny_tokenizer

TOKENIZERS = {"bytes": tiny_tokenizer(), "pieces": sentencepiece_like()}
BACKENDS = {
    name: SimpleNamespace(tokenizer=ModelTokenizer(each, 1000), vocab_size=len(each), name=name)
    for name, each in TOKENIZERS.items()
}
WORDS = ["the", "cat", "capital", "of", "Peru", "unbelievable", "é", "日本", "🦊", "  ", "\n\n", "a,b"]


class Tokens(SimpleNamespace):
    """What of a trace is looked at."""

    def __len__(self) -> int:
        return len(self.token_ids)


texts = st.lists(st.sampled_from([*WORDS, *TEXT]), min_size=1, max_size=6).map(" ".join).filter(str.strip)


def trace_of(name: str, text: str) -> Trace:
    """Return the tokens of a text in one of both tokenizers."""
    backend = BACKENDS[name]
    ids = backend.tokenizer.encode(text)
    each = [backend.tokenizer.text(i) for i in ids]
    return cast("Trace", Tokens(backend=backend, token_ids=ids, token_texts=each, prompt=text, chat=None))


def covered(name: str, text: str) -> list[tuple[int, int]]:
    """Return the characters of each token by transformers' own offsets, with spaces before it."""
    encoded: Any = TOKENIZERS[name](text, return_offsets_mapping=True)
    spans, end = [], 0
    for special, (start, stop) in zip(
        TOKENIZERS[name].get_special_tokens_mask(encoded["input_ids"], already_has_special_tokens=True),
        encoded["offset_mapping"],
        strict=True,
    ):
        free = text[end:start].isspace() and not special
        spans.append((0, 0) if special else (end if free else start, stop))
        end = end if special else max(end, stop)
    return spans


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from([("bytes", "pieces"), ("pieces", "bytes")]))
def test_tokens_that_are_linked_share_a_character(text: str, names: tuple[str, str]) -> None:
    """Every linked pair covers a character of the text together, in order, and whoever can be linked is."""
    one, two = (trace_of(name, text) for name in names)
    spans, others = (covered(name, text) for name in names)
    found = token_links(one, two)

    assert len(one) == len(found)
    linked = [(i, at) for i, at in enumerate(found) if at is not None]
    for i, at in linked:
        assert max(spans[i][0], others[at][0]) < min(spans[i][1], others[at][1]), (text, i, at)
    assert all(a[1] <= b[1] for a, b in itertools.pairwise(linked))
    for i, (start, stop) in enumerate(spans):
        meets = [at for at, (a, b) in enumerate(others) if text[max(start, a) : min(stop, b)].strip()]
        assert not meets or found[i] in range(meets[0] + 1), (text, i, found)


@pytest.mark.parametrize("names", [("bytes", "pieces"), ("pieces", "bytes")])
def test_of_other_texts_the_words_that_both_have_are_linked(names: tuple[str, str]) -> None:
    """What stands in the place of another word has no partner, and the start of a text neither."""
    one, two = trace_of(names[0], "The capital of France"), trace_of(names[1], "So the capital of Japan")
    linked = {
        (one.token_texts[i].strip(), two.token_texts[at].strip())
        for i, at in enumerate(token_links(one, two))
        if at is not None
    }
    whole = {"capital", "of"}

    assert linked
    assert all(any(a in word and b in word for word in whole) for a, b in linked), linked


def test_chats_are_linked_within_their_messages() -> None:
    """What the template writes has no partner, though its words may be those of a message."""
    texts = {"bytes": "cat: the cat met a hare\n", "pieces": "the cat: the cat met a hare"}
    said = "the cat met a hare"
    traces = []
    for name, text in texts.items():
        trace = trace_of(name, text)
        spans = covered(name, text)
        held = [
            i for i, (_, stop) in enumerate(spans) if text.index(said) < stop <= text.index(said) + len(said)
        ]
        trace.chat = cast("Any", [{"role": "user", "content": said}])
        vars(trace)["messages"] = (MessageSpan("user", held[0], held[-1] + 1),)
        traces.append((trace, spans, held, text.index(said)))
    (one, spans, held, start), (two, others, theirs, other_start) = traces
    found = token_links(one, two)

    assert [i for i, at in enumerate(found) if at is not None] == held
    for i in held:
        at = found[i]
        assert at in theirs
        a, b = spans[i][0] - start, spans[i][1] - start
        c, d = others[at][0] - other_start, others[at][1] - other_start
        assert max(a, c) < min(b, d)


@pytest.mark.parametrize("roles", [("system", "user"), ("user", "assistant")])
def test_messages_of_the_same_role_are_linked(roles: tuple[str, str]) -> None:
    """A system message or a reply that one chat alone has moves no other message."""
    one, two = trace_of("bytes", "the cat met a hare"), trace_of("pieces", "the cat")
    said = TOKENIZERS["bytes"]("the cat", add_special_tokens=False)["input_ids"]
    whole = [0, *said, *said]
    vars(one).update(token_ids=whole, token_texts=[one.backend.tokenizer.text(i) for i in whole])
    middle = 1 + len(said)
    spans = (MessageSpan(roles[0], 1, middle), MessageSpan(roles[1], middle, len(whole)))
    vars(one).update(chat=[{}, {}], messages=spans)
    vars(two).update(chat=[{}], messages=(MessageSpan("user", 1, len(two)),))
    start = next(span.start for span in spans if span.role == "user")
    linked = [*range(start, start + len(said))]

    assert linked == [i for i, at in enumerate(token_links(one, two)) if at is not None]
    assert set(linked) >= {at for at in token_links(two, one) if at is not None} >= {start}


def test_one_vocabulary_links_equal_tokens_as_before() -> None:
    """Where the tokens mean the same, <bos> and words in the place of others are partners too."""
    one, two = trace_of("bytes", "the cat"), trace_of("bytes", "the cat")
    two.backend = cast("Any", SimpleNamespace(**vars(two.backend)))
    assert [*range(len(one))] == token_links(one, two)
