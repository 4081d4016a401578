"""Laws of arguments: what notebooks have in hand is taken as what it is, or refused by a clear error."""

from __future__ import annotations

import copy
import enum
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from latentlens import AttentionKnockout, Case, Controls, Noise, Patchscope, Session, TextPrompt, presets
from latentlens.errors import InputError, PromptError, SelectionError
from latentlens.inputs.numbers import integer
from latentlens.inputs.sequences import as_list, as_texts
from latentlens.inputs.texts import plain_text
from tiny import tiny_model, tiny_tokenizer

PROMPT = "The capital of Peru"
QUESTION = "The capital of x is"
HALF = "\ud83d"

Of = Callable[[list[Any]], Any]
MANY: dict[str, Of] = {
    "list": list,
    "tuple": tuple,
    "array": np.array,
    "Series": pd.Series,
    "Index": pd.Index,
    "list of numpy's": lambda given: list(np.array(given)),
    "generator": iter,
}
OF_NUMBERS: dict[str, Of] = {
    **MANY,
    "tensor": torch.tensor,
    "list of tensors": lambda given: list(torch.tensor(given)),
    "unsigned": lambda given: np.array(given, dtype=np.uint8),
}
ONE: dict[str, Callable[[int], Any]] = {
    "int": int,
    "numpy": np.int64,
    "array": np.array,
    "tensor": torch.tensor,
    "enum": lambda value: enum.IntEnum("Layer", {"here": value}).here,  # type: ignore[attr-defined]
}


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
    return Session((tiny_model("llama"), tokenizer))


# --- several things -------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", MANY.values(), ids=MANY)
def test_options_are_taken_from_anything_that_holds_texts(session: Session, of: Of) -> None:
    """Options in a list, an array or a Series give the same answer, with code that gives it again."""
    trace = session.run(PROMPT)
    plain = session.ask(trace, 2, -1, QUESTION, options=["Par", "a"])

    answer = session.ask(trace, 2, -1, QUESTION, options=of(["Par", "a"]))

    assert plain == answer
    assert plain.code == answer.code
    assert "options=['Par', 'a']" in answer.code


@pytest.mark.parametrize("of", OF_NUMBERS.values(), ids=OF_NUMBERS)
def test_layers_and_positions_are_taken_from_anything_that_holds_numbers(session: Session, of: Of) -> None:
    """Layers and positions in a list, an array, a tensor or a Series name the same cells."""
    trace = session.run(PROMPT)
    plain = session.sweep(trace, QUESTION, layers=[1, 3], positions=[1, 2], controls=False)

    sweep = session.sweep(trace, QUESTION, layers=of([1, 3]), positions=of([1, 2]), controls=False)

    assert plain.cells == sweep.cells
    assert plain.answers == sweep.answers
    assert [1, 3] == session.lens(trace, layers=of([1, 3]), positions=of([1])).layers
    grid = session.sweep(
        trace, QUESTION, positions=1, layers=of([1]), target_layers=of([0, 2]), controls=False
    )
    assert [(1, 1, 0), (1, 1, 2)] == list(grid.cells)
    assert (1, 2) == Noise(of([1, 2])).positions
    assert (1, 2) == AttentionKnockout(of([1, 2])).queries


@pytest.mark.parametrize("of", ONE.values(), ids=ONE)
def test_one_number_stands_for_itself_where_several_may_be_given(
    session: Session, of: Callable[[int], Any]
) -> None:
    """One layer or position, of whichever library, is a list of one, or a number where one is meant."""
    trace = session.run(PROMPT)

    sweep = session.sweep(trace, QUESTION, layers=of(2), positions=of(3), controls=False)

    assert [(2, 3)] == list(sweep.cells)
    assert [2] == session.lens(trace, layers=of(2), positions=of(1)).layers
    grid = session.sweep(trace, QUESTION, positions=of(1), layers=of(1), target_layers=of(2), controls=False)
    assert [(1, 1, 2)] == list(grid.cells)
    answer = session.ask(trace, of(2), of(3), Patchscope(TextPrompt("x x is", of(1)), of(2)))
    assert "session.ask(trace, 2, 3, Patchscope(TextPrompt('x x is', position=1), layer=2))" in answer.code
    assert (3,) == Noise(of(3)).positions == presets.causal_tracing(of(3)).prompt.noise.positions
    assert (3,) == AttentionKnockout(of(3)).queries


def test_one_text_is_one_position(session: Session) -> None:
    """A text where positions may be several is one of them, not its letters."""
    trace = session.run(PROMPT)

    sweep = session.sweep(trace, QUESTION, layers=1, positions="Peru", controls=False)

    assert [(1, trace.position("Peru"))] == list(sweep.cells)
    mixed = session.sweep(trace, QUESTION, layers=1, positions=np.array(["Peru"]), controls=False)
    assert sweep.cells == mixed.cells


@pytest.mark.parametrize(
    "layers",
    [2.5, [1.0], True, [True], np.array([True]), torch.tensor(1.5), torch.tensor(True), {1: 2}, b"1", None],
)
def test_what_is_no_whole_number_is_refused(session: Session, layers: Any) -> None:
    """Fractions, truth values and dicts are not rounded to layers; None alone means all."""
    trace = session.run(PROMPT)
    if layers is None:
        assert 5 == len(session.lens(trace, layers=None, positions=[1]).layers)
        return

    for ask in (session.lens, lambda t, **given: session.sweep(t, QUESTION, **given)):
        with pytest.raises(InputError, match=r"whole number|are a list"):
            ask(trace, layers=layers)
    with pytest.raises(InputError):
        trace.layer(layers)


def test_tables_and_matrices_are_no_list(session: Session) -> None:
    """What has two dimensions is not read by its columns."""
    trace = session.run(PROMPT)

    with pytest.raises(InputError, match=r"Options are a list.*DataFrame of shape \(2, 1\)"):
        session.ask(trace, 1, 1, QUESTION, options=pd.DataFrame({"a": ["Par", "b"]}))  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"Layers are a list.*of shape \(1, 2\)"):
        session.lens(trace, layers=torch.tensor([[1, 2]]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([3, 4], "got 3, which is int. For the number itself write '3'"),
        (np.array([3, 4]), "write '3'"),
        (torch.tensor([3, 4]), "write '3'"),
        ([3.5, "a"], "write '3.5'"),
        (["a", None], "got None, which is NoneType"),
        (["a", b"b"], "which is bytes"),
        ("Par", "a list of texts"),
        (7, "got 7"),
        ({"a": 1, "b": 2}, "got dict"),
        (["a", f"b{HALF}"], "U\\+D83D"),
    ],
)
def test_options_that_are_no_texts_are_refused(session: Session, options: Any, says: str) -> None:
    """A number could be meant as a text or as a token's id: neither is guessed, and the way out is named."""
    trace = session.run(PROMPT)

    with pytest.raises(InputError, match=says):
        session.ask(trace, 1, 1, QUESTION, options=options)
    with pytest.raises(InputError, match=says):
        Case(PROMPT, 1, 1, "a", options)
    assert session.ask(trace, 1, 1, QUESTION, options=["3", "4"]).text in ("3", "4")


def test_no_options_are_free_text(session: Session) -> None:
    """None leaves the answer free, and so does a case that has no options."""
    trace = session.run(PROMPT)

    assert () == session.ask(trace, 1, 1, QUESTION, options=None, controls=False).options
    assert () == Case(PROMPT, 1, 1, "a", []).options


@pytest.mark.parametrize(
    "empty", [[], (), np.array([]), pd.Series([], dtype=object)], ids=["list", "tuple", "array", "Series"]
)
def test_a_choice_among_nothing_is_refused(session: Session, empty: Any) -> None:
    """An empty list is a choice that a filter left nothing of, not a free answer; both ways out are named."""
    trace = session.run(PROMPT)
    says = r"nothing to choose from.*\['Paris', 'Rome'\].*options=None"

    with pytest.raises(InputError, match=says):
        session.ask(trace, 1, 1, QUESTION, options=empty)
    with pytest.raises(InputError, match=says):
        session.sweep(trace, QUESTION, layers=[1], options=empty)


# --- prompts --------------------------------------------------------------------------------------------


def test_token_ids_are_taken_as_tokenizers_and_arrays_hold_them(session: Session) -> None:
    """A prompt's ids are the same prompt as numbers, arrays, tensors or what the tokenizer returned."""
    hf, ids = session.model.tokenizer.hf, session.run(PROMPT).token_ids
    given = [
        tuple(ids),
        [ids],
        np.array(ids),
        np.array([ids], dtype=np.int32),
        list(np.array(ids)),
        torch.tensor(ids),
        torch.tensor([ids]),
        list(torch.tensor(ids)),
        pd.Series(ids),
        hf(PROMPT),
        hf([PROMPT]),
        hf(PROMPT, return_tensors="pt"),
        hf(PROMPT, return_tensors="np"),
        dict(hf(PROMPT)),
    ]

    for prompt in given:
        trace = session.run(prompt)
        assert ids == trace.token_ids
        assert f"session.run({ids!r})" == trace.code


def test_texts_are_taken_from_arrays_and_series(session: Session) -> None:
    """Several texts give a trace each, whatever holds them, and each runs again by its code."""
    for prompts in (
        np.array([PROMPT, "x"]),
        pd.Series([PROMPT, "x"]),
        pd.Index([PROMPT, "x"]),
        (PROMPT, "x"),
    ):
        found = session.run(prompts)

        assert [PROMPT, "x"] == [trace.prompt for trace in found]
        assert [f"session.run({PROMPT!r})", "session.run('x')"] == [trace.code for trace in found]
    one = session.run(np.str_(PROMPT), prepend_bos=np.bool_(False))
    assert f"session.run({PROMPT!r}, prepend_bos=False)" == one.code
    assert 0 not in one.token_ids


@pytest.mark.parametrize(
    ("prompt", "says"),
    [
        ([1.0, 2.0], "whole numbers; got list with 1.0"),
        (np.array([1.5]), "got ndarray with 1.5"),
        ([True, False], "with True"),
        (torch.tensor([True]), "with True"),
        (5, "got int"),
        (torch.tensor(5), r"got Tensor of torch\.int64"),
        (None, "got NoneType"),
        (b"text", "got bytes"),
        (np.zeros((1, 2, 3), dtype=int), "row by row"),
        ([[1, 2], [3]], "one by one"),
        ([3, "a"], "with 'a'"),
        ({"role": "user", "content": "hi"}, "a list of dicts"),
        ({"input_ids": [5, 6], "attention_mask": [1, 0]}, "padded"),
        (pd.DataFrame({"a": [1]}), "got DataFrame"),
        (torch.tensor([-1]), "Token id -1"),
    ],
)
def test_prompts_that_are_none_are_refused(session: Session, prompt: Any, says: str) -> None:
    """What is no prompt is named by its type, and what was meant by it is said."""
    with pytest.raises(PromptError, match=says):
        session.run(prompt)
    assert session.run(PROMPT).token_ids


def test_padding_of_a_tokenizer_is_not_read(session: Session) -> None:
    """A prompt that the tokenizer padded is refused, since its states would be other ones."""
    hf = copy.deepcopy(session.model.tokenizer.hf)
    batch = hf(PROMPT, padding="max_length", max_length=40)

    with pytest.raises(PromptError, match="attention_mask holds 0"):
        session.run(batch)
    with pytest.raises(PromptError, match="prepend_bos is True, False or None; got 1"):
        session.run(PROMPT, prepend_bos=1)  # type: ignore[call-overload]


# --- texts that cannot be written -----------------------------------------------------------------------


def test_half_a_character_is_refused_by_its_place(session: Session) -> None:
    """Wherever a text is given, a lone surrogate is an error that says where in it it stands."""
    trace = session.run(PROMPT)
    bad = f"ok {HALF} x is"
    chat = [{"role": "system", "content": "ok"}, {"role": "user", "content": bad}]
    vector = trace[1, 1]
    asked: dict[str, Callable[[], object]] = {
        "prompt": lambda: session.run(bad),
        "one of several": lambda: session.run([PROMPT, bad]),
        "chat": lambda: session.run(chat),
        "question": lambda: session.ask(trace, 1, 1, bad),
        "target prompt": lambda: Patchscope(bad),
        "placeholder": lambda: TextPrompt("ok", bad),
        "stop": lambda: Patchscope("x is", stop=(".", bad)),
        "stop of a knock-out": lambda: AttentionKnockout(stop=bad),
        "option": lambda: session.ask(trace, 1, 1, QUESTION, options=["a", bad]),
        "control": lambda: Controls(prompt=bad),
        "vector's name": lambda: session.vectors({bad: vector}, layer=1),
        "name": lambda: session.vectors(vector[None], layer=1, names=[bad]),
    }

    for what, call in asked.items():
        with pytest.raises(InputError, match=r"index 3, the lone surrogate U\+D83D") as caught:
            call()
        assert str(caught.value).encode("utf-8"), what  # the message itself can be written
    session.readers[bad] = Patchscope("x is")
    with pytest.raises(InputError, match="A reader's name has half a character"):
        session.ask(trace, 1, 1, bad)
    del session.readers[bad]
    with pytest.raises(InputError, match="Message 1 of the chat, 'content', has half a character"):
        session.run(chat)
    assert session.ask(trace, 1, 1, QUESTION).text is not None


def test_the_advice_about_half_characters_works() -> None:
    """Split pairs are joined by what the message says, and what stands alone is replaced."""
    with pytest.raises(InputError) as caught:
        plain_text("a\ud83d\ude42 \ud83d", "It")
    advice = str(caught.value).split("pairs by text")[1].rstrip(".")

    assert "a🙂 \ufffd" == eval(f"text{advice}", {"text": "a\ud83d\ude42 \ud83d"})


# --- the means ------------------------------------------------------------------------------------------


def test_what_comes_back_is_pythons_own() -> None:
    """Texts and numbers come back as plain str and int, so that their repr is code."""

    class Name(str, enum.Enum):  # noqa: UP042 - what users have
        here = "Paris"

    found = [
        plain_text(np.str_("a"), "It"),
        plain_text(Name.here, "It"),
        *as_texts(np.array(["b"]), "options", ""),
    ]
    assert ["a", "Paris", "b"] == found
    assert {str} == {type(text) for text in found}
    numbers = [
        integer("layer", np.uint8(3)),
        integer("layer", torch.tensor(3)),
        *as_list(np.arange(4)[3:], "", ""),
    ]
    assert [3, 3, 3] == numbers
    assert {int} == {type(number) for number in numbers}
    for wrong in (2.0, np.float64(2), torch.tensor([2]), np.array([2]), "2", None, np.True_):
        with pytest.raises(SelectionError, match="layer is a whole number, such as 1; got"):
            integer("layer", wrong, error=SelectionError)


def test_every_way_to_ask_takes_the_same_layers_and_positions() -> None:
    """Where several layers or positions may be given, one may."""
    for name in ("lens", "sweep"):
        given = inspect.signature(getattr(Session, name)).parameters
        for what in {"layers", "target_layers"} & set(given):
            assert given[what].annotation in ("Sequence[int] | int | None", "Layers", "TargetLayers")
