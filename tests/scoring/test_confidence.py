"""Laws of confidence: every number equals what plain transformers gives by hand, controls included."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
import pathlib
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

import latentlens
from latentlens.activations.trace import Trace
from latentlens.ask.answer import Answer, Control
from latentlens.engine.query import Scores
from latentlens.errors import InputError
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.lens import Lens
from latentlens.readers.patchscope import Patchscope
from latentlens.scoring.controls import random_vector
from latentlens.scoring.flags import LOW_OPTION_MASS, Flag, flags, messages
from latentlens.scoring.forced_choice import ForcedChoice, mean_probability
from latentlens.session import Session
from tiny import save_tiny, tiny_model, tiny_tokenizer

READER = Patchscope("The capital of x is", layer=2, max_new_tokens=4, stop="\n")
WORDS = ["Paris", "Lima", "a", "The", "x", "Pa", "hungry", "fox", "Paris is", "Par", "1135", "é"]
CELL = (1, 5)


class ByHand:
    """Plain transformers, one full forward pass for each token, the vector written at each of them."""

    def __init__(self) -> None:
        self.hf = tiny_model("llama")
        self.tokenizer = tiny_tokenizer()

    @torch.no_grad()
    def logprobs(
        self, continuation: Sequence[int], vector: torch.Tensor | None, reader: Patchscope = READER
    ) -> list[float]:
        """Return the log-probability of each token of a continuation of the reader's prompt."""
        prompt = self.tokenizer(reader.text)["input_ids"]
        slot = max(p for p, i in enumerate(prompt) if self.tokenizer.decode([i]).strip() == "x")

        def write(_: Any, args: tuple, kwargs: dict) -> tuple:
            hidden = (args[0] if args else kwargs.pop("hidden_states")).clone()
            hidden[0, slot] = vector
            return (hidden, *args[1:]), kwargs

        found = []
        for n, token in enumerate(continuation):
            handle = None
            if vector is not None:
                block = self.hf.model.layers[reader.layer]
                handle = block.register_forward_pre_hook(write, with_kwargs=True)
            logits = self.hf(torch.tensor([[*prompt, *continuation[:n]]]), use_cache=False).logits[0, -1]
            if handle is not None:
                handle.remove()
            found.append(float(torch.log_softmax(logits, -1)[token]))
        return found

    @torch.no_grad()
    def vector(self, text: str, layer: int, position: int) -> torch.Tensor:
        """Return the residual stream of a text, from transformers' own hidden states."""
        ids = torch.tensor([self.tokenizer(text)["input_ids"]])
        hidden: torch.Tensor = self.hf(ids, output_hidden_states=True).hidden_states[layer][0, position]
        return hidden

    def forms(self, option: str) -> list[list[int]]:
        """Return every way in which an option can be written: alone, and directly after the prompt."""
        alone = [
            self.tokenizer(form, add_special_tokens=False)["input_ids"] for form in (f" {option}", option)
        ]
        prompt = self.tokenizer(READER.text)["input_ids"]
        whole = self.tokenizer(READER.text + option)["input_ids"]
        return [*alone, whole[len(prompt) :]] if whole[: len(prompt)] == prompt else alone


SOURCE = "Once upon a time a fox met a hare"


@pytest.fixture(scope="module")
def trace() -> Trace:
    """Return a trace on a random model."""
    return Session((tiny_model("llama"), tiny_tokenizer())).run(SOURCE)


@pytest.fixture(scope="module")
def by_hand() -> ByHand:
    """Return the independent reference."""
    return ByHand()


def ask(trace: Trace, reader: Any = READER, cell: tuple[int, int] = CELL, **kwargs: Any) -> Answer:
    """Ask one cell."""
    return Session(trace.backend).ask(trace, *cell, reader, **kwargs)


# --- forced choice --------------------------------------------------------------------------------------


def test_forced_choice_equals_a_brute_force_loop(trace: Trace, by_hand: ByHand) -> None:
    """Each option's score is its better form's, summed over one full pass a token; softmax over options."""
    answer = ask(trace, options=WORDS)
    vector = by_hand.vector(SOURCE, *CELL)

    expected, lengths = [], []
    for option in WORDS:
        total, length = max(
            (sum(by_hand.logprobs(form, vector)), len(form)) for form in by_hand.forms(option)
        )
        expected.append(total)
        lengths.append(length)
    probabilities = torch.softmax(torch.tensor(expected, dtype=torch.float64), 0).tolist()

    assert pytest.approx(expected, abs=1e-4) == [score.logprob for score in answer.options]
    assert pytest.approx(probabilities, abs=1e-5) == [score.probability for score in answer.options]
    assert pytest.approx([total / n for total, n in zip(expected, lengths, strict=True)], abs=1e-4) == [
        score.length_normalised for score in answer.options
    ]
    best = probabilities.index(max(probabilities))
    assert WORDS[best] == answer.text
    assert pytest.approx(max(probabilities), abs=1e-5) == answer.confidence
    assert "probability among the options" == answer.confidence_kind
    assert pytest.approx(expected[best], abs=1e-4) == sum(answer.token_logprobs)
    assert list(answer.token_ids) in by_hand.forms(WORDS[best])


def test_option_mass_is_that_of_the_first_tokens(trace: Trace, by_hand: ByHand) -> None:
    """The mass is the probability that the next token begins some option, each token counted once."""
    answer = ask(trace, options=WORDS)
    first = {form[0] for option in WORDS for form in by_hand.forms(option)}
    vector = by_hand.vector(SOURCE, *CELL)

    expected = sum(math.exp(by_hand.logprobs([token], vector)[0]) for token in first)

    assert pytest.approx(expected, abs=1e-5) == answer.option_mass
    assert ask(trace).option_mass is None


def test_one_token_options_are_the_renormalised_next_token(trace: Trace, by_hand: ByHand) -> None:
    """For one-token options the choice is the next-token distribution, restricted to them."""
    tokenizer = by_hand.tokenizer
    words = [w for w in "abcdefghTPLO?;" if tokenizer.convert_tokens_to_ids(f"Ġ{w}") is not None]
    single = [w for w in words if all(len(form) == 1 for form in by_hand.forms(w))]
    assert len(single) >= 2
    answer = ask(trace, options=single)
    vector = by_hand.vector(SOURCE, *CELL)

    weights = [
        max(math.exp(by_hand.logprobs(form, vector)[0]) for form in by_hand.forms(word)) for word in single
    ]

    expected = [weight / sum(weights) for weight in weights]
    assert pytest.approx(expected, abs=1e-5) == [score.probability for score in answer.options]


@settings(max_examples=25, deadline=None)
@given(options=st.lists(st.sampled_from(WORDS), min_size=2, max_size=6, unique=True), data=st.data())
def test_order_of_options_does_not_matter(trace: Trace, options: list[str], data: st.DataObject) -> None:
    """Probabilities sum to 1, and each option has the same one wherever it stands."""
    shuffled = data.draw(st.permutations(options))

    one, other = (ask(trace, options=order, controls=False) for order in (options, shuffled))

    assert pytest.approx(1) == sum(score.probability for score in one.options)
    assert options == [score.text for score in one.options]
    for option in options:
        assert pytest.approx(one.option(option).probability) == other.option(option).probability
    assert pytest.approx(one.option_mass) == other.option_mass
    assert one.text == other.text


def test_options_that_share_a_first_token_are_told_apart(trace: Trace, by_hand: ByHand) -> None:
    """Options that begin alike are scored to their end, and their common first token counts once."""
    options = ["Paris", "Paris x"]
    first, second = (by_hand.forms(option)[0] for option in options)
    assert first[0] == second[0]

    answer = ask(trace, options=options)

    assert answer.options[0].logprob != answer.options[1].logprob
    apart = {form[0] for option in options for form in by_hand.forms(option)}
    assert 2 == len(apart)
    assert 0 < (answer.option_mass or 0) < 1


class Fixed:
    """A tokenizer that gives the ids of a table."""

    def __init__(self, table: dict[str, list[int]]) -> None:
        self.table = table

    def encode_continuation(self, text: str) -> list[int]:
        """Return the table's ids."""
        return self.table[text]

    def encode_unspaced(self, text: str) -> None:
        """Return None: the table has no space to leave out."""
        del text


def fixed_choice(table: dict[str, list[int]], scores: list[list[float]], options: list[str]) -> Any:
    """Return the choice among options whose forms and log-probabilities are given."""
    choice = ForcedChoice(options, Fixed(table), one_token=False)
    return choice.choice(Scores(tuple(tuple(logprobs) for logprobs in scores)))


@pytest.mark.parametrize("better", [0, 1])
def test_the_better_form_counts(better: int) -> None:
    """With and without a leading space are two ways to say one thing: the more probable one is the score."""
    table = {" a": [1], "a": [2, 3], " b": [4], "b": [5]}
    scores = [[-1.0], [-0.2, -0.3]] if better else [[-0.4], [-0.2, -0.3]]

    choice = fixed_choice(table, [*scores, [-3.0], [-2.0]], ["a", "b"])

    assert pytest.approx(-0.5 if better else -0.4) == choice.scores[0].logprob
    assert ((2, 3) if better else (1,)) == choice.token_ids[0]
    assert pytest.approx(-0.25 if better else -0.4) == choice.scores[0].length_normalised
    assert (5,) == choice.token_ids[1]
    assert 0 == choice.best


def test_mass_counts_a_shared_first_token_once() -> None:
    """Two forms that begin with the same token add its probability once."""
    table = {" a": [1, 7], "a": [1, 8], " b": [1, 9], "b": [2]}

    choice = fixed_choice(table, [[-2.0, -1.0], [-2.0, -1.5], [-2.0, -3.0], [-3.0]], ["a", "b"])

    assert pytest.approx(math.exp(-2) + math.exp(-3)) == choice.mass


def test_very_improbable_options_do_not_vanish() -> None:
    """Probabilities far below what a float holds are still compared."""
    table = {" a": [1], "a": [2], " b": [3], "b": [4]}

    choice = fixed_choice(table, [[-5000.0], [-6000.0], [-5001.0], [-7000.0]], ["a", "b"])

    assert pytest.approx(1 / (1 + math.exp(-1))) == choice.scores[0].probability
    assert 0.0 == choice.mass


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["Paris"], "at least two"),
        ([], "at least two"),
        ("Paris", "a list of texts"),
        ([3, 4], "write '3'"),
        (["Paris", None], "are texts"),
        (["Paris", "Paris"], "not all different"),
        (["Paris", " Paris "], "not all different"),
        (["Paris", ""], "one is empty"),
        (["Paris", "  "], "one is empty"),
    ],
)
def test_bad_options(options: Any, says: str) -> None:
    """One option, equal ones and empty ones are refused."""
    with pytest.raises(InputError, match=says):
        ForcedChoice(options, ModelTokenizer(tiny_tokenizer(), 64), one_token=False)


def test_options_that_the_model_cannot_tell_apart() -> None:
    """Two words that a tokenizer maps to the same unknown token are no choice."""
    words = Tokenizer(models.WordLevel({"<unk>": 0, "Paris": 1}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = ModelTokenizer(PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>"), 64)

    with pytest.raises(InputError, match="'Rome' and 'Lima' are the same tokens"):
        ForcedChoice(["Paris", "Rome", "Lima"], tokenizer, one_token=False)
    assert ForcedChoice(["Paris", "Lima"], tokenizer, one_token=False)
    with pytest.raises(InputError, match="'b' has no tokens"):
        ForcedChoice(["a", "b"], Fixed({" a": [1], "a": [2], " b": [], "b": []}), one_token=False)


def test_a_lens_refuses_options_of_several_tokens(trace: Trace) -> None:
    """A lens reads one token: longer options are refused by name; a one-token form is enough."""
    with pytest.raises(InputError, match=r"'hungry' is more than one token.*lens"):
        ask(trace, Lens(), options=["a", "hungry"])

    answer = ask(trace, Lens(), options=["a", "x"])
    assert ["a", "x"] == [score.text for score in answer.options]
    assert 1 == len(answer.token_ids)


def test_a_lens_gives_the_models_own_probabilities(trace: Trace) -> None:
    """At the last layer a lens's answer, and its choice, are the model's own next token."""
    logprobs = torch.log_softmax(trace.logits[5], -1)
    tokenizer = trace.backend.tokenizer

    free = ask(trace, Lens(), (4, 5))
    choice = ask(trace, Lens(), (4, 5), options=["a", "x", "T"])

    assert int(logprobs.argmax()) == free.token_ids[0]
    assert pytest.approx(float(logprobs.max().exp()), abs=1e-5) == free.confidence
    for score in choice.options:
        forms = [tokenizer.encode_continuation(form) for form in (f" {score.text}", score.text)]
        best = max(float(logprobs[form[0]]) for form in forms if len(form) == 1)
        assert pytest.approx(best, abs=1e-4) == score.logprob


# --- free text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [(0, 1), (1, 5), (4, 3)])
def test_free_text_confidence_is_the_geometric_mean(
    trace: Trace, by_hand: ByHand, cell: tuple[int, int]
) -> None:
    """The confidence is exp of the mean log-probability of the answer's tokens, by hand."""
    answer = ask(trace, cell=cell)
    vector = trace[cell] if cell[0] == 4 else by_hand.vector(SOURCE, *cell)

    logprobs = by_hand.logprobs(answer.token_ids, vector)

    assert pytest.approx(logprobs, abs=1e-4) == list(answer.token_logprobs)
    assert pytest.approx(math.exp(sum(logprobs) / len(logprobs)), abs=1e-4) == answer.confidence
    assert "mean token probability" == answer.confidence_kind
    assert () == answer.options
    assert len(answer.tokens) == len(answer.token_ids) == len(answer.token_logprobs)


@given(st.lists(st.floats(-30, 0), min_size=1, max_size=9))
def test_mean_probability_lies_between_its_tokens(logprobs: list[float]) -> None:
    """A geometric mean is between the least and the greatest, and in [0, 1]."""
    mean = mean_probability(logprobs)

    assert math.exp(min(logprobs)) * (1 - 1e-9) <= mean <= math.exp(max(logprobs)) * (1 + 1e-9)


# --- controls -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "options"), [(CELL, None), ((0, 5), list("PLoebd"))])
def test_support_is_what_the_control_gives_to_the_answer(
    trace: Trace, by_hand: ByHand, cell: tuple[int, int], options: list[str] | None
) -> None:
    """A control's support is the answer's own probability, teacher-forced under that control, by hand."""
    answer = ask(trace, cell=cell, options=options, seed=3)
    vector = by_hand.vector(SOURCE, *cell)
    written = {
        "null": None,
        "random": random_vector(vector, seed=3, layer=cell[0], position=cell[1]),
    }

    assert answer.text != answer.controls[0].text  # or its support would be its confidence
    assert ["null", "random"] == [control.kind for control in answer.controls]
    for control in answer.controls:
        if options is None:
            logprobs = by_hand.logprobs(answer.token_ids, written[control.kind])
            expected = math.exp(sum(logprobs) / len(logprobs))
        else:
            totals = [
                max(sum(by_hand.logprobs(form, written[control.kind])) for form in by_hand.forms(option))
                for option in options
            ]
            expected = torch.softmax(torch.tensor(totals), 0)[options.index(answer.text)].item()
        assert pytest.approx(expected, abs=1e-4) == control.support


@pytest.mark.parametrize("options", [None, ["Paris", "Lima", "hungry"]])
def test_a_control_is_as_sure_of_its_own_answer_as_it_says(
    trace: Trace, by_hand: ByHand, options: list[str] | None
) -> None:
    """A control's confidence is in what the control itself says, on the answer's scale."""
    answer = ask(trace, options=options)
    null = answer.control("null")
    assert null is not None

    if options is None:
        expected = math.exp(sum(null.token_logprobs) / len(null.token_logprobs))
        ids = [_id(trace, token) for token in null.tokens]
        assert pytest.approx(by_hand.logprobs(ids, None), abs=1e-4) == list(null.token_logprobs)
    else:
        expected = null.option(null.text).probability
        assert expected == max(score.probability for score in null.options)
        assert pytest.approx(1) == sum(score.probability for score in null.options)
    assert pytest.approx(expected) == null.confidence


def _id(trace: Trace, visible: str) -> int:
    tokenizer = trace.backend.tokenizer
    return next(i for i in range(320) if tokenizer.visible(i) == visible)


def test_without_controls(trace: Trace) -> None:
    """Where no control was run, none is made up."""
    answer = ask(trace, controls=False)

    assert () == answer.controls
    assert answer.excess is None
    assert answer.control("null") is None


def test_a_slot_that_nothing_reads_has_no_excess(trace: Trace) -> None:
    """Written at the last layer before the last token the vector cannot matter: excess 0, and 'generic'."""
    answer = ask(trace, dataclasses.replace(READER, layer=-1))

    assert pytest.approx(0, abs=1e-5) == answer.excess
    assert {answer.text} == {control.text for control in answer.controls}
    assert "generic" in messages(answer.flags)


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 5), layer=st.integers(0, 40), position=st.integers(0, 40), scale=st.floats(1e-3, 1e3)
)
def test_random_control_has_the_vectors_norm(seed: int, layer: int, position: int, scale: float) -> None:
    """The random vector has the norm of the one that it stands for, and another direction."""
    vector = scale * torch.randn(64, generator=torch.Generator().manual_seed(1))

    made = random_vector(vector, seed=seed, layer=layer, position=position)

    torch.testing.assert_close(vector.norm(), made.norm())
    assert abs(float(torch.cosine_similarity(vector, made, dim=0))) < 0.7
    assert torch.equal(made, random_vector(vector, seed=seed, layer=layer, position=position))


def test_random_control_differs_by_cell_and_seed() -> None:
    """Every seed, layer and position has its own direction; (1, 12) and (11, 2) among them."""
    vector = torch.randn(64)
    places = [*itertools.product(range(3), range(13), range(13)), (0, 1, 112), (0, 11, 12), (11, 1, 2)]

    made = {tuple(random_vector(vector, seed=s, layer=k, position=p).tolist()) for s, k, p in set(places)}

    assert len(set(places)) == len(made)


def test_random_control_ignores_global_seed_and_dtype() -> None:
    """The direction depends on nothing global, and is the same in every precision."""
    vector = torch.randn(64)
    torch.manual_seed(1)
    one = random_vector(vector, seed=0, layer=1, position=2)
    torch.manual_seed(2)
    state = torch.get_rng_state()

    half = random_vector(vector.to(torch.bfloat16), seed=0, layer=1, position=2)

    assert torch.equal(one, random_vector(vector, seed=0, layer=1, position=2))
    assert torch.equal(state, torch.get_rng_state())
    assert torch.bfloat16 == half.dtype
    torch.testing.assert_close(one, half.float(), rtol=0.02, atol=0.01)
    zero = random_vector(torch.zeros(64), seed=0, layer=1, position=2)
    assert not zero.any()


def test_controls_do_not_depend_on_what_is_asked_beside_them(trace: Trace) -> None:
    """A cell's controls are the same alone and in a sweep, whatever its order."""
    alone = ask(trace)

    sweep = Session(trace.backend).sweep(trace, READER, layers=[3, 1, 0], positions=[7, 5, 2])

    for one, other in zip(alone.controls, sweep[CELL].controls, strict=True):
        assert one.text == other.text
        assert pytest.approx(one.support, abs=1e-5) == other.support
        assert pytest.approx(one.confidence, abs=1e-5) == other.confidence
    assert alone.text == sweep[CELL].text


def test_seed_changes_the_random_control_only(trace: Trace) -> None:
    """Another seed is another random control; the answer and the null control stay."""
    one, other = ask(trace, seed=0), ask(trace, seed=1)

    assert one.controls[0] == other.controls[0]
    assert one.controls[1].support != other.controls[1].support
    assert one.token_logprobs == other.token_logprobs


# --- flags ----------------------------------------------------------------------------------------------

CLEAN: dict[str, Any] = {
    "text": "Paris",
    "placeholder_visible": False,
    "target_layer": 2,
    "option_mass": None,
    "null_text": "Lima",
    "source_text": "The capital of France",
}


@pytest.mark.parametrize(
    ("kind", "change", "raised"),
    [
        ("generic", {"null_text": "Paris"}, True),
        ("generic", {"null_text": " Paris\n"}, True),
        ("generic", {"null_text": "Paris "}, True),
        ("generic", {"null_text": "paris"}, False),
        ("generic", {"null_text": None}, False),
        ("contamination", {"placeholder_visible": True}, True),
        ("contamination", {"placeholder_visible": False}, False),
        ("option mass", {"option_mass": 0.1}, True),
        ("option mass", {"option_mass": LOW_OPTION_MASS - 0.01}, True),
        ("option mass", {"option_mass": LOW_OPTION_MASS}, False),
        ("option mass", {"option_mass": 1.0}, False),
        ("text inversion", {"source_text": "In Paris"}, True),
        ("text inversion", {"source_text": "in paris, today"}, True),
        ("text inversion", {"source_text": "Parisian"}, False),
        ("text inversion", {"text": "The capital", "source_text": "the capital of"}, True),
        ("text inversion", {"text": "ada", "source_text": "In Canada"}, False),
        ("text inversion", {"text": "C++ (a)", "source_text": "in C++ (a) world"}, True),
        ("text inversion", {"text": "a.c", "source_text": "abc"}, False),
        ("text inversion", {"text": " "}, False),
        ("text inversion", {"text": ""}, False),
    ],
)
def test_flags(kind: str, change: dict[str, Any], raised: bool) -> None:
    """Each flag stands where its reason holds and nowhere else, and says a sentence."""
    assert () == flags(**CLEAN)

    found = {flag.kind: flag.message for flag in flags(**{**CLEAN, **change})}

    assert raised == (kind in found)
    assert all(message.endswith(".") for message in found.values())


def test_flags_reach_the_answer(trace: Trace) -> None:
    """An answer carries the flags of its own numbers; its text is sought up to its own token only."""
    assert "Once upon" == trace.backend.tokenizer.decode(trace.token_ids[:6])
    asked = {p: ask(trace, options=["Once upon", "upon"], cell=(1, p)) for p in (0, 5)}

    assert "text inversion" not in messages(asked[0].flags)
    assert "text inversion" in messages(asked[5].flags)
    assert (asked[5].option_mass or 0) < LOW_OPTION_MASS
    assert "option mass" in messages(asked[5].flags)
    assert len(asked[5].token_ids) > 1
    assert "contamination" not in messages(asked[5].flags)
    long = ask(trace, dataclasses.replace(READER, stop=()))
    assert len(long.token_ids) > 1
    assert "contamination" in messages(long.flags)


def test_text_inversion_sees_characters_of_several_tokens() -> None:
    """A word whose letters are several tokens each is still found in the source."""
    session = Session((tiny_model("llama"), tiny_tokenizer()))
    trace = session.run("In 東 é")
    answer = session.ask(trace, 1, -1, READER, options=["東", "é"])

    assert "text inversion" in messages(answer.flags)


# --- the answer itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize("supports", [(0.1, 0.3), (0.3, 0.1), (0.9, 0.2)])
def test_excess_is_over_the_best_control(trace: Trace, supports: tuple[float, float]) -> None:
    """What is left of the confidence is measured against the control that supports the answer most."""
    answer = ask(trace)
    controls = tuple(
        dataclasses.replace(control, support=support, confidence=0.99)
        for control, support in zip(answer.controls, supports, strict=True)
    )

    changed = dataclasses.replace(answer, confidence=0.7, controls=controls)

    assert pytest.approx(0.7 - max(supports)) == changed.excess


@pytest.mark.parametrize("options", [None, ["Paris", "é"]])
@pytest.mark.parametrize("controls", [True, False])
def test_to_dict_is_json(trace: Trace, options: list[str] | None, controls: bool) -> None:
    """An answer as plain data survives JSON, and holds every number and the reader's code."""
    answer = ask(trace, options=options, controls=controls)

    data = answer.to_dict()

    assert data == json.loads(json.dumps(data, allow_nan=False))
    assert repr(READER) == data["reader"]
    assert answer.excess == data["excess"]
    assert {field.name for field in dataclasses.fields(Answer)} <= set(data)
    assert [c.support for c in answer.controls] == [c["support"] for c in data["controls"]]
    assert list(answer.token_ids) == data["token_ids"]
    assert 1 == data["provenance"]["receipt"]["writes"]
    assert trace.backend.fingerprint() == data["provenance"]["fingerprint"]


def test_option_by_text(trace: Trace) -> None:
    """An option's score is had by its text; an unknown one is named beside those that were asked."""
    answer = ask(trace, options=["Paris", "Lima"])

    assert answer.options[1] is answer.option("Lima")
    with pytest.raises(KeyError, match="'Rome' was not among"):
        answer.option("Rome")
    with pytest.raises(KeyError, match="'Rome' was not among"):
        answer.controls[0].option("Rome")


def test_html_escapes_what_the_model_says(trace: Trace) -> None:
    """Model text never becomes markup in a notebook."""
    answer = ask(trace)
    evil = "<img src=x onerror=alert(1)>&"
    control = Control("null", evil, 0.5, 0.5, (evil,), (0.0,))
    shown = dataclasses.replace(
        answer, text=evil, name=evil, controls=(control,), flags=(Flag("generic", evil),)
    )._repr_html_()

    assert "<img" not in shown
    assert 4 == shown.count("&lt;img src=x onerror=alert(1)&gt;&amp;")
    assert evil == str(dataclasses.replace(answer, text=evil))


@pytest.mark.parametrize(
    "reader",
    [READER, Lens(), dataclasses.replace(READER, mapping=latentlens.Rescale(3.0), injection="add")],
    ids=["patchscope", "lens", "changed"],
)
def test_code_gives_the_answer_again(tmp_path: pathlib.Path, reader: Any) -> None:
    """The lines that stand beside an answer, run as they are, give the same answer."""
    session = Session(save_tiny(tmp_path, "llama"))
    answer = session.ask(session.run(SOURCE), 2, 3, reader, options=["a", "x"], seed=4)
    names: dict[str, Any] = {}

    exec(answer.code, names)

    assert answer == names["answer"]
