"""Prompts that share a forward pass are read as if each ran alone, and transformers says the same."""

from __future__ import annotations

import functools
import random
from typing import Any

import pytest
import torch

from latentlens.errors import SelectionError
from latentlens.model.capture import passes
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from plain import Plain
from tiny import ARCHITECTURES, tiny_model, tiny_tokenizer

LENGTHS = (12, 1, 3, 7, 3, 12, 2)
PROMPTS = [[(7 * i + 11 * k) % 320 for i in range(1, n + 1)] for k, n in enumerate(LENGTHS)]


SWITCH = 12
"""The length beyond which the rotary angles of `LONGROPE` are others."""
LONGROPE: dict[str, Any] = {
    "original_max_position_embeddings": SWITCH,
    "rope_parameters": {
        "rope_type": "longrope",
        "short_factor": [1.0] * 4,
        "long_factor": [1.0, 4.0, 8.0, 16.0],
        "original_max_position_embeddings": SWITCH,
        "rope_theta": 10000.0,
    },
}


@functools.cache
def opened(architecture: str) -> LanguageModel:
    """Return a random small model, opened once."""
    return open_model((tiny_model(architecture), tiny_tokenizer()))


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_batched_equals_alone(architecture: str) -> None:
    """Every state of every prompt is what transformers computes for that prompt alone."""
    model = opened(architecture)
    assert model.rows_pad
    before = model.forward_passes
    found = dict(model.capture_many(PROMPTS, range(model.n_layers + 1)))

    assert 1 == model.forward_passes - before
    assert set(range(len(PROMPTS))) == set(found)
    for number, ids in enumerate(PROMPTS):
        expected = Plain(model.hf_model).states(ids)
        scale = float(expected.abs().max())
        torch.testing.assert_close(found[number], expected, rtol=0, atol=1e-5 * scale)


def test_layers_come_in_the_order_wanted() -> None:
    """A layer may be asked for first, last or twice."""
    model = opened("llama")
    whole = model.capture(PROMPTS[3], range(model.n_layers + 1))
    ((_, found),) = model.capture_many([PROMPTS[3]], [3, 0, 3])

    torch.testing.assert_close(found, whole[[3, 0, 3]])


def test_sites_are_those_states() -> None:
    """Each prompt has sites of its own, in any order, and a prompt may have none."""
    model = opened("gemma2")
    sites = [
        [(2, 0), (0, 11), (4, 3), (2, 0)],
        [(4, 0)],
        [],
        [(1, 6), (1, 5), (1, 4)],
        [(3, 1)],
        [],
        [(0, 0)],
    ]
    found = dict(model.capture_sites(PROMPTS, sites))

    for number, ids in enumerate(PROMPTS):
        whole = model.capture(ids, range(model.n_layers + 1))
        expected = torch.stack([whole[site] for site in sites[number]]) if sites[number] else whole[:0, 0]
        torch.testing.assert_close(found[number], expected, rtol=1e-5, atol=1e-5 * float(whole.abs().max()))


def test_each_has_memory_of_its_own() -> None:
    """What is kept of one prompt holds nothing of the others in memory."""
    found = dict(opened("gpt2").capture_many(PROMPTS, [0, 2]))

    sizes = {i: states.untyped_storage().nbytes() for i, states in found.items()}
    assert {i: 2 * n * 32 * 4 for i, n in enumerate(LENGTHS)} == sizes


@pytest.mark.parametrize("site", [(5, 0), (-1, 0), (0, 12), (0, -1)])
def test_a_site_that_is_not_there_is_refused(site: tuple[int, int]) -> None:
    """Nothing runs, rather than that memory is returned which nobody wrote."""
    model = opened("gpt2")
    before = model.forward_passes

    with pytest.raises(SelectionError, match=f"no layer {site[0]}, position {site[1]} in prompt 0"):
        model.capture_sites(PROMPTS[:1], [[site]])
    assert before == model.forward_passes


def test_blocks_above_the_highest_layer_do_not_run() -> None:
    """Embeddings of many prompts cost no block."""
    model = opened("qwen2")
    ran: list[int] = []
    handles = [
        block.register_forward_hook(lambda *_, k=k: ran.append(k)) for k, block in enumerate(model.blocks)
    ]
    list(model.capture_many(PROMPTS, [0, 2]))
    for handle in handles:
        handle.remove()

    assert [0, 1] == ran


def test_tokens_after_the_last_site_do_not_run() -> None:
    """No token changes an earlier state; but the angles of longrope follow the length of the whole."""
    ran: list[int] = []
    longrope = open_model((tiny_model("llama", **LONGROPE), tiny_tokenizer()))
    prompt = [(7 * i) % 320 for i in range(SWITCH + 4)]
    for model in (opened("llama"), longrope):
        handle = model.blocks[0].register_forward_hook(lambda _, args, out: ran.append(args[0].shape[1]))
        found = dict(model.capture_sites([prompt, prompt], [[(2, 5)], [(2, 7)]]))
        handle.remove()
        whole = model.capture(prompt, range(model.n_layers + 1))
        for number, position in enumerate((5, 7)):
            torch.testing.assert_close(found[number][0], whole[2, position], rtol=1e-5, atol=1e-5)

    assert [8, SWITCH + 4] == ran


def test_a_pass_that_ended_early_leaves_nothing_behind() -> None:
    """After it the model runs as ever, with no hook on it."""
    model = opened("phi3")
    before = model.all_logits([PROMPTS[0]])
    list(model.capture_many(PROMPTS, [1]))

    assert not any(part._forward_pre_hooks or part._forward_hooks for part in model.runner.model.modules())
    torch.testing.assert_close(model.all_logits([PROMPTS[0]]), before, rtol=0, atol=0)


def test_chunks_fit_the_memory() -> None:
    """A smaller budget makes more passes with the same states; none at all still runs them one by one."""
    model = opened("llama")
    whole = dict(model.capture_many(PROMPTS, [4]))
    counts = []
    for memory in (2**28, 2**16, 0):
        before = model.forward_passes
        found = dict(model.capture_many(PROMPTS, [4], memory=memory))
        counts.append(model.forward_passes - before)
        for number in found:
            torch.testing.assert_close(found[number], whole[number], rtol=1e-5, atol=1e-4)

    assert 1 == counts[0] < counts[1] < counts[2] == len(PROMPTS)


def test_passes_hold_what_is_said() -> None:
    """Every prompt runs once, and no pass of several is over its tokens or mostly padding."""
    model, draw = opened("gpt2"), random.Random(0)
    lengths = [draw.choice((1, 3, 8, 20, 60)) for _ in range(300)]
    groups = list(passes(model, lengths, 2**28))

    assert list(range(300)) == sorted(number for group in groups for number in group)
    for group in groups:
        tokens, padded = sum(lengths[i] for i in group), len(group) * max(lengths[i] for i in group)
        assert padded <= 1024
        assert padded - tokens <= max(256, tokens // 4)


def test_a_checkpoint_stops_between_layers_and_keeps_what_was_yielded() -> None:
    """Cancelled in the second pass, the prompts of the first are there."""
    model = opened("gpt2")
    calls = 0

    def checkpoint() -> None:
        nonlocal calls
        calls += 1
        if calls > 4:  # once a pass, and at each of two layers
            raise KeyboardInterrupt

    found: dict[int, torch.Tensor] = {}
    with pytest.raises(KeyboardInterrupt):
        found.update(model.capture_many(PROMPTS[:2], [1, 2], memory=0, checkpoint=checkpoint))
    assert [1] == list(found)
    torch.testing.assert_close(found[1], model.capture(PROMPTS[1], [1, 2]))


def test_lengths_with_other_rotary_angles_run_apart() -> None:
    """Filled up beyond the length at which its frequencies switch, a short prompt would hold other states."""
    model = open_model((tiny_model("phi3", **LONGROPE), tiny_tokenizer()))
    prompts = [[5] * (SWITCH - 1), [7] * SWITCH, [9] * (SWITCH + 1)]
    before = model.forward_passes
    found = dict(model.capture_many(prompts, [4]))

    assert 2 == model.forward_passes - before
    for number, ids in enumerate(prompts):
        expected = Plain(model.hf_model).states(ids)[[4]]
        torch.testing.assert_close(
            found[number], expected, rtol=1e-5, atol=1e-5 * float(expected.abs().max())
        )


def test_hooks_of_the_users_see_one_prompt_at_a_time() -> None:
    """A hook may look at the whole batch; with one on, no prompts share a pass, and all blocks run."""
    hf_model = tiny_model("gpt2")
    model = open_model((hf_model, tiny_tokenizer()))
    seen: list[int] = []
    hf_model.transformer.h[3].register_forward_hook(lambda _, __, output: seen.append(len(output)))
    before = model.forward_passes
    list(model.capture_many(PROMPTS, [0]))

    assert len(PROMPTS) == model.forward_passes - before == len(seen)


def test_padding_that_shows_is_found_when_the_model_is_opened() -> None:
    """A model that does something else after a repeated token is served, and never filled up."""
    hf_model = tiny_model("llama")

    def repeated(_: Any, __: Any, output: torch.Tensor) -> torch.Tensor:
        if output.shape[1] < 2:
            return output
        return output + (output[:, -1:] == output[:, -2:-1]).all(-1, keepdim=True)

    hf_model.model.embed_tokens.register_forward_hook(repeated)

    assert not open_model((hf_model, tiny_tokenizer())).rows_pad


def test_where_padding_shows_only_equal_lengths_share_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be filled up exactly is not; prompts of one length still run together."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))
    monkeypatch.setattr(model, "rows_pad", False)
    before = model.forward_passes
    found = dict(model.capture_many(PROMPTS, [2]))

    assert len(set(LENGTHS)) == model.forward_passes - before
    for number, ids in enumerate(PROMPTS):
        torch.testing.assert_close(found[number], model.capture(ids, [2]), rtol=1e-5, atol=1e-4)
