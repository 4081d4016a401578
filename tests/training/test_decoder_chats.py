"""What of a chat a decoder reads, and what is hidden while it is read."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from latentlens import Session
from latentlens.training.data import (
    DecoderRow,
)
from latentlens.training.data.chat_rows import MASKINGS, narrowed, read_chat
from latentlens.training.data.row_positions import chat_turns, positions_of, token_ids
from latentlens.world import passages
from latentqa_items import items
from tiny import save_tiny

CHATML = (
    "{% if messages[0]['role'] != 'system' %}<|im_start|>system\nBe good.<|im_end|>\n{% endif %}"
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
GEMMA = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set first = messages[0]['content'] + '\n\n' %}"
    "{% set rest = messages[1:] %}{% else %}{% set first = '' %}{% set rest = messages %}{% endif %}"
    "{% for m in rest %}<start_of_turn>{{ 'model' if m['role'] == 'assistant' else m['role'] }}\n"
    "{{ first if loop.first else '' }}{{ m['content'] | trim }}<end_of_turn>\n{% endfor %}"
    "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
CHAT = [
    {"role": "user", "content": "Be kind."},
    {"role": "assistant", "content": "Yes."},
    {"role": "user", "content": "Who are you?"},
    {"role": "assistant", "content": "A good one."},
]
TEXTS = tuple(passages(Random(0), 300))


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the shipped model."""
    return Session()


@pytest.fixture(scope="module", params=["chatml", "gemma"])
def chatty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Return a session on a random model with the chat template of a family of models."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), "llama", max_position_embeddings=512)
    template = {"chatml": CHATML, "gemma": GEMMA}[request.param]
    (directory / "chat_template.jinja").write_text(template, encoding="utf-8")
    return Session(directory)


def spelled(session: Session, messages: Any, positions: Any) -> str:
    """Return the text at some positions of a chat, special tokens included."""
    ids = token_ids(tuple(messages), session.backend)
    return str(session.backend.tokenizer.hf.decode([ids[i] for i in positions]))


def test_a_turn_has_its_marks(chatty: Session) -> None:
    """A turn is its content with what the template writes around it, without the template's own messages."""
    turns = chat_turns(CHAT, chatty.backend.tokenizer)
    texts = [spelled(chatty, CHAT, range(turn.start, turn.stop)) for turn in turns]
    start = "<|im_start|>" if "<|im_start|>" in texts[0] else "<start_of_turn>"
    assert all(text.startswith(start) and text.count(start) == 1 for text in texts)
    assert [m["content"] for m in CHAT] == [spelled(chatty, CHAT, range(*turn.content)) for turn in turns]


@pytest.mark.parametrize("masking", MASKINGS)
def test_the_system_prompt_is_not_read(chatty: Session, masking: Any) -> None:
    """The user's message and the beginning of the reply are read; hidden is the system prompt and no more."""
    chat = [{"role": "system", "content": "Be a bad fox."}, {"role": "user", "content": "Who are you?"}]
    reading = read_chat(chat, chatty.backend, controls=1, masking=masking)
    text, hidden = (spelled(chatty, chat, some) for some in (reading.positions[1:], reading.hidden))
    assert "fox" not in text
    assert "Who are you?"[1:] in text
    assert text.rstrip().endswith(("assistant", "model"))
    if masking == "unattended":
        assert "Be a bad fox." in hidden
        assert "Who" not in hidden
    else:
        assert () == reading.hidden


def test_the_beginning_of_the_next_reply_is_not_read_after_a_reply(chatty: Session) -> None:
    """Where the chat ends with a reply, reading ends with it."""
    reading = read_chat(CHAT, chatty.backend, controls=2)
    text = spelled(chatty, CHAT, reading.positions)
    assert re.search(r"A good one\.<.{0,8}(im_end|end_of_turn).?>\n?$", text.replace("|", ""))
    assert "Be kind" not in text


def published(ids: list[int], bos: int, user: int, source: str) -> list[int]:
    """Return the index of the activation in each slot, as the published code computes it, step by step."""
    starts = [i for i, token in enumerate(ids) if token == user]
    masked = [False] * len(ids)
    if source == "system":
        masked[ids.index(bos) + 1 : starts[0]] = [True] * (starts[0] - ids.index(bos) - 1)
    elif len(starts) > 1:
        masked[starts[0] : starts[1]] = [True] * (starts[1] - starts[0])
    verb, read, n = sum(masked), len(ids) - 1, len(ids)
    cache = [i if i >= n - (read - verb - 1) else n - read for i in range(n)]
    return cache[n - (read - verb) :]


@pytest.mark.parametrize("source", ["control", "stimulus", "stimulus_completion", "system"])
def test_reading_as_published_is_what_the_published_code_reads(session: Session, source: Any) -> None:
    """The slots hold the activations of the same tokens as in the paper's code, its first slot included."""
    item = next(item for item in items() if item.source == source)
    ids = list(token_ids(tuple(item.messages), session.backend))
    hf = session.backend.tokenizer.hf
    expected = published(ids, hf.bos_token_id, hf.convert_tokens_to_ids("<|user|>"), source)

    reading = read_chat(item.messages, session.backend, controls=item.controls, masking="published")
    assert expected == list(reading.positions)
    left_out = read_chat(item.messages, session.backend, controls=item.controls)
    assert expected[1:] == list(left_out.positions[1:])


def test_a_window_lies_in_the_segment(session: Session) -> None:
    """A narrowed row reads 1 to 3 neighbouring positions, 1 to 10 before the last one."""
    row = DecoderRow(TEXTS[0], tuple(range(1, 20)), "a?", "b")
    found = [narrowed(row, Random(i), session.backend).positions for i in range(200)]
    assert {1, 2, 3} == {len(positions) for positions in found}
    assert all(list(range(p[0], p[-1] + 1)) == list(p) for p in found)
    assert set(range(9, 19)) == {positions[-1] for positions in found}
    short = narrowed(DecoderRow(TEXTS[0], (3,), "a?", "b"), Random(0), session.backend)
    assert (3,) == short.positions


def test_characters_are_found_by_offsets(session: Session) -> None:
    """A range of characters is at the tokens that touch it, a space before a word left aside."""
    text = "The capital of France is Paris."
    assert (4,) == positions_of((15, 21), text, session.backend)
    assert (4,) == positions_of((14, 21), text, session.backend)
    assert (4, 5) == positions_of((17, 23), text, session.backend)
