"""The methods `ask`, `sweep`, `lens` and `generate` of a session."""

from __future__ import annotations

import abc
from collections.abc import Callable, Mapping, Sequence
from typing import Any, overload

from typing_extensions import Unpack

from latentlens.activations.bound_to_model import BoundToModel
from latentlens.activations.selection import Selection
from latentlens.activations.trace import Trace
from latentlens.activations.vectors import Vectors
from latentlens.ask.answer import Answer
from latentlens.ask.arguments import source_and_reader
from latentlens.ask.blocks import ask_one
from latentlens.ask.calibrated import Calibrated, resolve_calibrated
from latentlens.ask.items import Layers, Positions, TargetLayers, sweep_of
from latentlens.ask.lens_grid import LensGrid
from latentlens.ask.own_readers import OwnReaders
from latentlens.ask.question import Question
from latentlens.ask.question_options import QuestionOptions, question_of
from latentlens.ask.read_lens import read_lens
from latentlens.ask.resume import Unfinished, run_missing_items
from latentlens.ask.saved_answers import KeptAnswers
from latentlens.ask.source import Item
from latentlens.ask.sweep import Sweep
from latentlens.ask.verification import Verification, verify
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, SessionClosed
from latentlens.model.closed import CLOSED
from latentlens.model.tokenizer import ChatMessages
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.presets import as_reader
from latentlens.readers.reader import Reader
from latentlens.readers.shipped_decoders import ShippedDecoders
from latentlens.replies.generate_replies import generate_replies, several_prompts
from latentlens.replies.reply import Reply


class Asker(BoundToModel, abc.ABC):
    """An open model that readers can be asked about; `latentlens.Session` adds running prompts.

    Args:
        backend: the model, which runs prompts and queries.
        prompts: target prompts to use instead of the papers', by the name of the preset or relation: texts,
            or the messages of chats.
    """

    def __init__(self, backend: Backend, prompts: Mapping[str, str | ChatMessages]) -> None:
        self.backend = backend
        """Backend that runs prompts and queries: by default the model in this process."""
        self.prompts = {name: ChatPrompt.of(prompt) for name, prompt in prompts.items()}
        """Target prompts used instead of the papers', by the name of the preset or relation."""
        self.readers = OwnReaders()
        """Your readers by name, such as fitted lenses; `ask` takes the name, and the Explorer lists them."""
        self.decoders = ShippedDecoders(backend.name)
        """Trained decoders that ship with the model, by name: `session.decoders["oracle"]`."""
        self.closed = False
        """Whether `close` was called."""
        self._unfinished = Unfinished()
        self._answers = KeptAnswers()

    @property
    def answers(self) -> list[Answer]:
        """The latest 500 answers of `ask`, asked here or in Explorers, oldest first; `save` keeps them.

        An answer that is compared with noise by a click is asked again, and listed again with the outcome.
        """
        return list(self._answers)

    @property
    def unfinished(self) -> Sweep | None:
        """The last sweep that was stopped before its end, with the answers so far; None if there is none."""
        return self._unfinished.sweep

    @unfinished.setter
    def unfinished(self, sweep: Sweep | None) -> None:
        self._unfinished.sweep = sweep

    @abc.abstractmethod
    def run(
        self,
        prompt: Any,
        *,
        prepend_bos: bool | None = None,
        hooks: Sequence[str] = (),
        adapter: str | None = None,
        progress: Progress | bool | None = None,
    ) -> Any:
        """Run a prompt, or several, and keep the residual stream; see `latentlens.Session.run`.

        Args:
            prompt: a text, several, chat messages or token ids.
            prepend_bos: whether texts begin with the beginning-of-sequence token; None for what the
                tokenizer does.
            hooks: TransformerLens' names of other activations to keep.
            adapter: the PEFT adapter that is on, alone; "__base__" for none, None for those that are on.
            progress: as in `lens`; counts the prompts of a list.
        """

    def lens(
        self,
        trace: Trace,
        lens: Reader | None = None,
        *,
        layers: Sequence[int] | int | None = None,
        positions: Sequence[int | str] | int | str | None = None,
        top_k: int = 5,
        progress: Progress | bool | None = None,
    ) -> LensGrid:
        """Return the most probable tokens of a lens at every site of a grid of layers and positions.

        A site where the activation or the lens's logits hold NaN or infinity, or where a difference of two
        models is zero, has no tokens: see `LensGrid.finite`.

        Args:
            trace: a trace of this session, or a difference of one of its traces and another's.
            lens: a lens, such as `Lens(mapping)`; None (default) for the logit lens.
            layers: a layer or several, 0 (embeddings) to L; None (default) for all that the lens can read.
            positions: a position or several, as numbers or token texts; None (default) for all.
            top_k: number of most probable tokens for each site; 5 by default.
            progress: True, False, or a `Progress` to count on and to cancel with; None (default) for a bar in
                notebooks and terminals if it takes longer than a second.

        Returns:
            The grid: for each layer and position the `top_k` likeliest tokens and their probabilities.

        Raises:
            Cancelled: if `progress` was cancelled.
            SelectionError: if a layer or position does not exist.
            MappingError: if the lens was fitted on another model, or has no mapping from a layer.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> grid = session.lens(session.run("The capital of France is"), layers=[-1], positions=[-1])
            >>> grid.tokens[0][0][0]
            '·Paris'
        """
        backend = self._open_backend()
        if not isinstance(trace, Trace) or backend not in dict(trace.models):
            raise InputError(
                f"A lens reads a trace of its own session; got {_kind(trace)}. Run the prompt in this one."
            )
        lens = as_reader("logit_lens") if lens is None else lens
        question_options: dict[str, Any] = {"layers": layers, "positions": positions, "top_k": top_k}
        return read_lens(trace, lens, backend, **question_options, progress=progress)

    @overload
    def ask(
        self,
        source: Trace,
        layer: int,
        position: int | str,
        reader: Reader | Calibrated | str,
        *,
        scale: float = 1.0,
        **question_options: Unpack[QuestionOptions],
    ) -> Answer: ...

    @overload
    def ask(
        self,
        source: Selection | Vectors,
        reader: Reader | Calibrated | str,
        /,
        *,
        scale: float = 1.0,
        **question_options: Unpack[QuestionOptions],
    ) -> Answer: ...

    def ask(self, source: Any, *where_and_reader: Any, scale: float = 1.0, **question_options: Any) -> Answer:
        """Ask a reader about one site of a trace, a selection or a vector, and return its answer.

        `ask(trace, layer, position, reader)` asks about one site, `ask(trace.select(...), reader)` about a
        selection, and `ask(vectors["name"], reader)` about a vector.

        Args:
            source: a trace, a selection or one vector. If it comes from another session, this session's model
                answers (cross-model patching); models of different width need a fitted mapping. A trace may
                be the difference of two models: `tuned.run(prompt) - base.run(prompt)`.
            layer: layer to read, for a trace: 0 (embeddings) to L; negative counts from the last.
            position: position to read, for a trace: a number, negative from the end, or a token's text.
            reader: a reader; the name of a preset or of one in `readers` or `decoders`, or its label in the
                Explorer's menu; or a question with x in the place of the activation, such as "The capital of
                x is".
            scale: factor by which the activation is multiplied before the reader's mapping; 1 by default.
            **question_options: options, samples, controls, seed, progress: see `QuestionOptions`.

        Returns:
            The answer: its text and tokens, its confidence beside that of each control, and its flags.

        Raises:
            SelectionError: if the layer or position does not exist, or the token text is ambiguous.
            TargetPromptError: if the placeholder is absent or not one token.
            InputError: if an option, a control or the reader cannot be used, or there are several vectors.
            NotFinite: if the activation, or the model's logits with it written, hold NaN or infinity.
            Cancelled: if `progress` was cancelled.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> trace = session.run("France")
            >>> answer = session.ask(trace, 1, -1, "The capital of x is", options=["Paris", "Lima"])
            >>> round(sum(option.probability for option in answer.options), 6)
            1.0
        """
        backend = self._open_backend()
        read, reader = source_and_reader(source, where_and_reader, question_options, scale)
        question = self._question(reader, question_options)
        with backend.pinned():
            answer = ask_one(question, Item(read, question.reader), question_options.get("progress"))
        self._answers.append(answer)
        return answer

    def verify(
        self,
        source: Selection | Vectors,
        reader: Reader | Calibrated | str,
        *,
        scale: float = 1.0,
        **question_options: Unpack[QuestionOptions],
    ) -> Verification:
        """Run one question again by itself, with plain hooks and no cache, and compare the logits.

        Args:
            source: a selection or one vector, as in `ask`.
            reader: reader, name or question, as in `ask`.
            scale: factor of the activation, as in `ask`.
            **question_options: options of the question, as in `ask`; the controls are not run again.

        Returns:
            The largest difference of a logit, whether the top token is the same, and the KL divergence.

        Raises:
            InputError: as in `ask`.
            ModelError: if the model's weights are not what they were when it was opened.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> trace = session.run("France")
            >>> session.verify(trace.select([2], [-1]), "The capital of x is").same_top_token
            1
        """
        backend = self._open_backend()
        options: dict[str, Any] = {**question_options}
        read, reader = source_and_reader(source, (reader,), options, scale)
        question = self._question(reader, options)
        with backend.pinned():
            return verify(question, [Item(read, question.reader)])

    def sweep(
        self,
        source: Trace | Sequence[Trace] | Selection | Vectors,
        reader: Reader | Calibrated | str,
        *,
        layers: Layers = None,
        positions: Positions = None,
        target_layers: TargetLayers = None,
        scales: Sequence[float] | None = None,
        on_answer: Callable[[Answer], None] | None = None,
        **question_options: Unpack[QuestionOptions],
    ) -> Sweep:
        """Ask a reader about every combination of layers, positions, target layers and scales, in batches.

        If an activation, or the model's logits with it written, hold NaN or infinity, its answer has no text,
        confidence NaN and the flag "not finite"; the other answers are not affected.

        A sweep that is interrupted, cancelled or ended by an error is kept in `session.unfinished` with the
        answers so far. The same call continues it, as long as the model has not changed.

        Args:
            source: a trace, a list of traces, a selection (one answer for each site) or vectors.
            reader: reader, name or question, as in `ask`.
            layers: source layer or layers; a tuple in a list names layers that are read together, as in
                layers=[4, (4, 6)]. None (default) for all that the reader can read, together as a decoder
                was trained to read them.
            positions: position or positions, as numbers or token texts; None (default) for all.
            target_layers: layer or layers at which each activation is written, in place of the reader's
                own; slice(None) for all. None (default) for the reader's own.
            scales: factors by which the activations or vectors are multiplied, which may be 0 or negative;
                None (default) for 1.
            on_answer: function called with each answer as soon as it is known; None (default) for none.
            **question_options: options of the question, as in `ask`; random controls are scaled by the same
                factors.

        Returns:
            The sweep: an answer for every combination, as a table, as tensors and as a figure.

        Raises:
            Cancelled: if `progress` was cancelled.
            KeyboardInterrupt: if interrupted.
            SelectionError: if a layer or position does not exist, or the reader does not read it alone.
            InputError: as in `ask`, or if `target_layers` are given for a reader whose target layer is fixed.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> sweep = session.sweep(session.run("France"), "The language of x is", layers=[1, 2])
            >>> sweep[2, "France"].text.strip()
            'French'

        Source:
            Target layers: arXiv 2401.06102, figures 7 and 12. Scales: Kharlapenko et al. 2024, Self-
            explaining SAE features (Alignment Forum).
        """
        self._open_backend()
        axes: dict[str, Any] = {"layers": layers, "positions": positions, "target_layers": target_layers}
        sweep = sweep_of(self._question(reader, question_options), source, **axes, scales=scales)
        run_missing_items(
            sweep, self._unfinished, on_answer=on_answer, progress=question_options.get("progress")
        )
        return sweep

    def generate(
        self,
        prompt: Any,
        *,
        max_new_tokens: int = 64,
        temperature: float = 0.0,
        seed: int = 0,
        stop: str | Sequence[str] = (),
        prepend_bos: bool | None = None,
        adapter: str | None = None,
        progress: Progress | bool | None = None,
    ) -> Any:
        """Return the model's own reply to a chat, or how it goes on with a text; nothing is read or written.

        It ends at the model's end of turn. Several prompts are answered together, each as if it were alone.

        Args:
            prompt: chat messages, a text or token ids; or several texts or several chats, as a list.
            max_new_tokens: largest number of tokens of a reply. Default 64.
            temperature: 0.0 (default) takes the most probable token each time; above 0, tokens are sampled.
            seed: seed of the sampling. Default 0.
            stop: text or texts that end a reply, which is cut before the first of them. Default: none.
            prepend_bos: whether texts begin with the beginning-of-sequence token. Default None: as the
                model's tokenizer does it.
            adapter: name of the one adapter that is on, such as steering vectors that
                `session.backend.load_adapter` loaded; "__base__" for the model without any. Default None: the
                adapters that are active in the model.
            progress: as in `lens`; counts the replies.

        Returns:
            The `Reply`; of several prompts a list of replies, in their order.

        Raises:
            PromptError: if a prompt cannot be run, or is a chat that ends in a message of the assistant.
            InputError: if a setting makes no sense.
            SelectionError: if no adapter has the name.
            NotFinite: if the model's logits are NaN or infinite.
            Cancelled: if `progress` was cancelled.

        Examples:
            >>> from latentlens import Session
            >>> reply = Session().generate([{"role": "user", "content": "What is the capital of France?"}])
            >>> "Paris" in reply.text
            True
        """
        several = several_prompts(prompt)
        replies: list[Reply] = generate_replies(
            [prompt] if several is None else several,
            self._open_backend(),
            max_new_tokens=max_new_tokens,
            temperature=temperature,
            seed=seed,
            stop=stop,
            prepend_bos=prepend_bos,
            adapter=adapter,
            progress=progress,
        )
        return replies[0] if several is None else replies

    def _question(self, reader: Reader | Calibrated | str, question_options: Mapping[str, Any]) -> Question:
        resolved, calibrator = resolve_calibrated(
            reader, user_readers=self.readers, decoders=self.decoders, prompts=self.prompts
        )
        return self._complete(question_of(resolved, self.backend, calibrator, question_options))

    def _complete(self, question: Question) -> Question:
        """Return a question with what its reader brings for it; here the question as it is."""
        return question

    def _open_backend(self) -> Backend:
        if self.closed:
            raise SessionClosed(CLOSED)
        return self.backend


def _kind(value: object) -> str:
    return "a trace of another session" if isinstance(value, Trace) else type(value).__name__
