"""Target prompts are chosen by what they say about the cases that were given, and about nothing else."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from latentlens import Case, ChatPrompt, Progress, Session, choose_prompt
from latentlens.errors import Cancelled, InputError
from latentlens.evaluation import grading
from latentlens.training import prompt_choice
from latentlens.training.graded_prompts import GradedPrompt, PromptChoice

GOOD, OTHER = "The capital of x is", "The currency of x is the"
CASES = [
    Case(name, layer, -1, capital)
    for name, capital in (("Kenya", "Nairobi"), ("France", "Paris"))
    for layer in (1, 2)
]


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the bundled model."""
    return Session()


def test_the_one_with_most_correct_answers_is_chosen(session: Session) -> None:
    """The preset's own prompt is the first candidate; what is chosen can be used by the preset's name."""
    choice = choose_prompt(session, "capital", [OTHER, GOOD], CASES, split="some countries")

    assert ["The capital city of x", OTHER, GOOD] == [each.prompt for each in choice.graded]
    assert GOOD == choice.prompt
    assert (True,) * 4 == choice.best.correct
    assert ("Nairobi", "Paris") == tuple(text.strip(" .") for text in choice.best.answers[::2])
    assert ("some countries", "float32") == (choice.split, choice.dtype)
    with Session() as fresh:
        fresh.prompts["capital"] = choice.prompt
        assert "Lima" == fresh.ask(fresh.run("Peru"), 1, -1, "capital").text.strip(" .")


def test_of_equally_good_ones_the_first_is_chosen(session: Session) -> None:
    """So the paper's prompt stays where no other is better."""
    cases = [Case("Kenya", 1, -1, lambda answer: True)]

    assert "The capital city of x" == choose_prompt(session, "capital", [GOOD], cases, split="all").prompt


def test_shares_are_over_source_prompts() -> None:
    """At one layer an interval is Wilson's; over several layers it is as wide as few prompts make it."""
    right = (True, True, False, False, True, True)
    choice = PromptChoice(
        "capital",
        "mine",
        "m",
        "float32",
        "f",
        "c",
        tuple("aabbcc"),
        (1, 2) * 3,
        (GradedPrompt("x", ("",) * 6, right),),
    )

    share = choice.share(choice.best)
    assert pytest.approx((2 / 3, 0.0, 1.0)) == (share.value, share.low, share.high)
    one = choice.share(choice.best, 1)
    assert pytest.approx((2 / 3, 0.2077, 0.9385), abs=1e-4) == (one.value, one.low, one.high)
    table = choice.to_pandas()
    assert [None, 1, 2] == [
        None if layer is not layer or str(layer) == "<NA>" else layer for layer in table["layer"]
    ]
    with pytest.raises(InputError, match=r"No case reads layer 3\. There are \[1, 2\]"):
        choice.share(choice.best, 3)


def test_a_file_keeps_what_is_graded(session: Session, tmp_path: pathlib.Path, monkeypatch: Any) -> None:
    """The same call goes on from it, and grades only the candidates that it lacks."""
    path, graded = tmp_path / "choice.json", []

    def counted(*args: Any, **options: Any) -> Any:
        graded.append(args[1].text)
        return grading.grade(*args, **options)

    monkeypatch.setattr(prompt_choice, "grade", counted)
    stop = Progress(bar=False)
    stop.on_update = lambda progress: progress.cancel() if len(graded) == 2 else None
    with pytest.raises(Cancelled):
        choose_prompt(session, "capital", [OTHER, GOOD], CASES, split="v", path=path, progress=stop)
    choice = choose_prompt(session, "capital", [OTHER, GOOD], CASES, split="v", path=path)
    again = choose_prompt(session, "capital", [OTHER, GOOD], CASES, split="v", path=path)

    assert {"The capital city of x": 1, OTHER: 2, GOOD: 1} == {text: graded.count(text) for text in graded}
    assert choice == again == PromptChoice.load(path)


def test_a_file_of_another_choice_is_refused(session: Session, tmp_path: pathlib.Path) -> None:
    """Other cases, another split or a damaged file: nothing is mixed, and nothing is overwritten."""
    path = tmp_path / "choice.json"
    before = choose_prompt(session, "capital", [GOOD], CASES, split="v", path=path)

    for cases, split in ((CASES[:2], "v"), (CASES, "w")):
        with pytest.raises(InputError, match="holds another choice: for capital of world-small"):
            choose_prompt(session, "capital", [GOOD], cases, split=split, path=path)
    assert before == PromptChoice.load(path)
    path.write_text(path.read_text().replace("Nairobi", "Mombasa"))
    with pytest.raises(InputError, match="holds no choice of a prompt"):
        choose_prompt(session, "capital", [GOOD], CASES, split="v", path=path)


@pytest.mark.parametrize(
    ("name", "candidates", "says"),
    [
        ("logit_lens", [GOOD], "no preset or relation with a target prompt"),
        ("The capital of x is", [GOOD], "no preset or relation with a target prompt"),
        ("capital", [3], "A candidate is a text or a ChatPrompt; got 3"),
        ("capital", GOOD, "candidates must be several values"),
        ("capital", [" "], "relation is empty"),
    ],
)
def test_what_cannot_be_chosen_among_is_refused(
    session: Session, name: str, candidates: Any, says: str
) -> None:
    """Before anything is run."""
    with pytest.raises(InputError, match=says):
        choose_prompt(session, name, candidates, CASES, split="v")


def test_chats_are_candidates_as_texts_are(session: Session, tmp_path: pathlib.Path) -> None:
    """They are kept as their messages, and come back as chats."""
    chat = ChatPrompt([{"role": "user", "content": "What is the capital of {slot} ?"}])
    cases = [Case("Kenya", 1, -1, lambda answer: answer.reader.prompt == chat)]

    choose_prompt(session, "capital", [GOOD, chat], cases, split="v", path=tmp_path / "c.json")

    assert chat == PromptChoice.load(tmp_path / "c.json").prompt
