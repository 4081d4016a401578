"""What a loaded decoder says, in the numbers that the independent readings give."""

from __future__ import annotations

import itertools
import pathlib
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

import published_readings
from latentlens import Decoder, Session
from latentlens.activations.selection import Site
from latentlens.activations.trace import Trace
from latentlens.engine.query import NextToken
from latentlens.readers.queries import query
from latentlens.readers.reader import State


def next_logits(
    session: Session, decoder: Decoder, trace: Trace | None, layers: Sequence[int], positions: Sequence[int]
) -> Tensor:
    """Return the logits after a decoder's prompt, with the states of some sites of a trace written into it.

    Args:
        session: a session on the model that answers.
        decoder: the decoder.
        trace: what is read; None for the prompt with nothing written into it.
        layers: layers of the sites.
        positions: positions of the sites.
    """
    sites = [Site(layer, position) for layer, position in itertools.product(layers, positions)]
    decoder.prepare(session.backend)
    target = decoder.target(session.backend, (), sites)
    states = None
    if trace is not None:
        states = [State(trace.resid[site.layer][site.position], site.layer, site.position) for site in sites]
    asked = query(decoder, target, states, session.backend.n_layers, NextToken())
    return session.backend.next_logits(asked)


def assert_reads_alike(
    session: Session,
    decoder: Decoder,
    trace: Trace,
    layers: Sequence[int],
    positions: Sequence[int],
    reading: Any,
    n: int = 5,
) -> None:
    """Assert that a loaded decoder and an independent reading give the same logits and the same answer.

    Args:
        session: a session on the model that answers.
        decoder: the decoder.
        trace: what is read.
        layers: layers of the sites.
        positions: positions of the sites.
        reading: the independent reading of these sites.
        n: number of greedy tokens that are compared.
    """
    logits = next_logits(session, decoder, trace, layers, positions)
    torch.testing.assert_close(logits, reading.logits()[-1], atol=1e-4, rtol=1e-5)
    nothing = next_logits(session, decoder, None, layers, positions)
    assert float((logits - nothing).abs().max()) > 0.002, "the activations change what is said"
    answer = session.ask(trace.select(list(layers), list(positions)), decoder)
    said = reading.greedy(n)
    if session.backend.tokenizer.hf.eos_token_id in said:
        said = said[: said.index(session.backend.tokenizer.hf.eos_token_id)]
    assert said == list(answer.token_ids[:n])


def source_ids(trace: Trace, base: pathlib.Path) -> list[int]:
    """Return a trace's tokens, after checking them against the tokenizer alone."""
    tokenizer = published_readings.AutoTokenizer.from_pretrained(base)
    assert tokenizer(trace.prompt.text).input_ids == list(trace.token_ids)
    return list(trace.token_ids)
