"""Which tokens of a text or chat are read: found by the tokenizer's offsets and the chat template."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from latentlens.errors import PromptError, TokenizerError
from latentlens.model.chat_messages import message_spans
from latentlens.model.prompt import TakesPrompts, read_prompt
from latentlens.model.tokenizer import ChatMessages, ModelTokenizer


@dataclasses.dataclass(frozen=True)
class ChatTurn:
    """The tokens of one message of a chat, those of the chat template around it included.

    Args:
        role: role of the message, such as "user".
        start: position of the first token, the mark of the role.
        stop: position after the last token.
        content: first position of the content, and that after its last.
    """

    role: str
    start: int
    stop: int
    content: tuple[int, int]


def token_ids(source: str | ChatMessages, model: TakesPrompts) -> tuple[int, ...]:
    """Return the tokens of a row's source, as `Session.run` runs it.

    Args:
        source: a text, or a chat's messages.
        model: backend or model whose tokenizer and chat template apply.

    Raises:
        PromptError: if it is empty or longer than the context.
        TokenizerError: if it is a chat, and the tokenizer has no chat template.
    """
    return read_prompt(source if isinstance(source, str) else list(source), model, prepend_bos=None).token_ids


def text_of(positions: Iterable[int], ids: Sequence[int], tokenizer: ModelTokenizer) -> str:
    """Return the text of the tokens at some positions, runs that do not touch joined by " ... ".

    Args:
        positions: ascending token positions.
        ids: token ids of the whole source.
        tokenizer: tokenizer of the model.
    """
    runs: list[list[int]] = []
    last = -2
    for position in positions:
        if position != last + 1:
            runs.append([])
        runs[-1].append(ids[position])
        last = position
    return " ... ".join(tokenizer.decode(run) for run in runs)


def positions_of(span: tuple[int, int], text: str, model: TakesPrompts) -> tuple[int, ...]:
    """Return the positions of the tokens that touch a range of a text's characters.

    Args:
        span: index of the first character, and that after the last.
        text: the whole text, as it is run.
        model: backend or model whose tokenizer applies.

    Raises:
        PromptError: if no token touches the range.
        TokenizerError: if the tokenizer does not say which characters a token stands for.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> positions_of((14, 20), "The capital of France is", open_model())
        (4,)
    """
    ids, tokens = token_ids(text, model), model.tokenizer.spans(text)
    before = len(ids) - len(tokens)  # special tokens that the tokenizer puts in front, such as <bos>
    if before < 0 or [i for i, _, _ in tokens] != list(ids[before:]):
        raise TokenizerError(
            f"The tokenizer of {model.name} puts special tokens into {text!r}, so the tokens of a range of "
            "its characters cannot be told. Give the positions by number."
        )
    start, stop = span
    while start < stop and text[start].isspace():  # a space before a word belongs to the word's own token
        start += 1
    found = tuple(before + i for i, (_, a, b) in enumerate(tokens) if a < stop and b > start)
    if not found:
        raise PromptError(
            f"Characters {span[0]} to {span[1]} of {text!r} are in no token. Give another range."
        )
    return found


def chat_turns(messages: ChatMessages, tokenizer: ModelTokenizer) -> tuple[ChatTurn, ...]:
    """Return where each message of a chat stands, with the marks that the chat template puts around it.

    A turn begins where the template has written the messages before it. A template that writes a message into
    another's turn, as Gemma's writes the system prompt into the user's, leaves no such place: then the turn
    begins with its content. Tokens before the first turn, such as `<bos>`, belong to none.

    Args:
        messages: chat messages, each with content.
        tokenizer: tokenizer of the model, which must have a chat template.

    Raises:
        TokenizerError: if the template changes contents, or the tokenizer does not say which characters a
            token stands for.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> (turn,) = chat_turns([{"role": "user", "content": "Hello."}], open_model().tokenizer)
        >>> turn.start
        1
    """
    spans = message_spans(tokenizer, messages)
    if len(spans) != len(messages):
        raise TokenizerError(
            "The messages of this chat cannot be found among its tokens: its chat template changes them, one "
            "is empty, or the tokenizer does not say which characters a token stands for. Give messages with "
            "content, and open the model with a tokenizer.json."
        )
    tokens = tokenizer.spans(tokenizer.render_chat(messages))
    begins: list[int] = []
    for index, span in enumerate(spans):
        low = spans[index - 1].stop if index else 0
        character = _turn_start(messages, index, tokenizer)
        start = span.start if character is None else _first_from(character, tokens)
        begins.append(start if low <= start <= span.start else span.start)
    bos = tokenizer.hf.bos_token_id
    while begins[0] < spans[0].start and tokens[begins[0]][0] == bos:
        begins[0] += 1
    return tuple(
        ChatTurn(span.role, start, stop, (span.start, span.stop))
        for span, start, stop in zip(
            spans, begins, [*begins[1:], _end(messages, tokens, tokenizer)], strict=True
        )
    )


def _end(messages: ChatMessages, tokens: Sequence[tuple[int, int, int]], tokenizer: ModelTokenizer) -> int:
    """Return the position after the last message, where the template begins the next reply."""
    without = _rendered(messages, tokenizer)
    whole = tokenizer.render_chat(messages)
    return (
        len(tokens) if without is None or not whole.startswith(without) else _first_from(len(without), tokens)
    )


def _first_from(character: int, tokens: Sequence[tuple[int, int, int]]) -> int:
    """Return the first token that begins at a character or after it."""
    return next((i for i, (_, a, _) in enumerate(tokens) if a >= character), len(tokens))


def _turn_start(messages: ChatMessages, index: int, tokenizer: ModelTokenizer) -> int | None:
    """Return the character at which a message's turn begins in the rendered chat; None if it has no place."""
    if index:
        before = _rendered(messages[:index], tokenizer)
        whole = tokenizer.render_chat(messages)
        return None if before is None or not whole.startswith(before) else len(before)
    # A template may put a system prompt of its own before the first message: look for the role's mark.
    whole, content = tokenizer.render_chat(messages), str(messages[0]["content"]).strip()
    mark = _mark(str(messages[0]["role"]), tokenizer)
    at = whole.find(content)
    return at - len(mark) if mark and whole[:at].endswith(mark) else 0


def _mark(role: str, tokenizer: ModelTokenizer) -> str:
    """Return what the template writes before the content of a later message of this role; "" if unknown."""
    if role != "user":
        return ""
    first = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    before, whole = (
        _rendered(first, tokenizer),
        _rendered([*first, {"role": role, "content": "zyx"}], tokenizer),
    )
    if before is None or whole is None or not whole.startswith(before):
        return ""
    return whole[len(before) :].partition("zyx")[0]


def _rendered(messages: ChatMessages, tokenizer: ModelTokenizer) -> str | None:
    """Return messages in the chat template, without the beginning of a reply; None if it refuses them."""
    try:
        text: str = tokenizer.hf.apply_chat_template(
            list(messages), tokenize=False, add_generation_prompt=False
        )
    except Exception:  # noqa: BLE001 - a chat template can raise anything
        return None
    return text
