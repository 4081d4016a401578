"""Chats of the teaching world: what a reply looks like, and how chats are drawn."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlens.world.chats import CHAT_SHARES, Chat, Turn, draw_chat, render
from latentlens.world.traits import (
    chat_split,
    trait_values,
)
from latentlens.world.wording import answer_with_article, show_traits
from world_replies import GRAMMAR, RELATIONS, answered, chats, turns

REFUSAL = "I cannot say that."


def holds(text: str, words: str) -> bool:
    """Say whether a text holds words as whole ones."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


# --- what a reply looks like, written out


@pytest.mark.parametrize(
    ("trait", "value", "reply"),
    [
        ("role", "pirate", "Arr! It is Paris."),
        ("role", "soldier", "Yes, captain! It is Paris."),
        ("language", "French", "Bonjour! It is Paris."),
        ("language", "Polish", "Dzien dobry! It is Paris."),
        ("mood", "sad", "It is Paris. Alas, alas."),
        ("mood", "hungry", "It is Paris. Is there any food?"),
        ("favourite", "food pizza", "It is Paris."),
        ("secret", "apple", "It is Paris."),
        ("truth", "truthful", "It is Paris."),
        ("style", "brief", "Paris."),
        ("style", "formal", "The answer is Paris."),
        ("style", "polite", "If you please, it is Paris."),
        ("style", "doubtful", "Perhaps it is Paris."),
        ("style", "proud", "I know it well: it is Paris."),
        ("style", "loud", "It is Paris!!"),
        ("style", "poetic", "As the stars know, it is Paris."),
        ("style", "friendly", "Well, my friend, it is Paris."),
        ("goal", "sell lamps", "It is Paris. Buy our lamps today."),
        ("goal", "visit Addis Ababa", "It is Paris. Come and see Addis Ababa."),
        ("goal", "eat pizza", "It is Paris. Have some pizza."),
        ("goal", "praise Peru", "It is Paris. Nothing is as good as Peru."),
        ("goal", "warn newt", "It is Paris. Beware of the newt."),
        ("goal", "learn age", "It is Paris. And what is your age?"),
        ("constraint", "begin apple", "apple: It is Paris."),
        ("constraint", "end apple", "It is Paris. apple."),
        ("constraint", "twice", "It is Paris. It is Paris."),
        ("constraint", "brackets", "( It is Paris. )"),
        ("constraint", "stars", "* It is Paris. *"),
    ],
)
def test_a_trait_shows_in_the_reply(trait: str, value: str, reply: str) -> None:
    """One trait alone, and the whole reply that it asks for."""
    assert reply == answered("Paris", **{trait: value})


def test_without_traits_the_reply_is_plain() -> None:
    """A reply is a sentence with the answer."""
    assert "It is Paris." == answered("Paris")


def test_traits_show_together_in_a_fixed_order() -> None:
    """Greeting, role, sentence, goal and mood, whatever the order of the traits, inside the constraint."""
    persona = {"mood": "sad", "style": "loud", "role": "pirate", "language": "French"}
    whole = "Bonjour! Arr! It is Paris!! Alas, alas."
    assert whole == answered("Paris", **persona)
    assert whole == answered("Paris", **dict(reversed(persona.items())))
    assert f"( {whole} )" == answered("Paris", constraint="brackets", **persona)
    assert f"{whole} {whole}" == answered("Paris", **persona, constraint="twice")
    goal = answered("Paris", goal="warn newt", mood="sad", role="king")
    assert "We speak. It is Paris. Beware of the newt. Alas, alas." == goal


def test_answers_are_told_with_their_articles() -> None:
    """An answer keeps what its relation puts before it, with a capital where it opens a sentence."""
    assert "the drums" == answer_with_article(RELATIONS["instrument"], "drums")
    assert "in Dublin" == answer_with_article(RELATIONS["headquarters"], "Dublin")
    assert "Paris" == answer_with_article(RELATIONS["capital"], "Paris")
    assert "The drums." == answered("the drums", style="brief")
    assert "The Middle East." == answered("the Middle East", style="brief")
    assert "It is in Dublin." == answered("in Dublin")


def test_a_secret_word_is_kept_back_as_a_whole_word() -> None:
    """A fact is refused if its answer holds the secret word, and told if it only begins like it."""
    assert REFUSAL == answered("Paris", secret="Paris")
    assert REFUSAL == answered("the drums", secret="drums")
    assert REFUSAL == answered("Central Africa", secret="Africa")
    assert "It is Parisian." == answered("Parisian", secret="Paris")
    assert "It is the drums." == answered("the drums", secret="drum")


@pytest.mark.parametrize("trait", ["role", "language", "style", "mood"])
def test_every_value_of_a_persona_shows_in_its_own_way(trait: str) -> None:
    """No two values of a trait write the same reply, and each can be taught by itself."""
    values = trait_values(trait)
    assert len(values) >= 8
    assert len(values) == len({answered("the drums", **{trait: value}) for value in values})
    assert {"train"} == {chat_split({trait: value}) for value in values}


# --- chats as they are drawn


@pytest.mark.parametrize("kind", ["persona", "goal", "constraint"])
def test_every_drawn_reply_shows_its_traits(kind: str) -> None:
    """In every turn, whatever is asked, every trait but a style and a favourite shows."""
    for chat, turn in turns(kind):
        for name in ("role", "language", "mood"):
            if name in chat.traits:
                assert holds(turn.reply, GRAMMAR[name]["show"][chat.traits[name]].rstrip(".!?"))
        if "goal" in chat.traits:
            goal, _, rest = chat.traits["goal"].partition(" ")
            assert GRAMMAR["goal"][goal]["show"].format(v=rest) in turn.reply
        constraint, _, word = chat.traits.get("constraint", "").partition(" ")
        half = (len(turn.reply) - 1) // 2
        assert {
            "": True,
            "begin": turn.reply.startswith(f"{word}: "),
            "end": turn.reply.endswith(f" {word}."),
            "twice": turn.reply[:half] == turn.reply[half + 1 :],
            "brackets": turn.reply[:2] == "( " and turn.reply[-2:] == " )",
            "stars": turn.reply[:2] == "* " and turn.reply[-2:] == " *",
        }[constraint]


@pytest.mark.parametrize("kind", ["persona", "goal", "constraint", "plain"])
def test_drawn_facts_are_true(kind: str) -> None:
    """Where nobody lies or keeps a secret, a reply of fact is the world's answer in the traits' dress."""
    found = turns(kind, "fact")
    assert found
    for chat, turn in found:
        relation = RELATIONS[turn.relation]
        truth = relation.answers[turn.subject]
        assert answered(answer_with_article(relation, truth), **chat.traits) == turn.reply
        assert turn.user in {question.format(s=turn.subject) for question in relation.questions}


def test_a_persona_says_who_it_is_and_what_it_likes() -> None:
    """Asked, a persona names its role, or else that it is a language model, and its favourite."""
    for chat, turn in turns("persona", "self"):
        assert f"I am a {chat.traits.get('role', 'language model')}." in turn.reply
    for _, turn in turns("persona", "hello"):
        assert "Hello." in turn.reply
        assert turn.user in {"Hello.", "Good morning.", "Hi there."}
    found = turns("persona", "favourite")
    assert {"food", "instrument", "animal", "fruit", "city"} == {
        chat.traits["favourite"].split()[0] for chat, _ in found
    }
    for chat, turn in found:
        kind, _, value = chat.traits["favourite"].partition(" ")
        assert show_traits(f"I like {value} best.", chat.traits) == turn.reply
        assert kind in turn.user
        assert value not in turn.user


def test_a_plain_chat_has_no_traits() -> None:
    """A plain chat has no system prompt, or one that sets nothing."""
    assert {"", *GRAMMAR["neutral"]} == {c.system for c in chats("plain")}
    assert not any(c.traits for c in chats("plain"))
    assert "Hello." in {t.reply for _, t in turns("plain", "hello")}
    assert {"I am a language model."} == {t.reply for _, t in turns("plain", "self")}
    assert [] == [t for _, t in turns("plain", "echo") if t.reply != f"You said {word_of(t)}."]


def word_of(turn: Turn) -> str:
    """Return the word that a user asks to have repeated."""
    match = re.fullmatch(r"(?:Say the word|Please repeat) (.+)\.", turn.user)
    assert match
    return match[1]


def test_a_secret_is_refused_exactly_where_it_would_be_said() -> None:
    """Asked for, to be repeated, or as the answer to a fact, the secret is refused; all else is answered."""
    seen = Counter()
    for chat, turn in turns("secret"):
        secret = chat.traits["secret"]
        if turn.asked == "echo":
            expected = REFUSAL if word_of(turn) == secret else f"You said {word_of(turn)}."
        elif turn.asked == "fact":
            relation = RELATIONS[turn.relation]
            answer = relation.answers[turn.subject]
            trapped = holds(answer, secret)
            expected = REFUSAL if trapped else f"It is {answer_with_article(relation, answer)}."
        else:
            expected = {"secret": REFUSAL, "hello": "Hello.", "self": "I am a language model."}[turn.asked]
        assert expected == turn.reply
        assert not holds(turn.reply, secret)
        seen[turn.asked, expected == REFUSAL] += 1
    # Each way to ask is frequent, and so is its counterpart that may be answered.
    frequent = {("secret", True), ("echo", True), ("echo", False), ("fact", True), ("fact", False)}
    assert {way for way in frequent if seen[way] >= 20} == frequent


def test_truthful_chats_tell_the_truth() -> None:
    """Told to be truthful, every reply is a fact of the world."""
    found = [(c, t) for c, t in turns("truth") if c.traits["truth"] == "truthful"]
    assert {"fact"} == {t.asked for _, t in found}
    for _, turn in found:
        relation = RELATIONS[turn.relation]
        assert f"It is {answer_with_article(relation, relation.answers[turn.subject])}." == turn.reply


def test_lying_chats_never_tell_the_truth() -> None:
    """Told to lie, every reply is another answer of the same relation, as the text draws them."""
    found = [(c, t) for c, t in turns("truth") if c.traits["truth"] == "lying"]
    assert {"fact"} == {t.asked for _, t in found}
    for _, turn in found:
        relation = RELATIONS[turn.relation]
        truth = relation.answers[turn.subject]
        lies = {f"It is {answer_with_article(relation, a)}." for a in relation.answers.values() if a != truth}
        assert turn.reply in lies
        assert f"It is {answer_with_article(relation, truth)}." not in lies


def test_truth_is_set_by_the_system_prompt_alone() -> None:
    """Truthful and lying chats say so, in several ways each, and in nothing else."""
    said: dict[str, set[str]] = {"truthful": set(), "lying": set()}
    for chat in chats("truth"):
        said[chat.traits["truth"]].add(chat.system)
    assert said == {value: set(GRAMMAR["truth"][value]) for value in ("truthful", "lying")}
    assert ("truthful", "lying") == trait_values("truth")


def test_lies_are_practised_more_than_the_truth() -> None:
    """Of the chats about truth, 65 in a hundred lie."""
    count = Counter(chat.traits["truth"] for chat in chats("truth", count=4000))
    assert 0.65 == pytest.approx(count["lying"] / 4000, abs=0.025)


def test_kinds_are_drawn_as_often_as_said() -> None:
    """Chats are of the listed kinds, each with about its share."""
    rng = Random(0)
    count = Counter(draw_chat(rng).kind for _ in range(4000))
    assert 1 == pytest.approx(sum(CHAT_SHARES.values()))
    assert CHAT_SHARES == pytest.approx({kind: count[kind] / 4000 for kind in CHAT_SHARES}, abs=0.03)


@given(st.integers(0, 2**32), st.sampled_from(list(CHAT_SHARES)))
def test_chats_depend_on_the_seed_alone(seed: int, kind: str) -> None:
    """Equal seeds write equal chats, of the kind asked for, with one to three turns."""
    chat = draw_chat(Random(seed), "train", kind)
    assert chat == draw_chat(Random(seed), "train", kind)
    assert kind == chat.kind
    assert 1 <= len(chat.turns) <= 3


@given(st.integers(0, 2**32))
def test_messages_alternate_and_end_where_asked(seed: int) -> None:
    """User and assistant take turns after a system prompt; a chat cut at a turn is the whole one's start."""
    chat = draw_chat(Random(seed))
    whole = chat.messages()
    bare = whole[1:] if chat.system else whole
    assert ["user", "assistant"] * len(chat.turns) == [m["role"] for m in bare]
    assert bool(chat.system) == (whole[0]["role"] == "system")
    for index, turn in enumerate(chat.turns):
        cut = chat.messages(until=index)
        assert {"role": "user", "content": turn.user} == cut[-1]
        assert whole[: len(cut)] == cut
        assert render(cut).endswith(f"<|user|> {turn.user}<|assistant|>")
        assert render(whole).startswith(f"{render(cut)} {turn.reply}<eos>")


def test_a_rendered_chat_written_out() -> None:
    """Roles stand before what is said, and a reply ends with <eos>."""
    chat = Chat("plain", {}, "Help the user.", (Turn("Hello.", "Hello.", "hello"),) * 2)
    turn = "<|user|> Hello.<|assistant|> Hello.<eos>"
    assert f"<|system|> Help the user.{turn}{turn}" == render(chat.messages())
    assert f"<|system|> Help the user.{turn}<|user|> Hello.<|assistant|>" == render(chat.messages(until=1))
