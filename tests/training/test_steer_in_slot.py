"""Steering in a slot of the system prompt: what is read, which candidate is taken, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from latentlens import (
    SLOT_CANDIDATES,
    Cancelled,
    Decoder,
    InputError,
    NotFinite,
    Progress,
    Session,
    SlotCandidate,
    SteeringVectors,
    steer,
    steer_in_slot,
)
from latentlens.training.steering import steer_in_slot as room
from latentlens.training.steering.steer_in_slot import JUDGED, SlottedChats
from latentlens.training.steering.steering_report import SteeringReport
from latentlens.training.steering.system_slot import SystemSlot
from noted_progress import noted
from tiny import tiny_model, tiny_tokenizer

USER = {"role": "user", "content": "What is the capital of Peru?"}
CHATS = [
    [USER],
    [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": "What is the capital of France?"},
        {"role": "assistant", "content": "Arr! It is Paris."},
    ],
]
ASKED = "What role does the model play?"
WISH = (ASKED, "knight")
QUICK = (SlotCandidate("reply", 1.0, 0.1), SlotCandidate("all", 1.5, 0.1))


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the teaching world's model."""
    return Session()


@pytest.fixture(scope="module")
def oracle() -> Decoder:
    """Return its decoder."""
    return Decoder.load("world-small/oracle")


def learnt(session: Session, oracle: Decoder, **settings: Any) -> SteeringVectors:
    """Steer towards the knight with few steps of two candidates."""
    few = {"candidates": QUICK, "steps": 3, "progress": False}
    return steer_in_slot(session, oracle, CHATS, **{"wishes": [WISH], **few, **settings})


def slotted(session: Session, oracle: Decoder, **given: Any) -> SlottedChats:
    """Return the chats with the slot."""
    slot = given.get("slot", SystemSlot("Act like a x."))
    return SlottedChats(session, oracle, given.get("chats", CHATS), slot, (6,), 24)


def test_what_the_decoder_reads(session: Session, oracle: Decoder) -> None:
    """Nothing of the prompt but all that comes after it, in every other chat with the model's own reply."""
    prompt = {"role": "system", "content": "Act like a x."}
    own = session.generate([[prompt, USER], [prompt, CHATS[1][1]]], max_new_tokens=24)
    assert "knight" not in own[0].text
    whole, replies = (slotted(session, oracle).own(kind) for kind in ("all", "reply"))
    for number, (one, reply) in enumerate(zip(whole, replies, strict=True)):
        tokens = one.trace.tokens
        assert tokens.index("<|user|>") == one.positions[0]
        assert len(tokens) - 1 == one.positions[-1]
        assert bool(number) == (list(one.trace.token_ids) == list(reply.trace.token_ids))
        said = [reply.trace.token_ids[position] for position in reply.positions]
        assert own[number].text == session.backend.tokenizer.decode(said)
    assert {(6,)} == {tuple(each.layers) for each in (*whole, *replies)}


def test_a_prompt_that_the_template_writes_itself_is_not_read() -> None:
    """However much of its end is that of the slot's prompt: reading begins after the full stop."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = (
        "{% if messages[0].role != 'system' %}[system] You help a fox. {% endif %}"
        "{% for m in messages %}[{{ m.role }}] {{ m.content }} {% endfor %}"
    )
    read = Session((tiny_model("llama"), tokenizer)).backend.tokenizer
    chat = SystemSlot("Act like a x.").before([USER])
    ids = read.encode_chat(chat)
    assert " [user] What is the capital of Peru? " == read.decode(ids[SystemSlot("").end(read, chat) :])


@pytest.mark.parametrize(
    ("shares", "wanted"), [((0.2, 0.9, 0.9, 0.1), 1), ((0.0, 0.0, 0.0, 0.0), 0), ((0.1, 0.2, 0.3, 0.4), 3)]
)
def test_the_candidate_whose_own_replies_convince_the_decoder_is_taken(
    session: Session,
    oracle: Decoder,
    monkeypatch: pytest.MonkeyPatch,
    shares: tuple[float, ...],
    wanted: int,
) -> None:
    """Not the one with the least loss; of equal ones the first."""
    made = [
        SteeringVectors(
            {0: torch.full((session.backend.d_model,), float(n))},
            SteeringReport("decoder", "world-small", "f00d", 2, {}, checks=((0, 5.0), (3, 1.0 / n))),
        )
        for n in range(1, 5)
    ]
    waiting = iter(made)
    monkeypatch.setattr(room, "steer", lambda *_, **__: next(waiting))
    monkeypatch.setattr(SlottedChats, "convinced", lambda _, one, *__: shares[made.index(one)])
    found = learnt(session, oracle, candidates=SLOT_CANDIDATES)
    assert made[wanted] == found
    assert found.report is not None
    assert shares[wanted] == found.report.settings["convinced"]
    assert list(shares) == [each["convinced"] for each in found.report.settings["tried"]]
    assert 2 == found.report.settings["judged"]


def test_the_model_is_steered_and_stays(session: Session, oracle: Decoder) -> None:
    """The vector is added in the slot alone; as many replies convince as are counted by hand."""
    found = learnt(session, oracle, steps=30, options=("knight", "pirate", "king"))
    slot = session.backend.tokenizer.encode_continuation(" x")
    chat = SystemSlot("Act like a x.").before(CHATS[0])
    (at,) = found.positions or ()
    assert slot == [session.backend.tokenizer.encode_chat(chat)[at]]
    assert (0,) == found.layers
    asked = Decoder.load("world-small/oracle", any_source=True, question=ASKED)
    name = session.backend.load_adapter(found.adapter())
    said = []
    for each in (chat, SystemSlot("Act like a x.").before(CHATS[1][1:2])):
        ids = session.backend.tokenizer.encode_chat(each)
        reply = session.generate(each, adapter=name)
        whole = session.run([*ids, *reply.token_ids], adapter=name)
        read = whole.select([6], range(len(ids), len(whole)))
        said.append(session.ask(read, asked, options=["knight", "pirate", "king"], controls=False).text)
    session.backend.unload_adapter(name)
    assert found.report is not None
    assert found.report.settings["convinced"] == sum(each.strip() == "knight" for each in said) / 2
    assert name not in session.backend.adapters


def test_the_number_of_judged_replies_is_counted(session: Session, oracle: Decoder) -> None:
    """Replies to the first chats alone are put to the decoder, however many are learnt from."""
    asked: list[int] = []

    class Counting(SlottedChats):
        def _selections(self, *args: Any) -> Any:
            found = super()._selections(*args)
            asked.append(len(found))
            return found

    many = Counting(session, oracle, [CHATS[0]] * (JUDGED + 2), SystemSlot("Act like a x."), (6,), 1)
    at = SteeringVectors.random({0: 1.0}, session.backend.d_model, positions=[many.position])
    many.convinced(at, [WISH])
    assert [10] == asked
    assert 10 == many.judged


def _diverging(monkeypatch: pytest.MonkeyPatch, at: set[int], what: str) -> list[SteeringVectors]:
    """Let some candidates diverge while they are learnt or judged; return what the others are, as it is."""
    called = iter(range(9))
    made: list[SteeringVectors] = []
    judge = SlottedChats.convinced

    def learn(*args: Any, **given: Any) -> SteeringVectors:
        number = next(called)
        found: SteeringVectors = steer(*args, **given)
        made.append(found)
        if number in at and what == "learnt":
            error = NotFinite(f"loss {number} is no number")
            error.best = found
            raise error
        return found

    def judged(self: SlottedChats, *args: Any) -> float:
        if len(made) - 1 in at and what == "judged":
            raise NotFinite(f"reply {len(made) - 1} is no number")
        return judge(self, *args)

    monkeypatch.setattr(room, "steer", learn)
    monkeypatch.setattr(SlottedChats, "convinced", judged)
    return made


@pytest.mark.parametrize("what", ["learnt", "judged"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_candidate_that_diverges_is_left_out(
    session: Session, oracle: Decoder, monkeypatch: pytest.MonkeyPatch, what: str, at: int
) -> None:
    """The other one is returned, as if it had been the only one, and the report says what diverged."""
    made = _diverging(monkeypatch, {at}, what)
    found = learnt(session, oracle)
    assert made[1 - at] == found
    assert found.report is not None
    tried = found.report.settings["tried"]
    assert [at == number for number in range(2)] == [each["diverged"] for each in tried]
    assert None is tried[at]["convinced"]
    assert tried[1 - at]["convinced"] == found.report.settings["convinced"]
    assert found.report == SteeringReport.from_dict(found.report.to_dict())


@pytest.mark.parametrize("what", ["learnt", "judged"])
def test_where_all_diverge_it_is_said(
    session: Session, oracle: Decoder, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """With what the first one learnt until then."""
    made = _diverging(monkeypatch, {0, 1}, what)
    with pytest.raises(NotFinite, match="0 is no number") as caught:
        learnt(session, oracle)
    assert made[0] == caught.value.best


def test_progress_is_one_count(session: Session, oracle: Decoder) -> None:
    """Of the steps of all candidates together, which never goes back."""
    seen: list[tuple[int, int | None]] = []
    learnt(session, oracle, progress=noted(seen))
    assert [*range(7)] == sorted({done for done, _ in seen})
    assert sorted(seen) == seen
    assert {6} == {total for _, total in seen}


@pytest.mark.parametrize(("after", "tried", "convinced"), [(1, 1, None), (5, 2, 0.0)])
def test_cancelled_it_keeps_what_it_has(
    session: Session, oracle: Decoder, after: int, tried: int, convinced: float | None
) -> None:
    """The best of those that were judged; if none was, what was learnt; and it says so."""

    def stop(progress: Progress) -> None:
        if progress.done >= after:
            progress.cancel()

    found = learnt(session, oracle, progress=Progress(bar=False, on_update=stop))
    assert found.report is not None
    assert found.report.cancelled
    assert (tried, convinced) == (len(found.report.settings["tried"]), found.report.settings["convinced"])
    stopped = Progress(bar=False)
    stopped.cancel()
    with pytest.raises(Cancelled):
        learnt(session, oracle, progress=stopped)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"prompt": "Act like a pirate."}, "has no slot: the word 'x' stands in it 0 times"),
        ({"prompt": "Act like a x or a x."}, "stands in it 2 times"),
        ({"slot": "x y"}, "is 3 tokens"),
        ({"options": ["king", "pirate"]}, "lack the wished answer 'knight'"),
        ({"candidates": []}, "candidates are"),
        ({"candidates": [(1, 2)]}, "candidates are"),
        ({"steps": 0}, "steps"),
        ({"prompt": None}, "prompt is a text; got None"),
        ({"slot": 3}, "slot is a text; got 3"),
        ({"slot": "\ud800"}, "The slot has half a character"),
        ({"wishes": [("Which role is it?",)], "options": ["king"]}, "A wish is a pair"),
        ({"wishes": 5, "options": ["king"]}, "wishes is a list of pairs"),
    ],
)
def test_what_cannot_be_learnt(session: Session, oracle: Decoder, settings: Any, says: str) -> None:
    """What was given, and what to do."""
    with pytest.raises(InputError, match=says):
        learnt(session, oracle, **settings)


@pytest.mark.parametrize("chats", [[], "Who are you?", [[]], ["Who are you?"], [["Who are you?"]]])
def test_what_is_no_chat(session: Session, oracle: Decoder, chats: Any) -> None:
    """A slot is in the system prompt of a chat."""
    with pytest.raises(InputError, match="chats are a list of chats"):
        steer_in_slot(session, oracle, chats, [WISH], progress=False)
