"""The model as the rest of latentlens sees it: tokens in, residual stream out, edits on the way."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from latentlens._errors import UnsupportedModel
from latentlens.model.fingerprint import Fingerprint
from latentlens.model.kv import RowCache
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.model.turns import Turns
from latentlens.model.unembedding import States, Unembedding

Residual = Float[Tensor, "row position d_model"]
Edit = Callable[[Residual], Residual]
"""Takes the residual stream at a layer and returns it changed, possibly with more rows."""
Hidden = Bool[Tensor, "row query key"]
"""True where, in one block, a query may not see a key; rows as they run there."""


class LanguageModel:
    """A causal language model whose residual stream can be read and edited at every layer.

    Layers count how many blocks have run: 0 is the embeddings, k the residual stream after k blocks,
    `n_layers` the stream after the last block and before the final norm.

    Args:
        bridge: a raw (not compatibility-mode) TransformerBridge around `hf_model`.
        hf_model: the transformers model; the bridge's own hooks sit inside it.
        tokenizer: its tokenizer.
        name: what the user opened, for tables and provenance.
        lock: the lock of these modules, where another LanguageModel runs them too.
    """

    processing = "raw"

    def __init__(
        self,
        bridge: Any,
        hf_model: Any,
        tokenizer: ModelTokenizer,
        name: str,
        *,
        lock: Turns | None = None,
    ) -> None:
        self.bridge = bridge
        """TransformerLens' view of the model, for what it can do and this adapter cannot."""
        self.hf_model = hf_model
        self.tokenizer = tokenizer
        self.name = name
        self.n_layers = len(bridge.blocks)
        self.d_model = int(bridge.cfg.d_model)
        self.lock = lock or Turns()
        """Held by whoever runs the model: hooks sit on the modules, so two runs at once corrupt both."""
        self.forward_passes = 0
        self.unembedding = Unembedding(bridge, hf_model.config, self._unembedded, self.lock)
        """From what stands after the last block to logits and next tokens."""
        self._fingerprint = Fingerprint(hf_model)

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
    def vocab_size(self) -> int:
        """The number of logits."""
        config = self.hf_model.config
        return int(config.get_text_config().vocab_size)

    @functools.cached_property
    def n_parameters(self) -> int:
        """How many parameters the model has."""
        return sum(parameter.numel() for parameter in self.hf_model.parameters())

    @property
    def blocks(self) -> list[nn.Module]:
        """The transformer blocks, in order."""
        return list(self.bridge.blocks)

    def fingerprint(self) -> str:
        """Return 64 hexadecimal digits that change with any weight, active adapter or setting."""
        return self._fingerprint.read()

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
        kept: dict[int, Tensor] = {}

        def keep(layer: int, residual: Residual) -> Residual:
            if checkpoint is not None:
                checkpoint()
            kept[layer] = residual[0].detach().clone()
            return residual

        edits = {layer: functools.partial(keep, layer) for layer in layers}
        self.all_logits([list(token_ids)], edits=edits, last=None)
        return torch.stack([kept[layer] for layer in layers])

    def forward(
        self,
        token_ids: Sequence[Sequence[int]] | Int[Tensor, "row position"],
        *,
        cache: RowCache | None = None,
        edits: Mapping[int, Edit] | None = None,
        hidden: Mapping[int, Hidden] | None = None,
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
        hidden: Mapping[int, Hidden] | None = None,
        grad: bool = False,
    ) -> Residual:
        """Run tokens as `forward` does and return the residual stream after the last block."""
        kept: list[Tensor] = []
        edit = (edits or {}).get(self.n_layers)

        def keep(residual: Residual) -> Residual:
            kept.append(residual if edit is None else edit(residual))
            return kept[0][:1]  # what the model itself makes of it is thrown away

        edits = {**(edits or {}), self.n_layers: keep}
        self.all_logits(token_ids, cache=cache, edits=edits, hidden=hidden, grad=grad, last=None)
        return kept[0]

    def all_logits(
        self,
        token_ids: Sequence[Sequence[int]] | Int[Tensor, "row position"],
        *,
        cache: RowCache | None = None,
        edits: Mapping[int, Edit] | None = None,
        hidden: Mapping[int, Hidden] | None = None,
        grad: bool = False,
        last: int | None = 0,
    ) -> Float[Tensor, "row position vocab"]:
        """Run tokens through the model and return the logits after the `last` ones.

        0 stands for all of them; None for none, which spares the unembedding.
        """
        ids = torch.as_tensor(token_ids, dtype=torch.long, device=self.device)
        extra = {} if cache is None else {"past_key_values": cache}
        keep = torch.tensor([], dtype=torch.long, device=self.device) if last is None else last
        with self.lock, torch.set_grad_enabled(grad), self._editing(edits or {}), self._hiding(hidden or {}):
            self.forward_passes += 1
            logits: Tensor = self.bridge(ids, logits_to_keep=keep, use_cache=cache is not None, **extra)
        return logits

    @contextlib.contextmanager
    def _editing(self, edits: Mapping[int, Edit]) -> Iterator[None]:
        """Hook the edits on for one forward pass; they are gone after it, whatever happens in it."""
        with contextlib.ExitStack() as hooks:
            for layer, edit in edits.items():
                handle = self._points[layer].register_forward_hook(functools.partial(_apply, edit))
                hooks.callback(handle.remove)
            yield

    @functools.cached_property
    def _points(self) -> list[nn.Module]:
        """TransformerLens' hook point of every layer; finding them by name takes as long as a small block."""
        names = [f"blocks.{block}.hook_resid_pre" for block in range(self.n_layers)]
        found = self.bridge.hook_dict
        return [found[name] for name in (*names, f"blocks.{self.n_layers - 1}.hook_resid_post")]

    def _unembedded(self, states: States) -> Float[Tensor, "row vocab"]:
        """Return the logits where states stand after the last block, by way of the whole model."""
        edits: dict[int, Edit] = {self.n_layers: lambda residual: states[:, None].to(residual)}
        logits = self.all_logits([[0]], edits=edits, last=1)[:, -1]
        if len(logits) != len(states):
            raise UnsupportedModel(
                f"{self.name}: {type(self.hf_model).__name__} drops rows that join the batch at layer "
                f"{self.n_layers}. It cannot be served exactly; open another architecture."
            )
        return logits

    @contextlib.contextmanager
    def _hiding(self, hidden: Mapping[int, Hidden]) -> Iterator[None]:
        """Add to the attention masks of some blocks for one forward pass."""
        with contextlib.ExitStack() as hooks:
            for block, cuts in hidden.items():
                attention = getattr(self.blocks[block], "attn", None)
                if not isinstance(attention, nn.Module):
                    raise UnsupportedModel(
                        f"Block {block} of {self.name} has no attention, so none can be cut there. Ask about "
                        "another layer."
                    )
                hook = functools.partial(_hide, cuts.to(self.device))
                handle = attention.register_forward_pre_hook(hook, with_kwargs=True)
                hooks.callback(handle.remove)
            yield


def _apply(edit: Edit, _: nn.Module, __: tuple[Any, ...], residual: Residual) -> Residual:
    """Adapt an edit to torch's hooks."""
    return edit(residual)


def _hide(cuts: Hidden, _: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    # Attention runs in its plain form, where the mask is a number that is added to each score.
    mask = kwargs.get("attention_mask")
    if mask is None:
        raise UnsupportedModel(
            "This model's attention takes no mask, so nothing can be hidden from it. Cut attention, or mask "
            "a slot, in another architecture."
        )
    least = torch.finfo(mask.dtype).min
    return args, {**kwargs, "attention_mask": mask.masked_fill(cuts[:, None], least)}
