"""Laws of options: scored as the tokenizer writes them after the prompt, in forms that exclude each other."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from latentlens import Case, Lens, Patchscope, Session
from latentlens.activations.trace import Trace
from latentlens.engine.query import Scores
from latentlens.errors import InputError, PromptError
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.target_prompts import TextPrompt
from latentlens.scoring.forced_choice import Before, ForcedChoice
from plain import Plain, written
from tiny import sentencepiece_like, tiny_model, tiny_tokenizer

SOURCE = "The capital of Peru"
SUMS = Patchscope("x: 2+2=", 1)
WORDS = ["3", "4", "47", "Rome", "Paris", "a"]


@pytest.fixture(scope="module")
def pieces() -> PreTrainedTokenizerFast:
    """Return a tokenizer that puts a space before every text."""
    return sentencepiece_like()


@pytest.fixture(scope="module")
def trace(pieces: PreTrainedTokenizerFast) -> Trace:
    """Return a trace on a random model with that tokenizer."""
    return Session((tiny_model("llama", vocab_size=len(pieces)), pieces)).run(SOURCE)


def forms(hf: PreTrainedTokenizerFast, prompt: str, option: str) -> set[tuple[int, ...]]:
    """Return the ways in which an option can stand: alone, and as the tokenizer goes on after the prompt."""
    alone = [hf(form, add_special_tokens=False)["input_ids"] for form in (option, f" {option}")]
    before = hf(prompt)["input_ids"]
    wholes = [hf(prompt + form)["input_ids"] for form in (option, f" {option}")]
    after = [whole[len(before) :] for whole in wholes if whole[: len(before)] == before]
    return {tuple(form) for form in (*alone, *after) if form}


# --- as the tokenizer writes them -----------------------------------------------------------------------


def test_an_option_is_scored_as_it_goes_on_after_the_prompt(
    trace: Trace, pieces: PreTrainedTokenizerFast
) -> None:
    """The best of all forms counts, that without a space among them where the tokenizer adds one to texts."""
    plain, prompt = Plain(tiny_model("llama", vocab_size=len(pieces))), pieces(SUMS.text)["input_ids"]
    slot = [pieces.decode([i]).strip() for i in prompt].index("x")
    asked = written(prompt, SUMS.layer, slot, plain.states(pieces(SOURCE)["input_ids"])[2, -1])

    answer = Session(trace.backend).ask(trace, 2, -1, SUMS, options=WORDS, controls=False)

    totals = [
        {form: sum(plain.logprobs(asked, form)) for form in forms(pieces, SUMS.text, word)} for word in WORDS
    ]
    best = [max(scores.values()) for scores in totals]
    assert pytest.approx(best, abs=1e-4) == [option.logprob for option in answer.options]
    assert pytest.approx(1) == sum(option.probability for option in answer.options)
    # the law says something: without what follows the prompt another form would have won somewhere
    alone = [
        max(scores[tuple(pieces(form, add_special_tokens=False)["input_ids"])] for form in (word, f" {word}"))
        for word, scores in zip(WORDS, totals, strict=True)
    ]
    assert any(one < other - 1e-3 for one, other in zip(alone, best, strict=True))


def test_an_option_that_ends_the_last_word_is_scored_as_its_end() -> None:
    """Where a word goes on in a token of its own kind, that token is a form of the option."""
    words = ["[UNK]", "x", ":", "=", "play", "ing", "##ing", "ed", "##ed"]
    made = Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    hf = PreTrainedTokenizerFast(tokenizer_object=made, unk_token="[UNK]")
    prompt, options = "x : play", ["ing", "ed"]
    ids = hf(prompt)["input_ids"]
    assert (words.index("##ing"),) in forms(hf, prompt, "ing")

    chosen = set()
    for seed in range(3):
        session = Session((tiny_model("llama", seed=seed, vocab_size=len(words)), hf))
        trace = session.run("play ed")
        answer = session.ask(trace, 1, -1, Patchscope(prompt, 1), options=options, controls=False)
        plain = Plain(tiny_model("llama", seed=seed, vocab_size=len(words)))
        asked = written(ids, 1, 0, trace[1, -1])
        for option in answer.options:
            totals = [sum(plain.logprobs(asked, form)) for form in forms(hf, prompt, option.text)]
            assert pytest.approx(max(totals), abs=1e-4) == option.logprob
        chosen.update(answer.tokens)
    assert {"##ing", "##ed"} & chosen


def test_a_form_that_is_written_in_two_ways_is_scored_once(pieces: PreTrainedTokenizerFast) -> None:
    """Each sequence of tokens is scored once, however often it comes up."""
    tokenizer = ModelTokenizer(pieces, 64)
    before = Before(tuple(tokenizer.encode(SUMS.text)), SUMS.text)

    scored = ForcedChoice(WORDS, tokenizer, one_token=False, before=before).readout.continuations

    assert len(set(scored)) == len(scored)
    assert set(scored) == {form for word in WORDS for form in forms(pieces, SUMS.text, word)}


@pytest.mark.parametrize("prompt", ["x: 2+2=", "The capital of x is", "x is\n"])
def test_a_prompt_of_tokens_goes_on_as_its_text_does(pieces: PreTrainedTokenizerFast, prompt: str) -> None:
    """What follows a prompt is the same whether it was given as a text or as tokens."""
    for hf in (pieces, tiny_tokenizer(), tiny_tokenizer(adds_bos=False)):
        tokenizer = ModelTokenizer(hf, 64)
        ids = tokenizer.encode(prompt)
        for more in ("4", " Paris"):
            whole = tokenizer.encode(prompt + more)

            assert ids == whole[: len(ids)]
            assert whole[len(ids) :] == tokenizer.encode_after(ids, prompt, more)
            assert whole[len(ids) :] == tokenizer.encode_after(ids, None, more)


@pytest.mark.parametrize("prepend_bos", [True, False])
def test_what_follows_does_not_depend_on_the_beginning(prepend_bos: bool) -> None:
    """A prompt that was begun in another way than the tokenizer's own goes on alike."""
    for adds in (True, False):
        tokenizer = ModelTokenizer(tiny_tokenizer(adds_bos=adds), 64)
        ids = tokenizer.encode("The capital", prepend_bos=prepend_bos)

        assert tokenizer.encode_continuation(" of") == tokenizer.encode_after(ids, "The capital", " of")


def test_tokens_that_reach_over_the_end_of_the_prompt_are_no_form() -> None:
    """Where the prompt would begin with other tokens, the tokenizer does not say what follows it."""
    tokenizer = ModelTokenizer(tiny_tokenizer(), 64)
    ids = tokenizer.encode("The capit")
    assert tokenizer.encode("The capital")[: len(ids)] != ids

    assert tokenizer.encode_after(ids, "The capit", "al") is None
    assert tokenizer.encode_after(ids, None, "al") is None
    # a prompt that does not read back as its tokens: the first byte of a longer character
    assert tokenizer.encode_after(tokenizer.encode("東")[:2], None, "a") is None


def test_a_lens_reads_the_options_that_a_patchscope_at_the_last_layer_reads(trace: Trace) -> None:
    """Written after the last block at the last token, a vector is all that is seen: equal scores."""
    options = ["3", "4", "a"]
    last = Patchscope(TextPrompt(SUMS.text, -1), -1)

    lens, scope = (
        Session(trace.backend).ask(trace, 3, -1, reader, options=options, controls=False)
        for reader in (Lens(), last)
    )

    assert pytest.approx([o.logprob for o in scope.options], abs=1e-4) == [o.logprob for o in lens.options]


# --- an option that begins another ----------------------------------------------------------------------


class Table:
    """A tokenizer of a table: the name of a form ends in _, that of a second form in '."""

    def __init__(self, table: dict[str, list[int]]) -> None:
        self.table = table

    def encode_continuation(self, text: str) -> list[int]:
        """Return the table's ids."""
        return self.table[f"{text.strip()}_"]

    def encode_unspaced(self, text: str) -> list[int] | None:
        """Return a second form, where the table has one."""
        return self.table.get(f"{text}'")


VOCABULARY, LENGTH = range(3), 4


def chain(seed: int) -> dict[tuple[int, ...], float]:
    """Return the probability of every sequence of tokens under a random process."""
    draw = random.Random(seed)
    found = {(): 1.0}
    for n in range(LENGTH):
        for begun in list(itertools.product(VOCABULARY, repeat=n)):
            weights = [draw.random() ** 4 for _ in VOCABULARY]
            for token, weight in zip(VOCABULARY, weights, strict=True):
                found[(*begun, token)] = found[begun] * weight / sum(weights)
    return found


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    sequences=st.lists(
        st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=LENGTH),
        min_size=3,
        max_size=9,
        unique_by=tuple,
    ),
    second=st.integers(0, 4),
    data=st.data(),
)
def test_an_option_counts_for_what_does_not_go_on_as_a_longer_one(
    seed: int, sequences: list[list[int]], second: int, data: st.DataObject
) -> None:
    """The share of an option is that of all long sequences that begin as it does and as no longer option."""
    of, p = len(sequences) - min(second, len(sequences) // 2), chain(seed)
    owned = {str(i): [ids, *sequences[of + i : of + i + 1]] for i, ids in enumerate(sequences[:of])}
    table = {
        f"{name}{sign}": ids for name, own in owned.items() for sign, ids in zip("_'", own, strict=False)
    }
    names = data.draw(st.permutations(list(owned)))

    choice = ForcedChoice(names, Table(table), one_token=False)  # type: ignore[arg-type]
    logprobs = [
        tuple(math.log(p[form[: n + 1]] / p[form[:n]]) for n in range(len(form)))
        for form in choice.readout.continuations
    ]
    found = choice.choice(Scores(tuple(logprobs)))

    def share(name: str, form: list[int]) -> float:
        longer = [g for other, gs in owned.items() if other != name for g in gs if len(g) > len(form)]
        return sum(
            p[whole]
            for whole in itertools.product(VOCABULARY, repeat=LENGTH)
            if list(whole[: len(form)]) == form and all(list(whole[: len(g)]) != g for g in longer)
        )

    shares = [max(share(name, form) for form in owned[name]) for name in names]
    expected = [one / sum(shares) for one in shares]
    assert pytest.approx(expected, abs=1e-6) == [score.probability for score in found.scores]
    assert pytest.approx(1) == sum(score.probability for score in found.scores)
    assert expected[found.best] == pytest.approx(max(expected), abs=1e-6)


def test_the_longer_option_can_win() -> None:
    """Of "New" and "New York" the one is chosen that the model is about to say."""
    choice = ForcedChoice(["New", "New York"], Table({"New_": [1], "New York_": [1, 2]}), one_token=False)  # type: ignore[arg-type]

    likely, unlikely = (choice.choice(Scores(((-0.5,), (-0.5, math.log(york))))) for york in (0.7, 0.2))

    assert pytest.approx([0.3, 0.7]) == [score.probability for score in likely.scores]
    assert pytest.approx([0.8, 0.2]) == [score.probability for score in unlikely.scores]
    assert (1, 0) == (likely.best, unlikely.best)
    # the log-probability stays that of the whole option, whatever follows
    assert -0.5 == likely.scores[0].logprob
    assert (("New York",), ()) == likely.begun


def test_a_longer_option_that_is_certain_leaves_nothing() -> None:
    """Where the model goes on for certain, the shorter option has probability 0, and no number is NaN."""
    choice = ForcedChoice(["a", "a b"], Table({"a_": [1], "a b_": [1, 2]}), one_token=False)  # type: ignore[arg-type]

    found = choice.choice(Scores(((-3.0,), (-3.0, 1e-7))))

    assert [0.0, 1.0] == [score.probability for score in found.scores]
    assert 1 == found.best


def test_an_option_that_begins_another_is_flagged() -> None:
    """Beside an answer that begins another option stands what its probability means; beside none else."""
    session = Session((tiny_model("llama"), tiny_tokenizer()))
    trace = session.run("Once upon a time")

    answer = session.ask(trace, 1, -1, "The capital of x is", options=["Par", "Par is"])
    other = session.ask(trace, 1, -1, "The capital of x is", options=["Par", "Lima"])

    assert "Par" == answer.text
    (flag,) = [flag for flag in answer.flags if flag.kind == "shared beginning"]
    assert "The option 'Par' begins the option 'Par is'" in flag.message
    assert "shared beginning" not in [flag.kind for flag in other.flags]


def test_a_longer_option_is_not_the_true_answer() -> None:
    """Where the true answer is an option, another option that begins with it is wrong."""
    session = Session((tiny_model("llama"), tiny_tokenizer()))
    trace = session.run("Once upon a time")
    answer = session.ask(trace, 1, -1, "The capital of x is", options=["Lima", "Lima is"])
    shown = [answer.__class__(**{**vars(answer), "text": text}) for text in ("Lima", "Lima is")]

    assert [True, False] == [Case("p", 1, 1, "Lima", ("Lima", "Lima is")).grade(one) for one in shown]
    assert [True, True] == [Case("p", 1, 1, "Lima").grade(one) for one in shown]


# --- options that cannot be scored ----------------------------------------------------------------------


def test_options_without_an_embedding_are_refused() -> None:
    """A token that was added to the tokenizer alone is named, with the way to give it an embedding."""
    tokenizer = tiny_tokenizer()
    tokenizer.add_tokens(["Zorp"])
    session = Session((tiny_model("llama"), tokenizer))
    trace = session.run("Once upon a time")

    for reader in ("The capital of x is", Lens()):
        with pytest.raises(
            InputError, match=r"option 'Zorp' .*token id 320 \('Zorp'\).*resize_token_embeddings"
        ):
            session.ask(trace, 1, -1, reader, options=["Zorp", "a"])
    with pytest.raises(PromptError, match="token id 320"):
        session.ask(trace, 1, -1, "The Zorp of x is")
    assert session.ask(trace, 1, -1, "The capital of x is", options=["Par", "a"]).text in ("Par", "a")
