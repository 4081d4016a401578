"""Given: what its user says of a published decoder, where its files do not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from latentlens.decoder_files.manifest import InjectionName, ModelIdentity, Positions
from latentlens.decoder_files.prompt_settings import Form
from latentlens.errors import DecoderError
from latentlens.inputs.shown import shown


def _combinations(value: Any) -> Any:
    """Return layers as combinations: 4 and [4, 8] are each one, [[4], [8]] are two."""
    if value is None:
        return None
    if not isinstance(value, (list, tuple)):
        value = [value]
    return [value] if not any(isinstance(each, (list, tuple)) for each in value) else value


class Given(BaseModel):
    """What its user says of a published decoder, where its files do not; all are None by default.

    Args:
        base: the model that answers.
        source: the model that is read, where it is another.
        form: form of the prompt; see `latentlens.decoder_files.prompt_settings.Form`.
        layers: layers that it was trained to read: one layer, those that are read together, or a list of such
            combinations. 0 are the embeddings, k is the output of k blocks: what others call block k - 1.
        placeholder: text at each slot, such as " ?".
        template: prompt with {slot} at each slot, for decoders that have one of their own.
        injection: how a slot takes the vector.
        norm: norm to which vectors are rescaled before they are written: "raw" for none, or a number.
        positions: position ids of the prompt; see `Manifest`.
        file: name of the decoder's file, in a directory that holds several.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    base: ModelIdentity | None = None
    source: ModelIdentity | None = None
    form: Form | None = None
    layers: Annotated[tuple[tuple[int, ...], ...], BeforeValidator(_combinations)] | None = None
    placeholder: str | None = None
    template: str | None = None
    injection: InjectionName | None = None
    norm: Literal["raw"] | Annotated[float, Field(gt=0)] | None = None
    positions: Positions | None = None
    file: str | None = None

    @classmethod
    def of(cls, **said: Any) -> Given:
        """Return what was said, after checking it.

        Args:
            said: values by the names of the arguments.

        Raises:
            DecoderError: if there is no such argument, or a value cannot be used.

        Examples:
            >>> Given.of(layers=20).layers
            ((20,),)
        """
        try:
            return cls.model_validate(said)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            name = str(first["loc"][0]) if first["loc"] else "these"
            if first["type"] == "extra_forbidden":
                raise DecoderError(
                    f"{name!r} is nothing that can be said of a published decoder. These can: "
                    f"{', '.join(cls.model_fields)}."
                ) from error
            raise DecoderError(
                f"{name} of a published decoder cannot be {shown(said.get(name))}: {first['msg']}."
            ) from error


def must_say(where: object, what: str, name: str, choices: Iterable[str]) -> DecoderError:
    """Return the error for what a published decoder does not say of itself, and nobody else did.

    Args:
        where: the decoder's directory or file.
        what: what is not known, as a noun.
        name: argument of `Decoder.load` that says it.
        choices: values that it can have, each as code, with a word on it.
    """
    return DecoderError(
        f"The files in {where} do not say {what}, and a wrong one would make the answers worse without a "
        f"sign. Say it: Decoder.load(..., {name}=...), one of: {'; '.join(choices)}. The decoder's page says "
        "which."
    )
