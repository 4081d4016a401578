"""The fixed text of the page on trained decoders."""

from __future__ import annotations

TITLE = "# Trained decoders on small models"
INTRODUCTION = """\
`latentlens reproduce latentqa`, `oracles` and `metamodels` measure trained decoders on tasks with known
answers, beside everything that could explain their answers without the activations. This page is written by
those commands from their results, and not by hand. The papers' numbers come from models of billions of
parameters; equal numbers are not to be expected. What falls short is shown as it is.

Every answer is a choice among given options, so no judge is needed. Beside the decoder stand: the same
recipe trained **without activations**, the strongest control of what the question and the options give
away; an untrained **Patchscope** and **SelfIE**; a linear **probe** on the same split, at the same
positions and layers; the decoder with **shuffled** activations, another row's of the same kind of question,
and with **random** ones of the same norms; the model asked in **text only**, with exactly the text of the
positions that are read; and the **majority** answer. No wording, entity, pair of values or document of the
test rows stands in the rows that were trained on. All choices (layers, kinds of probes) are made on
validation rows.

Shares are in percent with 95 % intervals: Wilson's, or of a bootstrap over cases. Layers count blocks that
have run: 0 is the embeddings, L the last block's output before the final norm."""
RUN_IT = """\
```sh
latentlens reproduce oracles
latentlens reproduce latentqa --model world-small --json latentqa.json
latentlens reproduce metamodels --quick
latentlens reproduce oracles --decoder path/to/training --keep path/to/write
latentlens reproduce scaling
latentlens reproduce oracles --page decoder-experiments.md
```

Without `--decoder`, the decoders that ship with the model are measured. A directory that `latentlens train`
wrote holds the same recipe trained without activations too, which is then measured beside the decoder.
`--keep` writes each decoder with its evaluation table and with calibrators that were fitted on the
validation answers. A run that is stopped goes on where it was when the same command is given again."""
LEFT_OUT = """\
What a decoder's reading depends on is told of short trainings alone, one of each, with one seed. No
fine-tuned variant ships: those that are read are fine-tuned by the commands, on models of the teaching world
only, and no decoder was trained on them."""
