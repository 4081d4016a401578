"""A chat's roles: a mistyped one is refused, and one that the template knows is left to it."""

from __future__ import annotations

from typing import Any

import pytest

from latentlens.errors import PromptError
from latentlens.model.tokenizer import ModelTokenizer
from tiny import tiny_tokenizer

ANY = "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}{% endfor %}"
"""Writes whatever role it is given, as ChatML does."""
BRANCHES = (
    "{% for m in messages %}{% if m['role'] == 'sistem' %}S{{ m['content'] }}{% elif m['role'] == 'user' %}"
    "U{{ m['content'] }}{% endif %}{% endfor %}"
)
"""Writes two roles that it names, and leaves the rest out."""


def _render(template: Any, *roles: Any) -> str:
    hf = tiny_tokenizer()
    hf.chat_template = template
    chat = [{"role": role, "content": f" says {number} "} for number, role in enumerate(roles)]
    return ModelTokenizer(hf, n_ctx=None).render_chat(chat, reply=False)


@pytest.mark.parametrize(
    ("role", "meant"),
    [("sistem", "system"), ("User", "user"), ("user ", "user"), ("asistant", "assistant"), ("tools", "tool")],
)
def test_a_mistyped_role_is_refused(role: str, meant: str) -> None:
    """A template that writes any role would make a speaker of it; the error says which one was meant."""
    with pytest.raises(PromptError, match=rf"Message 1 .* role '{role}'.* Did you mean '{meant}'\?"):
        _render(ANY, "user", role)


@pytest.mark.parametrize("role", ["critic", "customer", "human", "user_2", "assistant B", "narrator"])
def test_a_role_of_ones_own_is_written(role: str) -> None:
    """What is not nearly a usual role may be meant, if the template writes it."""
    assert f"<user> says 0 <{role}> says 1 " == _render(ANY, "user", role)


def test_a_role_that_the_template_names_is_known() -> None:
    """However near to a usual one: the template, or one of several, says what it takes."""
    assert "S says 0 U says 1 " == _render(BRANCHES, "sistem", "user")
    assert "S says 0 U says 1 " == _render({"default": BRANCHES, "tool_use": ANY}, "sistem", "user")


def test_a_message_that_the_template_leaves_out_is_named() -> None:
    """A message of a role that is neither usual nor named does not vanish."""
    with pytest.raises(PromptError, match=r"Message 1 .* role 'critic'.* leaves it out"):
        _render(BRANCHES, "user", "critic")


@pytest.mark.parametrize("message", [{"content": "Hi"}, {"role": 7, "content": "Hi"}, "Hi"])
def test_a_message_without_a_role_is_refused(message: Any) -> None:
    """Templates write nothing, or a number, where the role belongs."""
    hf = tiny_tokenizer()
    hf.chat_template = ANY

    with pytest.raises(PromptError, match="Message 0 of the chat has no role"):
        ModelTokenizer(hf, n_ctx=None).render_chat([message])
