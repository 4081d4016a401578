"""A second trace in the Explorer: another prompt, or a run that was patched."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from browser_end import Browser
from decoders import layer_vectors, opened, weights
from latentlens import Decoder, Session
from latentlens.explorer.menu import menu
from latentlens.explorer.partners import token_partners
from latentlens.explorer.protocol import SettingError
from latentlens.explorer.second_json import labels_of
from latentlens.explorer.steer_panel import check_can_steer
from latentlens.explorer.variant_source import VariantChoice
from latentlens.explorer.wire_grid import Page, SecondTrace, SessionTrace

PROMPT, OTHER = "The capital of France is", "The capital of Japan is"


@pytest.fixture
def second(bundled: Session) -> Browser:
    """Return the Explorer of a prompt with five words, which is compared with another prompt, as "two"."""
    front = Browser(bundled.explore(bundled.run(PROMPT)))
    front.say(kind="query", id="two", what="second", args={"prompt": OTHER, "key": ""})
    front.end("two")
    return front


def asked(front: Browser, id: str, what: str, **args: Any) -> Any:
    """Return the value of a query, or the message of its error."""
    front.say(kind="query", id=id, what=what, args=args)
    ended = front.end(id)
    return ended["value"] if ended["kind"] == "result" else ended["message"]


def site(layer: int, position: int, trace: str = "") -> dict[str, Any]:
    """Return a cell as a query names it."""
    return {"trace": trace, "layer": layer, "position": position}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a b c", "a b c", [0, 1, 2]),
        ("a b c", "z a b c", [1, 2, 3]),
        ("a France c", "a Japan c", [0, 1, 2]),
        ("a very old c", "a new c", [0, None, None, 2]),
        ("a", "b c", [None]),
        ("", "b", []),
    ],
)
def test_partners_stand_for_each_other(one: str, other: str, expected: list[int | None]) -> None:
    """Equal tokens are partners wherever they stand, and so are as many others in their place."""
    assert expected == token_partners(one.split(), other.split())


class TestSecondPrompt:
    """The query `second`."""

    def test_it_is_kept_with_its_partners(self, second: Browser) -> None:
        """The entry has the prompt's tokens, their partners, and what may come next in both."""
        (entry,) = second.explorer.seconds
        found = SecondTrace.model_validate(entry, strict=False)

        assert ["<bos>", "The", "·capital", "·of", "·Japan", "·is"] == found.tokens
        assert [0, 1, 2, 3, 4, 5] == found.own == found.partners
        assert ("", []) == (found.base, found.patches)
        assert {"·Paris", "·Tokyo"} <= {each.token for each in found.next}
        assert 0.9 < (found.distance or 0) <= 1

    def test_its_code_makes_both_again(self, second: Browser, bundled: Session) -> None:
        """The code runs, and gives both prompts."""
        here: dict[str, Any] = {}
        exec(second.explorer.seconds[0]["code"], here)

        assert PROMPT == here["before"].prompt
        assert (bundled.run(OTHER).resid == here["after"].resid).all()

    def test_in_a_chat_it_replaces_the_last_user_message(self) -> None:
        """The system prompt and earlier turns stay, and what follows that message is left out."""
        session = opened()
        said = [("system", "a fox"), ("user", "the cat"), ("assistant", "met"), ("user", "a hare")]
        chat = [{"role": role, "content": content} for role, content in said]
        reply = {"role": "assistant", "content": "both"}
        front = Browser(session.explore(session.run([*chat, reply])))
        entry = asked(front, "s", "second", prompt="the fox", key="")
        expected = session.run([*chat[:3], {"role": "user", "content": "the fox"}])

        assert expected.tokens == entry["tokens"]
        assert expected.code in entry["code"]

    @pytest.mark.parametrize(
        ("prompt", "begins", "expected"),
        [
            ("", "a hare", [("user", "the cat"), ("assistant", "a hare")]),
            ("the fox", "a hare", [("user", "the fox"), ("assistant", "a hare")]),
            ("", "", [("user", "the cat")]),
        ],
    )
    @pytest.mark.parametrize("last", [None, "both", "begun"])
    def test_in_a_chat_the_reply_can_be_begun(
        self, prompt: str, begins: str, expected: Any, last: str | None
    ) -> None:
        """The chat up to its last reply runs with another beginning of it, or with none; the code too."""
        session = opened()
        chat: list[dict[str, Any]] = [{"role": "user", "content": "the cat"}]
        if last is not None:
            reply = {"role": "assistant", "content": last}
            chat.append({**reply, "prefix": True} if last == "begun" else reply)
        front = Browser(session.explore(session.run(chat)))
        entry = asked(front, "s", "second", prompt=prompt, begins=begins)
        found = SecondTrace.model_validate(entry, strict=False)
        text = "<bos>" + "".join(f"[{role}] {said}\n" for role, said in expected)
        text = text[:-1] if begins else f"{text}[assistant]"
        second = front.explorer.compared[-1]

        assert session.run(text, prepend_bos=False).token_ids == second.token_ids
        assert second.code in entry["code"]
        assert second.token_ids == eval(second.code, {"session": session}).token_ids
        assert [(role, role == "assistant") for role, _ in expected] == [
            (each.role, each.begun) for each in found.roles
        ]
        assert begins == "" or entry["label"].endswith("reply begins “a hare”")
        assert entry["label"].startswith(next(said for role, said in expected if role == "user"))

    @pytest.mark.parametrize("begins", ["", "The"])
    def test_chats_are_told_apart_by_their_system_message(self, begins: str) -> None:
        """It stands before the question, shortened."""
        session = opened()
        labels = []
        for secret in ("carrot", "flute"):
            chat: list[dict[str, Any]] = [
                {"role": "system", "content": f"The secret word is {secret}."},
                {"role": "user", "content": "Say " + "it " * 60},
            ]
            if begins:
                chat.append({"role": "assistant", "content": begins, "prefix": True})
            labels += labels_of([session.run(chat)])

        assert labels[0] == labels[1].replace("flute", "carrot")
        assert labels[0] != labels[1]
        assert "Say it it" in labels[0]
        assert ("reply begins “The”" if begins else "…") == labels[0][-18 if begins else -1 :]

    def test_chats_are_told_apart_wherever_they_differ(self) -> None:
        """In the middle of a long system message, or at its end; each label is as short as ever."""
        session, long = (
            opened(),
            "You are a helpful assistant of the zoo who feeds the animals, most of all the {}",
        )
        systems = [
            long.format(f"{animal}, and it {does}.")
            for animal in ("fox", "hare")
            for does in ("eats", "sits")
        ]
        traces = [
            session.run(
                [{"role": "system", "content": each}, {"role": "user", "content": "Say " + "it " * 40}]
            )
            for each in systems
        ]
        alone = [labels_of([trace])[0] for trace in traces]
        assert 1 == len({*alone})
        labels = labels_of(traces)
        assert 4 == len({*labels})
        assert max(map(len, labels)) <= len(alone[0])
        assert all(label.startswith("system “You are a he") for label in labels)

    def test_prompts_of_the_same_words_have_their_numbers_of_tokens(self) -> None:
        """Where a space at the end or the number of repeats differs; nothing is said of other words."""
        session = opened()
        texts = ["the cat", "the cat ", "it " * 51, "it " * 52, "a  hare", "a fox"]
        traces = [session.run(each) for each in texts]
        labels = labels_of(traces)

        assert 6 == len({*labels})
        assert [True] * 4 + [False] * 2 == [
            label.endswith(f", {len(trace)} tokens") for label, trace in zip(labels, traces, strict=True)
        ]
        patched = traces[0].patch({(1, 1): traces[2][2, 2]})
        expected = f"the cat, {len(traces[0])} tokens, patched at L1 position 1"
        assert expected == labels_of([patched, *traces])[0]

    def test_a_message_without_content_has_its_tokens_in_the_label(self) -> None:
        """There is nothing that was asked, and no word that nobody wrote."""
        trace = opened().run([{"role": "user", "content": "the cat"}])
        trace.chat[0]["content"] = None

        assert "".join(trace.tokens).replace("\n", " ").split()[0] == labels_of([trace])[0].split()[0]

    def test_a_begun_reply_is_shown_in_its_band(self) -> None:
        """The Explorer of a chat with a begun reply has its text, and its positions as a begun reply's."""
        session = opened()
        chat: list[dict[str, Any]] = [
            {"role": "user", "content": "the cat"},
            {"role": "assistant", "content": "a hare"},
        ]
        whole, begun = (
            session.explore(session.run([chat[0], {**chat[1], **more}])) for more in ({}, {"prefix": True})
        )
        shown = [begun.tokens[i] for i in range(begun.roles[-1]["start"], begun.roles[-1]["stop"])]

        assert ("", "a hare", None) == (whole.begun, begun.begun, session.explore(session.run("a")).begun)
        assert [[False, False], [False, True]] == [[r["begun"] for r in e.roles] for e in (whole, begun)]
        assert "·a·hare" == "".join(shown)

    def test_a_text_has_no_reply_to_begin(self, second: Browser) -> None:
        """A begun reply is refused where the prompt is a text."""
        assert "this prompt is a text; got 'It'" in asked(second, "e", "second", prompt="x", begins="It")
        assert "begins with is a text" in asked(second, "f", "second", prompt="x", begins=3)

    def test_traces_of_the_session_are_offered(self, bundled: Session) -> None:
        """What was run and is still held can be chosen, but not the trace itself or one of another model."""
        trace, other = bundled.run(PROMPT), bundled.run("The king of Spain")
        front = Browser(bundled.explore(trace))
        listed = [SessionTrace(**each) for each in asked(front, "t", "traces")["traces"]]

        assert "The king of Spain" in [each.label for each in listed]
        assert trace.key not in [each.key for each in listed]
        assert other.tokens == asked(front, "s", "second", prompt="", key=other.key)["tokens"]

    def test_labels_tell_apart_also_from_what_came_later(self, bundled: Session) -> None:
        """Each is as if all had been compared at once: the first is named anew once another begins alike."""
        start = "The capital of France is the city of Paris and the capital of Spain is a town that is old, "
        front = Browser(bundled.explore(bundled.run(PROMPT)))
        first = asked(front, "one", "second", prompt=f"{start}so it is the first of the towns of Spain")
        second = asked(front, "two", "second", prompt=f"{start}so it is the last of the towns of Spain")
        labels = {each["id"]: each["label"] for each in front.explorer.seconds}

        assert labels["two"] == second["label"]
        assert "first" in labels["one"]
        assert "last" in labels["two"]
        assert "first" not in first["label"]

    def test_its_lens_is_read(self, second: Browser, bundled: Session) -> None:
        """A page of the second trace's lens is what the lens reads there."""
        page = Page(**asked(second, "p", "lens", layers=[7, 8], start=0, stop=6, trace="two"))
        grid = bundled.lens(bundled.run(OTHER), layers=[7, 8])

        assert [each for row in grid.tokens for cell in row for each in cell] == [
            page.words[i] for i in page.index
        ]

    def test_the_difference_is_read(self, second: Browser) -> None:
        """A page of the difference has the first prompt's likeliest tokens, with both probabilities."""
        page = Page(**asked(second, "d", "lens", layers=[8], start=0, stop=6, trace="two", difference=True))
        assert page.difference is not None

        assert [True, True, True, True, False, False] == page.difference.equal
        assert "·Paris" == page.words[page.index[5]]
        assert (page.probs[5] or 0) > 0.9 > 0.1 > (page.difference.chance[5] or 0)

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            ({"prompt": " ", "key": ""}, "Type a second prompt"),
            ({"prompt": "", "key": "abc"}, "not held any more"),
            ({"prompt": 3}, "The second prompt is a text"),
            ({"prompt": "x " * 2000}, "tokens"),
        ],
    )
    def test_what_cannot_be_compared_is_said(self, second: Browser, args: Any, says: str) -> None:
        """Nothing is kept of a prompt that cannot be run."""
        assert says in asked(second, "e", "second", **args)
        assert 1 == len(second.explorer.seconds)

    def test_a_trace_that_is_not_held_is_said(self, second: Browser) -> None:
        """A page of a trace that nobody holds is refused by name."""
        says = asked(second, "p", "lens", layers=[1], start=0, stop=2, trace="gone")
        assert "'gone' is not held any more" in says


class TestPatch:
    """The query `patch`."""

    def test_a_state_of_one_is_written_into_the_other(self, second: Browser, bundled: Session) -> None:
        """The patched run is that of trace.patch, and its entry says what may come next before and after."""
        entry = asked(second, "x", "patch", read=site(1, 4, "two"), write=site(1, 4))
        before, other = bundled.run(PROMPT), bundled.run(OTHER)
        after = before.patch({(1, 4): other.select(1, 4)})
        chance = {each["token"]: each["after"] for each in entry["next"]}
        probs = after.logits[-1].softmax(-1)

        assert [[1, 4]] == entry["patches"]
        assert "" == entry["base"]
        assert (after.resid == second.explorer.compared[-1].resid).all()
        assert float(probs[bundled.backend.tokenizer.encode_continuation(" Tokyo")[0]]) == pytest.approx(
            chance["·Tokyo"], abs=1e-5
        )

    def test_its_code_makes_the_patch_again(self, second: Browser, bundled: Session) -> None:
        """What is copied as code gives the logits of transformers with one plain hook."""
        entry = asked(second, "x", "patch", read=site(2, 4, "two"), write=site(2, 4))
        here: dict[str, Any] = {}
        exec(entry["code"], here)
        hf = bundled.model.hf_model
        vector = bundled.run(OTHER)[2, 4]

        def write(_: Any, args: Any, kwargs: Any) -> Any:
            hidden = (args[0] if args else kwargs["hidden_states"]).clone()
            hidden[0, 4] = vector
            return ((hidden, *args[1:]), kwargs) if args else (args, {**kwargs, "hidden_states": hidden})

        handle = hf.model.layers[2].register_forward_pre_hook(write, with_kwargs=True)
        try:
            with torch.no_grad():
                expected = hf(torch.tensor([bundled.run(PROMPT).token_ids]), use_cache=False).logits[0]
        finally:
            handle.remove()
        assert torch.allclose(expected, here["after"].logits, atol=1e-3)

    def test_a_second_patch_joins_the_first(self, second: Browser) -> None:
        """A cell of a patched run takes another patch; both are compared with the run without any."""
        asked(second, "x", "patch", read=site(1, 4, "two"), write=site(1, 4))
        entry = asked(second, "y", "patch", read=site(3, 5, "two"), write=site(3, 5, "x"))

        assert [[1, 4], [3, 5]] == entry["patches"]
        assert "" == entry["base"]

    def test_the_second_prompt_can_be_patched(self, second: Browser) -> None:
        """A cell of the Explorer's own trace goes into the second, which it is then compared with."""
        entry = asked(second, "x", "patch", read=site(1, 4), write=site(1, 4, "two"))

        assert "two" == entry["base"]
        assert "·Paris" == max(entry["next"], key=lambda each: each["after"])["token"]

    def test_cells_outside_the_cone_are_equal(self, second: Browser) -> None:
        """In the difference of a patched run, exactly the cells outside the cone are equal."""
        asked(second, "x", "patch", read=site(2, 4, "two"), write=site(2, 4))
        page = Page(
            **asked(second, "d", "lens", layers=[1, 2, 3], start=3, stop=6, trace="x", difference=True)
        )
        assert page.difference is not None
        rows = [page.difference.equal[i : i + 3] for i in (0, 3, 6)]

        assert [[True, True, True], [True, False, True], [True, False, False]] == rows

    def test_what_cannot_be_patched_is_said(self, second: Browser) -> None:
        """A cell that does not exist, or a trace that is not held, is refused by name."""
        assert "not held" in asked(second, "a", "patch", read=site(1, 4, "no"), write=site(1, 4))
        assert "Layer 99" in asked(second, "b", "patch", read=site(1, 4), write=site(99, 4))
        assert "layer and a position" in asked(second, "c", "patch", read=3, write=site(1, 4))

    def test_only_the_latest_are_held(self, second: Browser) -> None:
        """The latest eight are held and shown, and a second prompt while one is compared with it."""
        for i in range(9):
            asked(second, f"x{i}", "patch", read=site(1, 4), write=site(1, i % 6, "two"))

        assert ["two", *(f"x{i}" for i in range(1, 9))] == [each["id"] for each in second.explorer.seconds]
        assert "x0" not in [entry["id"] for entry in second.explorer.seconds]
        assert isinstance(asked(second, "p", "lens", layers=[1], start=0, stop=2, trace="two"), dict)
        assert "not held" in asked(second, "q", "lens", layers=[1], start=0, stop=2, trace="x0")


class TestExplorerOfAPatchedRun:
    """The Explorer of a trace that was patched."""

    def test_no_variant_is_offered(self) -> None:
        """A variant would run the tokens without the patches."""
        session = opened()
        name = session.backend.load_adapter(layer_vectors(session))
        before = session.run("the cat met a hare")
        offered = [
            f"on:{name}" in dict(VariantChoice(session, trace).choices)
            for trace in (before, before.patch({(1, 2): before[2, 1]}))
        ]

        assert [True, False] == offered

    def test_it_is_not_steered(self) -> None:
        """Steering runs the session's model as it is, without the patches."""
        session = opened()
        session.readers["oracle"] = Decoder(weights(session), question="Is it?", max_new_tokens=3)
        before = session.run([{"role": "user", "content": "the cat met a hare"}])
        entry = menu(session)["own:oracle"]
        check_can_steer(entry, session, before)
        with pytest.raises(SettingError, match="in a patched run"):
            check_can_steer(entry, session, before.patch({(1, 2): before[2, 1]}))

    def test_the_model_does_not_go_on_without_the_patches(self, bundled: Session) -> None:
        """Its continuation is refused, since it would be that of the run without them."""
        before = bundled.run(PROMPT)
        front = Browser(bundled.explore(before.patch({(1, 4): before[2, 3]})))
        assert "without the patches" in asked(front, "c", "continuation")
