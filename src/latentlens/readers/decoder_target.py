"""The target prompt of a trained decoder: its form in the model's template, its slots, their position ids."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from latentlens.activations.selection import Site
from latentlens.decoder_files import prompt_forms
from latentlens.decoder_files.manifest import Manifest
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.engine.backend import Backend
from latentlens.errors import DecoderError, TargetPromptError
from latentlens.model.chat_target import ChatTarget, joined_target
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.reader import Target

_ANSWERING = ("assistant", "model")
"""What chat templates call the side that answers."""


def decoder_target(manifest: Manifest, model: Backend, sites: Sequence[Site], question: str) -> Target:
    """Return a decoder's prompt as a model's tokens, with a slot for each activation.

    Slots stand in the manifest's order, layers ascending. A template's slots all take the one activation.

    Args:
        manifest: the decoder's manifest.
        model: the model that answers.
        sites: layer and position of each activation, in any order.
        question: what is asked.

    Returns:
        The target, whose slots are in the order of the sites.

    Raises:
        TargetPromptError: if the placeholder is not one token, or another token than the decoder was trained
            with; or if another token stands beside it.
        DecoderError: if the question is missing, or there is no place for one.
        TokenizerError: if the prompt is a chat, and the tokenizer has no chat template.
        PromptError: if the prompt is longer than the model's context.
    """
    prompt, tokenizer = manifest.prompt, model.tokenizer
    layer_major = manifest.slots == "layer_major"
    order = sorted(
        range(len(sites)),
        key=lambda i: (sites[i].layer, sites[i].position) if layer_major else sites[i][::-1],
    )
    parts = _parts(prompt, tokenizer, [sites[i].layer for i in order], question)
    try:
        made = joined_target(tokenizer, parts, prompt.placeholder, chat=prompt.chat or prompt.rendered)
    except TargetPromptError as error:
        raise TargetPromptError(
            _misfit(manifest, model, f"the placeholder is not one token there: {str(error).rstrip('.')}")
        ) from error
    _check_tokens(manifest, model, made)
    if prompt.template is not None:
        return Target(made.token_ids, made.slots)
    by_site = dict(zip(order, made.slots, strict=True))
    slots = tuple(by_site[i] for i in range(len(sites)))
    ids = _source_ids(len(made.token_ids), slots, sites) if manifest.positions == "source" else None
    return Target(made.token_ids, slots, position_ids=ids)


def prompt_key(manifest: Manifest, sites: Sequence[Site]) -> Hashable:
    """Return what a decoder's prompt depends on of its sites.

    Args:
        manifest: the decoder's manifest.
        sites: layer and position of each activation.

    Returns:
        The sites' layers and order; their positions too where the prompt's position ids are the source's.
    """
    if manifest.positions == "source":
        return tuple(sites)
    layers, positions = [site.layer for site in sites], [site.position for site in sites]
    rank = {position: i for i, position in enumerate(sorted(set(positions)))}
    return tuple(layers), tuple(rank[position] for position in positions)


def _parts(
    prompt: PromptSettings, tokenizer: ModelTokenizer, layers: Sequence[int], question: str
) -> list[str]:
    """Return what stands before, between and after the slots."""
    mark = prompt_forms.MARK
    if mark in question:
        raise DecoderError(f"The question has the character {mark!r}, which marks a slot. Take it out.")
    if not prompt.chat:
        text = prompt_forms.text(prompt, layers, question)
    else:
        messages = prompt_forms.messages(prompt, layers, question)
        text = tokenizer.render_chat(messages, thinking=prompt.thinking)
        if prompt.roles.assistant != "assistant":
            begun = tokenizer.render_chat(messages, reply=False, thinking=prompt.thinking)
            text = _renamed(text, text.removeprefix(begun), prompt.roles.assistant)
        wanted = sum(message["content"].count(mark) for message in messages)
        if text.count(mark) != wanted:
            raise TargetPromptError(
                f"The model's chat template wrote {text.count(mark)} of {wanted} slots: it leaves messages "
                "out, or repeats them. Open the model that the decoder was trained with."
            )
    return (text + prompt_forms.prefill(prompt)).split(mark)


def _renamed(text: str, heading: str, role: str) -> str:
    """Return a chat in which the answering side has another name, wherever its heading stands."""
    word = next((word for word in _ANSWERING if word in heading), None)
    if word is None or heading == text:
        raise TargetPromptError(
            f"This decoder calls the answering side {role!r}, and the model's chat template does not name "
            "that side where its reply begins. Open the model that the decoder was trained with."
        )
    return text.replace(heading, heading.replace(word, role))


def _check_tokens(manifest: Manifest, model: Backend, made: ChatTarget) -> None:
    """Refuse a tokenizer that writes the slots, or what stands beside them, in other tokens."""
    prompt = manifest.prompt
    for slot in made.slots:
        token = made.token_ids[slot]
        if prompt.placeholder_ids and token not in prompt.placeholder_ids:
            known = " or ".join(map(str, prompt.placeholder_ids))
            raise TargetPromptError(
                _misfit(manifest, model, f"{prompt.placeholder!r} is token {token}, and was {known} before")
            )
    if prompt.neighbours is not None:
        first, last = made.slots[0] - 1, made.slots[-1] + 1
        beside = tuple(made.token_ids[i] if 0 <= i < len(made.token_ids) else -1 for i in (first, last))
        if beside != prompt.neighbours:
            raise TargetPromptError(
                _misfit(manifest, model, f"tokens {beside} stand beside its slots, not {prompt.neighbours}")
            )


def _misfit(manifest: Manifest, model: Backend, why: str) -> str:
    return (
        f"Decoder {manifest.name!r} does not fit the tokenizer of {model.name}: {why}. Open its own base "
        f"with the tokenizer that it came with: Session({manifest.base.name!r})."
    )


def _source_ids(length: int, slots: Sequence[int], sites: Sequence[Site]) -> tuple[int, ...]:
    """Return position ids with which each slot keeps the position that was read, and later tokens go on."""
    kept = {slot: site.position for slot, site in zip(slots, sites, strict=True)}
    after, ids = 0, []
    for position in range(length):
        ids.append(kept.get(position, after))
        after = max(after, ids[-1] + 1)
    return tuple(ids)
