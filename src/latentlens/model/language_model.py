"""The model as the rest of latentlens sees it: tokens in, residual stream out, edits on the way."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import threading
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from latentlens.errors import UnsupportedModel
from latentlens.model.adapters import adapter_names, check_adapter
from latentlens.model.bridge import build_bridge, named_activations
from latentlens.model.capture import CapturesStates
from latentlens.model.fair_lock import FairRLock
from latentlens.model.fingerprint import Fingerprint
from latentlens.model.kv import RowCache
from latentlens.model.parts import adapter_of
from latentlens.model.placement import check_placement
from latentlens.model.runner import BlockedAttention, Edit, Edited, Logits, Residual, Runner, Runners
from latentlens.model.scope import Scope
from latentlens.model.structure import Structure
from latentlens.model.threads import on_chosen_threads
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.model.unembedding import States, Unembedding
from latentlens.model.wrappers import check_forward


class LanguageModel(CapturesStates):
    """A causal language model whose residual stream can be read and edited at every layer.

    Layers count how many blocks have run: 0 is the embeddings, k the residual stream after k blocks,
    `n_layers` the stream after the last block and before the final norm.

    The user's model is read and never changed. What runs is a structural twin: modules of the same classes
    that share its weights, in evaluation mode. A change to the model that a twin cannot follow (a module
    replaced, a setting, an adapter, a hook) makes a new one; inside `pinned` the model stays as it was found.

    Args:
        hf_model: the transformers model; it is read and never changed.
        tokenizer: the model's tokenizer.
        name: the name that the user opened it by; shown in tables, messages and provenance.
        architecture: class name under which TransformerLens knows the model; None (default) for the
            model's own class.
    """

    processing = "raw"

    def __init__(
        self, hf_model: Any, tokenizer: ModelTokenizer, name: str, *, architecture: str | None = None
    ) -> None:
        super().__init__(hf_model, name)
        self.tokenizer = tokenizer
        self.architecture = architecture or type(hf_model).__name__
        self.lock = FairRLock()
        """Held by whoever runs the model: hooks sit on its twin, so two runs at once corrupt both."""
        self.forward_passes = 0
        self.rows_join = True
        """Whether rows can be added to a running batch; else they run along from its beginning."""
        self.reads_tokens_again = False
        """Whether blocks look at the token ids beside the residual stream, as per-layer embeddings do."""
        self.adapter = adapter_of(hf_model, self.architecture, name)
        self._fingerprint = Fingerprint(hf_model)
        self._runners = Runners(self.adapter, name)
        self._pin = threading.local()
        self._last: tuple[Structure, Runner] | None = None
        self._bridge: tuple[str, Any] | None = None
        self.n_layers = len(self.runner.parts.blocks)
        self.d_model = int(self.adapter.cfg.d_model)
        self.unembedding = Unembedding(
            lambda: self.runner.parts, lambda: hf_model.config, self._after_blocks, self.lock
        )
        """From what stands after the last block to logits and next tokens."""

    @property
    def n_ctx(self) -> int | None:
        """How many positions the model takes, or None where it has no limit."""
        return self.tokenizer.n_ctx

    def regime(self, length: int) -> Hashable:
        """Return what is equal for two lengths of a sequence in which every position has the same angle.

        Rotary scalings such as longrope switch with the length; keys of one regime are of no use in another.
        """
        return self.runner.rotary.regime(length)

    @contextlib.contextmanager
    def as_long_as(self, length: int) -> Iterator[None]:
        """Run passes over parts of a sequence with the rotary frequencies of all of its `length` tokens."""
        with self.pinned(), self.lock:
            if not self.runner.rotary.switches:
                yield
                return
            first, second = self.runner, self.runner.eager  # both are there before any hook is
            with first.rotary.as_long_as(length):
                if second is first:
                    yield
                    return
                with second.rotary.as_long_as(length):
                    yield

    @property
    def adapters(self) -> frozenset[str]:
        """The names of the PEFT adapters in the model, whether they are on or off."""
        return adapter_names(self.hf_model)

    def using(self, adapter: str | None) -> Scope:
        """Run, inside, with one PEFT adapter on alone; the user's model is not switched.

        The weights are neither copied nor read for it: a twin that shares them runs, and is there again the
        next time.

        Args:
            adapter: its name, or `BASE` for none of them; None for those that are on in the model.

        Raises:
            SelectionError: if the model has no adapter of that name.
            UnsupportedModel: if an adapter was merged into the weights.
        """
        before = getattr(self._pin, "moment", None)
        set_to = functools.partial(setattr, self._pin, "moment")
        moment = self._moment()
        if adapter != moment.adapter:
            moment = self._switched(moment.as_found or moment, adapter)
        return Scope([functools.partial(set_to, moment)], [functools.partial(set_to, before)])

    def _switched(self, as_found: _Moment, adapter: str | None) -> _Moment:
        """Return the model as it was found with one adapter on alone."""
        if adapter is None:
            return as_found
        if adapter not in as_found.switched:
            with self.lock:
                check_adapter(self.hf_model, adapter, self.name)
                runner = self._runners.own(as_found.structure.identity, self.hf_model, adapter)
            as_found.switched[adapter] = _Moment(as_found.structure, runner, None, adapter, as_found)
        return as_found.switched[adapter]

    @property
    def runner(self) -> Runner:
        """The twin that runs the model as it is now, or as it was found by `pinned`; it is for reading."""
        return self._moment().runner

    @property
    def blocks(self) -> list[nn.Module]:
        """The transformer blocks of the twin that runs, in order."""
        return self.runner.parts.blocks

    @property
    def runs_user_code(self) -> bool:
        """Whether hooks or a replaced forward of the user's run along: what they do, nobody can tell."""
        return bool(self._moment().structure.code)

    @property
    def bridge(self) -> Any:
        """TransformerLens' bridge, around a twin of its own: hook names, and whatever else it offers.

        It is made when first asked for, and made anew when the model has changed since, because it keeps
        parts of some weights as copies. Hooks that were put on an earlier one are gone then.
        """
        with self.pinned(), self.lock:
            fingerprint = self.fingerprint()
            if self._bridge is None or self._bridge[0] != fingerprint:
                self._bridge = (fingerprint, build_bridge(self.runner.model, self.architecture, self.name))
            return self._bridge[1]

    def fingerprint(self) -> str:
        """Return 64 hexadecimal digits that change with any weight, active adapter, setting or hook."""
        moment = self._moment()
        as_found = moment.as_found or moment
        if as_found.fingerprint is None:
            as_found.fingerprint = self._fingerprint.read(as_found.structure)
        if moment.adapter is None:
            return as_found.fingerprint
        # The weights of all adapters are in it, so the name of the one that is on tells the rest.
        return hashlib.sha256(f"{as_found.fingerprint} {moment.adapter}".encode()).hexdigest()

    def pinned(self) -> Scope:
        """Look at the model once for all that this thread does inside: one operation, one model.

        Without it every forward pass looks whether the model has changed, and every fingerprint reads all
        weights.
        """
        if getattr(self._pin, "moment", None) is not None:
            return Scope([], [])
        set_to = functools.partial(setattr, self._pin, "moment")
        return Scope([functools.partial(set_to, self._moment())], [functools.partial(set_to, None)])

    def _moment(self) -> _Moment:
        """Return the model as this thread has pinned it, or as it is now."""
        pinned: _Moment | None = getattr(self._pin, "moment", None)
        if pinned is not None:
            return pinned
        with self.lock:
            made_of = self._fingerprint.structure()
            last = self._last
            if last is None or last[0] is not made_of:
                check_placement(self.hf_model)
                check_forward(self.hf_model)
                last = self._last = (made_of, self._runners.own(made_of.identity, self.hf_model))
                self.tokenizer.vocab_size = self.vocab_size  # embeddings may have been resized
                self._bridge = None  # it was of another state, and would keep what was replaced
        return _Moment(*last)

    def named_activations(self, token_ids: Sequence[int], names: Sequence[str]) -> dict[str, Tensor]:
        """Run a prompt through TransformerLens' bridge and return some of its named activations.

        Args:
            token_ids: the prompt.
            names: TransformerLens' hook names, such as "blocks.3.attn.hook_pattern".

        Raises:
            SelectionError: if there is no activation of a name.
        """
        bridge = self.bridge
        with self.lock:
            self.forward_passes += 1
            return named_activations(bridge, token_ids, names)

    def forward(
        self,
        token_ids: Sequence[Sequence[int]] | Int[Tensor, "row position"],
        *,
        cache: RowCache | None = None,
        edits: Mapping[int, Edit] | None = None,
        blocked: Mapping[int, BlockedAttention] | None = None,
        grad: bool = False,
    ) -> Float[Tensor, "row_after vocab"]:
        """Run tokens through the model and return the logits after the last one.

        Args:
            token_ids: equally long rows of tokens; with a cache, those that follow what it holds.
            cache: holds the keys and values of what came before, and takes these tokens' in.
            edits: layer -> what to do with the residual stream there. An edit may append rows: from that
                layer on they run along, each layer's cache holding the rows alive there.
            blocked: block -> which keys its queries may not see, beyond what the model itself hides.
            grad: keep the graph, so that gradients flow to what the edits write.

        Returns:
            The logits after each row's last token, the appended rows' included.
        """
        if grad:
            logits = self.all_logits(token_ids, cache=cache, edits=edits, blocked=blocked, grad=grad, last=1)
            return logits[:, -1]
        states = self.states(token_ids, cache=cache, edits=edits, blocked=blocked)
        return self.unembedding.logits(states[:, -1])

    def states(
        self,
        token_ids: Sequence[Sequence[int]] | Int[Tensor, "row position"],
        *,
        cache: RowCache | None = None,
        edits: Mapping[int, Edit] | None = None,
        blocked: Mapping[int, BlockedAttention] | None = None,
        grad: bool = False,
        position_ids: Int[Tensor, "row position"] | None = None,
        attention_mask: Int[Tensor, "row key"] | None = None,
    ) -> Edited:
        """Run tokens as `forward` does and return the residual stream after the last block.

        `position_ids` and `attention_mask` as in `all_logits`; the other arguments as in `forward`.
        """
        kept: list[Tensor] = []
        edit = (edits or {}).get(self.n_layers)

        def keep(residual: Residual) -> Edited:
            kept.append(residual if edit is None else edit(residual))
            return kept[0][:rows]  # what the model itself makes of it is thrown away

        # Without a way to spare the unembedding one row of it is enough, for what counts its rows spares it.
        rows = len(token_ids) if self.runner.keeps_logits else 1
        edits = {**(edits or {}), self.n_layers: keep}
        self.all_logits(
            token_ids,
            cache=cache,
            edits=edits,
            blocked=blocked,
            grad=grad,
            last=None,
            position_ids=position_ids,
            attention_mask=attention_mask,
        )
        return kept[0]

    def all_logits(
        self,
        token_ids: Sequence[Sequence[int]] | Int[Tensor, "row position"],
        *,
        cache: RowCache | None = None,
        edits: Mapping[int, Edit] | None = None,
        blocked: Mapping[int, BlockedAttention] | None = None,
        grad: bool = False,
        last: int | None = 0,
        position_ids: Int[Tensor, "row position"] | None = None,
        attention_mask: Int[Tensor, "row key"] | None = None,
    ) -> Logits:
        """Run tokens through the model and return the logits after the `last` ones.

        Args:
            token_ids: as in `forward`; so are `cache`, `edits`, `blocked` and `grad`.
            cache: see `forward`.
            edits: see `forward`.
            blocked: see `forward`.
            grad: see `forward`.
            last: after how many tokens logits are returned; 0 (the default) stands for all of them, None for
                none, which spares the unembedding.
            position_ids: the position of each of the tokens that run; None (the default) lets the model count
                them. One row serves all rows.
            attention_mask: 1 where a token, those in the cache included, may be seen and 0 where it is
                padding; None (the default) for no padding.
        """
        ids = torch.as_tensor(token_ids, dtype=torch.long, device=self.device)
        if grad:
            self.check_gradients()
        moment = self._moment()
        with self.lock, on_chosen_threads(self.device):
            self.forward_passes += 1
            runner = moment.runner.eager if blocked else moment.runner
            return runner(
                ids,
                cache=cache,
                edits=edits or {},
                blocked=blocked or {},
                grad=grad,
                last=last,
                position_ids=position_ids,
                attention_mask=attention_mask,
            )

    def _after_blocks(self, states: States) -> Float[Tensor, "row vocab"]:
        """Return the logits where states stand after the last block, by way of the whole model."""
        edits: dict[int, Edit] = {self.n_layers: lambda residual: states[:, None].to(residual)}
        grad = torch.is_grad_enabled()
        try:
            logits = self.all_logits([[0]], edits=edits, last=1, grad=grad)[:, -1]
        except RuntimeError:  # some models hold the rows that come out against those that went in
            logits = self.all_logits([[0]] * len(states), edits=edits, last=1, grad=grad)[:, -1]
        if len(logits) != len(states):
            raise UnsupportedModel(
                f"{self.name}: {type(self.hf_model).__name__} drops rows that join the batch at layer "
                f"{self.n_layers}. It cannot be served exactly; open another architecture."
            )
        return logits


@dataclasses.dataclass
class _Moment:
    """A model as it was found: what it is made of, the twin for that, and its fingerprint if it was read.

    Args:
        structure: what the model is made of.
        runner: the twin that runs.
        fingerprint: of the model as it was found, once it was read.
        adapter: name of the adapter that is on in the twin alone; None for those that are on in the model.
        as_found: where an adapter was switched on, the same without that.
        switched: the same with an adapter switched on, by its name.
    """

    structure: Structure
    runner: Runner
    fingerprint: str | None = None
    adapter: str | None = None
    as_found: _Moment | None = None
    switched: dict[str, _Moment] = dataclasses.field(default_factory=dict)
