"""Trial runs that a model has to pass when it is opened: every way of running must give the same states."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import UnsupportedModel
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Edit, Edited, Residual
from latentlens.model.twin import twin

_PROBE = (5, 7, 11, 13, 17, 19, 23, 29, 31)  # token ids of the trial prompt
_OTHER = 37  # another token, for the slot
_PREFIX, _SLOT = 2, 4  # tokens that run into a cache first; position that is written
_WINDOW = 4  # attention window of the second trial, shorter than the prompt
_WINDOWS = ("sliding_window", "attention_chunk_size", "local_attention")
_KINDS = ("layer_type", "attention_type", "block_type", "is_sliding", "sliding_window", "is_kv_shared_layer")
_MOST = 12  # layers at which rows join, at most


def check_served(model: LanguageModel) -> None:
    """Run a few tokens in the ways the engine uses, and compare with one plain run.

    The same tokens run at once, alone and in a batch; from a cache; as rows that join at every kind of layer
    with something else in a slot; and one token further, each row from its own cache. All must hold the same
    states and give the same logits, and no token may change what an earlier one holds. Models that attend in
    windows longer than the probe are tried with a short one too.

    Sets what the engine goes by: `model.rows_join`, whether rows can join a running batch; `model.rows_pad`,
    whether shorter rows can be filled up; and `model.reads_tokens_again`, whether blocks look at the token
    ids beside the residual stream.

    Raises:
        UnsupportedModel: naming the architecture, what differs or fails, at which layer, and by how much.
    """
    _Check(model).run()
    narrow = _narrowed(model)
    if narrow is not None:
        _Check(narrow, " beyond its attention window").run()
        model.rows_join = model.rows_join and narrow.rows_join
        model.rows_pad = model.rows_pad and narrow.rows_pad


class _Check:
    """The check of one model.

    Args:
        model: the model to check.
        where: added to error messages, such as " beyond its attention window"; empty by default.
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
            cached = self._trying(self._cached, self._cannot_go_on())
            self._same(
                cached,
                alone[:, :, _PREFIX:],
                "holds other states when it is given the keys and values of the tokens before,",
            )
            joined = self._trying(self._rows_joined, "fails when several rows run from one cache")
            right = plain[-1, : len(self.joins) + 1]
            for observed, expected, how in (
                (joined[0], right[:, _PREFIX:-1], "rows that join the batch"),
                (joined[1], right[:, -1:], "tokens that follow rows that joined the batch"),
            ):
                self._same_rows(observed, expected, how)

    def _rows(self) -> list[list[int]]:
        """Return the plain batch: the probe, once more for each row that joins, cut short, and altered.

        The last row but one is the beginning of the probe, filled up; the last has another token in the slot.
        """
        short = [*self.ids[:_SLOT], *[self.ids[_SLOT - 1]] * (len(self.ids) - _SLOT)]
        other = [*self.ids[:_SLOT], _OTHER % self.model.vocab_size, *self.ids[_SLOT + 1 :]]
        return [*[self.ids] * (1 + len(self.joins)), short, other]

    def _writes(self, first: int, *, late: bool = False) -> dict[int, Edit]:
        """Return what writes noise into the slot of each row at its layer.

        Args:
            first: position of the first token that runs, after what a cache holds.
            late: whether each row joins the batch at its layer; else it is there from the beginning.
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
        """Return the same, and what gives a last row with another token in the slot the same state there."""

        def same(residual: Residual) -> Residual:
            residual = residual.clone()
            residual[-1, _SLOT] = residual[0, _SLOT]
            return residual

        edits = self._writes(0)
        return {**edits, 0: _both(edits.get(0), same)}

    def _prefix(self) -> RowCache:
        cache = RowCache()
        with self.model.as_long_as(len(self.ids) - 1):
            self.model.all_logits([self.ids[:_PREFIX]], cache=cache, last=None)
        held = max((layer.get_seq_length() for layer in cache.layers), default=0)
        if held != _PREFIX:
            self._refuse(
                f"keeps no keys and values of attention in the cache that it is given ({held} positions "
                f"after {_PREFIX} tokens), and every question here goes on from those"
            )
        cache.share_prefix()
        return cache

    def _cached(self) -> Tensor:
        return _states(self.model, [self.ids[_PREFIX:]], cache=self._prefix())

    def _rows_joined(self) -> tuple[Tensor, Tensor]:
        """Return what `_joined` does, of rows that are there from the beginning where they cannot join."""
        self.model.rows_join = True
        try:
            return self._joined()
        except UnsupportedModel:
            raise
        except Exception:  # noqa: BLE001 - some blocks hold on to the number of rows in all kinds of ways
            self.model.rows_join = False
            return self._joined()

    def _joined(self) -> tuple[Tensor, Tensor]:
        """Return the last states of a batch that rows joined, and of the token after it."""
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
        try:
            return run()
        except UnsupportedModel:
            raise
        except Exception as error:  # noqa: BLE001 - any failure here means that the engine would fail too
            short = " ".join(str(error).split())[:200]
            self._refuse(f"{failing} ({type(error).__name__}: {short})", error)

    def _same(self, observed: Tensor, expected: Tensor, what: str) -> None:
        """Compare states of all layers."""
        for layer, (one, other) in enumerate(zip(observed, expected, strict=True)):
            absolute, relative = _difference(one, other)
            if not relative <= self.tolerance:
                self._refuse(
                    f"{what} at layer {layer} by {absolute:.3g}, {relative:.2g} of the largest entry"
                )

    def _same_rows(self, observed: Tensor, expected: Tensor, how: str) -> None:
        """Compare states after the last block, and the logits of the last position."""
        if len(observed) != len(expected):
            self._refuse(f"drops {how}: {len(expected)} ran and {len(observed)} came out")
        logits, whole = self._trying(
            lambda: self._logits(observed, expected), "does not make logits of states after its last block"
        )
        for row, layer in enumerate([0, *self.joins]):
            absolute, relative = _difference(observed[row], expected[row])
            if relative <= self.tolerance:
                absolute, relative = _difference(logits[0][row], logits[1][row])
            if not relative <= self.tolerance:
                at = f"joining at layer {layer}" if row else "the row that was there from the beginning"
                self._refuse(
                    f"gives {how} other states than one plain run: {at}, by {absolute:.3g}, {relative:.2g} "
                    "of the largest entry"
                )
        absolute, relative = _difference(logits[0][:1], whole)
        if not relative <= self.tolerance:
            self._refuse(f"gives other logits than its final norm and unembedding: by {absolute:.3g}")

    def _logits(self, observed: Tensor, expected: Tensor) -> tuple[list[Tensor], Tensor]:
        """Return the logits of both at the last position, and the model's own of the probe there."""
        both = [self.model.unembedding.logits(states[:, -1]) for states in (observed, expected)]
        ids = self.ids if observed.shape[1] == 1 else self.ids[:-1]
        return both, self.model.all_logits([ids], last=1)[:, -1]

    def _decoder(self) -> str:
        config = self.model.hf_model.config.get_text_config()
        return (
            " (with is_decoder=True in its configuration it would be)"
            if getattr(config, "is_decoder", None) is False
            else ""
        )

    def _cannot_go_on(self) -> str:
        without = [i for i, module in enumerate(self.model.runner.parts.attention) if module is None]
        blocks = f"; its block {without[0]} has no attention, and carries another state" if without else ""
        return (
            f"cannot go on from a cache of attention's keys and values, as every question here does{blocks}"
        )

    def _refuse(self, what: str, cause: Exception | None = None) -> NoReturn:
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
    """Run tokens and return the residual stream at every layer, edited."""
    kept: list[Tensor] = []

    def keep(residual: Residual) -> Residual:
        kept.append(residual.detach().clone())
        return residual

    every = {k: _both((edits or {}).get(k), keep) for k in range(model.n_layers + 1)}
    model.all_logits(token_ids, edits=every, cache=cache, last=None)
    return torch.stack(kept)


def _both(one: Edit | None, other: Edit) -> Edit:
    return other if one is None else lambda residual: other(one(residual))


def _difference(one: Tensor, other: Tensor) -> tuple[float, float]:
    """Return the largest difference, and the same in units of the largest entry; NaN agrees with nothing."""
    if one.shape != other.shape:
        return float("nan"), float("nan")
    absolute = float((one.float() - other.float()).abs().max())
    return absolute, absolute / max(float(other.float().abs().max()), 1e-6)


def _join_layers(model: LanguageModel) -> list[int]:
    """Return at which layers rows are tried: before the first and last block of each kind, and at the end."""
    kinds = [_kind(block) for block in model.blocks]
    last = {kind: block for block, kind in enumerate(kinds)}
    found = sorted({0, model.n_layers // 2, *(kinds.index(kind) for kind in last), *last.values()})
    step = -(-len(found) // _MOST)
    return [*found[::step], model.n_layers]


def _kind(block: Any) -> tuple[object, ...]:
    """Return what is equal for blocks of one kind."""
    return tuple(
        (
            type(part).__name__,
            *(value for name in _KINDS if isinstance(value := getattr(part, name, None), (int, str))),
        )
        for part in block.modules()
    )


def _narrowed(model: LanguageModel) -> LanguageModel | None:
    """Return the model with a window shorter than the probe, None where it has no longer one."""
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
    return LanguageModel(copied, model.tokenizer, model.name, architecture=model.architecture)
