"""LanguageModel: runs forward passes of a transformers model, and reads and edits its residual stream."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from latentlens.errors import UnsupportedModel
from latentlens.model.adapters import BASE, adapter_names, check_adapter
from latentlens.model.bridge import build_bridge, named_activations
from latentlens.model.capture import CapturesStates
from latentlens.model.dtype_choice import DtypeChoice
from latentlens.model.fair_lock import FairRLock
from latentlens.model.fingerprint import Fingerprint
from latentlens.model.in_use import in_use
from latentlens.model.kv import RowCache
from latentlens.model.loaded_adapters import AttachedAdapter, LoadedAdapters
from latentlens.model.moment import Moment
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

    The user's model is read and never changed. What runs is a structural twin: a copy of its modules, in
    evaluation mode, that shares the weights. When the model's modules, settings, adapters or hooks change, a
    new twin is made; within `pinned` changes are ignored.

    Args:
        hf_model: the transformers model; it is never changed.
        tokenizer: the model's tokenizer.
        name: name that the user opened it by; shown in tables, messages and provenance.
        architecture: class name under which TransformerLens knows the model. Default None: the model's own
            class.
    """

    processing = "raw"

    def __init__(
        self, hf_model: Any, tokenizer: ModelTokenizer, name: str, *, architecture: str | None = None
    ) -> None:
        super().__init__(hf_model, name)
        self.tokenizer = tokenizer
        self.architecture = architecture or type(hf_model).__name__
        self.lock = FairRLock()
        """Held during a forward pass, because its hooks are on the twin that all passes share."""
        self.forward_passes = 0
        self.rows_join = True
        """Whether an edit can append rows to the batch between blocks; found by the checks at opening."""
        self.reads_tokens_again = False
        """Whether blocks read the token ids beside the residual stream, as per-layer embeddings do."""
        self.dtype_choice: DtypeChoice | None = None
        """Why the model is in its dtype, where it was opened with dtype="fastest"."""
        self.copy_in: Callable[[torch.dtype], LanguageModel] | None = None
        """Returns the same model in another dtype; None where it cannot be had."""
        self.architecture_adapter = adapter_of(hf_model, self.architecture, name)
        """TransformerLens' description of the architecture."""
        self.loaded = LoadedAdapters()
        """Adapters beside those in the model, which only twins have."""
        self._fingerprint = Fingerprint(hf_model)
        self._rounded: tuple[str, str] | None = None
        self._runners = Runners(self.architecture_adapter, name)
        self._pin = threading.local()
        self._last: tuple[Structure, Runner] | None = None
        self._bridge: tuple[str, Any] | None = None
        self.n_layers = len(self.runner.parts.blocks)
        self.d_model = int(self.architecture_adapter.cfg.d_model)
        self.unembedding = Unembedding(
            lambda: self.runner.parts, lambda: hf_model.config, self._after_blocks, self.lock
        )
        """Final norm and unembedding: turns the residual stream after the last block into logits."""

    @property
    def n_ctx(self) -> int | None:
        """Context length: the largest number of positions; None if there is no limit."""
        return self.tokenizer.n_ctx

    def regime(self, length: int) -> Hashable:
        """Return a key that is equal for sequence lengths with the same rotary angles at every position.

        Rotary scalings such as longrope depend on the length of the sequence; cached keys of one regime
        cannot be used in another.
        """
        return self.runner.rotary.regime(length)

    @contextlib.contextmanager
    def as_long_as(self, length: int) -> Iterator[None]:
        """Return a context in which parts of a sequence run with the rotary frequencies of all of it."""
        with self.pinned(), self.lock:
            if not self.runner.rotary.switches:
                yield
                return
            first, second = self.runner, self.runner.eager  # both are made before hooks are put on them
            with first.rotary.as_long_as(length):
                if second is first:
                    yield
                    return
                with second.rotary.as_long_as(length):
                    yield

    @property
    def adapters(self) -> frozenset[str]:
        """Names of the PEFT adapters in the model, active or not, and of those loaded beside it."""
        return adapter_names(self.hf_model) | self.loaded.names

    def load_adapter(self, adapter: AttachedAdapter) -> str:
        """Attach an adapter to a twin, and return the name under which `using` finds it.

        Args:
            adapter: the adapter; one of the same name that was loaded before is kept.

        Raises:
            UnsupportedModel: if it does not fit the model.
        """
        with self.loaded.adding(adapter, self.hf_model), self.using(adapter.name):
            return adapter.name

    def unload_adapter(self, name: str) -> None:
        """Undo one loading of an adapter; it is forgotten when each was undone."""
        with self.lock:
            if self.loaded.remove(name):
                self._runners.drop(name)

    def using(self, adapter: str | None) -> Scope:
        """Return a context in which only one adapter is active; the user's model is not switched.

        A twin that shares the model's weights is switched instead, and kept for the next time.

        Args:
            adapter: name of a PEFT adapter in the model or of a loaded one, or `BASE` for none; None for
                those active in the model.

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

    def _switched(self, as_found: Moment, adapter: str | None) -> Moment:
        """Return the model's state with only one adapter active."""
        if adapter is None:
            return as_found
        if adapter not in as_found.switched:
            with self.lock:
                active = self.loaded.get(adapter)
                check_adapter(self.hf_model, adapter if active is None else BASE, self.name)
                runner = self._runners.twin_of(as_found.structure.identity, self.hf_model, active or adapter)
            as_found.switched[adapter] = Moment(as_found.structure, runner, None, adapter, as_found)
        return as_found.switched[adapter]

    @property
    def runner(self) -> Runner:
        """The twin that runs the model as it is now, or as it was when `pinned` was entered."""
        return self._moment().runner

    @property
    def blocks(self) -> list[nn.Module]:
        """The transformer blocks of the twin, in order."""
        return self.runner.parts.blocks

    @property
    def runs_user_code(self) -> bool:
        """Whether the user's own hooks or `forward` run in a forward pass, with effects that are unknown."""
        return bool(self._moment().structure.code)

    @property
    def bridge(self) -> Any:
        """TransformerLens' bridge of the model, on a twin that shares the model's weights.

        It is made at the first access, and again after the model has changed, because it keeps copies of
        parts of some weights. Hooks put on an earlier bridge are then gone.
        """
        with self.pinned(), self.lock:
            fingerprint = self.fingerprint()
            if self._bridge is None or self._bridge[0] != fingerprint:
                self._bridge = (fingerprint, build_bridge(self.runner.model, self.architecture, self.name))
            return self._bridge[1]

    def fingerprint(self) -> str:
        """Return a hash of the model, 64 hexadecimal digits, of its weights, adapters, settings and hooks."""
        moment = self._moment()
        as_found = moment.as_found or moment
        if as_found.fingerprint is None:
            as_found.fingerprint = self._fingerprint.read(as_found.structure)
        if moment.adapter is None:
            return as_found.fingerprint
        return self._with(as_found.fingerprint, moment.adapter)

    def _with(self, fingerprint: str, adapter: str) -> str:
        # The fingerprint covers the weights of the model's own adapters, so the active one's name is enough.
        active = adapter + self.loaded.state(adapter)
        return hashlib.sha256(f"{fingerprint} {active}".encode()).hexdigest()

    def rounded_fingerprint(self) -> str:
        """Return a hash of the model as it is, 64 hexadecimal digits, equal in float32 and in bfloat16."""
        moment, now = self._moment(), self.fingerprint()
        if self._rounded is None or self._rounded[0] != now:
            rounded = self._fingerprint.rounded(moment.structure)
            self._rounded = (now, rounded if moment.adapter is None else self._with(rounded, moment.adapter))
        return self._rounded[1]

    def pinned(self) -> Scope:
        """Return a context within which this thread checks the model for changes only once.

        Outside of it, every forward pass checks the model's structure, and every fingerprint reads all
        weights. Work in the background makes way for it.
        """
        if getattr(self._pin, "moment", None) is not None:
            return Scope([], [])
        set_to = functools.partial(setattr, self._pin, "moment")
        return in_use(self.lock, functools.partial(set_to, self._moment()), functools.partial(set_to, None))

    def _moment(self) -> Moment:
        """Return the state of the model that this thread has pinned, or its state now."""
        pinned: Moment | None = getattr(self._pin, "moment", None)
        if pinned is not None:
            return pinned
        with self.lock:
            made_of = self._fingerprint.structure()
            last = self._last
            if last is None or last[0] is not made_of:
                check_placement(self.hf_model)
                check_forward(self.hf_model)
                last = self._last = (made_of, self._runners.twin_of(made_of.identity, self.hf_model))
                self.tokenizer.vocab_size = self.vocab_size  # embeddings may have been resized
                self._bridge = None  # made for the earlier state, it would keep replaced weights in memory
        return Moment(*last)

    def named_activations(self, token_ids: Sequence[int], names: Sequence[str]) -> dict[str, Tensor]:
        """Run a prompt through TransformerLens' bridge and return the activations at some hooks.

        Args:
            token_ids: token ids of the prompt.
            names: TransformerLens' hook names, such as "blocks.3.attn.hook_pattern".

        Returns:
            The activations by hook name, without a batch dimension.

        Raises:
            SelectionError: if the bridge has no hook of a name.
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
            token_ids: token ids [row, position], all rows of one length; with a cache, the tokens that follow
                its content.
            cache: KV cache with the tokens before these, which are added to it. Default None: no cache.
            edits: dict from layer to a function that takes the residual stream there and returns it changed.
                It may append rows, which then run from that layer on; each layer's cache holds the rows that
                have joined by then. Default None.
            blocked: dict from block to a mask of keys that its queries cannot attend to, in addition to the
                model's own mask. Default None.
            grad: whether to record the graph, so that gradients flow to what the edits write. Default False.

        Returns:
            The logits after each row's last token, with the appended rows.
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
        """Run tokens and return the residual stream [row, position, d_model] after the last block.

        `position_ids` and `attention_mask` are those of `all_logits`; the other arguments are those of
        `forward`.
        """
        kept: list[Tensor] = []
        edit = (edits or {}).get(self.n_layers)

        def keep(residual: Residual) -> Edited:
            kept.append(residual if edit is None else edit(residual))
            return kept[0][:rows]  # the model's own logits are not used

        # If the model cannot skip the unembedding, it is computed for one row only.
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
        """Run tokens through the model and return the logits after the last ones, or after all.

        Args:
            token_ids: token ids [row, position], all rows of one length; see `forward`.
            cache: KV cache with the tokens before these; see `forward`.
            edits: dict from layer to a function that edits the residual stream; see `forward`.
            blocked: dict from block to a mask of blocked keys; see `forward`.
            grad: whether to record the graph for gradients; see `forward`.
            last: number of last tokens after which logits are returned. Default 0: all tokens. None: no
                logits, so that the unembedding is skipped.
            position_ids: position id of each token, [row, position] or one row for all. Default None: the
                model counts them.
            attention_mask: [row, key], with the keys in the cache: 1 for a token, 0 for padding. Default
                None: no padding.
        """
        ids = torch.as_tensor(token_ids, dtype=torch.long, device=self.device)
        moment = self._moment()
        if grad and moment.runner.in_inference:
            self.check_gradients()
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
        """Return the logits of residual streams after the last block, by writing them in a forward pass."""
        edits: dict[int, Edit] = {self.n_layers: lambda residual: states[:, None].to(residual)}
        grad = torch.is_grad_enabled()
        try:
            logits = self.all_logits([[0]], edits=edits, last=1, grad=grad)[:, -1]
        except RuntimeError:  # some models compare the number of output rows with that of input rows
            logits = self.all_logits([[0]] * len(states), edits=edits, last=1, grad=grad)[:, -1]
        if len(logits) != len(states):
            raise UnsupportedModel(
                f"{self.name}: {type(self.hf_model).__name__} drops rows that join the batch at layer "
                f"{self.n_layers}. It cannot be served exactly; open another architecture."
            )
        return logits
