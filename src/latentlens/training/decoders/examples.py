"""Examples: rows as token ids, with the prompt that asks about their activations and the answer's tokens."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Sequence
from random import Random

from latentlens.activations.selection import Site
from latentlens.decoder_files.manifest import Manifest
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, PromptError
from latentlens.readers.decoder_target import decoder_target, prompt_key
from latentlens.readers.reader import Target
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.data.row_positions import token_ids
from latentlens.training.decoders.decoder_recipe import DecoderRecipe


@dataclasses.dataclass(frozen=True)
class SourceReading:
    """Activations to read from one source.

    Args:
        token_ids: tokens of the source.
        sites: layer and position of each activation, in the order of the slots.
        hidden: positions that later tokens do not attend to.
        variant: adapter that is active while the source is read; "" for the model as it is.
    """

    token_ids: tuple[int, ...]
    sites: tuple[Site, ...]
    hidden: tuple[int, ...] = ()
    variant: str = ""


@dataclasses.dataclass(frozen=True)
class Example:
    """One row, ready to train on.

    Args:
        row: index of the row among those that were given.
        read_row: index of the row whose activations are read; another in a control.
        task: its kind of question.
        target_ids: tokens of the decoder's prompt.
        slots: position of each slot in it, in the order of the activations.
        position_ids: position id of each of its tokens; None for 0, 1, 2, ...
        answer_ids: tokens of the answer, the token that ends it included.
        reading: activations that are written into the slots; None if nothing is.
    """

    row: int
    read_row: int
    task: str
    target_ids: tuple[int, ...]
    slots: tuple[int, ...]
    position_ids: tuple[int, ...] | None
    answer_ids: tuple[int, ...]
    reading: SourceReading | None

    @property
    def length(self) -> int:
        """Tokens of the prompt with the answer, but its last, which is not fed."""
        return len(self.target_ids) + len(self.answer_ids) - 1

    @property
    def lengths(self) -> tuple[int, int]:
        """Tokens of the prompt with the answer, and of the source that is read."""
        return self.length, 0 if self.reading is None else len(self.reading.token_ids)


class ExampleMaker:
    """Makes the examples of rows, for one decoder.

    Args:
        manifest: the decoder's manifest.
        answers: backend of the model that answers.
        reads: backend of the model that is read.
    """

    def __init__(self, manifest: Manifest, answers: Backend, reads: Backend) -> None:
        self._manifest, self._answers, self._reads = manifest, answers, reads
        self._ends = AnswerTokens(answers, manifest.prompt)
        self._targets: dict[Hashable, Target] = {}

    def __call__(self, number: int, row: DecoderRow, layers: Sequence[int]) -> Example:
        """Return a row as an example that reads the given layers.

        Args:
            number: index of the row.
            row: the row.
            layers: layers to read, ascending.

        Raises:
            InputError: if the row's prompt, positions or layers do not fit the models.
        """
        layers, ids = row.layers or tuple(layers), token_ids(row.source, self._reads)
        if row.positions[-1] >= len(ids) or max(layers) > self._reads.n_layers:
            raise InputError(
                f"Row {number} reads layer {max(layers)}, position {row.positions[-1]}; {self._reads.name} "
                f"has layers 0 to {self._reads.n_layers}, and its source {len(ids)} tokens. Make rows for "
                "this model."
            )
        sites = tuple(Site(layer, position) for layer in layers for position in row.positions)
        try:
            target, answer = self._target(sites, row.question), self._ends(row.answer)
            length, n_ctx = len(target.token_ids) + len(answer), self._answers.tokenizer.n_ctx
            if n_ctx is not None and length > n_ctx:
                raise PromptError(
                    f"its prompt and answer have {length} tokens, and {self._answers.name} takes {n_ctx}. "
                    "Read fewer positions, or leave the row out."
                )
        except InputError as error:
            raise type(error)(f"Row {number}: {error}") from error
        assert target.slots is not None
        return Example(
            row=number,
            read_row=number,
            task=row.task,
            target_ids=target.token_ids,
            slots=target.slots,
            position_ids=target.position_ids,
            answer_ids=answer,
            reading=SourceReading(ids, sites, row.hidden, row.variant),
        )

    def answer(self, text: str) -> tuple[int, ...]:
        """Return the tokens of an answer, the token that ends it included."""
        return self._ends(text)

    def _target(self, sites: Sequence[Site], question: str) -> Target:
        """Return the prompt that asks about sites, made once for all sites that share it."""
        key = (prompt_key(self._manifest, sites), question)
        if key not in self._targets:
            self._targets[key] = decoder_target(self._manifest, self._answers, sites, question)
        return self._targets[key]


class AnswerTokens:
    """The tokens of an answer as the model would say it after its prompt, with the token that ends it.

    Args:
        model: backend of the model that answers.
        prompt: the decoder's prompt.
    """

    def __init__(self, model: Backend, prompt: PromptSettings) -> None:
        self._tokenizer = model.tokenizer
        self._before, self._end = " ", self._tokenizer.hf.eos_token_id
        if prompt.chat:
            self._before, self._end = self._of_chat(self._end)
        if prompt.prefill:  # the answer goes on from it
            self._before = "" if prompt.prefill[-1].isspace() else " "

    def _of_chat(self, end: int | None) -> tuple[str, int | None]:
        """Return what a chat's template writes before a reply, and the token with which it ends it."""
        hf, sentinel = self._tokenizer.hf, "\ue003"
        asked = [{"role": "user", "content": "?"}]
        prompt = hf.apply_chat_template(asked, tokenize=False, add_generation_prompt=True)
        whole = hf.apply_chat_template([*asked, {"role": "assistant", "content": sentinel}], tokenize=False)
        before, _, after = whole.partition(sentinel)
        ends = self._tokenizer.encode_continuation(after) if after else []
        stop = next((token for token in ends if token in self._tokenizer.stop_ids), end)
        return (before[len(prompt) :] if before.startswith(prompt) else ""), stop

    def __call__(self, answer: str) -> tuple[int, ...]:
        """Return the tokens of an answer.

        Args:
            answer: text of the answer.
        """
        ids = self._tokenizer.encode_continuation(self._before + answer.strip())
        return (*ids, *(() if self._end is None else (self._end,)))


def drawn_layers(recipe: DecoderRecipe, epoch: int, row: int) -> tuple[int, ...]:
    """Return the combination of layers that a row reads in an epoch.

    Args:
        recipe: recipe with the combinations and the seed.
        epoch: index of the epoch, from 0; -1 for validation, in which all are used in turn.
        row: index of the row.
    """
    combinations = recipe.read.layers
    if not combinations:
        return ()  # every row names its own
    if epoch < 0 or len(combinations) == 1:
        return combinations[row % len(combinations)]
    draw = Random(f"layers:{recipe.seed}:{epoch}:{row}")  # noqa: S311 - a choice, no secret
    return combinations[draw.randrange(len(combinations))]
