"""Exercises whose answer is a vector, a token or numbers of the bundled model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from latentlens.activations.selection import Selection
from latentlens.activations.trace import Trace
from latentlens.ask.answer import Answer
from latentlens.course.answer_types import same, vector_hint
from latentlens.inputs.shown import shown
from latentlens.session import Session
from latentlens.world.facts import load_facts


@cache
def _session() -> Session:
    """Return a session of the checks' own on the bundled model."""
    return Session()


def _trace() -> Trace:
    return _session().run("The capital of France is")


def _france(answer: Any) -> str | None:
    trace = _trace()
    right = trace[2, "France"]
    if hint := vector_hint(answer, right):
        return hint
    if same(answer, right):
        return None
    at = [layer for layer in range(trace.n_layers + 1) if same(answer, trace[layer, "France"])]
    if at:
        return f"That is the vector of France at layer {at[0]}. How many blocks have run there?"
    return (
        "Those are the numbers of another token. trace[layer, position] takes the token's text as position."
    )


def _update(answer: Any) -> str | None:
    trace = _trace()
    right = trace[3, "is"] - trace[2, "is"]
    if hint := vector_hint(answer, right):
        return hint
    if same(answer, right):
        return None
    if same(answer, -right):
        return "The sign is the other way round: what is added is what is there after, less what was before."
    if same(answer, trace[4, "is"] - trace[3, "is"]):
        return "That is what the next block added. Layer 3 is what is there once three blocks have run."
    return "Take the token `is` at two neighbouring layers, and subtract the lower one."


def _next_token(answer: Any) -> str | None:
    trace = _trace()
    right = _session().model.tokenizer.hf.decode([int(trace.logits[-1].argmax())])
    if isinstance(answer, str) and answer.strip().strip("·") == right.strip():
        return None
    return "Take the last row of trace.logits, its greatest entry, and decode that id. The answer is a city."


def _ranks(answer: Any) -> str | None:
    trace, session = _trace(), _session()
    logits = session.sweep(trace, "logit_lens", positions=[-1], controls=False, progress=False).logits()[:, 0]
    paris = session.model.tokenizer.hf.encode(" Paris", add_special_tokens=False)[0]
    right = [int((row > row[paris]).sum()) for row in logits]
    try:
        given = [int(rank) for rank in answer]
    except (TypeError, ValueError):
        return f"A list of {len(right)} whole numbers is wanted, one for each layer."
    if given == right:
        return None
    if len(given) != len(right):
        return f"There are {len(right)} layers, the embeddings among them; you have {len(given)} numbers."
    if given == [rank + 1 for rank in right]:
        return (
            "The best rank is 0 here: count the tokens with a greater logit, and leave the token itself out."
        )
    return "For one layer: compare all logits with that of the token, and count those that are greater."


def _currency(answer: Any) -> str | None:
    if not isinstance(answer, Answer):
        return f"That is of type {type(answer).__name__}; give what session.ask returns."
    if answer.layer != 2:
        return f"That was read at layer {answer.layer}; the exercise asks for layer 2."
    if not answer.name.endswith("France"):
        return f"That was read at the token {shown(answer.name)}; the exercise asks for France."
    if "euro" in answer.text:
        return None
    return f"The answer is {shown(answer.text)}. Is the x of your question where France belongs?"


def _empty(answer: Any) -> str | None:
    if not isinstance(answer, Answer):
        return f"That is of type {type(answer).__name__}; give what session.ask returns."
    france = next(each for each in load_facts().countries if each.name == "France")
    facts = (
        france.capital,
        france.largest_city,
        france.language,
        france.currency,
        france.continent,
        france.region,
    )
    if not any(fact in answer.text for fact in facts):
        return f"{shown(answer.text)} is not right of France. A wrong answer without excess surprises nobody."
    if answer.excess is None:
        return "It was asked without controls, so that nobody can tell whether it was read."
    if answer.excess >= 0.1:
        return (
            f"Its excess is {answer.excess:.2f}: this one was read. Which relation has few different answers?"
        )
    return None


def _interval(answer: Any) -> str | None:
    if not isinstance(answer, Sequence) or isinstance(answer, str) or len(answer) != 2:
        return "A pair of two numbers is wanted, the lower end and the upper end."
    try:
        low, high = (float(end) for end in answer)
    except (TypeError, ValueError):
        return "Both ends are to be numbers, the lower end and the upper end."
    if high >= 2 or low >= 2:
        return "Give shares between 0 and 1, not percent."
    if high > 1:
        return (
            "No share is above 1, so an interval that reaches beyond is none: a standard error is not enough "
            "near the end. What do the figure's error bars use?"
        )
    if abs(low - 0.596) < 0.01 and abs(high - 0.982) < 0.01:
        return None
    return "Use the function that the figure's error bars use; it takes the count and the number of cases."


def _grading(answer: Any) -> str | None:
    if not callable(answer):
        return "Give the function itself, without brackets."
    name, right = next(iter((n, d) for n, d in load_facts().descriptions.items() if n == "Oro Venn"))
    try:
        given = [answer(text, name) for text in (f" {right}", f" {right} and more", f" {right.split()[0]}")]
    except Exception as error:  # noqa: BLE001 - a student's function may fail in any way
        return (
            f"Your function fails, with {type(error).__name__}: {error}. It is called with a text and a name."
        )
    if given[0] is ...:
        return "Put a comparison in place of the dots."
    try:
        exact, longer, shorter = (bool(one) for one in given)
    except Exception:  # noqa: BLE001 - what a student's function returns may refuse to be true or false
        return f"Your function returns a {type(given[0]).__name__}; True or False is wanted."
    if not exact:
        return "A right answer begins with a space, as tokens do. Take the spaces off first."
    if longer or shorter:
        return "Only the whole description is right, and nothing but it."
    return None


def _count_hint(right: int, hint: str) -> Callable[[Any], str | None]:
    """Return the check of a count."""

    def checked(answer: Any) -> str | None:
        kind = str(getattr(answer, "dtype", type(answer).__name__))
        if isinstance(answer, str) or "bool" in kind:
            return hint
        try:
            return None if float(answer) == right else hint
        except (TypeError, ValueError, OverflowError):
            return hint

    return checked


def _steps(answer: Any) -> str | None:
    if not isinstance(answer, Sequence) or not all(isinstance(one, bool) for one in answer):
        return (
            "A list of True and False is wanted, one for each question, as question.grade(reply) gives them."
        )
    if len(answer) != 20:
        return f"There are 20 questions; you have {len(answer)} answers."
    if sum(answer) < 18:
        return "Fewer are right than should be. Print a few prompts: are there spaces too many?"
    return None


def _selection(answer: Any) -> str | None:
    if not isinstance(answer, Selection):
        return f"That is of type {type(answer).__name__}; give what trace.select returns."
    tokens = answer.trace.tokens
    layers, positions = {site.layer for site in answer.sites}, [site.position for site in answer.sites]
    if layers != {6}:
        return f"Layers {sorted(layers)} are selected; the exercise asks for layer 6."
    start = tokens.index("<|user|>")
    if min(positions) < start:
        return "Some of these tokens stand in the system prompt."
    if positions == list(range(start, len(tokens))):
        return None
    return f"Of {len(tokens) - start} tokens from the user's turn on you have {len(positions)}."


def _number(right: float, hint: str) -> Callable[[Any], str | None]:
    """Return the check of a number."""

    def checked(answer: Any) -> str | None:
        try:
            return None if abs(float(answer) - right) < 1e-6 else hint
        except (TypeError, ValueError, OverflowError):
            return f"A number is wanted; got {type(answer).__name__}."

    return checked


EXERCISES: dict[str, Callable[[Any], str | None]] = {
    "france after two blocks": _france,
    "what the third block added": _update,
    "the likeliest next token": _next_token,
    "ranks of Paris": _ranks,
    "the currency of France": _currency,
    "a right answer that was not read": _empty,
    "nine of ten": _interval,
    "grading a description": _grading,
    "the bridge at the last token": _count_hint(
        0,
        "Compare the lens's answer at each layer with the name of the city's country, and count the prompts.",
    ),
    "two questions": _steps,
    "the user's tokens": _selection,
    "read among eighty sites of nothing": _number(
        2, "Each of the eighty is called read in one of forty such cases."
    ),
    "the most selective strength": _number(
        1, "At strength 0 nothing is won and nothing lost. Is any strength above that, before the facts go?"
    ),
}
