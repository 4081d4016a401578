"""The model as the rest of latentlens sees it: tokens in, residual stream out, edits on the way."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from latentlens._errors import ModelError, UnsupportedModel
from latentlens.model.bridge import build_bridge, named_activations
from latentlens.model.fair_lock import FairRLock
from latentlens.model.fingerprint import Fingerprint
from latentlens.model.isolation import isolated
from latentlens.model.kv import RowCache
from latentlens.model.parts import adapter_of
from latentlens.model.placement import check_placement
from latentlens.model.runner import BlockedAttention, Edit, Residual, Runner, Runners
from latentlens.model.scope import Scope
from latentlens.model.structure import Structure
from latentlens.model.threads import sized
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.model.unembedding import States, Unembedding
from latentlens.model.wrappers import check_forward


class LanguageModel:
    """A causal language model whose residual stream can be read and edited at every layer.

    Layers count how many blocks have run: 0 is the embeddings, k the residual stream after k blocks,
    `n_layers` the stream after the last block and before the final norm.

    The user's model is read and never changed. What runs is a structural twin: modules of the same classes
    that share its weights, in evaluation mode. A change to the model that a twin cannot follow (a module
    replaced, a setting, an adapter, a hook) makes a new one; inside `pinned` the model stays as it was found.

    Args:
        hf_model: the transformers model.
        tokenizer: its tokenizer.
        name: what the user opened, for tables and provenance.
        architecture: the class name under which TransformerLens knows the model; None for its own.
    """

    processing = "raw"

    def __init__(
        self, hf_model: Any, tokenizer: ModelTokenizer, name: str, *, architecture: str | None = None
    ) -> None:
        self.hf_model = hf_model
        self.tokenizer = tokenizer
        self.name = name
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

    @property
    def device(self) -> torch.device:
        """Where token ids go: the device of the input embeddings."""
        weight: Tensor = next(self.hf_model.parameters())
        return weight.device

    @property
    def dtype(self) -> torch.dtype:
        """The weights' own dtype, read from them."""
        weight: Tensor = next(self.hf_model.parameters())
        return weight.dtype

    @property
    def rounding(self) -> float:
        """By how much two ways to compute the same may differ, in units of the largest entry.

        Half precision rounds differently for another batch, and kernels of quantised weights for another
        number of tokens; a real defect is far larger.
        """
        whole = self.dtype in (torch.float32, torch.float64)
        return 1e-3 if whole and not getattr(self.hf_model, "is_quantized", False) else 5e-2

    @property
    def vocab_size(self) -> int:
        """The number of logits."""
        config = self.hf_model.config
        return int(config.get_text_config().vocab_size)

    @functools.cached_property
    def n_parameters(self) -> int:
        """How many parameters the model has."""
        return sum(parameter.numel() for parameter in self.hf_model.parameters())

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
        if moment.fingerprint is None:
            moment.fingerprint = self._fingerprint.read(moment.structure)
        return moment.fingerprint

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

    def capture(
        self,
        token_ids: Sequence[int],
        layers: Sequence[int],
        *,
        checkpoint: Callable[[], None] | None = None,
    ) -> Float[Tensor, "layer position d_model"]:
        """Run a prompt once and return its residual stream at the given layers, in their order.

        Args:
            token_ids: the prompt.
            layers: which layers to keep, each in 0..n_layers.
            checkpoint: called before every kept layer; may raise to stop.
        """
        with isolated(self.device):
            kept = torch.empty(
                len(layers), len(token_ids), self.d_model, dtype=self.dtype, device=self.device
            )
        places: dict[int, list[int]] = {}
        for place, layer in enumerate(layers):
            places.setdefault(layer, []).append(place)

        def keep(layer: int, residual: Residual) -> Residual:
            nonlocal kept
            if checkpoint is not None:
                checkpoint()
            if residual.dtype != kept.dtype:  # some models carry the stream in another precision
                kept = kept.to(residual.dtype)
            for place in places[layer]:
                kept[place] = residual[0].detach()
            return residual

        edits = {layer: functools.partial(keep, layer) for layer in places}
        self.all_logits([list(token_ids)], edits=edits, last=None)
        return kept

    def check_gradients(self) -> None:
        """Raise unless gradients can flow through the model.

        Raises:
            ModelError: if its weights were made in inference mode, where torch keeps no graph.
        """
        if any(weight.is_inference() for weight in self.hf_model.parameters()):
            raise ModelError(
                f"The weights of {self.name} were made under torch.inference_mode(), so no gradient can flow "
                "through them, and nothing that needs gradients can be fitted. Load the model outside of it; "
                "reading and asking work as it is."
            )

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
        hidden: Mapping[int, BlockedAttention] | None = None,
        grad: bool = False,
    ) -> Float[Tensor, "row vocab"]:
        """Run tokens through the model and return the logits after the last one.

        Args:
            token_ids: equally long rows of tokens; with a cache, those that follow what it holds.
            cache: holds the keys and values of what came before, and takes these tokens' in.
            edits: layer -> what to do with the residual stream there. An edit may append rows: from that
                layer on they run along, each layer's cache holding the rows alive there.
            hidden: block -> what its rows may not see, beyond what the model itself hides.
            grad: keep the graph, so that gradients flow to what the edits write.

        Returns:
            The logits after each row's last token, the appended rows' included.
        """
        if grad:
            logits = self.all_logits(token_ids, cache=cache, edits=edits, hidden=hidden, grad=grad, last=1)
            return logits[:, -1]
        states = self.states(token_ids, cache=cache, edits=edits, hidden=hidden)
        return self.unembedding.logits(states[:, -1])

    def states(
        self,
        token_ids: Sequence[Sequence[int]] | Int[Tensor, "row position"],
        *,
        cache: RowCache | None = None,
        edits: Mapping[int, Edit] | None = None,
        hidden: Mapping[int, BlockedAttention] | None = None,
        grad: bool = False,
    ) -> Residual:
        """Run tokens as `forward` does and return the residual stream after the last block."""
        kept: list[Tensor] = []
        edit = (edits or {}).get(self.n_layers)

        def keep(residual: Residual) -> Residual:
            kept.append(residual if edit is None else edit(residual))
            return kept[0][:rows]  # what the model itself makes of it is thrown away

        # Without a way to spare the unembedding one row of it is enough, for what counts its rows spares it.
        rows = len(token_ids) if self.runner.keeps_logits else 1
        edits = {**(edits or {}), self.n_layers: keep}
        self.all_logits(token_ids, cache=cache, edits=edits, hidden=hidden, grad=grad, last=None)
        return kept[0]

    def all_logits(
        self,
        token_ids: Sequence[Sequence[int]] | Int[Tensor, "row position"],
        *,
        cache: RowCache | None = None,
        edits: Mapping[int, Edit] | None = None,
        hidden: Mapping[int, BlockedAttention] | None = None,
        grad: bool = False,
        last: int | None = 0,
    ) -> Float[Tensor, "row position vocab"]:
        """Run tokens through the model and return the logits after the `last` ones.

        0 stands for all of them; None for none, which spares the unembedding.
        """
        ids = torch.as_tensor(token_ids, dtype=torch.long, device=self.device)
        if grad:
            self.check_gradients()
        moment = self._moment()
        with self.lock, sized(self.device):
            self.forward_passes += 1
            runner = moment.runner.eager if hidden else moment.runner
            return runner(ids, cache=cache, edits=edits or {}, hidden=hidden or {}, grad=grad, last=last)

    def _after_blocks(self, states: States) -> Float[Tensor, "row vocab"]:
        """Return the logits where states stand after the last block, by way of the whole model."""
        edits: dict[int, Edit] = {self.n_layers: lambda residual: states[:, None].to(residual)}
        try:
            logits = self.all_logits([[0]], edits=edits, last=1)[:, -1]
        except RuntimeError:  # some models hold the rows that come out against those that went in
            logits = self.all_logits([[0]] * len(states), edits=edits, last=1)[:, -1]
        if len(logits) != len(states):
            raise UnsupportedModel(
                f"{self.name}: {type(self.hf_model).__name__} drops rows that join the batch at layer "
                f"{self.n_layers}. It cannot be served exactly; open another architecture."
            )
        return logits


@dataclasses.dataclass
class _Moment:
    """A model as it was found: what it is made of, the twin for that, and its fingerprint if it was read."""

    structure: Structure
    runner: Runner
    fingerprint: str | None = None
