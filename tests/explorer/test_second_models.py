"""Another open session's model beside the Explorer's grid, and what is asked of its cells."""

from __future__ import annotations

import gc
import pathlib
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from browser_end import Browser
from explorer_questions import TEXTS, ask, model_keys
from latentlens import Explorer, Lens, Patchscope, Session, fit_lens
from latentlens.explorer.static_seconds import seconds_lines, seconds_tables
from latentlens.explorer.wire_grid import Comparable, Page, SecondTrace
from plain import Plain
from tiny import save_tiny, sentencepiece_like, tiny_model
from unpacked import plain_page

ASKED, TEXT = "the x is", "the cat met a hare"
WHOLE = {"start": 0, "layers": [*range(5)]}


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Session]]:
    """Return the Explorer's session, `near`; a variant, a deeper and a wider one, and one of other tokens."""
    folder = tmp_path_factory.mktemp("models")
    sizes: dict[str, dict[str, Any]] = {
        "near": {},
        "tuned": {"seed": 3},
        "deep": {"seed": 5, "num_hidden_layers": 6},
        "wide": {"seed": 6, "hidden_size": 64},
    }
    for name, each in sizes.items():
        save_tiny(folder / name, "llama", **each)
    tokenizer = sentencepiece_like()
    tokenizer.save_pretrained(folder / "foreign")
    tiny_model("llama", seed=4, vocab_size=len(tokenizer), num_hidden_layers=3).save_pretrained(
        folder / "foreign"
    )
    found = {name: Session(folder / name) for name in (*sizes, "foreign")}
    yield found
    for session in found.values():
        session.close()


@pytest.fixture
def front(sessions: dict[str, Session]) -> Browser:
    """Return an Explorer of the near model, seen from its browser."""
    return Browser(Explorer(sessions["near"], sessions["near"].run(TEXT)))


def asked(front: Browser, id: str, what: str, **args: Any) -> Any:
    """Return the value of a query, or the message of its error."""
    front.say(kind="query", id=id, what=what, args=args)
    ended = front.end(id)
    return ended["value"] if ended["kind"] == "result" else ended["message"]


def compared(front: Browser, model: str, **args: Any) -> SecondTrace:
    """Return the entry of a comparison with a model, under the model's name."""
    entry = asked(front, model, "second", model=model, **args)
    return SecondTrace.model_validate(entry, strict=False)


def source(entry: SecondTrace) -> dict[str, str]:
    """Return what a question about a cell of an entry's grid is sent with."""
    return {"variant": entry.variant, "trace_key": entry.key}


def test_models_of_other_sessions_are_offered(sessions: dict[str, Session], front: Browser) -> None:
    """They are listed with the traces, and none in an Explorer of another model's trace."""
    here = {"tuned", "deep", "foreign"}
    found = Comparable(**asked(front, "t", "traces"))
    other = Browser(Explorer(sessions["near"], sessions["deep"].run(TEXT)))

    assert here == here & {*found.models}
    assert "near" not in found.models
    assert [] == asked(other, "t", "traces")["models"]
    assert "There is no model 'deep'" in asked(other, "e", "second", model="deep")
    assert "named by a text" in asked(front, "e", "second", model=3)


@pytest.mark.parametrize("name", ["tuned", "deep", "foreign"])
def test_its_grid_is_its_own_logit_lens(sessions: dict[str, Session], front: Browser, name: str) -> None:
    """Tokens, depth, every cell and what comes next are those of plain transformers with that model alone."""
    session = sessions[name]
    ids = session.backend.tokenizer.encode(TEXT)
    plain = Plain(session.model.hf_model)
    states = plain.states(ids)
    logits = torch.stack([plain.unembedded(layer) for layer in states]).detach()
    top = logits.softmax(-1).topk(5)
    entry = compared(front, name)  # not before: it is read in the background, where the hooks would see it
    page = Page(**asked(front, "p", "lens", trace=name, layers=[*range(len(states))], start=0, stop=len(ids)))

    assert [session.backend.tokenizer.visible(i) for i in ids] == entry.tokens
    assert (len(states) - 1, name) == (entry.n_layers, entry.model)
    words = [[session.backend.tokenizer.visible(int(i)) for i in cell] for cell in top.indices.reshape(-1, 5)]
    assert words == [[page.words[i] for i in page.index[at : at + 5]] for at in range(0, len(page.index), 5)]
    assert top.values.reshape(-1).tolist() == pytest.approx(page.probs, abs=2e-4)
    chance = {each.token: each.after for each in entry.next}
    for i, value in zip(top.indices[-1, -1], top.values[-1, -1], strict=True):
        assert float(value) == pytest.approx(chance[session.backend.tokenizer.visible(int(i))], abs=1e-4)
    own = Plain(sessions["near"].model.hf_model)
    ours = own.hf(torch.tensor([front.explorer.trace.token_ids])).logits[0, -1].detach().softmax(-1)
    likeliest = sessions["near"].backend.tokenizer.visible(int(ours.argmax()))
    before = {each.token: each.before for each in entry.next}
    assert float(ours.max()) == pytest.approx(before[likeliest], abs=1e-4)


def test_the_difference_is_one_model_minus_the_other(sessions: dict[str, Session], front: Browser) -> None:
    """Each model's own unembedding reads its own states, as plain transformers alone."""
    ids = front.explorer.trace.token_ids
    probs = []
    for name in ("near", "tuned"):
        plain = Plain(sessions[name].model.hf_model)
        probs.append(torch.stack([plain.unembedded(each) for each in plain.states(ids)]).softmax(-1))
    likely = probs[0].argmax(-1, keepdim=True)
    entry = compared(front, "tuned")
    page = asked(front, "d", "lens", trace="tuned", stop=len(ids), difference=True, **WHOLE)
    found = Page(**page).difference

    assert found is not None
    assert "" == entry.not_subtracted
    assert probs[0].gather(-1, likely).reshape(-1).tolist() == pytest.approx(page["probs"], abs=2e-4)
    assert probs[1].gather(-1, likely).reshape(-1).tolist() == pytest.approx(found.chance, abs=2e-4)
    assert ((probs[1] - probs[0]).abs().sum(-1) / 2).reshape(-1).tolist() == pytest.approx(
        found.distance, abs=2e-4
    )
    assert not any(found.equal)


@pytest.mark.parametrize(
    ("name", "says"),
    [("deep", "deep has 6 layers, and this model has 4."), ("foreign", "foreign has another vocabulary of")],
)
def test_where_there_is_no_difference_a_sentence_says_why(front: Browser, name: str, says: str) -> None:
    """Models of another depth or vocabulary are shown side by side, and not subtracted."""
    entry = compared(front, name)

    assert says in entry.not_subtracted
    assert entry.not_subtracted == asked(front, "d", "lens", trace=name, stop=2, difference=True, **WHOLE)
    assert ("deep" == name) is (entry.distance is not None) is entry.one_vocabulary


@pytest.mark.parametrize(("name", "layer"), [("tuned", 2), ("deep", 6)])
def test_a_question_about_its_cell_reads_that_model(
    sessions: dict[str, Session], front: Browser, name: str, layer: int
) -> None:
    """Also at layers that the Explorer's own model does not have; the copied code gives the same answer."""
    entry, into = compared(front, name), 2
    end = ask(
        front, "a", "ask", "", ASKED, layer=layer, position=3, source=source(entry), settings={"layer": into}
    )
    assert "result" == end["kind"], end
    found = end["value"]
    direct = sessions["near"].ask(sessions[name].run(TEXT), layer, 3, Patchscope(ASKED, layer=into))

    assert (direct.text, direct.confidence) == (found["text"], pytest.approx(found["confidence"]))
    assert found["question"].endswith(f"({name})")
    assert sessions[name].backend.name == found["provenance"]["source_model"]
    here: dict[str, Any] = {}
    exec(found["code"], here)
    assert (found["text"], pytest.approx(found["confidence"])) == (
        here["answer"].text,
        here["answer"].confidence,
    )


def test_cells_of_another_width_are_refused_by_readers_without_a_mapping(front: Browser) -> None:
    """The model that is asked cannot take them, and nothing else is asked in their place."""
    entry = compared(front, "wide")
    end = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source(entry))

    assert "error" == end["kind"]
    assert "64" in end["message"]
    assert not front.explorer.answers


def test_its_code_makes_both_again(front: Browser) -> None:
    """The code opens both models, and gives the cells of both grids."""
    entry = compared(front, "foreign")
    here: dict[str, Any] = {}
    exec(entry.code, here)

    assert front.explorer.trace.tokens == here["before"].tokens
    assert entry.tokens == here["after"].tokens
    assert (front.explorer.compared[-1].resid == here["after"].resid).all()


@pytest.mark.parametrize(
    ("name", "args"), [("foreign", {}), ("tuned", {"prompt": "a fox"})], ids=["other tokens", "other prompt"]
)
def test_cells_of_other_tokens_are_not_asked_about(front: Browser, name: str, args: Any) -> None:
    """A sentence says why and what to do; a question that names them all the same is refused at its field."""
    entry = compared(front, name, **args)
    assert "" == entry.variant
    assert f"Cells of {name} are not asked about here" in entry.not_asked
    assert "session.explore(other.run(prompt))" in entry.not_asked
    end = ask(
        front, "a", "ask", "", ASKED, layer=2, position=3,
        source={"variant": model_keys(front)[f"state:{name}"], "trace_key": entry.key},
    )  # fmt: skip
    assert ("error", "variant") == (end["kind"], end["setting"])


def test_a_model_that_changed_since_is_not_asked_silently(
    sessions: dict[str, Session], front: Browser
) -> None:
    """A cell of the grid as it was read is asked about, or nothing: the trace's key says which it is."""
    entry = compared(front, "tuned")
    weight = sessions["tuned"].model.hf_model.get_input_embeddings().weight
    before = weight.detach().clone()
    with torch.no_grad():
        weight.mul_(1.5)
    try:
        end = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source(entry))
    finally:
        with torch.no_grad():
            weight.copy_(before)
    assert ("error", "variant") == (end["kind"], end["setting"])
    assert "tuned is not what its grid was read from" in end["message"]
    assert "result" == ask(front, "b", "ask", "", ASKED, layer=2, position=3, source=source(entry))["kind"]


def test_a_closed_session_keeps_what_was_read(front: Browser, tmp_path: pathlib.Path) -> None:
    """Cells that were read stay, also on pages; others, and questions, are refused by the model's name."""
    save_tiny(tmp_path / "leaving", "llama", seed=8)
    leaving = Session(tmp_path / "leaving")
    entry = compared(front, "leaving")
    kept = asked(front, "p", "lens", trace="leaving", layers=[*range(5)], start=0, stop=len(entry.tokens))
    leaving.close()
    said = asked(front, "d", "lens", trace="leaving", stop=2, difference=True, **WHOLE)

    assert kept == asked(front, "q", "lens", trace="leaving", stop=len(entry.tokens), **WHOLE)
    assert "The session of leaving was closed" in said
    end = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source(entry))
    assert ("error", "variant") == (end["kind"], end["setting"])
    assert "There is no model 'leaving'" in asked(front, "again", "second", model="leaving")
    front.explorer.save_html(tmp_path / "page.html")
    (pages,) = [each["pages"] for each in front.explorer._handlers.second_traces.read_for(None)]
    assert [kept["words"]] == [page["words"] for page in pages if "difference" not in page]


def test_pages_of_a_fitted_lens_stay_when_its_model_is_closed(
    sessions: dict[str, Session], front: Browser, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is shown again, with what it says of the lens, and no weights are read for it."""
    near = sessions["near"]
    leaving = Session(save_tiny(tmp_path / "fitted-elsewhere", "llama", seed=10))
    for name, each in (("ours", near), ("theirs", leaving)):
        near.readers[name] = Lens(fit_lens(each, TEXTS, layers=[1, 2], ridge=0.1))
    entry = compared(front, "fitted-elsewhere")
    whole = {"start": 0, "stop": len(entry.tokens), "layers": [1, 2], "trace": "fitted-elsewhere"}
    asks = [
        {**whole, **more, "lens": lens}
        for lens in ("ours", "theirs")
        for more in ({}, {"measures": True, "pinned": "the"}, {"difference": True})
    ]
    try:
        kept = [asked(front, f"p{i}", "lens", **args) for i, args in enumerate(asks)]
        assert [True, True, True, False, False, True] == ["instead" in page for page in kept]
        with monkeypatch.context() as patch:
            patch.setattr(type(leaving.backend), "fingerprint", None)
            assert kept == [asked(front, f"q{i}", "lens", **args) for i, args in enumerate(asks)]
        leaving.close()
        assert kept == [asked(front, f"r{i}", "lens", **args) for i, args in enumerate(asks)]
    finally:
        for name in ("ours", "theirs"):
            del near.readers[name]


def test_a_model_whose_session_is_gone_is_read_as_long_as_it_is_compared_with(
    front: Browser, tmp_path: pathlib.Path
) -> None:
    """The comparison holds its trace, as a variable would."""
    save_tiny(tmp_path / "gone", "llama", seed=9)
    gone = Session(tmp_path / "gone")
    entry = compared(front, "gone")
    del gone
    gc.collect()

    page = asked(front, "p", "lens", trace="gone", layers=[4], start=0, stop=len(entry.tokens))
    assert len(entry.tokens) * 5 == len(page["index"])


def test_a_lens_that_was_fitted_on_one_model_reads_no_other(
    sessions: dict[str, Session], front: Browser, tmp_path: pathlib.Path
) -> None:
    """In its place the logit lens is shown, in either grid and in the difference, and a sentence says so."""
    near, tuned = sessions["near"], sessions["tuned"]
    twin = Session(save_tiny(tmp_path / "near", "llama", seed=8))
    for name, each in (("ours", near), ("theirs", tuned), ("twin", twin)):
        near.readers[name] = Lens(fit_lens(each, TEXTS, layers=[1, 2], ridge=0.1))
    twin.close()
    entry = compared(front, "tuned")
    whole = {"start": 0, "stop": len(entry.tokens), "layers": [1, 2, 3]}
    second, both = {**whole, "trace": "tuned"}, {**whole, "trace": "tuned", "difference": True}
    measured = {**second, "measures": True, "pinned": "the"}
    here = "so the logit lens is shown here."
    expected = [
        ("ours", second, f"The lens 'ours' was fitted for near, {here}"),
        ("ours", measured, f"The lens 'ours' was fitted for near, {here}"),
        ("ours", both, "The lens 'ours' was fitted for near, so this is of the logit lens."),
        ("theirs", whole, f"The lens 'theirs' was fitted for tuned, {here}"),
        ("theirs", both, "The lens 'theirs' was fitted for tuned, so this is of the logit lens."),
        (
            "twin",
            whole,
            f"The lens 'twin' was fitted for near with other weights, adapters or settings, {here}",
        ),
    ]
    try:
        for i, (lens, at, instead) in enumerate(expected):
            page = asked(front, f"p{i}", "lens", lens=lens, **at)
            assert {**asked(front, f"q{i}", "lens", **at), "instead": instead} == page
            assert [1, 2, 3] == page["layers"]
        for lens, at in (("ours", whole), ("theirs", second)):
            page = asked(front, f"own {lens}", "lens", lens=lens, **at)
            assert ([1, 2], False) == (page["layers"], "instead" in page)
    finally:
        for name in ("ours", "theirs", "twin"):
            del near.readers[name]


def test_a_name_that_is_free_again_tells_both_models_apart(front: Browser, tmp_path: pathlib.Path) -> None:
    """A closed model's comparison says so once another of its name is compared with, and not before."""

    def told() -> dict[str, tuple[str, str]]:
        return {each["id"]: (each["model"], each["label"]) for each in front.explorer.seconds}

    first = Session(save_tiny(tmp_path / "1" / "twin", "llama", seed=11))
    asked(front, "one", "second", model="twin")
    first.close()
    asked(front, "near", "second", prompt="the cat")
    assert ("twin", f"twin: {TEXT}") == told()["one"]
    with Session(save_tiny(tmp_path / "2" / "twin", "llama", seed=12)):
        entry = asked(front, "two", "second", model="twin")
        assert ("twin", f"twin: {TEXT}") == (entry["model"], entry["label"]) == told()["two"]
        assert ("twin (closed)", f"twin (closed): {TEXT}") == told()["one"]
        assert ("", "the cat") == told()["near"]


def test_pages_and_tables_have_it(front: Browser, tmp_path: pathlib.Path) -> None:
    """A page without a kernel has the cells of both grids; of a model of another depth no difference."""
    entries = {name: compared(front, name) for name in ("foreign", "tuned")}
    front.explorer.save_html(tmp_path / "page.html")
    found = {each["id"]: each["pages"] for each in front.explorer._handlers.second_traces.read_for(None)}
    (own,) = [plain_page(page) for page in found["foreign"]]

    assert [False, True] == sorted("difference" in page for page in found["tuned"])
    assert ([*range(4)], len(entries["foreign"].tokens)) == (own["layers"], own["stop"])
    lines = seconds_lines(front.explorer.seconds)
    assert "foreign: the cat met a hare" in lines[0]
    assert "other vocabularies" in lines[0]
    assert "differs by" in lines[1]
    tables = "".join(str(each) for each in seconds_tables(front.explorer.seconds))
    assert "foreign" in tables
    assert "none" in tables


def test_a_saved_session_says_that_it_is_not_kept(
    sessions: dict[str, Session], tmp_path: pathlib.Path
) -> None:
    """It holds traces of its own model alone: comparisons within it come back, and others are named."""
    near = sessions["near"]
    trace = near.run("a hare")
    front = Browser(trace.explorer)
    compared(front, "tuned")
    asked(front, "own", "second", prompt="the fox")
    with Session.load(near.save(tmp_path / "work.session")) as again:
        (explorer,) = [each._explorer for each in again.traces if each.prompt == "a hare"]
        assert ["own"] == [each["id"] for each in explorer.seconds]
        assert ["the fox"] == [each.prompt for each in explorer.compared]
        assert "tuned" in again._repr_html_()
        assert "are not kept: open that model too" in again._repr_html_()


@pytest.mark.parametrize("name", ["tuned", "deep", "foreign"])
def test_a_prompt_of_one_token_is_compared(sessions: dict[str, Session], name: str) -> None:
    """Its one token has one partner at most, and what comes next is said."""
    near = sessions["near"]
    front = Browser(Explorer(near, near.run([near.backend.tokenizer.encode("cat")[-1]])))
    if name == "foreign":
        assert "given as token ids" in asked(front, name, "second", model=name)
        return
    entry = compared(front, name)
    assert (1, [0], [0]) == (len(entry.tokens), entry.own, entry.partners)
    assert entry.next


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ({"prompt": "cat " * 3000}, "tuned cannot run this prompt: "),
        ({"prompt": "x", "begins": "It"}, "this prompt is a text"),
    ],
)
def test_what_it_cannot_run_is_said(front: Browser, args: Any, says: str) -> None:
    """The message names the model, and nothing is kept."""
    assert says in asked(front, "e", "second", model="tuned", **args)
    assert [] == front.explorer.seconds


def test_a_state_of_one_model_is_not_written_into_another(front: Browser) -> None:
    """A patch across models is refused by name; within the other model it is made there."""
    entry = compared(front, "tuned")
    at = {"layer": 1, "position": 2}
    says = asked(front, "x", "patch", read={"trace": "tuned", **at}, write={"trace": "", **at})
    assert "in another session" in says
    within = asked(
        front, "y", "patch", read={"trace": "tuned", **at}, write={"trace": "tuned", **at, "position": 3}
    )
    assert (("tuned", "tuned"), entry.own) == ((within["base"], within["model"]), within["own"])
    assert "they are of a patched run" in within["not_asked"]
