"""Soft prompts by layer and their held-out scores: the result of a fit, saved in one file."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable

from latentlens.errors import MappingError
from latentlens.files.restored import value_of
from latentlens.inputs.paths import file_path
from latentlens.mappings.tensor_file import read_tensors, write_tensors
from latentlens.readers.soft_prompt import SoftPrompt
from latentlens.training.future_lens_eval import FutureLensReport

_WHAT = "soft prompts"


class SoftPrompts:
    """Soft prompts of one model, by the layer whose states they read.

    Two are equal if their prompts are, whatever their reports.

    Args:
        prompts: one soft prompt per layer, all replacing the same tokens of one model.
        report: how they were trained and how they score on held-out documents; None if unknown.

    Raises:
        MappingError: if there are none, two are for one layer, or they are of several models or prompts.

    Examples:
        >>> import torch
        >>> prompts = SoftPrompts([SoftPrompt(3, torch.zeros(2, 4), (0, 0), "a0")])
        >>> prompts.layers
        (3,)

    Source:
        Pal et al. 2023 (arXiv 2311.04897), section 3.
    """

    def __init__(self, prompts: Iterable[SoftPrompt], report: FutureLensReport | None = None) -> None:
        ordered = sorted(prompts, key=lambda prompt: prompt.layer)
        self.prompts = {prompt.layer: prompt for prompt in ordered}
        """Layer -> soft prompt, in order; must not be modified."""
        if len(self.prompts) < max(len(ordered), 1):
            raise MappingError(
                f"Soft prompts for layers {[prompt.layer for prompt in ordered]} were given. Give at least "
                "one, and one for each layer."
            )
        if len({_shared(prompt) for prompt in ordered}) > 1:
            raise MappingError(
                "These soft prompts differ in their model, tokens or length. Keep those that were fitted "
                "together."
            )
        self.report = report

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers that have a soft prompt."""
        return tuple(self.prompts)

    def at(self, layer: int) -> SoftPrompt:
        """Return the soft prompt that reads the states of a layer.

        Raises:
            MappingError: if there is none; the message names the layers that have one.
        """
        if layer not in self.prompts:
            raise MappingError(
                f"There is no soft prompt for layer {layer}. There are some for layers "
                f"{', '.join(map(str, self.layers))}; fit one for this layer."
            )
        return self.prompts[layer]

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything into one safetensors file, atomically.

        Raises:
            OSError: if the disk is full, or the directory cannot be written.
        """
        one = next(iter(self.prompts.values()))
        metadata = {
            "what": _WHAT,
            "token_ids": one.token_ids,
            "model": [one.fingerprint, one.model, one.processing],
            "report": None if self.report is None else self.report.to_dict(),
        }
        write_tensors(path, {str(layer): prompt.vectors for layer, prompt in self.prompts.items()}, metadata)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> SoftPrompts:
        """Read what `save` wrote, bit for bit.

        Raises:
            MappingError: if the file is missing, damaged, of a later version, or something else.
        """
        with read_tensors(file_path("path", path, error=MappingError), _WHAT) as (tensors, metadata):
            token_ids = value_of(tuple[int, ...], metadata["token_ids"], "token_ids")
            model, report = value_of(tuple[str, str, str], metadata["model"], "model"), metadata["report"]
            layers = {int(name): vectors for name, vectors in tensors.items()}
            return cls(
                [SoftPrompt(layer, vectors, token_ids, *model) for layer, vectors in layers.items()],
                None if report is None else FutureLensReport.from_dict(report),
            )

    def __eq__(self, other: object) -> bool:
        return self.prompts == other.prompts if isinstance(other, SoftPrompts) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.prompts.values()))

    def __repr__(self) -> str:
        length, width = next(iter(self.prompts.values())).vectors.shape
        layers = ", ".join(map(str, self.layers))
        return f"<SoftPrompts of {length} vectors, width {width}, for layers {layers}>"

    def __str__(self) -> str:
        return repr(self) if self.report is None else f"{self!r}\n{self.report!r}"

    def _repr_html_(self) -> str:
        table = "" if self.report is None else self.report._repr_html_()
        return f"<p>{html.escape(repr(self))}</p>{table}"


def _shared(prompt: SoftPrompt) -> tuple[object, ...]:
    return (prompt.token_ids, prompt.vectors.shape, prompt.fingerprint, prompt.model, prompt.processing)
