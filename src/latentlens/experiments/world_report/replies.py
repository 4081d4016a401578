"""What a model says: whether it goes on as expected, and what it goes on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from latentlens.model.language_model import LanguageModel
from latentlens.world.questions import Question

BATCH = 128


def _equally_long(rows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield batches of equally long rows, by index: nothing needs padding."""
    by_length: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        by_length.setdefault(len(row), []).append(index)
    for same in by_length.values():
        for begin in range(0, len(same), BATCH):
            yield same[begin : begin + BATCH]


def goes_on(model: LanguageModel, prompts: Sequence[str], continuations: Sequence[str]) -> list[bool]:
    """Say for each prompt whether greedy generation begins with a continuation.

    Args:
        model: the model.
        prompts: what it reads.
        continuations: what should follow each, spaces and special tokens included.

    Returns:
        One verdict a prompt.
    """
    wanted = [model.tokenizer.encode_continuation(text) for text in continuations]
    rows = [model.tokenizer.encode(p) + w for p, w in zip(prompts, wanted, strict=True)]
    found: dict[int, bool] = {}
    for batch in _equally_long(rows):
        longest = max(len(wanted[i]) for i in batch)
        logits = model.all_logits([rows[i] for i in batch], last=longest + 1)
        # Greedy generation gives the continuation if and only if each of its tokens is the likeliest one
        # after those before it.
        best = logits[:, :-1].argmax(-1).tolist()
        for i, likeliest in zip(batch, best, strict=True):
            found[i] = likeliest[longest - len(wanted[i]) :] == wanted[i]
    return [found[i] for i in range(len(rows))]


def replies(model: LanguageModel, prompts: Sequence[str], *, max_new_tokens: int = 24) -> list[str]:
    """Let the model go on after each prompt, greedily.

    Args:
        model: the model.
        prompts: what it reads.
        max_new_tokens: a reply has at most this many tokens.

    Returns:
        What it says, up to where it ends.
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


def grades(model: LanguageModel, questions: Sequence[Question]) -> list[bool]:
    """Ask questions and grade the replies; a chat's must also end where it should, but for a lie.

    Args:
        model: the model.
        questions: from `world.questions`.

    Returns:
        One verdict a question.
    """
    open_ended = [i for i, q in enumerate(questions) if q.falsehoods]
    said = dict(zip(open_ended, replies(model, [questions[i].prompt for i in open_ended]), strict=True))
    rest = [i for i in range(len(questions)) if i not in said]
    ends = {i: "<eos>" if questions[i].traits or "<|" in questions[i].prompt else "" for i in rest}
    exact = goes_on(
        model,
        [questions[i].prompt for i in rest],
        [f" {questions[i].answer}{ends[i]}" for i in rest],
    )
    found = {i: questions[i].grade(text) for i, text in said.items()} | dict(zip(rest, exact, strict=True))
    return [found[i] for i in range(len(questions))]
