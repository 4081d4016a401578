"""Try one configuration in every way that latentlens uses a model, and compare with the judge."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from latentlens import AttentionKnockout, Patchscope, Session
from latentlens.engine.query import Generate, NextToken, Query, Score, Write
from latentlens.errors import LatentLensError, UnsupportedModel
from support import build
from support.judge import Judge, NotJudged, Place
from support.variants import UNABLE

SUPPORTED, REFUSED, WRONG = "SUPPORTED", "REFUSED", "WRONG"
WAYS = ("trace", "ask", "sweep", "generate", "options", "lens", "remedy", "knock-out")
TOLERANCE = 1e-4
"""Maximum error as a share of the largest logit: float32 rounding in another order of the same sums."""

SOURCE = "The capital of France is Paris"
TARGET = "Once upon a time x met a fox on the road"
OPTIONS = [" Paris", " Lima, and x", " the road to Rome"]
STEPS = 6


@dataclasses.dataclass(frozen=True)
class Verdict:
    """The result of one way of use.

    Args:
        verdict: SUPPORTED, REFUSED or WRONG.
        reason: why it was refused or is wrong; empty if supported.
        error: largest difference, in units of the largest logit (of the largest entry for a trace).
    """

    verdict: str
    reason: str = ""
    error: float = 0.0


@dataclasses.dataclass
class Outcome:
    """The result of one configuration.

    Args:
        family: transformers' model type.
        name: name of the configuration within the family; empty for its defaults.
        made: class name of the model.
        ways: way of use -> verdict; the same for all ways if the model cannot be opened.
    """

    family: str
    name: str
    made: str
    ways: dict[str, Verdict]

    @property
    def verdict(self) -> str:
        """WRONG if any way is; SUPPORTED if the model opens and answers are exact; else REFUSED."""
        found = [way.verdict for way in self.ways.values()]
        if WRONG in found:
            return WRONG
        return SUPPORTED if self.ways["ask"].verdict == SUPPORTED else REFUSED


def attempt(family: str, name: str, changes: dict[str, Any]) -> Outcome:
    """Build a configuration twice, open one, and judge it by the other."""
    torch.set_num_threads(1)
    made = ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # transformers' own, about missing kernels and standalone decoders
            theirs, ours = (build.model(family, changes) for _ in range(2))
        made = type(ours).__name__
    except Exception as error:  # noqa: BLE001 - transformers raises what it likes
        made = made or _class(family)
        unable = f"transformers makes no such model here: {_short(error)}"
        return _everywhere(family, name, made, UNABLE.get(family, unable))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with torch.no_grad():
                theirs(torch.tensor([[0, 5, 6, 7]]), use_cache=False).logits.shape  # noqa: B018
    except Exception as error:  # noqa: BLE001 - as above
        unable = f"transformers does not run it on tokens alone: {_short(error)}"
        return _everywhere(family, name, made, unable)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            session = Session((ours, build.tokenizer()))
        except LatentLensError as error:
            return _everywhere(family, name, made, str(error))
        except Exception as error:  # noqa: BLE001 - an untyped error is a fault, and shown as one
            return Outcome(
                family, name, made, dict.fromkeys(WAYS, Verdict(WRONG, f"opening: {_short(error)}"))
            )
        ways = {}
        try:
            trial = Trial(session, Judge(theirs))
        except NotJudged as error:
            return Outcome(
                family, name, made, dict.fromkeys(WAYS, Verdict(WRONG, f"served unjudged: {error}"))
            )
        for way in WAYS:
            ways[way] = trial.verdict(way)
    return Outcome(family, name, made, ways)


def _class(family: str) -> str:
    try:
        return build.family_class(family)
    except Exception:  # noqa: BLE001 - as above
        return ""


def _everywhere(family: str, name: str, made: str, reason: str) -> Outcome:
    return Outcome(family, name, made, dict.fromkeys(WAYS, Verdict(REFUSED, reason)))


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]


class _Off(Exception):
    """An answer differs from the judge's."""


class Trial:
    """An opened model beside its judge.

    Args:
        session: session on the model.
        judge: judge of an identical model.
    """

    def __init__(self, session: Session, judge: Judge) -> None:
        self.session, self.judge = session, judge
        self.ids = tuple(session.backend.tokenizer.encode(TARGET))
        self.source = tuple(session.backend.tokenizer.encode(SOURCE))
        text = [session.backend.tokenizer.text(i).strip() for i in self.ids]
        self.slot = text.index("x")
        draw = torch.Generator().manual_seed(1)
        self.d_model = session.backend.d_model
        self.vectors = 2 * torch.randn(8, self.d_model, generator=draw)
        self.worst = 0.0

    def verdict(self, way: str) -> Verdict:
        """Try one way of use."""
        self.worst = 0.0
        tried: Callable[[], None] = getattr(self, "_" + way.replace("-", "_"))
        try:
            tried()
        except _Off as off:
            return Verdict(WRONG, str(off), self.worst)
        except NotJudged as unable:
            return Verdict(REFUSED, f"not judged: {unable}")
        except UnsupportedModel as error:
            return Verdict(REFUSED, str(error))
        except Exception as error:  # noqa: BLE001 - an untyped error is a fault, and shown as one
            return Verdict(WRONG, _short(error))
        return Verdict(SUPPORTED, "", self.worst)

    def _close(self, found: Tensor, right: Tensor, what: str, unit: float | None = None) -> None:
        size = max(float(right.abs().max()) if unit is None else unit, 1e-6)
        error = float((found.float() - right.float()).abs().max()) / size
        if not error <= self.worst:
            self.worst = error
        if not error <= TOLERANCE:
            raise _Off(f"{what} differs by {error:.2g} of the largest entry")

    def _trace(self) -> None:
        for ids in (self.source, self.ids):
            self._close(self.session.run(list(ids)).resid, self.judge.states(ids), "the residual stream")

    def _query(self, layer: int, position: int, vector: Tensor, readout: Any) -> Query:
        return Query(self.ids, (Write(layer, (position,), vector[None]),), readout)

    def _ask(self) -> None:
        for layer in (0, 2, self.judge.n_layers):
            at = self.slot if layer < self.judge.n_layers else len(self.ids) - 1
            asked = self._query(layer, at, self.vectors[0], NextToken(keep_logits=True))
            found = self.session.backend.run([asked])[0].value.logits
            right = self.judge.logits(self.ids, [(layer, at, self.vectors[0])])
            self._close(found, right, f"what follows a state written at layer {layer}, position {at},")

    def _sweep(self) -> None:
        places = [
            (layer, position)
            for layer in range(self.judge.n_layers + 1)
            for position in (1, self.slot, len(self.ids) - 2, len(self.ids) - 1)
        ]
        asked = [
            self._query(layer, position, self.vectors[i % 8], NextToken(keep_logits=True))
            for i, (layer, position) in enumerate(places)
        ]
        found = self.session.backend.run(asked)
        for i, (layer, position) in enumerate(places):
            right = self.judge.logits(self.ids, [(layer, position, self.vectors[i % 8])])
            what = f"what follows a state written at layer {layer}, position {position},"
            self._close(found[i].value.logits, right, what)
        trace = self.session.run(list(self.source))
        swept = self.session.sweep(
            trace, Patchscope(TARGET, max_new_tokens=2), layers=[0, 1, 3], positions=[0, -1], controls=False
        )
        off = swept.verify(n=4).max_logit_difference
        unit = float(self.judge.logits(self.ids).abs().max())
        self._close(torch.tensor([off]), torch.zeros(1), "the sweep's own verification", unit)

    def _spoken(
        self, token_ids: Any, logprobs: Any, writes: list[Place], cuts: Any = (), ids: Any = None
    ) -> None:
        """Compare a greedy answer with the judge's logits after each of its prefixes."""
        said = list(ids or self.ids)
        for step, (token, logprob) in enumerate(zip(token_ids, logprobs, strict=True)):
            right = self.judge.logits(said, writes, cuts)
            unit = float(right.abs().max())
            own = torch.log_softmax(right, -1)[token]
            self._close(torch.tensor(logprob), own, f"the log-probability of answer token {step}", unit)
            short = (right.max() - right[token])[None]
            self._close(short, torch.zeros(1), f"answer token {step} is not the likeliest: its logit", unit)
            said.append(token)

    def _generate(self) -> None:
        for asked_together in (False, True):
            places = [(0, self.slot), (2, self.slot), (3, 1), (1, len(self.ids) - 1)]
            queries = [
                self._query(layer, position, self.vectors[i], Generate(STEPS))
                for i, (layer, position) in enumerate(places)
            ]
            groups = [queries] if asked_together else [[query] for query in queries[:2]]
            found = [result.value for group in groups for result in self.session.backend.run(group)]
            for i, value in enumerate(found):
                layer, position = places[i]
                self._spoken(value.token_ids, value.logprobs, [(layer, position, self.vectors[i])])

    def _options(self) -> None:
        backend = self.session.backend
        texts = [tuple(backend.tokenizer.encode(text, prepend_bos=False)) for text in OPTIONS]
        places = [(1, self.slot), (3, self.slot)]
        asked = [
            self._query(layer, position, self.vectors[i], Score(tuple(texts)))
            for i, (layer, position) in enumerate(places)
        ]
        for i, result in enumerate(backend.run(asked)):
            write = [(*places[i], self.vectors[i])]
            for text, logprobs in zip(texts, result.value.logprobs, strict=True):
                for step, logprob in enumerate(logprobs):
                    right = self.judge.logits([*self.ids, *text[:step]], write)
                    own = torch.log_softmax(right, -1)[text[step]]
                    unit = float(right.abs().max())
                    self._close(torch.tensor(logprob), own, f"the score of token {step} of an option", unit)

    def _lens(self) -> None:
        trace = self.session.run(list(self.source))
        grid = self.session.lens(trace, top_k=4)
        states = self.judge.states(self.source)
        for row, layer in enumerate(grid.layers):
            for column, position in enumerate(grid.positions):
                right = self.judge.unembedded(states[layer, position])
                own = torch.log_softmax(right, -1)[torch.tensor(grid.token_ids[row, column])]
                found = torch.tensor(grid.probs[row, column]).log()
                self._close(found, own, f"the lens at layer {layer}", float(right.abs().max()))
        last = self.judge.logits(self.source)
        self._close(trace.logits[-1], last, "the logits of the prompt itself")

    def _remedy(self) -> None:
        trace = self.session.run(list(self.source))
        vector = trace.resid[2, -1]
        refused: list[str] = []
        for remedy in ("overwrite", "mask"):
            reader = Patchscope(TARGET, layer=2, remedy=remedy, max_new_tokens=3)
            try:
                answer = self.session.ask(trace, 2, -1, reader, controls=False)
            except UnsupportedModel as error:
                refused.append(f"{remedy!r}: {error}")
                continue
            if remedy == "overwrite":
                writes, cuts = [(layer, self.slot, vector) for layer in range(3)], []
            else:
                writes, cuts = [(2, self.slot, vector)], [(block, self.slot, None) for block in range(2)]
            self._spoken(answer.token_ids, answer.token_logprobs, writes, cuts)
            if not answer.flags or all(flag.kind != "contamination" for flag in answer.flags):
                self._same_for_any_placeholder(reader, remedy, vector)
        if refused:
            raise UnsupportedModel("; ".join(refused))

    def _same_for_any_placeholder(self, reader: Patchscope, remedy: str, vector: Tensor) -> None:
        """Check that with a remedy, and without a flag that says otherwise, the placeholder has no effect."""
        found = []
        for other in (self.ids[self.slot], 40):
            ids = (*self.ids[: self.slot], other, *self.ids[self.slot + 1 :])
            if remedy == "overwrite":
                writes = [(layer, self.slot, vector) for layer in range(3)]
                found.append(self.judge.logits(ids, writes))
            else:
                cuts = [(block, self.slot, None) for block in range(2)]
                found.append(self.judge.logits(ids, [(2, self.slot, vector)], cuts))
        self._close(found[0], found[1], f"with the remedy {remedy!r} and another placeholder the answer")

    def _knock_out(self) -> None:
        trace = self.session.run(list(self.ids))
        last = len(self.ids) - 1
        for layer, window in ((0, 1), (1, 2), (3, 1)):
            reader = AttentionKnockout((-1,), window=window)
            answer = self.session.ask(trace, layer, last - 2, reader, controls=False)
            cuts = [(block, last - 2, last) for block in range(layer, layer + window)]
            self._spoken(answer.token_ids, answer.token_logprobs, [], cuts)
        reader = AttentionKnockout(None, window=4, max_new_tokens=3)
        answer = self.session.ask(trace, 0, self.slot, reader, controls=False)
        cuts = [(block, self.slot, None) for block in range(4)]
        self._spoken(answer.token_ids, answer.token_logprobs, [], cuts)
