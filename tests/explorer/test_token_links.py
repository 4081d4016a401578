"""Which tokens of two traces stand for each other where two models cut a text otherwise."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any, NoReturn, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers.processors import ByteLevel
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from latentlens.activations.trace import Trace
from latentlens.explorer.token_links import token_links
from latentlens.model.chat_messages import MessageSpan, message_spans
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.world import model_path
from tiny import TEXT, sentencepiece_like, tiny_tokenizer


def trimmed() -> PreTrainedTokenizerFast:
    """Return a tokenizer whose offsets leave out the spaces of a token, as RoBERTa's do, and no <bos>."""
    tokenizer = tiny_tokenizer()
    tokenizer.backend_tokenizer.post_processor = ByteLevel(add_prefix_space=False, trim_offsets=True)
    return tokenizer


TOKENIZERS = {
    "bytes": tiny_tokenizer(),
    "pieces": sentencepiece_like(),
    "trimmed": trimmed(),
    "world": AutoTokenizer.from_pretrained(model_path("world-base")),
}
TOKENIZERS[
    "pieces"
].chat_template = "{% for m in messages %}[ {{ m.content.split('</think>')[-1] | trim }} ]{% endfor %}"
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


def chat_of(name: str, *messages: tuple[str, str]) -> Trace:
    """Return the tokens of a chat in one of the tokenizers, with its messages as its template writes them."""
    tokenizer = BACKENDS[name].tokenizer
    chat = [{"role": role, "content": content} for role, content in messages]
    ids = tokenizer.encode_chat(chat)
    trace = trace_of(name, "")
    vars(trace).update(token_ids=ids, token_texts=[tokenizer.text(i) for i in ids], prompt=None, chat=chat)
    vars(trace)["messages"] = message_spans(tokenizer, chat)
    return trace


def by_text(one: Trace, two: Trace) -> list[tuple[str, str]]:
    """Return the texts of all linked tokens of a trace, each with that of its partner."""
    pairs = zip(one.token_texts, token_links(one, two), strict=True)
    return [(text, two.token_texts[at]) for text, at in pairs if at is not None]


SPACES = {
    "The capital of Peru is ": (
        ["<bos>", "The", " capital", " of", " Peru", " is", " "],
        ["The", " capital", " of", " P", "er", "u", " is", " "],
        [None, 0, 1, 2, 3, 6, 7],
        [1, 2, 3, 4, 4, 4, 5, 6],
    ),
    " Peru  is   ": (
        ["<bos>", " Peru", " ", " is", " ", " ", " "],
        [" P", "er", "u", " ", " is", " ", " ", " "],
        [None, 0, 3, 4, 5, 6, 7],
        [1, 1, 1, 2, 3, 4, 5, 6],
    ),
    "a\n\nPeru is \n": (
        ["<bos>", "a", "\n", "\n", "Peru", " is", " ", "\n"],
        ["a", "\n", "\n", "P", "er", "u", " is", " ", "\n"],
        [None, 0, 1, 2, 3, 6, 7, 8],
        [1, 2, 3, 4, 4, 4, 5, 6, 7],
    ),
}


@pytest.mark.parametrize("text", SPACES)
def test_spaces_are_linked_also_where_offsets_leave_them_out(text: str) -> None:
    """Before, between and after words, each token of spaces has the one that stands for the same space."""
    tokens, others, there, back = SPACES[text]
    one, two = trace_of("world", text), trace_of("trimmed", text)
    assert (tokens, others) == (one.token_texts, two.token_texts)
    assert there == token_links(one, two)
    assert back == token_links(two, one)


def test_a_space_is_a_partner_only_where_nothing_else_is_shared() -> None:
    """ " hare" and " ", "h", "are" meet at the letters; the lone space goes to the token that has it."""
    one, two = trace_of("world", "a hare met  it"), trace_of("pieces", "a hare met  it")
    assert ["<bos>", "a", " ", "h", "are", " met", " ", " it"] == one.token_texts
    assert ["<s>", " a", " h", "ar", "e", " me", "t", " ", " i", "t"] == two.token_texts
    assert [None, 1, 2, 2, 3, 5, 7, 8] == token_links(one, two)
    assert [None, 1, 3, 4, 4, 5, 5, 6, 7, 7] == token_links(two, one)


TALK = (("user", "the cat met"), ("assistant", "a hare"), ("user", "Peru is"))
WORLD_TALK = ["<bos>", "<|user|>", " the", " cat", " met", "<|assistant|>", " a", " ", "h", "are", "<eos>"]
WORLD_TALK += ["<|user|>", " Peru", " is", "<|assistant|>"]


def test_every_message_of_a_chat_is_linked_with_a_text() -> None:
    """Not the first one alone; the marks of the template have no partner, nor has the text's newline."""
    one, two = chat_of("world", *TALK), trace_of("pieces", "the cat met a hare\nPeru is")
    others = ["<s>", " the", " cat", " me", "t", " a", " h", "ar", "e", "\n", "P", "er", "u", " is"]
    assert (WORLD_TALK, others) == (one.token_texts, two.token_texts)
    none = None
    there = [none, none, 1, 2, 3, none, 5, 6, 6, 7, none, none, 10, 13, none]
    assert there == token_links(one, two)
    assert [none, 2, 3, 4, 4, 6, 8, 9, 9, none, 12, 12, 12, 13] == token_links(two, one)


def test_every_message_of_two_chats_is_linked_in_whatever_template() -> None:
    """Message by message, and never with what either template writes around it."""
    one, two = chat_of("world", *TALK), chat_of("pieces", *TALK)
    marks = [i for i, text in enumerate(two.token_texts) if text.strip() in ("[", "]", "")]
    links = token_links(one, two)

    assert [" the", " cat", " met", " a", " ", "h", "are", " Peru", " is"] == [
        text for text, at in zip(one.token_texts, links, strict=True) if at is not None
    ]
    assert not {*marks} & {*links}
    firsts = ["the", "cat", "me", "a", "h", "h", "ar", "P", "is"]
    assert firsts == [two.token_texts[at].strip() for at in links if at is not None]


def test_a_message_is_linked_with_the_equal_one() -> None:
    """A chat of one message is linked with that among several, wherever it stands."""
    expected = [(" Peru", " P"), (" is", " is")]
    last = chat_of("pieces", ("user", "Peru is"))
    assert expected == by_text(chat_of("world", *TALK), last)
    first = chat_of("pieces", ("user", "the cat is"), ("assistant", "a fox is"), ("user", "Peru is"))
    assert expected == by_text(chat_of("world", ("user", "Peru is")), first)
    middle = chat_of("pieces", ("user", "hello"), *TALK[1:])
    assert [(" a", " a"), (" ", " h"), ("h", " h"), ("are", "ar"), *expected] == by_text(
        chat_of("world", *TALK), middle
    )


def test_a_template_that_changes_messages_is_linked_as_a_text() -> None:
    """Where it leaves thoughts out, what it writes is linked with the other chat's messages all the same."""
    thinking = (TALK[0], ("assistant", "<think>so</think>a hare"), TALK[2])
    two = chat_of("pieces", *thinking)
    assert () == two.messages
    assert [
        (" the", " the"), (" cat", " cat"), (" met", " me"), (" a", " a"), (" ", " h"), ("h", " h"),
        ("are", "ar"), (" Peru", " P"), (" is", " is"),
    ] == by_text(chat_of("world", *TALK), two)  # fmt: skip


def test_equal_texts_of_one_word_are_linked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word by word, with no search for equal ones, whose time grows with the square of the repeats."""

    def none(*_: object) -> NoReturn:
        pytest.fail("equal words were searched for")

    one, two = (trace_of(kind, "the cat " * 3) for kind in ("world", "pieces"))
    expected = token_links(one, two)
    assert ["the", "cat"] * 3 == [text.strip() for text, _ in by_text(one, two) if text.strip()]
    monkeypatch.setattr("latentlens.explorer.token_links._matched", none)
    assert expected == token_links(one, two)
