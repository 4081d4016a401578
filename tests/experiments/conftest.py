"""Small models that know nothing of the teaching world, and studies of them."""

from __future__ import annotations

import importlib.util
import pathlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForCausalLM

from latentlens import Session
from latentlens.experiments.patchscopes import (
    Study,
    results,
)
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.model.init_model import init_model
from latentlens.world import PROMPTS
from latentlens.world.recipe import recipe
from patchscopes_runs import CONTEXT
from tiny import save_tiny
from world_shape import EOS, SMALL, TOKENIZER


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A random model that has never seen the world."""
    return save_tiny(tmp_path_factory.mktemp("tiny"), "llama", max_position_embeddings=CONTEXT)


@pytest.fixture(scope="module")
def wider(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Another one of another architecture, with the same tokenizer."""
    return save_tiny(tmp_path_factory.mktemp("wider"), "gpt2", n_embd=48, n_positions=CONTEXT)


@pytest.fixture(scope="module")
def session(directory: pathlib.Path) -> Iterator[Session]:
    """A session on the first."""
    with Session(directory) as opened:
        yield opened


@pytest.fixture
def study(session: Session, tmp_path: pathlib.Path) -> Study:
    """A quick study of it."""
    return Study(session, ResultCache(tmp_path, {}), quick=True)


@pytest.fixture
def no_images(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing were there that draws still images: it takes seconds and needs a browser."""
    real = importlib.util.find_spec
    monkeypatch.setattr(
        results.importlib.util, "find_spec", lambda name: None if name == "kaleido" else real(name)
    )


@pytest.fixture(scope="module")
def world_directory(tmp_path_factory) -> Path:
    """A random model of the world's shape that speaks in whole words, commas and full stops, and ends."""
    torch.manual_seed(0)
    model = init_model(recipe("world-small").config(len(TOKENIZER)) | SMALL)
    marks = TOKENIZER.convert_tokens_to_ids([",", "."])
    spoken = [i for name, i in TOKENIZER.get_vocab().items() if re.fullmatch("Ġ[A-Za-z]+", name)]
    with torch.no_grad():
        for name, parameter in model.model.named_parameters():
            if "norm" not in name:
                parameter.mul_(10)  # what stands before then matters to what comes next
        loud = torch.zeros(len(TOKENIZER), 1)
        loud[spoken], loud[marks], loud[EOS] = 1, 1.5, 2.2
        model.lm_head.weight.mul_(loud)
    out = tmp_path_factory.mktemp("model")
    model.save_pretrained(out)
    TOKENIZER.save_pretrained(out)
    return out


@pytest.fixture(scope="module")
def world_session(world_directory: Path) -> Session:
    """A session on the random model, with the target prompts of the world."""
    opened = Session(world_directory)
    opened.prompts |= PROMPTS["world-small"]
    return opened


@pytest.fixture(scope="module")
def plain_world(world_directory: Path) -> Any:
    """The same model as transformers opens it, which nothing of the tool has touched."""
    return AutoModelForCausalLM.from_pretrained(world_directory, attn_implementation="eager").eval()
