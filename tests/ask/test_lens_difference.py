"""What a lens reads in one trace minus what it reads in another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from latentlens import Lens, Session
from latentlens.ask.lens_difference import lens_difference
from latentlens.ask.lens_measures import measure_lens
from latentlens.display.progress import Progress
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a small random model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


def test_it_is_one_reading_minus_the_other(session: Session) -> None:
    """Entropy, surprisal, rank and probability are those of each trace by itself, subtracted."""
    before, after = session.run("The capital of France is"), session.run("The capital of Peru is Lima.")
    partners, pinned = [0, 1, 2, 3, None, 5, *[None] * 20], 7
    rows, columns = [1, 4], [1, 3, 5]
    found = lens_difference(
        after, before, Lens(), session.backend, partners, layers=rows, positions=columns, pinned=pinned
    )
    one, other = (
        measure_lens(trace, Lens(), session.backend, layers=rows, positions=[1, 3, 5], pinned=pinned)
        for trace in (before, after)
    )

    assert (other.entropy - one.entropy) == pytest.approx(found.entropy, abs=1e-5)
    assert (other.surprisal - one.surprisal) == pytest.approx(found.surprisal, abs=1e-5, nan_ok=True)
    assert np.stack([one.probability, other.probability]) == pytest.approx(found.probability, abs=1e-6)
    assert (np.stack([one.rank, other.rank]) == found.rank).all()


def test_the_distance_is_half_of_all_that_differs(session: Session) -> None:
    """The total variation distance is that of both softmaxes of the model's own logits at the last layer."""
    before, after = session.run("The capital of France is"), session.run("The capital of Peru is")
    last = [len(trace) - 1 for trace in (before, after)]
    partners = [None] * last[0] + [last[1]]
    found = lens_difference(after, before, Lens(), session.backend, partners, layers=[4], positions=[last[0]])
    probs = [trace.logits[-1].softmax(-1) for trace in (before, after)]

    assert float((probs[1] - probs[0]).abs().sum()) / 2 == pytest.approx(found.distance[0, 0], abs=1e-5)
    assert int(probs[0].argmax()) == found.token_ids[0, 0]
    assert int(probs[1].argmax()) == found.top_ids[0, 0]


def test_what_has_no_partner_is_empty(session: Session) -> None:
    """Where a token has no partner, nothing is compared and nothing is equal."""
    trace = session.run("The capital of France is")
    found = lens_difference(
        trace, trace, Lens(), session.backend, [0, None, 2], layers=[2], positions=[0, 1, 2]
    )

    assert [[True, False, True]] == found.equal.tolist()
    assert [[False, True, False]] == np.isnan(found.entropy).tolist()
    assert -1 == found.token_ids[0, 1]


def test_what_is_known_to_be_equal_is_not_run(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sites that a patch cannot reach are equal without a query; the others are run in both traces."""
    before, other = session.run("The capital of France is"), session.run("The capital of Peru is")
    after = before.patch({(2, 3): other[2, 1]})
    ran: list[int] = []
    run = session.backend.run
    monkeypatch.setattr(
        session.backend, "run", lambda queries, **how: ran.append(len(queries)) or run(queries, **how)
    )
    rows, columns = range(5), range(len(before))
    found = lens_difference(
        after, before, Lens(), session.backend, columns, layers=rows, positions=columns,
        unchanged=~after.cone,
    )  # fmt: skip

    assert 2 * int(after.cone.sum()) == sum(ran)
    assert (~after.cone).tolist() == found.equal.tolist()


def test_rounding_is_no_difference(session: Session) -> None:
    """A prefix that two prompts share is equal, also where both ran in one padded pass."""
    before, after = session.run(["the fox met a hare on the road", "the fox met both in Rome"])
    shared = next(i for i, (a, b) in enumerate(zip(before.tokens, after.tokens, strict=False)) if a != b)
    found = lens_difference(
        after, before, Lens(), session.backend, range(shared + 1), layers=[0, 4], positions=range(shared + 1)
    )

    assert found.equal[:, :shared].all()
    assert not found.equal[:, shared].any()
    assert torch.isfinite(before.resid).all()


def test_a_run_reads_as_many_sites_as_its_memory_allows(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All sites of a small vocabulary are read in one run: each is a pass through the model."""
    before, after = session.run("The capital of France is"), session.run("The capital of Peru is")
    ran: list[int] = []
    run = session.backend.run
    monkeypatch.setattr(
        session.backend, "run", lambda queries, **how: ran.append(len(queries)) or run(queries, **how)
    )
    rows, columns = range(5), range(len(before))
    sites = {"layers": rows, "positions": columns}
    lens_difference(after, before, Lens(), session.backend, columns, **sites)
    assert [2 * 5 * len(before)] == ran

    monkeypatch.setattr("latentlens.ask.lens_difference._BYTES_OF_LOGITS", 1)
    lens_difference(after, before, Lens(), session.backend, columns, **sites)
    assert [2] * 5 * len(before) == ran[1:]


@pytest.mark.parametrize("measured", ["difference", "measures"])
def test_its_progress_counts_all_sites(
    session: Session, monkeypatch: pytest.MonkeyPatch, measured: str
) -> None:
    """Where sites are read in several runs, the counts go on from one to the next, towards one total."""
    monkeypatch.setattr("latentlens.ask.lens_difference._BYTES_OF_LOGITS", 1)
    monkeypatch.setattr("latentlens.ask.lens_measures._ROWS_OF_LOGITS", 2)
    before, after = session.run("The capital of France is"), session.run("The capital of Peru is")
    seen: list[tuple[int, int | None]] = []
    progress = Progress(bar=False, on_update=lambda work: seen.append((work.done, work.total)))
    where: dict[str, Any] = {"layers": [1, 2], "positions": [1, 2, 3], "progress": progress}
    if measured == "difference":
        lens_difference(after, before, Lens(), session.backend, range(len(before)), **where)
    else:
        measure_lens(before, Lens(), session.backend, **where)
    whole = 12 if measured == "difference" else 6

    assert {whole} == {total for _, total in seen}
    assert [*range(0, whole + 1, 2)] == sorted({done for done, _ in seen})
    assert sorted(seen) == seen


@pytest.mark.parametrize("changed", ["nothing", "unembedding", "final norm"])
def test_equal_states_of_two_models_are_equal_where_they_read_the_same(
    session: Session, changed: str
) -> None:
    """A model with another unembedding or final norm alone has the same states, and other predictions."""
    model = tiny_model("llama")
    with torch.no_grad():
        if changed == "unembedding":
            model.lm_head.weight.copy_(model.lm_head.weight.roll(1, 0))
        if changed == "final norm":
            model.model.norm.weight.mul_(2)
    other = Session((model, tiny_tokenizer()))
    before, after = (each.run("The capital of France is") for each in (session, other))
    rows, columns = range(5), range(len(before))
    found = lens_difference(
        after, before, Lens(), session.backend, columns, layers=rows, positions=columns,
        of_trace=other.backend,
    )  # fmt: skip
    with torch.no_grad():
        read = [
            each.lm_head(each.model.norm(before.resid)).softmax(-1)
            for each in (session.model.hf_model, model)
        ]
    apart = (read[1] - read[0]).abs().sum(-1) / 2

    assert torch.equal(before.resid, after.resid)
    assert apart.numpy() == pytest.approx(found.distance, abs=1e-4)
    assert (apart < 1e-4).tolist() == found.equal.tolist()
    assert (changed == "nothing") is bool(found.equal.all()) is bool(found.equal.any())
