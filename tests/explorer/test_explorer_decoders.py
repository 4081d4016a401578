"""Trained decoders in the Explorer: asked in words, about one or several activations, side by side."""

from __future__ import annotations

from typing import Any

import pytest

from browser_end import Browser
from decoders import opened, weights
from explorer_questions import ask, way
from latentlens import Explorer, Session
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.errors import InputError
from latentlens.explorer.menu import menu
from latentlens.readers.decoder import Decoder
from latentlens.readers.lens import Lens

ASKED = "Is it a fox?"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model with two decoders, which read layers 1, 2, or 1 and 3 together."""
    session = opened()
    session.readers["oracle"] = Decoder(weights(session), max_new_tokens=4)
    session.readers["other"] = Decoder(weights(session, name="other"), max_new_tokens=4, temperature=0.5)
    return session


@pytest.fixture
def front(session: Session) -> Browser:
    """Return an Explorer of the random model, seen from its browser."""
    return Browser(Explorer(session, session.run("the cat met a hare")))


class TestMenu:
    """A decoder among the ways to ask."""

    def test_it_takes_a_question_in_words(self, front: Browser) -> None:
        """It stands under a heading of its own; what it is asked is typed, and is no setting."""
        entry = way(front, "own:oracle")
        assert ("Decoders", "question") == (entry["group"], entry["takes"])
        assert "reads layers 1, 2, 3" in entry["help"]
        assert "question" not in entry["settings"]
        assert "any_layer" in entry["settings"]

    def test_its_own_question_is_the_example(self, session: Session) -> None:
        """A decoder that was given a question shows it where the question is typed."""
        session.readers["asked"] = session.readers["oracle"].with_question(ASKED)
        try:
            assert ASKED == menu(session)["own:asked"].to_json()["sample"]
        finally:
            del session.readers["asked"]

    def test_a_fixed_prompt_takes_no_question(self, session: Session) -> None:
        """A template without a place for a question is asked as it is."""
        prompt = PromptSettings(form="selfie", placeholder=" a", template="the {slot} is", chat=False)
        session.readers["fixed"] = Decoder(weights(session, method="selfie", prompt=prompt))
        try:
            entry = menu(session)["own:fixed"].to_json()
        finally:
            del session.readers["fixed"]
        assert "" == entry["takes"]
        assert "question" not in entry["settings"]

    def test_other_readers_are_not_asked_in_words(self) -> None:
        """The error says which are."""
        assert not Lens().asks
        with pytest.raises(InputError, match="trained decoders"):
            Lens().with_question("What is it?")


class TestAsking:
    """Preview and answer."""

    def test_the_preview_shows_the_prompt_with_its_slot(self, front: Browser) -> None:
        """As the decoder was trained, with the question in it."""
        end = ask(front, "t", "target", "own:oracle", ASKED, layer=1, position=2)
        target = end["value"]
        assert 2 == target["layer"]
        assert 1 == len(target["slots"])
        assert "fox" in "".join(target["tokens"])

    def test_a_layer_that_it_cannot_read_is_said_before_it_is_asked(self, front: Browser) -> None:
        """With the layers that it reads, and the option that lifts it."""
        end = ask(front, "t", "target", "own:oracle", ASKED, layer=0, position=2)
        assert ("error", "layer") == (end["kind"], end["setting"])
        assert "reads layers 1, 2, 3, and layer 0 is selected" in end["message"]
        assert "Any layer" in end["message"]
        lifted = ask(
            front, "u", "target", "own:oracle", ASKED, layer=0, position=2, settings={"any_layer": True}
        )
        assert "result" == lifted["kind"]

    def test_layers_that_it_reads_only_together_are_about_the_layer(self, front: Browser) -> None:
        """Layer 3 is read with layer 1, never alone."""
        end = ask(front, "t", "target", "own:oracle", ASKED, layer=3, position=2)
        assert ("error", "layer") == (end["kind"], end["setting"])
        assert "1; 2; 1 and 3" in end["message"]

    def test_follow_up_questions_are_kept_with_their_answers(self, session: Session, front: Browser) -> None:
        """Both stand in the history, each with its question; the code of each gives the same answer."""
        front.say(kind="select", layer=1, position=2)
        for id, question in (("a", ASKED), ("b", "What is it?")):
            ask(front, id, "ask", "own:oracle", question, layer=1, position=2)
        asked = [each["question"] for each in front.explorer.history]
        assert [f"oracle: {ASKED}", "oracle: What is it?"] == asked
        assert (1, 2) == front.explorer.selection
        direct = session.ask(front.explorer.trace, 1, 2, session.readers["oracle"].with_question(ASKED))
        assert direct.text == front.explorer.history[0]["text"]


class TestSeveralLayers:
    """Activations of several layers, and of several spans, that one answer is about."""

    def test_layers_read_together_give_one_answer(self, session: Session, front: Browser) -> None:
        """One slot for each; the copied code reads the same activations."""
        end = ask(front, "a", "ask", "own:oracle", ASKED, layer=3, position=4, layers=[1, 3], start=4, stop=5)
        answer = end["value"]
        assert [[1, 4], [3, 4]] == [list(site) for site in answer["sites"]]
        assert ([1, 3], [4]) == (answer["target"]["layers"], answer["target"]["positions"])
        assert 2 == len(answer["target"]["slots"])
        trace = front.explorer.trace
        direct = session.ask(trace.select([1, 3], 4), session.readers["oracle"].with_question(ASKED))
        assert direct.text == answer["text"]
        assert "trace.select([1, 3], [4])" in answer["code"]

    def test_spans_are_read_together(self, front: Browser) -> None:
        """All their positions, from left to right."""
        end = ask(
            front, "a", "target", "own:oracle", ASKED,
            layer=1, position=4, start=4, stop=5, spans=[[1, 3], [4, 5]], settings={"any_layer": True},
        )  # fmt: skip
        assert [1, 2, 4] == end["value"]["positions"]
        assert 3 == len(end["value"]["slots"])

    def test_layers_are_swept_together(self, session: Session, front: Browser) -> None:
        """One answer for each position; a reader of one activation sweeps the highest layer."""
        where = {"layer": 3, "layers": [1, 3], "start": 1, "stop": 3}
        curve = ask(front, "s", "sweep", "own:oracle", ASKED, **where)["value"]
        assert (3, 2, [1, 3]) == (curve["layer"], curve["total"], curve["target"]["layers"])
        sites = [[[1, at], [3, at]] for at in (1, 2)]
        assert sites == [[list(site) for site in point["sites"]] for point in curve["points"]]
        direct = session.sweep(
            front.explorer.trace,
            session.readers["oracle"].with_question(ASKED),
            layers=[(1, 3)],
            positions=[1, 2],
        )
        assert [each.text for each in direct] == [point["text"] for point in curve["points"]]
        alone = ask(front, "t", "sweep", "", "the x is", **where)["value"]
        assert [[[3, 1]], [[3, 2]]] == [[list(s) for s in point["sites"]] for point in alone["points"]]

    def test_a_reader_of_one_activation_reads_the_last(self, front: Browser) -> None:
        """The preview says which."""
        end = ask(front, "t", "target", "", "the x is", layer=3, position=4, layers=[1, 3])
        assert ([3], [4]) == (end["value"]["layers"], end["value"]["positions"])

    def test_the_traits_hold_them(self, front: Browser) -> None:
        """The browser's selection is Python's, and the other way about."""
        front.say(kind="select", layer=3, position=4, start=4, layers=[3, 1], spans=[[4, 5], [1, 3]])
        explorer = front.explorer
        assert ((3, 4), (4, 5)) == (explorer.selection, explorer.span)
        assert ([1, 3], [(1, 3), (4, 5)]) == (explorer.layers, explorer.spans)
        explorer.selection = (2, 0)
        assert ([2], [(0, 1)]) == (explorer.layers, explorer.spans)
        explorer.layers = [-1, 0]
        assert ((explorer.trace.n_layers, 0), (0, 1)) == (explorer.selection, explorer.span)
        explorer.spans = [(2, 3), (3, 4), (0, 1)]
        assert [(0, 1), (2, 4)] == explorer.spans
        assert (explorer.trace.n_layers, 3) == explorer.selection
        explorer.layers = []
        assert explorer.selection is explorer.span is None

    @pytest.mark.parametrize(
        "wrong",
        [{"layers": [1, 2]}, {"layers": [99]}, {"layers": "1"}, {"spans": [[0, 1]]}, {"spans": [[4, 4]]}],
    )
    def test_a_selection_that_does_not_fit_together_is_refused(self, front: Browser, wrong: Any) -> None:
        """The layer and the position are the last of all."""
        end = ask(front, "t", "target", "own:oracle", ASKED, layer=3, position=4, **wrong)
        assert "error" == end["kind"]


class TestSideBySide:
    """Several readers, asked about one selection."""

    def test_each_answers_for_itself(self, session: Session, front: Browser) -> None:
        """As if it had been asked alone; the comparison says how many pairs agree."""
        beside = [
            {"question": {"preset": "own:other", "text": ASKED}, "settings": {"temperature": 0}},
            {"question": {"preset": "logit_lens"}},
        ]
        end = ask(front, "c", "readers", "own:oracle", ASKED, layer=2, position=3, beside=beside)
        explorer = front.explorer
        answers = [each["text"] for each in explorer.history]
        trace = explorer.trace
        oracle = session.readers["oracle"].with_question(ASKED)
        assert session.ask(trace, 2, 3, oracle).text == answers[0]
        assert session.ask(trace, 2, 3, "logit_lens").text == answers[2]
        same = int(answers[0] == answers[1])
        assert {"id": "c", "answers": ["c:0", "c:1", "c:2"], "agreeing": same, "pairs": 3} == end["value"]
        assert [end["value"]] == explorer.comparisons
        assert [f"oracle: {ASKED}", f"other: {ASKED}", "Logit lens"] == [
            each["question"] for each in explorer.history
        ]

    def test_what_one_cannot_read_is_said_before_any_is_asked(self, front: Browser) -> None:
        """The error names the reader, and nothing is kept."""
        beside = [{"question": {"preset": "own:other", "text": ASKED}}]
        end = ask(front, "c", "readers", "logit_lens", layer=0, position=3, beside=beside)
        assert ("error", "layer") == (end["kind"], end["setting"])
        assert end["message"].startswith("other: This reader reads layers 1, 2, 3")
        assert [] == front.explorer.history == front.explorer.comparisons

    @pytest.mark.parametrize("wrong", [None, "own:other", [3], [{}]])
    def test_what_is_no_list_of_questions_is_refused(self, front: Browser, wrong: Any) -> None:
        """The error says what it has to be."""
        end = ask(front, "c", "readers", "logit_lens", layer=1, position=3, beside=wrong)
        assert "error" == end["kind"]
        assert "list of questions" in end["message"]
