"""The Explorer's target prompt and the settings of its readers."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from browser_end import OWN, Browser
from latentlens import Session
from latentlens.engine.injection import Add, AddNormMatched, Interpolate
from latentlens.explorer.explorer import Explorer
from latentlens.explorer.menu import menu
from latentlens.explorer.options import AskOptions, settings_of, with_settings
from latentlens.mappings.mapping import Rescale, Zero
from latentlens.readers.noise import Noise
from latentlens.readers.presets import (
    PRESETS,
    RELATIONS,
    activation_patching,
    causal_tracing,
    multi_hop,
    multi_hop_in_place,
    question,
    random_identity,
)
from latentlens.readers.target_prompts import TextPrompt
from latentlens.scoring.controls import Controls
from tiny import save_tiny, tiny_model, tiny_tokenizer

LENS_WAY = {"preset": "logit_lens"}
CHAT_TEMPLATE = "{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }}\n{% endfor %}[assistant]"


class TestTarget:
    """The target prompt, seen before it is asked."""

    def target(self, front: Browser, question: dict[str, str], **args: Any) -> dict[str, Any]:
        """Return how a `target` query ends."""
        self.n = getattr(self, "n", 0) + 1
        given = {"layer": 5, "position": 4, "question": question, **args}
        front.query(f"t{self.n}", "target", **given)
        return front.end(f"t{self.n}")

    def test_it_shows_the_slot_and_the_layer(self, front: Browser) -> None:
        """Tokens, slots and l* are those that the question would be asked with."""
        value = self.target(front, OWN)["value"]
        assert (["The", "·capital", "·of", "·x", "·is"], [3], 5) == (
            value["tokens"], value["slots"], value["layer"]
        )  # fmt: skip
        assert not value["movable"]
        assert 5 == len(self.target(front, {"preset": "selfie"})["value"]["slots"])
        assert 1 == self.target(front, {"preset": "selfie"})["value"]["layer"]

    def test_methods_on_the_source_show_the_source(self, front: Browser) -> None:
        """Ablation and knock-out write where they read; a lens has no target prompt."""
        for name in ("ablation", "attention_knockout"):
            value = self.target(front, {"preset": name})["value"]
            assert (front.explorer.tokens, None) == (value["tokens"], value["slots"])
        assert [] == self.target(front, LENS_WAY)["value"]["tokens"]

    def test_a_slot_is_chosen_in_the_second_prompt(self, front: Browser) -> None:
        """Activation patching writes at the position that was read, or where one says."""
        way = {"preset": "activation_patching", "text": "The capital of Japan is"}
        assert None is self.target(front, way)["value"]["slots"]
        assert self.target(front, way)["value"]["movable"]
        assert [3] == self.target(front, way, settings={"position": 3})["value"]["slots"]
        error = self.target(front, way, position=9)
        assert "position" == error["setting"]
        assert "Choose" in error["message"]

    @pytest.mark.parametrize(
        ("question", "settings", "setting", "says"),
        [
            ({"text": "no place"}, {}, "question", "Write x"),
            ({"preset": "multi_hop", "text": " "}, {}, "question", "is empty"),
            ({"preset": "causal_tracing"}, {}, "noise", "Which tokens"),
            ({"preset": "causal_tracing"}, {"noise": [99]}, "noise", "outside the target"),
            (OWN, {"layer": 99}, "layer", "does not exist"),
            (OWN, {"position": 99}, "position", "outside the target"),
            (OWN, {"window": 0}, "window", "from 1 to"),
            (OWN, {"injection": "interpolate", "strength": 2}, "strength", "between 0"),
            (OWN, {"mapping": "rescale", "norm": -1}, "norm", "positive norm"),
            (OWN, {"temperature": -1}, "temperature", "a number from 0"),
            (OWN, {"contrast": "much"}, "contrast", "is a number"),
            (OWN, {"max_new_tokens": 1.5}, "max_new_tokens", "whole number"),
            (OWN, {"noise": [1], "noise_scale": -1}, "noise_scale", "not negative"),
            (OWN, {"noise": "1, a"}, "noise", "positions"),
            (OWN, {"stop": [""]}, "stop", "stop text is empty"),
            (OWN, {"samples": 1}, "samples", "two samples"),
            (OWN, {"samples": 5, "options": ["a", "b"]}, "samples", "scored exactly"),
            (OWN, {"control_random": -1}, "control_random", "0 or more"),
            (OWN, {"control_null": 1}, "control_null", "yes or no"),
            (OWN, {"control_noise": 1001}, "control_noise", "at most 1,000"),
            (OWN, {"control_other_tokens": -1}, "control_other_tokens", "0 or more"),
            (
                OWN,
                {"control_noise": 39, "control_null": False, "control_random": 0},
                "control_noise",
                "both are left out",
            ),
            (OWN, {"samples": 200, "control_noise": 39}, "samples", "answer for themselves"),
            (LENS_WAY, {"window": 2}, "window", "no setting"),
            ({"preset": "ablation"}, {"control_text": True}, "control_text", "no setting"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_setting(
        self, front: Browser, question: dict[str, str], settings: dict[str, Any], setting: str, says: str
    ) -> None:
        """An error names the setting that it is about, so that it can be shown there."""
        options = settings.get("options", [])
        settings = {name: value for name, value in settings.items() if name != "options"}
        error = self.target(front, question, settings=settings, options=options)

        assert (setting, "error") == (error["setting"], error["kind"])
        assert says in error["message"]

    def test_chats_are_offered_where_the_model_has_a_template(self) -> None:
        """Their target is the whole chat; the setting `prompt` is its last message."""
        tokenizer = tiny_tokenizer()
        assert "description_in_chat" not in menu(Session((tiny_model("llama"), tokenizer)))
        tokenizer.chat_template = CHAT_TEMPLATE
        session = Session((tiny_model("llama", max_position_embeddings=256), tokenizer))
        front = Browser(Explorer(session, session.run("the cat met a hare")))
        way = {"preset": "description_in_chat"}

        plain = self.target(front, way, layer=2)["value"]
        (slot,) = plain["slots"]
        assert "x" == plain["tokens"][slot].strip("·")
        assert "American·actor" in "".join(plain["tokens"])
        settings = {"prompt": "And who is {slot} ?"}
        changed = self.target(front, way, layer=2, settings=settings)["value"]
        assert "And·who·is" in "".join(changed["tokens"])
        error = self.target(front, way, layer=2, settings={"prompt": "And who ?"})
        assert "prompt" == error["setting"]

    def test_it_does_not_wait_for_a_sweep(self, front: Browser, session: Session) -> None:
        """While the worker is busy a question can still be prepared."""
        session.backend.gate.clear()
        front.query("s", "sweep", layer=5)
        front.wait("s", "progress")

        assert "result" == self.target(front, OWN)["kind"]
        front.say(kind="ping", id="p")
        assert ["s"] == [work["id"] for work in front.wait("p", "pong")["work"]]


class TestSettings:
    """The options panel's settings, on readers of every sort."""

    def test_what_an_empty_field_says_fits_a_narrow_page(self) -> None:
        """In a page of 700 pixels a question takes 28 characters, and a setting 42."""
        session = Session()
        explorer = Explorer(session, session.run("France"))
        samples = {entry["sample"] for entry in explorer.presets}
        groups = [*explorer.fields, explorer.steer, explorer.train]
        empty = {field.get("empty", "") for group in groups for field in group["fields"]}
        assert [] == [text for text in samples if len(text) > 28]
        assert [] == [text for text in empty if len(text) > 42]
        explorer.close()

    def test_every_way_has_the_settings_of_its_reader(self, front: Browser) -> None:
        """Its own settings, sent back as they are, change nothing about a reader."""
        for way in menu(front.explorer._session).values():
            if way.example_reader is not None:
                continue
            reader = way.build(way.sample)
            changed, how = with_settings(reader, settings_of(reader))

            assert (reader, AskOptions()) == (changed, how), way.name

    def test_the_target_prompt_of_a_preset_can_be_changed(self, front: Browser) -> None:
        """Asked with another one, the answer's reader has it; without the placeholder it is refused."""
        description = {"preset": "description"}
        told = next(way for way in front.explorer.presets if way["name"] == "description")
        assert told["settings"]["prompt"].endswith("x")
        front.query(
            "a", "ask", layer=5, position=4, question=description, settings={"prompt": "is a Paris : x"}
        )
        front.end("a")
        assert "is a Paris : x" == front.explorer.answer.reader.text

        front.query("b", "ask", layer=5, position=4, question=description, settings={"prompt": "is a Paris"})
        error = front.end("b")
        assert ("error", "prompt") == (error["kind"], error["setting"])
        assert not [
            way["name"] for way in front.explorer.presets if way["takes"] and "prompt" in way["settings"]
        ]

    def test_every_setting_has_a_field(self) -> None:
        """What a way to ask lets one set can be typed, once; layer and slot have places of their own."""
        session = Session((tiny_model("llama"), tiny_tokenizer()))
        explorer = Explorer(session, session.run("the cat"))
        named = [field["name"] for group in explorer.fields for field in group["fields"]]
        offered = {name for way in explorer.presets for name in way["settings"]}

        assert sorted(named) == sorted(offered - {"layer", "position"})

    def test_a_lens_has_no_settings_of_a_patchscope(self, front: Browser) -> None:
        """Only what asks, not what patches: controls, samples and the seed."""
        (lens,) = [way for way in front.explorer.presets if way["name"] == "logit_lens"]

        assert {"samples", "seed"} == {name for name in lens["settings"] if "control_" not in name}

    def test_every_preset_and_relation_is_offered(self, front: Browser) -> None:
        """Each once, and nothing that cannot be chosen."""
        names = [way["name"] for way in front.explorer.presets]

        assert {name for name, preset in PRESETS.items() if not preset.chat} | {*RELATIONS} <= {*names}
        assert len(names) == len({*names})

    @pytest.mark.parametrize(
        ("settings", "wanted"),
        [
            ({"layer": 2}, {"layer": 2}),
            ({"position": 1}, {"prompt": TextPrompt(OWN["text"], 1)}),
            ({"mapping": "zero"}, {"mapping": Zero()}),
            ({"mapping": "rescale"}, {"mapping": Rescale()}),
            ({"mapping": "rescale", "norm": 2}, {"mapping": Rescale(2.0)}),
            ({"injection": "add"}, {"injection": Add()}),
            ({"injection": "add_norm_matched", "strength": 3}, {"injection": AddNormMatched(3.0)}),
            ({"injection": "interpolate", "strength": 0.25}, {"injection": Interpolate(0.25)}),
            ({"remedy": "mask"}, {"remedy": "mask"}),
            ({"contrast": 1}, {"contrast": 1.0}),
            ({"window": 3}, {"window": 3}),
            (
                {"noise": [1, -1], "noise_seed": 4},
                {"prompt": TextPrompt(OWN["text"], noise=Noise((1, -1), 3.0, 4))},
            ),
            ({"noise_scale": 2}, {}),
            ({"max_new_tokens": 2, "stop": []}, {"max_new_tokens": 2, "stop": ()}),
            ({"temperature": 0.7}, {"temperature": 0.7}),
        ],
    )  # fmt: skip
    def test_a_setting_reaches_the_reader(
        self, front: Browser, settings: dict[str, Any], wanted: dict[str, Any]
    ) -> None:
        """What was set is what is asked, and nothing else about the reader changes."""
        front.query("a", "ask", layer=5, position=4, settings=settings)
        assert "result" == front.end("a")["kind"]

        assert dataclasses.replace(question(OWN["text"]), **wanted) == front.explorer.answers[-1].reader

    def test_methods_are_those_of_the_presets(self, front: Browser) -> None:
        """What is asked by click is the reader that the public function of the same name makes."""
        for name, text, settings, wanted in [
            ("causal_tracing", None, {"noise": [3, 4]}, causal_tracing((3, 4))),
            ("multi_hop", "The CEO of", {}, multi_hop("The CEO of")),
            ("multi_hop_in_place", None, {"position": 2}, multi_hop_in_place(2)),
            ("activation_patching", "Peru is", {"position": 0}, dataclasses.replace(
                activation_patching("Peru is"), prompt=TextPrompt("Peru is", 0))),
            ("ceo", None, {}, RELATIONS["ceo"].build()),
        ]:  # fmt: skip
            asked = {"preset": name} if text is None else {"preset": name, "text": text}
            front.query(name, "ask", layer=5, position=1, question=asked, settings=settings)
            assert "result" == front.end(name)["kind"], front.heard[-1]
            assert wanted == front.explorer.answers[-1].reader

    def test_random_token_identity_takes_its_own_seed(self, tmp_path: Path) -> None:
        """On a real model: the seed of the prompt's random tokens is a setting like the others."""
        save_tiny(tmp_path, "llama")
        session = Session(tmp_path)
        front = Browser(Explorer(session, session.run("the cat sat on the mat")))
        args = {"layer": 1, "position": 2, "question": {"preset": "random_identity"}}
        for seed in (0, 3):
            front.query(f"a{seed}", "ask", **args, settings={"prompt_seed": seed} if seed else {})
            assert "result" == front.end(f"a{seed}")["kind"], front.heard[-1]
            assert random_identity(session.model, seed=seed) == front.explorer.answers[-1].reader

    def test_samples_seed_and_controls_reach_the_session(self, front: Browser, session: Session) -> None:
        """How it is asked travels beside the reader, in questions, sweeps and grids."""
        settings = {
            "samples": 5, "seed": 7, "control_null": False, "control_random": 3, "control_shuffled": True,
            "control_prompt": "Peru", "control_text": True,
        }  # fmt: skip
        controls = Controls(null=False, random=3, shuffled=True, prompt="Peru", text=True)
        for what, where in [
            ("ask", {"layer": 5, "position": 4}),
            ("sweep", {"layer": 5}),
            ("layers", {"position": 4}),
        ]:
            front.query(what, what, settings=settings, **where)
            front.end(what)
            answer = [*front.explorer.answers, *(a for sweep in front.explorer.sweeps for a in sweep)][-1]
            assert (5, 7) == (answer.agreement.n, answer.provenance["seed"])
            assert f"samples=5, controls={controls!r}, seed=7" in answer.code
        kinds = [control["kind"] for control in front.explorer.history[-1]["controls"]]
        assert ["random"] * 3 + ["shuffled", "prompt", "text"] == kinds

    def test_noise_is_asked_for_and_told_in_counts(self, front: Browser) -> None:
        """The browser gets how many reach the answer, of what and how many; Python keeps each excess."""
        settings = {"control_noise": 4, "control_other_tokens": 2}
        front.query("n", "ask", settings=settings, layer=5, position=4)
        told, kept = front.end("n")["value"]["noise"], front.explorer.answers[-1].noise
        samples = [
            {"kind": s.kind, "reached": s.reached, "n": s.n, "p_value": s.p_value} for s in kept.samples
        ]
        assert [("random", 4), ("other token", 2)] == [(sample.kind, sample.n) for sample in kept.samples]
        assert told == {
            "excess": kept.excess, "read": None, "verdict": "too few random vectors to tell",
            "samples": samples,
        }  # fmt: skip
        assert "noise=4, other_tokens=2" in front.explorer.answers[-1].code

    def test_the_copied_code_holds_exactly_these_settings(self, tmp_path: Path) -> None:
        """On a real model: run as it is, the code asks the same question and gets the same answer."""
        save_tiny(tmp_path, "llama")
        session = Session(tmp_path)
        front = Browser(Explorer(session, session.run("the cat sat on the mat")))
        settings = {
            "layer": 1, "mapping": "rescale", "injection": "interpolate", "strength": 0.5, "remedy": "mask",
            "max_new_tokens": 2, "samples": 3, "seed": 5, "control_random": 2, "control_shuffled": True,
        }  # fmt: skip
        front.query("a", "ask", layer=1, position=2, settings=settings, question={"text": "the x is"})
        assert "result" == front.end("a")["kind"], front.heard
        answer = front.explorer.answers[-1]
        names: dict[str, Any] = {}
        exec(answer.code, names)

        assert (answer.text, answer.confidence) == (names["answer"].text, names["answer"].confidence)
        assert answer.reader == names["answer"].reader
        assert answer.controls == names["answer"].controls
        controls = Controls(random=2, shuffled=True)
        assert answer.code.endswith(f"samples=3, controls={controls!r}, seed=5)")

    def test_a_grid_of_layers_agrees_with_single_questions(self, tmp_path: Path) -> None:
        """On a real model: each cell is what a question at that layer, written into that layer, answers."""
        save_tiny(tmp_path, "llama")
        session = Session(tmp_path)
        trace = session.run("the cat sat on the mat")
        front = Browser(Explorer(session, trace))
        front.query("g", "layers", position=2, question={"text": "the x is"}, options=["a", "b"])
        assert "result" == front.end("g")["kind"], front.heard
        grid = front.explorer.sweeps[0]

        for source, target in [(0, 2), (1, 0), (2, 1)]:
            alone = session.ask(trace, source, 2, question("the x is", layer=target), options=["a", "b"])
            assert alone.confidence == pytest.approx(grid[source, target].confidence, abs=1e-5)
            assert alone.excess == pytest.approx(grid[source, target].excess, abs=1e-5)

    def test_a_trace_of_another_model_is_asked_across_models(self, tmp_path: Path) -> None:
        """The grid shows the source's lens; the other model answers, at layers of its own."""
        for name, layers in (("small", 2), ("large", 3)):
            save_tiny(tmp_path / name, "llama", num_hidden_layers=layers)
        source, target = Session(tmp_path / "small"), Session(tmp_path / "large")
        trace = source.run("the cat sat on the mat")
        front = Browser(target.explore(trace))
        assert (2, 3) == (front.explorer.n_layers, front.explorer.target_layers)
        assert "small, read by large" == front.explorer.title
        front.query("l", "lens", layers=[0, 1, 2], start=0, stop=2)
        page = front.end("l")["value"]
        grid = source.lens(trace, layers=[0, 1, 2], positions=[0, 1])
        assert grid.tokens[2][1][0] == page["words"][page["index"][page["k"] * 5]]

        front.query("a", "ask", layer=2, position=3, question={"text": "the x is"}, settings={"layer": 3})
        assert "result" == front.end("a")["kind"], front.heard
        alone = target.ask(trace, 2, 3, question("the x is", layer=3))
        assert alone.confidence == pytest.approx(front.explorer.answer.confidence, abs=1e-5)
        front.query("g", "layers", position=3, question={"text": "the x is"})
        front.end("g")
        assert 3 * 4 == len(front.explorer.sweeps[0]) == front.explorer.heat_maps[0]["total"]
        source.close()  # their names are those of other tests' models
        target.close()
