"""The model card of a decoder, written from its manifest."""

from __future__ import annotations

from collections.abc import Mapping

from latentlens.decoder_files.manifest import EvaluationRow, Manifest, ModelIdentity

_METHODS = {
    "activation_oracle": "Activation Oracle (arXiv 2512.15674)",
    "latentqa": "LatentQA (arXiv 2412.08686)",
    "meta_model": "Meta-Model (arXiv 2410.02472)",
    "vector_oracle": "Activation Oracle as one vector for each layer (arXiv 2512.15674)",
    "selfie": "self-interpretation adapter (arXiv 2602.10352)",
    "nla": "natural language autoencoder's verbaliser",
}
_SPANS = {
    "site": "one token position",
    "segment": "any number of token positions",
    "all": "every token position of a text",
    "last": "the last token position of a text",
}


def card(manifest: Manifest) -> str:
    """Return the card as Markdown: what the decoder reads, how to ask it, its training and evaluation.

    Args:
        manifest: the decoder's manifest.
    """
    parts = [
        _front(manifest),
        f"# {manifest.name}\n\nA decoder answers questions about a model's activations in words. "
        f"Method: {_METHODS[manifest.method]}.",
        f"## What it reads\n\n{_reads(manifest)}",
        f"## How to ask it\n\n{_asked(manifest)}",
        f"## Training\n\n{_training(manifest)}",
        f"## Evaluation\n\n{_evaluation(manifest.evaluation)}",
        f"## Licence\n\n{manifest.licence or 'Not stated.'}",
    ]
    return "\n\n".join(parts) + "\n"


def _front(manifest: Manifest) -> str:
    licence = [f"license: {manifest.licence}"] if manifest.licence else []
    return "\n".join(
        ["---", *licence, f"base_model: {manifest.base.name}", "library_name: latentlens", "---"]
    )


def _model(facts: ModelIdentity) -> str:
    known = f", fingerprint {facts.fingerprint[:12]}" if facts.fingerprint else ""
    return f"{facts.name} ({facts.n_layers} blocks, width {facts.d_model}, weights {facts.processing}{known})"


def _reads(manifest: Manifest) -> str:
    layers = "; ".join(" and ".join(map(str, each)) for each in manifest.read.layers)
    mean = " The mean state of the layer is subtracted first." if manifest.read.mean else ""
    write = manifest.write
    where = "the embeddings" if write.layer == 0 else f"layer {write.layer}"
    return (
        f"Activations of {_model(manifest.reads)}: layers {layers or 'not stated'} (0 are the embeddings), "
        f"{_SPANS[manifest.read.span]}.{mean}\n\n"
        f"They are written into the prompt of {_model(manifest.base)} at {where}: {write.injection}, "
        f"coefficient {write.coefficient:g}, norm {write.norm}."
    )


def _asked(manifest: Manifest) -> str:
    layers = list(manifest.read.layers[0]) if manifest.read.layers else [manifest.reads.n_layers // 2]
    return (
        "```python\nfrom latentlens import Decoder, Session\n\n"
        f'session = Session("{manifest.base.name}")\n'
        'decoder = Decoder.load("directory of this card")\n'
        'trace = session.run("a text")\n'
        f'session.ask(trace.select({layers}, [-1]), decoder.with_question("What is the text about?"))\n```'
    )


def _training(manifest: Manifest) -> str:
    trained = manifest.training
    if trained is None:
        return "Not stated."
    settings = "".join(f"\n- {name}: {value}" for name, value in trained.settings.items())
    runs = {"decoder": trained.losses, **trained.controls} if trained.losses else {}
    return f"Data: {trained.data}. Seed {trained.seed}, {trained.code_version}.\n{settings}{_figures(runs)}"


def _figures(runs: Mapping[str, Mapping[str, float]]) -> str:
    """Return a table of what was measured in training: a row for the decoder, and one for each control."""
    if not runs:
        return ""
    names = list(dict.fromkeys(name for figures in runs.values() for name in figures))
    lines = [["trained", *(name.replace("_", " ") for name in names)], ["---"] * (1 + len(names))]
    for run, figures in runs.items():
        cells = (f"{figures[name]:.4g}" if name in figures else "" for name in names)
        lines.append([run.replace("_", " "), *cells])
    return "\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _evaluation(rows: tuple[EvaluationRow, ...]) -> str:
    if not rows:
        return "None was made."
    names = list(dict.fromkeys(name for row in rows for name in row.figures))
    lines = [["task", "who", "cases", "accuracy", "95% interval", *names]]
    for row in rows:
        interval = "" if row.low is None or row.high is None else f"{row.low:.1%} to {row.high:.1%}"
        figures = [f"{row.figures[name]:.3g}" if name in row.figures else "" for name in names]
        lines.append([row.task, row.who, str(row.n), f"{row.accuracy:.1%}", interval, *figures])
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
