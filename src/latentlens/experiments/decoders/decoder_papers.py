"""The papers on trained decoders, and what each of them found."""

from __future__ import annotations

from latentlens.experiments.decoders.reproduce_decoders import DecoderPaper

LATENTQA = DecoderPaper(
    "latentqa",
    "LatentQA",
    ("latentqa",),
    "On Llama-3-8B-Instruct a trained decoder reads relational knowledge in 39 to 90 % of cases, 38 points "
    "above "
    "a Patchscope on average and 32 above the linear probe that it is printed beside (whose row is that of "
    "another model, GPT-J-6B), and finds a hidden persona in the activations of the user's message alone "
    "more "
    "often than a large model that is given the text, by 19 points on hard and 3 on easy personas (arXiv "
    "2412.08686, section 4).",
    steers=True,
)
ORACLES = DecoderPaper(
    "oracles",
    "Activation Oracles",
    ("activation_oracle", "vector_oracle", "selfie"),
    "Oracles find a secret word in 21 % of cases where the best other method that reads activations finds "
    "4 %, "
    "and a side constraint in 59 % against 52 %; facts of a fine-tuned persona in 14 % of cases where linear "
    "probes on a related set reach 25 %; more kinds of training data help at the same number of examples. "
    "The "
    "protocol decides: 21, 41 or 50 % for one checkpoint, by model, positions and prompt (arXiv "
    "2512.15674). A "
    "vector for each block in place of a LoRA reads nearly as well: 46 against 50 % on secret words "
    "(LunNova/vector-activation-oracles).",
    steers=True,
)
METAMODELS = DecoderPaper(
    "metamodels",
    "Meta-Models",
    ("meta_model",),
    "A model that is given the activations of another one, and was trained on questions about sentiment and "
    "language, also answers whether that one lies, which it was not trained on (arXiv 2410.02472, figure "
    "1; its "
    "accuracies could not be retrieved).",
)
DECODER_PAPERS = {paper.name: paper for paper in (LATENTQA, ORACLES, METAMODELS)}
"""The papers by the name of their command."""
