import type { Field, Value } from "./protocol";

/** A text on one line. */
const lines = (text: string): string => text.replaceAll("\n", "\\n");

const unlines = (text: string): string => text.replaceAll("\\n", "\n");

/** A value as it stands in its field. */
export function shown(field: Field, value: Value): string {
  if (value === null) return "";
  if (!Array.isArray(value)) return lines(String(value));
  return field.kind === "texts" ? value.map((text) => lines(String(text))).join(" ") : value.join(", ");
}

/**
 * What was typed, as Python takes it; undefined for the reader's own. What makes no sense goes as it is: Python says
 * what is wrong with it.
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
