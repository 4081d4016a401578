"""Decoders: models that were trained to answer questions about activations."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Hashable, Sequence
from typing import Annotated, Any

import torch

from latentlens.activations.selection import Site
from latentlens.decoder_files.directory import read_decoder, write_decoder
from latentlens.decoder_files.given import Given
from latentlens.decoder_files.manifest import Manifest, ModelIdentity
from latentlens.decoder_files.prompt_forms import asks
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.display.tables import BREAK, element
from latentlens.engine.backend import Backend
from latentlens.engine.query import Generate, Write
from latentlens.readers.decoder_arguments import (
    decoder_weights,
    load_origin,
    or_none,
    question_text,
    said_at_load,
    yes_or_no,
)
from latentlens.readers.decoder_checks import (
    check_base,
    check_base_sizes,
    check_layers,
    check_source,
    facts_of,
    trained_in,
)
from latentlens.readers.decoder_target import decoder_target, prompt_key
from latentlens.readers.form import Panel
from latentlens.readers.reader import Edits, Reader, State, Target
from latentlens.readers.settings import (
    Setting,
    at_least,
    checked_dataclass,
    not_negative,
    stop_texts,
)


@checked_dataclass
class Decoder(Reader):
    """A trained decoder: a model that answers questions about activations that stand in its prompt.

    Made by `Decoder.load(directory)`. Its own weights are on while it answers and off while activations are
    read; the model that answers and the model that is read share one copy of their weights, or are two.

    Raises:
        InputError: if an argument cannot be used with any model.

    Examples:
        >>> from latentlens.decoder_files.manifest import Manifest, ModelIdentity, WriteAt
        >>> from latentlens.decoder_files.prompt_settings import PromptSettings
        >>> base = ModelIdentity(name="world-small", d_model=192, n_layers=8)
        >>> manifest = Manifest(
        ...     method="activation_oracle", name="oracle", base=base, write=WriteAt(layer=2),
        ...     prompt=PromptSettings(form="plain", placeholder=" a", chat=False),
        ... )
        >>> decoder = Decoder(DecoderWeights(manifest), max_new_tokens=3)
        >>> decoder.with_question("What is it?").question
        'What is it?'

    Source:
        LatentQA (arXiv 2412.08686); Activation Oracles (arXiv 2512.15674); Meta-Models (arXiv 2410.02472).
    """

    weights: Annotated[
        DecoderWeights,
        Setting("The decoder's manifest and tensors, as `Decoder.load` reads them.", decoder_weights),
    ]
    question: Annotated[
        str,
        Setting("What is asked about the activations.", question_text, (str, Panel("Question", "Target"))),
    ] = ""
    max_new_tokens: Annotated[
        int | None,
        Setting(
            "The answer ends after at most this many tokens; None for what the decoder was trained with.",
            or_none(at_least(1)),
            (int, Panel("Maximum tokens", "Answer", "The answer ends after at most this many tokens.")),
        ),
    ] = None
    temperature: Annotated[
        float | None,
        Setting(
            "The temperature of sampling; 0 generates greedily. None for what the decoder was trained with.",
            or_none(not_negative),
            (
                float,
                Panel(
                    "Temperature",
                    "Answer",
                    "The temperature of sampling; 0 generates greedily. With several samples, 0 means 1.",
                ),
            ),
        ),
    ] = None
    stop: Annotated[
        str | tuple[str, ...] | None,
        Setting(
            "Texts that end the answer, which is cut before them; None for those of the training.",
            or_none(stop_texts),
            (
                list[str],
                Panel(
                    "Stop at",
                    "Answer",
                    "Texts that end the answer; the answer is cut before the first of them.",
                    empty="nothing",
                    note="Put spaces between them; \\n is a line break.",
                ),
            ),
        ),
    ] = None
    any_layer: Annotated[
        bool,
        Setting(
            "Whether layers that the decoder was not trained to read can be read too.",
            yes_or_no,
            (bool, Panel("Any layer", "Vector")),
        ),
    ] = False
    any_source: Annotated[
        bool,
        Setting(
            "Whether another model of the same sizes can be read too, such as a fine-tuned variant.",
            yes_or_no,
            (bool, Panel("Any variant", "Vector")),
        ),
    ] = False
    write_layer: Annotated[
        int | None,
        Setting(
            "The layer at which activations are written, 0 to the number of blocks; None for that of the "
            "training.",
            or_none(at_least(0)),
        ),
    ] = None
    loaded_from: Annotated[
        str | None,
        Setting(
            "The directory or hub name that it was loaded from, for its code; None for none.", load_origin
        ),
    ] = dataclasses.field(default=None, compare=False)
    loaded_with: Annotated[
        tuple[tuple[str, Any], ...],
        Setting("What it was said to be when it was loaded, by name, for its code.", said_at_load),
    ] = dataclasses.field(default=(), compare=False)

    def __post_init__(self) -> None:
        usual = self.manifest.generation
        for name in ("max_new_tokens", "temperature", "stop"):
            if getattr(self, name) is None:
                object.__setattr__(self, name, getattr(usual, name))  # a frozen dataclass

    @classmethod
    def load(
        cls,
        source: str | os.PathLike[str],
        *,
        base: Backend | ModelIdentity | None = None,
        **settings: Any,
    ) -> Decoder:
        """Load a decoder from a directory or from the hub.

        Args:
            source: directory that `save` wrote or that has a published layout, a safetensors file with a
                published decoder, or a hub name, owner/name.
            base: the open model that answers, `session.backend`, or its sizes, for a published decoder that
                does not say them. Default None.
            settings: the decoder's other arguments, such as question="What is it?"; and what a published
                decoder does not say of itself, such as form="ao_inline" or layers=[[9], [18]]: the arguments
                of `latentlens.decoder_files.given.Given`. Default: none.

        Raises:
            DecoderError: if there is no such decoder, a file is missing, damaged or pickled, or something
                that is not known has to be given.
        """
        said = {name: settings.pop(name) for name in Given.model_fields if name in settings}
        if base is not None:  # of a published decoder only the sizes of its base are known
            facts = base if isinstance(base, ModelIdentity) else facts_of(base)
            said["base"] = facts.model_copy(update={"fingerprint": None, "rounded": None, "dtype": None})
        weights = read_decoder(source, Given.of(**said))
        kept = tuple((name, value) for name, value in said.items() if name != "base")
        return cls(weights, **{"loaded_from": os.fspath(source), "loaded_with": kept, **settings})

    def save(self, directory: str | os.PathLike[str]) -> None:
        """Save the decoder as a directory that `load` reads: manifest, weights, checksums and card.

        The question and the other settings of this reader are not part of it.

        Args:
            directory: directory to write; a decoder in it is replaced.

        Raises:
            DecoderError: if the directory holds something else, or cannot be written.
        """
        write_decoder(directory, self.weights)

    def with_question(self, question: str) -> Decoder:
        """Return the same decoder with another question.

        Args:
            question: what is asked about the activations.
        """
        return dataclasses.replace(self, question=question)

    def __repr__(self) -> str:
        usual = self.manifest.generation
        settings = {
            "question": "",
            "max_new_tokens": usual.max_new_tokens,
            "temperature": usual.temperature,
            "stop": usual.stop,
            "any_layer": False,
            "any_source": False,
            "write_layer": None,
        }
        changed = [f"{k}={v!r}" for k, before in settings.items() if (v := getattr(self, k)) != before]
        if self.loaded_from is None:
            return f"Decoder({', '.join([repr(self.weights), *changed])})"
        said = [f"{name}={value!r}" for name, value in self.loaded_with]
        return f"Decoder.load({', '.join([repr(self.loaded_from), *said, *changed])})"

    def _repr_html_(self) -> str:
        return str(element("div", self.summary, BREAK, element("code", repr(self))))

    @property
    def manifest(self) -> Manifest:
        """What the decoder reads, how it is asked and what it was trained on."""
        return self.weights.manifest

    @property
    def adapter(self) -> str | None:
        """Name of the decoder's own adapter; None for a decoder that leaves the model as it is."""
        return None if self.weights.adapter is None else self.weights.adapter.name

    @property
    def summary(self) -> str:
        """The decoder's name and method, and the layers that it reads."""
        layers = self.manifest.read.all_layers
        named = f"layer{'' if len(layers) == 1 else 's'} {', '.join(map(str, layers)) or 'any'}"
        return f"{self.manifest.name}: {self.manifest.method.replace('_', ' ')}, reads {named}."

    @property
    def title(self) -> str:
        """The question, or the decoder's name if it has none."""
        return self.question or self.manifest.name

    @property
    def calibrated_as(self) -> str:
        """The decoder's name and weights, whatever is asked: a calibrator serves all questions."""
        was, unknown = self.manifest, {"rounded": None, "dtype": None}
        # what says how a model may be opened changes no answer
        models = {
            "base": was.base.model_copy(update=unknown),
            "source": None if was.source is None else was.source.model_copy(update=unknown),
        }
        manifest = was.model_copy(
            update={"training": None, "evaluation": (), "calibrator": None, "licence": None, **models}
        )
        digest = dataclasses.replace(self.weights, manifest=manifest).digest
        return f"decoder {manifest.name}, {digest[:16]}"

    @property
    def calibrators(self) -> tuple[str, ...]:
        """Texts of its own calibrators; none with other settings than its answers were measured with."""
        usual, write = self.manifest.generation, (None, self.manifest.write.layer)
        settings = (self.max_new_tokens, self.temperature, tuple(self.stop or ()))
        measured = settings == (usual.max_new_tokens, usual.temperature, tuple(usual.stop))
        return (*self.weights.calibrators.values(),) if measured and self.write_layer in write else ()

    def uses(self, part: object) -> bool:
        """Return whether an object is the decoder's weights or one of them."""
        own = (self.weights, self.weights.adapter, self.weights.mapping)
        return part is not None and any(part == each for each in own)

    def takes(self, n_sites: int) -> bool:
        """Return whether so many activations can be read for one answer.

        A decoder of single positions takes one for each layer that it reads together; a template takes one
        activation; any other takes any number.
        """
        if self.manifest.prompt.template is not None:
            return n_sites == 1
        if self.manifest.read.span in ("site", "last") and not self.any_layer:
            return n_sites in {len(layers) for layers in self.manifest.read.layers or ((0,),)}
        return n_sites >= 1

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return the layers that the decoder was trained to read; all, with `any_layer`."""
        trained = self.manifest.read.all_layers
        return range(n_layers + 1) if self.any_layer or not trained else trained

    def combinations(self, n_layers: int) -> Sequence[tuple[int, ...]]:
        """Return the combinations that the decoder was trained to read; or, with `any_layer`, each alone."""
        trained = self.manifest.read.layers
        return super().combinations(n_layers) if self.any_layer or not trained else trained

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the layer at which activations are written: by default where they were in training."""
        return self.manifest.write.layer if self.write_layer is None else self.write_layer

    def at_target_layer(self, layer: int) -> Decoder:
        """Return the same decoder with its activations written at another layer than in training."""
        return dataclasses.replace(self, write_layer=layer)

    def prepare(self, model: Backend) -> None:
        """Load the decoder's adapter beside the model, which itself stays as it is.

        Raises:
            DecoderError: if the model has other sizes than the decoder's base.
            UnsupportedModel: if the adapter does not fit the model.
        """
        check_base_sizes(self.manifest, model)
        if self.weights.adapter is not None:
            model.check_can("adapters", f"Decoder {self.manifest.name!r}")
            model.load_adapter(self.weights.adapter)

    def check_source(self, read: Backend, adapter: str | None, model: Backend) -> None:
        """Refuse activations of a model that the decoder was not trained to read.

        Raises:
            DecoderError: if it is another model, or was read with the decoder's own adapter on.
        """
        check_source(self.manifest, read, adapter, model, own=self.adapter, any_source=self.any_source)

    def record(self, model: Backend) -> dict[str, Any]:
        """Return the dtype and fingerprint of the training, where the model answers in another dtype."""
        return trained_in(self.manifest, model)

    def target_key(self, sites: Sequence[Site]) -> Hashable:
        """Return the sites' layers and order, and their positions where the prompt depends on those."""
        return prompt_key(self.manifest, sites)

    def target(self, model: Backend, source_ids: Sequence[int] = (), sites: Sequence[Site] = ()) -> Target:
        """Return the decoder's prompt with a slot for each activation, after checking model and layers.

        Raises:
            DecoderError: if the model is not the decoder's base, or the question is missing.
            SelectionError: if the decoder was not trained to read the layers.
            TargetPromptError: if the tokenizer is not the decoder's.
        """
        del source_ids
        check_base(self.manifest, model)
        trained = self.manifest.read.layers
        if not sites:
            layers = trained[0] if trained else (self.manifest.reads.n_layers // 2,)
            sites = [Site(layer, 0) for layer in layers]
        if not self.any_layer:
            check_layers(self.manifest, sites)
        return decoder_target(self.manifest, model, sites, self.question)

    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return the write of the activations into their slots, as in training.

        Raises:
            DecoderError: if the decoder subtracts mean states and has none of a layer.
        """
        pairs = [
            (slot, self.weights.centred(state.vector, state.layer, is_difference=state.is_difference))
            for state, slots in zip(states, target.slots_for(states), strict=True)
            for slot in slots
        ]
        write = self.manifest.write
        return Edits(
            (
                Write(
                    self.target_layer(0, n_layers),
                    tuple(slot for slot, _ in pairs),
                    torch.stack([vector for _, vector in pairs]),
                    self.weights.written_mapping,
                    write.made,
                ),
            )
        )

    def readout(self, seed: int) -> Generate:
        """Return how the answer is generated."""
        assert self.max_new_tokens is not None
        assert self.temperature is not None
        return Generate(self.max_new_tokens, tuple(self.stop or ()), self.temperature, seed)

    @property
    def asks(self) -> bool:
        """Whether the decoder is asked a question; a fixed template may have no place for one."""
        return asks(self.manifest.prompt)

    @property
    def fixed(self) -> tuple[str, ...]:
        """The question, where the template has no place for one."""
        return () if self.asks else ("question",)
