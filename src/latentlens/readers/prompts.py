"""The papers' target prompts as Patchscopes: token identity, description, SelfIE, future lens, multi-hop."""

from __future__ import annotations

from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text as text_of
from latentlens.readers.chat_prompt import ChatPrompt
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
DESCRIPTION_CHAT = ChatPrompt(
    [
        {"role": "user", "content": "Syria"},
        {"role": "assistant", "content": "Country in the Middle East"},
        {"role": "user", "content": "Leonardo DiCaprio"},
        {"role": "assistant", "content": "American actor"},
        {"role": "user", "content": "Samsung"},
        {
            "role": "assistant",
            "content": "South Korean multinational major appliance and consumer electronics corporation",
        },
        {"role": "user", "content": "{slot}"},
    ]
)
SELFIE_PROMPT = "[INST] _ _ _ _ _ [/INST] Sure, I will summarize the message:"


def token_identity(prompt: str = f"{IDENTITY_PROMPT} ->", *, layer: int | None = None) -> Patchscope:
    """Read which token an activation encodes: few-shot identity prompt, answered after the arrow.

    Args:
        prompt: the few-shot prompt, ending in the placeholder ? and an arrow; by default the paper's.
        layer: the target layer; None (default) for the layer at which the activation is read.

    Source:
        arXiv 2401.06102, figure 1; with the arrow after the placeholder, so that the model's next token
        is the answer and not the arrow.
    """
    return Patchscope(TextPrompt(prompt, "?"), layer, max_new_tokens=1)


def next_token(prompt: str = IDENTITY_PROMPT, *, layer: int | None = None) -> Patchscope:
    """Read the source model's next token: few-shot identity prompt, answered at the patched position.

    Args:
        prompt: the few-shot prompt, ending in the placeholder ?; by default the paper's.
        layer: the target layer; None (default) for the layer at which the activation is read.

    Source:
        arXiv 2401.06102, section 4.1, as its code runs it.
    """
    return Patchscope(TextPrompt(prompt, "?"), layer, max_new_tokens=1)


def description(
    prompt: str | ChatPrompt = DESCRIPTION_PROMPT, *, layer: int | None = None, max_new_tokens: int = 20
) -> Patchscope:
    """Describe an entity: few-shot list of entities and their descriptions that ends in the placeholder x.

    Args:
        prompt: the few-shot list, the paper's by default; or a chat.
        layer: the target layer; None (default) for the layer at which the activation is read.
        max_new_tokens: most tokens of the description; 20 by default.

    Source:
        arXiv 2401.06102, section 4.3 and appendix D.1.
    """
    return Patchscope(prompt, layer, max_new_tokens=max_new_tokens, stop=(",", "\n"))


def description_in_chat(
    prompt: str | ChatPrompt = DESCRIPTION_CHAT, *, layer: int | None = None, max_new_tokens: int = 20
) -> Patchscope:
    """Describe an entity in a chat: the user names entities, the model describes them; the last is the slot.

    For models that follow chats. It is the few-shot list of `description` in the model's own chat template.

    Args:
        prompt: the chat, with {slot} where the activation is written, or the text of its one message; by
            default the paper's list as turns of user and model.
        layer: the target layer; None (default) for the layer at which the activation is read.
        max_new_tokens: most tokens of the description; 20 by default.

    Raises:
        InputError: if no message has a slot.
    """
    chat = ChatPrompt(prompt) if isinstance(prompt, str) else prompt
    return Patchscope(chat, layer, max_new_tokens=max_new_tokens, stop=(",", "\n"))


def attribute(relation: str | ChatPrompt, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Read an attribute of an entity: zero-shot prompt that states the relation.

    Args:
        relation: the relation as text, such as "The capital of", to which the placeholder x is added; or a
            prompt that contains the placeholder, such as "The capital of x is"; or a chat.
        layer: the target layer; None (default) for the layer at which the activation is read.
        max_new_tokens: most tokens of the answer; 8 by default.

    Raises:
        InputError: if the relation is empty.

    Examples:
        >>> attribute("The capital of").text
        'The capital of x'

    Source:
        arXiv 2401.06102, section 4.2.
    """
    prompt = relation
    if not isinstance(prompt, ChatPrompt):
        if not text_of("relation", prompt).strip():
            raise InputError("The relation is empty. Give for example 'The capital of'.")
        prompt = prompt if list(places("x", prompt)) else f"{prompt.rstrip()} x"
    return Patchscope(prompt, layer, max_new_tokens=max_new_tokens, stop=(",", ".", "\n"))


def selfie(
    prompt: str = SELFIE_PROMPT, *, placeholders: int = 5, layer: int | None = 1, max_new_tokens: int = 20
) -> Patchscope:
    """SelfIE: copy the activation into several placeholders, and let the model summarise it.

    Args:
        prompt: the interpretation prompt, with the placeholder _ occurring `placeholders` times; by default
            the paper's.
        placeholders: number of slots that take the activation; 5 by default.
        layer: the target layer; 1 by default, since low layers work best. None for the layer at which the
            activation is read.
        max_new_tokens: most tokens of the summary; 20 by default.

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
    """Read the tokens that the source model was going to generate: the prompt's last token is the slot.

    Args:
        prompt: a fixed prompt as text, by default the first of `FUTURE_PROMPTS`, which are the source's; or
            a learned prompt for one layer, such as `prompts.at(3)` of what `fit_soft_prompt` returned.
        layer: the target layer; None (default) for the layer at which the activation is read.
        max_new_tokens: number of tokens to predict; 4 by default.

    Raises:
        InputError: if a learned prompt is given with a layer; it can only be used at its own.

    Source:
        Pal et al. 2023 (arXiv 2311.04897), fixed and learned prompts; as a Patchscope, arXiv 2401.06102,
        table 4.
    """
    target = TextPrompt(prompt, -1) if isinstance(prompt, str) else prompt
    return Patchscope(target, layer, max_new_tokens=max_new_tokens)


def multi_hop(second: str, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Answer a two-hop question from two prompts: the first hop's last activation goes into the second.

    Run the first hop alone as the source prompt, such as "the company that created Visual Basic Script", and
    read at its last token. The activation is written at the last token of the second hop's prompt.

    The result equals the paper's single prompt (second hop, then first hop) under an attention mask, if the
    first hop cannot attend to the second, the answer cannot attend to the first hop, and each hop has the
    position ids of its own prompt. With consecutive position ids, only the answer's first token is equal, in
    models with relative positions (RoPE) and without a BOS token before the first hop (prepend_bos=False).

    Args:
        second: the prompt of the second hop, such as "The current CEO of"; its last token is the slot.
        layer: the target layer; None (default) for the layer at which the activation is read.
        max_new_tokens: most tokens of the answer; 8 by default.

    Examples:
        >>> multi_hop("The current CEO of", layer=6).text
        'The current CEO of'

    Source:
        arXiv 2401.06102, section 5, as in its code: two prompts, read and written at their last tokens.
    """
    return Patchscope(TextPrompt(second, -1), layer, max_new_tokens=max_new_tokens, stop=(",", ".", "\n"))


def multi_hop_in_place(slot: int, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Answer a two-hop prompt again with its last activation written at the end of its second hop.

    Source and target are the same prompt, the second hop followed by the first, such as "The current CEO of
    the company that created Visual Basic Script". The activation of its last token is written into an earlier
    token, and the answer is generated after the prompt. No attention is masked: the activation depends on the
    second hop too, and the answer attends to both hops. `multi_hop` keeps the hops apart.

    Args:
        slot: position of the last token before the first hop: that of "of" in the example.
        layer: the target layer; None (default) for the layer at which the activation is read.
        max_new_tokens: most tokens of the answer; 8 by default.

    Examples:
        >>> multi_hop_in_place(4, layer=6).prompt
        SourcePrompt(4)

    Source:
        arXiv 2401.06102, section 5: S = T, i the last position, i* the one before the first hop.
    """
    return Patchscope(SourcePrompt(slot), layer, max_new_tokens=max_new_tokens, stop=(",", ".", "\n"))


def question(text: str, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Return the Patchscope of a question: a text with x in the place of the activation.

    Args:
        text: the question, such as "The capital of x is".
        layer: the target layer; None (default) for the layer at which the activation is read.
        max_new_tokens: most tokens of the answer; 8 by default.

    Raises:
        InputError: if the text does not contain x as a word.

    Examples:
        >>> question("The capital of x is").text
        'The capital of x is'
    """
    if not list(places("x", text_of("question", text))):
        raise InputError(
            f"The question {shown(text)} does not say where the activation should stand. Write x there, as "
            "in 'The capital of x is'."
        )
    return attribute(text, layer=layer, max_new_tokens=max_new_tokens)


def language(prompt: str | ChatPrompt = "The language of x is", *, layer: int | None = None) -> Patchscope:
    """Read the language of a country.

    Args:
        prompt: the target prompt, "The language of x is" by default; or a chat.
        layer: the target layer; None (default) for the layer at which the activation is read.

    Examples:
        >>> language().text
        'The language of x is'
    """
    return attribute(prompt, layer=layer)


for _preset in (
    Preset(
        "token_identity",
        "Token identity",
        "Which token does this state encode? Few-shot identity, read after the arrow.",
        token_identity,
    ),
    Preset(
        "next_token",
        "Next token",
        "Which token was the model about to predict? Few-shot identity, read at the patched position.",
        next_token,
    ),
    Preset(
        "description",
        "Entity description",
        "What is this entity? A list of descriptions that ends in the state.",
        description,
    ),
    Preset(
        "description_in_chat",
        "Description, in a chat",
        "What is this entity? The same list as turns of a chat, for models that follow chats.",
        description_in_chat,
        chat=True,
    ),
    Preset(
        "language", "Language", "Which language is spoken there?", language, "Relations", subject="country"
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
        # the default slot is the last position, where the write changes nothing until a slot is chosen
        lambda: multi_hop_in_place(-1),
        "Two prompts",
        by_name=False,
    ),
):
    register(_preset)
