"""Steering from the Explorer: another answer is wished; replies are shown before and after."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from browser_end import Browser
from decoders import opened, weights
from explorer_questions import ask, way
from latentlens import Explorer, NotFinite, Session, SteeringLora, SteeringVectors
from latentlens.decoder_files.manifest import Read
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.explorer.protocol import SettingError
from latentlens.explorer.requests import RANKS
from latentlens.explorer.slot_reading import SlotReading
from latentlens.explorer.steer_chats import MOST_CHATS, chats_code, chats_imports, chats_in
from latentlens.explorer.worker import SWEEP
from latentlens.readers.decoder import Decoder
from latentlens.readers.lens import Lens
from latentlens.training.steering import steer_in_slot as room
from latentlens.training.steering.steer import steer as steer_learns
from latentlens.training.steering.system_slot import SystemSlot

ASKED, WISH = "Is it a fox?", "hungry"
CHAT = [
    {"role": "user", "content": "the fox met a hare"},
    {"role": "assistant", "content": "both were hungry"},
]
SHORT = {"steer_steps": 3, "steer_wish": WISH}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of a decoder of spans of a small random model."""
    session, path = opened(), tmp_path_factory.mktemp("decoder") / "oracle"
    prompt = PromptSettings(form="plain", placeholder=" a", chat=False)
    Decoder(weights(session, prompt=prompt, read=Read(layers=((2,),), span="segment"))).save(path)
    return path


@pytest.fixture(scope="module")
def session(saved: Path) -> Session:
    """Return a session on that model, with the decoder among its readers."""
    session = opened()
    session.readers["oracle"] = Decoder.load(saved, max_new_tokens=4)
    session.readers["lens"] = Lens()
    return session


@pytest.fixture
def front(session: Session) -> Browser:
    """Return an Explorer of a chat, seen from its browser."""
    return Browser(Explorer(session, session.run(CHAT)))


def steer(
    front: Browser, id: str, name: str = "own:oracle", text: str = ASKED, **args: Any
) -> dict[str, Any]:
    """Steer by the tokens of the reply, and return how it ends."""
    reply = front.explorer.trace.messages[-1] if front.explorer.trace.messages else None
    where = (
        {"layer": 2, "position": reply.stop - 1, "start": reply.start, "stop": reply.stop} if reply else {}
    )
    question = {"preset": name, "text": text}
    front.query(
        id, "steer", question=question, **{"layer": 2, "position": 1, **where, "steer": SHORT, **args}
    )
    return front.end(id, seconds=60)


class TestOffer:
    """What the browser is told."""

    def test_a_decoder_says_that_it_steers(self, front: Browser) -> None:
        """No other reader does; the form has the settings that steering has by itself."""
        assert way(front, "own:oracle")["steers"] is True
        assert "steers" not in way(front, "own:lens")
        fields = [field["name"] for field in front.explorer.steer["fields"]]
        assert "steer_wish" == fields[0]
        assert {*fields, "steer_strength"} == front.explorer.steer["settings"].keys()
        assert SWEEP == RANKS["steer"]

    def test_an_answer_says_how_it_was_asked(self, front: Browser) -> None:
        """So that its question can be asked, or steered, again."""
        answer = ask(front, "a", "ask", "own:oracle", ASKED, layer=2, position=4)["value"]
        assert {"preset": "own:oracle", "text": ASKED} == answer["asked"]


class TestSteering:
    """What is learnt, and shown."""

    @pytest.mark.parametrize(("learn", "kind"), [("vectors", SteeringVectors), ("lora", SteeringLora)])
    def test_it_is_shown_before_and_after(
        self, session: Session, front: Browser, learn: str, kind: type[SteeringVectors | SteeringLora]
    ) -> None:
        """The reply, and the decoder's answer about the same tokens, are those that code gives."""
        settings = {**SHORT, "steer_learn": learn, "steer_strength": 2.0, "steer_steps": 20}
        entry = steer(front, "s", steer=settings)["value"]
        (learnt,) = front.explorer.steerings
        assert isinstance(learnt, kind)
        assert [entry] == front.explorer.steered
        assert entry["losses"][1] < entry["losses"][0]
        assert (learn, 20, False) == (entry["learn"], entry["done"], entry["cancelled"])
        prompt = CHAT[:1]
        assert session.generate(prompt).text.strip() == entry["before"]["text"]
        (after,) = entry["after"]
        name = session.backend.load_adapter(learnt.adapter(2.0))
        assert (2.0, session.generate(prompt, adapter=name).text.strip()) == (
            after["strength"],
            after["text"],
        )
        assert after["confidence"] != entry["before"]["confidence"]

    def test_vectors_at_some_tokens_alone(self, front: Browser) -> None:
        """There alone the reply is computed with them; and the code says so."""
        entry = steer(front, "s", steer={**SHORT, "steer_positions": [1, 0]})["value"]
        (learnt,) = front.explorer.steerings
        assert isinstance(learnt, SteeringVectors)
        assert (0, 1) == learnt.positions == learnt.adapter().positions
        assert "positions=[1, 0]" in entry["after"][0]["code"]

    def test_no_strength_stays_loaded(self, session: Session, front: Browser) -> None:
        """However many are shown, the model has the adapters that it had before, and the decoder's."""
        steer(front, "s", steer={**SHORT, "steer_strength": 3})
        before = session.backend.adapters
        for id, strength in (("one", 0.5), ("two", 1.5)):
            front.query(id, "strength", steering="s", strength=strength)
            front.end(id, seconds=60)
        assert before == session.backend.adapters

    def test_the_strength_can_be_moved_without_training(self, front: Browser) -> None:
        """At 0 it is the model as it is; what was shown before stays, in order."""
        steer(front, "s", steer={**SHORT, "steer_strength": 3})
        for id, strength in (("zero", 0), ("again", 0), ("one", 1.5)):
            front.query(id, "strength", steering="s", strength=strength)
            assert "result" == front.end(id, seconds=60)["kind"]
        (entry,) = front.explorer.steered
        assert [0, 1.5, 3] == [after["strength"] for after in entry["after"]]
        same = ("text", "answer", "confidence")
        assert [entry["before"][name] for name in same] == [entry["after"][0][name] for name in same]
        assert 1 == len(front.explorer.steerings)

    def test_copied_code_gives_the_same(self, front: Browser, session: Session, tmp_path: Path) -> None:
        """Run by itself, with the model opened as here."""
        more = tmp_path / "more.txt"
        more.write_text("hello cat\n\nthe road to Peru is long\n", encoding="utf-8")
        entry = steer(front, "s", steer={**SHORT, "steer_chats": str(more), "steer_strength": 2})["value"]
        for shown in (entry["before"], entry["after"][0]):
            lines = [line for line in shown["code"].split("\n") if not line.startswith("session = ")]
            values: dict[str, Any] = {"session": session}
            exec("\n".join(lines), values)
            assert shown["text"] == values["reply"].text.strip()
            assert shown["answer"] == values["answer"].text.strip()
            assert shown["confidence"] == pytest.approx(values["answer"].confidence, abs=1e-6)

    def test_whole_chats_are_learnt_from(self, session: Session, front: Browser, tmp_path: Path) -> None:
        """A .jsonl file has one chat a line, with all its messages; the copied code reads the same."""
        chats = [
            [{"role": "system", "content": "a fox"}, {"role": "user", "content": "hello cat"}],
            [{"role": "user", "content": "the road"}, {"role": "assistant", "content": "is long"}],
        ]
        path = str(tmp_path / "chats.jsonl")
        Path(path).write_text("\n\n".join(map(json.dumps, chats)), encoding="utf-8")
        assert chats == chats_in(path, session)
        values: dict[str, Any] = {}
        exec("\n".join([*chats_imports(path), *chats_code(path)]), values)
        assert chats == values["chats"]

        entry = steer(front, "s", steer={**SHORT, "steer_chats": path})["value"]
        code = entry["after"][0]["code"]
        assert code.startswith("import json\n\nfrom latentlens import")
        lines = [line for line in code.split("\n") if not line.startswith("session = ")]
        values = {"session": session}
        exec("\n".join(lines), values)
        assert entry["after"][0]["answer"] == values["answer"].text.strip()

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ("hello cat", "Chat 2 of .* is no JSON list of messages; got 'hello cat'"),
            ('{"role": "user", "content": "a"}', "no JSON list of messages"),
            ("[]", "no JSON list of messages"),
            ('["a"]', "no JSON list of messages"),
            ('[{"role": "user"}]', "no JSON list of messages"),
            ('[{"role": "user", "content": 3}]', "no JSON list of messages"),
            (
                '[{"role": "user", "content": "a", "prefix": true}]',
                "Chat 2 of .* cannot be run. A prefix is the beginning",
            ),
        ],
    )
    def test_a_line_that_is_no_chat_is_refused(
        self, session: Session, tmp_path: Path, line: str, says: str
    ) -> None:
        """With its number, what it holds, and what a chat looks like."""
        path = tmp_path / "chats.jsonl"
        path.write_text(f'[{{"role": "user", "content": "a"}}]\n{line}\n', encoding="utf-8")
        with pytest.raises(SettingError, match=says) as refused:
            chats_in(str(path), session)
        assert "steer_chats" == refused.value.setting

    def test_too_many_chats_are_refused(self, session: Session, tmp_path: Path) -> None:
        """None is left out without a word."""
        path = tmp_path / "more.txt"
        path.write_text("hello\n" * (MOST_CHATS + 1), encoding="utf-8")
        with pytest.raises(SettingError, match="more than 1,000 chats"):
            chats_in(str(path), session)

    def test_cancelled_it_keeps_what_was_learnt(self, front: Browser) -> None:
        """And says after how many steps; the replies are shown all the same."""
        front.query(
            "s", "steer", question={"preset": "own:oracle", "text": ASKED}, layer=2, position=4,
            steer={**SHORT, "steer_steps": 5000},
        )  # fmt: skip
        assert front.wait("s", "progress", seconds=60)
        with front._news:
            assert front._news.wait_for(
                lambda: any(m.get("id") == "s" and m.get("done", 0) > 2 for m in front.heard), timeout=60
            )
        front.say(kind="cancel", id="s")
        entry = front.end("s", seconds=60)["value"]
        assert entry["cancelled"]
        assert 2 < entry["done"] < 5000
        assert front.explorer.steerings[0].report.cancelled
        assert entry["after"]

    def test_another_explorer_takes_it_over(self, session: Session, front: Browser) -> None:
        """With what was learnt, so that its strength can be moved there."""
        steer(front, "s")
        later = Browser(Explorer(session, front.explorer.trace))
        later.explorer.go_on_from(front.explorer)
        assert front.explorer.steered == later.explorer.steered
        later.query("one", "strength", steering="s", strength=0.5)
        assert "result" == later.end("one", seconds=60)["kind"]


PERSONA = [
    {"role": "system", "content": "You are a pirate."},
    {"role": "user", "content": "What is the capital of France?"},
    {"role": "assistant", "content": "Arr! It is Paris."},
]
IN_SLOT = {"steer_learn": "slot", "steer_wish": "knight", "steer_steps": 2}


@pytest.fixture(scope="module")
def world() -> Session:
    """Return a session on the teaching world's model, whose decoder ships with it."""
    return Session()


@pytest.fixture
def persona(world: Session) -> Browser:
    """Return an Explorer of a chat with a system prompt of its own."""
    return Browser(Explorer(world, world.run(PERSONA)))


class TestInASlot:
    """A vector in a slot of the system prompt, beside the empty slot and noise in it."""

    def by_slot(self, front: Browser, id: str = "s", **args: Any) -> dict[str, Any]:
        """Steer by the reply, with the oracle."""
        front.query(
            id,
            "steer",
            question={"preset": "decoder:oracle", "text": "What role does the model play?"},
            **{"layer": 6, "position": 21, "start": 16, "stop": 22, "steer": IN_SLOT, **args},
        )
        return front.end(id, seconds=120)

    def test_it_stands_beside_its_controls(self, world: Session, persona: Browser, tmp_path: Path) -> None:
        """Each reply and answer is what its code gives; the vector acts in the slot alone."""
        more = tmp_path / "more.txt"
        more.write_text("What is the capital of Peru?\n", encoding="utf-8")
        settings = {**IN_SLOT, "steer_chats": str(more), "steer_strength": 2}
        entry = self.by_slot(persona, steer=settings, options=["pirate", "king"])["value"]
        (learnt,) = persona.explorer.steerings
        assert isinstance(learnt, SteeringVectors)
        assert ((0,), (5,)) == (learnt.layers, learnt.positions)
        assert ("slot", "Act like a x.", 4) == (entry["learn"], entry["prompt"], entry["tried"])
        assert 2 == entry["judged"]
        assert "diverged" not in entry
        (random,), (after,) = entry["random"], entry["after"]
        assert [None, None, 2.0, 2.0] == [
            each["strength"] for each in (entry["before"], entry["empty"], random, after)
        ]
        assert "options=['pirate', 'king', 'knight']" in after["code"]
        for shown in (entry["before"], entry["empty"], random, after):
            lines = [line for line in shown["code"].split("\n") if not line.startswith("session = ")]
            values: dict[str, Any] = {"session": world}
            exec("\n".join(lines), values)
            assert shown["text"] == values["reply"].text.strip()
            assert shown["answer"] == values["answer"].text.strip()
            assert shown["confidence"] == pytest.approx(values["answer"].confidence, abs=1e-6)
        assert values["steering"] == learnt
        noise = SteeringVectors.random(learnt.norms, 128, positions=learnt.positions)
        name = world.backend.load_adapter(noise.adapter(2.0))
        asked = [{"role": "system", "content": "Act like a x."}, PERSONA[1]]
        assert random["text"] == world.generate(asked, adapter=name).text.strip()
        world.backend.unload_adapter(name)
        assert entry["empty"]["text"] == world.generate(asked).text.strip()
        assert entry["before"]["text"] == world.generate(PERSONA[:2]).text.strip()

    def test_the_same_tokens_are_read_behind_the_slot(self, world: Session, persona: Browser) -> None:
        """They stand elsewhere there, since the system prompt is as long as it is; controls move along."""
        settings = {**IN_SLOT, "steer_prompt": "Please act like a x."}
        entry = self.by_slot(persona, steer=settings)["value"]
        assert 1 == entry["judged"]
        assert [[6, position] for position in range(16, 22)] == entry["sites"]
        chat = [{"role": "system", "content": "Please act like a x."}, *PERSONA[1:]]
        trace = world.run(chat)
        where = trace.messages[-1]
        read = trace.select([6], range(where.start, where.stop))
        asked = world.decoders["oracle"].with_question("What role does the model play?")
        assert entry["empty"]["answer"] == world.ask(read, asked, controls=False).text.strip()
        persona.query("two", "strength", steering="s", strength=0)
        off = persona.end("two", seconds=60)["value"]
        same = ("text", "answer", "confidence")
        for found in (off["after"][0], off["random"][0]):
            assert [entry["empty"][name] for name in same] == [found[name] for name in same]

    @pytest.mark.parametrize(
        ("args", "setting", "says"),
        [
            ({"steer": {**IN_SLOT, "steer_prompt": "Be kind."}}, "steer_prompt", "has no slot"),
            ({"steer": {**IN_SLOT, "steer_prompt": ""}}, "steer_prompt", "has no slot"),
            ({"position": 5, "start": 3, "stop": 6}, "position", "Select tokens after the system prompt"),
            ({"steer": {**IN_SLOT, "steer_wish": ""}}, "steer_wish", "Write the answer"),
        ],
    )
    def test_what_cannot_be_steered_there(
        self, persona: Browser, args: dict[str, Any], setting: str, says: str
    ) -> None:
        """The field, and what to do."""
        end = self.by_slot(persona, **args)
        assert ("error", setting) == (end["kind"], end["setting"]), end
        assert says in end["message"]
        assert [] == persona.explorer.steerings

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ([{"role": "system", "content": "Be kind."}], "Chat 2 of .* slot. The chat has no messages"),
            ([{"role": "assistant", "content": "Hello."}], "Chat 2 of .* slot. The chat has no messages"),
            ([{"role": "user", "content": "Hi. " * 2000}], "Chat 2 of .* cannot be steered in the slot"),
        ],
    )
    def test_more_chats_that_have_no_slot(
        self, persona: Browser, tmp_path: Path, line: list[dict[str, str]], says: str
    ) -> None:
        """It is said where they were named, and which one it is."""
        more = tmp_path / "more.jsonl"
        good = [{"role": "user", "content": "What is the capital of Peru?"}]
        more.write_text(f"{json.dumps(good)}\n{json.dumps(line)}\n", encoding="utf-8")
        end = self.by_slot(persona, steer={**IN_SLOT, "steer_chats": str(more)})
        assert ("error", "steer_chats") == (end["kind"], end["setting"]), end
        assert re.search(says, end["message"]), end["message"]

    def test_more_chats_with_the_slot_elsewhere(self, world: Session) -> None:
        """A template may write something else before some chats."""
        read = world.run(PERSONA).select([6], range(16, 22))
        reading = SlotReading.of(read, SystemSlot("Act like a x."))

        class Elsewhere(SystemSlot):
            def position(self, tokenizer: Any, chat: Any) -> int:
                return super().position(tokenizer, chat) + int(chat[-1]["content"] == "Hi")

        moved = dataclasses.replace(reading, slot=Elsewhere("Act like a x."))
        chats = [[{"role": "user", "content": text}] for text in ("Who are you?", "Hi")]
        with pytest.raises(SettingError, match=r"Chat 2 of .* slot at position 6, and .* at 5\.") as caught:
            moved.check_more(chats, "a.txt", world.backend.tokenizer)
        assert "steer_chats" == caught.value.setting

    def test_what_diverged_is_counted(self, persona: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        """The page says of how many candidates nothing was learnt."""

        def learn(*args: Any, **given: Any) -> Any:
            if given["learning_rate"] == 0.3:
                raise NotFinite("The loss is no number.")
            return steer_learns(*args, **given)

        monkeypatch.setattr(room, "steer", learn)
        entry = self.by_slot(persona)["value"]
        assert (4, 1) == (entry["tried"], entry["diverged"])


class TestRefused:
    """Said at the field that it is about; nothing is lost."""

    @pytest.mark.parametrize(
        ("args", "setting", "says"),
        [
            ({"name": "own:lens"}, "question", "Choose one under Decoders"),
            ({"name": ""}, "question", "Choose one under Decoders"),
            ({"name": "own:gone"}, "question", "Choose one under Decoders"),
            ({"text": " "}, "question", "question is empty"),
            ({"steer": {}}, "steer_wish", "Write the answer that should be given to 'Is it a fox"),
            ({"steer": {"steer_wish": "  "}}, "steer_wish", "Write the answer"),
            ({"steer": {**SHORT, "steer_steps": 0}}, "steer_steps", "whole number from 1 up"),
            ({"steer": {**SHORT, "steer_learn": "magic"}}, "steer_learn", "vectors, lora or slot"),
            ({"steer": {**SHORT, "steer_layers": [4]}}, "steer_layers", "does not reach"),
            ({"steer": {**SHORT, "steer_positions": [-1]}}, "steer_positions", "counted from 0"),
            ({"steer": {**SHORT, "steer_positions": [99]}}, "steer_positions", "none of the positions"),
            ({"steer": {**SHORT, "steer_chats": "no/such.txt"}}, "steer_chats", "There is no file"),
            ({"steer": {**SHORT, "steer_magic": 1}}, "steer_magic", "no setting"),
            ({"layer": None, "position": None, "start": None}, "position", "Select the tokens"),
            ({"layer": 1}, "layer", "reads layer"),
        ],
    )
    def test_what_cannot_be_steered(
        self, front: Browser, args: dict[str, Any], setting: str, says: str
    ) -> None:
        """The field, and what to do."""
        end = steer(front, "s", **args)
        assert ("error", setting) == (end["kind"], end["setting"]), end
        assert says in end["message"]
        assert ([], []) == (front.explorer.steerings, front.explorer.steered)

    def test_a_text_is_no_chat(self, session: Session) -> None:
        """There is nothing to reply to."""
        front = Browser(Explorer(session, session.run("the fox met a hare")))
        end = steer(front, "s")
        assert ("error", "position") == (end["kind"], end["setting"])
        assert "Run a chat" in end["message"]

    def test_a_strength_of_nothing(self, front: Browser) -> None:
        """What was learnt is not there any more."""
        front.query("one", "strength", steering="gone", strength=1)
        end = front.end("one")
        assert ("error", "steer_strength") == (end["kind"], end["setting"])
        assert "Steer again" in end["message"]
