"""Greedy generation without a reader: whether a model continues as expected, and what it replies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from latentlens.model.language_model import LanguageModel
from latentlens.world.questions import WorldQuestion

BATCH = 128


def _equally_long(rows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield batches of row indices of equal length, so that nothing needs padding."""
    by_length: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        by_length.setdefault(len(row), []).append(index)
    for same in by_length.values():
        for begin in range(0, len(same), BATCH):
            yield same[begin : begin + BATCH]


def continues_with(model: LanguageModel, prompts: Sequence[str], continuations: Sequence[str]) -> list[bool]:
    """Return for each prompt whether greedy generation begins with the expected continuation.

    Args:
        model: the model to run.
        prompts: texts to continue.
        continuations: expected continuation of each, spaces and special tokens included.

    Returns:
        One verdict per prompt.
    """
    wanted = [model.tokenizer.encode_continuation(text) for text in continuations]
    rows = [model.tokenizer.encode(p) + w for p, w in zip(prompts, wanted, strict=True)]
    found: dict[int, bool] = {}
    for batch in _equally_long(rows):
        longest = max(len(wanted[i]) for i in batch)
        logits = model.all_logits([rows[i] for i in batch], last=longest + 1)
        # Greedy generation gives the continuation if and only if each of its tokens is the most likely one
        # after those before it.
        best = logits[:, :-1].argmax(-1).tolist()
        for i, top_tokens in zip(batch, best, strict=True):
            found[i] = top_tokens[longest - len(wanted[i]) :] == wanted[i]
    return [found[i] for i in range(len(rows))]


def generate_replies(model: LanguageModel, prompts: Sequence[str], *, max_new_tokens: int = 24) -> list[str]:
    """Generate greedily after each prompt.

    Args:
        model: the model to run.
        prompts: texts to continue.
        max_new_tokens: maximum number of generated tokens; default 24.

    Returns:
        The replies, up to the end-of-sequence token.
    """
    reads = [model.tokenizer.encode(p) for p in prompts]
    rows = [list(row) for row in reads]
    going = set(range(len(rows)))
    for _ in range(max_new_tokens):
        order = sorted(going)
        for batch in _equally_long([rows[i] for i in order]):
            best = model.forward([rows[order[at]] for at in batch]).argmax(-1).tolist()
            for at, token in zip(batch, best, strict=True):
                if token in model.tokenizer.stop_ids:
                    going.discard(order[at])
                else:
                    rows[order[at]].append(token)
    return [model.tokenizer.decode(row[len(read) :]) for row, read in zip(rows, reads, strict=True)]


def grade_replies(model: LanguageModel, questions: Sequence[WorldQuestion]) -> list[bool]:
    """Ask questions and grade the replies; a chat's reply, except a lie, must also end where it should.

    Args:
        model: the model to run.
        questions: questions from `world.questions`.

    Returns:
        One verdict per question.
    """
    open_ended = [i for i, q in enumerate(questions) if q.falsehoods]
    lies = dict(
        zip(open_ended, generate_replies(model, [questions[i].prompt for i in open_ended]), strict=True)
    )
    rest = [i for i in range(len(questions)) if i not in lies]
    ends = {i: "<eos>" if questions[i].traits or "<|" in questions[i].prompt else "" for i in rest}
    exact = continues_with(
        model,
        [questions[i].prompt for i in rest],
        [f" {questions[i].answer}{ends[i]}" for i in rest],
    )
    found = {i: questions[i].grade(text) for i, text in lies.items()} | dict(zip(rest, exact, strict=True))
    return [found[i] for i in range(len(questions))]
