"""Rows of a model's own chats: system prompts that set traits, and the model's own replies."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.sequences import as_texts
from latentlens.inputs.shown import shown
from latentlens.training.data.chat_rows import chat_row, drawn_options
from latentlens.training.data.decoder_row import DecoderRow, RowSplit, says
from latentlens.training.data.model_samples import sampled_replies
from latentlens.training.data.own_chat_traits import (
    OWN_TRAITS,
    STIMULI,
    ChatTrait,
    names_of_split,
    trait_names,
    written_prompt,
)
from latentlens.training.data.row_generator import RowGenerator, random_source
from latentlens.training.data.row_splits import held_wording, wordings_of

CHATS_AT_ONCE = 32
"""Number of chats whose replies are sampled together; it changes no reply."""

_DRAWS = 10_000
"""Number of draws for one chat, after which the traits are taken to have no chat of the split."""


@dataclasses.dataclass(frozen=True)
class OwnChat:
    """A chat that is about to be held, and what will be asked about it.

    Args:
        messages: system prompt and user's message.
        asked: trait that is asked for.
        value: its value, the right answer.
        question: the question.
        options: values to choose from.
        held_out_by: what decided the split.
    """

    messages: tuple[dict[str, str], ...]
    asked: str
    value: str
    question: str
    options: tuple[str, ...]
    held_out_by: tuple[str, ...]


@dataclasses.dataclass(frozen=True, eq=False)
class OwnChats(RowGenerator):
    """Asks for what a system prompt set, of the activations of the user's message and the model's own reply.

    The tokens of the system prompt are not read. The features of a persona are split by pairs of values: a
    test row's feature stands in no training chat together with the other feature that it is paired with,
    while each value alone does; goals, secret words and constraints are split by value. So are users'
    messages and all wordings. A reply that names a secret word is left out; whether the text gives the answer
    away is in `DecoderRow.text_gives_away`.

    Source: Pan et al. 2024 (LatentQA, arXiv 2412.08686), section 4 (hidden system prompts); Cywinski et al.
    and Karvonen et al. 2025 (Activation Oracles, arXiv 2512.15674), for secret words and side constraints.

    Args:
        traits: trait -> its values and wordings. Default: role, city, mood, hobby, goal, secret and
            constraint.
        stimuli: users' messages. Default: 40 everyday ones.
        read: "user" reads the user's message and the beginning of the reply, "reply" (default) the reply too.
        max_new_tokens: largest number of tokens of a reply. Default 40.
        temperature: temperature of the sampling. Default 0.7.
        most_options: largest number of options. Default 12.
        label: name of the task. Default "own_chats".

    Raises:
        InputError: if there are no traits or stimuli, or a setting cannot be used.
    """

    traits: Mapping[str, ChatTrait] = dataclasses.field(default_factory=lambda: OWN_TRAITS)
    stimuli: Sequence[str] = STIMULI
    read: str = "reply"
    max_new_tokens: int = 40
    temperature: float = 0.7
    most_options: int = 12
    label: str = "own_chats"

    def __post_init__(self) -> None:
        if not self.traits or not all(isinstance(each, ChatTrait) for each in self.traits.values()):
            raise InputError(f"traits is a dict from names to ChatTraits; got {shown(self.traits)}.")
        object.__setattr__(self, "stimuli", as_texts(self.stimuli, "stimuli", "['How are you?']"))
        if not self.stimuli:
            raise InputError("There are no stimuli. Give at least one user's message.")
        if self.read not in ("user", "reply"):
            raise InputError(f"read is 'user' or 'reply'; got {shown(self.read)}.")
        integer("max_new_tokens", self.max_new_tokens, least=1)
        integer("most_options", self.most_options, least=2)
        number("temperature", self.temperature, least=0)

    @property
    def name(self) -> str:
        """Name of the task."""
        return self.label

    def draw(self, model: Backend, split: RowSplit, seed: int, work: Progress) -> Iterator[DecoderRow | None]:
        """Yield rows; see `RowGenerator.draw`."""
        rng = random_source(self.name, split, seed)
        for number_ in itertools.count():
            drawn = [self._chat(rng, split) for _ in range(CHATS_AT_ONCE)]
            chats = [chat for chat in drawn if chat is not None]
            if not chats:
                return
            replies = [""] * len(chats)
            if self.read == "reply":
                replies = sampled_replies(
                    model,
                    [chat.messages for chat in chats],
                    max_new_tokens=self.max_new_tokens,
                    temperature=self.temperature,
                    seed=seed + number_,
                    progress=work,
                )
            for chat, reply in zip(chats, replies, strict=True):
                yield self._row(chat, reply, model, split)

    def _chat(self, rng: Random, split: RowSplit) -> OwnChat | None:
        """Draw a chat of a split; None if there seems to be none."""
        for _ in range(_DRAWS):
            traits = self._traits(rng)
            asked = rng.choice(sorted(traits))
            names = trait_names(traits, self.traits)
            # Nothing that the chat sets may be of another split that is held out.
            if not names[asked] and self.traits[asked].pairs:
                continue
            decided = names_of_split(names[asked], split)
            others = [name for each in names.values() for name in each]
            if not decided or (split == "train" and len(names_of_split(tuple(others), split)) < len(others)):
                continue
            trait = self.traits[asked]
            system, said = written_prompt(rng, traits, self.traits, split)
            stimulus = rng.choice(wordings_of(split, self.stimuli))
            question = rng.choice(wordings_of(split, trait.ask))
            messages = ({"role": "system", "content": system}, {"role": "user", "content": stimulus})
            held = [
                *decided,
                *held_wording("stimulus", stimulus, self.stimuli),
                *held_wording("paraphrase", question, trait.ask),
            ]
            for name, wording in said.items():
                held += held_wording("paraphrase", wording, self.traits[name].say)
            options = drawn_options(rng, traits[asked], trait.values, self.most_options)
            return OwnChat(messages, asked, traits[asked], question, options, tuple(held))
        return None

    def _traits(self, rng: Random) -> dict[str, str]:
        """Draw two or three features of a persona, or what stands alone, with one feature or none."""
        features = [name for name, trait in self.traits.items() if trait.pairs]
        alone = [name for name, trait in self.traits.items() if not trait.pairs]
        if features and (not alone or rng.random() < 0.5):
            names = rng.sample(features, min(len(features), rng.choice((2, 2, 3))))
        else:
            one = min(len(features), rng.choice((0, 1)))
            names = [rng.choice(alone), *rng.sample(features, one)]
            rng.shuffle(names)
        return {name: rng.choice(self.traits[name].values) for name in names}

    def _row(self, chat: OwnChat, reply: str, model: Backend, split: RowSplit) -> DecoderRow | None:
        if self.read == "reply" and (not reply or (chat.asked == "secret" and says(reply, chat.value))):
            return None
        said = ({"role": "assistant", "content": reply},) if reply else ()
        return chat_row(
            [*chat.messages, *said],
            model,
            controls=1,
            question=chat.question,
            answer=chat.value,
            options=chat.options if len(chat.options) > 1 else (),
            task=f"{self.name}/{chat.asked}",
            split=split,
            held_out_by=chat.held_out_by,
        )
