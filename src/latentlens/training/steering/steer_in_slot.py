"""Steer by a vector in a slot of the system prompt: what word there would make the decoder say so?"""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from latentlens.activations.run_prompts import run_prompts
from latentlens.activations.selection import Selection
from latentlens.activations.store import TraceStore
from latentlens.ask.asker import Asker
from latentlens.display.progress import Progress, track
from latentlens.errors import Cancelled, InputError, NotFinite
from latentlens.inputs.numbers import MOST, integer
from latentlens.inputs.sequences import as_list, as_texts
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text, text
from latentlens.model.tokenizer import ChatMessages
from latentlens.readers.decoder import Decoder
from latentlens.training.steering.steer import steer
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.training.steering.system_slot import SystemSlot
from latentlens.training.steering.wish_loss import Wish, checked_wishes

JUDGED = 10
"""Most chats with whose replies a candidate is judged."""


@dataclasses.dataclass(frozen=True)
class SlotCandidate:
    """Settings with which a vector in a slot is learnt.

    Args:
        read: tokens that the decoder reads while the vector is learnt: "all" after the system prompt, in
            every other chat with the model's own reply, or those of the "reply" alone.
        max_norm: largest norm of the vector, in usual norms of an embedding.
        learning_rate: learning rate of the first step.
    """

    read: Literal["all", "reply"]
    max_norm: float
    learning_rate: float


SLOT_CANDIDATES = (
    SlotCandidate("reply", 0.7, 0.05),
    SlotCandidate("reply", 1.0, 0.1),
    SlotCandidate("all", 1.5, 0.1),
    SlotCandidate("all", 4.0, 0.3),
)
"""What `steer_in_slot` tries; the first of equals is taken."""


def steer_in_slot(
    session: Asker,
    decoder: Decoder,
    chats: Sequence[ChatMessages],
    wishes: Sequence[Wish],
    *,
    prompt: str = "Act like a x.",
    slot: str = "x",
    layers: Iterable[int] | None = None,
    options: Sequence[str] = (),
    candidates: Sequence[SlotCandidate] = SLOT_CANDIDATES,
    steps: int = 60,
    batch_size: int = 16,
    max_new_tokens: int = 64,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> SteeringVectors:
    """Learn a vector in a slot of the system prompt with which a decoder gives the wished answers.

    The vector is added to the embedding of a word that says nothing, and the decoder reads what comes after
    the prompt, so that it can be convinced only by what the model's own attention makes of the vector, as it
    would of a word. What convinces the decoder on replies that were given without the vector may still change
    nothing, so each candidate's own replies are put to it: the one whose replies it answers as wished most
    often is returned.

    Args:
        session: session on the model, which is steered and answers for the decoder.
        decoder: the decoder.
        chats: chats to learn from. A system message that one begins with gives way to `prompt`, and a last
            message of the assistant to the model's own reply.
        wishes: pairs of a question to the decoder and the answer that it should give.
        prompt: system prompt in which `slot` stands once. Default "Act like a x.".
        slot: word in whose place the vector is added, one token of the model. Default "x".
        layers: layers that the decoder reads together. Default None: the deepest that it was trained for.
        options: answers among which the decoder chooses when replies are judged, the wished ones among
            them. Default (): it answers in words of its own, and has to use those of the wish.
        candidates: settings that are tried. Default: four, of which each was the best one for some wish.
        steps: number of optimiser steps of each candidate. Default 60.
        batch_size: number of questions in each step. Default 16.
        max_new_tokens: largest number of tokens of a reply. Default 64.
        seed: seed of the order of the questions. Default 0.
        progress: as in `Session.sweep`; counts the steps of all candidates. If it is cancelled after the
            first step, the best so far is returned, with `report.cancelled`.

    Returns:
        Vectors of layer 0 that `result.adapter(strength)` adds at the slot's position: give it to chats
        that begin with `prompt`, and to no others. `result.report.settings` has the prompt; under "judged"
        the number of its own replies to `chats`, at most 10, that were put to the decoder; and under "tried"
        each candidate with the share of those answered as wished, and whether it diverged: its loss became
        NaN or infinite, so that it was left out.

    Raises:
        InputError: if there is no chat, wish or candidate, one of them is no such thing, the slot is no token
            of the prompt, or a setting makes no sense.
        PromptError: if a chat cannot be run.
        DecoderError: if the decoder does not belong to the model.
        NotFinite: if every candidate diverged.
        Cancelled: if `progress` was cancelled before anything was learnt.

    Examples:
        >>> from latentlens import Decoder, Session
        >>> session = Session()
        >>> chats = [[{"role": "user", "content": "What is the capital of Peru?"}]]
        >>> wish = ("Which role is it?", "pirate")
        >>> steering = steer_in_slot(
        ...     session, Decoder.load("world-small/oracle"), chats, [wish], steps=1, progress=False
        ... )
        >>> steering.layers, steering.positions
        ((0,), (5,))
    """
    chosen = as_list(candidates, "candidates", "candidates=SLOT_CANDIDATES")
    if not chosen or not all(isinstance(each, SlotCandidate) for each in chosen):
        raise InputError(f"candidates are some SlotCandidate(read, max_norm, rate); got {shown(candidates)}.")
    wanted = as_texts(options, "options", "('pirate', 'king')")
    if wanted and (unlisted := [wish for _, wish in checked_wishes(wishes) if wish not in wanted]):
        raise InputError(f"options lack the wished answer {shown(unlisted[0])}; got {shown(list(wanted))}.")
    each_steps = integer("steps", steps, least=1, most=MOST)
    system = SystemSlot(
        plain_text(text("prompt", prompt), "The prompt"), plain_text(text("slot", slot), "The slot")
    )
    slotted = SlottedChats(session, decoder, chats, system, layers, max_new_tokens)
    tried: list[_Tried] = []
    diverged: list[NotFinite] = []
    cancelled = False
    with track(progress, "steering", unit="steps", total=len(chosen) * each_steps) as work:
        for number, candidate in enumerate(chosen):
            one = _Tried(candidate)
            try:
                one.learnt = steer(
                    session,
                    decoder,
                    slotted.own(candidate.read, work.part()),
                    wishes,
                    layers=[0],
                    positions=[slotted.position],
                    max_norm=candidate.max_norm,
                    learning_rate=candidate.learning_rate,
                    steps=steps,
                    batch_size=batch_size,
                    seed=seed,
                    progress=work.part(number * each_steps),
                )
                cancelled = one.learnt.report is not None and one.learnt.report.cancelled
                if not cancelled:
                    one.convinced = slotted.convinced(one.learnt, wishes, wanted, work.part())
            except Cancelled:
                if one.learnt is None and all(each.learnt is None for each in tried):
                    raise
                cancelled = True
            except NotFinite as error:
                error.best = error.best if one.learnt is None else one.learnt
                diverged.append(error)
                one.diverged, one.learnt = True, None
            if one.diverged or one.learnt is not None:
                tried.append(one)
            if cancelled:
                break
    if any(each.learnt is not None for each in tried):
        return _best(tried, slotted, cancelled=cancelled)
    raise next((error for error in diverged if error.best is not None), diverged[0])


@dataclasses.dataclass
class _Tried:
    """A candidate, what was learnt with it, and the share of its replies that convinced the decoder."""

    candidate: SlotCandidate
    learnt: SteeringVectors | None = None
    convinced: float | None = None
    diverged: bool = False


class SlottedChats:
    """Chats that begin with a system prompt with a slot, and what a decoder reads of them.

    Args:
        session: session on the model.
        decoder: the decoder.
        chats: chats, as in `steer_in_slot`.
        slot: the system prompt with its slot.
        layers: layers that are read together; None for the deepest that the decoder was trained for.
        max_new_tokens: largest number of tokens of a reply.

    Raises:
        InputError: if there is no chat, or the slot is not at one position of all of them.
    """

    def __init__(
        self,
        session: Asker,
        decoder: Decoder,
        chats: Sequence[ChatMessages],
        slot: SystemSlot,
        layers: Iterable[int] | None,
        max_new_tokens: int,
    ) -> None:
        self._session, self._decoder, self.slot = session, decoder, slot
        self._max_new_tokens = max_new_tokens
        self._store, self._own = TraceStore(), dict[str, list[Selection]]()
        given = as_list(chats, "chats", "chats=[[{'role': 'user', 'content': ...}]]")
        if not given or not all(_is_chat(chat) for chat in given):
            raise InputError(
                "chats are a list of chats, each a list of messages {'role': ..., 'content': ...}; got "
                f"{shown(chats)}."
            )
        self._chats = [slot.before(unanswered(chat)) for chat in given]
        tokenizer = session.backend.tokenizer
        places = {slot.position(tokenizer, chat) for chat in self._chats}
        if len(places) != 1:
            raise InputError(
                f"The slot of {slot.prompt!r} is at other positions in other chats: {sorted(places)}. Give "
                "chats before which the chat template writes the same."
            )
        (self.position,) = places
        trained = decoder.manifest.read.layers or ((session.backend.n_layers // 2,),)
        self.layers = max(trained, key=max) if layers is None else tuple(layers)

    @property
    def judged(self) -> int:
        """Number of chats with whose replies a candidate is judged."""
        return min(JUDGED, len(self._chats))

    def own(self, read: Literal["all", "reply"], progress: Progress | bool | None = False) -> list[Selection]:
        """Return what is read of the chats with the model's own replies, none of it of the system prompt.

        Args:
            read: as in `SlotCandidate`.
            progress: as in `Session.sweep`. Default False.
        """
        if read not in self._own:
            self._own[read] = self._selections(read, None, len(self._chats), progress)
        return self._own[read]

    def _selections(
        self, read: str, adapter: str | None, n: int, progress: Progress | bool | None
    ) -> list[Selection]:
        session, tokenizer = self._session, self._session.backend.tokenizer
        chats, prompts, begins = self._chats[:n], [], []
        replies = session.generate(
            chats, max_new_tokens=self._max_new_tokens, adapter=adapter, progress=progress
        )
        for number, (chat, reply) in enumerate(zip(chats, replies, strict=True)):
            ids = list(tokenizer.encode_chat(chat))
            first = len(ids) if read == "reply" else self.slot.end(tokenizer, chat)
            if read == "reply" or number % 2:
                ids += tokenizer.encode_continuation(reply.text)
            begins.append(min(first, len(ids) - 1))  # of an empty reply, the token after which it is
            prompts.append(ids)
        # not `session.run`, since no notebook cell ran them
        runs = run_prompts(prompts, session.backend, self._store, adapter=adapter, progress=progress)
        return [
            run.trace.select(self.layers, range(first, len(run.trace)))
            for run, first in zip(runs, begins, strict=True)
        ]

    def convinced(
        self,
        steering: SteeringVectors,
        wishes: Sequence[Wish],
        options: Sequence[str] = (),
        progress: Progress | bool | None = False,
    ) -> float:
        """Return of which share of the steered model's own replies the decoder gives the wished answer.

        Args:
            steering: what was learnt.
            wishes: questions with wished answers, which are put in turn.
            options: answers among which the decoder chooses. Default (): any.
            progress: as in `Session.sweep`. Default False.
        """
        session = self._session
        of_variant = dataclasses.replace(self._decoder, any_source=True)
        given: dict[str, Any] = {"options": list(options)} if options else {}
        with session.backend.loaded(steering.adapter()) as loaded:
            said = []
            for number, read in enumerate(self._selections("reply", loaded, JUDGED, progress)):
                question, wish = wishes[number % len(wishes)]
                asked = of_variant.with_question(question)
                answer = session.ask(read, asked, controls=False, progress=progress, **given)
                said.append(answer.text.strip() == wish.strip())
            return statistics.fmean(said)


def unanswered(chat: ChatMessages) -> list[dict[str, Any]]:
    """Return a chat up to the assistant's last message.

    Args:
        chat: chat messages.

    Examples:
        >>> unanswered([{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}])
        [{'role': 'user', 'content': 'Hi'}]
    """
    messages = [dict(message) for message in chat]
    while messages and messages[-1].get("role") == "assistant":
        messages.pop()
    return messages


def _is_chat(given: object) -> bool:
    return isinstance(given, (list, tuple)) and bool(given) and all(isinstance(one, Mapping) for one in given)


def _best(tried: Sequence[_Tried], slotted: SlottedChats, *, cancelled: bool) -> SteeringVectors:
    """Return the first of those that convince most often; one that was not judged if none was."""
    learnt = [each for each in tried if each.learnt is not None]
    best = max(learnt, key=lambda each: -1.0 if each.convinced is None else each.convinced)
    assert best.learnt is not None
    assert best.learnt.report is not None
    settings = {
        **best.learnt.report.settings,
        "prompt": slotted.slot.prompt,
        "slot": slotted.slot.word,
        "read": best.candidate.read,
        "convinced": best.convinced,
        "judged": 0 if best.convinced is None else slotted.judged,
        "tried": [
            {
                **dataclasses.asdict(each.candidate),
                "convinced": each.convinced,
                "diverged": each.diverged,
            }
            for each in tried
        ],
    }
    report = dataclasses.replace(best.learnt.report, settings=settings, cancelled=cancelled)
    return dataclasses.replace(best.learnt, report=report)
