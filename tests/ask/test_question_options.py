"""Names and options that a question does not have, and what is said of them."""

from __future__ import annotations

import pytest

from latentlens import InputError, Patchscope, Session
from latentlens.plots.style import heading
from tiny import tiny_model, tiny_tokenizer

READER = Patchscope("cat dog x is", max_new_tokens=1)


@pytest.fixture(scope="module")
def session() -> Session:
    """A tiny model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


def test_an_axis_by_its_name_in_the_other_call_is_explained(session: Session) -> None:
    """`ask` takes one layer, `sweep` a list of layers; whoever mixes them up is told which is which."""
    trace = session.run("the cat sat")

    with pytest.raises(TypeError, match=r"no option 'layer' .* A sweep takes lists: layers=\[2, 3\]"):
        session.sweep(trace, READER, layer=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"no option 'layers' .* session\.sweep takes several"):
        session.ask(trace, 1, 2, READER, layers=[2])  # type: ignore[call-overload]


@pytest.mark.parametrize("name", ["layer", "position", "target_layer"])
def test_a_site_by_name_is_no_option_of_a_question_either(session: Session, name: str) -> None:
    """Who asks at one site is told how `ask` takes it, not only how a sweep does."""
    trace = session.run("the cat sat")

    for where in ((trace, 1, 2), (trace.select([1], [2]),)):
        with pytest.raises(TypeError, match=rf"no option '{name}' .* session\.ask\(trace, 2, -1, Patchscope"):
            session.ask(*where, READER, **{name: 1})  # type: ignore[call-overload]


def test_an_option_of_a_question_that_had_none_is_explained(session: Session) -> None:
    """A probability of an option is only there if options were given, and the message says so."""
    sweep = session.sweep(session.run("the cat sat"), READER, layers=[1])

    with pytest.raises(InputError, match="no options were given"):
        sweep.plot(option="dog")
    with pytest.raises(KeyError, match="no options were given"):
        sweep[1, 2].option("dog")


def test_a_grid_of_target_layers_says_what_was_asked(session: Session) -> None:
    """The figure's title has the token and the question."""
    grid = session.sweep(session.run("the cat sat"), READER, positions="sat", target_layers=[0, 1])

    assert heading(grid.plot()).startswith("position 8 t: cat dog x is")
