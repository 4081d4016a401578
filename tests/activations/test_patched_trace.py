"""Patched runs: what is written, what it can change, and that plain transformers says the same."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from latentlens import Session
from latentlens.activations.patched_trace import PatchedTrace
from latentlens.activations.trace import Trace
from latentlens.engine.query import NextToken, Query, Write
from latentlens.errors import InputError, MappingError, NotFinite, SelectionError
from plain import Plain
from tiny import ARCHITECTURES, tiny_model, tiny_tokenizer

ONE, OTHER = "The capital of France is Paris", "The capital of Peru is Lima."


@pytest.fixture(scope="module", params=sorted(ARCHITECTURES))
def opened(request: pytest.FixtureRequest) -> tuple[Session, Plain]:
    """Return a session on a random model of an architecture, and the model without latentlens."""
    model = tiny_model(request.param)
    return Session((model, tiny_tokenizer())), Plain(model)


@pytest.fixture(scope="module")
def llama() -> Session:
    """Return a session on a random model, for what does not depend on the architecture."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


def pair(session: Session) -> tuple[Trace, Trace]:
    """Return the traces of two prompts."""
    return session.run(ONE), session.run(OTHER)


def close(one: Tensor, other: Tensor) -> bool:
    """Return whether two tensors are equal up to rounding."""
    return bool(torch.allclose(one, other, rtol=0, atol=1e-5 * float(one.abs().max())))


class TestReference:
    """The same run in transformers alone, with a plain hook."""

    @pytest.mark.parametrize("layer", [0, 2, 4])
    def test_the_logits_are_those_of_a_plain_hook(self, opened: tuple[Session, Plain], layer: int) -> None:
        """After every token the logits are those of transformers with one hook that writes the vector."""
        session, plain = opened
        before, other = pair(session)
        after = before.patch({(layer, 2): other.select(layer, 3)})
        vector = plain.states(other.token_ids)[layer, 3]
        query = Query(tuple(before.token_ids), (Write(layer, (2,), vector[None]),), NextToken())

        assert close(plain.logits(query), after.logits)

    def test_the_states_are_those_of_plain_hooks(self, opened: tuple[Session, Plain]) -> None:
        """Two patches in one run: every state is that of transformers with a hook for each."""
        session, plain = opened
        before, other = pair(session)
        after = before.patch({(1, 2): other[1, 3], (3, 4): other[3, 1]})
        states = plain.states(other.token_ids)
        query = Query(
            tuple(before.token_ids),
            (Write(1, (2,), states[1, 3][None]), Write(3, (4,), states[3, 1][None])),
            NextToken(),
        )
        with plain.patched(query):
            assert close(plain.states(before.token_ids), after.resid)

    def test_nothing_changes_outside_the_cone(self, opened: tuple[Session, Plain]) -> None:
        """Outside the cone both runs are equal; inside it every later token at every higher layer changes."""
        session, _ = opened
        before, other = pair(session)
        after = before.patch({(2, 3): other.select(2, 2)})
        changed = (after.resid - before.resid).abs().amax(-1)
        scale = float(before.resid.abs().max())

        assert float(changed[~after.cone].max()) <= 1e-6 * scale
        assert bool((changed[after.cone][:1] > 1e-4 * scale).all())
        assert 1 + 2 * (len(before) - 3) == int(after.cone.sum())

    def test_its_code_makes_the_same_run(self, opened: tuple[Session, Plain]) -> None:
        """What `code` says, run by Python, gives the states of plain transformers."""
        session, plain = opened
        before, other = pair(session)
        after = before.patch({(1, 2): other.select(1, 3)})
        again = eval(after.code, {"session": session})
        vector = plain.states(other.token_ids)[1, 3]
        query = Query(tuple(before.token_ids), (Write(1, (2,), vector[None]),), NextToken())

        assert close(plain.logits(query), again.logits)
        assert (after.resid == again.resid).all()


class TestPatch:
    """What `trace.patch` takes, and what it leaves alone."""

    def test_its_own_state_changes_nothing(self, llama: Session) -> None:
        """A state that is written where it was read gives the same run."""
        trace, _ = pair(llama)
        assert (trace.resid == trace.patch({(2, 3): trace[2, 3]}).resid).all()

    def test_the_trace_stays_as_it_was(self, llama: Session) -> None:
        """Patching runs anew, and what was run before is found again unchanged."""
        before, other = pair(llama)
        kept = before.resid.clone()
        before.patch({(1, 2): other[1, 2]})

        assert (kept == before.resid).all()
        assert (kept == llama.run(ONE).resid).all()

    def test_a_patched_trace_is_patched_further(self, llama: Session) -> None:
        """Patches of a patched trace come to those that it has, and all are made in one run."""
        before, other = pair(llama)
        both = before.patch({(1, 2): other[1, 2], (3, 4): other[3, 4]})
        after = before.patch({(1, 2): other[1, 2]}).patch({(3, 4): other[3, 4]})

        assert (both.resid == after.resid).all()
        assert before is after.trace

    def test_what_was_dropped_is_run_again(self, llama: Session) -> None:
        """Activations that the store dropped are those of the patched run when they are needed again."""
        before, other = pair(llama)
        after = before.patch({(1, 2): other.select(1, 2)})
        kept = after.resid.clone()
        llama.store.clear()

        assert (kept == after.resid).all()

    def test_it_is_read_like_any_trace(self, llama: Session) -> None:
        """The last cell of the lens is the patched run's next token; the question's code names the patch."""
        before, other = pair(llama)
        after = before.patch({(4, "is"): other.select(4, 4)})
        answer = llama.ask(after, -1, "is", "logit_lens")
        here: dict[str, Any] = {"session": llama}
        exec("\n".join(line for line in answer.code.splitlines() if not line.startswith("session =")), here)

        assert llama.ask(other, -1, 4, "logit_lens").text == answer.text == here["answer"].text
        assert [[4, before.position("is")]] == answer.provenance["patches"]

    def test_verifying_makes_the_patch_again(self, llama: Session) -> None:
        """A sweep of a patched trace is verified in another dtype with the patches made there."""
        before, other = pair(llama)
        after = before.patch({(1, 2): other.select(1, 3)})
        sweep = llama.sweep(after, "logit_lens", layers=[3, 4], positions=[2, -1])

        assert 1e-3 > sweep.verify(dtype="float64").max_logit_difference

    def test_a_difference_says_what_the_patch_changed(self, llama: Session) -> None:
        """After minus before is zero outside the cone, and what was written minus what stood there in it."""
        before, other = pair(llama)
        difference = before.patch({(2, 3): other[2, 1]}) - before

        assert not difference.resid[:2].any()
        assert close(other[2, 1] - before[2, 3], difference[2, 3])

    @pytest.mark.parametrize(
        ("patches", "error"),
        [
            ({}, InputError),
            ({(9, 0): torch.ones(32)}, SelectionError),
            ({(0, "Peru"): torch.ones(32)}, SelectionError),
            ({3: torch.ones(32)}, SelectionError),
            ({(0, 1): torch.ones(32), (0, -100): torch.ones(32)}, SelectionError),
            ({(0, 0): torch.ones(31)}, MappingError),
            ({(0, 0): torch.full((32,), torch.nan)}, NotFinite),
            ({(0, 0): "Paris"}, InputError),
        ],
    )
    def test_what_cannot_be_written_is_refused(self, llama: Session, patches: Any, error: Any) -> None:
        """Nothing runs with a patch that is not one vector at a site that exists."""
        with pytest.raises(error):
            llama.run(ONE).patch(patches)

    def test_several_sites_are_no_patch(self, llama: Session) -> None:
        """A selection of several sites, of a difference or of another session is refused by name."""
        before, other = pair(llama)
        difference = before.patch({(1, 2): other[1, 2]}) - before
        stranger = Session((tiny_model("llama"), tiny_tokenizer())).run(ONE)

        with pytest.raises(SelectionError, match="2 sites"):
            before.patch({(1, 2): other.select([1, 2], 3)})
        with pytest.raises(InputError, match="difference"):
            before.patch({(1, 2): difference.select(1, 2)})
        with pytest.raises(InputError, match="difference"):
            difference.patch({(1, 2): other[1, 2]})
        with pytest.raises(InputError, match="another session"):
            before.patch({(1, 2): stranger.select(1, 2)})

    def test_its_repr_says_where(self, llama: Session) -> None:
        """The repr names the patched sites."""
        before, other = pair(llama)
        after = before.patch({(1, 2): other[1, 2]})

        assert isinstance(after, PatchedTrace)
        assert repr(after).startswith("<PatchedTrace at layer 1, position 2: ")
