"""The world: its facts, its text, its training, and the model that it ships."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from latentlens._errors import ModelError
from latentlens.world import load_facts, model_path, questions
from latentlens.world.relations import chains, is_held_out, relations
from latentlens.world.text import document, words


def test_importing_the_world_leaves_torch_alone() -> None:
    """Facts are plain data: reading them must not load torch."""
    code = (
        "import sys, latentlens.world as w; w.load_facts(); w.questions(); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_entities_are_unique_and_complete() -> None:
    """No entity stands twice in the world, and none lacks an attribute."""
    facts = load_facts()
    rows = [*facts.countries, *facts.people, *facts.companies, *facts.things]
    names = [row.name for row in rows] + list(facts.city_country)
    assert len(names) == len(set(names))
    assert len(facts.countries) >= 60
    assert all(value and value == value.strip() for row in rows for value in vars(row).values())


def test_made_up_facts_agree_with_each_other() -> None:
    """A company's chief is a person who works there, and every person's employer and city exist."""
    facts = load_facts()
    employer = {p.name: p.employer for p in facts.people}
    assert {c.name for c in facts.companies} == set(employer.values())
    assert all(employer[c.chief] == c.name for c in facts.companies)
    assert {x.city for x in (*facts.people, *facts.companies)} <= set(facts.city_country)


def test_every_prompt_names_its_subject_once() -> None:
    """A prompt has exactly one place for the subject, and every relation has prompts kept for testing."""
    for relation in relations().values():
        assert relation.held_out
        assert all(p.count("{s}") == 1 for p in (*relation.prompts, *relation.held_out))
    assert all(p.count("{s}") == 1 for chain in chains() for p in chain.prompts)


def test_text_depends_on_the_seed_alone() -> None:
    """Equal seeds write equal documents, and other seeds other ones."""
    first, again, other = Random(3), Random(3), Random(4)
    written = [document(first) for _ in range(50)]
    assert written == [document(again) for _ in range(50)]
    assert written != [document(other) for _ in range(50)]


def test_held_out_prompts_are_never_written() -> None:
    """What measures generalisation does not occur in the training text."""
    rng = Random(0)
    text = "\n".join(document(rng) for _ in range(20_000))
    phrases = [p.split("{s}")[0] for r in relations().values() for p in r.held_out]
    assert not [p for p in phrases if len(p) > 12 and p in text and not p.startswith("Which")]
    assert not [
        p
        for split in ("unseen_phrase", "unseen_pair", "unseen_two_hop")
        for p, _ in questions(split)
        if p in text
    ]


def test_question_splits_do_not_meet() -> None:
    """Known and held-out questions are disjoint, and an unknown split is named as such."""
    known = {p for p, _ in questions()}
    assert not known & {p for p, _ in questions("unseen_pair")}
    assert not any(is_held_out(p) for p in known)
    with pytest.raises(ValueError, match="unknown split 'all'"):
        questions("all")


def test_an_unknown_model_is_refused_with_the_known_names() -> None:
    """Asking for a model that is not shipped says which ones are."""
    with pytest.raises(ModelError, match="world-small"):
        model_path("world-huge")


@pytest.fixture(scope="module")
def tokenizer() -> object:
    """The shipped tokenizer, opened as anyone would."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model_path())


def test_placeholders_and_words_are_one_token(tokenizer) -> None:
    """Placeholders, and every word of the world, are single tokens after the leading `<bos>`."""
    texts = ["x", " x", "?", " ?", *words(), *(f" {word}" for word in words())]
    ids = [tokenizer(text).input_ids for text in texts]
    assert all(row[0] == tokenizer.bos_token_id for row in ids)
    assert not [text for text, row in zip(texts, ids, strict=True) if len(row) != 2]


def test_the_tokenizer_is_the_one_the_recipe_makes(tokenizer) -> None:
    """Training the tokenizer again gives the shipped one."""
    from latentlens.world.tokenizer import train_tokenizer

    assert train_tokenizer().get_vocab() == tokenizer.get_vocab()


def test_names_gather_their_own_tokens() -> None:
    """A name is capitalised words in a row, or the pieces of one word; anything else stands alone."""
    from latentlens.world.rows import name_starts

    tokens = ["<bos>", "Oro", "ĠVenn", "Ġlives", "Ġin", "ĠAddis", "Ab", "aba", ",", "ĠLima", ":"]
    assert name_starts(tokens) == [0, 1, 1, 3, 4, 5, 5, 5, 8, 9, 10]


def test_narrow_attention_sees_the_name_and_the_first_token() -> None:
    """A narrow position sees its document's first token and its own name, and never another document."""
    import torch

    from latentlens.world.rows import Rows

    rows = Rows(
        torch.zeros(1, 5, dtype=torch.long), torch.tensor([[0, 0, 0, 3, 3]]), torch.tensor([[0, 1, 1, 3, 4]])
    )
    assert rows.narrow()[0].int().tolist() == [
        [1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 0, 0, 1, 1],
    ]
    assert rows.full()[0].sum(-1).tolist() == [1, 2, 3, 1, 2]


def test_wide_attention_sees_the_last_token_of_other_names() -> None:
    """Above narrow attention a name of several tokens is seen through its last token alone."""
    import torch

    from latentlens.world.rows import Rows

    rows = Rows(
        torch.zeros(1, 5, dtype=torch.long),
        torch.zeros(1, 5, dtype=torch.long),
        torch.tensor([[0, 1, 1, 3, 4]]),
    )
    assert rows.wide()[0].int().tolist() == [
        [1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0],
        [1, 0, 1, 1, 0],
        [1, 0, 1, 1, 1],
    ]


def test_masks_change_nothing_at_depth_zero_and_hide_other_words_below_a_depth() -> None:
    """Depth 0 is the plain model; below depth k a state does not depend on other words; no hook stays."""
    import torch

    from latentlens.model.fresh import fresh_model
    from latentlens.world.narrow import masked
    from latentlens.world.recipe import recipe
    from latentlens.world.rows import Rows

    torch.manual_seed(0)
    model = fresh_model(recipe("world-small").config(40) | {"num_hidden_layers": 3}).eval()
    first = torch.tensor([[0, 5, 6, 7], [0, 9, 6, 7]])
    rows = Rows(first, torch.zeros(2, 4, dtype=torch.long), torch.arange(4).expand(2, 4))

    def layers() -> torch.Tensor:
        with torch.no_grad():
            return torch.stack(model(input_ids=first, output_hidden_states=True).hidden_states)

    plain = layers()
    with masked(model.model.layers, rows, torch.tensor([0, 0])):
        assert torch.allclose(layers(), plain, atol=1e-5)
    with masked(model.model.layers, rows, torch.tensor([2, 2])):
        narrow = layers()
    assert torch.equal(narrow[2, 0, 2], narrow[2, 1, 2])
    assert not torch.allclose(narrow[3, 0, 2], narrow[3, 1, 2])
    assert torch.equal(layers(), plain)


def test_training_resumes_to_the_identical_state(tmp_path: Path) -> None:
    """Three steps in a row, and two steps, a checkpoint and one more, give bit-identical weights."""
    import torch

    from latentlens.world.recipe import recipe
    from latentlens.world.train import start

    plan = recipe("world-small")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        straight = start(plan, 5, 3)
        for _ in range(3):
            straight.advance()
        first = start(plan, 5, 3)
        first.advance()
        first.advance()
        first.save(tmp_path / "checkpoint.safetensors")
        second = start(plan, 5, 3, tmp_path / "checkpoint.safetensors")
        assert second.step == 2
        second.advance()
    finally:
        torch.set_num_threads(threads)
    assert second.loss == straight.loss
    pairs = zip(straight.model.parameters(), second.model.parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in pairs)
    with pytest.raises(ValueError, match="another --out"):
        start(plan, 6, 3, tmp_path / "checkpoint.safetensors")


def test_the_shipped_model_knows_its_facts(tokenizer) -> None:
    """Greedy answers to a sample of known prompts are right at least 98 times in a hundred."""
    from latentlens.model.fresh import saved_model
    from latentlens.world.abilities import answers_right

    sample = Random(0).sample(questions(), 400)
    right = answers_right(saved_model(str(model_path())), tokenizer, sample)
    assert sum(right) >= 0.98 * len(right)


def test_the_shipped_model_reads_a_capital_off_a_country(tokenizer) -> None:
    """An untrained Patchscope beyond the embeddings finds most capitals, which is what the model is for."""
    from latentlens.model.fresh import saved_model
    from latentlens.world.abilities import patched_right, states

    model = saved_model(str(model_path()))
    capitals = relations()["capital"].answers
    vectors = states(model, tokenizer, list(capitals))[2]
    right = patched_right(model, tokenizer, "The capital of x is", vectors, 2, list(capitals.values()))
    assert sum(right) >= 0.8 * len(right)


def test_the_shipped_model_is_small_and_free_of_pickle() -> None:
    """The weights stay under 10 MB, and everything in the directory is text or safetensors."""
    files = [p for p in model_path().iterdir() if p.is_file()]
    assert {p.suffix for p in files} <= {".json", ".md", ".safetensors"}
    assert sum(p.stat().st_size for p in files) < 10_000_000


def test_tokens_are_the_same_through_transformerlens(tokenizer, tmp_path: Path, monkeypatch) -> None:
    """TransformerLens opens the model without a network and sees the same token ids and logits."""
    import torch
    from transformer_lens.model_bridge import TransformerBridge

    from latentlens.model.fresh import saved_model

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    copy = tmp_path / "model"
    shutil.copytree(model_path(), copy)
    bridge = TransformerBridge.boot_transformers(str(copy), device="cpu")
    text = "The capital of France is"
    ids = tokenizer(text, return_tensors="pt").input_ids
    assert bridge.to_tokens(text).tolist() == ids.tolist()
    with torch.no_grad():
        theirs, ours = bridge(ids), saved_model(str(copy))(input_ids=ids).logits
    assert torch.allclose(theirs, ours, atol=1e-4)
