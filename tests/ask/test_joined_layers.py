"""Sweeps of decoders that read layers together, and of layers read by layers written."""

from __future__ import annotations

import pytest

from decoders import opened, weights
from latentlens import Controls, Decoder, Patchscope, Session, TextPrompt
from latentlens.activations.joined_layers import JoinedLayers
from latentlens.activations.trace import Trace
from latentlens.decoder_files.manifest import Read, WriteAt
from latentlens.errors import InputError, SelectionError

TEXT = "the cat sat on the mat"
QUESTION = "Is it the fox?"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a small model."""
    return opened()


@pytest.fixture(scope="module")
def trace(session: Session) -> Trace:
    """Return the trace that is read."""
    return session.run(TEXT)


def reading(session: Session, *layers: tuple[int, ...], span: str = "segment") -> Decoder:
    """Return a decoder that was trained to read these combinations."""
    return Decoder(weights(session, read=Read(layers=layers, span=span)), QUESTION)


@pytest.mark.parametrize("span", ["site", "segment"])
def test_each_answer_is_that_of_the_combination_alone(session: Session, trace: Trace, span: str) -> None:
    """Combinations by positions: every cell is what asking about these layers at that position gives."""
    decoder = reading(session, (1, 3), (2, 4), span=span)
    sweep = session.sweep(trace, decoder, positions=[2, 4])

    assert {"layer": ((1, 3), (2, 4)), "position": (2, 4)} == sweep.axes
    for layers in ((1, 3), (2, 4)):
        for position in (2, 4):
            alone = session.ask(trace.select(layers, [position]), decoder)
            assert alone.token_logprobs == pytest.approx(sweep[layers, position].token_logprobs, abs=1e-4)
            assert alone.sites == sweep[layers, position].sites
    assert ["1 and 3", "2 and 4"] == list(dict.fromkeys(sweep.to_pandas()["layer"]))
    assert sweep.verify().max_logit_difference < 1e-4


def test_combinations_may_be_named(session: Session, trace: Trace) -> None:
    """A tuple in the list is read together, in any order; alone and together stand on one axis."""
    decoder = reading(session, (2,), (1, 3), (2, 3))
    sweep = session.sweep(trace, decoder, layers=[(3, 1), 2], positions=[3])
    assert [(1, 3), (2,)] == sweep.layers
    assert sweep[2, 3].text == session.ask(trace, 2, 3, decoder).text
    assert ["1 and 3", "2"] == [str(each) for each in sweep.layers]
    single = session.sweep(trace, decoder, layers=[2], positions=[3])
    assert [2] == single.layers


@pytest.mark.parametrize("span", ["site", "segment"])
def test_layers_not_read_alone_are_refused_by_name(session: Session, trace: Trace, span: str) -> None:
    """The message lists the combinations, and how to name one."""
    decoder = reading(session, (1, 3), (2, 4), span=span)
    with pytest.raises(SelectionError, match=r"layer 1 .* together: 1 and 3; 2 and 4.*layers=\[\(2, 4\)\]"):
        session.sweep(trace, decoder, layers=[1, 3], positions=[2])
    with pytest.raises((SelectionError, InputError), match=r"1 and 4|layers 1, 2 and 4"):
        session.sweep(trace, decoder, layers=[(1, 4) if span == "segment" else (1, 2, 4)], positions=[2])
    with pytest.raises(SelectionError, match="is empty"):
        session.sweep(trace, decoder, layers=[()], positions=[2])
    with pytest.raises(SelectionError, match="does not exist"):
        session.sweep(trace, decoder, layers=[(1, 9)], positions=[2])
    if span == "site":
        with pytest.raises(InputError, match=r"layers together: 1 and 3; 2 and 4.*trace\.select\(\[1, 3\]"):
            session.ask(trace, 1, 2, decoder)


def test_figures_say_which_layers_were_read_together(session: Session, trace: Trace) -> None:
    """One row or line for each combination; ticks and hover texts say "1 and 3"."""
    decoder = reading(session, (2,), (1, 3), (2, 4))
    across = session.sweep(trace, decoder, positions=[2, 3]).plot()
    assert ("1 and 3", "2", "2 and 4") == across.layout.yaxis.ticktext
    at_one = session.sweep(trace, decoder, positions=[2]).plot()
    assert ("1 and 3", "2", "2 and 4") == at_one.layout.xaxis.ticktext
    grid = session.sweep(trace, decoder, positions=[2], target_layers=[0, 1, 2]).plot()
    assert ("1 and 3", "2", "2 and 4") == grid.layout.yaxis.ticktext
    assert "same layer" not in [each.name for each in grid.data]
    scaled = session.sweep(trace, decoder, positions=[2], scales=[0.5, 1.0]).plot()
    assert any("layers 1 and 3" in str(each.customdata) for each in scaled.data)
    with pytest.raises(SelectionError, match="no figure shows combinations of layers"):
        session.sweep([trace, session.run("the fox sat on a mat")], decoder, positions=[2]).plot()


def test_layers_read_by_layers_written_are_a_small_map(session: Session, trace: Trace) -> None:
    """Each cell writes at its own layer, as a plain hook there does; the decoder's own layer is unchanged."""
    decoder = reading(session, (1,), (2,), (3,))
    sweep = session.sweep(trace, decoder, positions=[3], target_layers=slice(None), controls=Controls())

    assert [0, 1, 2, 3, 4] == sweep.target_layers
    assert {"layer": (1, 2, 3), "position": (3,), "target_layer": (0, 1, 2, 3, 4)} == sweep.axes
    for layer in (1, 2, 3):
        own = session.ask(trace, layer, 3, decoder)
        assert own.token_logprobs == pytest.approx(sweep[layer, 3, 2].token_logprobs, abs=1e-4)
    assert sweep.verify(n=15).max_logit_difference < 1e-4
    written = weights(
        session, read=Read(layers=((1,),)), write=WriteAt(layer=3, injection="add_norm_matched")
    )
    trained_there = session.ask(trace, 1, 3, Decoder(written, QUESTION))
    assert trained_there.token_logprobs == pytest.approx(sweep[1, 3, 3].token_logprobs, abs=1e-4)
    assert (3, 5) == sweep.plot().data[0].z.shape
    assert decoder.at_target_layer(4) != decoder
    assert "write_layer=4" in repr(decoder.at_target_layer(4))


def test_a_patchscope_of_two_placeholders_sweeps_pairs_of_layers(session: Session, trace: Trace) -> None:
    """Any reader that takes as many activations is swept over layers together."""
    reader = Patchscope(TextPrompt("x and x are", placeholders=2))
    sweep = session.sweep(trace, reader, layers=[(1, 2), (2, 3)], positions=[2])
    for layers in ((1, 2), (2, 3)):
        alone = session.ask(trace.select(layers, [2]), reader)
        assert alone.token_logprobs == pytest.approx(sweep[layers, 2].token_logprobs, abs=1e-4)


def test_joined_layers_are_a_tuple_in_words() -> None:
    """They equal and sort like their numbers."""
    assert "1, 2 and 4" == str(JoinedLayers([4, 2, 1, 1]))
    assert "(1, 4)" == repr(JoinedLayers([4, 1]))
    assert [(1, 3), (2,)] == sorted([JoinedLayers([2]), JoinedLayers([3, 1])])
