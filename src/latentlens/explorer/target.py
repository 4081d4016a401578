"""The preview of a reader's target prompt for the browser, or the error that it would raise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens.activations.selection import Site
from latentlens.ask.calibrated import without_calibrator
from latentlens.errors import InputError, SelectionError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.readers.queries import target_on
from latentlens.readers.reader import Reader

if TYPE_CHECKING:
    from latentlens.engine.backend import Backend
    from latentlens.explorer.menu import AskRequest


NO_TARGET: Json = {"tokens": [], "slots": None, "layer": None, "movable": False}
"""The preview of a fit, which has no target prompt yet."""


def target_json(
    request: AskRequest,
    model: Backend,
    source_ids: Sequence[int],
    layers: Sequence[int] = (),
    positions: Sequence[int] = (),
    *,
    n_layers: int | None = None,
) -> Json:
    """Return a reader's target prompt as plain data: tokens, slots, target layer.

    Args:
        request: the request, whose reader has the target prompt.
        model: the model that runs the target.
        source_ids: the source prompt's token ids.
        layers: the layers that are read, lowest first; empty (default) if no cell is selected.
        positions: the selected positions; empty (default) if no cell is selected.
        n_layers: number of blocks of the model whose activations are read. Default None: of `model`.

    Raises:
        SettingError: if the target prompt does not fit the model or the cell; its `setting` is the field
            that is wrong.
    """
    reader = without_calibrator(request.reader)
    try:
        into = reader.target_layer(layers[-1], model.n_layers) if layers else None
    except InputError as error:
        raise SettingError("layer", str(error)) from error
    for layer in layers:
        _check_layer(reader, model.n_layers if n_layers is None else n_layers, layer)
    if reader.one_token:
        # the one token of a lens's target has no meaning, so it is not shown
        return {"tokens": [], "slots": None, "layer": into, "movable": False}
    try:
        sites = [Site(layer, position) for layer in layers for position in positions or (0,)]
        target = target_on(reader, model, source_ids, sites)
    except InputError as error:
        about = error.setting or ("layer" if isinstance(error, SelectionError) else "question")
        raise SettingError(request.prompt_at if about == "prompt" else about, str(error)) from error
    position = positions[-1] if positions else 0
    if target.slots is None and position >= len(target.token_ids):
        raise SettingError(
            "position",
            f"The other prompt has {len(target.token_ids)} tokens, and position {position} is read. Choose "
            "the token of the other prompt that takes the state.",
        )
    return {
        "tokens": _visible(model, target.token_ids),
        "slots": None if target.slots is None else list(target.slots),
        "layer": into,
        # whether the user can choose another slot
        "movable": reader.slot_movable,
    }


def _check_layer(reader: Reader, n_layers: int, layer: int) -> None:
    """Refuse a layer that the reader cannot read, such as one that it was not fitted for."""
    if layer in (layers := list(reader.layers(n_layers))):
        return
    otherwise = (
        "with Any layer, among the options, it is asked all the same"
        if "any_layer" in reader.settings()
        else "a fitted reader can also be fitted for this layer"
    )
    raise SettingError(
        "layer",
        f"This reader reads layer{'' if len(layers) == 1 else 's'} "
        f"{', '.join(map(str, layers)) or 'none of this model'}, and layer {layer} is selected. Choose a "
        f"cell that it can read; {otherwise}.",
    )


def _visible(model: Backend, token_ids: Sequence[int]) -> list[str]:
    return [model.tokenizer.visible(token) for token in token_ids]
