import type { Field, Value } from "./protocol";

/** A text on one line. */
const lines = (text: string): string => text.replaceAll("\n", "\\n");

const unlines = (text: string): string => text.replaceAll("\\n", "\n");

/** A value as text for its input field. */
export function shown(field: Field, value: Value): string {
  if (value === null) return "";
  if (!Array.isArray(value)) return lines(String(value));
  return field.kind === "texts" ? value.map((text) => lines(String(text))).join(" ") : value.join(", ");
}

/**
 * The value of what was typed, for Python; undefined for the reader's value. Invalid input is sent as text: Python
 * replies with an error.
 */
export function typed(field: Field, text: string): Value | undefined {
  const plain = text.trim();
  if (field.kind === "number") {
    if (plain === "") return field.empty === undefined ? undefined : null;
    return Number.isFinite(Number(plain)) ? Number(plain) : plain;
  }
  if (field.kind === "positions") {
    if (plain === "") return null;
    const parts = plain
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number);
    return parts.every(Number.isFinite) ? parts : plain;
  }
  if (field.kind === "texts") return plain === "" ? [] : plain.split(/\s+/).map(unlines);
  return unlines(text);
}
