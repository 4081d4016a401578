"""Asks a trained decoder about rows: a choice among each row's options, and an answer in free text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from latentlens.activations.selection import Site
from latentlens.decoder_files.manifest import Manifest
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.engine.query import Generation, Query, Readout, Result, Score, Scores
from latentlens.experiments.decoders.option_answers import OptionAnswer, whole_logprobs
from latentlens.experiments.decoders.row_activations import Activations
from latentlens.readers.decoder import Decoder
from latentlens.readers.queries import query, target_on
from latentlens.scoring.forced_choice import mean_probability
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.decoders.examples import AnswerTokens

_ROWS = 64
"""Rows that are asked together."""


class AskedDecoder:
    """A decoder that rows are put to, with its own write, prompt and adapter.

    Args:
        decoder: the decoder.
        model: model that answers.
        progress: checked between two runs; it may raise to stop.
    """

    def __init__(self, decoder: Decoder, model: Backend, progress: Progress) -> None:
        self.decoder, self._model, self._progress = decoder, model, progress
        self._tokens = AnswerTokens(model, decoder.manifest.prompt)

    @property
    def manifest(self) -> Manifest:
        """The decoder's manifest."""
        return self.decoder.manifest

    def options(
        self, rows: Sequence[DecoderRow], states: Sequence[Activations], *, write: bool = True
    ) -> list[OptionAnswer]:
        """Return the choice among each row's options, by the log-probability of a whole option with its end.

        Args:
            rows: rows with options.
            states: their activations.
            write: whether the activations are written. Default True; False leaves the slots as they are.
        """
        readouts: list[Readout] = [
            Score(tuple(self._tokens(option) for option in row.options)) for row in rows
        ]
        found = []
        for row, result in zip(rows, self._asked(rows, states, readouts, write=write), strict=True):
            assert isinstance(result.value, Scores)
            found.append(OptionAnswer.of(row, whole_logprobs(result.value)))
        return found

    def free(self, rows: Sequence[DecoderRow], states: Sequence[Activations]) -> list[dict[str, Any]]:
        """Return the answers in free text, with their mean token probability, and whether each is right.

        Args:
            rows: rows.
            states: their activations.
        """
        readouts = [self.decoder.readout(seed=0)] * len(rows)
        found = []
        for row, result in zip(rows, self._asked(rows, states, readouts, write=True), strict=True):
            assert isinstance(result.value, Generation)
            said = result.value
            found.append(
                {
                    "answer": said.text.strip(),
                    "confidence": mean_probability(said.logprobs) if said.logprobs else 0.0,
                    "correct": same_words(said.text, row.answer),
                }
            )
        return found

    def _asked(
        self,
        rows: Sequence[DecoderRow],
        states: Sequence[Activations],
        readouts: Sequence[Readout],
        *,
        write: bool,
    ) -> Iterator[Result]:
        queries = [
            self._query(row, some, readout, write=write)
            for row, some, readout in zip(rows, states, readouts, strict=True)
        ]
        for start in range(0, len(queries), _ROWS):
            self._progress.check()
            yield from self._model.run(queries[start : start + _ROWS])

    def _query(self, row: DecoderRow, states: Activations, readout: Readout, *, write: bool) -> Query:
        reader = self.decoder.with_question(row.question)
        sites = [Site(state.layer, state.position) for state in states]
        target = target_on(reader, self._model, (), sites)
        return query(reader, target, states if write else None, self._model.n_layers, readout)


def same_words(said: str, answer: str) -> bool:
    """Return whether two answers are the same words, in any case of letters and with or without a full stop.

    Args:
        said: what was said.
        answer: the right answer.

    Examples:
        >>> same_words(" Lima.", "lima"), same_words("Lima, Peru", "Lima")
        (True, False)
    """
    return _plain(said) == _plain(answer)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".").rstrip()
