"""Measures of a lens's distributions, against the distributions themselves."""

from __future__ import annotations

import pytest
import torch

from latentlens import Session
from latentlens.ask.lens_measures import measure_lens
from latentlens.readers.lens import Lens

PROMPT = "The capital of France is"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the bundled model."""
    return Session()


def test_they_are_those_of_the_models_own_distribution(session: Session) -> None:
    """At the last layer entropy, surprisal, rank and probability are those of the model's own logits."""
    trace = session.run(PROMPT)
    pinned = session.backend.tokenizer.encode_continuation(" Paris")[0]
    measures = measure_lens(trace, Lens(), session.backend, layers=-1, pinned=pinned)

    logprobs = torch.log_softmax(session.backend.all_logits(trace.token_ids).float(), dim=-1)
    entropy = -(logprobs.exp() * logprobs).sum(dim=-1)
    surprisal = -logprobs[range(len(trace) - 1), trace.token_ids[1:]]
    rank = 1 + (logprobs > logprobs[:, pinned, None]).sum(dim=-1)
    assert torch.allclose(entropy.double(), torch.tensor(measures.entropy[0]), atol=1e-4)
    assert torch.allclose(surprisal.double(), torch.tensor(measures.surprisal[0, :-1]), atol=1e-4)
    assert rank.tolist() == measures.rank[0].tolist()
    assert torch.allclose(
        logprobs[:, pinned].exp().double(), torch.tensor(measures.probability[0]), atol=1e-5
    )


def test_the_last_position_has_no_surprisal(session: Session) -> None:
    """After the prompt's last token there is nothing to be surprised by; unpinned there is no rank."""
    measures = measure_lens(session.run(PROMPT), Lens(), session.backend, layers=[0, -1])

    assert [True, True] == torch.tensor(measures.surprisal[:, -1]).isnan().tolist()
    assert not torch.tensor(measures.surprisal[:, :-1]).isnan().any()
    assert torch.tensor(measures.rank).isnan().all()
