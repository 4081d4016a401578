"""Documents of running prose: some to fit on, others to evaluate on, and one position of each to read."""

from __future__ import annotations

from random import Random

from latentlens.engine.local import LocalBackend
from latentlens.engine.not_finite import all_finite
from latentlens.engine.query import Distribution, NextToken
from latentlens.engine.run import run
from latentlens.experiments.patchscopes.study import Study
from latentlens.model.language_model import LanguageModel
from latentlens.readers.queries import query
from latentlens.readers.reader import Reader, State


def documents(study: Study, name: str, count: int, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Draw different documents.

    Args:
        study: run whose seed is used.
        name: name of the sample; different names give independent samples.
        count: number of documents.
        without: documents to exclude; default none.
    """
    return study.material.passages(study.rng("prose", name), count, without)


def fit_documents(study: Study, *models: LanguageModel) -> list[str]:
    """Draw the documents that mappings are fitted on: enough tokens to determine them, if there are so many.

    Args:
        study: the seed and size of the run.
        models: models whose widths set the number of tokens; all must share one tokenizer.
    """
    tokenizer = models[0].tokenizer
    wanted = max(study.n_cases(16_000, 3_000, large=5_500), 4 * max(model.d_model for model in models))
    texts = documents(study, "fit", study.n_cases(700, 100, large=150))
    longest = min(len(tokenizer.encode_continuation(text)) for text in texts)
    count = max(len(texts), -(-wanted // max(1, longest)))
    return documents(study, "fit", min(count, study.material.most_fitted))


def random_prefix(model: LanguageModel, text: str, rng: Random) -> list[int]:
    """Return a document's tokens up to a random position, never a beginning-of-sequence token alone.

    Args:
        model: model whose tokenizer and context length are used; longer documents are cut.
        text: the document.
        rng: random source of the position.
    """
    ids = model.tokenizer.encode_continuation(text)
    head = model.tokenizer.encode("a")[: -len(model.tokenizer.encode_continuation("a"))]
    room = len(ids) if model.n_ctx is None else model.n_ctx - len(head)
    return [*head, *ids[: rng.randint(1, min(len(ids), room))]]


def top_next_tokens(model: LanguageModel, reader: Reader, states: list[State]) -> list[int]:
    """Return the most likely next token after a reader's target prompt, with each state written into it.

    Args:
        model: the target model.
        reader: reader that writes the states.
        states: states to write, one per query.
    """
    target = reader.target(LocalBackend(model))
    queries = [query(reader, target, [state], model.n_layers, NextToken(1)) for state in states]
    results = all_finite(run(queries, model), model.dtype)
    return [r.value.top_ids[0] for r in results if isinstance(r.value, Distribution)]
