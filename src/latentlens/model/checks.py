"""Checks made when a model is opened: all ways in which the engine runs it must give the same activations."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import UnsupportedModel
from latentlens.model.adapters import BASE
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Edit, Edited, Residual, Runner
from latentlens.model.scope import gradients
from latentlens.model.twin import twin

_PROBE = (5, 7, 11, 13, 17, 19, 23, 29, 31)  # token ids of the probe prompt
_OTHER = 37  # another token id, for the slot
_PREFIX, _SLOT = 2, 4  # number of tokens that run into a cache first; position that is written
_WINDOW = 4  # attention window of the second check, shorter than the probe
_WINDOWS = ("sliding_window", "attention_chunk_size", "local_attention")
_KINDS = ("layer_type", "attention_type", "block_type", "is_sliding", "sliding_window", "is_kv_shared_layer")
_MOST = 12  # largest number of layers at which rows join


def check_served(model: LanguageModel) -> None:
    """Run a few tokens in all the ways that the engine does, and compare with one plain forward pass.

    The probe runs alone and in a batch; from a KV cache; with rows that join the batch at layers of every
    kind, with another vector in a slot; and one token further, each row from its own cache. All must give the
    same residual streams and logits, and no token may have an effect on earlier positions. Models with an
    attention window longer than the probe are also checked with a short one.

    It sets `model.rows_join` (whether rows can join a running batch), `model.rows_pad` (whether shorter rows
    can be padded at their end) and `model.reads_tokens_again` (whether blocks read the token ids beside the
    residual stream).

    Args:
        model: model that is being opened.

    Raises:
        UnsupportedModel: naming the architecture, what fails or differs, at which layer, and by how much.
    """
    _check(model)


_served: weakref.WeakKeyDictionary[Runner, None] = weakref.WeakKeyDictionary()


def check_served_with(model: LanguageModel, adapter: str | None) -> None:
    """Make the checks of `check_served` with only one PEFT adapter active; once for each adapter.

    Afterwards `model.rows_join`, `model.rows_pad` and `model.reads_tokens_again` hold for all of them.

    Args:
        model: the opened model.
        adapter: name of the adapter, or `BASE` for none. None: those active in the model, which were checked
            at opening, so that nothing is done.

    Raises:
        SelectionError: if the model has no adapter of that name.
        UnsupportedModel: if an adapter was merged into the weights, or a check fails with this one.
    """
    if adapter is None:
        return
    with model.using(adapter), gradients(False), model.lock:
        if model.runner in _served:
            return
        before = model.rows_join, model.rows_pad, model.reads_tokens_again
        try:
            _check(model, adapter)
        except BaseException:
            model.rows_join, model.rows_pad, model.reads_tokens_again = before
            raise
        model.rows_join, model.rows_pad = model.rows_join and before[0], model.rows_pad and before[1]
        model.reads_tokens_again = model.reads_tokens_again or before[2]
        _served[model.runner] = None


def _check(model: LanguageModel, adapter: str | None = None) -> None:
    """Make all checks with an adapter active, also with a short attention window if the model has one."""
    named = " with no adapter" if adapter == BASE else f" with the adapter {adapter!r}"
    condition = "" if adapter is None else named
    with model.using(adapter):
        _Check(model, condition).run()
    narrow = _narrowed(model)
    if narrow is not None:
        with narrow.using(adapter):
            _Check(narrow, f"{condition} beyond its attention window").run()
        model.rows_join = model.rows_join and narrow.rows_join
        model.rows_pad = model.rows_pad and narrow.rows_pad


class _Check:
    """The checks of one model.

    Args:
        model: model to check.
        where: words added to error messages, such as " beyond its attention window". Default: none.
    """

    def __init__(self, model: LanguageModel, where: str = "") -> None:
        self.model, self.where = model, where
        self.architecture = type(model.hf_model).__name__
        self.ids = [i % model.vocab_size for i in _PROBE]
        self.tolerance = model.rounding
        self.joins = _join_layers(model)
        noise = torch.Generator("cpu").manual_seed(0)
        shape = (len(self.joins), model.d_model)
        self.noise = torch.randn(shape, generator=noise, dtype=torch.float32, device="cpu")

    def run(self) -> None:
        """Make all comparisons; the cheap ones first."""
        model, ids = self.model, self.ids
        with model.pinned():
            alone = self._trying(lambda: _states(model, [ids]), "does not run on token ids alone")
            begun = self._trying(
                lambda: _states(model, [ids[:_SLOT]]),
                f"does not run on {_SLOT} tokens and does on {len(ids)}",
            )
            self._same(
                begun,
                alone[:, :, :_SLOT],
                "is not causal" + self._decoder() + ": a token changes what the tokens before it hold,",
            )
            plain = self._trying(
                lambda: _states(model, self._rows(), self._plain_writes()),
                "does not run several rows at once",
            )
            self._same(plain[:, :1], alone, "lets the rows of a batch change each other")
            model.rows_pad = _difference(plain[:, -2:-1, :_SLOT], begun)[1] <= self.tolerance
            again = _difference(plain[:, -1], plain[:, 0])[1]
            model.reads_tokens_again = not again <= self.tolerance
            cached = self._trying(self._cached, self._cannot_continue())
            self._same(
                cached,
                alone[:, :, _PREFIX:],
                "holds other states when it is given the keys and values of the tokens before,",
            )
            joined = self._trying(self._rows_joined, "fails when several rows run from one cache")
            right = plain[-1, : len(self.joins) + 1]
            for observed, expected, description in (
                (joined[0], right[:, _PREFIX:-1], "rows that join the batch"),
                (joined[1], right[:, -1:], "tokens that follow rows that joined the batch"),
            ):
                self._same_rows(observed, expected, description)

    def _rows(self) -> list[list[int]]:
        """Return the batch: the probe, the probe again for each row that joins, a short and an altered one.

        The last row but one is the beginning of the probe, padded; the last has another token in the slot.
        """
        short = [*self.ids[:_SLOT], *[self.ids[_SLOT - 1]] * (len(self.ids) - _SLOT)]
        other = [*self.ids[:_SLOT], _OTHER % self.model.vocab_size, *self.ids[_SLOT + 1 :]]
        return [*[self.ids] * (1 + len(self.joins)), short, other]

    def _writes(self, first: int, *, late: bool = False) -> dict[int, Edit]:
        """Return edits that write noise into the slot of each row at its layer.

        Args:
            first: position of the first token that runs, after those in a cache.
            late: whether each row joins the batch at its layer. Default False: all run from the beginning.
        """

        def write(row: int, residual: Residual) -> Edited:
            residual = torch.cat([residual, residual[:1]]) if late else residual.clone()
            there, noise = residual[row, _SLOT - first], self.noise[row - 1].to(residual)
            residual[row, _SLOT - first] = there + noise * (there.float().norm() / noise.float().norm()).to(
                noise
            )
            return residual

        edits: dict[int, Edit] = {}
        for row, layer in enumerate(self.joins, 1):
            edits[layer] = _both(edits.get(layer), functools.partial(write, row))
        return edits

    def _plain_writes(self) -> dict[int, Edit]:
        """Return the edits of `_writes`, and one that undoes the other token in the last row at layer 0."""

        def same(residual: Residual) -> Residual:
            residual = residual.clone()
            residual[-1, _SLOT] = residual[0, _SLOT]
            return residual

        edits = self._writes(0)
        return {**edits, 0: _both(edits.get(0), same)}

    def _prefix(self) -> RowCache:
        """Run the first tokens into a cache and share them, after checking that the model keeps them."""
        cache = RowCache()
        with self.model.as_long_as(len(self.ids) - 1):
            self.model.all_logits([self.ids[:_PREFIX]], cache=cache, last=None)
        n_cached = max((layer.get_seq_length() for layer in cache.layers), default=0)
        if n_cached != _PREFIX:
            self._refuse(
                f"keeps no keys and values of attention in the cache that it is given ({n_cached} positions "
                f"after {_PREFIX} tokens), and every question here continues from them"
            )
        cache.share_prefix()
        return cache

    def _cached(self) -> Tensor:
        """Return the states of the probe's other tokens, run from a cache of the first ones."""
        return _states(self.model, [self.ids[_PREFIX:]], cache=self._prefix())

    def _rows_joined(self) -> tuple[Tensor, Tensor]:
        """Run `_joined`; if rows cannot join the batch, note that and run them from the beginning."""
        self.model.rows_join = True
        try:
            return self._joined()
        except UnsupportedModel:
            raise
        except Exception:  # noqa: BLE001 - blocks that expect a fixed number of rows can raise anything
            self.model.rows_join = False
            return self._joined()

    def _joined(self) -> tuple[Tensor, Tensor]:
        """Return the states after the last block of a batch that rows joined, and of the token after it."""
        model, cache, late = self.model, self._prefix(), self.model.rows_join
        edits = self._writes(_PREFIX, late=late)
        rows = 1 if late else 1 + len(self.joins)
        states = model.states([self.ids[_PREFIX:-1]] * rows, cache=cache, edits=edits)
        joined = [0, *self.joins] if late else [0] * rows
        cache.select(
            [
                [row if at <= block else 0 for row, at in enumerate(joined)]
                for block in range(len(cache.layers))
            ]
        )
        return states, model.states([self.ids[-1:]] * len(states), cache=cache)

    def _trying(self, run: Callable[[], Any], failing: str) -> Any:
        """Run a function, and refuse the model if it raises an error."""
        try:
            return run()
        except UnsupportedModel:
            raise
        except Exception as error:  # noqa: BLE001 - any failure here means that the engine would fail too
            short = " ".join(str(error).split())[:200]
            self._refuse(f"{failing} ({type(error).__name__}: {short})", error)

    def _same(self, observed: Tensor, expected: Tensor, what: str) -> None:
        """Raise an error if the residual streams differ at any layer."""
        for layer, (one, other) in enumerate(zip(observed, expected, strict=True)):
            absolute, relative = _difference(one, other)
            if not relative <= self.tolerance:
                self._refuse(
                    f"{what} at layer {layer} by {absolute:.3g}, {relative:.2g} of the largest entry"
                )

    def _same_rows(self, observed: Tensor, expected: Tensor, description: str) -> None:
        """Raise an error if the states after the last block, or the logits of the last position, differ."""
        if len(observed) != len(expected):
            self._refuse(f"drops {description}: {len(expected)} ran and {len(observed)} came out")
        logits, model_logits = self._trying(
            lambda: self._logits(observed, expected), "does not make logits of states after its last block"
        )
        for row, layer in enumerate([0, *self.joins]):
            absolute, relative = _difference(observed[row], expected[row])
            if relative <= self.tolerance:
                absolute, relative = _difference(logits[0][row], logits[1][row])
            if not relative <= self.tolerance:
                at = f"joining at layer {layer}" if row else "the row that was there from the beginning"
                self._refuse(
                    f"gives {description} other states than one plain run: {at}, by {absolute:.3g}, "
                    f"{relative:.2g} of the largest entry"
                )
        absolute, relative = _difference(logits[0][:1], model_logits)
        if not relative <= self.tolerance:
            self._refuse(f"gives other logits than its final norm and unembedding: by {absolute:.3g}")

    def _logits(self, observed: Tensor, expected: Tensor) -> tuple[list[Tensor], Tensor]:
        """Return the logits of both at the last position, and the model's own logits of the probe."""
        both = [self.model.unembedding.logits(states[:, -1]) for states in (observed, expected)]
        ids = self.ids if observed.shape[1] == 1 else self.ids[:-1]
        return both, self.model.all_logits([ids], last=1)[:, -1]

    def _decoder(self) -> str:
        """Return a hint for the error message, if the config says that the model is no decoder."""
        config = self.model.hf_model.config.get_text_config()
        return (
            " (with is_decoder=True in its configuration it would be)"
            if getattr(config, "is_decoder", None) is False
            else ""
        )

    def _cannot_continue(self) -> str:
        """Return the error message for a model that cannot continue from a KV cache."""
        without = [i for i, module in enumerate(self.model.runner.parts.attention) if module is None]
        blocks = f"; its block {without[0]} has no attention, and carries another state" if without else ""
        reason = "cannot continue from a cache of attention's keys and values, as every question here does"
        return reason + blocks

    def _refuse(self, what: str, cause: Exception | None = None) -> NoReturn:
        """Raise UnsupportedModel, naming the architecture and what is wrong with it."""
        name = self.model.name
        who = name if name == self.architecture else f"{name} ({self.architecture})"
        raise UnsupportedModel(
            f"{who} cannot be served exactly. It was tried on a few tokens{self.where}, and it {what}. Open "
            "another architecture; docs/support.md lists those that are served."
        ) from cause


def _states(
    model: LanguageModel,
    token_ids: Sequence[Sequence[int]],
    edits: Mapping[int, Edit] | None = None,
    cache: RowCache | None = None,
) -> Float[Tensor, "layer row position d_model"]:
    """Run tokens and return the residual stream at every layer, after the edits."""
    kept: list[Tensor] = []

    def keep(residual: Residual) -> Residual:
        kept.append(residual.detach().clone())
        return residual

    every = {k: _both((edits or {}).get(k), keep) for k in range(model.n_layers + 1)}
    model.all_logits(token_ids, edits=every, cache=cache, last=None)
    return torch.stack(kept)


def _both(one: Edit | None, other: Edit) -> Edit:
    """Return an edit that applies two edits, one after the other."""
    return other if one is None else lambda residual: other(one(residual))


def _difference(one: Tensor, other: Tensor) -> tuple[float, float]:
    """Return the largest absolute difference, and the same relative to the largest entry; NaN if NaN."""
    if one.shape != other.shape:
        return float("nan"), float("nan")
    absolute = float((one.float() - other.float()).abs().max())
    return absolute, absolute / max(float(other.float().abs().max()), 1e-6)


def _join_layers(model: LanguageModel) -> list[int]:
    """Return the layers at which rows join: before the first and last block of each kind, and the last."""
    kinds = [_kind(block) for block in model.blocks]
    last = {kind: block for block, kind in enumerate(kinds)}
    layers = sorted({0, model.n_layers // 2, *(kinds.index(kind) for kind in last), *last.values()})
    step = -(-len(layers) // _MOST)
    return [*layers[::step], model.n_layers]


def _kind(block: Any) -> tuple[object, ...]:
    """Return a key that is equal for blocks of the same classes and kind of attention."""
    return tuple(
        (
            type(part).__name__,
            *(value for name in _KINDS if isinstance(value := getattr(part, name, None), (int, str))),
        )
        for part in block.modules()
    )


def _narrowed(model: LanguageModel) -> LanguageModel | None:
    """Return a copy of the model with an attention window shorter than the probe; None without a window."""
    config = model.hf_model.config
    given = {id(each): each for each in (config, config.get_text_config())}.values()
    windows = [
        (part is config, name)
        for part in given
        for name in _WINDOWS
        if isinstance(value := getattr(part, name, None), int) and value > _WINDOW
    ]
    if not windows:
        return None
    copied = twin(model.hf_model)
    for outer, name in windows:
        setattr(copied.config if outer else copied.config.get_text_config(), name, _WINDOW)
    narrow = LanguageModel(copied, model.tokenizer, model.name, architecture=model.architecture)
    narrow.loaded = model.loaded
    return narrow
