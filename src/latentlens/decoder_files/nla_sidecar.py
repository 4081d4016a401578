"""The sidecar of natural-language autoencoders, `nla_meta.yaml`: what both their halves say of themselves."""

from __future__ import annotations

import math
import pathlib
import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from latentlens.decoder_files.peft_directory import names_of
from latentlens.errors import DecoderError
from latentlens.inputs.shown import short, shown

SIDECAR = "nla_meta.yaml"


class Tokens(BaseModel):
    """Token ids that the prompt had in training; None for those that the sidecar leaves out."""

    model_config = ConfigDict(frozen=True, extra="allow")

    injection_char: str | None = None
    injection_token_id: int | None = None
    injection_left_neighbor_id: int | None = None
    injection_right_neighbor_id: int | None = None
    critic_suffix_ids: tuple[int, ...] = ()


class Sidecar(BaseModel):
    """The keys of `nla_meta.yaml` that asking depends on."""

    model_config = ConfigDict(frozen=True, extra="allow")

    kind: Literal["nla_model"]
    d_model: int
    role: str | None = None
    base_checkpoint: str | None = None
    extraction_layer_index: int | None = None
    extraction: dict[str, Any] = {}
    tokens: Tokens = Tokens()
    prompt_templates: dict[str, str | None] = {}
    ar: dict[str, Any] = {}
    critic: dict[str, Any] = {}
    training: dict[str, Any] = {}

    @property
    def is_reconstructor(self) -> bool:
        """Whether it is the half that makes a vector of a text."""
        return self.role in ("ar", "critic")

    def block(self, directory: pathlib.Path) -> int | None:
        """Return the block whose output is read or predicted; None if it is not known.

        Older sidecars have it as the number of layers of the reconstructor, by which they mean this block;
        published ones without it have it in their name.

        Args:
            directory: directory of the sidecar.
        """
        found = self.extraction_layer_index
        for part in (self.ar, self.critic):
            for key in ("extraction_layer_index", "num_hidden_layers"):
                found = part.get(key) if found is None else found
        if found is None:
            named = [
                match[1] for name in names_of(directory) if (match := re.search(r"[-_]L(\d+)[-_]", name))
            ]
            found = int(named[0]) if named else None
        return found


def sidecar_of(directory: pathlib.Path) -> Sidecar:
    """Return the sidecar of a directory.

    Args:
        directory: directory of a verbaliser or a reconstructor.

    Raises:
        DecoderError: if it is damaged, or no sidecar of a model.
    """
    import yaml  # type: ignore[import-untyped]

    path = directory / SIDECAR
    try:
        return Sidecar.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise DecoderError(
            f"{path} is wrong at {'.'.join(map(str, first['loc'])) or 'the whole'!r}: {first['msg']}. Fetch "
            "it again, from the directory of a model and not of a data set."
        ) from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise DecoderError(f"{path} cannot be read: {short(error)}. Fetch it again.") from error


def norm_of(value: Any, width: int, where: pathlib.Path) -> float | Literal["raw"]:
    """Return the norm that a sidecar's scale means: "raw" for none.

    Args:
        value: `injection_scale` or `mse_scale`: a number, "sqrt_d_model", "raw", "none" or None.
        width: width of the residual stream.
        where: directory of the sidecar, for messages.

    Raises:
        DecoderError: if it is none of these.

    Examples:
        >>> norm_of("sqrt_d_model", 16, pathlib.Path("nla"))
        4.0
    """
    if value is None or value in ("raw", "none"):
        return "raw"
    if value == "sqrt_d_model":
        return math.sqrt(width)
    try:
        norm = float(value)
    except (TypeError, ValueError):
        norm = 0.0
    if not 0 < norm < math.inf:
        raise DecoderError(
            f"{where / SIDECAR} has the scale {shown(value)}; it is a positive number, sqrt_d_model, raw or "
            "null. Fetch it again."
        )
    return norm
