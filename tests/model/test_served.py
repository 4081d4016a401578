"""Laws of what a served model can be asked: exact in every way, or that way refused by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

from latentlens import AttentionKnockout, Patchscope, Session
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Generate, NextToken, Query, Write
from latentlens.engine.run import run
from latentlens.errors import UnsupportedModel
from latentlens.model.attention_mask import check_hiding, check_remedy
from latentlens.model.checks import check_served
from latentlens.model.opening import open_model
from support import build, variants
from support.judge import Judge
from tiny import tiny_model, tiny_tokenizer

IDS = tuple(range(20, 32))


def opened(family: str, name: str = "") -> tuple[Session, Judge]:
    """Return a session on a small configuration of a family, and plain transformers on the same weights."""
    changes = variants.tried(family)[name]
    ours, theirs = (build.model(family, changes) for _ in range(2))
    return Session((ours, tiny_tokenizer())), Judge(theirs)


def vector(seed: int) -> torch.Tensor:
    """Return a random state."""
    return 2 * torch.randn(1, 32, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize(
    ("family", "name", "join"),
    [("gemma4_text", "shared keys", True), ("bloom", "", False), ("gpt_bigcode", "", True)],
)
def test_rows_are_exact_however_blocks_hold_on_to_rows(family: str, name: str, join: bool) -> None:
    """Keys of earlier blocks used again, biases made for some rows: a sweep is as one plain run each."""
    session, judge = opened(family, name)
    assert join == session.model.rows_join
    places = [(layer, position) for layer in range(5) for position in (3, 7)]
    asked = [
        Query(IDS, (Write(layer, (position,), vector(layer)),), NextToken(keep_logits=True))
        for layer, position in places
    ]
    spoken = [Query(query.target_ids, query.writes, Generate(4)) for query in asked]

    results = run([*asked, *spoken], session.model)

    for (layer, position), result, answer in zip(places, results, results[len(places) :], strict=False):
        write = [(layer, position, vector(layer)[0])]
        expected = judge.logits(IDS, write)
        assert 1e-4 * expected.abs().max() > (expected - result.value.logits).abs().max()
        said = list(IDS)
        for token, logprob in zip(answer.value.token_ids, answer.value.logprobs, strict=True):
            own = judge.logits(said, write).log_softmax(-1)
            assert own[token].item() == pytest.approx(logprob, abs=1e-3)
            said.append(token)


def test_a_cut_is_exact_where_keys_are_shared() -> None:
    """A knock-out in a block that reads an earlier block's keys cuts in that block alone."""
    session, judge = opened("gemma4_text", "shared keys")
    for block in range(4):
        asked = Query(IDS, (), NextToken(keep_logits=True), (Knockout((block,), (9,), (11,)),))
        expected = judge.logits(IDS, cuts=[(block, 9, 11)])
        found = run([asked], session.model)[0].value.logits
        assert 1e-4 * expected.abs().max() > (expected - found).abs().max()


@pytest.mark.filterwarnings("ignore")  # of transformers, about standalone decoders
@pytest.mark.parametrize("family", ["bert", "mpt"])
def test_a_cut_is_exact_whatever_form_a_mask_has(family: str) -> None:
    """Attention that is handed its mask by place, or as truths, is cut as well as any."""
    session, judge = opened(family)
    for block in (0, 2):
        asked = Query(IDS, (), NextToken(keep_logits=True), (Knockout((block,), (9,), (11,)),))
        expected = judge.logits(IDS, cuts=[(block, 9, 11)])
        found = run([asked], session.model)[0].value.logits
        assert 1e-4 * expected.abs().max() > (expected - found).abs().max()


# --- the remedies against the placeholder -----------------------------------------------------------------


@pytest.mark.parametrize("remedy", ["mask", "overwrite"])
def test_remedies_are_refused_where_token_ids_enter_every_block(remedy: Any) -> None:
    """With per-layer embeddings the placeholder shows whatever is written over it, and that is said."""
    session, _ = opened("gemma4_text")
    assert session.model.reads_tokens_again
    reader = Patchscope("The capital of x is", layer=2, remedy=remedy)
    with pytest.raises(UnsupportedModel, match=rf"per-layer embeddings.*remedy '{remedy}' cannot remove it"):
        session.ask(session.run("France"), 1, -1, reader)

    plain, _ = opened("gemma4_text", "no per-layer embeddings")
    assert not plain.model.reads_tokens_again
    assert plain.ask(plain.run("France"), 1, -1, reader, controls=False).token_ids


def test_per_layer_embeddings_contaminate_at_layer_0_too() -> None:
    """The flag is there at every target layer where the slot's own word shows, also at the first."""
    for name, flagged in (("", True), ("no per-layer embeddings", False)):
        session, _ = opened("gemma4_text", name)
        reader = Patchscope("The capital of x is", layer=0, max_new_tokens=3)
        answer = session.ask(session.run("France"), 1, -1, reader, controls=False)
        assert flagged == ("contamination" in [flag.kind for flag in answer.flags])


def test_the_mask_is_refused_where_keys_below_are_read_above() -> None:
    """Hiding the slot below l* is no remedy where blocks above it use keys from below; overwriting is."""
    changes = {**variants.tried("gemma4_text")["shared keys"], "hidden_size_per_layer_input": 0}
    model = open_model((build.model("gemma4_text", changes), tiny_tokenizer()))

    check_remedy(model, "overwrite")
    with pytest.raises(UnsupportedModel, match=r"keys and values of blocks below.*remedy='overwrite'"):
        check_remedy(model, "mask")


# --- attention that cannot be cut -------------------------------------------------------------------------


def test_a_cut_that_does_not_hide_is_refused_by_its_block() -> None:
    """Where a hidden token is seen all the same a knock-out is refused, and nothing else is."""
    session = Session((tiny_model("llama"), tiny_tokenizer()))
    attention = session.model.runner.eager.parts.attention
    attention[2] = attention[1]  # as if the description of the architecture named the wrong module
    trace = session.run("The capital of France is")

    with pytest.raises(UnsupportedModel, match=r"In block 2 of LlamaForCausalLM later tokens still depend"):
        session.ask(trace, 1, 2, AttentionKnockout())
    with pytest.raises(UnsupportedModel, match="In block 2"):
        session.ask(trace, 1, 2, Patchscope("The capital of x is", remedy="mask"))
    assert session.ask(trace, 1, 2, Patchscope("The capital of x is"), controls=False).token_ids


def test_a_cut_is_refused_where_plain_attention_is_another() -> None:
    """A model whose own attention leaves something out says so, and how to load it, when attention is cut."""

    def shorter(*args: Any, scaling: float, **kwargs: Any) -> Any:
        return sdpa_attention_forward(*args, scaling=0.5 * scaling, **kwargs)

    AttentionInterface.register("shorter", shorter)
    AttentionMaskInterface.register("shorter", sdpa_mask)
    hf_model = tiny_model("llama")
    hf_model.set_attn_implementation("shorter")
    model = open_model((hf_model, tiny_tokenizer()))

    with pytest.raises(UnsupportedModel, match=r"plain form that takes masks.*attn_implementation='eager'"):
        check_hiding(model)
    hf_model.set_attn_implementation("eager")
    check_hiding(model)


def test_what_is_tried_is_tried_once() -> None:
    """The trial runs when attention is first cut, and again only for another state of the model."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))

    def passes(of: Callable[[], None]) -> int:
        before = model.forward_passes
        of()
        return model.forward_passes - before

    assert passes(lambda: check_hiding(model)) > 0
    assert 0 == passes(lambda: check_hiding(model))
    model.hf_model.config.rms_norm_eps = 1e-3
    assert passes(lambda: check_hiding(model)) > 0


# --- windows --------------------------------------------------------------------------------------------


def test_a_window_longer_than_the_probe_is_crossed_too() -> None:
    """A model that goes wrong beyond its window is refused at opening, however long the window is."""
    hf_model = tiny_model("mistral", sliding_window=4096)
    model = open_model((hf_model, tiny_tokenizer()))

    def wrong(module: Any, _: Any, __: Any, out: Any) -> Any:
        """Add to what runs from a cache, where the window is short."""
        return (out[0] + (module.config.sliding_window < 9 and out[0].shape[1] == 7), *out[1:])

    hf_model.model.layers[1].self_attn.register_forward_hook(wrong, with_kwargs=True)
    with pytest.raises(UnsupportedModel, match="beyond its attention window"):
        check_served(model)


def test_every_token_runs_through_every_block_whatever_logits_are_kept() -> None:
    """Asked for the last logits alone, a model may not leave the other tokens out of blocks that are read."""
    session, judge = opened("gemma4_text", "shared keys")
    seen: dict[int, torch.Tensor] = {}
    edits = {layer: lambda x, layer=layer: seen.setdefault(layer, x) for layer in range(5)}

    session.model.forward([IDS], edits=edits, grad=True)

    torch.testing.assert_close(judge.states(IDS), torch.cat([seen[layer] for layer in range(5)]).detach())
