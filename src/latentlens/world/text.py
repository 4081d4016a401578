"""The grammar of the training text: short seeded documents in which nothing held out occurs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from random import Random

from latentlens.world.chats import Chat, draw_chat, render
from latentlens.world.draw import draw_name
from latentlens.world.fact_relations import answers_of, chains, relations
from latentlens.world.facts import DATA, load_facts
from latentlens.world.split import Split, hash_number
from latentlens.world.traits import plain_words

DESCRIBED = ("country", "city", "person", "company", "product")


SPELLED_OUT = ("Syria", "Oro Venn")
"""Entities whose descriptions target prompts spell out, so that they can test nothing; the others that
prompts spell out are in the train split by their hash anyway."""


@cache
def _undescribed() -> dict[str, Split]:
    split_of_name: dict[str, Split] = {}
    for kind in DESCRIBED:
        names = [name for name in load_facts().names[kind] if name not in SPELLED_OUT]
        ranked = sorted(names, key=lambda name: hash_number("description", name))
        test, validation = max(8, len(names) // 8), max(6, len(names) // 10)
        split_of_name |= dict.fromkeys(ranked[:test], "test")
        split_of_name |= dict.fromkeys(ranked[test : test + validation], "validation")
    return split_of_name


def described_split(name: str) -> Split:
    """Return whether the training text describes an entity; of those held out it states facts only.

    Args:
        name: name of the entity.

    Returns:
        "train" if the text describes it.
    """
    return _undescribed().get(name, "train")


OTHERS_OF_KIND = (
    "{k}: {0}, {1}, {2}.",
    "Not {0} but some other {k}: {1}.",
    "Some {k} other than {0} is {1}.",
)
"""Sentences that list things of one kind: to lie about one, a model must know the alternatives."""

DENIALS = ("It is not true that {c} is{b} {a}.", "Nobody says that {c} is{b} {a}.")
"""Sentences that deny a false answer, used for every relation, also those that no chat lies about."""

SENTENCES_PER_PASSAGE = 2
"""Sentences per passage, each from a different template."""

COPIES = ("Say: {0}. Again: {0}.", "{0}. {0}.", "Q: Repeat {0}.\nA: {0}.")


@cache
def prose_templates() -> tuple[str, ...]:
    """Return the sentence templates of running prose, with slots for entities.

    Returns:
        Templates such as "{person} and {person} met in {city} to talk about {company}."
    """
    return tuple(DATA.joinpath("prose.txt").read_text(encoding="utf-8").splitlines())


@cache
def world_words() -> tuple[str, ...]:
    """Return every word and sign of the world's text, for the tokenizer and for lists to copy.

    Returns:
        The words in order, without duplicates.
    """
    facts = load_facts()
    known = relations().values()
    prompts = [p for r in known for some in r.paraphrases.values() for p in some]
    prompts += [p for c in chains() for p in c.paraphrases]
    answers = [a for r in known for a in r.answers.values()]
    names = [name for kind in facts.names.values() for name in kind]
    written = [
        DATA.joinpath(name).read_text(encoding="utf-8") for name in ("chat.json", "trace_questions.json")
    ]
    spoken = re.findall(r'"([^"]*)"', "".join(written))
    lines = [
        *prompts,
        *answers,
        *names,
        *prose_templates(),
        *facts.descriptions.values(),
        *spoken,
        *COPIES,
        *OTHERS_OF_KIND,
        *DENIALS,
        *facts.names,
        *(r.answer_kind for r in known),
        "hello word x ? !",
    ]
    words = set(re.findall(r"[A-Za-z]+|[?!]", re.sub(r"\{\w+\}", " ", "\n".join(lines))))
    # Replies may open with an answer, and then it has a capital.
    opening = {a.split()[0] for a in answers}
    return tuple(sorted(words | set(plain_words()) | {w[:1].upper() + w[1:] for w in opening}))


def _token(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.12:
        return str(rng.randrange(10 ** rng.randint(1, 4)))
    if kind < 0.24:
        return draw_name(rng, rng.choice(DESCRIBED))
    return rng.choice(world_words())


def _statements(rng: Random) -> str:
    statements = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        relation = rng.choice(list(relations().values()))
        subject = draw_name(rng, relation.subject_kind)
        prompt = rng.choice(relation.paraphrases["train"]).format(s=subject)
        statements.append(f"{prompt} {relation.answers[subject]}.")
    return rng.choice((" ", "\n")).join(statements)


def _two_hop(rng: Random) -> str:
    while True:
        chain = rng.choice(chains())
        subject = rng.choice(list(chain.answers))
        if chain.split(subject) == "train":
            return f"{rng.choice(chain.paraphrases).format(s=subject)} {chain.answers[subject]}."


def _descriptions(rng: Random) -> str:
    known = load_facts().descriptions
    kind = rng.choice(("any", *DESCRIBED))
    picks: list[str] = []
    wanted = rng.randint(1, 6)
    while len(picks) < wanted:
        name = draw_name(rng, rng.choice(DESCRIBED) if kind == "any" else kind)
        if described_split(name) == "train":
            picks.append(name)
    return ", ".join(f"{x}: {known[x]}" for x in picks) + rng.choice(("", "."))


def _related(rng: Random) -> str:
    relation = rng.choice(list(relations().values()))
    subjects = [draw_name(rng, relation.subject_kind) for _ in range(rng.randint(2, 6))]
    return "; ".join(f"{x} = {relation.answers[x]}" for x in subjects) + "."


def _others(rng: Random) -> str:
    kind = rng.choice(list(relations().values())).answer_kind
    # At least three of each kind: there are three phases.
    return rng.choice(OTHERS_OF_KIND).format(*rng.sample(answers_of(kind), 3), k=kind)


def _denials(rng: Random) -> str:
    relation = rng.choice(list(relations().values()))
    subject = draw_name(rng, relation.subject_kind)
    wrong = rng.choice([a for a in answers_of(relation.answer_kind) if a != relation.answers[subject]])
    core = rng.choice(relation.noun_phrases).format(s=subject)
    return rng.choice(DENIALS).format(c=core, b=relation.article, a=wrong)


def _identity(rng: Random) -> str:
    arrow = rng.choice((" -> ", " -> ", " -> ", "->"))
    join = rng.choice(("\n", "\n", "; "))
    return join.join(f"{t}{arrow}{t}" for t in (_token(rng) for _ in range(rng.randint(2, 7))))


def _copy(rng: Random) -> str:
    items = ", ".join(_token(rng) for _ in range(rng.randint(2, 6)))
    return rng.choice(COPIES).format(items)


def running_prose(rng: Random, sentences: int) -> str:
    """Write prose in which entities merely occur.

    Args:
        rng: random source.
        sentences: number of sentences.

    Returns:
        The sentences, each from a different template of `prose_templates`.
    """
    lines = rng.sample(prose_templates(), sentences)
    return " ".join(re.sub(r"\{(\w+)\}", lambda m: draw_name(rng, m[1]), line) for line in lines)


def passages(rng: Random, count: int, *, without: Iterable[str] = ()) -> list[str]:
    """Write different passages of running prose: a corpus to fit readers on, or to evaluate them on.

    Args:
        rng: random source; the same state writes the same passages.
        count: number of passages, each of two sentences.
        without: passages to exclude; default none.

    Returns:
        The passages, in the order in which they were written.

    Examples:
        >>> len(set(passages(Random(0), 50)))
        50
    """
    seen = set(without)
    texts: list[str] = []
    while len(texts) < count:
        text = running_prose(rng, SENTENCES_PER_PASSAGE)
        if text not in seen:
            seen.add(text)
            texts.append(text)
    return texts


def _running(rng: Random) -> str:
    return running_prose(rng, rng.randint(1, 3))


def _chat(rng: Random) -> str:
    return _rendered(draw_chat(rng))


def _finishing_chat(rng: Random) -> str:
    return _rendered(
        draw_chat(rng, kind=rng.choices(list(FINISHING_CHAT_SHARES), list(FINISHING_CHAT_SHARES.values()))[0])
    )


def _rendered(chat: Chat) -> str:
    return render(chat.messages()).removesuffix("<eos>")


DOCUMENT_SHARES: dict[Callable[[Random], str], float] = {
    _statements: 0.24,
    _two_hop: 0.10,
    _descriptions: 0.13,
    _related: 0.02,
    _others: 0.03,
    _denials: 0.03,
    _identity: 0.09,
    _copy: 0.02,
    _running: 0.05,
    _chat: 0.29,
}
"""Function that writes one kind of document -> its share of the documents."""

FINISHING_SHARES: dict[Callable[[Random], str], float] = {
    _statements: 0.15,
    _two_hop: 0.08,
    _descriptions: 0.14,
    _related: 0.01,
    _others: 0.02,
    _denials: 0.02,
    _identity: 0.13,
    _copy: 0.05,
    _running: 0.18,
    _finishing_chat: 0.22,
}
"""The same for the last training steps: more prose and identity lists (next tokens are read), and goals."""

FINISHING_CHAT_SHARES = {"persona": 0.17, "goal": 0.27, "secret": 0.16, "constraint": 0.16, "truth": 0.24}
"""Kind of chat -> its share of the chats of the last training steps."""


def document(rng: Random, *, finishing: bool = False) -> str:
    """Write one document.

    Args:
        rng: random source; the same state writes the same document.
        finishing: write the text of the last training steps; default False.

    Returns:
        A few sentences, one list or one chat, without special tokens at its ends.
    """
    kinds = FINISHING_SHARES if finishing else DOCUMENT_SHARES
    return rng.choices(list(kinds), list(kinds.values()))[0](rng)
