"""Which decoders are measured: those that ship with a model, and directories that a training wrote."""

from __future__ import annotations

import dataclasses
import pathlib
from collections.abc import Mapping, Sequence

from latentlens.decoder_files.manifest import Method
from latentlens.errors import DecoderError, InputError
from latentlens.readers.decoder import Decoder

TWIN = "no_activations"
"""Directory of the same recipe trained without activations: in the decoder's, or in a training's controls."""


@dataclasses.dataclass(frozen=True)
class MeasuredDecoder:
    """A decoder, and the same recipe trained without activations.

    Args:
        name: name of the decoder, by which its results are kept.
        decoder: the decoder.
        twin: the same recipe trained without activations; None if it is not there.
        place: directory of the decoder.
    """

    name: str
    decoder: Decoder
    twin: Decoder | None
    place: pathlib.Path

    @property
    def trained_on(self) -> tuple[str, ...] | None:
        """Names of the tasks that the decoder was trained on, as its recipe says; None if not known."""
        training = self.decoder.manifest.training
        data = {} if training is None else training.settings.get("data", {})
        tasks = data.get("tasks") if isinstance(data, Mapping) else None
        return tuple(tasks) if tasks else None

    def saw(self, kind: str) -> bool | None:
        """Return whether the decoder was trained on a kind of question; None if that is not known.

        Args:
            kind: the kind, such as "world/secret", whatever is read of a chat.
        """
        if self.trained_on is None:
            return None
        return any(name == kind or name.startswith(f"{kind}/") for name in self.trained_on)


def load_measured(place: pathlib.Path) -> MeasuredDecoder:
    """Load a decoder and, if it is there, the same recipe trained without activations.

    Args:
        place: directory of the decoder, or that of a training, which holds it as `decoder/`.

    Raises:
        DecoderError: if there is no decoder.
    """
    if (place / "decoder" / "decoder.json").is_file():
        place = place / "decoder"
    decoder = Decoder.load(place)
    twins = (place / TWIN, place.parent / "controls" / TWIN)
    twin = next((each for each in twins if (each / "decoder.json").is_file()), None)
    beside = None if twin is None else Decoder.load(twin)
    return MeasuredDecoder(decoder.manifest.name, decoder, beside, place)


def measured_decoders(
    shipped: Sequence[pathlib.Path],
    given: Sequence[pathlib.Path],
    methods: Sequence[Method],
    reads: str,
    fingerprint: str,
) -> list[MeasuredDecoder]:
    """Return the decoders of some methods that read a model: those given, or else those that ship with it.

    Args:
        shipped: directories of the decoders that ship with the package; those that read this model count.
        given: directories of decoders or trainings; empty for those that ship.
        methods: methods that count; a given decoder of another is refused.
        reads: name of the model that is read, for messages.
        fingerprint: fingerprint of the model that is read.

    Raises:
        InputError: if there is none, one is of another method or of another model, or two have the same name.
        DecoderError: if a directory holds no decoder.
    """
    if given:
        found = [load_measured(place) for place in given]
        for each in found:
            manifest = each.decoder.manifest
            if manifest.method not in methods:
                raise InputError(
                    f"The decoder in {each.place} is of the method {manifest.method!r}, and this command "
                    f"measures {', '.join(methods)}. Give it to the command of its own method."
                )
            if manifest.reads.fingerprint not in (None, fingerprint):
                raise DecoderError(
                    f"The decoder in {each.place} reads {manifest.reads.name}, and {reads} has other "
                    "weights. "
                    f"Name its own model: --model {manifest.reads.name}."
                )
    else:
        found = [
            each
            for each in map(load_measured, shipped)
            if each.decoder.manifest.method in methods
            and each.decoder.manifest.reads.fingerprint == fingerprint
        ]
    if not found:
        raise InputError(
            f"No decoder of the methods {', '.join(methods)} ships for {reads}. Train one, `latentlens train "
            "RECIPE --out DIR`, and give it: --decoder DIR."
        )
    names = [each.name for each in found]
    if len(set(names)) < len(names):
        raise InputError(
            f"Two of the decoders are named alike: {', '.join(names)}. Rename one in its recipe."
        )
    return found
