"""Few-shot identity with random tokens: what is shown, where the slot is, and that it can be had again."""

from __future__ import annotations

from random import Random

import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from latentlens import Patchscope, Session
from latentlens.engine.query import Generate, NextToken, Query
from latentlens.engine.run import run
from latentlens.errors import InputError, PromptError, TargetPromptError
from latentlens.readers.queries import query
from latentlens.readers.random_identity import MOST, random_identity
from latentlens.readers.reader import State
from latentlens.readers.target_prompts import TextPrompt
from tiny import TEXT, tiny_model

EMPTY_BLOCKS = 3
WORDS = (
    "lamp lime bread river guitar water stone cloud green seven paper north music tiger ocean bridge candle "
    "forest garden hammer island jacket kettle ladder market needle orange pencil quartz rocket silver tunnel"
)


def byte_words() -> PreTrainedTokenizerFast:
    """Return a byte-level tokenizer, in which a word with a space before it is another token."""
    core = Tokenizer(models.BPE())
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=1000, special_tokens=["<eos>"], initial_alphabet=alphabet, show_progress=False
    )
    core.train_from_iterator([*TEXT, WORDS, *WORDS.split(), "a; b; ?"], trainer)
    return PreTrainedTokenizerFast(tokenizer_object=core, bos_token="<eos>", eos_token="<eos>")


def marked_words(*, asks: bool = True) -> PreTrainedTokenizerFast:
    """Return a tokenizer whose words carry their space as a mark, with marks of turns among its tokens."""
    core = Tokenizer(models.BPE(unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    core.decoder = decoders.Metaspace(prepend_scheme="always")
    texts = [*TEXT, WORDS, "a; b; ?"] if asks else [text.replace("?", "") + "; a" for text in TEXT]
    special = ["<unk>", "<bos>", "<eos>"]
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, show_progress=False)
    core.train_from_iterator(texts, trainer)
    core.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 1)])
    hf = PreTrainedTokenizerFast(
        tokenizer_object=core, unk_token="<unk>", bos_token="<bos>", eos_token="<eos>"
    )
    # One that is declared as special and one that is not, as chat models have both.
    hf.add_tokens(["<think>"])
    hf.add_special_tokens({"additional_special_tokens": ["<turn>"]})
    return hf


def with_empty_blocks(tokenizer: PreTrainedTokenizerFast, n_ctx: int = 512) -> Session:
    """Return a session on a model whose first blocks do nothing, so that there a state is its token."""
    model = tiny_model(
        "llama",
        vocab_size=len(tokenizer),
        num_hidden_layers=EMPTY_BLOCKS + 2,
        max_position_embeddings=n_ctx,
    )
    with torch.no_grad():
        for block in model.model.layers[:EMPTY_BLOCKS]:
            block.self_attn.o_proj.weight.zero_()
            block.mlp.down_proj.weight.zero_()
    return Session((model, tokenizer))


@pytest.fixture(scope="module", params=["bytes", "marked words", "world"])
def session(request: pytest.FixtureRequest) -> Session:
    """Return a session whose tokenizer writes spaces in one of the usual ways."""
    if request.param == "world":
        return Session()
    return with_empty_blocks(byte_words() if request.param == "bytes" else marked_words())


def shown(reader: Patchscope, read: str) -> list[str]:
    """Return the words that a prompt shows, having checked its form to the letter."""
    assert reader.text is not None
    end = "; ? ->" if read == "token_identity" else "; ?"
    assert reader.text.endswith(end)
    pairs = [pair.split(" -> ") for pair in reader.text.removesuffix(end).split("; ")]
    assert all(len(pair) == 2 and pair[0] == pair[1] for pair in pairs)
    return [pair[0] for pair in pairs]


# --- the prompt -------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**9),
    k=st.integers(1, MOST),
    read=st.sampled_from(["next_token", "token_identity"]),
    layer=st.none() | st.integers(0, 4),
)
def test_k_pairs_and_one_slot(session: Session, seed: int, k: int, read: str, layer: int | None) -> None:
    """Each of k different words stands there twice as one token, and the placeholder once; then the arrow."""
    tokenizer = session.model.tokenizer
    reader = random_identity(session.model, read, k=k, seed=seed, layer=layer)
    words = shown(reader, read)
    target = reader.target(session.backend)
    texts = [tokenizer.text(i) for i in target.token_ids]
    stripped = [text.strip() for text in texts]

    assert k == len(words) == len(set(words))
    assert "?" not in words
    # Plain transformers reads the same tokens.
    assert list(target.token_ids) == tokenizer.hf(reader.text)["input_ids"]
    (slot,) = target.slots
    assert "?" == stripped[slot]
    after = texts[slot + 1 :]
    assert ([" ->"] if read == "token_identity" else []) == after
    specials = {*tokenizer.hf.all_special_ids, *tokenizer.hf.get_added_vocab().values()}
    for n, word in enumerate(words):
        left, right = (p for p, text in enumerate(stripped) if text == word)
        assert [left + 1] == [p for p in range(left, right) if stripped[p] == "->"]
        assert right == left + 2
        assert not {target.token_ids[left], target.token_ids[right]} & specials
        assert word == tokenizer.decode([target.token_ids[right]]).strip()
        # The first word has no space before it, which in some tokenizers is another token.
        assert n == 0 or target.token_ids[left] == target.token_ids[right]
    assert layer == reader.layer
    assert reader.one_token is False
    assert Generate(1) == reader.readout(0)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), k=st.none() | st.integers(1, MOST - 1))
def test_a_seed_gives_the_prompt_again(session: Session, seed: int, k: int | None) -> None:
    """Equal seeds give equal readers whose repr is their code; both reads show the same tokens."""
    one, again = (random_identity(session.model, k=k, seed=seed) for _ in range(2))
    words = shown(one, "token_identity")

    assert one == again
    assert hash(one) == hash(again)
    assert one == eval(repr(one), {"Patchscope": Patchscope, "TextPrompt": TextPrompt})
    assert words == shown(random_identity(session.model, "next_token", k=k, seed=seed), "next_token")
    # k does not change what is drawn, given or not.
    assert one == random_identity(session.model, k=len(words), seed=seed)
    if len(words) < MOST:
        assert (
            words == shown(random_identity(session.model, k=MOST, seed=seed), "token_identity")[: len(words)]
        )


@settings(max_examples=12, deadline=None)
@given(first=st.integers(0, 10**6), second=st.integers(0, 10**6))
def test_another_seed_gives_another_prompt(world: Session, first: int, second: int) -> None:
    """Where there are thousands of words, two seeds do not show the same ten."""
    assume(first != second)

    one, other = (random_identity(world.model, k=10, seed=seed) for seed in (first, second))

    assert one != other


@pytest.fixture(scope="module")
def world() -> Session:
    """Return the bundled model."""
    return Session()


def test_k_is_drawn_from_one_to_ten(world: Session) -> None:
    """Over many seeds each k occurs about as often as the others, and none beyond."""
    prompts = [random_identity(world.model, seed=seed) for seed in range(100)]
    counts = [len(shown(reader, "token_identity")) for reader in prompts]

    assert set(range(1, MOST + 1)) == set(counts)
    # Ten are expected of each; three is below anything that an even draw gives in practice.
    assert min(counts.count(k) for k in range(1, MOST + 1)) >= 3


def test_random_words_come_from_the_whole_vocabulary(world: Session) -> None:
    """Over many draws the tokens are spread over the vocabulary, not taken from one end of it."""
    ids = [
        world.model.tokenizer.encode_continuation(f" {word}")[0]
        for seed in range(20)
        for word in shown(random_identity(world.model, k=10, seed=seed), "token_identity")
    ]

    assert len(set(ids)) > 150
    # The world's vocabulary holds each word twice, first without and then with a space before it.
    quarters = [8 * i // world.model.vocab_size for i in ids]
    assert all(quarters.count(quarter) > 20 for quarter in (4, 5, 6, 7))


def test_a_token_that_is_read_back_as_another_is_drawn_again(empty_start: Session, monkeypatch) -> None:
    """Only what was drawn is shown: neither its twin with a space, nor a piece of a character, nor a sign."""
    tokenizer = empty_start.model.tokenizer
    (twin,) = tokenizer.encode_continuation("river")
    (own,) = tokenizer.encode_continuation(" river")
    (other,) = tokenizer.encode_continuation(" bread")
    piece = tokenizer.encode_continuation("\u20ac")[0]
    (sign,) = tokenizer.encode_continuation(" ->")
    assert twin != own

    class InThisOrder:
        def __init__(self, seed: int) -> None:
            self.randint = lambda least, most: most

        def sample(self, ids: list[int], k: int) -> list[int]:
            assert {twin, own, other, piece, sign} <= set(ids)
            assert len(ids) == k
            return [twin, piece, sign, other, own, twin]

    monkeypatch.setattr("latentlens.readers.random_identity.Random", InThisOrder)

    assert ["bread", "river"] == shown(random_identity(empty_start.model, k=2), "token_identity")
    with pytest.raises(InputError, match="k is 3, and 2 of"):
        random_identity(empty_start.model, k=3)


@pytest.mark.parametrize("mark", ["<think>", "<turn>", "<bos>"])
def test_no_mark_is_ever_drawn(mark: str, monkeypatch) -> None:
    """Tokens that were added to the vocabulary are not among those that are drawn from, special or not."""
    session = with_empty_blocks(marked_words())
    token = session.model.tokenizer.hf.convert_tokens_to_ids(mark)
    seen: list[int] = []

    class Watched(Random):
        def sample(self, population, k, **kwargs):
            seen.extend(population)
            return super().sample(population, k, **kwargs)

    monkeypatch.setattr("latentlens.readers.random_identity.Random", Watched)
    random_identity(session.model, k=1)

    assert len(seen) > 100
    assert token not in seen


# --- what it reads ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("read", ["next_token", "token_identity"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 999), data=st.data())
def test_patching_equals_writing_the_token(read: str, empty_start: Session, seed: int, data) -> None:
    """Where the first blocks do nothing, the answer is that to the source token written in the list."""
    model = empty_start.model
    source = data.draw(st.lists(st.integers(3, 200), min_size=1, max_size=6))
    position = data.draw(st.integers(0, len(source) - 1))
    layer, target_layer = (data.draw(st.integers(0, EMPTY_BLOCKS)) for _ in range(2))
    reader = random_identity(model, read, k=data.draw(st.integers(1, 6)), seed=seed, layer=target_layer)
    target = reader.target(model)
    (slot,) = target.slots
    literal = (*target.token_ids[:slot], source[position], *target.token_ids[slot + 1 :])
    state = State(empty_start.run(source)[layer, position], layer, position)

    readout = NextToken(keep_logits=True)
    patched, written = run(
        [query(reader, target, [state], model.n_layers, readout), Query(literal, (), readout)], model
    )

    torch.testing.assert_close(patched.value.logits, written.value.logits, atol=1e-5, rtol=0)


@pytest.fixture(scope="module")
def empty_start() -> Session:
    """Return a session on a model whose first blocks do nothing."""
    return with_empty_blocks(byte_words())


@pytest.mark.parametrize("k", [5, 10])
def test_the_bundled_model_names_the_token(world: Session, k: int) -> None:
    """Most everyday words are read as themselves at layer 1, whatever tokens are shown."""
    words = ["lamp", "Lima", "bread", "France", "guitar", "water"]
    readers = [random_identity(world.model, k=k, seed=seed) for seed in range(3)]

    right = [
        world.ask(world.run(word), 1, -1, reader, controls=False).text.strip() == word
        for word in words
        for reader in readers
    ]

    assert sum(right) > len(right) / 2


def test_an_answer_shows_the_prompt_that_was_asked(world: Session) -> None:
    """Provenance and code hold the tokens that were shown, and the code gives the answer again."""
    reader = random_identity(world.model, k=4, seed=11)
    answer = world.ask(world.run("Lima"), 1, -1, reader)
    space: dict[str, object] = {}

    assert repr(reader) == answer.provenance["reader"]
    assert list(reader.target(world.backend).token_ids) == answer.provenance["target_ids"]
    exec(answer.code, space)
    assert answer.text == space["answer"].text


# --- what is refused --------------------------------------------------------------------------------------


def test_impossible_settings_are_refused(empty_start: Session) -> None:
    """The message names what was given and what to do."""
    with pytest.raises(InputError, match="k is 0"):
        random_identity(empty_start.model, k=0)
    with pytest.raises(InputError, match="'arrow'; use 'token_identity' or 'next_token'"):
        random_identity(empty_start.model, "arrow")
    with pytest.raises(InputError, match=r"k is 900, and \d+ of this model's \d+ tokens"):
        random_identity(empty_start.model, k=900)


def test_a_prompt_longer_than_the_context_is_refused() -> None:
    """Nothing is cut off: a list that does not fit is refused."""
    with pytest.raises(PromptError, match="the model takes 16"):
        random_identity(with_empty_blocks(byte_words(), n_ctx=16).model, k=10)


def test_a_tokenizer_without_the_placeholder_is_refused() -> None:
    """Where ? is not one token there is no slot, and nothing that would do for one is taken."""
    session = with_empty_blocks(marked_words(asks=False))
    with pytest.raises(TargetPromptError, match=r"'\?' is not one token"):
        random_identity(session.model, k=1)
