"""DecoderRecipe: everything that a decoder's training is made of, as a file in TOML says it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from latentlens.decoder_files.manifest import (
    GenerationSettings,
    Method,
    Positions,
    Read,
    SlotOrder,
    WriteAt,
)
from latentlens.decoder_files.prompt_settings import PromptSettings

Count = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(gt=0, le=1)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
ControlKind = Literal["no_activations", "shuffled", "random_labels"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AdapterRecipe(_Part):
    """Weights that are trained beside the frozen model's own.

    Args:
        kind: "lora" (default), a low-rank change of weight matrices; "vectors", one vector added to the
            output of every attention and MLP; "attention", a copy of the attention's own weights; "none".
        r: rank of a LoRA; default 16.
        alpha: a LoRA is scaled by alpha / r; default 32.
        target_modules: names of the modules that get a LoRA; "all-linear" (default) for all but the
            unembedding.
        dropout: probability with which a number of a layer's input is left out of a LoRA's low-rank product
            in training; default 0.0. Validating and asking leave nothing out.
    """

    kind: Literal["lora", "vectors", "attention", "none"] = "lora"
    r: Count = 16
    alpha: Positive = 32.0
    target_modules: Literal["all-linear"] | tuple[str, ...] = "all-linear"
    dropout: Annotated[float, Field(ge=0, lt=1)] = 0.0


class MappingRecipe(_Part):
    """The function that is applied to an activation before it is written.

    Args:
        kind: "identity" (default); or trained: "scalar_affine", one factor and a bias; "low_rank", that and a
            matrix of low rank; "affine", a whole matrix and a bias; "projection", a matrix without a bias,
            such as from one model's width to another's.
        rank: rank of "low_rank"; default 16.
        init_scale: factor that the training begins with; default 1.0. With `write.norm = "unit"` it is the
            norm of what is written.
        fitted_to: layer of the model that answers to whose states, where both have read the same text, a
            "projection" or "affine" matrix is first fitted by least squares; it is then trained as any other.
            None (default) begins with the identity, or between widths with random numbers.
    """

    kind: Literal["identity", "scalar_affine", "low_rank", "affine", "projection"] = "identity"
    rank: Count = 16
    init_scale: Positive = 1.0
    fitted_to: Annotated[int, Field(ge=0)] | None = None


class DataRecipe(_Part):
    """What the decoder is trained on.

    Args:
        path: a file or directory of rows, as `latentlens.training.data` writes and reads them; relative to
            the recipe's own file.
        tasks: number of rows to make for each task, such as {"world/entity" = 2000}; used where there is no
            path. `latentlens.training.decoders.task_registry.tasks()` lists them.
        validation: number of rows of each task to validate on; a path's rows say themselves which these are.
            Default 100.
    """

    path: str | None = None
    tasks: dict[str, Count] = Field(default_factory=dict)
    validation: Annotated[int, Field(ge=0)] = 100


class OptimiserRecipe(_Part):
    """AdamW and its schedule.

    Args:
        learning_rate: largest learning rate. Default 1e-3.
        weight_decay: weight decay; default 0.01.
        betas: decay of the two running means; default (0.9, 0.999).
        clip: largest norm of the gradient in a step; default 1.0.
        warmup: share of the steps in which the rate rises from 0; default 0.1.
        decay: how the rate falls afterwards, to 0 at the last step: "linear" (default) or "cosine".
    """

    learning_rate: Positive = 1e-3
    weight_decay: NotNegative = 0.01
    betas: tuple[Share, Share] = (0.9, 0.999)
    clip: Positive = 1.0
    warmup: Annotated[float, Field(ge=0, lt=1)] = 0.1
    decay: Literal["linear", "cosine"] = "linear"


class ControlsRecipe(_Part):
    """The trainings that a decoder's is compared with.

    Args:
        kinds: "no_activations", in which nothing is written; "shuffled", with the activations of another
            example of the same task; "random_labels", with another example's answer. Default: all.
        steps: their steps, as a share of the decoder's; default 1.0.
    """

    kinds: tuple[ControlKind, ...] = ("no_activations", "shuffled", "random_labels")
    steps: Share = 1.0


class DecoderRecipe(_Part):
    """A decoder and its training.

    Args:
        name: name of the decoder.
        model: model that answers, by a name or directory that `Session` opens.
        source: model whose activations are read. Default None: the model that answers.
        method: the method whose manifest the decoder gets; default "activation_oracle".
        adapter: weights that are trained.
        mapping: function of the activations, trained too unless it is the identity.
        read: layers that are read, as in the decoder's manifest: each example reads the layers of one
            combination, drawn for it, so [[2], [4]] reads one of two layers, and [[2, 4]] both at once. A row
            that names layers of its own reads those.
        write: layer that is written, and how. Default: layer 1, "add_norm_matched".
        prompt: the decoder's prompt. Default: the form "ao_inline" with " ?" at the slots.
        slots: order of an example's slots; "layer_major" by default.
        positions: position ids of the prompt; "prompt" by default.
        generation: how answers are generated.
        data: rows to train on.
        optimiser: AdamW and its schedule.
        seed: seed of the weights, the order and the layers drawn. Default 0.
        batch_size: examples in one step, of all processes together. Default 32.
        accumulation: passes that a process runs its part of a batch in, to need less memory. Default 1.
        steps: steps of the optimiser; None (default) to count epochs.
        epochs: passes over the data, if there are no steps; default 1.
        autocast: "bfloat16" multiplies matrices in bfloat16; None (default) in the model's own dtype.
        activation_checkpointing: whether blocks run again in the backward pass, which needs less memory and
            a third more time. Default False; with FSDP they always do.
        validate_every: steps between validations; None (default) for ten in all.
        patience: validations without a smaller loss after which the training stops; None (default): never.
        checkpoint_every: steps between checkpoints; default 100.
        store_mb: largest size of the activations that are read once and kept on disk, in megabytes. Default
            2000; 0 reads them for each batch.
        controls: trainings for comparison.
        trackers: names of accelerate's trackers, such as "tensorboard". Default: none.
    """

    name: Annotated[str, Field(min_length=1)] = "decoder"
    model: str = "world-small"
    source: str | None = None
    method: Method = "activation_oracle"
    adapter: AdapterRecipe = AdapterRecipe()
    mapping: MappingRecipe = MappingRecipe()
    read: Read
    write: WriteAt = WriteAt(layer=1, injection="add_norm_matched")
    prompt: PromptSettings = PromptSettings(form="ao_inline", placeholder=" ?")
    slots: SlotOrder = "layer_major"
    positions: Positions = "prompt"
    generation: GenerationSettings = GenerationSettings()
    data: DataRecipe = DataRecipe()
    optimiser: OptimiserRecipe = OptimiserRecipe()
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 0
    batch_size: Count = 32
    accumulation: Count = 1
    steps: Count | None = None
    epochs: Positive = 1.0
    autocast: Literal["bfloat16"] | None = None
    activation_checkpointing: bool = False
    validate_every: Count | None = None
    patience: Count | None = None
    checkpoint_every: Count = 100
    store_mb: NotNegative = 2000.0
    controls: ControlsRecipe = ControlsRecipe()
    trackers: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _trains_something(self) -> Self:
        if self.adapter.kind == "none" and self.mapping.kind == "identity":
            raise ValueError("nothing is trained: give an adapter, or a mapping other than the identity")
        if self.adapter.dropout and self.adapter.kind != "lora":
            raise ValueError(f"adapter.dropout is a LoRA's, and the adapter is of kind {self.adapter.kind!r}")
        if self.mapping.fitted_to is not None and self.mapping.kind not in ("projection", "affine"):
            raise ValueError(
                f"mapping.fitted_to fits a whole matrix, and the mapping is of kind {self.mapping.kind!r}: "
                "leave it out, or take 'projection' or 'affine'"
            )
        if self.mapping.fitted_to is not None and (self.read.mean or self.write.norm == "unit"):
            raise ValueError(
                "mapping.fitted_to fits activations as they are, and read.mean or write.norm = 'unit' "
                "changes them first: set one or the other"
            )
        if self.batch_size % self.accumulation:
            raise ValueError(
                f"a batch of {self.batch_size} examples cannot be run in {self.accumulation} equal passes"
            )
        return self

    def n_steps(self, examples: int) -> int:
        """Return the number of steps, for so many examples to train on."""
        return self.steps or max(1, round(self.epochs * examples / self.batch_size))

    def settings(self) -> dict[str, Any]:
        """Return the recipe as data that JSON can hold."""
        return self.model_dump(mode="json")
