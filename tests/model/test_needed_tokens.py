"""The last block's MLP runs only for the tokens that are read after it, where that changes no number."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from latentlens.model import needed_tokens
from latentlens.model.language_model import LanguageModel
from latentlens.model.needed_tokens import only_needed
from latentlens.model.opening import open_model
from latentlens.model.recomputing import recomputing
from latentlens.model.scope import gradients
from tiny import ARCHITECTURES, tiny_model, tiny_tokenizer

TOKENS = [[5, 6, 7, 8, 9, 10], [11, 12, 13, 14, 15, 16]]
NEEDED = (2, 5, 9, 10, 11)


def last_mlp(model: LanguageModel) -> nn.Module:
    """Return the MLP of the twin's last block."""
    mlp = model.runner.parts.mlp[-1]
    assert mlp is not None
    return mlp


@contextmanager
def counted(mlp: nn.Module) -> Iterator[list[int]]:
    """Count the tokens of each run of an MLP's first linear layer."""
    seen: list[int] = []
    first = next(part for part in mlp.modules() if not list(part.children()) and list(part.parameters()))
    handle = first.register_forward_hook(
        lambda _, args, __: seen.append(args[0].numel() // args[0].shape[-1])
    )
    yield seen
    handle.remove()


def states(model: LanguageModel) -> Tensor:
    """Return the states of the needed tokens after the last block."""
    return model.states(TOKENS).flatten(0, 1)[list(NEEDED)]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_needed_tokens_have_the_same_states(architecture: str) -> None:
    """In every architecture, with the MLP run for them alone, and for all again afterwards."""
    model = open_model((tiny_model(architecture), tiny_tokenizer()))
    expected = states(model)

    with only_needed(model, model.n_layers - 1, NEEDED, 12):
        found = states(model)
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-5)
    mlp = last_mlp(model)
    with counted(mlp) as seen:
        with only_needed(model, model.n_layers - 1, NEEDED, 12):
            states(model)
        assert torch.equal(expected, states(model))
    assert [5, 12] == seen


def test_an_mlp_that_mixes_tokens_runs_for_all() -> None:
    """So do most tokens, for which leaving out the rest does not pay, and all if the user's hooks run."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))
    mlp: Any = last_mlp(model)
    forward = mlp.forward
    mlp.forward = lambda x: forward(x + x.roll(1, dims=1))
    with counted(mlp) as seen:
        seen.clear()
        with only_needed(model, model.n_layers - 1, NEEDED, 12):
            seen.clear()
            states(model)
    assert [12] == seen

    hf = tiny_model("llama")
    model = open_model((hf, tiny_tokenizer()))
    with only_needed(model, model.n_layers - 1, range(10), 12), counted(last_mlp(model)) as seen:
        states(model)
    assert [12] == seen
    hf.model.norm.register_forward_hook(lambda *_: None)
    with only_needed(model, model.n_layers - 1, NEEDED, 12), counted(last_mlp(model)) as seen:
        states(model)
    assert [12] == seen


def test_a_block_that_runs_again_runs_for_the_same_tokens() -> None:
    """In the backward pass, after the context has ended."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))
    with only_needed(model, model.n_layers - 1, NEEDED, 12):  # tried before it is counted
        pass
    written = torch.ones(model.d_model, requires_grad=True)
    with counted(last_mlp(model)) as seen, gradients(kept=True), recomputing(model.blocks):
        with only_needed(model, model.n_layers - 1, NEEDED, 12):
            after = model.states(TOKENS, edits={1: lambda residual: residual + written}, grad=True)
        (found,) = torch.autograd.grad(after.flatten(0, 1)[list(NEEDED)].sum(), [written])
    assert [5, 5] == seen
    with gradients(kept=True):
        after = model.states(TOKENS, edits={1: lambda residual: residual + written}, grad=True)
        (expected,) = torch.autograd.grad(after.flatten(0, 1)[list(NEEDED)].sum(), [written])
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-4)


def test_what_runs_again_leaves_nothing_behind() -> None:
    """The next pass may need most of its tokens, and then runs for all of its own."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))
    written = torch.ones(model.d_model, requires_grad=True)

    def gradient(needed: Sequence[int]) -> torch.Tensor:
        with only_needed(model, model.n_layers - 1, needed, 12):
            after = model.states(TOKENS, edits={1: lambda residual: residual + written}, grad=True)
        (found,) = torch.autograd.grad(after.flatten(0, 1)[list(NEEDED)].sum(), [written])
        return found

    with gradients(kept=True), recomputing(model.blocks):
        gradient(NEEDED)
        with counted(last_mlp(model)) as seen:
            found = gradient(range(12))
    assert [12, 12] == seen
    with gradients(kept=True):
        torch.testing.assert_close(found, gradient(range(12)), rtol=1e-4, atol=1e-4)


def test_another_threads_pass_runs_for_its_own_tokens() -> None:
    """A backward pass does not hold the model's lock, and may run a block again meanwhile."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))
    found: list[torch.Tensor] = []
    with only_needed(model, model.n_layers - 1, NEEDED, 12):
        pass
    states = torch.ones(1, 7, model.d_model)
    expected = last_mlp(model)(states)

    def elsewhere() -> None:
        found.append(last_mlp(model)(states))

    with needed_tokens._Needed(last_mlp(model), torch.tensor(NEEDED)).scope():
        other = threading.Thread(target=elsewhere)
        other.start()
        other.join()
    assert torch.equal(expected, found[0])
