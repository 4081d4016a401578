"""Prompts of a relation: a template filled with subjects, and the position of each subject's last token."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from latentlens.errors import InputError
from latentlens.inputs.sequences import each_of
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text as checked_text
from latentlens.model.language_model import LanguageModel
from latentlens.training.finite_states import check_logprobs

PLACEHOLDER = "{}"


@dataclasses.dataclass(frozen=True)
class Subject:
    """One subject in a template.

    Args:
        name: name of the subject.
        prompt: the template with the subject filled in.
        token_ids: token ids of the prompt.
        position: position of the subject's last token.
    """

    name: str
    prompt: str
    token_ids: tuple[int, ...]
    position: int


def fill_template(template: str, subjects: Iterable[str], model: LanguageModel) -> list[Subject]:
    """Fill a template with subjects.

    Args:
        template: a prompt that contains {} once.
        subjects: names of the subjects; duplicates are dropped.
        model: model whose tokenizer is used.

    Raises:
        InputError: if the template does not contain {} once, `subjects` is not a list of texts, or a
            subject's tokens do not spell it.
        PromptError: if a prompt is longer than the model's context.
        TokenizerError: if the tokenizer does not report the offsets of its tokens.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> fill_template("The capital of {} is", ["Peru"], open_model())[0].prompt
        'The capital of Peru is'
    """
    if not isinstance(template, str) or template.count(PLACEHOLDER) != 1:
        raise InputError(
            f"A relation's template is a prompt in which {PLACEHOLDER} stands once, where the subject "
            f"belongs; got {shown(template)}. Give for example 'The capital of {PLACEHOLDER} is'."
        )
    if isinstance(subjects, str):
        raise InputError(f"Subjects are several names, such as ['France', 'Peru']; got {shown(subjects)}.")
    names = each_of(
        "Subjects",
        list(subjects) if isinstance(subjects, Mapping) else subjects,
        such_as="['France', 'Peru']",
    )
    checked_names = [checked_text("A subject", name) for name in names]
    return [_subject(template, name, model) for name in dict.fromkeys(checked_names)]


def known_subjects(
    model: LanguageModel, subjects: Sequence[Subject], objects: Mapping[str, str]
) -> list[Subject]:
    """Return the subjects for which the model predicts the first token of their object.

    Args:
        model: the model to run.
        subjects: subjects filled into the template.
        objects: subject -> its true object.

    Raises:
        InputError: if a subject has no object, or an empty one.
    """
    known = []
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
            known.append(subject)
    return known


def _subject(template: str, name: str, model: LanguageModel) -> Subject:
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"A subject is a name, such as 'France'; got {name!r}.")
    before, after = template.split(PLACEHOLDER)
    prompt = before + name + after
    start, end = len(before), len(before) + len(name.rstrip())
    spans = model.tokenizer.spans(prompt)
    token_ids = tuple(model.tokenizer.encode(prompt))
    n_special = len(token_ids) - len(spans)  # special tokens, such as <bos>
    inside = [(at, i, b) for at, (i, a, b) in enumerate(spans) if a < end and b > start]
    spelled = model.tokenizer.decode([i for _, i, _ in inside])
    # the last token must end where the subject ends, or its state is also of what follows
    if n_special < 0 or not inside or prompt[end : inside[-1][2]].strip() or name.strip() not in spelled:
        shown = " ".join(f"[{model.tokenizer.visible(i)}]" for i in token_ids)
        raise InputError(
            f"The subject {name!r} does not survive the tokenizer: the prompt reads {shown}. Put spaces "
            f"around {PLACEHOLDER}, or leave the subject out."
        )
    return Subject(name, prompt, token_ids, n_special + inside[-1][0])
