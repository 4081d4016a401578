"""The support table itself: small shapes of any family, a judge that sees what is wrong, no verdict lost."""

from __future__ import annotations

import os
import pathlib
import time
from typing import Any

import pytest
import torch

import latentlens.engine.prefill as prefill
import latentlens.model.kv as kv
import support_table
from support import build, page, trial, variants
from support.judge import Judge, NotJudged
from support.shape import small
from support.trial import REFUSED, SUPPORTED, WAYS, WRONG, Outcome, Verdict, attempt

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHAPES = (
    "llama",
    "gemma4_text",
    "deepseek_v3",
    "gpt_oss",
    "gpt2",
    "falcon",
    "qwen3_next",
    "bert",
    "llama4_text",
)


@pytest.mark.parametrize("family", SHAPES)
def test_configurations_are_small_and_run(family: str) -> None:
    """Every family has four blocks, a tiny vocabulary, windows shorter than the prompt, peaked logits."""
    model = build.model(family, variants.first(family))
    config = model.config.get_text_config()

    assert 4 == config.num_hidden_layers == len(Judge(model).blocks)
    assert 320 == config.vocab_size
    assert 400_000 > sum(parameter.numel() for parameter in model.parameters())
    assert (getattr(config, "sliding_window", None) or 5) < len(build.tokenizer()(trial.TARGET)["input_ids"])
    with torch.no_grad():
        logits = model(torch.tensor([[0, *range(5, 17)]]), use_cache=False).logits
    assert torch.isfinite(logits).all()
    assert logits.std() > 0.5


def test_lists_with_an_entry_a_layer_keep_every_kind() -> None:
    """A pattern over many layers becomes one over four that has all of its kinds, in their order."""
    kinds = ["conv", "conv", "full", "conv", "conv", "sliding"]
    changed = small({"num_hidden_layers": 6, "layer_types": kinds, "moe": [0, 0, 0, 0, 1, 1], "pair": [1, 2]})
    assert {
        "num_hidden_layers": 4,
        "layer_types": ["conv", "full", "conv", "sliding"],
        "moe": [0, 0, 1, 1],
    } == changed


def test_what_is_off_stays_off_and_ratios_stay() -> None:
    """None, False and 0 mean something; grouped heads stay grouped, and single ones single."""
    given = {"sliding_window": None, "tied": False, "num_kv_shared_layers": 0, "q_lora_rank": None}
    assert {} == small(given)
    for heads, few in ((32, 4), (8, 2), (1, 1)):
        assert few == small({"num_attention_heads": 32, "num_key_value_heads": heads})["num_key_value_heads"]


def test_the_same_model_twice() -> None:
    """What is opened and what judges it have equal weights, and share none."""
    one, other = (build.model("llama", {}) for _ in range(2))
    for a, b in zip(one.parameters(), other.parameters(), strict=True):
        assert torch.equal(a, b)
        assert a.data_ptr() != b.data_ptr()


def test_every_family_of_transformers_is_tried() -> None:
    """None is left out, and what is known beyond the rules is about families that there are."""
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

    names = MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

    assert sorted(names) == variants.families()
    assert {*variants.FIXES, *variants.VARIANTS} <= set(names)


# --- the judge --------------------------------------------------------------------------------------------


def test_a_served_model_is_supported_in_every_way() -> None:
    """Where the engine is right, so says the judge."""
    outcome = attempt("llama", "", {})
    assert "LlamaForCausalLM" == outcome.made
    assert dict.fromkeys(WAYS, SUPPORTED) == {way: found.verdict for way, found in outcome.ways.items()}


def test_a_slot_written_elsewhere_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """If rows were written one position too early the table would say WRONG."""
    right = prefill.place_writes

    def wrong(rows: object, offsets: list[int], **more: int) -> dict[int, list]:
        early = right(rows, [offset - 1 for offset in offsets], **more)  # type: ignore[arg-type]
        return {**right(rows, offsets, **more), **{k: w for k, w in early.items() if k == 3}}  # type: ignore[arg-type]

    monkeypatch.setattr(prefill, "place_writes", wrong)
    outcome = attempt("llama", "", {})

    assert WRONG == outcome.verdict
    assert "layer 3" in outcome.ways["sweep"].reason
    assert SUPPORTED == outcome.ways["trace"].verdict == outcome.ways["lens"].verdict


def test_a_cache_of_the_wrong_row_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """If decoding went on from another row's keys the table would say WRONG, of what decodes alone."""
    right = kv.RowCache.select
    monkeypatch.setattr(kv.RowCache, "select", lambda cache, of: right(cache, [[0] * len(row) for row in of]))
    monkeypatch.setattr("latentlens.model.opening.check_served", lambda _: None)

    ways = attempt("llama", "", {}).ways

    assert WRONG == ways["generate"].verdict == ways["options"].verdict
    assert SUPPORTED == ways["ask"].verdict


def test_a_cut_that_cuts_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a knock-out hid nothing the table would say WRONG, of it and of the mask."""
    monkeypatch.setattr(prefill, "blocked_attention", lambda *_: {})
    monkeypatch.setattr("latentlens.engine.run.check_hiding", lambda _: None)

    ways = attempt("llama", "", {}).ways

    assert WRONG == ways["knock-out"].verdict == ways["remedy"].verdict


def test_an_untyped_error_is_wrong_and_a_typed_one_a_refusal() -> None:
    """A refusal is an error of latentlens' own; anything else that is raised is a fault."""
    one = trial.Trial.__new__(trial.Trial)
    for error, verdict in (
        (IndexError("x"), WRONG),
        (trial.UnsupportedModel("x"), REFUSED),
        (NotJudged("x"), REFUSED),
    ):

        def fail(error: Exception = error) -> None:
            raise error

        one._ask = fail  # type: ignore[method-assign]
        assert verdict == one.verdict("ask").verdict


# --- the run ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("what", "says"), [("hang", "within 1 seconds"), ("crash", "exit code 7")])
def test_a_crash_and_a_hang_are_verdicts(monkeypatch: pytest.MonkeyPatch, what: str, says: str) -> None:
    """Whatever becomes of a process, its configuration is in the table."""
    monkeypatch.setattr(support_table, "LIMIT", 1.0)
    end: Any = {"hang": lambda *_: time.sleep(60), "crash": lambda *_: os._exit(7)}[what]
    monkeypatch.setattr(support_table, "attempt", end)

    outcome = support_table._apart("llama", "some", {})

    assert REFUSED == outcome.verdict
    assert says in outcome.ways["ask"].reason


def test_the_page_and_the_data_say_the_same(tmp_path: pathlib.Path) -> None:
    """What is written is what was found, and is read back; a reason may hold any character."""
    ways = {**dict.fromkeys(WAYS, Verdict(SUPPORTED)), "knock-out": Verdict(REFUSED, "takes | no <mask>")}
    found = [
        Outcome("some", "", "SomeForCausalLM", ways),
        Outcome("other", "big", "Other", dict.fromkeys(WAYS, Verdict(REFUSED, "cannot"))),
    ]
    page.save(found, tmp_path / "table.json")
    text = page.page(found, {"torch": "1", "transformers": "2", "transformer_lens": "3"})

    assert found == page.load(tmp_path / "table.json")
    assert "**1 of 2 families are served**" in text
    assert r"knock-out REFUSED: takes \| no &lt;mask>" in text
    assert "| other | `Other` | big | opening | REFUSED | cannot |" in text


def test_the_published_table_is_whole_and_holds_nothing_wrong() -> None:
    """The page is what the data hold: every family, every way, no wrong answer, every reason."""
    found = page.load(ROOT / "docs" / "support.json")

    assert set(variants.families()) == {outcome.family for outcome in found}
    assert not [outcome for outcome in found if outcome.verdict == WRONG]
    for outcome in found:
        assert WAYS == tuple(outcome.ways)
        assert all(way.reason for way in outcome.ways.values() if way.verdict != SUPPORTED)
    served = len({outcome.family for outcome in found if outcome.verdict == SUPPORTED})
    text = (ROOT / "docs" / "support.md").read_text(encoding="utf-8")
    assert f"**{served} of {len(variants.families())} families are served**" in text
    assert f"{served} families" in (ROOT / "README.md").read_text(encoding="utf-8")
