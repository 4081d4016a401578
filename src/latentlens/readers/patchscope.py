"""Patchscopes: write a hidden state into another prompt and let the model speak."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from jaxtyping import Float
from torch import Tensor

from latentlens._errors import InputError, SelectionError, TargetPromptError
from latentlens.engine.injection import Injection, Replace, as_injection
from latentlens.engine.mapping import Identity, Mapping
from latentlens.engine.query import Generate, Write
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.reader import Target


@dataclasses.dataclass(frozen=True)
class Patchscope:
    """A frozen model reads a vector in the place of a placeholder of a target prompt.

    The answer is what the model says after the prompt's last token.

    Args:
        prompt: the target prompt T.
        position: the slot i*: the placeholder's text, which must be one token of the prompt and stand
            there once (`placeholders` times), or the absolute position of a token (negative: from the end).
        layer: the target layer l*; None for the layer at which the vector was read; negative: from the
            last layer, -1 being the one before the final norm.
        mapping: f, applied to the vector before it is written.
        injection: how the slot takes it: "replace", "add", "add_norm_matched", or for example Add(2.0).
        placeholders: how many times the placeholder stands in the prompt; each gets the vector (SelfIE).
        max_new_tokens: the answer has at most this many tokens.
        stop: texts that end the answer.
        temperature: 0 for greedy answers.

    Raises:
        InputError: if an argument makes no sense whatever the model.

    Examples:
        >>> Patchscope("The capital of x is", max_new_tokens=1)
        Patchscope('The capital of x is', max_new_tokens=1)

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), section 3.1.
    """

    prompt: str
    position: int | str = "x"
    layer: int | None = None
    mapping: Mapping = dataclasses.field(default_factory=Identity)
    injection: str | Injection = dataclasses.field(default_factory=Replace)
    placeholders: int = 1
    max_new_tokens: int = 8
    stop: str | tuple[str, ...] = ()
    temperature: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "injection", as_injection(self.injection))
        object.__setattr__(self, "stop", self._stops())
        if not self.prompt:
            raise InputError("The target prompt is empty. Give for example 'The capital of x is'.")
        if isinstance(self.position, str) and not self.position.strip():
            raise InputError("The placeholder is empty. Use a word that is one token, such as 'x' or '?'.")
        if not isinstance(self.position, str) and self.placeholders != 1:
            raise InputError(
                f"position={self.position} is one slot, and placeholders={self.placeholders} was given. Name "
                "the placeholder by its text to write into several."
            )
        if isinstance(self.mapping, type) or not isinstance(self.mapping, Mapping):
            raise InputError(
                f"{self.mapping!r} is not a mapping. Use for example Identity() or Rescale('slot')."
            )
        if self.max_new_tokens < 1:
            raise InputError(f"max_new_tokens is {self.max_new_tokens}; an answer has at least one token.")
        if self.placeholders < 1:
            raise InputError(f"placeholders is {self.placeholders}; at least one slot takes the vector.")
        if self.temperature < 0:
            raise InputError(
                f"temperature is {self.temperature}; use 0 for greedy answers, or a positive one."
            )
        if any(not stop for stop in self.stop):
            raise InputError("A stop text is empty, and would end every answer at once. Leave it out.")

    def __repr__(self) -> str:
        changed = [
            f"{field.name}={value!r}"
            for field in dataclasses.fields(self)[1:]
            if (value := getattr(self, field.name)) != _default(field)
        ]
        return f"Patchscope({', '.join([repr(self.prompt), *changed])})"

    @property
    def one_token(self) -> bool:
        """False: the model goes on speaking after the prompt."""
        return False

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return l* for a vector read at `layer`.

        Raises:
            SelectionError: if the model has no such layer.
        """
        if self.layer is None:
            return layer
        target = self.layer if self.layer >= 0 else n_layers + 1 + self.layer
        if not 0 <= target <= n_layers:
            raise SelectionError(
                f"Target layer {self.layer} does not exist: layers are 0 (embeddings) to {n_layers}, or "
                f"-1 to {-n_layers - 1} from the end."
            )
        return target

    def target(self, model: LanguageModel) -> Target:
        """Return the target prompt as the model's tokens, and the slots in it.

        Raises:
            TargetPromptError: if the placeholder is absent, not one token, or stands there another
                number of times; or if a position is outside the prompt.
        """
        token_ids = tuple(model.tokenizer.encode(self.prompt))
        return Target(token_ids, self._slots(token_ids, model.tokenizer))

    def _slots(self, ids: tuple[int, ...], tokenizer: ModelTokenizer) -> tuple[int, ...]:
        if isinstance(self.position, int):
            position = self.position + (len(ids) if self.position < 0 else 0)
            if not 0 <= position < len(ids):
                raise TargetPromptError(
                    f"Slot {self.position} is outside the target prompt {self.prompt!r}, which has "
                    f"{len(ids)} tokens for this model. Use 0 to {len(ids) - 1}, or negative from the end."
                )
            return (position,)
        texts = [tokenizer.text(i) for i in ids]
        found = tuple(p for p in range(len(ids)) if _is_word(self.position.strip(), texts, p))
        if len(found) == self.placeholders:
            return found
        shown = " ".join(f"[{tokenizer.visible(i)}]" for i in ids)
        if found:
            raise TargetPromptError(
                f"The placeholder {self.position!r} stands {len(found)} times in the target prompt (at "
                f"positions {', '.join(map(str, found))} of {shown}), and {self.placeholders} were expected. "
                f"Name one by position=..., or say placeholders={len(found)} to write into all."
            )
        if self.position.strip() not in self.prompt:
            raise TargetPromptError(
                f"The placeholder {self.position!r} is not in the target prompt {self.prompt!r}. Write it "
                "where the activation should stand, for example 'The capital of x is'."
            )
        raise TargetPromptError(
            f"The placeholder {self.position!r} is not one token of the target prompt, which this model "
            f"reads as {shown}. Use another placeholder, such as 'x' or '?', or give position=<a number>."
        )

    def write(self, slots: tuple[int, ...], vector: Float[Tensor, " d_source"], target_layer: int) -> Write:
        """Return the vector, copied into every slot at the target layer."""
        vectors = vector.expand(len(slots), -1)
        return Write(target_layer, slots, vectors, self.mapping, as_injection(self.injection))

    def readout(self, seed: int) -> Generate:
        """Return how the answer is generated."""
        return Generate(self.max_new_tokens, self._stops(), self.temperature, seed)

    def _stops(self) -> tuple[str, ...]:
        return (self.stop,) if isinstance(self.stop, str) else tuple(self.stop)


def _is_word(word: str, texts: Sequence[str], p: int) -> bool:
    """Whether a word is one token, and not the x that some tokenizer cuts out of "next"."""
    before = texts[p - 1][-1:] if p and texts[p][:1].strip() else ""
    after = texts[p + 1][:1] if p + 1 < len(texts) and texts[p][-1:].strip() else ""
    cut = (before.isalnum() and word[0].isalnum()) or (after.isalnum() and word[-1].isalnum())
    return texts[p].strip() == word and not cut


def _default(field: dataclasses.Field[object]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
