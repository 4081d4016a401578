"""The published target prompts that read a state, by the names that the papers give them."""

from __future__ import annotations

from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text as text_of
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.preset import Preset, register
from latentlens.readers.soft_prompt import SoftPrompt
from latentlens.readers.target_prompts import SourcePrompt, TextPrompt
from latentlens.readers.whole_word import places

IDENTITY_PROMPT = "cat -> cat\n1135 -> 1135\nhello -> hello\n?"
DESCRIPTION_PROMPT = (
    "Syria: Country in the Middle East, Leonardo DiCaprio: American actor, Samsung: South Korean "
    "multinational major appliance and consumer electronics corporation, x"
)
SELFIE_PROMPT = "[INST] _ _ _ _ _ [/INST] Sure, I will summarize the message:"


def token_identity(prompt: str = f"{IDENTITY_PROMPT} ->", *, layer: int | None = None) -> Patchscope:
    """Read which token a vector stands for: few-shot identity, read after the arrow.

    Args:
        prompt: the list, ending in the placeholder ? and an arrow.
        layer: the target layer; None for the source's.

    Source:
        arXiv 2401.06102, figure 1; with the arrow after the placeholder, so that the model's next token
        is the answer and not the arrow.
    """
    return Patchscope(TextPrompt(prompt, "?"), layer, max_new_tokens=1)


def next_token(prompt: str = IDENTITY_PROMPT, *, layer: int | None = None) -> Patchscope:
    """Read which token the source was about to say: few-shot identity, read at the patched position.

    Args:
        prompt: the list, ending in the placeholder ?.
        layer: the target layer; None for the source's.

    Source:
        arXiv 2401.06102, section 4.1, as its code runs it.
    """
    return Patchscope(TextPrompt(prompt, "?"), layer, max_new_tokens=1)


def description(
    prompt: str = DESCRIPTION_PROMPT, *, layer: int | None = None, max_new_tokens: int = 20
) -> Patchscope:
    """Read what an entity is: a list of descriptions that ends in the placeholder.

    Args:
        prompt: the list; the paper's by default.
        layer: the target layer; None for the source's.
        max_new_tokens: the description has at most this many tokens.

    Source:
        arXiv 2401.06102, section 4.3 and appendix D.1.
    """
    return Patchscope(prompt, layer, max_new_tokens=max_new_tokens, stop=(",", "\n"))


def attribute(relation: str, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Read an attribute: a relation's verbalisation that ends in the placeholder.

    Args:
        relation: such as "The capital of" (the placeholder is added at its end), or a sentence that
            holds the placeholder x, such as "The capital of x is".
        layer: the target layer; None for the source's.
        max_new_tokens: the answer has at most this many tokens.

    Raises:
        InputError: if the relation is empty.

    Examples:
        >>> attribute("The capital of").text
        'The capital of x'

    Source:
        arXiv 2401.06102, section 4.2.
    """
    if not text_of("relation", relation).strip():
        raise InputError("The relation is empty. Give for example 'The capital of'.")
    prompt = relation if list(places("x", relation)) else f"{relation.rstrip()} x"
    return Patchscope(prompt, layer, max_new_tokens=max_new_tokens, stop=(",", ".", "\n"))


def selfie(
    prompt: str = SELFIE_PROMPT, *, placeholders: int = 5, layer: int | None = 1, max_new_tokens: int = 20
) -> Patchscope:
    """Let the model summarise what it is handed: the vector copied into several placeholders.

    Args:
        prompt: the interpretation prompt, with the placeholder _ standing `placeholders` times.
        placeholders: how many slots take the vector.
        layer: the target layer k; small ones work best.
        max_new_tokens: the summary has at most this many tokens.

    Source:
        Chen et al. 2024 (arXiv 2403.10949).
    """
    return Patchscope(
        TextPrompt(prompt, "_", placeholders), layer, max_new_tokens=max_new_tokens, stop=("\n",)
    )


FUTURE_PROMPTS = (
    "Hello! Could you please tell me more about ",
    "The multi-tokens present here are ",
)


def future_lens(
    prompt: str | SoftPrompt = FUTURE_PROMPTS[0], *, layer: int | None = None, max_new_tokens: int = 4
) -> Patchscope:
    """Read which tokens were to come: a fixed or learned prompt whose last token takes the vector.

    Args:
        prompt: the prompt as text, of which two of the source are in `FUTURE_PROMPTS`; or a learned one, for
            one layer: `prompts.at(3)` of what `fit_soft_prompt` returned.
        layer: the target layer; None for the source's.
        max_new_tokens: how many tokens to predict.

    Raises:
        InputError: if a learned prompt is given with a layer: it is for its own.

    Source:
        Pal et al. 2023 (arXiv 2311.04897), fixed and learned prompts; as a Patchscope, arXiv 2401.06102,
        table 4.
    """
    target = TextPrompt(prompt, -1) if isinstance(prompt, str) else prompt
    return Patchscope(target, layer, max_new_tokens=max_new_tokens)


def multi_hop(second: str, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Answer the second hop about what the first one found: two-hop self-correction, the prompts apart.

    The source is a prompt that is the first hop alone, such as "the company that created Visual Basic
    Script"; its last state stands for the entity at the end of the second hop's prompt.

    It is also the paper's one prompt, the second hop followed by the first, under a mask: where the first hop
    does not see the second, nor the answer the first, and each token is numbered as in its own prompt, state
    and answer are the same. If the positions go on through the one prompt, only the answer's first token is,
    in models that see distances alone (RoPE), with nothing before the first hop (prepend_bos=False).

    Args:
        second: the prompt of the second hop, such as "The current CEO of".
        layer: the target layer; None for the source's.
        max_new_tokens: the answer has at most this many tokens.

    Examples:
        >>> multi_hop("The current CEO of", layer=6).text
        'The current CEO of'

    Source:
        arXiv 2401.06102, section 5, in the form of its code: both prompts run apart, both positions last.
    """
    return Patchscope(TextPrompt(second, -1), layer, max_new_tokens=max_new_tokens, stop=(",", ".", "\n"))


def multi_hop_in_place(slot: int, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Answer a two-hop prompt again, with what its first hop found put where its second hop ends.

    Source and target are one prompt, the second hop followed by the first, such as "The current CEO of the
    company that created Visual Basic Script"; its last state is written into an earlier token, and the answer
    is what follows the prompt. Nothing is hidden: the state that is read has seen the second hop, and the
    answer sees both hops. Run the first hop alone and ask `multi_hop` to hide each from the other.

    Args:
        slot: the position before the first hop: that of "of" in the example.
        layer: the target layer; None for the source's.
        max_new_tokens: the answer has at most this many tokens.

    Examples:
        >>> multi_hop_in_place(4, layer=6).prompt
        SourcePrompt(4)

    Source:
        arXiv 2401.06102, section 5: S = T, i the last position, i* the one before the first hop.
    """
    return Patchscope(SourcePrompt(slot), layer, max_new_tokens=max_new_tokens, stop=(",", ".", "\n"))


def question(text: str, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Turn a question of one's own into a reader: a sentence with x where the activation stands.

    Args:
        text: such as "The capital of x is".
        layer: the target layer; None for the source's.
        max_new_tokens: the answer has at most this many tokens.

    Raises:
        InputError: if no x stands alone in it.
    """
    if not list(places("x", text_of("question", text))):
        raise InputError(
            f"The question {shown(text)} does not say where the activation should stand. Write x there, as "
            "in "
            "'The capital of x is'."
        )
    return attribute(text, layer=layer, max_new_tokens=max_new_tokens)


for _preset in (
    Preset(
        "token_identity",
        "Token identity",
        "Which token does this state stand for? Few-shot identity, read after the arrow.",
        token_identity,
    ),
    Preset(
        "next_token",
        "Next token",
        "Which token was the model about to say? Few-shot identity, read at the patched position.",
        next_token,
    ),
    Preset(
        "description",
        "Entity description",
        "What is this entity? A list of descriptions that ends in the state.",
        description,
    ),
    Preset("selfie", "SelfIE", "Summarise this state: the same vector in five placeholders.", selfie),
    Preset("future_lens", "Future lens", "Which tokens were to come after this one?", future_lens),
    Preset(
        "multi_hop",
        "Multi-hop, apart",
        "The prompt of the second hop; its last token takes the state that the first hop ends in.",
        multi_hop,
        "Two prompts",
        takes="prompt",
        sample="The capital of",
        by_name=False,
    ),
    Preset(
        "multi_hop_in_place",
        "Multi-hop, in place",
        "This prompt again, with this state put before its first hop. Choose the token that takes it.",
        # written where it was read, the last state changes nothing: until a slot is chosen
        lambda: multi_hop_in_place(-1),
        "Two prompts",
        by_name=False,
    ),
):
    register(_preset)
