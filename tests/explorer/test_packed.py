"""Answers and lenses travel as columns of bytes, and a notebook with the largest map stays small."""

from __future__ import annotations

import json
from typing import Any

import pytest

from browser_end import Browser
from fake_backend import PROMPT, WORDS, fake_session
from latentlens import Explorer, Session
from latentlens.explorer import sent
from latentlens.explorer.packed import pack, size, with_buffers
from latentlens.explorer.sent import sent_pages, sent_series
from unpacked import plain_page, unpacked
from wide_seconds import compare_wide


def there_and_back(values: list[Any]) -> list[Any]:
    """Return values as they arrive in a message."""
    message, buffers = with_buffers(pack(values))
    return unpacked(json.loads(json.dumps(message, allow_nan=False)), buffers)


@pytest.mark.parametrize(
    "values",
    [
        [],
        [0.25, None],
        [1] * 20,
        [True, False] * 10,
        [*range(300)],
        [*range(-4, 70_000, 7000)],
        [2**40, 1, 2, 3, 4, 5, 6, 7],
        [2**40 + 1, 2**31, -(2**31) - 1, 3, 4, 5, 6, 7],
        [2**24 + 1, None, 2**40 + 1, 0.5, 0.5, 0.25, 1, None],
        [0.1234, None, -1.5, 1, 0, 0.5, 3.2, -3.2],
        [1000.0, None, -1000.0, 0.5, 0.25, 2.0, 3.0, 4.0],
        ["Paris", "Lima", "\ud800", "<b>", "", "Paris", "日本", "🙂"],
        [f"trace[{layer}, -{position}]" for layer in range(12) for position in range(3)],
        ["a 007", "a 7", "a 8", "a 9", "a 10", "a 11", "a 12", "a 13"],
        [[1, "a"]] * 4 + [[2, "b"]] * 4,
        [[], ["a"], ["a", "b"], [], [], ["c"], ["a"], []],
        [{"a": i, "b": None, **({"c": str(i)} if i % 3 else {})} for i in range(9)],
        [None, "a", 1, 0.5, [1], {"a": 2}, True, None],
        [{"kind": "null", "options": [{"text": "a", "p": None}]} for _ in range(8)],
    ],
)
def test_what_is_packed_is_what_arrives(values: list[Any]) -> None:
    """Any plain values come back as they were, to a ten-thousandth of their numbers."""
    assert values == there_and_back(values)


def test_numbers_keep_four_digits() -> None:
    """Numbers near zero are right to half a ten-thousandth, larger ones as float32."""
    values = [i / 7 for i in range(-20, 20)]

    assert values == pytest.approx(there_and_back(values), abs=5.01e-5)
    assert [value * 1000 for value in values] == pytest.approx(there_and_back([v * 1000 for v in values]))


@pytest.fixture(scope="module")
def large() -> Browser:
    """An Explorer of 512 tokens by 32 layers with answers in every cell, of which eight were asked."""
    session = fake_session(n_layers=31)
    words = [WORDS[(i * i) % len(WORDS)] for i in range(511)]
    front = Browser(Explorer(session, session.run("<bos> " + " ".join(words))))
    assert (512, 31) == (len(front.explorer.tokens), front.explorer.n_layers)
    front.query("m", "sites", layers=[9], start=40, stop=48)
    front.end("m")
    (asked,) = front.explorer.site_maps
    points = [
        like(asked["points"][position % 8], layer, position) for layer in range(32) for position in range(512)
    ]
    front.explorer.site_maps = [{**asked, "points": points, "total": len(points)}]
    return front


def like(point: dict[str, Any], layer: int, position: int) -> dict[str, Any]:
    """Return the same answer of another cell, its numbers its own, every second with a text of its own."""
    if (layer, position) == (point["layer"], point["position"]):
        return point
    own = (131 * layer + 17 * position) % 1009 / 1009
    text = f" a {WORDS[layer % len(WORDS)]} number {own:.5f}" if position % 2 else point["text"]
    controls = [{**each, "support": own * each["support"]} for each in point["controls"]]
    code = point["code"].replace(f"ask(trace, 9, {point['position']}", f"ask(trace, {layer}, {position}")
    assert code != point["code"] or layer == 9
    return {
        **point, "id": f"m:{layer}:{position}", "layer": layer, "position": position, "text": text,
        "sites": [[layer, position]], "target_layer": layer, "confidence": own, "excess": own - 0.5,
        "controls": controls, "code": code,
    }  # fmt: skip


def test_the_largest_map_is_within_two_megabytes_in_a_notebook_file(large: Browser) -> None:
    """All that a notebook file keeps of 512 tokens by 32 layers with answers in every cell is below 2 MB.

    A second trace as long, with its difference in every cell, is among it.
    """
    explorer = large.explorer
    compare_wide(large, "<bos> " + " ".join(explorer.tokens[:0:-1]).replace("·", ""))
    read = explorer._lens.read([*range(16)], 0, 32)
    explorer.pages = [
        {**read, "layers": [*range(low, low + 16)], "start": start, "stop": start + 32}
        for low in (0, 16) for start in range(0, 512, 32)
    ]  # fmt: skip
    state = explorer.get_state()
    snapshot = json.dumps(explorer._displays.snapshot(explorer))
    page = size({name: value for name, value in state.items() if name not in ("_esm", "_css")})
    plain = len(explorer.site_maps[-1]["points"]) * len(json.dumps(explorer.site_maps[-1]["points"][0]))

    assert 16_384 == len(explorer.site_maps[-1]["points"])
    assert plain > 15_000_000
    assert 64 == len(explorer.second_pages[0]["pages"])
    assert page + len(snapshot) < 2_000_000


@pytest.fixture(scope="module")
def points(large: Browser) -> list[dict[str, Any]]:
    """The points of the map as a browser has them."""
    return unpacked(sent_series(large.explorer.site_maps[-1])["points"])


def test_the_points_that_arrive_are_the_answers(large: Browser, points: list[dict[str, Any]]) -> None:
    """Every point has the cell, text, confidence and code of its answer; only details may be missing."""
    told_points = large.explorer.site_maps[-1]["points"]

    assert len(told_points) == len(points)
    for told, point in zip(told_points[::97], points[::97], strict=True):
        for name in ("id", "layer", "position", "sites", "text", "code", "token", "verdict", "flags"):
            assert told[name] == point[name]
        assert told["confidence"] == pytest.approx(point["confidence"], abs=1e-4)
        assert told["excess"] == pytest.approx(point["excess"], abs=1e-4)
        assert [each["support"] for each in told["controls"]] == pytest.approx(
            [each["support"] for each in point["controls"]], abs=1e-4
        )


def test_a_brief_point_is_had_whole_by_its_id(large: Browser, points: list[dict[str, Any]]) -> None:
    """The query `answer` returns tokens, controls and provenance of any point, while nothing is run."""
    asked = [point for point in points if point["layer"] == 9 and 40 <= point["position"] < 48]
    brief = next(point for point in asked if point.get("brief"))
    runs = len(large.explorer._session.backend.runs)
    large.query("w", "answer", answer=brief["id"])
    whole = large.end("w")["value"]

    told_points = large.explorer.site_maps[-1]["points"]
    told = next(point for point in told_points if point["id"] == brief["id"])
    assert [] == brief["tokens"]
    assert told["tokens"] == whole["tokens"]
    assert [each["text"] for each in told["controls"]] == [each["text"] for each in whole["controls"]]
    assert "fake" == whole["provenance"]["model"]
    assert runs == len(large.explorer._session.backend.runs)


def test_series_that_do_not_fit_together_leave_the_oldest_out(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest series stay, whatever they take; older ones only while all fit."""
    front = Browser(Explorer(session, session.run(PROMPT)))
    for id in ("a", "b", "c"):
        front.query(id, "sites", layers=[2], start=None, stop=None)
        front.end(id)
    maps = front.explorer.site_maps
    one = size(sent_series(maps[0]))

    for room, kept in ((3.5 * one, ["a", "b", "c"]), (2.5 * one, ["b", "c"]), (1, ["c"])):
        monkeypatch.setattr(sent, "MOST_BYTES", room)
        assert kept == [series["id"] for series in sent.sent_all_series(maps)]


def test_pages_of_the_lens_arrive_as_they_were_read(session: Session) -> None:
    """The words, their numbers and the probabilities of a page come back."""
    explorer = Explorer(session, session.run(PROMPT))
    pages = explorer._lens.read_for(None)
    (page,) = sent_pages(pages)

    assert isinstance(page["index"], dict)
    assert pages[0]["index"] == plain_page(page)["index"]
    assert pages[0]["probs"] == pytest.approx(plain_page(page)["probs"])
    assert pages[0]["words"] == page["words"]
