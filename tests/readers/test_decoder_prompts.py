"""Decoders' prompts: each form as published, its slots, and the position ids in them."""

from __future__ import annotations

import pytest

from decoders import opened, weights
from latentlens import Controls, Decoder, Selection, Session
from latentlens.decoder_files.prompt_settings import PromptSettings, Roles
from latentlens.errors import InputError
from latentlens.readers.queries import target_on

TEXT = "the cat sat on the mat"
QUESTION = "Is it the fox?"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a small model in float64, so that differences are of method, not of rounding."""
    return opened(double=True)


FORMS: dict[str, tuple[PromptSettings, list[tuple[int, int]], str]] = {
    "ao_block": (
        PromptSettings(form="ao_block", placeholder=" a"),
        [(1, 2), (1, 3), (3, 2), (3, 3)],
        "<bos>[user] Layer: 1\n a a \nLayer: 3\n a a \nIs it the fox?\n[assistant]",
    ),
    "ao_inline": (
        PromptSettings(form="ao_inline", placeholder=" a"),
        [(1, 2), (1, 3), (3, 2), (3, 3)],
        "<bos>[user] L1: a a L3: a a.\nIs it the fox?\n[assistant]",
    ),
    "ao_inline_bare": (
        PromptSettings(form="ao_inline_bare", placeholder=" a", system="Be brief."),
        [(2, 2)],
        "<bos>[system] Be brief.\n[user] L2: a\nIs it the fox?\n[assistant]",
    ),
    "latentqa": (
        PromptSettings(form="latentqa", placeholder="?", roles=Roles(assistant="reflect")),
        [(2, 2), (2, 3)],
        "<bos>[user] ? ?\n[reflect] Sure, I've analyzed the assistant.\n[user] Is it the fox?\n[reflect]",
    ),
    "selfie": (
        PromptSettings(
            form="selfie", placeholder="?", template="What is {slot} ? {question}", prefill=' "{slot} " is'
        ),
        [(2, 2)],
        '<bos>[user] What is ? ? Is it the fox?\n[assistant] "? " is',
    ),
    "meta_model": (
        PromptSettings(form="meta_model", placeholder=" a", chat=False),
        [(1, 2), (3, 2)],
        "<bos>Alice: a a\nBob: Is it the fox?\nAlice:",
    ),
    "plain": (
        PromptSettings(form="plain", placeholder=" a", chat=False),
        [(2, 2), (2, 3)],
        "<bos> a a Is it the fox?",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_written_as_published(session: Session, form: str) -> None:
    """The prompt's text is known to the character, and its slots hold the placeholder."""
    prompt, sites, text = FORMS[form]
    decoder = Decoder(weights(session, prompt=prompt), QUESTION)
    chosen = Selection(session.run(TEXT), sites)

    target = target_on(decoder, session.backend, (), chosen)

    tokenizer = session.backend.tokenizer.hf
    assert text == tokenizer.decode(list(target.token_ids))
    assert tokenizer(text, add_special_tokens=False)["input_ids"] == list(target.token_ids)
    assert target.slots is not None
    assert {prompt.placeholder.strip()} == {
        tokenizer.decode([target.token_ids[slot]]).strip() for slot in target.slots
    }
    assert (2 if form == "selfie" else len(sites)) == len(target.slots)
    assert session.ask(chosen, decoder).finite


def test_a_question_may_hold_the_placeholder(session: Session) -> None:
    """Only marks are slots, whatever else the question says."""
    decoder = Decoder(weights(session), "Is it a {slot} or a a a?")
    target = target_on(decoder, session.backend, (), session.run(TEXT).select(2, [2, 3]))
    assert target.slots is not None
    assert 2 == len(target.slots)
    assert "Is it a {slot} or a a a?" in session.backend.tokenizer.decode(list(target.token_ids))


def test_slots_keep_the_position_ids_that_were_read(session: Session) -> None:
    """With shifted ids, each slot has its token's, and what follows goes on from the last."""
    prompt = PromptSettings(form="latentqa", placeholder="?")
    decoder = Decoder(weights(session, prompt=prompt, positions="source"), QUESTION)
    trace = session.run("Once upon a time a fox met a hare on the road to Rome, and both were hungry.")
    read = [20, 21, 23]
    assert len(trace) > 23

    answer = session.ask(trace.select(2, read), decoder)
    target = target_on(decoder, session.backend, (), trace.select(2, read))
    assert target.position_ids is not None
    assert target.slots is not None
    assert read == [target.position_ids[slot] for slot in target.slots]
    first, last = target.slots[0], target.slots[-1]
    assert tuple(range(first)) == target.position_ids[:first]
    assert tuple(range(24, 24 + len(target.token_ids) - last - 1)) == target.position_ids[last + 1 :]
    unshifted = session.ask(trace.select(2, read), Decoder(weights(session, prompt=prompt), QUESTION))
    assert unshifted.token_logprobs != answer.token_logprobs
    with pytest.raises(InputError, match="position ids for its own tokens alone"):
        session.ask(trace.select(2, read), decoder, controls=Controls(text=True))
