"""Reconstructors of natural-language autoencoders: a vector from a text, to score what a verbaliser said."""

from __future__ import annotations

import dataclasses
import os
import pathlib
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.decoder_files.nla_sidecar import SIDECAR, sidecar_of
from latentlens.decoder_files.peft_directory import is_lora
from latentlens.decoder_files.safetensors_header import tensors_of
from latentlens.errors import DecoderError
from latentlens.inputs.shown import shown
from latentlens.model.language_model import LanguageModel
from latentlens.model.loading import load
from latentlens.model.opening import open_model

HEAD = "value_head.safetensors"

_NOT_NEEDED = r"lm_head\.weight|(?:model|transformer)\.(?:norm|final_layernorm|ln_f)\.(?:weight|bias)"
"""Tensors that files of reconstructors lack: those after the last block."""

_OPENING, _CLOSING = "<explanation>", "</explanation>"


def explanation_in(answer: str) -> str:
    """Return the explanation within a verbaliser's answer, which stands between two tags.

    Args:
        answer: the answer, whole or cut before the closing tag; without tags it is all explanation.

    Examples:
        >>> explanation_in("<explanation>\\nA city in Peru. </explanation>")
        'A city in Peru.'
    """
    return answer.rpartition(_OPENING)[2].partition(_CLOSING)[0].strip()


@dataclasses.dataclass(frozen=True, eq=False)
class Reconstructor:
    """Half of a natural-language autoencoder that makes a vector of a text: blocks of a model and a matrix.

    What it makes of an explanation is compared with the activation that was explained: an explanation that
    says more of it lets more of it be made again.

    Args:
        model: the first blocks of the model, up to the one whose output is predicted.
        head: matrix [d_model, d_model] from the state of the last token to the vector.
        template: text with {explanation} at its place.
        suffix: token ids that the text ends in, which are checked; empty for none.

    Source:
        Natural Language Autoencoders, transformer-circuits.pub/2026/nla.
    """

    model: LanguageModel
    head: Float[Tensor, "d_model d_model"]
    template: str
    suffix: tuple[int, ...] = ()

    @classmethod
    def load(cls, directory: str | os.PathLike[str]) -> Reconstructor:
        """Load a published reconstructor: a truncated model, `value_head.safetensors` and `nla_meta.yaml`.

        Args:
            directory: directory with these files.

        Raises:
            DecoderError: if it is none, or its parts do not belong together.
            ModelError: if weights are missing or pickled.
        """
        path = pathlib.Path(directory)
        if not (path / SIDECAR).is_file() or not (path / HEAD).is_file() or is_lora(path):
            raise DecoderError(
                f"{path} holds no reconstructor: that has {SIDECAR}, {HEAD} and a whole model beside them, "
                "and no adapter. Give the directory of one; published ones have names that end in -ar."
            )
        meta = sidecar_of(path)
        template = meta.prompt_templates.get("ar") or meta.prompt_templates.get("critic")
        if not meta.is_reconstructor or not template or "{explanation}" not in template:
            raise DecoderError(
                f"{path / SIDECAR} is that of no reconstructor: its role is {shown(meta.role)}, and its "
                f"template {shown(template)}. Give the directory of one."
            )
        model = open_model(load(path, None, may_lack=_NOT_NEEDED))
        head = tensors_of(path / HEAD).get("weight")
        if head is None or tuple(head.shape) != (model.d_model, model.d_model):
            raise DecoderError(
                f"{path / HEAD} has no weight of shape {(model.d_model, model.d_model)}. Fetch it again."
            )
        block = meta.block(path)
        if block is not None and model.n_layers != block + 1:
            raise DecoderError(
                f"{path} predicts the output of block {block}, for which it needs {block + 1} blocks, and "
                f"its config.json has {model.n_layers}. Fetch it again."
            )
        return cls(model, head, template, meta.tokens.critic_suffix_ids)

    @property
    def layer(self) -> int:
        """The layer whose states it predicts: its number of blocks."""
        return self.model.n_layers

    def reconstruct(self, explanation: str) -> Float[Tensor, " d_model"]:
        """Return the vector that the text of an explanation gives, in float32; its length means nothing.

        Args:
            explanation: what a verbaliser said, with or without its tags.

        Raises:
            DecoderError: if the tokenizer ends the text in other tokens than in training.
            PromptError: if the text is longer than the model's context.
        """
        text = self.template.replace("{explanation}", explanation_in(explanation))
        ids = self.model.tokenizer.check(list(self.model.tokenizer.hf(text).input_ids), "the explanation")
        if self.suffix and tuple(ids[-len(self.suffix) :]) != self.suffix:
            raise DecoderError(
                f"The text for the reconstructor ends in the tokens {ids[-len(self.suffix) :]}, and in "
                f"training in {list(self.suffix)}. Use the tokenizer that came with it."
            )
        with torch.no_grad():
            state: Tensor = self.model.states([ids])[0, -1].float()
            return self.head.to(state) @ state

    def distance(self, explanation: str, vector: Float[Tensor, " d_model"]) -> float:
        """Return 2 (1 - cos) between an activation and what is made of its explanation, 0 to 4.

        It is the squared distance of the two at length 1: 0 for the same direction, 2 for a right angle.

        Args:
            explanation: what a verbaliser said of the activation.
            vector: the activation.
        """
        made, given = self.reconstruct(explanation), vector.detach().float()
        cosine = torch.nn.functional.cosine_similarity(made, given.to(made), dim=0)
        return float(2 * (1 - cosine))

    def explained_variance(
        self, explanations: Sequence[str], vectors: Float[Tensor, "case d_model"]
    ) -> float:
        """Return which share of the variance of activations is made again from their explanations, at most 1.

        All vectors are taken at length 1. 0 is what their mean would give, and below 0 is worse than that.

        Args:
            explanations: what a verbaliser said of each activation.
            vectors: the activations, in the same order; at least two different ones.

        Raises:
            DecoderError: if the numbers differ, or the activations do.
        """
        if len(explanations) != len(vectors) or len(vectors) < 2:
            raise DecoderError(
                f"{len(explanations)} explanations of {len(vectors)} activations were given. Give one for "
                "each of two activations or more."
            )
        made = torch.stack([self.reconstruct(each) for each in explanations])
        made, given = (
            torch.nn.functional.normalize(x.float(), dim=-1) for x in (made, vectors.detach().to(made))
        )
        varies = (given - given.mean(dim=0)).square().sum()
        if not float(varies) > 0:
            raise DecoderError("All activations are alike, so they have no variance to explain. Give others.")
        return float(1 - (made - given).square().sum() / varies)
