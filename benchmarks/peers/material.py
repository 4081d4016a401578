"""What every contestant runs on: a random model in a directory, the prompts as tokens, the source vectors."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import pathlib
import shutil
import tempfile

import numpy as np

TARGET = "cat -> cat\n1135 -> 1135\nhello -> hello\nblack -> black\nblue -> blue\n?"
"""The identity Patchscope (arXiv 2401.06102) with five examples; the slot is its last token."""

SOURCE = (
    "Every summer people from France and Japan meet in a town by the sea to talk about music, and when the "
    "evening comes they walk along the water until the lights of the harbour go out. In winter they write "
    "letters to each other, in which they say what they read, whom they met, and which of the old songs they "
    "can still sing without looking at the page."
)


@dataclasses.dataclass(frozen=True)
class Material:
    """The work, the same for all contestants.

    Args:
        model: the model's directory, with its tokenizer.
        n_layers: number of blocks of the model.
        d_model: width of the residual stream.
        vocab_size: number of logits.
        source_text: prompt whose activations are read.
        source_ids: its token ids.
        target_text: prompt that they are written into.
        target_ids: its token ids.
        slot: position in it that is written.
        lens_ids: token ids of the prompt for the logit lens.
        new_tokens: number of tokens to generate.
        top_k: number of tokens that the lens returns per cell.
        sources: residual stream of the source prompt, [layer, position, d_model].
    """

    model: str
    n_layers: int
    d_model: int
    vocab_size: int
    source_text: str
    source_ids: list[int]
    target_text: str
    target_ids: list[int]
    slot: int
    lens_ids: list[int]
    new_tokens: int
    top_k: int
    sources: np.ndarray


def read(folder: str | os.PathLike[str]) -> Material:
    """Return the material that `make` wrote into a folder."""
    folder = pathlib.Path(folder)
    work = json.loads((folder / "work.json").read_text())
    return Material(model=str(folder / "model"), sources=np.load(folder / "sources.npy"), **work)


def make(root: pathlib.Path, n_layers: int, n_positions: int, d_model: int) -> pathlib.Path:
    """Return the folder of the material under `root`, made if it is missing."""
    recipe = hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()[:8]
    folder = root / f"material-{n_layers}x{n_positions}x{d_model}-{recipe}"
    if not (folder / "work.json").exists():
        root.mkdir(parents=True, exist_ok=True)
        unfinished = pathlib.Path(tempfile.mkdtemp(dir=root))
        try:
            _write(unfinished, n_layers, n_positions, d_model)
            shutil.rmtree(folder, ignore_errors=True)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def _write(folder: pathlib.Path, n_layers: int, n_positions: int, d_model: int) -> None:
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    tokenizer = _tokenizer()
    ids = tokenizer(SOURCE).input_ids
    source_ids, lens_ids = ids[:n_positions], ids[: 4 * n_positions]
    if len(lens_ids) < 4 * n_positions:
        raise SystemExit(f"The prompt has {len(ids)} tokens: give at most --positions {len(ids) // 4}.")
    target_ids = tokenizer(TARGET).input_ids
    torch.manual_seed(0)
    config = GPT2Config(
        n_layer=n_layers, n_embd=d_model, n_head=max(1, d_model // 64), bos_token_id=0, eos_token_id=0
    )
    model = GPT2LMHeadModel(config).eval()
    with torch.no_grad():
        # With norms of weight 1 and bias 0 a forgotten final norm would hardly show.
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.add_(0.3 * torch.randn_like(parameter))
    model.save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    kept: list[torch.Tensor] = []
    blocks = model.transformer.h
    for block in blocks:
        block.register_forward_pre_hook(lambda _, args: kept.append(args[0][0].clone()))
    blocks[-1].register_forward_hook(lambda *call: kept.append(_first(call[-1])[0].clone()))
    with torch.no_grad():
        model(torch.tensor([source_ids]), use_cache=False)
    np.save(folder / "sources.npy", torch.stack(kept).numpy())
    work = {
        "n_layers": n_layers,
        "d_model": d_model,
        "vocab_size": config.vocab_size,
        "source_text": tokenizer.decode(source_ids),
        "source_ids": source_ids,
        "target_text": TARGET,
        "target_ids": target_ids,
        "slot": len(target_ids) - 1,
        "lens_ids": lens_ids,
        "new_tokens": 15,
        "top_k": 5,
    }
    (folder / "work.json").write_text(json.dumps(work, indent=2))


def _first(output: object) -> object:
    return output[0] if isinstance(output, tuple) else output


def _tokenizer() -> object:
    """Return a byte-level BPE in which every word of the prompts is one token."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=2000,
        special_tokens=["<eos>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([TARGET, SOURCE] * 20, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<eos>", pad_token="<eos>")
