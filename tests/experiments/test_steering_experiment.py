"""Steering on the teaching world: cases apart by split, grading by the world, choices on validation alone."""

from __future__ import annotations

import dataclasses

import pytest

from latentlens import Decoder, Session
from latentlens.decoder_files.manifest import Manifest, Read, WriteAt
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.experiments import steering, steering_cases, steering_slot
from latentlens.experiments.decoders.decoder_steering import steering_figures
from latentlens.experiments.steering import kind_rows, named_rows
from latentlens.experiments.steering_cases import (
    answers,
    fact_chats,
    replies,
    shows,
    slot_prompt,
    system_prompts,
    wishes,
)
from latentlens.experiments.steering_methods import FIRST_TOKENS, steering_methods
from latentlens.experiments.steering_study import SteeringPlan, SteeringRow, SteeringStudy
from latentlens.readers.decoder_checks import facts_of
from latentlens.training.steering.steer_in_slot import SLOT_CANDIDATES
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.world.traces import wordings


def test_a_fact_is_asked_in_one_split_only() -> None:
    """Also with another seed, and as often as it is asked for."""
    asked = {
        split: {(chat.user, chat.answer) for chat in fact_chats(split, 150)}
        for split in ("train", "validation", "test")
    }
    assert not asked["train"] & asked["test"]
    assert not asked["validation"] & asked["test"]
    assert not asked["train"] & {(chat.user, chat.answer) for chat in fact_chats("test", 150, seed=1)}
    assert fact_chats("test", 3) == fact_chats("test", 3)


def test_the_world_grades_replies() -> None:
    """The wished value shows, and no other; the fact is said as a whole word."""
    assert shows("It is Paris. Alas, alas.", "mood", "sad")
    assert not shows("It is Paris.", "mood", "sad")
    assert not shows("It is Paris. Alas, alas. What a lovely day.", "mood", "sad")
    assert answers("Arr! It is Paris.", "Paris")
    assert not answers("It is Parisian.", "Paris")


def test_wishes_are_in_the_wordings_of_training() -> None:
    """And not in those that a decoder is tested with."""
    assert [(question, "sad") for question in wordings()["mood"]["train"]] == wishes("mood", "sad")


def test_what_is_preserved_is_not_what_is_measured() -> None:
    """Neither the wordings of its statements nor its facts are those of the statements and chats."""
    kept = steering_cases.fact_statements(200)
    measured = [each for split in ("validation", "test") for each in steering_cases._statements(split)]
    facts = {(each.relation, each.subject) for each in measured}
    trained = {(each.relation, each.subject) for each in steering_cases._statements("train")}
    assert 200 == len(set(kept))
    assert not facts & trained
    assert not {f"{each.prompt} {each.answer}" for each in measured} & set(kept)
    assert kept[:3] == steering_cases.fact_statements(200)[:3] != steering_cases.fact_statements(3, seed=1)


def test_a_system_prompt_makes_the_trait_show() -> None:
    """The model that ships does as the prompt says, so the grading can tell."""
    session = Session()
    (chat,) = fact_chats("test", 1)
    plain, sad = replies(session.backend, [chat.messages(), chat.messages(system_prompts("mood", "sad")[0])])
    assert [False, True] == [shows(reply, "mood", "sad") for reply in (plain, sad)]
    assert answers(plain, chat.answer)


@pytest.fixture(scope="module")
def untrained() -> tuple[Session, Decoder, SteeringPlan]:
    """A decoder without weights, and a plan that takes seconds."""
    session = Session()
    manifest = Manifest(
        method="latentqa",
        name="untrained",
        base=facts_of(session.backend),
        read=Read(layers=((2,), (6,))),
        write=WriteAt(layer=1, injection="add_norm_matched"),
        prompt=PromptSettings(form="plain", placeholder=" x"),
    )
    plan = SteeringPlan(
        traits=(("role", "pirate"),), validation_traits=(("mood", "calm"),), layers=((6,),),
        strengths=(1.0, 8.0), first_strengths=(2.0,), baseline_strengths=(4.0,), slot_strengths=(3.0,),
        learnt_from=2, preserved=2, chats=2, facts=4, steps=1,
    )  # fmt: skip
    return session, Decoder(DecoderWeights(manifest)), plan


def test_rows_of_every_method(untrained: tuple[Session, Decoder, SteeringPlan]) -> None:
    """A row on test for each, with what was tried on validation; the model itself loses no fact."""
    session, decoder, plan = untrained
    kinds = (
        "mean_difference", "contrastive_pairs", "decoder_vectors", "decoder_first_tokens", "decoder_slot",
    )  # fmt: skip

    study = SteeringStudy(session, plan)
    rows = [row for kind in ("none", "system_prompt", *kinds) for row in kind_rows(study, decoder, kind)]

    test = {row.method: row for row in rows if row.split == "test"}
    assert ["none", "system_prompt", *kinds] == list(test)
    tried = [(row.method, row.strength) for row in rows if row.split == "validation"]
    assert [(kind, 4.0) for kind in kinds[:2]] == tried[:2]
    assert [(kinds[2], 1.0), (kinds[2], 8.0), (kinds[3], 2.0), (kinds[4], 3.0)] == tried[2:]
    assert (0.0, 0.0, 0.0) == (test["none"].success, test["none"].fact_loss, test["none"].reply_loss)
    assert all(row.loss_low <= row.fact_loss <= row.loss_high for row in rows)
    assert all(row.reply_low <= row.reply_facts <= row.reply_high for row in rows)
    assert 1.0 == test["system_prompt"].success
    wished = {"validation": "mood calm", "test": "role pirate"}
    assert all({wished[row.split]: row.reply_facts} == row.reply_facts_by_trait for row in rows)
    assert all([wished[row.split]] == list(row.fact_loss_by_trait) for row in rows)
    assert frozenset() == session.backend.adapters


def test_the_traits_that_are_reported_choose_nothing() -> None:
    """Neither their replies nor their strengths: the validation traits are others, of the same kinds."""
    plan = SteeringPlan()
    assert not set(plan.traits) & set(plan.validation_traits)
    assert {name for name, _ in plan.traits} == {name for name, _ in plan.validation_traits}


def test_what_each_kind_changes(untrained: tuple[Session, Decoder, SteeringPlan]) -> None:
    """A LoRA of the lower blocks; vectors at every token, at the first tokens alone, in the slot alone."""
    session, decoder, plan = untrained
    methods = steering_methods(SteeringStudy(session, plan), decoder)
    learnt = {name: methods[name].learn(("role", "pirate"), (2,)) for name in list(methods)[3:]}
    assert ["decoder_lora", "decoder_vectors", "decoder_first_tokens", "decoder_slot"] == list(learnt)
    assert ["lora", *["steering"] * 3] == [each.adapter().kind for each in learnt.values()]
    vectors = [each for each in learnt.values() if isinstance(each, SteeringVectors)]
    assert [None, FIRST_TOKENS, (5,)] == [each.positions for each in vectors]
    assert [(2,), (2,), (0,)] == [each.layers for each in vectors]


def test_the_slot_is_where_the_value_of_a_system_prompt_stands(
    untrained: tuple[Session, Decoder, SteeringPlan],
) -> None:
    """With the value's token in its place, the prompt is the one that sets the value."""
    session, _, plan = untrained
    tokenizer = session.backend.tokenizer
    (chat, *_) = SteeringStudy(session, plan).train
    for trait, value in (("mood", "calm"), ("role", "pirate")):
        ids = tokenizer.encode_chat(chat.messages(slot_prompt(trait)))
        at = steering_slot.slot_position(session.backend, chat, trait)
        ids[at] = tokenizer.encode_continuation(f" {value}")[0]
        assert ids == tokenizer.encode_chat(chat.messages(system_prompts(trait, value)[-1]))


def test_the_embedding_of_a_word_in_the_slot_is_the_word(
    untrained: tuple[Session, Decoder, SteeringPlan],
) -> None:
    """So the best that could be learnt steers as the system prompt does, and adds nothing to statements."""
    session, _, plan = untrained
    study = SteeringStudy(session, plan)
    at = steering_slot.slot_position(session.backend, study.train[0], "role")
    word, slot = (
        session.run(session.backend.tokenizer.encode_chat(chat))[0, at]
        for chat in (
            study.train[0].messages(system_prompts("role", "pirate")[-1]),
            study.train[0].messages(slot_prompt("role")),
        )
    )
    learnt = {("role", "pirate"): SteeringVectors({0: word - slot}, positions=(at,))}
    steered = study.row("decoder_slot", "test", (0,), 1.0, learnt, in_slot=True)
    assert (1.0, 0.0) == (steered.success, steered.fact_loss)
    empty = study.row("empty_slot", "test", in_slot=True)
    assert 0.0 == empty.success


def test_noise_in_the_slot_is_as_long_as_what_is_learnt_may_be(
    untrained: tuple[Session, Decoder, SteeringPlan],
) -> None:
    """Of another direction for each trait, the same each time."""
    session, _, plan = untrained
    study = SteeringStudy(session, plan)
    pirate, again, calm = (
        steering_slot.random_in_slot(study, each) for each in (("role", "pirate"),) * 2 + (("mood", "calm"),)
    )
    ids = session.backend.tokenizer.encode_chat(study.train[0].messages(slot_prompt("role")))
    usual = session.run(ids)[0, 1:].norm(dim=-1).median()
    most = max(candidate.max_norm for candidate in SLOT_CANDIDATES)
    assert most == pytest.approx(float(pirate.vectors[0].norm() / usual), rel=1e-5)
    assert pirate == again != calm


def row(method: str, split: str, success: float, loss: float, reply_loss: float = 0.0) -> SteeringRow:
    """Return a row with these figures."""
    return SteeringRow(
        method, split, (1,), 1.0, success, 0, 1, 10,
        reply_facts=1 - reply_loss / 100, reply_low=0, reply_high=1, reply_loss=reply_loss,
        facts=1, fact_loss=loss, loss_low=0, loss_high=99, by_trait={}, reply_facts_by_trait={},
        fact_loss_by_trait={},
    )  # fmt: skip


def test_what_costs_too_many_facts_is_not_chosen() -> None:
    """However well it steers; if nothing is cheap enough, what costs least is."""
    good, cheap, dear = (row("m", "validation", *of) for of in ((0.9, 4), (0.5, 1), (1.0, 20)))
    assert good == max([cheap, dear, good], key=steering._merit)
    assert row("m", "validation", 0.0, 9) == max([dear, row("m", "validation", 0.0, 9)], key=steering._merit)
    wrong = row("m", "validation", 1.0, 1, reply_loss=6)
    assert good == max([wrong, good], key=steering._merit), "what is said in replies counts as well"
    just = row("m", "validation", 0.95, 0, reply_loss=100 * (1 - 0.95))
    assert just == max([good, just], key=steering._merit), "at most 5 points is with 5"


def test_the_named_figures_are_of_the_method_that_validation_chose() -> None:
    """Not of the one that is better on test; each kind has its own figures too, and the baselines."""
    rows = [
        row("system_prompt", "test", 1.0, 0),
        row("decoder_vectors", "test", 0.9, 3),
        row("decoder_lora", "test", 0.6, 1),
        row("decoder_vectors", "validation", 0.5, 3),
        row("decoder_lora", "validation", 0.8, 1),
    ]
    assert rows[2] == named_rows(rows)[""]
    figures = {each.name: each for each in steering_figures([dataclasses.asdict(each) for each in rows], "")}
    assert (60.0, 80.0) == (figures["steer_success"].value, figures["steer_success"].bar)
    assert (1, 5.0) == (figures["steer_fact_loss"].value, figures["steer_fact_loss"].bar)
    assert (90.0, None) == (figures["steer_success_vectors"].value, figures["steer_success_vectors"].bar)
    assert 100.0 == figures["steer_success_system_prompt"].value
    assert 2 * 4 == len(figures)
