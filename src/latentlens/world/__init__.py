"""The teaching world: a few hundred facts, text about them, and a small model trained on that text.

The model is small enough to ship with the package and to run anywhere, so that every lesson, test and
example works without a network. Importing this package does not import torch.
"""

from __future__ import annotations

from pathlib import Path

from latentlens.errors import ModelError
from latentlens.world.facts import Company, Country, Facts, Person, Product, load_facts
from latentlens.world.questions import WorldQuestion, questions
from latentlens.world.text import passages
from latentlens.world.traces import TraceQuestion, trace_questions

__all__ = [
    "PROMPTS",
    "Company",
    "Country",
    "Facts",
    "Person",
    "Product",
    "TraceQuestion",
    "WorldQuestion",
    "load_facts",
    "model_path",
    "passages",
    "questions",
    "trace_questions",
]

_TARGETS = {
    "description": "Syria: country in the Middle East, Oro Venn: baker in Lima, "
    "Wimbrexo: green lamp by Velmora, x:",
    # Of the few-shot identity prompts that the paper's authors used, the one with the best validation P@1.
    "next_token": "cat cat dog dog 1234 1234 hello hello ?",
    # The paper's relations that the world has, in the plainest words in which its text states them.
    "capital": "The capital of x is",
    "largest_city": "The largest city of x is",
    "currency": "The currency of x is the",
    "ceo": "The CEO of x is",
    "developer": "The maker of x is",
    "inside_colour": "The inside colour of x is",
    "outside_colour": "The outside colour of x is",
    "superclass": "The class of x is",
    "phase": "The phase of x is",
    "tool": "The tool for x is the",
}
PROMPTS = {"world-small": _TARGETS, "world-base": _TARGETS}
"""Bundled model -> preset or relation -> the target prompt that suits it better than the paper's own."""

MODELS = Path(__file__).parent / "models"


def model_path(name: str = "world-small") -> Path:
    """Return the directory of a bundled model.

    Args:
        name: name of the model; default "world-small".

    Returns:
        The directory, in the layout that `transformers` and TransformerLens open.

    Raises:
        ModelError: if no bundled model has this name.
    """
    known = sorted(p.parent.name for p in MODELS.glob("*/config.json"))
    if name not in known:
        raise ModelError(
            f"no shipped model is named {name!r}; the shipped models are: {', '.join(known) or 'none'}"
        )
    return MODELS / name
