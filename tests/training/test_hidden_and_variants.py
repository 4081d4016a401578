"""Rows that hide tokens, as LatentQA's masked control does, and rows that a variant of the model reads."""

from __future__ import annotations

import dataclasses
import pathlib
from typing import Any

import pytest
import torch

from decoder_trainings import (
    assert_gradient,
    draw_both_matrices,
    first_gradient,
    plain_gradient,
    plain_model,
    recipe,
    tiny_session,
)
from latentlens import InputError, SelectionError
from latentlens.adapters.lora import LoraAdapter
from latentlens.experiments.decoders.row_activations import row_activations
from latentlens.training import train
from latentlens.training.data.decoder_row import DecoderRow
from peft_reference import lora_of, with_peft

SOURCES = ("Paris Lima Rome fox", "hare cat hello", "fox fox cat time Paris", "Rome hare")


def plain_states(architecture: str, directory: pathlib.Path, reading: Any) -> Any:
    """Return the hidden states of one source by transformers and PEFT alone.

    Hidden tokens get the attention mask of padding, and every token keeps its position.
    """
    model = plain_model(architecture)
    if reading.variant:
        model = with_peft(model, directory)
    ids = torch.tensor([reading.token_ids])
    mask = torch.ones_like(ids)
    mask[0, list(reading.hidden)] = 0
    with torch.no_grad():
        return model(
            ids,
            attention_mask=mask,
            position_ids=torch.arange(ids.shape[1])[None],
            output_hidden_states=True,
            use_cache=False,
        ).hidden_states


def varied(variant: str) -> list[DecoderRow]:
    """Return rows of one task: as they are, with hidden tokens, read by the variant, and both."""
    found = []
    for n, source in enumerate(SOURCES):
        for hidden in ((), (0, 1, 2), (2,)):
            row = DecoderRow(
                source, (4, 5), "Which?", ("Paris", "Lima", "fox")[n % 3], task="w", hidden=hidden
            )
            found += [row, dataclasses.replace(row, variant=variant)]
    return found


@pytest.mark.parametrize("architecture", ["llama", "gpt2"])
@pytest.mark.parametrize("store_mb", [100.0, 0.0])
def test_its_gradient_is_that_of_plain_reads(
    architecture: str, store_mb: float, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loss and gradients are PEFT's on states that transformers reads with the tokens masked."""
    draw_both_matrices(monkeypatch)
    session, directory = tiny_session(architecture), lora_of(tmp_path, architecture, seed=3)
    variant = session.backend.load_adapter(LoraAdapter.load(directory))
    data = varied(variant)

    found = first_gradient(session, monkeypatch, data, batch_size=len(data), store_mb=store_mb)

    assert {(bool(e.reading.hidden), e.reading.variant) for e in found["batch"]} == {
        (hides, name) for hides in (False, True) for name in ("", variant)
    }
    loss, gradients = plain_gradient(
        architecture, found, lambda reading: plain_states(architecture, directory, reading)
    )
    assert_gradient(found, loss, gradients)


def test_each_row_is_measured_as_it_is_trained(tmp_path: pathlib.Path) -> None:
    """The activations of an experiment's rows are the same plain ones, and all four kinds differ."""
    session, directory = tiny_session(), lora_of(tmp_path, "llama", seed=3)
    data = varied(session.backend.load_adapter(LoraAdapter.load(directory)))

    read = row_activations(data, session.backend, [1, 3])

    trace = session.run(SOURCES[0])
    for row, states in zip(data, read, strict=True):
        reading = dataclasses.replace(row, source="x")  # only its hidden tokens and its variant are looked at
        object.__setattr__(reading, "token_ids", session.run(row.source).token_ids)
        plain = plain_states("llama", directory, reading)
        for state in states:
            torch.testing.assert_close(
                state.vector, plain[state.layer][0, state.position], atol=2e-4, rtol=1e-4
            )
    torch.testing.assert_close(read[0][0].vector, trace[1, 4])
    first = torch.stack([states[-1].vector for states in read[:6]])
    apart = torch.cdist(first, first)[~torch.eye(6, dtype=torch.bool)]
    assert float(apart.min()) > 0.01


def test_controls_read_other_rows_as_those_are_read(tmp_path: pathlib.Path) -> None:
    """A whole training with its controls runs over such rows, and the model is left as it was."""
    session, directory = tiny_session(), lora_of(tmp_path, "llama", seed=3)
    data = varied(session.backend.load_adapter(LoraAdapter.load(directory)))
    before = session.backend.fingerprint()
    made = train(recipe(steps=2, validate_every=2), data, session=session)
    assert {"no_activations", "shuffled", "random_labels"} == set(made.controls)
    assert before == session.backend.fingerprint()


def test_a_variant_that_is_not_there_is_named() -> None:
    """Rows of a variant that nobody loaded are refused before the first step."""
    with pytest.raises((InputError, SelectionError), match="has no adapter 'lying'"):
        train(recipe(), varied("lying"), session=tiny_session(), controls=False)
