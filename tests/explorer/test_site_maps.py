"""Sweeps over layers and positions, and what else the grid can show: lenses and measures."""

from __future__ import annotations

from typing import Any

import pytest

from browser_end import Browser
from latentlens import Session
from latentlens.explorer import answered
from latentlens.explorer.lens import LensPages
from latentlens.explorer.lens_views import LensViews, one_token
from latentlens.explorer.sweep_order import coarse_to_fine, near_first, positions_near_first
from latentlens.readers.lens import Lens
from latentlens.readers.presets import as_reader
from noted_progress import noted


def test_a_part_of_coarse_to_fine_covers_the_whole() -> None:
    """The first eight of 31 layers are spread over all of them, and every layer comes once."""
    order = coarse_to_fine(range(31))

    assert list(range(31)) == sorted(order)
    assert [2, 6, 10, 14, 18, 22, 26, 30] == sorted(order[:8])


def test_what_is_in_sight_comes_first() -> None:
    """Sites in sight are asked before the others, whatever the sight's numbers are."""
    sites = near_first(range(9), range(20), [3, 5, 10, 12])

    assert {(k, p) for k in (3, 4, 5) for p in (10, 11, 12)} == set(sites[:9])
    assert [(0, 0)] == near_first([0], [0], [-(10**9), 10**9, -1, 10**9])


def test_positions_in_sight_come_first() -> None:
    """Of 295 positions those in sight are asked first, the first of them spread over the whole sight."""
    order = positions_near_first(range(295), (280, 291))

    assert list(range(295)) == sorted(order)
    assert set(range(280, 292)) == set(order[:12])
    assert [283, 291] == sorted(order[:2])
    assert [0, 3] == sorted(positions_near_first(range(4), (9, 10)))[::3]


class TestSweep:
    """The query `sweep`."""

    def test_what_is_in_sight_is_asked_first(self, front: Browser) -> None:
        """The answers come in that order, and the sweep and its curve are kept from left to right."""
        front.query("s", "sweep", layer=5, near=[9, 12])
        curve = front.end("s")["value"]
        streamed = [
            point["position"]
            for message in front.heard
            if message["kind"] == "partial"
            for point in message["answers"]
        ]

        assert {9, 10, 11, 12} == set(streamed[:4])
        assert list(range(15)) == sorted(streamed)
        assert list(range(15)) == [point["position"] for point in curve["points"]]
        kept = front.explorer.sweeps[-1]
        assert list(range(15)) == kept.positions == [answer.position for answer in kept]

    def test_a_stopped_sweep_is_kept_from_left_to_right(self, front: Browser, session: Session) -> None:
        """What was answered of it stands in the order of the positions, and the session can go on from it."""
        session.backend.pace = 0.01
        front.query("s", "sweep", layer=5, near=[9, 12])
        front.wait("s", "partial")
        front.say(kind="cancel", id="s")
        front.end("s")
        kept = front.explorer.sweeps[-1]
        positions = [answer.position for answer in kept]

        assert 0 < len(positions) < 15
        assert sorted(positions) == positions
        assert list(range(15)) == kept.positions
        assert session.unfinished is not None
        assert dict(kept.answers) == dict(session.unfinished.answers)


class TestSites:
    """The query `sites`."""

    def test_a_point_is_had_whole_also_where_its_answer_is_not_held(
        self, front: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The query `answer` returns what the map has, once the answers are too many."""
        monkeypatch.setattr(answered, "MOST", 1)
        front.query("m", "sites", layers=None, start=4, stop=5)
        front.end("m")
        point = front.explorer.site_maps[-1]["points"][0]
        front.query("w", "answer", answer=point["id"])

        assert point == front.end("w").get("value")

    def test_one_position_is_asked_at_every_layer(self, front: Browser) -> None:
        """Every layer is asked at the position, and the answers are kept as a map."""
        front.query("m", "sites", layers=None, start=4, stop=5)
        front.end("m")
        (entry,) = front.explorer.site_maps

        assert list(range(9)) == sorted(point["layer"] for point in entry["points"])
        assert {4} == {point["position"] for point in entry["points"]}
        assert entry["complete"]
        assert 9 == entry["total"] == len(front.explorer.sweeps[-1].answers)

    def test_what_was_asked_stands_in_the_map(self, front: Browser) -> None:
        """A page that is loaded later finds the map by it; what was in sight is no part of it."""
        question = {"preset": "token_identity"}
        front.query("m", "sites", layers=[2], start=None, stop=None, near=[0, 1, 0, 1], question=question)
        front.end("m")
        asked = {"layers": [2], "start": None, "stop": None, "question": {**question, "text": ""}}

        assert {**asked, "options": [], "settings": {}, "source": {}} == front.explorer.site_maps[-1]["asked"]

    def test_a_map_of_the_users_own_reader_is_asked_anew(self, front: Browser) -> None:
        """Its name may stand for another reader by then, and what this one said is no answer of that one."""
        front.explorer._session.readers["mine"] = as_reader("The capital of x is")
        front.query("m", "sites", layers=[2], start=4, stop=5, question={"preset": "own:mine"})
        front.end("m")
        assert "asked" not in front.explorer.site_maps[-1]

    def test_the_layers_that_are_named_are_asked(self, front: Browser) -> None:
        """With layers, only these are asked, at all positions where no span is given."""
        front.query("m", "sites", layers=[2, 6], start=None, stop=None, near=[0, 8, 0, 3])
        front.end("m")
        points = front.explorer.site_maps[-1]["points"]

        assert {2, 6} == {point["layer"] for point in points}
        assert 2 * len(front.explorer.tokens) == len(points)
        assert [0, 1, 2, 3] * 2 == [point["position"] for point in points[:8]]

    def test_its_cells_are_the_same_as_single_answers(self, front: Browser) -> None:
        """A cell of a map is what the same question to that cell answers."""
        front.query("a", "ask", layer=6, position=4)
        front.query("m", "sites", layers=[6], start=4, stop=5)
        front.end("m")
        (point,) = front.explorer.site_maps[-1]["points"]

        assert front.explorer.history[-1]["text"] == point["text"]
        assert front.explorer.history[-1]["confidence"] == pytest.approx(point["confidence"])


class TestLenses:
    """Pages of several lenses, with measures."""

    def test_the_fitted_lenses_are_offered(self, session: Session) -> None:
        """The logit lens comes first, then the lenses of session.readers, and no other reader."""
        session.readers["mine"] = Lens()
        explorer = session.explore(session.run("France"))

        assert ["", "mine"] == [lens["name"] for lens in explorer.lenses]
        explorer.close()

    def test_a_lens_is_read_by_its_name(self, bundled: Session) -> None:
        """A page of a lens of session.readers is that lens's; measures come with it where they are wanted."""
        bundled.readers["mine"] = Lens()
        front = Browser(bundled.explore(bundled.run("The capital of France is")))

        def page(id: str, **more: Any) -> Any:
            front.query(id, "lens", layers=[0, 1], start=0, stop=3, **more)
            return front.end(id)["value"]

        plain, named = page("a"), page("b", lens="mine")
        measured = page("c", measures=True, pinned="Paris")
        assert (plain["index"], plain["probs"]) == (named["index"], named["probs"])
        assert plain["words"] == measured["words"]
        assert "\u00b7Paris" == measured["measures"]["pinned"]
        assert [6] * 4 == [
            len(measured["measures"][each]) for each in ("entropy", "surprisal", "rank", "chance")
        ]
        front.query("d", "lens", layers=[0], start=0, stop=3, lens="other")
        assert "There is no lens 'other'" in front.end("d")["message"]
        del bundled.readers["mine"]

    @pytest.mark.parametrize("lens", ["", "mine"])
    def test_a_page_with_measures_is_counted_once(self, bundled: Session, lens: str) -> None:
        """Its sites are read twice, for tokens and for measures; the count never begins again."""
        bundled.readers["mine"] = Lens()
        trace = bundled.run("The capital of France is")
        asked = {"layers": [0, 1, 2], "start": 0, "stop": 4, "lens": lens, "measures": True}
        seen: list[tuple[int, int | None]] = []
        LensViews(bundled, trace, LensPages(trace)).page(asked, noted(seen))
        assert sorted(seen) == seen
        assert (24, 24) == seen[-1]
        assert {24} == {total for _, total in seen}
        del bundled.readers["mine"]

    def test_a_pinned_word_is_one_token(self, bundled: Session) -> None:
        """A word is pinned as the token with a space before it; several tokens are refused by name."""
        tokenizer = bundled.backend.tokenizer

        assert "\u00b7Paris" == tokenizer.visible(one_token(bundled.backend, "Paris"))
        assert one_token(bundled.backend, "Paris") == one_token(bundled.backend, "\u00b7Paris")
        with pytest.raises(ValueError, match="is not one token"):
            one_token(bundled.backend, "Paris and London")


class TestContinuation:
    """The query `continuation`."""

    def test_it_is_what_the_model_says(self, bundled: Session) -> None:
        """The continuation is what session.generate makes of the same tokens, and its code says how."""
        front = Browser(bundled.explore(bundled.run("The capital of France is")))
        front.say(kind="query", id="c", what="continuation", args={})
        value = front.end("c")["value"]

        assert bundled.generate(front.explorer.trace.token_ids, max_new_tokens=32).text == value["text"]
        assert "Paris" in value["text"]
        assert eval(value["code"], {"session": bundled}) == value["text"]
