"""The Explorer without a kernel: its plain forms, its page, its grids, and what it loads."""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

from browser_end import EVIL, Browser
from fake_backend import PROMPT, fake_session
from latentlens import Session
from latentlens.ask.lens_table import MAX_CELLS
from latentlens.ask.sweep import Sweep
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError
from latentlens.explorer.protocol import (
    ParsedQuestion,
    Work,
    answer_json,
    page_json,
    parse_query,
    parse_question,
)
from latentlens.explorer.static_view import Snapshot, snapshot_html, snapshot_text
from latentlens.readers.presets import (
    question,
)
from noted_progress import noted

ROOT = Path(__file__).parents[2]


ADDRESS = r"https?://(?!www\.w3\.org/(?:1999/xhtml|2000/svg|1998/Math/MathML)\b)"
"""Any address but the names of HTML, SVG and MathML, which nothing fetches."""


class TestGridOfLayers:
    """Source layer by target layer, as Python has it."""

    def grid(self, options: list[str] | None) -> Sweep:
        """Return a grid of three layers."""
        session = fake_session(n_layers=2)
        asked = question("The capital of x is")
        return session.sweep(
            session.run(PROMPT), asked, positions=4, target_layers=[0, 1, 2], options=options
        )  # fmt: skip

    def test_best_is_the_highest_that_counts(self) -> None:
        """The best excess of all, and none whose options hold little."""
        grid = self.grid(None)
        best = grid.best()
        assert "best-of-N" in [flag.kind for flag in best.flags]
        assert max(each.excess for each in grid.answers.values()) == best.excess

        for answer in grid.answers.values():
            object.__setattr__(answer, "option_mass", 0.9 if answer.layer == 0 else 0.1)
        assert 0 == grid.best().layer

    def test_it_is_drawn_as_the_figure_of_the_paper(self) -> None:
        """The figure has source layers upward, target layers to the right, and says best of how many."""
        grid = self.grid(None)
        figure = grid.plot()
        names = [trace.name for trace in figure.data]

        assert any("the best of 9 cells" in str(name) for name in names)
        z = next(trace.z for trace in figure.data if trace.type == "heatmap")
        assert grid[2, 1].excess == pytest.approx(z[2][1])

    def test_an_option_is_drawn_by_its_probability(self) -> None:
        """Only options that were given can be drawn."""
        grid = self.grid(["Paris", "Lima"])
        grid.plot(option="Lima")
        with pytest.raises(InputError, match="not among the options"):
            grid.plot(option="Rome")
        grid.answers.clear()
        with pytest.raises(InputError, match="no answers"):
            grid.plot()


class TestPlainForms:
    """What travels."""

    def test_a_page_writes_each_token_once(self, session: Session) -> None:
        """The token table has no repetitions, and the index leads back to every reading."""
        grid = session.lens(session.run(PROMPT), layers=[2, 5], positions=[3, 4, 5])
        page = page_json(grid)

        assert len(set(page["words"])) == len(page["words"])
        read = [page["words"][i] for i in page["index"]]
        assert [token for row in grid.tokens for cell in row for token in cell] == read
        assert ([2, 5], 3, 6) == (page["layers"], page["start"], page["stop"])

    def test_an_answer_survives_json_with_infinite_numbers(self, session: Session) -> None:
        """A token of probability zero has a log-probability that JSON cannot write."""
        answer = session.ask(session.run(PROMPT), 5, 4, "The capital of x is")
        object.__setattr__(answer, "token_logprobs", (float("-inf"), -0.5))

        assert [-1000.0, -0.5] == answer_json(answer, id="a", question="x")["token_logprobs"]

    def test_a_query_is_parsed(self) -> None:
        """A well-formed query becomes work that is queued."""
        work = parse_query({"kind": "query", "id": "a", "what": "ask", "args": {"layer": 1}})

        assert Work("a", "ask", {"layer": 1}, work.progress) == work

    def test_a_question_is_stripped(self) -> None:
        """Spaces around a typed question are not part of it."""
        assert ParsedQuestion("", "of x", (), {}) == parse_question({"question": {"text": " of x "}})


class TestSnapshot:
    """What a notebook shows with no kernel."""

    def snapshot(self, **more: Any) -> Snapshot:
        """Return a small snapshot, with something else in it."""
        fields: dict[str, Any] = {
            "key": "k", "title": "m", "tokens": ["a", "b"], "n_layers": 1,
            "reading": lambda layer, position: ([f"L{layer}P{position}", "z"], [0.75, 0.1]),
        }  # fmt: skip
        return Snapshot(**{**fields, **more})

    def test_it_reads_without_styles(self) -> None:
        """Layers, tokens, readings and probabilities are all there as text, the last layer on top."""
        rows = re.findall(r"<tr>(.*?)</tr>", snapshot_html(self.snapshot()))

        assert ["1 L1P0 75 L1P1 75", "0 L0P0 75 L0P1 75"] == [
            " ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows[1:]
        ]

    def test_every_text_is_escaped(self, session: Session) -> None:
        """Tokens, answers, questions and titles cannot become markup."""
        answer = answer_json(session.ask(session.run(PROMPT), 5, 4, "x is"), id="a", question=EVIL)
        answer |= {"text": EVIL, "token": EVIL, "flags": [{"kind": "x", "message": EVIL}]}
        curve = {"layer": 1, "question": EVIL, "points": [answer]}
        more = {"title": EVIL, "tokens": [EVIL, EVIL], "reading": lambda *_: ([EVIL], [0.5])}
        page = snapshot_html(self.snapshot(**more, answers=[answer], curves=[curve]))

        assert "<img" not in page
        assert "</script" not in page
        assert html.escape(EVIL) in page

    def test_it_stays_small_whatever_the_trace(self) -> None:
        """Long prompts and deep models are thinned out, and it says so; both ends of the layers stay."""
        page = snapshot_html(self.snapshot(tokens=["t"] * 512, n_layers=48))

        assert page.count("<td") <= MAX_CELLS + 64
        assert "The first 64 of 512 positions." in page
        assert re.search(r"Every \d+(nd|rd|th) layer\.", page)
        assert {"48", "0"} <= set(re.findall(r'<th scope="row"[^>]*>(\d+)<', page))

    def test_what_was_not_read_is_said(self) -> None:
        """A lens that is too slow for the first second leaves cells that say so, and their number."""
        one = self.snapshot(
            reading=lambda layer, position: (["a"], [0.5]) if (layer, position) == (1, 0) else None
        )
        page = snapshot_html(one)
        cells = re.findall(r"<td.*?</td>", page)

        assert 4 == len(cells)
        assert ["a 50", "–", "–", "–"] == [re.sub(r"<[^>]*>", "", cell) for cell in cells]
        assert "Read so far: 1 of these 4 cells; – marks the others." in page
        assert "Read so far" not in snapshot_html(self.snapshot())

    def test_a_grid_of_layers_is_a_table(self, front: Browser) -> None:
        """Rows read, columns written, in hundredths, with the best of how many; texts are escaped."""
        front.query("g", "layers", position=4)
        front.end("g")
        heat_map = {**front.explorer.heat_maps[0], "question": EVIL}
        page = snapshot_html(self.snapshot(heat_maps=[heat_map]))
        best = front.explorer.sweeps[0].best()

        assert f"Best of 81: layer {best.layer} into {best.target_layer}" in page
        assert 81 + 4 == page.count("<td")
        assert "<img" not in page

    def test_the_best_of_a_grid_is_the_sweeps_own(self, front: Browser) -> None:
        """Cells whose options hold little of the probability do not count, in the saved view as in Python."""
        front.query("g", "layers", position=4, options=["Paris", "London", "Tokyo"])
        front.end("g")
        (heat_map,) = front.explorer.heat_maps
        page = snapshot_html(self.snapshot(heat_maps=[heat_map]))
        best = front.explorer.sweeps[0].best()
        n = best.provenance["best_of"]["n"]

        assert 0 < n < 81
        assert f"Best of {n}: layer {best.layer} into {best.target_layer}" in page

    def test_plain_text_lists_the_answers(self, session: Session) -> None:
        """A terminal shows what was asked and answered."""
        answer = answer_json(session.ask(session.run(PROMPT), 5, 4, "x is"), id="a", question="x is")

        assert "layer 5, position 4 ·France: x is ->" in snapshot_text(self.snapshot(answers=[answer]))


class TestPage:
    """The page of its own."""

    def test_it_holds_everything_and_nothing_else(self, front: Browser, tmp_path: Path) -> None:
        """All readings and answers are inside, no address is outside, and no text can end a script."""
        front.query("a", "ask", layer=5, position=4)
        front.end("a")
        front.explorer.title = EVIL
        path = front.explorer.save_html(tmp_path / "page.html")
        text = path.read_text("utf-8")
        state = json.loads(re.search(r'id="ll-state">(.*?)</script>', text, re.S)[1])["state"]

        assert state["frozen"]
        assert ["a"] == [answer["id"] for answer in state["history"]]
        assert 15 * 9 == sum(len(page["layers"]) * (page["stop"] - page["start"]) for page in state["pages"])
        assert "<img" not in text
        assert not re.search(ADDRESS, text)
        assert len(text) - len(json.dumps(state)) < 1_000_000

    def test_a_cancelled_one_is_not_written(self, front: Browser, tmp_path: Path) -> None:
        """Its progress counts the cells; cancelled, it leaves the file as it was."""
        path = tmp_path / "page.html"
        path.write_text("before", "utf-8")
        work = Progress(bar=False)
        work.cancel()
        with pytest.raises(Cancelled):
            front.explorer.save_html(path, progress=work)
        assert "before" == path.read_text("utf-8")

        seen: list[tuple[int, int | None]] = []
        front.explorer.save_html(path, progress=noted(seen))
        assert (15 * 9, 15 * 9) in seen
        assert "before" != path.read_text("utf-8")

    def test_a_folder_holds_the_figures(
        self, front: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The lens and each sweep with an answer are written, without a browser where there is none."""
        front.query("g", "layers", position=4, options=["Paris", "London", "Tokyo"])
        front.end("g")
        find = importlib.util.find_spec
        # Plotly finds its own templates by the same function.
        monkeypatch.setattr(
            "importlib.util.find_spec", lambda name: None if name == "kaleido" else find(name)
        )

        paths = front.explorer.save_figures(tmp_path / "figures")

        assert ["lens.svg", "sweep-1.svg"] == [path.name for path in paths]
        assert all(path.read_text("utf-8").startswith("<svg") for path in paths)


def test_a_special_token_of_the_text_stands_in_the_grid(bundled: Session) -> None:
    """What the user wrote between two words is a column of its own, by its name, dimmed, and no markup."""
    trace = bundled.run("a <pad> b <|user|> c")
    explorer = bundled.explore(trace)
    page = explorer._repr_html_()

    drawn = ["<bos>", "a", "·", "<pad>", "·", "b", "·", "<|user|>", "·", "c"]
    assert drawn == trace.tokens == explorer.tokens
    assert [0, 3, 7] == explorer.quiet
    for name in ("<pad>", "<|user|>"):
        assert html.escape(name) in page
        assert name not in page
    assert 3 == trace.position("<pad>")
    explorer.close()


class TestSources:
    """What the browser's code may not do."""

    FORBIDDEN = re.compile(
        r"innerHTML|outerHTML|dangerouslySetInnerHTML=|insertAdjacentHTML|document\.write|\beval\("
        r"|new Function|srcdoc|DOMParser"
    )

    @pytest.mark.parametrize(
        "path",
        [*ROOT.glob("widgets/src/*.ts*"), *ROOT.glob("src/latentlens/static/*.js")],
        ids=lambda path: path.name,
    )
    def test_model_text_cannot_become_markup(self, path: Path) -> None:
        """Neither the sources nor the bundles use anything that parses markup or code from text."""
        assert not self.FORBIDDEN.search(path.read_text("utf-8"))

    @pytest.mark.parametrize("path", [*ROOT.glob("src/latentlens/static/*")], ids=lambda path: path.name)
    def test_nothing_is_fetched(self, path: Path) -> None:
        """The bundles name no address but the names that W3C gave to HTML, SVG and MathML."""
        assert not re.search(rf"{ADDRESS}|@import|url\(|fetch\(", path.read_text("utf-8"))

    def test_the_bundles_stay_small(self) -> None:
        """They travel once an instance, so all scripts and styles stay under 200 kB compressed."""
        paths = sorted(p for p in ROOT.glob("src/latentlens/static/*") if p.suffix in {".js", ".css"})

        assert 200_000 > sum(len(gzip.compress(path.read_bytes())) for path in paths) > 0
