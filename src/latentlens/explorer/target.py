"""A reader's target prompt as the browser draws it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens.ask.calibrated import without_calibrator
from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.readers.reader import Reader

if TYPE_CHECKING:
    from latentlens.engine.backend import Backend
    from latentlens.explorer.menu import AskRequest


NO_TARGET: Json = {"tokens": [], "slots": None, "layer": None, "movable": False}
"""Of what asks nothing yet."""


def target_json(
    found: AskRequest,
    model: Backend,
    source_ids: Sequence[int],
    layer: int | None,
    position: int | None,
) -> Json:
    """Return a reader's target prompt as the browser draws it.

    Args:
        found: the question; its reader has the target prompt.
        model: the model that runs the target.
        source_ids: the source prompt's tokens.
        layer: of the cell that is read; None for none.
        position: of the cell that is read; None for none.

    Raises:
        SettingError: if the target prompt does not fit the model or the cell, naming what is wrong with it.
    """
    reader = without_calibrator(found.reader)
    try:
        into = None if layer is None else reader.target_layer(layer, model.n_layers)
    except InputError as error:
        raise SettingError("layer", str(error)) from error
    _check_layer(reader, model.n_layers, layer)
    if reader.one_token:
        # a lens writes into a token that is only there to be written
        return {"tokens": [], "slots": None, "layer": into, "movable": False}
    try:
        target = reader.target(model, source_ids)
    except InputError as error:
        about = error.setting or "question"
        raise SettingError(found.prompt_at if about == "prompt" else about, str(error)) from error
    if target.slots is None and position is not None and position >= len(target.token_ids):
        raise SettingError(
            "position",
            f"The other prompt has {len(target.token_ids)} tokens, and position {position} is read. Choose "
            "the token of the other prompt that takes the state.",
        )
    return {
        "tokens": _visible(model, target.token_ids),
        "slots": None if target.slots is None else list(target.slots),
        "layer": into,
        # in the source itself a state stays where it was read, unless a method moves it
        "movable": reader.slot_movable,
    }


def _check_layer(reader: Reader, n_layers: int, layer: int | None) -> None:
    """Refuse a layer that the reader cannot read, as where a fitted reader was not fitted for it."""
    if layer is None or layer in (layers := list(reader.layers(n_layers))):
        return
    raise SettingError(
        "layer",
        f"This reader reads layer{'' if len(layers) == 1 else 's'} "
        f"{', '.join(map(str, layers)) or 'none of this model'}, and layer {layer} is selected. Choose a "
        "cell that it can read; a fitted reader can also be fitted for this layer.",
    )


def _visible(model: Backend, token_ids: Sequence[int]) -> list[str]:
    return [model.tokenizer.visible(token) for token in token_ids]
