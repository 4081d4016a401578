"""Generate what a model says after prompts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.engine.not_finite import remedy
from latentlens.engine.query import Generate, Generation, Query
from latentlens.errors import NotFinite, PromptError
from latentlens.inputs.numbers import MOST, integer, number
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.sequences import as_texts
from latentlens.model.prompt import Prompt, read_prompt, several_texts
from latentlens.replies.reply import Reply

_TOGETHER = 64
"""Most prompts that are given to the engine at once, so that progress is told."""


def several_prompts(prompt: Any) -> list[Any] | None:
    """Return several texts or several chats as a list; None if `prompt` is a single prompt.

    Args:
        prompt: a text, chat messages or token ids; or a sequence of texts or of chats.
    """
    texts = several_texts(prompt)
    if texts is not None or not isinstance(prompt, (list, tuple)) or not prompt:
        return texts
    chats = [each for each in prompt if isinstance(each, (list, tuple)) and each]
    return list(chats) if len(chats) == len(prompt) and all(map(_is_chat, chats)) else None


def generate_replies(
    prompts: Sequence[Any],
    backend: Backend,
    *,
    max_new_tokens: int,
    temperature: float,
    seed: int,
    stop: str | Sequence[str],
    prepend_bos: bool | None,
    adapter: str | None,
    progress: Progress | bool | None,
) -> list[Reply]:
    """Return what a model says after each of some prompts; see `Asker.generate`."""
    readout = Generate(
        integer("max_new_tokens", max_new_tokens, least=1, most=MOST),
        _stops(stop),
        number("temperature", temperature, least=0),
        checked_seed("seed", seed),
    )
    read = [_read(prompt, backend, prepend_bos) for prompt in prompts]
    queries = [Query(prompt.token_ids, (), readout, adapter=adapter) for prompt in read]
    replies: list[Reply] = []
    with backend.pinned(), track(progress, "generating", unit="replies", total=len(read)) as work:
        for start in range(0, len(queries), _TOGETHER):
            part = work.part()
            for result in backend.run(queries[start : start + _TOGETHER], progress=part):
                assert isinstance(result.value, Generation)
                replies.append(_reply(result.value, readout, backend))
            work.update(len(replies))
    return replies


def _read(prompt: Any, backend: Backend, prepend_bos: bool | None) -> Prompt:
    if isinstance(prompt, (list, tuple)) and _is_chat(prompt) and prompt[-1].get("role") == "assistant":
        raise PromptError(
            "The chat ends in a message of the assistant, so there is nothing to reply to. Leave that "
            "message out, or add one of the user."
        )
    return read_prompt(prompt, backend, prepend_bos=prepend_bos)


def _reply(said: Generation, readout: Generate, backend: Backend) -> Reply:
    if not said.finite:
        raise NotFinite(
            f"The logits of {backend.name} after {len(said.token_ids)} tokens of its reply are NaN or "
            f"infinite. {remedy(backend.dtype)}"
        )
    ids, logprobs, ends = said.token_ids, said.logprobs, backend.tokenizer.stop_ids
    ended = len(ids) < readout.max_new_tokens or ids[-1] in ends
    if ids and ids[-1] in ends:  # a reply of the end alone
        ids, logprobs = ids[:-1], logprobs[:-1]
    return Reply(said.text, ids, logprobs, ended)


def _stops(stop: str | Sequence[str]) -> tuple[str, ...]:
    stops = as_texts((stop,) if isinstance(stop, str) else stop, "stop texts", "('.',)")
    if not all(stops):
        raise PromptError("A stop text is empty, and would end every reply at once. Leave it out.")
    return stops


def _is_chat(prompt: Sequence[Any]) -> bool:
    return bool(prompt) and all(isinstance(message, Mapping) for message in prompt)
