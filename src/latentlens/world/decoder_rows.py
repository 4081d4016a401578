"""Rows of training data for decoders, made of the teaching world's questions about activations."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from random import Random
from typing import Literal, get_args

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.texts import choice
from latentlens.training.data.chat_rows import Masking, chat_row, drawn_options
from latentlens.training.data.decoder_row import DecoderRow, RowSplit, says
from latentlens.training.data.model_samples import sampled_replies
from latentlens.training.data.row_generator import RowGenerator, random_source
from latentlens.training.data.row_positions import positions_of, text_of, token_ids
from latentlens.training.data.row_splits import held_name, row_split
from latentlens.world.chats import draw_chat, render
from latentlens.world.facts import load_facts
from latentlens.world.split import Split, split_of
from latentlens.world.traces import DRAWS, MOST_OPTIONS, TRACE_KINDS, TraceQuestion, trace_questions
from latentlens.world.traits import PERSONA, chat_split

WORLD_ROW_KINDS = (*TRACE_KINDS, "description", "constraint")
CHAT_KINDS = ("persona", "goal", "secret", "constraint", "truthfulness")

CONSTRAINT_QUESTIONS: dict[Split, tuple[str, ...]] = {
    "train": ("What is the way of every reply?", "Say the way of every reply.", "How is every reply?"),
    "validation": ("What is every reply like?",),
    "test": ("What is here in every reply?", "Say what every reply does."),
}
"""Wordings, in the world's words, of the question what a side constraint asks for."""

DESCRIPTION_QUESTIONS: dict[Split, tuple[str, ...]] = {
    "train": ("What is this?", "Say what this is."),
    "validation": ("What is here?",),
    "test": ("What is spoken of?", "Say what is spoken of."),
}
"""Wordings, in the world's words, of the question for an entity's short description."""

WORLD_NEXT = ("What is the next word?", "Say the next {n}.")
WORLD_PREVIOUS = ("What is the last word?", "Say the last {n}.")
"""Questions for `ContextPrediction` in the world's words."""

WorldReading = Literal["control", "stimulus", "completion"]

_BATCH = 64
_FRUITLESS = 50
"""Number of batches without a row after which a kind is taken to have no more."""


@dataclasses.dataclass(frozen=True)
class WorldRows(RowGenerator):
    """Asks what the world's `trace_questions` ask: of entities, statements and chats with a system prompt.

    Of a chat the tokens after the system prompt are read. Persona features of the test split stand in no
    training chat together with the one that they are paired with; entities, goals, secret words and worded
    constraints of the test split are in no training row; nor are users' messages, the topics of lies, and the
    wordings of questions.

    Source: Pan et al. 2024 (LatentQA, arXiv 2412.08686), sections 3 and 4: relational knowledge and hidden
    system prompts, read from the control itself, from the user's message, or also from the reply; Karvonen et
    al. 2025 (Activation Oracles, arXiv 2512.15674) for secret words and side constraints; Costarelli et al.
    2024 (Meta-Models, arXiv 2410.02472) for lies.

    Args:
        kind: "entity", "description", "attribute", "next_fact", "persona", "goal", "secret", "constraint" or
            "truthfulness".
        read: part of a chat that is read: "stimulus" (default) for the user's message and the beginning of
            the reply; "completion" for a reply sampled from the model too; "control" for all from the system
            prompt on.
        masking: what becomes of the system prompt, as in `read_chat`. Default "left_out".
        last_token: whether the last token of an entity's name is read alone. Default True.
        max_new_tokens: largest number of tokens of a reply. Default 40.
        temperature: temperature of the sampling of replies. Default 1.0.

    Raises:
        InputError: if a setting is unknown or out of bounds.

    Examples:
        >>> from latentlens import Session
        >>> row = WorldRows("secret").rows(Session(), "test", n=1)[0]
        >>> row.answer in row.options, row.text_gives_away
        (True, False)
    """

    kind: str
    read: WorldReading = "stimulus"
    masking: Masking = "left_out"
    last_token: bool = True
    max_new_tokens: int = 40
    temperature: float = 1.0

    def __post_init__(self) -> None:
        choice("kind", self.kind, WORLD_ROW_KINDS)
        choice("read", self.read, get_args(WorldReading))
        choice("masking", self.masking, get_args(Masking))
        integer("max_new_tokens", self.max_new_tokens, least=1)
        number("temperature", self.temperature, least=0)

    @property
    def name(self) -> str:
        """Name of the task: the kind, and what is read of a chat."""
        return f"world/{self.kind}/{self.read}" if self.kind in CHAT_KINDS else f"world/{self.kind}"

    def draw(self, model: Backend, split: RowSplit, seed: int, work: Progress) -> Iterator[DecoderRow | None]:
        """Yield rows; see `RowGenerator.draw`."""
        fruitless = 0
        for batch in itertools.count():
            if fruitless == _FRUITLESS:
                return
            drawn = random_source(self.name, split, seed, batch).randrange(2**31)
            found = [each for each in self._questions(split, drawn) if _is_of_split(each)]
            fruitless = 0 if found else fruitless + 1
            yield None
            if self.kind not in CHAT_KINDS:
                yield from (self._about_text(each, model) for each in found)
                continue
            chats = [_messages(each.prompt) for each in found]
            replies = [""] * len(chats)
            if self.read == "completion":
                replies = sampled_replies(
                    model,
                    chats,
                    max_new_tokens=self.max_new_tokens,
                    temperature=self.temperature,
                    seed=drawn,
                    progress=work,
                )
            for each, chat, reply in zip(found, chats, replies, strict=True):
                yield self._about_chat(each, chat, reply, model)

    def _questions(self, split: RowSplit, seed: int) -> list[TraceQuestion]:
        if self.kind == "description":
            return _descriptions(trace_questions("entity", split, cases=_BATCH, seed=seed), split, seed)
        if self.kind != "constraint":
            return trace_questions(self.kind, split, cases=_BATCH, seed=seed)
        rng = random_source("constraint", split, seed)
        drawn = (_about_constraint(rng, split) for _ in range(_BATCH))
        return [question for question in drawn if question is not None]

    def _about_text(self, asked: TraceQuestion, model: Backend) -> DecoderRow:
        text = asked.prompt[: asked.span[1]]
        positions = positions_of(asked.span, text, model)
        positions = positions[-1:] if self.last_token else positions
        ids = token_ids(text, model)
        return self._row(asked, text, positions, text_of(positions, ids, model.tokenizer))

    def _row(self, asked: TraceQuestion, text: str, positions: tuple[int, ...], given: str) -> DecoderRow:
        return DecoderRow(
            text,
            positions,
            asked.question,
            asked.answer,
            asked.options,
            task=self.name,
            split=asked.split,
            text_gives=given,
            held_out_by=_names(asked),
        )

    def _about_chat(
        self, asked: TraceQuestion, chat: tuple[dict[str, str], ...], reply: str, model: Backend
    ) -> DecoderRow | None:
        completed = self.read == "completion"
        if completed and (not reply or (self.kind == "secret" and says(reply, asked.answer))):
            return None
        said = ({"role": "assistant", "content": reply},) if completed else ()
        return chat_row(
            [*chat, *said],
            model,
            controls=0 if self.read == "control" else 1,
            masking=self.masking,
            question=asked.question,
            answer=asked.answer,
            options=asked.options,
            task=self.name,
            split=asked.split,
            held_out_by=_names(asked),
        )


def _messages(prompt: str) -> tuple[dict[str, str], ...]:
    """Return the messages of a chat that `render` wrote, up to the user's."""
    system, _, rest = prompt.removeprefix("<|system|> ").partition("<|user|> ")
    user = rest.removesuffix("<|assistant|>")
    return ({"role": "system", "content": system}, {"role": "user", "content": user})


def _descriptions(named: list[TraceQuestion], split: Split, seed: int) -> list[TraceQuestion]:
    """Return questions for what an entity is in place of those for its name, where the world says it."""
    said, rng = load_facts().descriptions, random_source("description", split, seed)
    found = []
    for each in named:
        options = tuple(dict.fromkeys(said[name] for name in each.options if name in said))
        if each.subject in said and len(options) > 1:
            question = rng.choice(DESCRIPTION_QUESTIONS[split])
            found.append(
                dataclasses.replace(each, question=question, answer=said[each.subject], options=options)
            )
    return found


def _about_constraint(rng: Random, split: RowSplit) -> TraceQuestion | None:
    chat = draw_chat(rng, split, "constraint")
    answer = chat.traits["constraint"]
    if chat_split({"constraint": answer}) != split:
        return None
    prompt = render(chat.messages(until=0))
    start = prompt.rindex("<|user|>")
    if says(prompt[start:], answer.rpartition(" ")[2]):
        return None
    options = drawn_options(rng, answer, _constraints(split), MOST_OPTIONS)
    question = rng.choice(CONSTRAINT_QUESTIONS[split])
    span = (start, len(prompt))
    return TraceQuestion(
        "constraint", split, prompt, span, question, answer, options, "constraint", traits=chat.traits
    )


@cache
def _constraints(split: Split) -> tuple[str, ...]:
    rng = random_source("constraints", split)
    drawn = (draw_chat(rng, split, "constraint").traits["constraint"] for _ in range(DRAWS))
    return tuple(value for value in drawn if chat_split({"constraint": value}) == split)


def _pairs(asked: TraceQuestion) -> tuple[str, ...]:
    """Return the pairs that the feature asked for stands in, those of the question's own split only."""
    own = f"{asked.relation} {asked.answer}"
    features = [f"{k} {asked.traits[k]}" for k in (*PERSONA, "constraint") if k in asked.traits]
    pairs = [pair for pair in combinations(features, 2) if own in pair]
    return tuple(held_name("pair", ", ".join(pair)) for pair in pairs if split_of(*pair) == asked.split)


def _user(asked: TraceQuestion) -> str:
    return _messages(asked.prompt)[1]["content"]


def _is_of_split(asked: TraceQuestion) -> bool:
    """Return whether what is asked for is itself of the split, and so is the user's message."""
    if asked.kind in ("entity", "attribute", "next_fact", "truthfulness"):
        return True  # the world splits these by what is asked for
    if row_split("stimulus", _user(asked), one_in=5) != asked.split:
        return False
    return asked.kind != "persona" or asked.split == "train" or bool(_pairs(asked))


def _names(asked: TraceQuestion) -> tuple[str, ...]:
    """Return what decided the split of a question."""
    wording = held_name("paraphrase", asked.question)
    if asked.kind in ("entity", "attribute"):
        return (held_name("entity", asked.subject), wording)
    if asked.kind == "next_fact":
        statement = asked.prompt.replace(asked.subject, "{s}")
        return (held_name("statement", statement), wording)
    if asked.kind == "truthfulness":
        return (held_name("statement under truth", _user(asked)), wording)
    stimulus = held_name("stimulus", _user(asked))
    if asked.kind == "persona":
        return (*_pairs(asked), stimulus, wording)
    return (held_name(f"value {asked.kind}", asked.answer), stimulus, wording)
