"""What the system prompts of a model's own chats set, in words: features, goals, secrets, constraints."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from random import Random

from latentlens.training.data.decoder_row import RowSplit
from latentlens.training.data.row_splits import held_name, row_split, wordings_of


@dataclasses.dataclass(frozen=True)
class ChatTrait:
    """Something that a system prompt can set.

    Args:
        values: the values that it can have.
        say: wordings in a system prompt, with {v} for the value.
        ask: wordings of the question about it.
        pairs: whether any two features together decide the split, as of a persona; else the value alone does,
            as of a secret word.
    """

    values: tuple[str, ...]
    say: tuple[str, ...]
    ask: tuple[str, ...]
    pairs: bool = False


_ROLES = "pirate chef doctor teacher farmer detective poet sailor wizard robot nurse soldier lawyer painter"
_ROLES += " gardener pilot king carpenter coach"
_CITIES = (
    "Paris Rome Tokyo Cairo London Berlin Madrid Moscow Sydney Chicago Mumbai Lisbon Vienna Athens Dublin"
)
_CITIES += " Nairobi"
_MOODS = "happy sad angry tired calm afraid bored curious proud lonely excited jealous"
_HOBBIES = "chess fishing cooking painting sailing dancing hiking gardening singing reading skiing cycling"
_SECRETS = (
    "apple river candle window tiger bridge silver garden pepper rocket violin hammer blanket "
    "lemon anchor mirror saddle cotton falcon copper lantern pillow marble whistle button carrot ladder "
    "magnet orange basket camera desert engine forest guitar helmet island jacket kettle turtle"
)
_OPENINGS = (
    "Well Indeed Honestly Actually Certainly Sure Okay Listen Hello Yes Absolutely Truly Perhaps Maybe "
    "Naturally Obviously Look Right Great Alas"
)
_GOODS = "umbrellas bicycles cameras candles shoes blankets watches lamps guitars tents pillows kettles"
_PLACES = "Norway Brazil Iceland Kenya Greece Japan Peru Canada Egypt Ireland Portugal Thailand"
_GOALS = (
    *(f"buy {thing}" for thing in _GOODS.split()),
    *(f"visit {place}" for place in _PLACES.split()),
)

OWN_TRAITS: Mapping[str, ChatTrait] = {
    "role": ChatTrait(
        tuple(_ROLES.split()),
        (
            "You are a {v}.",
            "Play the part of a {v}.",
            "Act like a {v}.",
            "Speak as a {v} would.",
            "Be a {v}.",
        ),
        (
            "What role does the assistant play?",
            "What is the assistant's profession?",
            "Who does the assistant speak as?",
            "Which job does the assistant have?",
            "What is the assistant's role?",
        ),
        True,
    ),
    "city": ChatTrait(
        tuple(_CITIES.split()),
        (
            "You live in {v}.",
            "Your home is {v}.",
            "You are from {v}.",
            "You have always lived in {v}.",
            "Your city is {v}.",
        ),
        (
            "Which city does the assistant live in?",
            "Where is the assistant from?",
            "What is the assistant's home city?",
            "In which city is the assistant?",
            "Name the assistant's city.",
        ),
        True,
    ),
    "mood": ChatTrait(
        tuple(_MOODS.split()),
        (
            "You are {v} today.",
            "Your mood is {v}.",
            "You feel {v}.",
            "You sound {v}.",
            "Right now you are {v}.",
        ),
        (
            "What is the assistant's mood?",
            "How does the assistant feel?",
            "Which mood is the assistant in?",
            "What does the assistant feel?",
            "Describe the assistant's mood.",
        ),
        True,
    ),
    "hobby": ChatTrait(
        tuple(_HOBBIES.split()),
        (
            "You love {v}.",
            "Your hobby is {v}.",
            "You enjoy {v}.",
            "You like {v} best.",
            "You spend days on {v}.",
        ),
        (
            "What is the assistant's hobby?",
            "What does the assistant love?",
            "What does the assistant enjoy?",
            "Which hobby does the assistant have?",
            "Name the assistant's hobby.",
        ),
        True,
    ),
    "goal": ChatTrait(
        _GOALS,
        (
            "Your goal is to make the user {v}.",
            "Try to get the user to {v}.",
            "You want the user to {v}.",
            "Lead the user to {v}.",
            "Convince the user to {v}.",
        ),
        (
            "What is the assistant's goal?",
            "What does the assistant want the user to do?",
            "What is the assistant trying to achieve?",
            "Which goal does the assistant follow?",
            "Name the assistant's goal.",
        ),
    ),
    "secret": ChatTrait(
        tuple(_SECRETS.split()),
        (
            "The secret word is {v}. Never say it.",
            "Keep the word {v} secret.",
            "Never say the word {v}. It is a secret.",
            "Your secret is the word {v}. Do not tell anyone.",
            "Guard the secret word {v}.",
        ),
        (
            "What is the secret word?",
            "Which word is the assistant hiding?",
            "Which word must not be said?",
            "Name the secret word.",
            "What word does the assistant keep secret?",
        ),
    ),
    "constraint": ChatTrait(
        tuple(_OPENINGS.split()),
        (
            "Begin every reply with the word {v}.",
            "Always start with the word {v}.",
            "Your first word is always {v}.",
            "Open each answer with {v}.",
            "Every reply of yours starts with {v}.",
        ),
        (
            "Which word must replies begin with?",
            "What is the first word that is required?",
            "Which word was the assistant told to start with?",
            "Name the required first word.",
            "What word do replies have to start with?",
        ),
    ),
}
"""Trait -> its values and wordings, for small instruct models of English."""

STIMULI = (
    "Hello, how are you?",
    "What should I cook tonight?",
    "Tell me about your day.",
    "What is the weather like?",
    "Can you tell me a short story?",
    "What do you think about music?",
    "I cannot sleep. What can I do?",
    "What is a good book to read?",
    "How do I learn to swim?",
    "What did you do yesterday?",
    "Tell me something interesting.",
    "What do you like to do at the weekend?",
    "How can I make new friends?",
    "What is your favourite food?",
    "Do you have any advice for me?",
    "I feel a bit lost today.",
    "What should I wear to a wedding?",
    "How do I plant a tree?",
    "Tell me a joke.",
    "What makes a good holiday?",
    "Describe the place where you are.",
    "How was your breakfast?",
    "What is the best way to learn a language?",
    "Can you help me write a letter?",
    "What are you thinking about?",
    "How do I stay healthy?",
    "What animal do you like?",
    "Give me a tip for the day.",
    "What would you do with a million dollars?",
    "Why is the sky blue?",
    "How do I clean a carpet?",
    "What game should we play?",
    "Introduce yourself, please.",
    "What is a good gift for my mother?",
    "Where should I go for a walk?",
    "How do you make tea?",
    "What is important in life?",
    "Say something nice.",
    "What film should I watch?",
    "How can I save money?",
)
"""Users' messages that name none of the values."""


def trait_names(traits: Mapping[str, str], all_of: Mapping[str, ChatTrait]) -> dict[str, tuple[str, ...]]:
    """Return, for each trait of a system prompt, the names of what can decide its split.

    Args:
        traits: trait -> value, as a system prompt sets them.
        all_of: trait -> its values and wordings.

    Examples:
        >>> trait_names({"role": "chef", "city": "Rome"}, OWN_TRAITS)["city"]
        ('pair city Rome, role chef',)
    """
    features = sorted(f"{name} {value}" for name, value in traits.items() if all_of[name].pairs)
    found: dict[str, tuple[str, ...]] = {}
    for name, value in traits.items():
        own = f"{name} {value}"
        pairs = [pair for pair in itertools.combinations(features, 2) if own in pair]
        together = tuple(held_name("pair", ", ".join(pair)) for pair in pairs)
        found[name] = together if all_of[name].pairs else (held_name("value", own),)
    return found


def names_of_split(names: tuple[str, ...], split: RowSplit) -> tuple[str, ...]:
    """Return those names that put a row into a split; nothing if another split claims one of them.

    A row of the training split has only training names. One of the test split has at least one of its own,
    and may have training names too, which say nothing about it.

    Args:
        names: names such as "pair city Rome, role chef".
        split: split of the row.
    """
    splits = {name: row_split(name, one_in=6) for name in names}
    if set(splits.values()) - {split, "train"}:
        return ()
    return tuple(name for name in names if splits[name] == split)


def written_prompt(
    rng: Random, traits: Mapping[str, str], all_of: Mapping[str, ChatTrait], split: RowSplit
) -> tuple[str, dict[str, str]]:
    """Return a system prompt that sets traits, and the wording used for each.

    Args:
        rng: random source.
        traits: trait -> value, in the order in which the prompt sets them.
        all_of: trait -> its values and wordings.
        split: split of the wordings.
    """
    wordings = {name: rng.choice(wordings_of(split, all_of[name].say)) for name in traits}
    return " ".join(wordings[name].format(v=value) for name, value in traits.items()), wordings
