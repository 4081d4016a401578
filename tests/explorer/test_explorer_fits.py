"""Fitting from the Explorer: the fit by code, its figures, and what is refused."""

from __future__ import annotations

import dataclasses
import math
import threading
from pathlib import Path
from random import Random
from typing import Any

import pytest

from browser_end import Browser
from explorer_questions import TEXTS, ask, way
from latentlens import (
    Explorer,
    Lens,
    Session,
    fit_lens,
    fit_relation,
    fit_soft_prompt,
    presets,
    world,
)
from latentlens.explorer import fits
from latentlens.explorer.fit_menu import FITS
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture
def session() -> Session:
    """Return a session on a random model of four layers."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


@pytest.fixture
def front(session: Session) -> Browser:
    """Return an Explorer of the random model, seen from its browser."""
    return Browser(Explorer(session, session.run("the cat met a hare")))


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    """Return the path of a small text file."""
    path = tmp_path / "texts.txt"
    path.write_text("\n\n".join(text.replace("\n", " ") for text in TEXTS) + "\n", encoding="utf-8")
    return str(path)


class TestFit:
    """Fitting by click."""

    @pytest.mark.parametrize(
        ("kind", "settings", "by_code"),
        [
            (
                "fit:tuned", {"fit_ridge": 0.1},
                lambda s, t: Lens(fit_lens(s, t, ridge=0.1)),
            ),
            (
                "fit:tuned", {"fit_ridge": 0.5, "fit_layers": [2, 1], "fit_held_out": 0.3, "fit_seed": 3},
                lambda s, t: Lens(fit_lens(s, t, ridge=0.5, layers=[1, 2], held_out=0.3, seed=3)),
            ),
            (
                "fit:kl", {"fit_steps": 2, "fit_layers": [1]},
                lambda s, t: Lens(fit_lens(s, t, "kl", steps=2, layers=[1])),
            ),
            (
                "fit:shortcut", {"fit_ridge": 0.1},
                lambda s, t: Lens(fit_lens(s, t, "linear", ridge=0.1)),
            ),
            (
                "fit:jacobian", {"fit_documents": 5},
                lambda s, t: Lens(fit_lens(s, t[:5], "jacobian")),
            ),
            (
                "fit:future",
                {
                    "fit_steps": 2, "fit_length": 3, "fit_ahead": 2, "fit_held_out": 0.3,
                    "fit_learning_rate": 0.2,
                },
                lambda s, t: presets.future_lens(fit_soft_prompt(
                    s, t, layers=[1], steps=2, length=3, ahead=2, held_out=0.3, learning_rate=0.2
                ).at(1)),
            ),
        ],
        ids=["tuned", "settings", "kl", "shortcut", "jacobian", "future"],
    )  # fmt: skip
    def test_it_is_the_fit_by_code(
        self, session: Session, front: Browser, corpus: str, kind: str, settings: Any, by_code: Any
    ) -> None:
        """The reader that a click fits is the one that the same call fits, and it answers the same."""
        ended = ask(front, "f", "fit", kind, corpus, layer=1, settings=settings)
        assert "result" == ended["kind"], ended
        ((name, reader),) = session.readers.items()
        wanted = by_code(session, [text.replace("\n", " ") for text in TEXTS])

        assert wanted == reader
        assert f"own:{name}" == ended["value"]["preset"]
        assert name.startswith(FITS[kind].called)
        assert way(front, f"own:{name}")["label"] == name
        answered = ask(front, "a", "ask", f"own:{name}", layer=1, position=2)["value"]
        alone = session.ask(front.explorer.trace, 1, 2, wanted)
        assert (alone.text, alone.confidence) == (answered["text"], answered["confidence"])
        by_name = session.ask(front.explorer.trace, 1, 2, name)
        assert (alone.text, alone.confidence) == (by_name.text, by_name.confidence)

    def test_a_relation_is_the_fit_by_code(self, session: Session, front: Browser) -> None:
        """The x that is a word becomes the template's hole; subjects are named in a setting."""
        ended = ask(
            front, "f", "fit", "fit:relation", "a fox met x in", layer=None,
            settings={"fit_subjects": "cat, hare ,fox,cat", "fit_layers": [1], "fit_beta": 2},
        )  # fmt: skip
        assert "result" == ended["kind"], ended
        ((name, reader),) = session.readers.items()

        assert "relation, a fox met {} in" == name
        wanted = fit_relation(session, "a fox met {} in", ["cat", "hare", "fox"], layers=[1], beta=2.0)
        assert Lens(wanted) == reader

    def test_the_bundled_model_has_text_and_subjects(self, bundled: Session) -> None:
        """Left empty, the corpus is the world's prose, and the subjects are those of the relation."""
        front = Browser(Explorer(bundled, bundled.run("The capital of France is")))
        settings = {"fit_documents": 40, "fit_ridge": 0.1, "fit_seed": 2, "fit_layers": [5]}
        try:
            name = ask(front, "f", "fit", "fit:tuned", "", layer=1, settings=settings)["value"]["preset"]
            texts = world.passages(Random(2), 40)
            wanted = fit_lens(bundled, texts, ridge=0.1, seed=2, layers=[5])
            assert Lens(wanted) == bundled.readers[name.removeprefix("own:")]

            settings = {"fit_layers": [2]}
            name = ask(front, "r", "fit", "fit:relation", "The capital of x is", layer=1, settings=settings)[
                "value"
            ]["preset"]
            relation = bundled.readers[name.removeprefix("own:")].fitted
            common = [c.name for c in world.load_facts().countries if c.frequency == "common"][:16]
            assert fit_relation(bundled, "The capital of {} is", common, layers=[2]) == relation
            answer = bundled.ask(bundled.run("Kenya"), 2, -1, name.removeprefix("own:"))
            assert "Nairobi" == answer.text.strip()
        finally:
            bundled.readers.clear()

    def test_its_figures_are_those_of_its_report(self, session: Session, front: Browser, corpus: str) -> None:
        """For each layer R², P@1 with its interval, and how many tokens were held out."""
        settings = {"fit_ridge": 0.1, "fit_held_out": 0.4}
        name = ask(front, "f", "fit", "fit:tuned", corpus, layer=1, settings=settings)["value"]["preset"]
        (fitted,) = front.explorer.fits
        report, told = fitted.report, way(front, name)
        n = report.tokens[1]

        assert f"measured on {n} held out" in told["help"]
        assert [str(fit.layer) for fit in report.layers] == list(told["held_out"])
        for fit in report.layers:
            p, z = fit.p_at_1, 1.959963984540054
            centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
            low, high = ((centre + sign * spread) / (1 + z * z / n) for sign in (-1, 1))
            said = told["held_out"][str(fit.layer)]
            assert f"R² {fit.r2:.3f}".replace("-", "−") in said
            assert f"P@1 {p:.3f} ({max(0, low):.3f}–{high:.3f})" in said

    def test_a_soft_prompts_figures_are_those_of_its_report(
        self, session: Session, front: Browser, corpus: str
    ) -> None:
        """They belong to its one layer, and other Explorers of the session show them too."""
        settings = {"fit_steps": 1, "fit_length": 2, "fit_ahead": 2, "fit_held_out": 0.3}
        name = ask(front, "f", "fit", "fit:future", corpus, layer=2, settings=settings)["value"]["preset"]
        assert "own:future lens, learned prompt, layer 2" == name
        rows = front.explorer.fits[-1].report.rows
        second = Browser(Explorer(session, session.run("hello")))
        for view in (front, second):
            ((layer, said),) = way(view, name)["held_out"].items()

            assert "2" == layer
            assert f"On {rows[0].cases} tokens held out" in said
            assert all(f"token +{row.ahead} P@1 {row.p_at_1}" in said for row in rows)

    def test_names_are_unique(self, session: Session, front: Browser, corpus: str) -> None:
        """A second fit gets a number, and takes no name that somebody gave."""
        session.readers["tuned lens, least squares"] = mine = Lens()
        settings = {"fit_ridge": 0.1, "fit_layers": [1]}
        for id in "ab":
            ask(front, id, "fit", "fit:tuned", corpus, layer=1, settings=settings)

        names = [f"tuned lens, least squares{more}" for more in ("", " 2", " 3")]
        assert names == list(session.readers)
        assert mine is session.readers[names[0]]

    @pytest.mark.parametrize(
        ("kind", "text", "settings", "layer", "setting", "says"),
        [
            ("fit:tuned", "", {}, 1, "question", "has no text of its own"),
            ("fit:tuned", "no/such.txt", {}, 1, "question", "no file 'no/such.txt' on the kernel's machine"),
            ("fit:tuned", ".", {}, 1, "question", "no file"),
            ("fit:tuned", "FILE", {"fit_layers": [9]}, 1, "fit_layers", "layers 0 to 4; got 9"),
            ("fit:tuned", "FILE", {"fit_layers": "2, a"}, 1, "fit_layers", "a list of layers"),
            ("fit:jacobian", "FILE", {"fit_layers": [0]}, 1, "fit_layers", "layers 1 to 4; got 0"),
            ("fit:tuned", "FILE", {"fit_held_out": 1}, 1, "fit_held_out", "between 0 and 1"),
            ("fit:tuned", "FILE", {"fit_ridge": -1}, 1, "fit_ridge", "0 or more"),
            ("fit:tuned", "FILE", {"fit_ridge": "much"}, 1, "fit_ridge", "a number of 0 or more"),
            ("fit:tuned", "FILE", {"fit_documents": 1}, 1, "fit_documents", "from 2 to"),
            ("fit:tuned", "FILE", {"fit_seed": 0.5}, 1, "fit_seed", "whole number"),
            ("fit:tuned", "FILE", {"fit_steps": 3}, 1, "fit_steps", "no setting"),
            ("fit:tuned", "FILE", {"seed": 3}, 1, "seed", "no setting"),
            ("fit:kl", "FILE", {"fit_steps": 0}, 1, "fit_steps", "from 1 up"),
            ("fit:future", "FILE", {"fit_learning_rate": 0}, 1, "fit_learning_rate", "above 0"),
            ("fit:future", "FILE", {}, None, "layer", "Choose a cell"),
            ("fit:future", "FILE", {}, 4, "layer", "layers 0 to 3"),
            ("fit:relation", "the cat met", {}, 1, "question", "one x where the subject"),
            ("fit:relation", "x met x", {}, 1, "question", "one x where the subject"),
            ("fit:relation", "x met {}", {}, 1, "question", "one x where the subject"),
            ("fit:relation", "the x met", {}, 1, "fit_subjects", "Name subjects"),
            ("fit:relation", "the x met", {"fit_subjects": "cat, cat"}, 1, "fit_subjects", "2 at least"),
            ("fit:relation", "thex met", {"fit_subjects": "a, b"}, 1, "question", "one x"),
            ("fit:relation", "the x met", {"fit_subjects": "a, b", "fit_beta": 0}, 1, "fit_beta", "above 0"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, session: Session, front: Browser, corpus: str, kind: str, text: str, settings: dict[str, Any],
        layer: int | None, setting: str, says: str,
    ) -> None:  # fmt: skip
        """Before the fit is begun, and when it is begun all the same."""
        for what in ("target", "fit"):
            path = corpus if text == "FILE" else text
            error = ask(front, what, what, kind, path, layer=layer, settings=settings)

            assert ("error", setting) == (error["kind"], error["setting"]), error
            assert says in error["message"]
        assert not session.readers

    def test_a_good_draft_is_good(self, front: Browser, corpus: str) -> None:
        """Looked at beforehand, it has no target prompt and nothing is wrong with it."""
        value = ask(front, "t", "target", "fit:future", corpus, layer=1)["value"]

        assert [] == value["tokens"]

    @pytest.mark.parametrize(
        ("written", "settings", "setting", "says"),
        [
            (b"", {}, "question", "is empty"),
            (b" \n\n", {}, "question", "is empty"),
            (b"\xff\xfe\x00", {}, "question", "cannot be read as a text file"),
            (b"one line", {"fit_ridge": 0.1}, "question", "at least 2 documents"),
            (b"one line\nand two", {}, "fit_ridge", "or set ridge"),
        ],
    )
    def test_what_is_wrong_with_the_corpus_is_said(
        self,
        front: Browser,
        tmp_path: Path,
        written: bytes,
        settings: dict[str, Any],
        setting: str,
        says: str,
    ) -> None:
        """Too few tokens are the ridge's matter, anything else the file's."""
        path = tmp_path / "few.txt"
        path.write_bytes(written)
        error = ask(front, "f", "fit", "fit:tuned", str(path), layer=1, settings=settings)

        assert ("error", setting) == (error["kind"], error["setting"]), error
        assert says in error["message"]

    def test_a_file_is_read_no_further_than_it_must(self, tmp_path: Path, session: Session) -> None:
        """The first documents are read, empty lines and line ends left out, and what follows is not."""
        path = tmp_path / "long.txt"
        path.write_bytes(b"one\r\n\r\n two \nthree\n" + b"x\n" * 100_000 + b"\xff")
        from latentlens.explorer.fit_corpus import texts

        assert ["one", " two "] == texts(str(path), 2, 0, session.model)

    def test_it_reports_progress_and_can_be_cancelled(
        self, session: Session, front: Browser, corpus: str
    ) -> None:
        """A fit is listed while it runs, ends at its next step, and leaves nothing behind."""
        settings = {"fit_steps": 100_000}
        question = {"preset": "fit:kl", "text": corpus}
        front.query("f", "fit", question=question, layer=1, settings=settings)
        front.query("g", "fit", question=question, layer=1, settings=settings)
        for _ in range(500):
            moving = [each for each in front.heard if each["kind"] == "progress" and each["done"] > 1]
            if moving:
                break
            threading.Event().wait(0.02)
        assert moving[0]["total"] > 100_000
        front.say(kind="ping", id="p")
        work = front.wait("p", "pong")["work"]
        assert [("f", "running"), ("g", "queued")] == [(each["id"], each["state"]) for each in work]
        for id in "fg":
            front.say(kind="cancel", id=id)

        assert ["cancelled", "cancelled"] == [front.end(id)["kind"] for id in "fg"]
        assert not session.readers
        assert [] == front.explorer.fits

    def test_an_interrupt_ends_it_and_nothing_else(
        self, session: Session, front: Browser, corpus: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Interrupted, it is cancelled; the worker goes on to the next question."""

        def run(*_: Any, **__: Any) -> Any:
            raise KeyboardInterrupt

        monkeypatch.setitem(FITS, "fit:tuned", dataclasses.replace(FITS["fit:tuned"], run=run))
        assert "cancelled" == ask(front, "f", "fit", "fit:tuned", corpus, layer=1)["kind"]
        assert "result" == ask(front, "a", "ask", "logit_lens", layer=1, position=2)["kind"]
        assert not session.readers

    def test_a_fit_cannot_be_asked(self, front: Browser) -> None:
        """What has not been fitted yet is no reader."""
        for what, where in [("ask", {"layer": 1, "position": 2}), ("sweep", {"layer": 1})]:
            error = ask(front, what, what, "fit:tuned", "", **where)
            assert ("question", "error") == (error["setting"], error["kind"])
        assert "nothing to fit" in ask(front, "f", "fit", "logit_lens", layer=1)["message"]

    def test_every_setting_of_a_fit_has_a_field(self, front: Browser) -> None:
        """And its own values, sent back as they are, are taken."""
        (group,) = [group for group in front.explorer.fields if group["group"] == "Fit"]
        offered = {name for each in front.explorer.presets if each.get("fit") for name in each["settings"]}
        assert sorted(field["name"] for field in group["fields"]) == sorted(offered)

        for kind in FITS.values():
            text = "the x met" if kind.relation else __file__
            own = dict(kind.to_json(front.explorer._session)["settings"])
            own |= {"fit_subjects": "cat, fox"} if kind.relation else {}
            same = ask(front, kind.name, "target", kind.name, text, layer=1, settings=own)
            assert "result" == same["kind"], same

    def test_what_was_fitted_is_kept_as_long_as_its_session(self) -> None:
        """The list is the session's, and does not keep it alive."""
        import gc
        import weakref

        session = Session((tiny_model("llama"), tiny_tokenizer()))
        fits.fitted_in(session)
        gone = weakref.ref(session)
        del session
        gc.collect()

        assert gone() is None
