"""Candidates for the target prompts of a model: lists of examples in several forms, plain and as chats."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.presets import DESCRIPTION_PROMPT

Example = tuple[str, str]

FEW: tuple[Example, ...] = (
    ("Syria", "country in the Middle East"),
    ("Leonardo DiCaprio", "American actor"),
    ("Samsung", "South Korean electronics company"),
)
"""The paper's examples; the last one's description is shorter than there."""

MANY: tuple[Example, ...] = (
    *FEW,
    ("Michelangelo", "Italian painter"),
    ("lion", "large wild cat of Africa"),
    ("Wolfgang Mozart", "Austrian composer"),
    ("Lima", "capital city of Peru"),
    ("George Washington", "first president of the United States"),
)
"""More kinds of people and things; no name of them is among those that are graded."""


def _listed(examples: Sequence[Example], between: str, after: str, end: str) -> str:
    return between.join([*(f"{name}{after} {text}" for name, text in examples), end])


def _sentence(name: str, text: str) -> str:
    return f"{name} is {'the' if text.startswith(('first', 'capital')) else _article(text)} {text}"


def _article(text: str) -> str:
    return "an" if text[0] in "AEIOUaeiou" else "a"


def _chat(examples: Sequence[Example], question: str = "{}") -> ChatPrompt:
    messages = []
    for name, text in examples:
        messages.append({"role": "user", "content": question.replace("{}", name)})
        messages.append({"role": "assistant", "content": text[:1].upper() + text[1:]})
    return ChatPrompt([*messages, {"role": "user", "content": question.replace("{}", "{slot}")}])


DESCRIPTIONS: tuple[str, ...] = (
    f"{DESCRIPTION_PROMPT}:",
    _listed(FEW, ", ", ":", "x:"),
    _listed(FEW, "\n", ":", "x:"),
    _listed(MANY, "\n", ":", "x:"),
    "\n".join([*(_sentence(*each) for each in FEW), "x is"]),
    "\n".join([*(_sentence(*each) for each in MANY), "x is"]),
)
"""Candidates for "description", after the paper's own."""

CHATS: tuple[ChatPrompt, ...] = (
    _chat(FEW),
    _chat(MANY),
    _chat(FEW, "Who or what is {} ?"),
    ChatPrompt("Who or what is {slot} ? Answer in a few words."),
)
"""Candidates for "description_in_chat", after the paper's list as a chat."""

IDENTITIES: tuple[str, ...] = (
    "cat -> cat; 1135 -> 1135; hello -> hello; ? ->",
    "cat cat\n1135 1135\nhello hello\n?",
    "cat cat; dog dog; 1234 1234; hello hello; ?",
    "cat = cat\n1135 = 1135\nhello = hello\n? =",
    "cat -> cat\nParis -> Paris\nran -> ran\nof -> of\nblue -> blue\n? ->",
    "cat cat; Paris Paris; ran ran; of of; blue blue; ?",
    '"cat" is "cat"\n"1135" is "1135"\n"hello" is "hello"\n" ?" is "',
)
"""Candidates for "token_identity", after the paper's own."""

SHOWN: dict[str, tuple[Example, ...]] = {
    "capital": (("Germany", "Berlin"), ("Peru", "Lima"), ("Thailand", "Bangkok")),
    "currency": (("Germany", "euro"), ("Turkey", "lira"), ("Thailand", "baht")),
}
"""Relation -> the examples in its candidates: countries of the validation half, which are not graded."""

_ASKED = {
    "capital": ("The capital of {} is", "What is the capital of {} ?"),
    "currency": ("The currency of {} is the", "What is the currency of {} ?"),
}
"""Relation -> a sentence that the answer ends, and a question."""


def relation_candidates(name: str, *, chats: bool) -> tuple[str | ChatPrompt, ...]:
    """Return the candidates for a relation: without examples, with examples, and as chats.

    Args:
        name: the relation.
        chats: whether the model has a chat template.
    """
    sentence, question = _ASKED[name]
    told = [f"{sentence.replace('{}', subject)} {answer}." for subject, answer in SHOWN[name]]
    asked = [f"Q: {question.replace('{}', subject)}\nA: {answer}" for subject, answer in SHOWN[name]]
    plain = (
        sentence.replace("{}", "x"),
        " ".join([*told, sentence.replace("{}", "x")]),
        "\n".join([*told, sentence.replace("{}", "x")]),
        _listed(SHOWN[name], "\n", ":", "x:"),
        _listed(SHOWN[name], ", ", ":", "x:"),
        "\n".join([*asked, f"Q: {question.replace('{}', 'x')}\nA:"]),
    )
    in_chat = (_chat((), question), _chat(SHOWN[name], question), _chat(SHOWN[name]))
    return (*plain, *in_chat) if chats else plain
