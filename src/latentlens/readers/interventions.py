"""Interventions as readers: activation patching, causal tracing and ablation."""

from __future__ import annotations

from latentlens.mappings.mapping import Zero
from latentlens.readers.noise import Noise
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.preset import Preset, register
from latentlens.readers.target_prompts import SourcePrompt, TextPrompt


def activation_patching(prompt: str, *, window: int = 1, max_new_tokens: int = 1) -> Patchscope:
    """Patch an activation of the source prompt into another prompt, at the same layer and position.

    Args:
        prompt: the other prompt. The answer is generated after it; give `session.ask` options to compare
            the probabilities of certain answers.
        window: number of consecutive layers to patch, from the selected layer up; 1 by default.
        max_new_tokens: most tokens of the answer; 1 by default.

    Examples:
        >>> activation_patching("The capital of Japan is")
        Patchscope(TextPrompt('The capital of Japan is', position=None), max_new_tokens=1)

    Source:
        arXiv 2401.06102, table 4 (causal tracing without noise).
    """
    return Patchscope(TextPrompt(prompt, None), window=window, max_new_tokens=max_new_tokens)


def causal_tracing(
    subject: tuple[int, ...], *, scale: float = 3.0, seed: int = 0, window: int = 1, max_new_tokens: int = 1
) -> Patchscope:
    """Add noise to the subject's embeddings, and restore the clean activation at the selected site.

    The null control runs with the noise and restores nothing, so the excess over it is the indirect effect.

    Args:
        subject: positions of the subject's tokens in the source prompt, whose embeddings get the noise.
        scale: standard deviation of the noise, in units of that of the prompt's layer-0 states; 3 by
            default, as in the source.
        seed: random seed of the noise; 0 by default.
        window: number of consecutive layers to restore, from the selected layer up; 1 by default.
        max_new_tokens: most tokens of the answer; 1 by default.

    Examples:
        >>> causal_tracing((1, 2))
        Patchscope(SourcePrompt(noise=Noise((1, 2))), max_new_tokens=1)

    Source:
        Meng et al. 2022 (arXiv 2202.05262), section 2.1; as a Patchscope, arXiv 2401.06102, table 4.
    """
    noised = SourcePrompt(noise=Noise(subject, scale, seed))
    return Patchscope(noised, window=window, max_new_tokens=max_new_tokens)


def ablation(*, layer: int | None = None, window: int = 1, max_new_tokens: int = 1) -> Patchscope:
    """Set the residual stream to zero at the selected position of the source prompt, and run it again.

    Args:
        layer: layer at which it is set to zero; None (default) for the selected layer.
        window: number of consecutive layers to zero, from that layer up; 1 by default.
        max_new_tokens: most tokens of the answer; 1 by default.

    Examples:
        >>> ablation(window=2)
        Patchscope(SourcePrompt(), mapping=Zero(), window=2, max_new_tokens=1)

    Source:
        arXiv 2401.06102, table 4.
    """
    return Patchscope(SourcePrompt(), layer, Zero(), window=window, max_new_tokens=max_new_tokens)


register(Preset("ablation", "Ablation", "What does the model say when this state is zero?", ablation))
register(
    Preset(
        "activation_patching",
        "Activation patching",
        "How another prompt continues with this state patched in. Choose the token that takes it.",
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
