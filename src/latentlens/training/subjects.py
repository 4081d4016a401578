"""A relation's prompts: a template filled with subjects, and where each subject's last token stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from latentlens._checked import each_of
from latentlens._checked import text as checked_text
from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.model.language_model import LanguageModel
from latentlens.training.finite_states import check_logprobs

HOLE = "{}"


@dataclasses.dataclass(frozen=True)
class Subject:
    """One subject in a template.

    Args:
        name: the subject.
        prompt: the template with the subject in it.
        token_ids: of the prompt.
        position: of the subject's last token.
    """

    name: str
    prompt: str
    token_ids: tuple[int, ...]
    position: int


def fill(template: str, subjects: Iterable[str], model: LanguageModel) -> list[Subject]:
    """Put subjects into a template, each of them once.

    Args:
        template: a prompt in which {} stands once.
        subjects: their names.
        model: whose tokenizer is used.

    Raises:
        InputError: if {} does not stand in the template once, `subjects` is no list of texts, or a subject's
            tokens do not spell it.
        PromptError: if a prompt is longer than the model takes.
        TokenizerError: if the tokenizer does not say where its tokens stand.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> fill("The capital of {} is", ["Peru"], open_model())[0].prompt
        'The capital of Peru is'
    """
    if not isinstance(template, str) or template.count(HOLE) != 1:
        raise InputError(
            f"A relation's template is a prompt in which {HOLE} stands once, where the subject belongs; got "
            f"{shown(template)}. Give for example 'The capital of {HOLE} is'."
        )
    if isinstance(subjects, str):
        raise InputError(f"Subjects are several names, such as ['France', 'Peru']; got {shown(subjects)}.")
    names = each_of(
        "Subjects",
        list(subjects) if isinstance(subjects, Mapping) else subjects,
        such_as="['France', 'Peru']",
    )
    found = [checked_text("A subject", name) for name in names]
    return [_subject(template, name, model) for name in dict.fromkeys(found)]


def known(model: LanguageModel, subjects: Sequence[Subject], objects: Mapping[str, str]) -> list[Subject]:
    """Return the subjects after whose prompt the model says the first token of their object.

    Args:
        model: the model.
        subjects: filled into the template.
        objects: subject -> its true object.

    Raises:
        InputError: if a subject has no object, or an empty one.
    """
    found = []
    for subject in subjects:
        if not isinstance(objects, Mapping) or not str(objects.get(subject.name, "")).strip():
            raise InputError(
                f"The subject {subject.name!r} has no object. Give objects as a dict of every subject's, "
                "such as {'France': 'Paris'}, or leave objects out."
            )
        named = str(objects[subject.name]).strip()
        first = {model.tokenizer.encode_continuation(text)[0] for text in (f" {named}", named)}
        logits = model.forward([subject.token_ids])[0].float()
        check_logprobs(logits.log_softmax(-1), model, f"The model's logits after {subject.prompt!r}")
        if int(logits.argmax()) in first:
            found.append(subject)
    return found


def _subject(template: str, name: str, model: LanguageModel) -> Subject:
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"A subject is a name, such as 'France'; got {name!r}.")
    before, after = template.split(HOLE)
    prompt = before + name + after
    start, end = len(before), len(before) + len(name.rstrip())
    spans = model.tokenizer.spans(prompt)
    token_ids = tuple(model.tokenizer.encode(prompt))
    own = len(token_ids) - len(spans)  # the tokenizer's own, such as <bos>
    inside = [(at, i, b) for at, (i, a, b) in enumerate(spans) if a < end and b > start]
    spelled = model.tokenizer.decode([i for _, i, _ in inside])
    # the last token must end with the subject, or it is a state of what follows as well
    if own < 0 or not inside or prompt[end : inside[-1][2]].strip() or name.strip() not in spelled:
        shown = " ".join(f"[{model.tokenizer.visible(i)}]" for i in token_ids)
        raise InputError(
            f"The subject {name!r} does not survive the tokenizer: the prompt reads {shown}. Put spaces "
            f"around {HOLE}, or leave the subject out."
        )
    return Subject(name, prompt, token_ids, own + inside[-1][0])
