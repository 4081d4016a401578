"""Manifest: what a trained decoder reads, how it is asked and what it was trained on; `decoder.json`."""

from __future__ import annotations

import itertools
import json
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)

from latentlens.decoder_files.prompt_settings import Layer, ManifestPart, PromptSettings
from latentlens.engine.injection import Add, AddNormMatched, Injection, Interpolate, Replace
from latentlens.errors import DecoderError
from latentlens.inputs.shown import shown

Method = Literal["activation_oracle", "latentqa", "meta_model", "vector_oracle", "selfie", "nla"]
Span = Literal["site", "segment", "all", "last"]
InjectionName = Literal["replace", "add", "add_norm_matched", "interpolate"]
SlotOrder = Literal["layer_major", "position_major"]
Positions = Literal["prompt", "source"]

Count = Annotated[int, Field(ge=1)]
PositiveNumber = Annotated[float, Field(gt=0, allow_inf_nan=False)]


def _ascending(layers: tuple[int, ...]) -> tuple[int, ...]:
    if not layers or any(a >= b for a, b in itertools.pairwise(layers)):
        raise ValueError("layers read together are listed once each, in ascending order")
    return layers


class ModelIdentity(ManifestPart):
    """What is known of a model that a decoder was trained with.

    Args:
        name: name, path or hub name that the model was opened by.
        fingerprint: hash of the model's weights and settings, 64 hexadecimal digits; None (default) for a
            published decoder that does not say it, of which only the sizes are checked.
        d_model: width of the residual stream.
        n_layers: number of blocks.
        rounded: hash of the weights rounded to bfloat16 and of the settings, by which the same model is known
            in another dtype; None (default) if it is not known.
        dtype: dtype that the model ran in, such as "float32"; None (default) if it is not known.
        vocab_size: number of logits; None (default) if it is not known.
        processing: how the weights were processed at opening. Default "raw": as published.
    """

    name: str
    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    rounded: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    dtype: str | None = None
    d_model: Count
    n_layers: Count
    vocab_size: Count | None = None
    processing: str = "raw"

    @model_serializer(mode="wrap")
    def _without_unknown(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        unknown = {name for name in ("rounded", "dtype") if getattr(self, name) is None}
        return {name: value for name, value in write(self).items() if name not in unknown}


class Read(ManifestPart):
    """Which activations a decoder reads.

    Args:
        layers: combinations of layers that it was trained to read, such as ((4,), (8,)) for one at a time and
            ((4, 8),) for two at once; empty (default) if that is not known, so that any is read.
        span: token positions of one question: "site" for one, "last" for the last of the text, "segment"
            for any number, "all" for the whole text. Default "segment".
        mean: whether the mean state of the layer is subtracted first. Default False.
    """

    layers: tuple[Annotated[tuple[Layer, ...], AfterValidator(_ascending)], ...] = ()
    span: Span = "segment"
    mean: bool = False

    @property
    def all_layers(self) -> tuple[int, ...]:
        """Every layer that occurs in a combination, lowest first."""
        return tuple(sorted({layer for combination in self.layers for layer in combination}))


class WriteAt(ManifestPart):
    """Where and how activations are written into the decoder's prompt.

    Args:
        layer: layer at which they are written: 0 for the embeddings, k for the output of k blocks.
        injection: how a slot takes the vector; see `latentlens.engine.injection`. Default "replace".
        coefficient: factor of "add" and "add_norm_matched", or strength of "interpolate". Default 1.
        norm: norm to which a vector is rescaled: "raw" (default) for none; "unit" for 1, before the mapping;
            "slot" for that of the slot's own state, or a number, both after the mapping.
    """

    layer: Layer
    injection: InjectionName = "replace"
    coefficient: float = 1.0
    norm: Literal["raw", "unit", "slot"] | PositiveNumber = "raw"

    @property
    def made(self) -> Injection:
        """The injection with its coefficient."""
        if self.injection == "replace":
            return Replace()
        if self.injection == "interpolate":
            return Interpolate(self.coefficient)
        return (Add if self.injection == "add" else AddNormMatched)(self.coefficient)

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if self.injection == "replace" and self.coefficient != 1:
            raise ValueError('"replace" has no coefficient; leave it at 1')
        if self.injection == "interpolate" and not 0 <= self.coefficient <= 1:
            raise ValueError('the coefficient of "interpolate" is from 0 to 1')
        return self


class GenerationSettings(ManifestPart):
    """How answers are generated, unless the question says otherwise.

    Args:
        max_new_tokens: most tokens of an answer. Default 20.
        temperature: temperature of sampling; 0 (default) generates greedily.
        stop: texts that end the answer. Default: none.
    """

    max_new_tokens: Count = 20
    temperature: Annotated[float, Field(ge=0)] = 0.0
    stop: tuple[Annotated[str, Field(min_length=1)], ...] = ()


class TrainedBy(ManifestPart):
    """How a decoder was trained, for its card and to train it again.

    Args:
        seed: random seed.
        data: name of the training data, with its version.
        code_version: version of the training code, such as latentlens's.
        settings: settings of the run, as JSON. Default: none.
        losses: figures of the run by name, such as {"train": 0.41, "validation": 0.52}. Default: none.
        controls: the same figures of each control that was trained beside it, by the control's name.
            Default: none.
    """

    seed: int
    data: str
    code_version: str
    settings: dict[str, Any] = Field(default_factory=dict)
    losses: dict[str, float] = Field(default_factory=dict)
    controls: dict[str, dict[str, float]] = Field(default_factory=dict)


class EvaluationRow(ManifestPart):
    """One line of the evaluation table: a task, who answered, and how well.

    Args:
        task: what was asked, such as "secret word".
        who: "decoder", or what it is compared with, such as "no activations", "probe" or "text only".
        n: number of cases.
        accuracy: share of right answers, 0 to 1.
        low: lower end of the accuracy's 95% interval; None (default) if there is none.
        high: upper end; None (default) if there is none.
        figures: further figures by name, such as "auroc", "ece" or "activation sensitivity". Default: none.
    """

    task: str
    who: str = "decoder"
    n: Count
    accuracy: Annotated[float, Field(ge=0, le=1)]
    low: float | None = None
    high: float | None = None
    figures: dict[str, float] = Field(default_factory=dict)


class Manifest(ManifestPart):
    """All that is needed to ask a trained decoder, beside its weights; the file `decoder.json`.

    Args:
        format: version of the format. Default 1.
        method: method that it was trained by.
        name: name of the decoder, for menus and its card.
        base: the model that answers.
        source: the model that is read; None (default) if it is the base.
        read: activations that it reads.
        write: where and how they are written.
        prompt: its prompt.
        slots: order of the slots: all positions of the lowest layer first ("layer_major", the default), or
            all layers of the first position.
        positions: position ids of the prompt: "prompt" (default) for 0, 1, 2, ..., "source" for slots that
            keep the position ids of the tokens that were read.
        generation: how answers are generated.
        training: how it was trained; None (default) if that is not known.
        evaluation: results on test cases; empty (default) if there are none.
        calibrator: file with its confidence's calibration; None (default) for none.
        licence: licence of the weights; None (default) if it is not stated.

    Examples:
        >>> manifest = Manifest(
        ...     method="activation_oracle", name="oracle",
        ...     base=ModelIdentity(name="world-small", d_model=192, n_layers=8), read=Read(layers=((4,),)),
        ...     write=WriteAt(layer=2, injection="add_norm_matched"),
        ...     prompt=PromptSettings(form="ao_block", placeholder=" ?"),
        ... )
        >>> Manifest.from_json(manifest.to_json()) == manifest
        True
    """

    format: Literal[1] = 1
    method: Method
    name: Annotated[str, Field(min_length=1)]
    base: ModelIdentity
    source: ModelIdentity | None = None
    read: Read = Read()
    write: WriteAt
    prompt: PromptSettings
    slots: SlotOrder = "layer_major"
    positions: Positions = "prompt"
    generation: GenerationSettings = GenerationSettings()
    training: TrainedBy | None = None
    evaluation: tuple[EvaluationRow, ...] = ()
    calibrator: Annotated[str, Field(pattern=r"^[\w.-]+\.json$")] | None = None
    licence: str | None = None

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if self.write.layer > self.base.n_layers:
            raise ValueError(
                f"it writes at layer {self.write.layer}, and the base has layers 0 to {self.base.n_layers}"
            )
        if any(layer > self.reads.n_layers for layer in self.read.all_layers):
            raise ValueError(
                f"it reads layer {self.read.all_layers[-1]}, and {self.reads.name} has layers 0 to "
                f"{self.reads.n_layers}"
            )
        return self

    @property
    def reads(self) -> ModelIdentity:
        """The model that is read: the source, or the base."""
        return self.source or self.base

    def to_json(self) -> str:
        """Return the manifest as the text of `decoder.json`."""
        return self.model_dump_json(indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes, *, where: str = "decoder.json") -> Manifest:
        """Return the manifest that a text of JSON describes.

        Args:
            text: content of the file.
            where: name of the file, for messages. Default "decoder.json".

        Raises:
            DecoderError: if it is no JSON, has another format version, or has an unknown, missing or wrong
                value; the message names its key.
        """
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DecoderError(
                f"{where} is no JSON that can be read: {error}. Copy the decoder's directory again."
            ) from error
        version = data.get("format", 1) if isinstance(data, dict) else 1
        if version != 1:
            raise DecoderError(
                f"{where} has the format {shown(version)}, and this latentlens reads 1. Install the "
                "latentlens that wrote it, or a newer one."
            )
        try:
            return cls.model_validate_json(json.dumps(data))
        except ValidationError as error:
            raise DecoderError(f"{where} {_wrong(error)}") from error


def _wrong(error: ValidationError) -> str:
    """Return what is wrong with a manifest, with the key that is concerned, and what to do."""
    errors = error.errors(include_url=False)
    first, key = errors[0], _key(errors[0]["loc"])
    if first["type"] == "extra_forbidden":
        return (
            f"has the key {key!r}, which this format does not have. Take it out, or correct its spelling; "
            "a newer latentlens may know it."
        )
    if first["type"] == "missing":
        return f"lacks the key {key!r}. Add it, or have it written by decoder.save(directory)."
    # a value that may be of several kinds has an error for each
    messages = [each["msg"].removeprefix("Value error, ") for each in errors if _key(each["loc"]) == key]
    message = ", or ".join(dict.fromkeys(messages))
    return f"is wrong at {key!r}: {message} (it has {shown(first['input'])}). Correct it there."


def _key(loc: tuple[int | str, ...]) -> str:
    """Return a place in the file, without pydantic's names for the kinds that a value may be of."""
    steps = [str(step) for step in loc if not any(kind in str(step) for kind in ("[", "float"))]
    return ".".join(steps) or "the whole"
