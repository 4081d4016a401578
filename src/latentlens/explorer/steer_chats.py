"""The chats that the Steer panel learns from beside its own: users' messages, or whole chats, of a file."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from latentlens.errors import InputError
from latentlens.explorer import fit_corpus as corpus
from latentlens.explorer.protocol import SettingError
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from latentlens.session import Session

CHATS = "steer_chats"
"""Name of the setting with the file's path."""

MOST_CHATS = 1000
"""Most chats that a file may hold."""

_FORM = '[{"role": "user", "content": "Who are you?"}]'


def chats_in(path: str, session: Session) -> list[list[dict[str, Any]]]:
    """Return the chats of a file; none for an empty path.

    Args:
        path: path of a text file with one user's message a line, or of a file that ends in .jsonl with one
            whole chat a line, as a JSON list of messages. Empty lines are left out.
        session: the session, whose model's chat template has to take the chats.

    Raises:
        SettingError: if the file cannot be read, is empty or too long, or a line is no chat of the model.
    """
    if not path:
        return []
    try:
        lines = corpus.texts(path, MOST_CHATS + 1, 0, session.model)
    except SettingError as error:
        raise SettingError(CHATS, str(error)) from error
    if len(lines) > MOST_CHATS:
        raise SettingError(
            CHATS,
            f"{shown(path)} has more than {MOST_CHATS:,} chats. Leave some out, or steer in code, with "
            "latentlens.steer.",
        )
    if not _whole(path):
        return [[{"role": "user", "content": line}] for line in lines]
    chats = []
    for number, line in enumerate(lines, 1):
        chat = _parsed(line)
        if chat is None:
            raise SettingError(
                CHATS,
                f"Chat {number} of {shown(path)} is no JSON list of messages; got {shown(line)}. Write each "
                f"chat on a line of its own, such as {_FORM}; users' messages, one a line, go into a "
                "text file of another ending.",
            )
        try:
            session.backend.tokenizer.render_chat(chat)
        except InputError as error:
            raise SettingError(CHATS, f"Chat {number} of {shown(path)} cannot be run. {error}") from error
        chats.append(chat)
    return chats


def chats_code(path: str) -> list[str]:
    """Return the lines of Python that read the chats of a file, as `chats`.

    Args:
        path: path of the file, as in `chats_in`.

    Examples:
        >>> print("\\n".join(chats_code("chats.jsonl")))
        with open('chats.jsonl', encoding='utf-8') as file:
            chats = [json.loads(line) for line in file if line.strip()]
    """
    opened = f"with open({path!r}, encoding='utf-8') as file:"
    if _whole(path):
        return [opened, "    chats = [json.loads(line) for line in file if line.strip()]"]
    return [
        opened,
        "    lines = [line.strip('\\r\\n') for line in file if line.strip()]",
        "chats = [[{'role': 'user', 'content': line}] for line in lines]",
    ]


def chats_imports(path: str) -> list[str]:
    """Return the imports that `chats_code` needs."""
    return ["import json\n"] if path and _whole(path) else []


def _whole(path: str) -> bool:
    return PurePath(path).suffix.lower() == ".jsonl"


def _parsed(line: str) -> list[dict[str, Any]] | None:
    """Return the messages of a line; None if it does not hold any."""
    try:
        chat = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(chat, list) or not chat:
        return None
    for message in chat:
        if not isinstance(message, dict):
            return None
        if not all(isinstance(message.get(name), str) for name in ("role", "content")):
            return None
    return chat
