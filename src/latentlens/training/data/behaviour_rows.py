"""Rows that ask what a variant of a model was trained to do, given its activations on plain prompts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from random import Random

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.training.data.classification_rows import Classification
from latentlens.training.data.decoder_row import DecoderRow, RowSplit, Source
from latentlens.training.data.row_generator import RowGenerator, drawn_from
from latentlens.training.data.row_positions import text_of, token_ids
from latentlens.training.data.row_splits import held_name, wordings_of


@dataclasses.dataclass(frozen=True)
class ModelVariant:
    """A variant of the model that is read, such as a fine-tuned one, and what it does.

    Args:
        name: name of the variant, by which it is found when the rows are read, such as an adapter's.
        label: what it does, such as "lying".
        splits: splits in which it is read. Default: all; leave one out to ask about variants never seen.
    """

    name: str
    label: str
    splits: tuple[str, ...] = ("train", "validation", "test")


@dataclasses.dataclass(frozen=True)
class VariantBehaviour(RowGenerator):
    """Asks what a variant of the model does, given its activations on a prompt that does not tell.

    The prompts are the same for all variants, so only the activations tell them apart. No prompt of one split
    stands in another. Rows name their variant; all variants have the tokens of the model.

    Source: Costarelli et al. 2024 (Meta-Models, arXiv 2410.02472): the last token of a chat, questions such
    as "Is this model lying?", and models that were fine-tuned to behave in some way.

    Args:
        variants: the variants, of at least two labels.
        prompts: texts or chats that every variant is run on, at least three.
        yes_no: wordings of the yes-or-no question, with {v} for a label. Default: "Is this model {v}?".
        choice: wordings of the question with options. Default: "What does this model do?".
        most_positions: number of last positions that are read. Default 1.
        label: name of the task. Default "behaviour".

    Raises:
        InputError: if there are fewer than two labels or three prompts, or two variants share a name.
    """

    variants: Sequence[ModelVariant]
    prompts: Sequence[Source]
    yes_no: Sequence[str] = ("Is this model {v}?",)
    choice: Sequence[str] = ("What does this model do?",)
    most_positions: int = 1
    label: str = "behaviour"

    def __post_init__(self) -> None:
        object.__setattr__(self, "variants", tuple(self.variants))
        prompts = [each if isinstance(each, str) else tuple(each) for each in self.prompts]
        object.__setattr__(self, "prompts", tuple(prompts))
        if not all(isinstance(each, ModelVariant) for each in self.variants):
            raise InputError(f"variants are ModelVariants; got {shown(self.variants)}.")
        names = [plain_text(each.name, "The name of a variant") for each in self.variants]
        if len(set(names)) < len(names):
            raise InputError(f"Two variants share a name: {shown(names)}. Name each once.")
        if len({_text(prompt) for prompt in self.prompts}) < 3:
            raise InputError("Behaviour is asked about on at least 3 prompts, one for each split. Give more.")
        integer("most_positions", self.most_positions, least=1)
        self._questions()

    @property
    def name(self) -> str:
        """Name of the task."""
        return self.label

    def __hash__(self) -> int:
        return hash((tuple(self.variants), tuple(map(_text, self.prompts)), self.label))

    def draw(self, model: Backend, split: RowSplit, seed: int, work: Progress) -> Iterator[DecoderRow | None]:
        """Yield rows; see `RowGenerator.draw`."""
        del work
        questions = self._questions()
        of = {_text(prompt): prompt for prompt in self.prompts}
        here = wordings_of(split, list(of))
        by_label: dict[str, list[str]] = {}
        for variant in self.variants:
            if split in variant.splits:
                by_label.setdefault(variant.label, []).append(variant.name)
        if not by_label:
            return iter(())

        def make(rng: Random) -> DecoderRow | None:
            label, text = rng.choice(sorted(by_label)), rng.choice(here)
            ids = token_ids(of[text], model)
            positions = tuple(range(max(0, len(ids) - self.most_positions), len(ids)))
            return DecoderRow(
                of[text],
                positions,
                split=split,
                text_gives=text_of(positions, ids, model.tokenizer),
                variant=rng.choice(by_label[label]),
                **questions.asked(rng, label, split, held_name("stimulus", text)),
            )

        return drawn_from(make, self.name, split, seed)

    def _questions(self) -> Classification:
        pairs = tuple((each.name, each.label) for each in self.variants)
        return Classification(pairs, self.label, self.yes_no, self.choice)


def _text(prompt: Source) -> str:
    return prompt if isinstance(prompt, str) else "\n".join(f"{m['role']}: {m['content']}" for m in prompt)
