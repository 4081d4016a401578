"""NaN and infinity in the place of a state, a control or a distribution: refused or marked, no answer."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import math
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from latentlens import Case, Session, calibrate, fit_lens, fit_relation, fit_soft_prompt, grade
from latentlens.ask.answer import Answer
from latentlens.engine.injection import AddNormMatched
from latentlens.errors import InputError, NotFinite
from latentlens.explorer.explorer import Explorer
from latentlens.explorer.protocol import answer_json, page_json
from latentlens.mappings.mapping import Rescale
from latentlens.plots import layer_by_position
from latentlens.readers.lens import Lens
from latentlens.readers.patchscope import Patchscope
from tiny import tiny_model, tiny_tokenizer

PROMPT = "The capital of France is Paris"
SPOT = "ance"
"""The last token of France: there the models overflow."""
ASK = Patchscope("The language of x is", 3, max_new_tokens=3)
"""Written above the block that overflows."""
OPTIONS = ["France", "Peru"]


@pytest.fixture(scope="module")
def half() -> Session:
    """A model in float16 that overflows in block 2 at one token, as large models do at some."""
    hf, tokenizer = tiny_model("llama").half(), tiny_tokenizer()
    token = tokenizer.convert_tokens_to_ids(SPOT)
    with torch.no_grad():
        hf.model.embed_tokens.weight[token] = 6.4e4
        block = hf.model.layers[2]
        block.post_attention_layernorm.weight.fill_(1.0)
        block.mlp.gate_proj.weight.fill_(0.3)
        block.mlp.up_proj.weight.fill_(0.3)
        block.mlp.down_proj.weight.fill_(5.0)
    return Session((hf, tokenizer))


@pytest.fixture(scope="module")
def sweep(half: Session) -> Any:
    """Two layers at two tokens: one of the four cells holds no state."""
    return half.sweep(half.run(PROMPT), ASK, layers=[2, 3], positions=[5, 6], options=OPTIONS)


@pytest.fixture
def made() -> Callable[..., Session]:
    """Make a session of a small model in float32, once something was done to the model."""

    def make(change: Callable[[Any, Any], None]) -> Session:
        hf, tokenizer = tiny_model("llama"), tiny_tokenizer()
        with torch.no_grad():
            change(hf, tokenizer)
        return Session((hf, tokenizer))

    return make


def broken(hf: Any, tokenizer: Any, text: str) -> None:
    """Give a word a state of infinity."""
    hf.model.embed_tokens.weight[tokenizer(text, add_special_tokens=False)["input_ids"][-1]] = math.inf


def says_nothing(answer: Answer) -> bool:
    """Whether an answer has neither text nor number, and the flag alone."""
    numbers = [answer.confidence, *(o.probability for o in answer.options)]
    return (
        not answer.finite
        and (answer.text, answer.tokens, answer.token_ids, answer.controls) == ("", (), (), ())
        and all(map(math.isnan, numbers))
        and (answer.excess, answer.option_mass, answer.agreement) == (None, None, None)
        and [flag.kind for flag in answer.flags] == ["not finite"]
    )


class TestAsking:
    """One cell is refused, cells of a sweep are marked, and the others are answered as ever."""

    @pytest.mark.parametrize("how", [{}, {"options": OPTIONS}, {"samples": 3}, {"controls": False}], ids=str)
    def test_a_cell_that_holds_no_state_is_refused(self, half: Session, how: dict[str, Any]) -> None:
        """Asked alone it is an error that names the layer, the token, how many numbers, and what to do."""
        trace = half.run(PROMPT)
        bad = int((~trace[3, "France"].isfinite()).sum())

        with pytest.raises(NotFinite, match=rf"Layer 3, position 6 'ance'.* {bad} of 32 .*float16.*bfloat16"):
            half.ask(trace, 3, SPOT, ASK, **how)
        assert half.ask(trace, 2, SPOT, ASK).finite

    def test_a_sweep_marks_it_and_goes_on(self, half: Session) -> None:
        """The grid's other cells equal those of a sweep without it, number for number."""
        trace = half.run(PROMPT)
        whole = torch.isfinite(trace.resid).all(-1).tolist()
        sweep = half.sweep(trace, ASK)

        assert sweep.complete
        assert not all(map(all, whole))
        for (layer, position), answer in sweep.answers.items():
            if whole[layer][position]:
                assert half.ask(trace, layer, position, ASK).text == answer.text
                assert answer.finite
            else:
                assert says_nothing(answer)

    def test_a_grid_of_target_layers_marks_it_and_goes_on(self, half: Session) -> None:
        """So is what the model makes NaN of, in the figure too."""
        grid = half.sweep(half.run(PROMPT), ASK, positions=SPOT, target_layers=slice(None), options=OPTIONS)
        found = grid.along("layer", "target_layer")
        bad = {cell for cell, answer in found.items() if says_nothing(answer)}

        # those below run through the block in which the state overflows
        assert {(k, to) for k in (0, 1, 2) for to in (3, 4)} == {*found} - bad
        assert grid.best().finite
        (crossed,) = [trace for trace in grid.plot().data if trace.name == "not finite: no answer"]
        assert {(to, k) for k, to in bad} == set(zip(crossed.x, crossed.y, strict=True))
        assert grid.plot(option="Peru").to_json()

    @pytest.mark.parametrize("reader", [ASK, Patchscope("The language of x is", 3, temperature=0.7)])
    @pytest.mark.parametrize("contrast", [0.0, 0.5])
    def test_logits_that_break_midway_end_without_an_answer(
        self, made: Callable[..., Session], reader: Patchscope, contrast: float
    ) -> None:
        """What was said before is no answer, and neither token 0 nor torch's own error comes instead."""
        asked = dataclasses.replace(reader, contrast=contrast, max_new_tokens=4)
        clean = made(lambda hf, tokenizer: None)
        first = clean.ask(clean.run("Peru"), 2, -1, asked, controls=False).token_ids[0]
        session = made(lambda hf, tokenizer: hf.model.embed_tokens.weight[first].fill_(math.inf))
        trace = session.run("Peru")

        assert torch.isfinite(trace.resid).all()
        with pytest.raises(NotFinite, match=r"after the target prompt and 1 tokens of an answer.*float32"):
            session.ask(trace, 2, -1, asked, controls=False)

    def test_an_option_that_cannot_be_scored_is_refused(self, made: Callable[..., Session]) -> None:
        """Its later tokens have no probability once its first is read."""
        session = made(lambda hf, tokenizer: broken(hf, tokenizer, " Country"))

        with pytest.raises(NotFinite, match="logits hold NaN"):
            session.ask(session.run("Peru"), 2, -1, ASK, options=["Country in", "Peru"])

    def test_logits_that_overflow_are_refused_where_the_model_s_own_do(
        self, made: Callable[..., Session]
    ) -> None:
        """A finite state is marked where the model's own logits hold +inf; -inf is a probability of 0."""

        session = made(lambda hf, tokenizer: None)
        with torch.no_grad():
            session.model.hf_model.lm_head.weight[7] = 3e38
        trace = session.run(PROMPT)
        own = session.model.hf_model(torch.tensor([trace.token_ids])).logits[0]
        bad = (own.isnan() | (own == math.inf)).any(-1).tolist()
        answers = session.sweep(trace, Lens(), layers=[-1]).answers
        grid = session.lens(trace, layers=[-1])

        assert 0 < sum(bad) < len(trace)
        assert bad == [not answers[4, p].finite for p in range(len(trace))]
        assert bad == (~grid.finite[0]).tolist()
        assert all(says_nothing(answer) for answer in answers.values() if not answer.finite)

    def test_what_a_mapping_makes_too_large_is_refused(self, half: Session) -> None:
        """The state is finite, what is written is not in the target's precision: the error says which."""
        reader = Patchscope("The language of x is", 3, mapping=Rescale(1e6))

        with pytest.raises(NotFinite, match="has a state, but what the mapping and the injection make of it"):
            half.ask(half.run("Peru"), 2, -1, reader)

    def test_a_scale_that_overflows_is_marked(self, half: Session) -> None:
        """The other scales are answered."""
        vectors = half.vectors({"v": half.run("Peru")[2, -1]}, layer=2)
        sweep = half.sweep(vectors, ASK, scales=[1, 1e7])

        assert sweep[1].finite
        assert says_nothing(sweep[1e7])
        assert "vector 'v × 1e+07'" in sweep[1e7].flags[0].message
        (crossed,) = [trace for trace in sweep.plot().data if trace.name == "not finite: no answer"]
        assert (1e7,) == tuple(crossed.x)

    def test_options_that_are_all_impossible_have_no_probabilities(self) -> None:
        """Where every option's log-probability is minus infinity there is no choice."""
        from latentlens.ask.outcome import NO_OUTCOME, outcome_of
        from latentlens.engine.query import Receipt, Result, Scores
        from latentlens.model.tokenizer import ModelTokenizer
        from latentlens.scoring.forced_choice import ForcedChoice

        choice = ForcedChoice(OPTIONS, ModelTokenizer(tiny_tokenizer(), n_ctx=64), one_token=False)
        scores = Scores(tuple((-math.inf,) * len(c) for c in choice.readout.continuations))

        assert outcome_of([Result(scores, Receipt())], choice, 0) is NO_OUTCOME


class TestControls:
    """A control that is not finite is left out, and the answer says so."""

    def test_the_null_control(self, made: Callable[..., Session]) -> None:
        """Where the placeholder's own state overflows, nothing written gives nothing to compare with."""
        session = made(lambda hf, tokenizer: broken(hf, tokenizer, " x"))
        answer = session.ask(session.run("Peru"), 0, -1, Patchscope("The language of x is", 0))

        assert ["random"] == [control.kind for control in answer.controls]
        assert "control not finite" in [flag.kind for flag in answer.flags]
        assert "null" in next(f.message for f in answer.flags if f.kind == "control not finite")
        assert answer.excess == answer.confidence - answer.controls[0].support

    @pytest.mark.parametrize("how", [{}, {"options": OPTIONS}, {"samples": 3}], ids=str)
    def test_a_random_vector_of_too_great_a_norm(self, half: Session, how: dict[str, Any]) -> None:
        """A random vector of a finite state's norm may hold numbers that float16 does not have."""
        answer = half.ask(half.run(PROMPT), 0, SPOT, ASK, **how)

        assert ["null"] == [control.kind for control in answer.controls]
        assert ["control not finite"] == [f.kind for f in answer.flags if "control" in f.kind]

    def test_another_position_s_state(self, half: Session) -> None:
        """A shuffled position without a state is no control."""
        from latentlens.scoring.controls import Controls

        trace = half.run("France")
        answer = half.ask(trace, 3, 1, ASK, controls=Controls(random=0, shuffled=True))

        assert ["null"] == [control.kind for control in answer.controls]
        assert "shuffled" in answer.flags[-1].message


class TestWhatComesBack:
    """An answer without numbers, wherever it goes."""

    def test_json_holds_null(self, sweep: Any) -> None:
        """Nothing that JSON cannot hold, and no number where there is none."""
        plain = sweep[3, 6].to_dict()

        json.dumps(plain, allow_nan=False)
        assert plain["confidence"] is None
        assert [None, None] == [option["probability"] for option in plain["options"]]
        sent = answer_json(sweep[3, 6], id="1", question="x is")
        json.dumps(sent, allow_nan=False)
        assert sent["confidence"] is None

    def test_an_impossible_token_keeps_its_place(self, sweep: Any) -> None:
        """Minus infinity travels as a number so small that its probability is 0."""
        answer = dataclasses.replace(sweep[2, 6], token_logprobs=(-math.inf,))

        assert 0 == math.exp(answer_json(answer, id="1", question="x is")["token_logprobs"][0])

    def test_a_table_has_no_number(self, sweep: Any) -> None:
        """pandas has NaN for what is missing, and the flag's name."""
        frame = sweep.to_pandas().set_index(["layer", "position"])

        assert frame.loc[(3, 6), ["confidence", "p(Peru)", "excess"]].isna().all()
        assert "not finite" == frame.loc[(3, 6), "flags"]
        assert frame.loc[[(2, 5), (2, 6), (3, 5)], "confidence"].notna().all()
        assert sweep._repr_html_()

    def test_words_say_so(self, sweep: Any) -> None:
        """Neither "nan" nor an empty text stands where a person looks."""
        answer = sweep[3, 6]

        assert "<Answer not finite; layer 3, position 6 'ance'>" == repr(answer)
        assert "not finite" in answer._repr_html_()
        assert "nan" not in answer._repr_html_().replace("NaN", "")
        assert math.isnan(answer.min_probability)

    def test_the_best_is_one_that_is(self, sweep: Any, half: Session) -> None:
        """It is picked from the finite answers, and counted among them."""
        assert 3 == sweep.best().best_of
        none = half.sweep(half.run(PROMPT), ASK, layers=[3], positions=[6])
        with pytest.raises(NotFinite, match="None of the 1 answers"):
            none.best()

    def test_verifying_leaves_it_out(self, sweep: Any, half: Session) -> None:
        """A difference of NaN would pass for 0."""
        assert (3, 6) not in sweep.verify().cells
        assert sweep.verify().max_logit_difference < 0.1
        with pytest.raises(InputError, match="none that is finite"):
            half.sweep(half.run(PROMPT), ASK, layers=[3], positions=[6]).verify()

    def test_a_figure_has_a_cross(self, sweep: Any) -> None:
        """Its cell has no colour."""
        figure = sweep.plot()
        (crossed,) = [trace for trace in figure.data if trace.name == "not finite: no answer"]

        assert (6,) == tuple(crossed.x)
        parts = [np.array(trace.z, dtype=float) for trace in figure.data if trace.type == "heatmap"]
        without = np.all([np.isnan(part) for part in parts], axis=0)
        cells = {(layer, position) for layer in sweep.layers for position in sweep.positions}
        assert 1 == without.sum() < len(cells)

    def test_a_heat_map_crosses_infinity(self) -> None:
        """It has no colour, and does not set those of the others."""
        figure = layer_by_position([[0.1, math.inf], [0.3, 0.9]], [0, 1], [0, 1], ["a", "b"])

        assert math.isnan(figure.data[0].z[0][1])
        assert (0.0, 1.0) == (figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax)
        assert ["not finite: no answer"] == [trace.name for trace in figure.data if trace.name]

    def test_grading_refuses(self, half: Session) -> None:
        """A case without a state is neither right nor wrong; the error lists such cases."""
        cases = [Case(PROMPT, 2, SPOT, "Paris"), Case(PROMPT, 3, SPOT, "Paris")]

        with pytest.raises(NotFinite, match=r"1 of 2 cases .* leave these cases out: \[1\]"):
            grade(half, ASK, cases)
        with pytest.raises(NotFinite, match="cases out"):
            calibrate(half, ASK, cases, split="some")


class TestLens:
    """A lens reads nothing where there is nothing."""

    def test_its_grid_has_no_tokens_there(self, half: Session) -> None:
        """The marks are where the states are not finite, and the others read what they read alone."""
        trace = half.run(PROMPT)
        grid = half.lens(trace)
        finite = torch.isfinite(trace.resid).all(-1).numpy()

        assert finite.tolist() == grid.finite.tolist()
        assert {-1} == set(grid.token_ids[~finite].reshape(-1).tolist())
        assert {""} == {t for i, j in np.argwhere(~finite) for t in grid.tokens[i][j]}
        assert np.isnan(grid.probs[~finite]).all()
        assert (grid.token_ids[finite] >= 0).all()
        alone = half.lens(trace, layers=[2], positions=[6])
        assert alone.tokens[0][0] == grid.tokens[2][6]
        assert "not finite" in repr(grid)
        assert grid._repr_html_().count(">not finite<") == (~finite).sum()

    def test_its_pages_hold_null(self, half: Session) -> None:
        """Neither NaN, which no browser parses, nor a 0, which would be a probability."""
        page = page_json(half.lens(half.run(PROMPT), top_k=2))

        json.dumps(page, allow_nan=False)
        bad = [p is None for p in page["probs"]]
        assert 0 < sum(bad) < len(bad)
        assert {""} == {page["words"][i] for i, none in zip(page["index"], bad, strict=True) if none}


class TestExplorer:
    """The browser is told what is not finite."""

    def test_what_it_is_sent(self, half: Session, tmp_path: Any) -> None:
        """A question is refused with the reason, a sweep has points without numbers, as have saved views."""
        trace = half.run(PROMPT)
        heard: list[dict[str, Any]] = []
        with_it = Explorer(half, trace)
        ended = threading.Condition()

        def send(message: dict[str, Any], buffers: Any = None) -> None:
            with ended:
                json.dumps(message, allow_nan=False)
                heard.append(message)
                ended.notify_all()

        with_it.send = send
        question = {"question": {"text": "The language of x is"}, "options": [], "settings": {}}
        asked = {
            "a": ("ask", {"layer": 3, "position": 6, **question}),
            "s": ("sweep", {"layer": 3, "start": 5, "stop": 7, **question}),
            "l": ("layers", {"position": 6, **question}),
        }
        ends: dict[str, dict[str, Any]] = {}

        def end(id: str) -> list[dict[str, Any]]:
            return [m for m in heard if m.get("id") == id and m["kind"] in ("result", "error")]

        for id, (what, args) in asked.items():
            with_it._requests.submit({"kind": "query", "id": id, "what": what, "args": args})
            with ended:
                assert ended.wait_for(functools.partial(end, id), 60)
            (ends[id],) = end(id)

        assert ("error", "NotFinite") == (ends["a"]["kind"], ends["a"]["type"])
        assert "holds no state" in ends["a"]["message"]
        first, second = ends["s"]["value"]["points"]
        assert first["confidence"] is not None
        assert second["confidence"] is None
        assert not with_it.answers
        still = with_it._displays.snapshot(with_it)["text/html"]
        assert "not finite" in still
        page = with_it.save_html(tmp_path / "page.html").read_text("utf-8")
        assert "NaN," not in page.split('id="ll-state">')[1].split('"esm"')[0]
        with_it.close()


class TestVectors:
    """What cannot be a vector is refused by name."""

    def test_a_difference_from_a_cell_without_a_state(self, half: Session) -> None:
        """Infinity minus a number is refused, with what to do about float16."""
        trace = half.run(PROMPT)

        with pytest.raises(NotFinite, match=r"NaN or infinite.*float16"):
            half.vectors({"d": trace[3, 6] - trace[3, 5]}, layer=3)

    @pytest.mark.parametrize("size", [1e-30, 1.0, 1e30])
    def test_directions_of_any_length(self, size: float) -> None:
        """Norm-matched adding and rescaling take the direction of vectors whose norm float32 cannot hold."""
        vector = size * torch.tensor([[[3.0, -4.0, 12.0]]])
        slots = torch.tensor([[[1.0, 2.0, 2.0]]])
        along = torch.tensor([[[3.0, -4.0, 12.0]]]) / 13 * 3

        torch.testing.assert_close(AddNormMatched()(slots, vector), slots + along)
        torch.testing.assert_close(Rescale()(vector, slots), along)

    def test_zeros_have_no_direction(self) -> None:
        """They stay zeros, and add nothing."""
        zeros, slots = torch.zeros(1, 1, 3), torch.ones(1, 1, 3)

        assert torch.equal(slots, AddNormMatched()(slots, zeros))
        assert torch.equal(zeros, Rescale()(zeros, slots))


class TestFits:
    """What is fitted on is finite, or the text is named."""

    TEXTS = ("The capital of Peru is Lima", "a fox met a hare on the road", "cat -> cat", "Once upon a time")

    @pytest.fixture
    def session(self, made: Callable[..., Session]) -> Session:
        """A model in which one word's state is infinite."""
        return made(lambda hf, tokenizer: broken(hf, tokenizer, " France"))

    @pytest.mark.parametrize(
        "fit",
        [
            lambda s, texts: fit_lens(s, texts, method="least_squares", ridge=0.1),
            lambda s, texts: fit_lens(s, texts, method="kl", steps=2),
            lambda s, texts: fit_lens(s, texts, method="jacobian"),
            lambda s, texts: fit_soft_prompt(s, texts, steps=2, length=2, ahead=1),
        ],
        ids=["least squares", "kl", "jacobian", "soft prompt"],
    )
    def test_a_text_that_overflows_is_named(self, session: Session, fit: Any) -> None:
        """Not that training diverged, nor that the architecture is not served."""
        texts = [f"{text} {n} France here" for text, n in itertools.product(self.TEXTS, range(6))]

        with pytest.raises(NotFinite, match=r"France.*(so nothing can be fitted|NaN or infinity)"):
            fit(session, texts)

    def test_a_subject_that_overflows_is_named(self, session: Session) -> None:
        """The relation's fit says in which prompt."""
        with pytest.raises(NotFinite, match="France"):
            fit_relation(session, "The capital of {} is", ["France", "Peru"])

    def test_a_subject_whose_logits_are_none_is_not_left_out(self, session: Session) -> None:
        """That the model "says another object" would not be true."""
        with pytest.raises(NotFinite, match="The model's logits after 'The capital of France is'"):
            fit_relation(
                session,
                "The capital of {} is",
                ["France", "Peru"],
                objects={"France": "Paris", "Peru": "Lima"},
            )
