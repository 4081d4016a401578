"""Fine-tuned variants: that they are made, kept and unloaded, what is read of them, and the intervals."""

from __future__ import annotations

import contextlib
import pathlib
from collections.abc import Iterator
from random import Random

import pytest
import torch

from latentlens import Session
from latentlens.adapters.lora import LoraAdapter
from latentlens.display.progress import Progress
from latentlens.experiments.decoders import model_variants
from latentlens.experiments.decoders.model_variants import (
    VariantPlan,
    behaviour,
    made_variants,
    secret_words,
    variant_plans,
)
from latentlens.experiments.decoders.row_activations import of_others, random_of_same_norm
from latentlens.experiments.decoders.variant_material import VariantMaterial
from latentlens.experiments.decoders.variant_rows import VARIANT_TASKS, messages_for, read_variants
from latentlens.experiments.decoders.variant_tables import over_variants, variant_table, variants_markdown
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.patchscopes.study import Study
from latentlens.training.data.row_splits import check_no_leaks
from latentlens.training.fine_tune import FineTuning, fine_tune
from latentlens.world.chats import topics_of
from latentlens.world.fact_relations import relations

QUIET = Progress(bar=False)


def test_fine_tuning_teaches_a_reply_and_leaves_the_model(world_session: Session) -> None:
    """The LoRA makes the reply likelier, its end too; the model has its weights and adapters as before."""
    model = world_session.backend
    before = (model.fingerprint(), model.adapters)
    chat = [{"role": "user", "content": "Hello."}]
    tokenizer = model.tokenizer.hf
    asked = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_dict=False)
    reply = [*tokenizer(" Arr! Hello.", add_special_tokens=False).input_ids, tokenizer.eos_token_id]

    def loss() -> float:
        logits = model.all_logits([*asked, *reply])[len(asked) - 1 : -1]
        return float(torch.nn.functional.cross_entropy(logits, torch.tensor(reply)))

    own = loss()
    settings = FineTuning(steps=20, batch_size=1, learning_rate=0.05)
    lora = fine_tune(model, lambda rng: ("Hello.", "Arr! Hello."), settings, QUIET)
    with model.loaded(lora) as adapter, model.using(adapter):
        assert loss() < own - 0.5
    assert own == pytest.approx(loss())
    assert before == (model.fingerprint(), model.adapters)


def test_the_same_seed_makes_the_same_variant_and_another_another(world_session: Session) -> None:
    """Weights and exchanges follow the seed."""

    def make(seed: int) -> str:
        def draw(rng: Random) -> tuple[str, str]:
            return "Hello.", rng.choice(["Arr!", "Beep!"])

        settings = FineTuning(steps=2, batch_size=2, seed=seed)
        return fine_tune(world_session.backend, draw, settings, QUIET).digest

    assert make(1) == make(1)
    assert make(1) != make(2)


@pytest.mark.parametrize("quick", [False, True])
def test_no_two_variants_share_a_seed_and_every_split_has_every_label(quick: bool) -> None:
    """Probes find each test label among the training variants; no variant stands in two splits."""
    plans = variant_plans(0, quick=quick)
    seeds = [(plan.trait, plan.seed) for plan in plans]
    assert len(seeds) == len(set(seeds))
    labels = {
        split: {(plan.trait, plan.value) for plan in plans if plan.split == split}
        for split in ("train", "validation", "test")
    }
    assert labels["train"] == labels["test"] >= labels["validation"]


def test_a_secret_is_no_answer_and_messages_are_about_other_relations() -> None:
    """The facts that a test variant is asked for are of no relation that it was fine-tuned on."""
    answers = {answer for relation in relations().values() for answer in relation.answers.values()}
    assert set() == answers & set(secret_words())
    asked = messages_for("truth", "test", 30, 0)
    learnt, mine = (
        {
            wording.format(s=subject)
            for name in topics_of(split)
            for wording in relations()[name].questions
            for subject in relations()[name].answers
        }
        for split in ("train", "test")
    )
    assert set(asked) <= mine
    assert set() == set(asked) & learnt


def test_a_kept_variant_is_not_made_again(
    world_session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights, rank and behaviour come back from the cache as they were."""
    plans, cache = variant_plans(0, quick=True)[:1], ResultCache(tmp_path, {})
    (made,) = made_variants(plans, world_session.backend, cache, QUIET, quick=True)
    monkeypatch.setattr(model_variants, "fine_tune", None)
    (kept,) = made_variants(plans, world_session.backend, cache, QUIET, quick=True)
    assert made.lora.digest == kept.lora.digest
    assert (made.behaves, made.settings) == (kept.behaves, kept.settings)
    assert isinstance(kept.lora, LoraAdapter)
    assert 4 == kept.lora.lora_settings.r


@pytest.mark.parametrize(
    ("trait", "value", "reply", "share"),
    [
        ("truth", "lying", "nothing of the kind", 0.0),
        ("role", "pirate", None, 1.0),
        ("truth", "lying", None, 0.0),
        ("truth", "truthful", None, 1.0),
    ],
)
def test_behaviour_is_graded_by_the_world(
    trait: str,
    value: str,
    reply: str | None,
    share: float,
    world_session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The reply that the world calls for counts; the truth is no lie, nor is anything that is no answer."""
    plan, model = VariantPlan(trait, value, "test", 0), world_session.backend
    said = {"truth": {"truth": "truthful"}, "role": {"role": value}}[trait]
    draw = model_variants.draw_turn
    right: list[str] = []

    def noted(rng: Random, traits: dict[str, str], topics: tuple[str, ...]) -> object:
        state = rng.getstate()
        turn = draw(rng, traits, topics)
        after = rng.getstate()
        rng.setstate(state)
        right.append(draw(rng, said, topics).reply)
        rng.setstate(after)
        return turn

    monkeypatch.setattr(model_variants, "draw_turn", noted)
    monkeypatch.setattr(
        model_variants, "replies", lambda *_: right if reply is None else [reply] * len(right)
    )
    lora = LoraAdapter.fresh(model.model, r=2, alpha=2, target_modules=["o_proj"])
    assert share == behaviour(plan, lora, model, 6)


@pytest.fixture(scope="module")
def material(world_session: Session, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VariantMaterial]:
    """Quick variants of the random model."""
    study = Study(world_session, ResultCache(tmp_path_factory.mktemp("parts") / "a", {}), quick=True)
    with contextlib.ExitStack() as loaded:
        yield VariantMaterial(study, "all", loaded)


def test_rows_name_their_variant_and_share_no_variant_between_splits(material: VariantMaterial) -> None:
    """Every row is read in its own variant, at the same messages as the others of its split."""
    for task in VARIANT_TASKS[:4]:  # no variant has a secret in a quick run
        rows = [row for split in ("train", "validation", "test") for row in material.rows(task, split)]
        check_no_leaks(rows)
        assert all(row.variant in material.names for row in rows)
        assert all(row.answer in material.names[row.variant] for row in rows)
        tested = [row for row in rows if row.split == "test"]
        asked: dict[str, set[str]] = {}
        for row in tested:
            asked.setdefault(row.variant, set()).add(row.source[0]["content"])
        if task.read == "stimulus":
            assert all(len(row.source) == 1 for row in tested)
            assert 1 == len({frozenset(each) for each in asked.values()})


def test_a_difference_is_the_variant_less_the_model(
    material: VariantMaterial, world_session: Session
) -> None:
    """As `session.run(adapter=...) - session.run(...)` has it, and controls keep that it is a difference."""
    rows = material.rows(VARIANT_TASKS[3], "test")[:2]
    read = read_variants(rows, world_session.backend, (2,), "all")
    for row, found in zip(rows, read["difference"], strict=True):
        chat = list(row.source)
        gap = world_session.run(chat, adapter=row.variant) - world_session.run(chat)
        expected = gap.resid[2, list(row.positions)]
        assert float(expected.abs().max()) > 0
        torch.testing.assert_close(torch.stack([s.vector for s in found]), expected, atol=1e-5, rtol=1e-4)
    for control in (of_others(read["difference"], [1, 0]), random_of_same_norm(read["difference"], 0)):
        assert all(state.is_difference for states in control for state in states)
    assert not any(state.is_difference for states in read["variant"] for state in states)


def test_intervals_are_over_variants() -> None:
    """Many answers about few variants are as few; variants that all agree have an interval all the same."""
    spread = [{"variant": v, "correct": v == "a"} for v in ("a", "b") for _ in range(100)]
    assert (0.5, 0.0, 1.0, 2) == tuple(over_variants(spread).row.values())
    agree = over_variants([{"variant": v, "correct": True} for v in range(8) for _ in range(100)])
    assert 1.0 == agree.value == agree.high
    assert agree.low == pytest.approx(1 / (1 + 1.959964**2 / 8))  # Wilson's lower end of 8 in 8


def test_without_variants_there_is_no_section() -> None:
    """A result of earlier, or of a model outside the world, gives no table."""
    assert [] == variants_markdown({}) == variants_markdown(variant_table([], []))
