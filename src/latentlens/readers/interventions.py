"""Readers that change the source prompt itself, or another, and read what the model then says."""

from __future__ import annotations

from latentlens.mappings.mapping import Zero
from latentlens.readers.noise import Noise
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.preset import Preset, register
from latentlens.readers.target_prompts import SourcePrompt, TextPrompt


def activation_patching(prompt: str, *, window: int = 1, max_new_tokens: int = 1) -> Patchscope:
    """Put a state of one prompt into another, at its own layer and position.

    Args:
        prompt: the other prompt, of which the answer is then read; give options to compare answers.
        window: at how many layers, from the cell's on.
        max_new_tokens: the answer has at most this many tokens.

    Source:
        arXiv 2401.06102, table 4 (causal tracing without noise).
    """
    return Patchscope(TextPrompt(prompt, None), window=window, max_new_tokens=max_new_tokens)


def causal_tracing(
    subject: tuple[int, ...], *, scale: float = 3.0, seed: int = 0, window: int = 1, max_new_tokens: int = 1
) -> Patchscope:
    """Hide a subject under noise, and see which restored state brings the answer back.

    The excess over the null control, which is noised too, is the indirect effect.

    Args:
        subject: the positions of the subject's tokens in the source prompt.
        scale: of the noise, in standard deviations of the prompt's embeddings.
        seed: of the noise.
        window: at how many layers states are restored, from the cell's on.
        max_new_tokens: the answer has at most this many tokens.

    Source:
        Meng et al. 2022 (arXiv 2202.05262), section 2.1; as a Patchscope, arXiv 2401.06102, table 4.
    """
    hidden = SourcePrompt(noise=Noise(subject, scale, seed))
    return Patchscope(hidden, window=window, max_new_tokens=max_new_tokens)


def ablation(*, layer: int | None = None, window: int = 1, max_new_tokens: int = 1) -> Patchscope:
    """Set a state of the source prompt to zero, and read what the model says without it.

    Args:
        layer: where it is set to zero; None for the cell's own layer.
        window: at how many layers, from there on.
        max_new_tokens: the answer has at most this many tokens.

    Source:
        arXiv 2401.06102, table 4.
    """
    return Patchscope(SourcePrompt(), layer, Zero(), window=window, max_new_tokens=max_new_tokens)


register(Preset("ablation", "Ablation", "What does the model say when this state is zero?", ablation))
register(
    Preset(
        "activation_patching",
        "Activation patching",
        "What another prompt answers with this state put in. Choose the token that takes it.",
        activation_patching,
        "Two prompts",
        takes="prompt",
        sample="The capital of Japan is",
        by_name=False,
    )
)
register(
    Preset(
        "causal_tracing",
        "Causal tracing",
        "The subject's tokens are hidden under noise: does this state alone bring the answer back?",
        lambda: Patchscope(SourcePrompt(), max_new_tokens=1),
        "Two prompts",
        needs=(
            "noise",
            "Which tokens does the noise hide? Give the positions of the subject's tokens, or select them in "
            "the grid and take the selection.",
        ),
        by_name=False,
    )
)
