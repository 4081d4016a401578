"""Generators of rows for decoders: what they read, what they ask, and that no split sees another."""

from __future__ import annotations

import collections
import json
import pathlib
import re
from random import Random
from typing import Any

import pytest

from latentlens import Session
from latentlens.display.progress import Progress
from latentlens.engine.query import NextToken, Query
from latentlens.errors import Cancelled, InputError
from latentlens.real_world.decoder_facts import decoder_facts
from latentlens.training.data import (
    Classification,
    ContextPrediction,
    DecoderRow,
    DocumentCuts,
    LatentQA,
    LatentQAItem,
    ModelVariant,
    NextTokenOptions,
    OwnChats,
    RelationRows,
    RowGenerator,
    VariantBehaviour,
    check_no_leaks,
    make_latentqa,
    mix,
    read_latentqa,
    sampled_replies,
    sampled_texts,
)
from latentlens.training.data.chat_rows import MASKINGS, narrowed, read_chat
from latentlens.training.data.decoder_row import ROW_SPLITS
from latentlens.training.data.own_chat_traits import OWN_TRAITS
from latentlens.training.data.row_positions import chat_turns, positions_of, token_ids
from latentlens.training.data.row_splits import row_split, wordings_of
from latentlens.world import model_path, passages
from plain import Plain
from tiny import save_tiny

TEXTS = tuple(passages(Random(0), 300))
COLOURS = tuple(
    (f"The {thing} number {i} is {v}.", v)
    for i in range(30)
    for thing in ("tent", "lamp")
    for v in ("red", "blue", "green")
)
CONTROLS = {f"label {i}": f"Speak of the number {i}." for i in range(40)}
QUESTIONS = {label: [("What is it?", f"answer {label}"), ("Which?", f"the {label}")] for label in CONTROLS}
STIMULI = tuple(f"What is {i}?" for i in range(8))
CHATML = (
    "{% if messages[0]['role'] != 'system' %}<|im_start|>system\nBe good.<|im_end|>\n{% endif %}"
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
GEMMA = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set first = messages[0]['content'] + '\n\n' %}"
    "{% set rest = messages[1:] %}{% else %}{% set first = '' %}{% set rest = messages %}{% endif %}"
    "{% for m in rest %}<start_of_turn>{{ 'model' if m['role'] == 'assistant' else m['role'] }}\n"
    "{{ first if loop.first else '' }}{{ m['content'] | trim }}<end_of_turn>\n{% endfor %}"
    "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
CHAT = [
    {"role": "user", "content": "Be kind."},
    {"role": "assistant", "content": "Yes."},
    {"role": "user", "content": "Who are you?"},
    {"role": "assistant", "content": "A good one."},
]


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the shipped model."""
    return Session()


def items() -> tuple[LatentQAItem, ...]:
    """Return LatentQA's items with given replies, every stimulus under every control."""
    found = [LatentQAItem(k, "control", tuple(QUESTIONS[k]), control_user=v) for k, v in CONTROLS.items()]
    for label, text in CONTROLS.items():
        for stimulus in STIMULI:
            asked = tuple(QUESTIONS[label])
            one = LatentQAItem(label, "stimulus", asked, "", text, "Well.", stimulus)
            found += [one, LatentQAItem(label, "system", asked, text, stimulus_user=stimulus)]
            found.append(
                LatentQAItem(label, "stimulus_completion", asked, "", text, "Well.", stimulus, f"{label}!")
            )
    return tuple(found)


def generators() -> list[RowGenerator]:
    """Return one generator of each kind, with material for every split."""
    variants = [ModelVariant(f"{label} {i}", label) for label in ("good", "bad") for i in range(3)]
    return [
        ContextPrediction(TEXTS, most_positions=4, most_tokens=4),
        DocumentCuts(TEXTS),
        NextTokenOptions(TEXTS),
        Classification(COLOURS, "colour", ("Is this {v}?", "Is it {v}?", "{v}?"), ("a?", "b?", "c?")),
        RelationRows(decoder_facts()),
        LatentQA(items()),
        VariantBehaviour(variants, [f"The number {i} is" for i in range(30)]),
        OwnChats(read="user"),
    ]


NAMES = [generator.name for generator in generators()]


@pytest.mark.parametrize("generator", generators(), ids=NAMES)
def test_no_split_sees_another(generator: RowGenerator, session: Session) -> None:
    """What decides the split of a test row stands in no training or validation row."""
    rows = [row for split in ROW_SPLITS for row in generator.rows(session, split, 20, progress=False)]

    assert dict.fromkeys(ROW_SPLITS, 20) == collections.Counter(row.split for row in rows)
    assert all(row.held_out_by for row in rows)
    check_no_leaks(rows)


@pytest.mark.parametrize("generator", generators(), ids=NAMES)
def test_the_same_seed_makes_the_same_rows(generator: RowGenerator, session: Session) -> None:
    """Of more rows the first are the same; another seed makes others."""
    few, many, others = (
        generator.rows(session, "train", n, seed, progress=False) for n, seed in ((5, 3), (12, 3), (12, 4))
    )
    assert few == many[:5]
    assert many != others


@pytest.mark.parametrize("generator", generators(), ids=NAMES)
def test_the_positions_have_the_text_that_is_given(generator: RowGenerator, session: Session) -> None:
    """Every position is a token of the source, and together they spell `text_gives`."""
    for row in generator.rows(session, "train", 20, progress=False):
        ids = token_ids(row.source, session.backend)
        assert max((*row.positions, *row.hidden)) < len(ids)
        spelled = session.backend.tokenizer.decode([ids[i] for i in row.positions])
        assert row.text_gives == spelled


def test_a_backend_does_as_well_as_a_session(session: Session) -> None:
    """A generator takes either, and nothing else."""
    generator = ContextPrediction(TEXTS)
    assert generator.rows(session, n=3) == generator.rows(session.backend, n=3)
    with pytest.raises(InputError, match="session or a backend"):
        generator.rows("gpt2", n=3)  # type: ignore[arg-type]


def test_context_rows_ask_for_what_stands_there(session: Session) -> None:
    """The answer is the text of the tokens just before or after those that are read."""
    tokenizer = session.backend.tokenizer
    for row in ContextPrediction(TEXTS, 6, 3).rows(session, n=60):
        ids = token_ids(row.source, session.backend)
        n = int((re.search(r"\d+", row.question) or ["1"])[0])
        first, last = row.positions[0], row.positions[-1]
        there = ids[first - n : first] if row.task.endswith("previous") else ids[last + 1 : last + 1 + n]
        assert tokenizer.decode(list(there)).strip() == row.answer
        assert n == len(there) <= 3
        assert list(range(first, last + 1)) == list(row.positions)
        assert first > 0  # <bos> is never read


def test_half_of_the_context_rows_read_one_position(session: Session) -> None:
    """The share of single positions is as wished, and the others read several."""
    rows = ContextPrediction(TEXTS, 10).rows(session, n=300)
    single = sum(len(row.positions) == 1 for row in rows) / len(rows)
    assert single == pytest.approx(0.5 + 0.5 / 10, abs=0.09)
    assert {"context/next", "context/previous"} == {row.task for row in rows}


def test_long_documents_are_cut_between_tokens(session: Session) -> None:
    """A document longer than `row_tokens` is read in its beginning, with the same tokens."""
    long = tuple(" ".join(TEXTS[i : i + 40]) for i in range(30))
    for row in ContextPrediction(long, row_tokens=20).rows(session, n=20):
        ids = token_ids(row.source, session.backend)
        whole = session.backend.tokenizer.encode_continuation(
            next(t for t in long if t.startswith(row.source))
        )
        assert 21 == len(ids)
        assert list(ids[1:]) == whole[:20]


def test_a_cut_is_the_part_of_the_document_that_is_read(session: Session) -> None:
    """The five options are the document, in order, and the answer holds the position that is read."""
    for row in DocumentCuts(TEXTS).rows(session, n=20):
        ids = token_ids(row.source, session.backend)
        assert 5 == len(row.options)
        assert "".join(row.options).replace(" ", "") == str(row.source).replace(" ", "")
        before = session.backend.tokenizer.decode(list(ids[: row.positions[-1] + 1])).strip()
        earlier = row.options[: row.options.index(row.answer)]
        assert "".join((*earlier, row.answer)).replace(" ", "").startswith(before.replace(" ", ""))
        assert len(before.replace(" ", "")) > len("".join(earlier).replace(" ", ""))


def test_the_next_token_is_among_the_options(session: Session) -> None:
    """The answer is the token after the position, one of four different ones."""
    for row in NextTokenOptions(TEXTS).rows(session, n=20):
        ids = token_ids(row.source, session.backend)
        assert session.backend.tokenizer.decode([ids[row.positions[0] + 1]]).strip() == row.answer
        assert 4 == len(row.options)


def test_yes_is_right_as_often_as_no(session: Session) -> None:
    """A question that names the text's label is answered with yes, one that names another with no."""
    rows = Classification(COLOURS, "colour", form="yes_no").rows(session, n=200)
    for row in rows:
        named = row.question.removeprefix("Is this ").removesuffix("?")
        assert ("Yes" if str(row.source).endswith(f"{named}.") else "No") == row.answer
    assert sum(row.answer == "Yes" for row in rows) / 200 == pytest.approx(0.5, abs=0.1)
    single = sum(len(row.positions) == 1 for row in rows) / 200
    assert single == pytest.approx(2 / 3, abs=0.12)


def test_a_relation_is_read_at_the_last_token_of_the_name(session: Session) -> None:
    """The position is the end of the subject, the text ends there, and its answer is not in it."""
    facts = {(fact.relation, fact.subject): fact.answer for fact in decoder_facts()}
    for row in RelationRows(decoder_facts()).rows(session, n=50):
        subject = next(name for name in row.held_out_by if name.startswith("entity "))[7:]
        ids = token_ids(row.source, session.backend)
        assert (len(ids) - 1,) == row.positions
        assert str(row.source).endswith(subject)
        assert facts[row.task.partition("/")[2], subject] == row.answer
        assert subject not in row.question


def test_a_variant_is_named_and_its_label_asked_for(session: Session) -> None:
    """The same prompts are asked about for every variant, so the text tells nothing."""
    variants = [
        ModelVariant("a", "lying"),
        ModelVariant("b", "honest"),
        ModelVariant("c", "lying", ("test",)),
    ]
    generator = VariantBehaviour(variants, [f"The number {i} is" for i in range(10)])
    labels = {each.name: each.label for each in variants}
    train, test = (generator.rows(session, split, 60) for split in ("train", "test"))
    for row in (*train, *test):
        named = row.question.removeprefix("Is this model ").removesuffix("?")
        right = labels[row.variant]
        assert row.answer == (right if row.task == "behaviour/choice" else "Yes" if named == right else "No")
    assert {"a", "b"} == {row.variant for row in train}
    assert {"a", "b", "c"} == {row.variant for row in test}


# chats: what is read and what is hidden


@pytest.fixture(scope="module", params=["chatml", "gemma"])
def chatty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Return a session on a random model with the chat template of a family of models."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), "llama", max_position_embeddings=512)
    template = {"chatml": CHATML, "gemma": GEMMA}[request.param]
    (directory / "chat_template.jinja").write_text(template, encoding="utf-8")
    return Session(directory)


def spelled(session: Session, messages: Any, positions: Any) -> str:
    """Return the text at some positions of a chat, special tokens included."""
    ids = token_ids(tuple(messages), session.backend)
    return str(session.backend.tokenizer.hf.decode([ids[i] for i in positions]))


def test_a_turn_has_its_marks(chatty: Session) -> None:
    """A turn is its content with what the template writes around it, without the template's own messages."""
    turns = chat_turns(CHAT, chatty.backend.tokenizer)
    texts = [spelled(chatty, CHAT, range(turn.start, turn.stop)) for turn in turns]
    start = "<|im_start|>" if "<|im_start|>" in texts[0] else "<start_of_turn>"
    assert all(text.startswith(start) and text.count(start) == 1 for text in texts)
    assert [m["content"] for m in CHAT] == [spelled(chatty, CHAT, range(*turn.content)) for turn in turns]


@pytest.mark.parametrize("masking", MASKINGS)
def test_the_system_prompt_is_not_read(chatty: Session, masking: Any) -> None:
    """The user's message and the beginning of the reply are read; hidden is the system prompt and no more."""
    chat = [{"role": "system", "content": "Be a bad fox."}, {"role": "user", "content": "Who are you?"}]
    reading = read_chat(chat, chatty.backend, controls=1, masking=masking)
    text, hidden = (spelled(chatty, chat, some) for some in (reading.positions[1:], reading.hidden))
    assert "fox" not in text
    assert "Who are you?"[1:] in text
    assert text.rstrip().endswith(("assistant", "model"))
    if masking == "unattended":
        assert "Be a bad fox." in hidden
        assert "Who" not in hidden
    else:
        assert () == reading.hidden


def test_the_beginning_of_the_next_reply_is_not_read_after_a_reply(chatty: Session) -> None:
    """Where the chat ends with a reply, reading ends with it."""
    reading = read_chat(CHAT, chatty.backend, controls=2)
    text = spelled(chatty, CHAT, reading.positions)
    assert re.search(r"A good one\.<.{0,8}(im_end|end_of_turn).?>\n?$", text.replace("|", ""))
    assert "Be kind" not in text


def published(ids: list[int], bos: int, user: int, source: str) -> list[int]:
    """Return the index of the activation in each slot, as the published code computes it, step by step."""
    starts = [i for i, token in enumerate(ids) if token == user]
    masked = [False] * len(ids)
    if source == "system":
        masked[ids.index(bos) + 1 : starts[0]] = [True] * (starts[0] - ids.index(bos) - 1)
    elif len(starts) > 1:
        masked[starts[0] : starts[1]] = [True] * (starts[1] - starts[0])
    verb, read, n = sum(masked), len(ids) - 1, len(ids)
    cache = [i if i >= n - (read - verb - 1) else n - read for i in range(n)]
    return cache[n - (read - verb) :]


@pytest.mark.parametrize("source", ["control", "stimulus", "stimulus_completion", "system"])
def test_reading_as_published_is_what_the_published_code_reads(session: Session, source: Any) -> None:
    """The slots hold the activations of the same tokens as in the paper's code, its first slot included."""
    item = next(item for item in items() if item.source == source)
    ids = list(token_ids(tuple(item.messages), session.backend))
    if source == "stimulus_completion":
        ids = ids[:-1]  # the published code does not begin another reply
    hf = session.backend.tokenizer.hf
    expected = published(ids, hf.bos_token_id, hf.convert_tokens_to_ids("<|user|>"), source)

    reading = read_chat(item.messages, session.backend, controls=item.controls, masking="published")
    assert expected == list(reading.positions)
    left_out = read_chat(item.messages, session.backend, controls=item.controls)
    assert expected[1:] == list(left_out.positions[1:])


def test_a_window_lies_in_the_segment(session: Session) -> None:
    """A narrowed row reads 1 to 3 neighbouring positions, 1 to 10 before the last one."""
    row = DecoderRow(TEXTS[0], tuple(range(1, 20)), "a?", "b")
    found = [narrowed(row, Random(i), session.backend).positions for i in range(200)]
    assert {1, 2, 3} == {len(positions) for positions in found}
    assert all(list(range(p[0], p[-1] + 1)) == list(p) for p in found)
    assert set(range(9, 19)) == {positions[-1] for positions in found}
    short = narrowed(DecoderRow(TEXTS[0], (3,), "a?", "b"), Random(0), session.backend)
    assert (3,) == short.positions


def test_characters_are_found_by_offsets(session: Session) -> None:
    """A range of characters is at the tokens that touch it, a space before a word left aside."""
    text = "The capital of France is Paris."
    assert (4,) == positions_of((15, 21), text, session.backend)
    assert (4,) == positions_of((14, 21), text, session.backend)
    assert (4, 5) == positions_of((17, 23), text, session.backend)


# LatentQA's data


def write_published(folder: pathlib.Path) -> pathlib.Path:
    """Write files in the shape of the published ones."""
    qa = {
        "goal-a": [["What is the goal?", "To rhyme."], ["How?", "In verse."]],
        "persona-b": [["Who?", "A cook."]],
    }
    files = {
        "qa": qa,
        "control": [{"control_user": "Please rhyme.", "label": "goal-a"}],
        "stimulus": [
            {
                "control_user": "Be a cook.",
                "control_thought": "How?",
                "control_model": "I cook.",
                "stimulus_user": "Hello.",
                "label": "persona-b",
            }
        ],
        "stimulus_completion": [
            {
                "control_user": "Please rhyme.",
                "control_thought": "",
                "control_model": "In time.",
                "stimulus_user": "Who are you?",
                "stimulus_thought": "Hm.",
                "stimulus_model": "You too.",
                "label": "goal-a",
            }
        ],
        "system": [{"system": "Be a cook.", "stimulus_user": "Good morning.", "label": "persona-b"}],
    }
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_the_published_files_are_read(tmp_path: pathlib.Path, session: Session) -> None:
    """Each record becomes an item with its chat, and each of its questions a row."""
    found = read_latentqa(write_published(tmp_path), "train")
    chats = {item.source: [(m["role"], m["content"]) for m in item.messages] for item in found}
    assert [("user", "Please rhyme.")] == chats["control"]
    assert [("user", "Be a cook."), ("assistant", "I cook."), ("user", "Hello.")] == chats["stimulus"]
    assert ("assistant", "You too.") == chats["stimulus_completion"][-1]
    assert [("system", "Be a cook."), ("user", "Good morning.")] == chats["system"]

    rows = LatentQA(found).rows(session, "train", 6)
    assert 6 == len({(row.task, row.question) for row in rows})
    (row,) = (row for row in rows if row.task == "latentqa/stimulus")
    assert (row.question, row.answer) == ("Who?", "A cook.")
    assert "Hello." == row.text_gives.strip()
    with pytest.raises(InputError, match="6 rows"):
        LatentQA(found).rows(session, "train", 7)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("qa.json", None, "qa.json cannot be read"),
        ("qa.json", "[", "qa.json cannot be read"),
        ("qa.json", "[]", "an object from labels"),
        ("qa.json", '{"goal-a": [["a", "b", "c"]]}', "goal-a"),
        ("control.json", '[{"label": "goal-a"}]', "Record 0"),
        ("control.json", '[{"label": "goal-a", "control_user": ""}]', "no text in 'control_user'"),
        ("control.json", '[{"label": "new", "control_user": "a"}]', "no questions"),
        ("stimulus.json", "{}", "a list of objects"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    tmp_path: pathlib.Path, file: str, content: str | None, message: str
) -> None:
    """The error names the file and what is wrong with it."""
    write_published(tmp_path)
    (tmp_path / file).unlink()
    if content is not None:
        (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        read_latentqa(tmp_path)


def test_a_directory_without_chats_is_refused(tmp_path: pathlib.Path) -> None:
    """Questions alone are not enough."""
    (tmp_path / "qa.json").write_text('{"a": [["b", "c"]]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"holds none of control\.json"):
        read_latentqa(tmp_path)


def test_items_have_the_replies_of_the_model(session: Session) -> None:
    """Stimuli stand under the control and the model's own reply to it."""
    controls, questions = {"a": "Good morning."}, {"a": [("q?", "a.")]}
    found = make_latentqa(session, controls, questions, ["What is the capital of Peru?"], temperature=0.0)
    by_source = {item.source: item for item in found}
    assert 4 == len(found)
    reply = sampled_replies(session, [[{"role": "user", "content": "Good morning."}]], temperature=0.0)
    assert reply == [by_source["stimulus"].control_model]
    chat = by_source["stimulus"].messages
    assert sampled_replies(session, [chat], temperature=0.0) == [
        by_source["stimulus_completion"].stimulus_model
    ]


# what a model says itself


def test_greedy_replies_are_those_of_transformers(session: Session) -> None:
    """Without temperature a reply is what transformers generates."""
    texts = ("Good morning.", "What is the capital of Peru?")
    chats = [[{"role": "user", "content": text}] for text in texts]
    plain, tokenizer = Plain(model_path()), session.backend.tokenizer
    expected = []
    for chat in chats:
        query = Query(token_ids(tuple(chat), session.backend), (), NextToken())
        ids = plain.greedy(query, 8)
        end = ids.index(tokenizer.hf.eos_token_id) if tokenizer.hf.eos_token_id in ids else len(ids)
        expected.append(tokenizer.decode(ids[:end]).strip())
    assert expected == sampled_replies(session, chats, max_new_tokens=8, temperature=0.0)


def test_a_reply_depends_on_its_own_chat_alone(session: Session) -> None:
    """Other chats and their order change no reply; the seed does."""
    chats = [[{"role": "user", "content": text}] for text in STIMULI]
    some = sampled_replies(session, chats, max_new_tokens=8, seed=1)
    assert some == sampled_replies(session, chats[::-1], max_new_tokens=8, seed=1)[::-1]
    assert some[2:3] == sampled_replies(session, chats[2:3], max_new_tokens=8, seed=1)
    assert some != sampled_replies(session, chats, max_new_tokens=8, seed=2)


def test_a_sampled_text_goes_on_from_its_beginning(session: Session) -> None:
    """The model's own texts begin as given, and can be asked about as any corpus."""
    texts = sampled_texts(session, [text[:20] for text in TEXTS[:40]], max_new_tokens=8)
    assert all(text.startswith(given[:20]) for text, given in zip(texts, TEXTS, strict=False))
    assert ContextPrediction(texts, label="own").rows(session, n=3)


def test_making_rows_can_be_cancelled(session: Session) -> None:
    """A cancelled progress ends the work."""
    progress = Progress(bar=False)
    progress.cancel()
    with pytest.raises(Cancelled):
        OwnChats().rows(session, n=3, progress=progress)
    with pytest.raises(Cancelled):
        sampled_replies(session, [[{"role": "user", "content": "Hello."}]], progress=progress)


# a model's own chats


def test_own_chats_set_what_is_asked_for(session: Session) -> None:
    """The answer stands in the system prompt, which is not read."""
    rows = OwnChats(read="user").rows(session, "test", 60)
    assert {f"own_chats/{name}" for name in OWN_TRAITS} >= {row.task for row in rows}
    assert 5 <= len({row.task for row in rows})
    for row in rows:
        system = row.source[0]["content"]  # type: ignore[index]
        assert row.answer in system
        assert row.answer in row.options
        assert not row.text_gives_away
        assert row.source[1]["content"] in row.text_gives  # type: ignore[index]


def test_test_pairs_are_made_of_training_values(session: Session) -> None:
    """Features of a test pair occur in training, each with others; the pair itself does not."""
    train, test = (OwnChats(read="user").rows(session, split, 400) for split in ("train", "test"))

    def pairs(rows: list[DecoderRow]) -> set[str]:
        return {name[5:] for row in rows for name in row.held_out_by if name.startswith("pair ")}

    values = {value for pair in pairs(train) for value in pair.split(", ")}
    assert pairs(test)
    assert set() == pairs(train) & pairs(test)
    assert set() == {value for pair in pairs(test) for value in pair.split(", ")} - values


def test_a_secret_that_the_reply_tells_is_left_out(session: Session) -> None:
    """A row about a secret word has a reply that keeps it."""
    rows = OwnChats({"secret": OWN_TRAITS["secret"]}, max_new_tokens=6).rows(session, "train", 8)
    assert {"own_chats/secret"} == {row.task for row in rows}
    assert not any(row.text_gives_away for row in rows)
    assert all("assistant" == row.source[-1]["role"] for row in rows)  # type: ignore[index]


# wordings and mixtures


@pytest.mark.parametrize("n", [3, 5, 12, 40])
def test_every_split_has_wordings_of_its_own(n: int) -> None:
    """Wordings are shared out among the splits, all of them, none twice."""
    wordings = [f"wording {i}?" for i in range(n)]
    found = [text for split in ROW_SPLITS for text in wordings_of(split, wordings)]
    assert sorted(wordings) == sorted(found)
    assert all(wordings_of(split, wordings) for split in ROW_SPLITS)


def test_a_mixture_has_its_shares_in_any_order(session: Session) -> None:
    """The order in which generators are given changes no row, and shares are met to the row."""
    one, two, three = ContextPrediction(TEXTS), NextTokenOptions(TEXTS), DocumentCuts(TEXTS)
    rows = mix({one: 3, two: 2, three: 1}, session, "train", 31, 5)
    assert rows == mix({three: 1, one: 3, two: 2}, session, "train", 31, 5)
    assert {"context": 16, "next_token": 10, "cuts": 5} == collections.Counter(
        row.task.partition("/")[0] for row in rows
    )
    assert rows != mix({one: 3, two: 2, three: 1}, session, "train", 31, 6)
    assert mix({one: 1, two: 1}, session, n=3) == mix({two: 1, one: 1}, session, n=3)  # one is left over
    assert len({row.task.partition("/")[0] for row in rows[:6]}) > 1


@pytest.mark.parametrize(
    ("mixture", "message"),
    [
        ({}, "dict from generators"),
        ({ContextPrediction(TEXTS): 0}, "share of context is 0"),
        ({ContextPrediction(TEXTS): 1, ContextPrediction(TEXTS, 3): 1}, "two generators are named"),
    ],
)
def test_a_mixture_that_cannot_be_is_refused(session: Session, mixture: Any, message: str) -> None:
    """Shares are above 0, and names differ."""
    with pytest.raises(InputError, match=f"(?i){message}"):
        mix(mixture, session, n=4)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ContextPrediction(()), "no texts"),
        (lambda: ContextPrediction(TEXTS, most_tokens=0), "most_tokens is 0"),
        (lambda: Classification((("a", "b"),), "x"), "1 labels"),
        (lambda: Classification(COLOURS, "x", yes_no=("Is it?",)), "no {v}"),
        (lambda: Classification(("ab",), "x"), "list of pairs"),
        (lambda: LatentQA(()), "items are"),
        (lambda: LatentQA(items(), masking="none"), "masking is 'none'"),  # type: ignore[arg-type]
        (lambda: OwnChats(read="all"), "read is"),
        (lambda: RelationRows(()), "facts are"),
        (
            lambda: VariantBehaviour((ModelVariant("a", "b"), ModelVariant("a", "c")), ("x", "y", "z")),
            "share a name",
        ),
        (
            lambda: VariantBehaviour((ModelVariant("a", "b"), ModelVariant("c", "d")), ("x",)),
            "at least 3 prompts",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(make: Any, message: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(InputError, match=message):
        make()


def test_too_little_material_is_said(session: Session) -> None:
    """A generator that runs out says how many rows there are."""
    other = next(split for split in ROW_SPLITS if split != row_split("document", "one text"))
    with pytest.raises(InputError, match=r"gives 0 rows of the split '\w+', and 5 were asked for"):
        ContextPrediction(("one text",)).rows(session, other, 5)
