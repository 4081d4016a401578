"""Laws of placeholders: a word that stands for itself is found in any script, and no piece of a word is."""

from __future__ import annotations

import pytest

from latentlens import Patchscope, Session
from latentlens.errors import InputError, LatentLensError, TargetPromptError
from latentlens.readers.prompts import attribute, question
from latentlens.readers.target_prompts import TextPrompt
from latentlens.readers.whole_word import places
from tiny import sentencepiece_like, tiny_model, tiny_tokenizer

BESIDE_OTHER_LETTERS = [
    "法国的首都是x，",
    "x的首都是",
    "フランスの首都はxです",
    "ｘではなくxー",
    "เมืองหลวงของxคือ",
    "ที่x",
    "ນະຄອນຫຼວງຂອງxແມ່ນ",
    "រដ្ឋធានីនៃxគឺ",
    "မြို့တော်xသည်",
    "x의 수도는",
    "عاصمة وx هي",
    "राजधानी xकी",
]
PARTS_OF_WORDS = ["The next", "caféx is", "cafe\u0301x is", "x\u0301 is", "xé", "x1 is", "2x is", "Яx", "xß"]


@pytest.fixture(scope="module", params=["byte-level", "sentencepiece"])
def session(request: pytest.FixtureRequest) -> Session:
    """Return a session on a random model whose tokenizer cuts other scripts into bytes."""
    tokenizer = tiny_tokenizer() if request.param == "byte-level" else sentencepiece_like()
    return Session((tiny_model("llama", vocab_size=len(tokenizer)), tokenizer))


@pytest.mark.parametrize("text", BESIDE_OTHER_LETTERS)
def test_an_x_beside_letters_of_another_script_is_a_placeholder(session: Session, text: str) -> None:
    """Where words have no space between them, or particles are joined to them, x stands for itself."""
    trace = session.run("The capital of Peru")
    tokenizer = session.model.tokenizer
    ids = tokenizer.encode(text)
    right = [p for p, i in enumerate(ids) if tokenizer.text(i).strip() == "x"]
    assert 1 == len(right)

    assert 1 == len(list(places("x", text)))
    for reader in (Patchscope(text), question(text)):
        assert tuple(right) == reader.target(session.backend).slots
    asked = [session.ask(trace, 1, -1, reader, controls=False) for reader in (text, Patchscope(text))]
    assert asked[0].provenance["target_ids"] == asked[1].provenance["target_ids"] == ids
    assert text == attribute(text).text


@pytest.mark.parametrize("text", PARTS_OF_WORDS)
def test_a_part_of_a_word_is_no_placeholder(session: Session, text: str) -> None:
    """Beside letters of its own kind, digits or an accent, x is a part of a word, and the messages say so."""
    trace = session.run("The capital of Peru")

    assert [] == list(places("x", text))
    with pytest.raises(InputError, match="does not say where the activation should stand"):
        session.ask(trace, 1, -1, text)
    with pytest.raises(TargetPromptError, match=r"only a part of longer words|is not one token"):
        session.ask(trace, 1, -1, Patchscope(text))


def test_words_of_other_scripts_are_placeholders_too() -> None:
    """A placeholder may be a word of any script; within a word of a script with spaces it is a part of it."""
    assert [5] == list(places("甲", "法国首都是甲的"))
    assert [] == list(places("س", "مدرسة"))
    assert [] == list(places("한", "대한민국"))
    assert [0, 4] == list(places("x", "x, (x), x_1, _x"))[:2]
    assert 2 == len(list(places("x", "x, (x), x_1, _x")))


def test_what_is_said_of_a_placeholder_is_true(session: Session) -> None:
    """A placeholder is called absent where it is absent, and joined where it is a part of a longer token."""
    with pytest.raises(LatentLensError, match="is not in the target prompt"):
        Patchscope("法国的首都是").target(session.backend)
    with pytest.raises(LatentLensError, match="is not one token"):
        Patchscope(TextPrompt("the capital", "apital")).target(session.backend)
