"""The residual stream of a corpus, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.sequences import as_list
from latentlens.model.language_model import LanguageModel
from latentlens.training.corpus import Row
from latentlens.training.finite_states import check_states

States = dict[int, Float[Tensor, "token d_model"]]
"""Layer -> the residual stream there, in float32."""

BATCH_TOKENS = 1024


def check_layers(layers: Iterable[int] | None, model: LanguageModel) -> tuple[int, ...]:
    """Return layers in order, all of the model's for None.

    Raises:
        InputError: if there are none, or one does not exist.
    """
    requested = as_list(range(model.n_layers + 1) if layers is None else layers, "layers", "layers=[1, 2]")
    numbers = sorted({integer("layer", layer) for layer in requested})
    if not numbers or numbers[0] < 0 or numbers[-1] > model.n_layers:
        raise InputError(
            f"Layers {numbers} were given, and {model.name} has 0 (embeddings) to {model.n_layers}. Give at "
            "least one of these."
        )
    return tuple(numbers)


def check_layers_below(layers: Iterable[int] | None, model: LanguageModel) -> tuple[int, ...]:
    """Return layers in order that have a block above them, all of those for None.

    Raises:
        InputError: if there are none, or one does not exist or is the last.
    """
    chosen = check_layers(range(model.n_layers) if layers is None else layers, model)
    if chosen[-1] == model.n_layers:
        raise InputError(
            f"Layer {model.n_layers} is the last of {model.name}: no block above it reads another token's "
            f"state. Give layers 0 to {model.n_layers - 1}."
        )
    return chosen


def batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield rows of equal length together, so that none needs padding."""
    batch: list[Row] = []
    for row in sorted(rows, key=len):
        if batch and (len(row) != len(batch[0]) or (len(batch) + 1) * len(row) > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def states(
    model: LanguageModel,
    rows: Sequence[Row],
    layers: Iterable[int],
    left_out: int | None,
    check: Callable[[], None],
) -> States:
    """Run rows once and return the residual stream at every position that counts.

    Args:
        model: the model.
        rows: token ids of each text, of any lengths.
        layers: which layers to keep.
        left_out: the token whose positions are left out, or None to keep all.
        check: called at every kept layer; may raise to stop.

    Returns:
        Layer -> Float[Tensor, "token d_model"], in float32, row by row.

    Raises:
        NotFinite: if one of them holds NaN or infinity.
    """
    wanted = tuple(dict.fromkeys(layers))
    counted = [(i, t) for i, row in enumerate(rows) for t, token in enumerate(row) if token != left_out]
    captured = dict(model.capture_many(rows, wanted, checkpoint=check))
    of_rows = [captured[i][:, [t for row, t in counted if row == i]] for i in range(len(rows))]
    together = torch.cat(of_rows, dim=1).float()
    kept = dict(zip(wanted, together, strict=True))
    check_states(kept, rows, counted, model)
    return kept


def double(tensor: Tensor) -> Tensor:
    """Return a tensor in float64, on the CPU where its device has none."""
    return (tensor.cpu() if tensor.device.type == "mps" else tensor).double()


def paired(
    source: LanguageModel,
    target: LanguageModel,
    rows: Sequence[Row],
    layers: Sequence[int],
    target_layers: Sequence[int],
    left_out: int | None,
    check: Callable[[], None],
) -> tuple[States, dict[int, Float[Tensor, "token d_target"]]]:
    """Return the source's states and the target's at the same tokens; one pass where they are one model."""
    if source is target:
        kept = states(source, rows, {*layers, *target_layers}, left_out, check)
        return {layer: kept[layer] for layer in layers}, {layer: kept[layer] for layer in target_layers}
    source_states = states(source, rows, layers, left_out, check)
    target_states = states(target, rows, target_layers, left_out, check)
    return source_states, {layer: state.to(source.device) for layer, state in target_states.items()}
