"""Write the TypeScript types of the Explorer's messages, and the fields that the browser's tests show.

Run it after a change to a reader's settings or to `explorer/wire.py`: python scripts/wire_types.py
"""

from __future__ import annotations

import json
import pathlib
import textwrap
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from latentlens.explorer import wire, wire_out
from latentlens.explorer.fit_settings import FitForm
from latentlens.explorer.options import AskForm
from latentlens.explorer.steer_form import steer_json
from latentlens.explorer.vector_source import source_json
from latentlens.readers.form import panel_json
from latentlens.readers.presets import PRESETS, as_reader, question

ROOT = pathlib.Path(__file__).parents[1]
WIDTH = 118


def forms() -> list[type[BaseModel]]:
    """Return the forms of all settings that bundled readers and their fits have."""
    found: dict[type[BaseModel], None] = dict.fromkeys(question("x").forms().values())
    for preset in PRESETS.values():
        reader = preset.example_reader or (as_reader(preset.name) if preset.by_name else None)
        found |= dict.fromkeys(() if reader is None else reader.forms().values())
        found |= {} if preset.settings_form is None else {preset.settings_form: None}
    return [*found, AskForm, FitForm]


def files() -> dict[pathlib.Path, str]:
    """Return what each generated file holds."""
    return {
        ROOT / "widgets/src/wire.ts": wire_ts(),
        ROOT / "widgets/test/fields.json": _json(panel_json(forms())),
        ROOT / "widgets/test/source.json": _json(source_json()),
        ROOT / "widgets/test/steer.json": _json(steer_json()),
    }


def wire_ts() -> str:
    """Return the TypeScript types."""
    models: list[type[BaseModel]] = [*wire.IN, *wire_out.OUT]
    _, schema = models_json_schema([(model, "validation") for model in models])
    parts = [
        "/** Written by scripts/wire_types.py from explorer/wire.py and readers' settings; do not edit. */",
        f"export type What = {_type({'enum': list(wire.What.__args__)})};",
        "export type Value = string | number | boolean | null | (string | number)[];",
        "/** Settings by name; those of bundled readers are `KnownSettings`. */\n"
        "export type Settings = Record<string, Value>;",
        _known(forms()),
    ]
    told = [model.__name__ for model in wire_out.OUT if "kind" in model.model_fields]
    parts.append("/** A message from Python. */\nexport type FromPython = " + " | ".join(told) + ";")
    parts += [_interface(name, body) for name, body in schema["$defs"].items()]
    return "\n\n".join(parts) + "\n"


def _known(forms: Iterable[type[BaseModel]]) -> str:
    fields: dict[str, Any] = {}
    for form in forms:
        fields |= form.model_json_schema()["properties"]
    lines = [f"  {name}?: {_type(body)};" for name, body in fields.items()]
    return (
        "/** All settings of bundled readers, controls and fits. */\nexport interface KnownSettings {\n"
        + ("\n".join(lines) + "\n}")
    )


def _interface(name: str, body: dict[str, Any]) -> str:
    lines = []
    for key, field in body["properties"].items():
        required = key in body.get("required", ())
        kind = (
            "Settings"
            if key in ("settings", "source", "steer", "train") and "$ref" not in field
            else _type(field)
        )
        if not required and not field.get("nullable"):
            kind = kind.removesuffix(" | null")
        comment = _comment(field["description"], "  ") + "\n" if "description" in field else ""
        lines.append(f"{comment}  {key}{'' if required else '?'}: {kind};")
    return f"{_comment(body['description'])}\nexport interface {name} {{\n" + "\n".join(lines) + "\n}"


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"].rsplit("/", 1)[1])
    if "const" in field or "enum" in field:
        return " | ".join(json.dumps(value) for value in field.get("enum", [field.get("const")]))
    if "anyOf" in field:
        kinds = dict.fromkeys(_type(each) for each in field["anyOf"])
        return " | ".join(
            [*(kind for kind in kinds if kind != "null"), *(["null"] if "null" in kinds else [])]
        )
    if "prefixItems" in field:
        return f"[{', '.join(_type(each) for each in field['prefixItems'])}]"
    kind = field.get("type")
    if kind == "array":
        inner = _type(field["items"])
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if kind == "object":
        inner = field.get("additionalProperties", True)
        return f"Record<string, {'unknown' if inner is True else _type(inner)}>"
    return {
        "integer": "number",
        "number": "number",
        "string": "string",
        "boolean": "boolean",
        "null": "null",
    }.get(str(kind), "unknown")


def _comment(text: str, indent: str = "") -> str:
    line = " ".join(text.split())
    if len(line) + len(indent) + 7 <= WIDTH:
        return f"{indent}/** {line} */"
    body = textwrap.fill(line, WIDTH, initial_indent=f"{indent} * ", subsequent_indent=f"{indent} * ")
    return f"{indent}/**\n{body}\n{indent} */"


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
