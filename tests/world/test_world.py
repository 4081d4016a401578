"""The world's training, and the model that it ships."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlens.errors import InputError, ModelError
from latentlens.world import load_facts, model_path
from latentlens.world.fact_relations import relations
from latentlens.world.recipe import Recipe
from latentlens.world.text import document
from latentlens.world.word_tokenizer import make_tokenizer

TINY = {"width": 32, "blocks": 2, "heads": 2, "length": 32, "deepest": 1, "finish_deepest": 1}
"""The shape of a model that trains in no time."""


def test_importing_the_world_leaves_torch_alone() -> None:
    """Facts are plain data: reading them must not load torch."""
    code = (
        "import sys, latentlens.world as w; w.load_facts(); w.questions(); w.questions('persona'); "
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_model_is_refused_with_the_known_names() -> None:
    """QuestionRunner for a model that is not shipped says which ones are."""
    with pytest.raises(ModelError, match="world-small"):
        model_path("world-huge")


@pytest.fixture(scope="module")
def tokenizer() -> object:
    """The shipped tokenizer, opened as anyone would."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model_path())


@pytest.fixture(scope="module")
def made() -> Any:
    """The tokenizer as the recipe makes it."""
    return make_tokenizer()


@pytest.fixture(scope="module")
def known(made) -> Any:
    """The world's names in its tokens."""
    from latentlens.world.packed_rows import NameFinder

    return NameFinder(made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oro Venn lives in Addis Ababa, in Lima:", [0, 1, 1, 3, 4, 5, 5, 7, 8, 9, 10]),
        ("Dar es Salaam: city", [0, 1, 1, 1, 4, 5]),
        ("in Dar es Salaam.", [0, 1, 2, 2, 2, 5]),
        ("the tool for cutting wood is", [0, 1, 2, 3, 4, 4, 6]),
        ("On Friday Velmora met Oro Venn", [0, 1, 2, 3, 4, 5, 5]),
        ("Dar es Lima", [0, 1, 2, 3]),
        ("Oro Venn Oro Venn", [0, 1, 1, 3, 3]),
        ("it is in the Middle East.", [0, 1, 2, 3, 4, 4, 4, 7]),
        ("", [0]),
    ],
)
def test_names_gather_their_own_tokens(made, known, text: str, expected: list[int]) -> None:
    """The tokens of one of the world's names begin at its first; everything else stands alone."""
    assert expected == known.name_starts(made(text).input_ids)


def test_every_name_of_several_words_is_found(made, known) -> None:
    """Entities and answers of several words are one name, where a text begins and inside it."""
    facts = load_facts()
    found = {name for names in facts.names.values() for name in names}
    found |= {answer for relation in relations().values() for answer in relation.answers.values()}
    for name in found:
        count = len(name.split())
        assert [0, *[1] * count] == known.name_starts(made(name).input_ids)
        assert [0, 1, *[2] * count, 2 + count] == known.name_starts(made(f"in {name}.").input_ids)


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=30)
def test_names_are_runs_of_tokens(made, known, seed: int) -> None:
    """In any document each token's name begins at or before it, and every name begins at itself."""
    ids = made(document(Random(seed))).input_ids
    starts = known.name_starts(ids)
    assert len(ids) == len(starts)
    assert sorted(starts) == starts
    assert all(starts[start] == start <= at for at, start in enumerate(starts))


def test_narrow_attention_sees_the_name_and_the_first_token() -> None:
    """A narrow position sees its document's first token and its own name, and never another document."""
    import torch

    from latentlens.world.packed_rows import PackedRows

    rows = PackedRows(
        torch.zeros(1, 5, dtype=torch.long), torch.tensor([[0, 0, 0, 3, 3]]), torch.tensor([[0, 1, 1, 3, 4]])
    )
    assert rows.narrow_mask()[0].int().tolist() == [
        [1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 0, 0, 1, 1],
    ]
    assert rows.full_mask()[0].sum(-1).tolist() == [1, 2, 3, 1, 2]


def test_wide_attention_sees_the_last_token_of_other_names() -> None:
    """Above narrow attention a name of several tokens is seen through its last token alone."""
    import torch

    from latentlens.world.packed_rows import PackedRows

    rows = PackedRows(
        torch.zeros(1, 5, dtype=torch.long),
        torch.zeros(1, 5, dtype=torch.long),
        torch.tensor([[0, 1, 1, 3, 4]]),
    )
    assert rows.wide_mask()[0].int().tolist() == [
        [1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0],
        [1, 0, 1, 1, 0],
        [1, 0, 1, 1, 1],
    ]


def test_masks_change_nothing_at_depth_zero_and_hide_other_words_below_a_depth() -> None:
    """Depth 0 is the plain model; below depth k a state does not depend on other words; no hook stays."""
    import torch

    from latentlens.model.init_model import init_model
    from latentlens.world.narrow_attention import narrow_masks
    from latentlens.world.packed_rows import PackedRows
    from latentlens.world.recipe import recipe

    torch.manual_seed(0)
    model = init_model(recipe("world-small").config(40) | {"num_hidden_layers": 3}).eval()
    first = torch.tensor([[0, 5, 6, 7], [0, 9, 6, 7]])
    rows = PackedRows(first, torch.zeros(2, 4, dtype=torch.long), torch.arange(4).expand(2, 4))

    def layers() -> torch.Tensor:
        with torch.no_grad():
            return torch.stack(model(input_ids=first, output_hidden_states=True).hidden_states)

    plain = layers()
    with narrow_masks(model.model.layers, rows, torch.tensor([0, 0])):
        assert torch.allclose(layers(), plain, atol=1e-5)
    with narrow_masks(model.model.layers, rows, torch.tensor([2, 2])):
        narrow = layers()
    assert torch.equal(narrow[2, 0, 2], narrow[2, 1, 2])
    assert not torch.allclose(narrow[3, 0, 2], narrow[3, 1, 2])
    assert torch.equal(layers(), plain)


def test_depths_are_ordinary_for_a_share_of_the_rows() -> None:
    """Depths run from one to the deepest, but for the share of rows with ordinary attention, which have 0."""
    import torch

    from latentlens.world.narrow_attention import draw_depths

    def draw(deepest: int, full: float) -> list[int]:
        return draw_depths(torch.Generator().manual_seed(0), 4000, deepest, full).tolist()

    assert {0, 1, 2, 3, 4} == set(draw(4, 0.35))
    assert 0.35 == pytest.approx(draw(4, 0.35).count(0) / 4000, abs=0.04)
    assert {1, 2} == set(draw(2, 0.0))
    assert {0} == set(draw(4, 1.0)) == set(draw(0, 0.0))


def test_rows_are_documents_packed_end_to_end(made, known) -> None:
    """A row is whole documents, each from <bos> to <eos>, the last one cut; the seed alone decides."""
    import torch

    from latentlens.world.packed_rows import make_packed_rows

    rows = make_packed_rows(made, known, Random(7), 3, 100)
    assert (3, 100) == tuple(rows.ids.shape)
    rng = Random(7)
    for row in rows.ids.tolist():
        whole = ""
        while len(made(whole, add_special_tokens=False).input_ids) < 100:
            whole += f"<bos>{document(rng)}<eos>"
        assert made(whole, add_special_tokens=False).input_ids[:100] == row
    starts = rows.ids == made.bos_token_id
    assert torch.equal(starts, rows.document == torch.arange(100))
    assert bool((rows.document <= rows.name).all())
    assert bool((rows.name <= torch.arange(100)).all())
    for ids, begins, names in zip(rows.ids, rows.document, rows.name, strict=True):
        for start in begins.unique().tolist()[:-1]:  # the last document is cut, and its last name with it
            own = begins == start
            assert known.name_starts(ids[own].tolist()) == (names[own] - start).tolist()


def test_the_rate_rises_and_then_falls_to_a_hundredth() -> None:
    """The learning rate is a linear rise to the recipe's own, then half a cosine, and so again to finish."""
    from latentlens.world.recipe import recipe
    from latentlens.world.train import learning_rate

    plan = dataclasses.replace(recipe("world-small"), steps=1000, finish=600)
    whole = [learning_rate(step, plan) for step in range(1600)]
    for rates, top in ((whole[:1000], plan.rate), (whole[1000:], plan.finish_rate)):
        assert top / plan.warmup == pytest.approx(rates[0])
        assert top == pytest.approx(max(rates)) == pytest.approx(rates[plan.warmup])
        assert rates[: plan.warmup] == sorted(rates[: plan.warmup])
        assert rates[plan.warmup :] == sorted(rates[plan.warmup :], reverse=True)
        assert top / 100 == pytest.approx(rates[-1], rel=0.01)


def test_an_unknown_recipe_is_refused_with_the_known_names() -> None:
    """QuestionRunner for a recipe that there is not says which ones there are."""
    from latentlens.world.recipe import recipe

    with pytest.raises(InputError, match=r"'world-huge'.*world-base, world-small"):
        recipe("world-huge")


def test_training_resumes_to_the_identical_state(tmp_path: Path) -> None:
    """Four steps, and three, a checkpoint while finishing and one more, give bit-identical weights."""
    import torch

    from latentlens.world.train import start_run

    plan = Recipe("world-small", steps=2, finish=2, rows=4, **TINY)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        straight = start_run(plan, 5)
        for _ in range(4):
            straight.advance()
        first = start_run(plan, 5)
        for _ in range(3):
            first.advance()
        first.save(tmp_path / "checkpoint.safetensors")
        second = start_run(plan, 5, tmp_path / "checkpoint.safetensors")
        assert 3 == second.step
        second.advance()
    finally:
        torch.set_num_threads(threads)
    assert second.loss == straight.loss
    pairs = zip(straight.model.parameters(), second.model.parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in pairs)
    for other, seed in (
        (plan, 6),
        (dataclasses.replace(plan, steps=3), 5),
        (dataclasses.replace(plan, finish=1), 5),
    ):
        with pytest.raises(ValueError, match=r"seed 5, steps 2, finish 2; .*another --out"):
            start_run(other, seed, tmp_path / "checkpoint.safetensors")


def test_the_last_steps_also_train_an_earlier_layer_to_give_the_next_token() -> None:
    """Finishing, the loss is that of the output plus the weighted one of the layer at three quarters."""
    import torch

    from latentlens.world.packed_rows import make_packed_rows
    from latentlens.world.train import start_run

    sizes = {**TINY, "blocks": 4, "full": 1.0}
    plans = [Recipe("world-small", steps=1, finish=1, rows=2, finish_early=w, **sizes) for w in (0.0, 0.5)]
    runs = [start_run(plan, 5) for plan in plans]
    for run in runs:
        run.advance()
    assert runs[0].loss == runs[1].loss  # not before
    before = [run.loss for run in runs]
    rows = make_packed_rows(
        runs[0].tokenizer, runs[0].names, Random("5:1"), 2, plans[0].length, finishing=True
    )  # fmt: skip
    model = runs[0].accelerator.unwrap_model(runs[0].model, keep_fp32_wrapper=False)
    with torch.no_grad():
        hidden = model(input_ids=rows.ids, output_hidden_states=True).hidden_states
        early = model.lm_head(model.model.norm(hidden[3]))[:, :-1].flatten(0, 1)
        expected = float(torch.nn.functional.cross_entropy(early, rows.ids[:, 1:].flatten()))
    for run in runs:
        run.advance()
    steps = [(run.loss - 0.98 * was) / 0.02 for run, was in zip(runs, before, strict=True)]
    assert 0.5 * expected == pytest.approx(steps[1] - steps[0], rel=0.02)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> tuple[Any, Path]:
    """A small model after one step of training, and the directory that it was exported to."""
    from latentlens.world.train import export, start_run

    run = start_run(Recipe("world-small", steps=10, finish=4, rows=2, **TINY), 3)
    run.advance()
    out = tmp_path_factory.mktemp("export")
    export(run, out)
    return run, out


def test_the_exported_weights_are_stored_in_half_precision(small) -> None:
    """Two bytes a parameter, each weight the nearest half to the trained one; nothing is a pickle."""
    import torch
    from safetensors.torch import load_file

    run, out = small
    stored = load_file(out / "model.safetensors")
    assert {torch.float16} == {tensor.dtype for tensor in stored.values()}
    trained = dict(run.model.named_parameters())
    assert set(trained) == set(stored)  # the embeddings are tied, and so stored once
    assert all(torch.equal(trained[name].half(), tensor) for name, tensor in stored.items())
    count = sum(p.numel() for p in run.model.parameters())
    assert 2 * count == pytest.approx((out / "model.safetensors").stat().st_size, rel=0.02)
    assert {p.suffix for p in out.iterdir()} <= {".jinja", ".json", ".safetensors"}


def test_the_exported_model_is_opened_in_full_precision(small) -> None:
    """It computes in float32 with the rounded weights, and training goes on with the unrounded ones."""
    import copy

    import torch

    from latentlens.model.opening import open_model

    run, out = small
    assert "float32" == json.loads((out / "config.json").read_text(encoding="utf-8"))["dtype"]
    opened = open_model(out)
    assert torch.float32 == opened.dtype
    rounded = copy.deepcopy(run.accelerator.unwrap_model(run.model, keep_fp32_wrapper=False)).eval()
    with torch.no_grad():
        for parameter in rounded.parameters():
            assert torch.float32 == parameter.dtype
            parameter.copy_(parameter.half())
    ids = opened.tokenizer.encode("The capital of France is")
    with torch.no_grad():
        expected = rounded(input_ids=torch.tensor([ids])).logits
    assert torch.allclose(expected, opened.all_logits([ids]), atol=1e-5)
    assert torch.float32 == next(run.model.parameters()).dtype


def test_the_exported_tokenizer_is_the_recipes(small) -> None:
    """What is opened reads text and chats as training did."""
    from transformers import AutoTokenizer

    run, out = small
    found = AutoTokenizer.from_pretrained(out)
    assert run.tokenizer.get_vocab() == found.get_vocab()
    assert run.tokenizer.chat_template == found.chat_template
    assert run.tokenizer("Oro Venn: 17").input_ids == found("Oro Venn: 17").input_ids


def test_a_run_says_how_its_model_was_made(small) -> None:
    """The settings hold the shape, the command that makes the model again, and the loss that was reached."""
    from latentlens.world.train import card_settings

    run, _ = small
    made = card_settings(run)
    assert "world-small" == made["name"]
    expected = {"narrow": 0.65, "deepest": 1, "finish": 4, "finish_deepest": 1, "blocks": 2}
    expected |= {"finish_early": 0.0, "early_layer": 1}
    assert expected == pytest.approx(made["depths"])
    count = sum(p.numel() for p in run.model.parameters())
    lines = made["settings"]
    assert f"Llama, 2 blocks, width 32, 2 heads, context 256, {count:,} parameters" in lines["Shape"]
    command = "`python -m latentlens.world.train --model world-small --seed 3 --steps 10 --finish 4`"
    assert command in lines["Training"]
    assert "on one CPU thread" in lines["Training"]
    assert f"{run.loss:.3f} nats" in lines["Loss at the end"]
    assert "nothing downloaded" in lines["Data"]
