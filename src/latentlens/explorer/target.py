"""A reader's target prompt as the browser draws it, and what is wrong with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens._errors import InputError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.readers.calibrated import Calibrated
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.reader import Reader

if TYPE_CHECKING:
    from latentlens.explorer.menu import AskRequest
    from latentlens.model.language_model import LanguageModel


NO_TARGET: Json = {"tokens": [], "slots": None, "layer": None, "movable": False}
"""Of what asks nothing yet."""


def target_json(
    found: AskRequest,
    model: LanguageModel,
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
    reader = found.reader
    movable = isinstance(reader, Patchscope)
    if isinstance(reader, Calibrated):
        reader = reader.reader
    try:
        into = None if layer is None else reader.target_layer(layer, model.n_layers)
    except InputError as error:
        raise SettingError("layer", str(error)) from error
    _check_layer(reader, model.n_layers, layer)
    if not isinstance(reader, Patchscope):
        # A lens writes into a token that is only there to be written.
        own = () if reader.one_token else reader.target(model, source_ids).token_ids
        return {"tokens": _visible(model, own), "slots": None, "layer": into, "movable": False}
    try:
        target = dataclasses.replace(reader, noise=None).target(model, source_ids)
    except InputError as error:
        placed = isinstance(reader.position, str) or reader.soft_prompt is not None
        raise SettingError(found.prompt_at if placed else "position", str(error)) from error
    if target.slots is None and position is not None and position >= len(target.token_ids):
        raise SettingError(
            "position",
            f"The other prompt has {len(target.token_ids)} tokens, and position {position} is read. Choose "
            "the token of the other prompt that takes the state.",
        )
    if reader.noise is not None:
        try:
            reader.target(model, source_ids)
        except InputError as error:
            raise SettingError("noise", str(error)) from error
    return {
        "tokens": _visible(model, target.token_ids),
        "slots": None if target.slots is None else list(target.slots),
        "layer": into,
        # In the source itself a state stays where it was read, unless a method moves it.
        "movable": movable
        and (isinstance(reader.position, int) or (reader.prompt is not None and reader.position is None)),
    }


def _check_layer(reader: Reader, n_layers: int, layer: int | None) -> None:
    """Refuse a layer for which a fitted reader was not fitted."""
    soft = isinstance(reader, Patchscope) and reader.soft_prompt is not None
    if layer is None or (reader.fitted is None and not soft):
        return
    layers = list(reader.layers(n_layers))
    if layer not in layers:
        raise SettingError(
            "layer",
            f"This reader was fitted for layer{'' if len(layers) == 1 else 's'} "
            f"{', '.join(map(str, layers)) or 'none of this model'}, and layer {layer} is read. Choose a "
            "cell that it can read, or fit one for this layer.",
        )


def _visible(model: LanguageModel, token_ids: Sequence[int]) -> list[str]:
    return [model.tokenizer.visible(token) for token in token_ids]
