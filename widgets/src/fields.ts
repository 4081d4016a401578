import type { Value } from "./types";

/** One setting of the options panel: how it is called, and how it is typed. */
export interface Field {
  name: string;
  label: string;
  help: string;
  kind: "number" | "choice" | "yes" | "text" | "texts" | "positions";
  choices?: [value: string | null, label: string][];
  /** What an empty field means. */
  empty?: string;
  /** Shown only while another setting has one of these values. */
  when?: [name: string, values: Value[]];
  /** Shown only while another setting has any value. */
  needs?: string;
}

/** By group; what a reader's own settings do not name is left out. */
export const GROUPS: [title: string, fields: Field[]][] = [
  ["Vector", [
    {
      name: "mapping", label: "Mapping", kind: "choice", help: "What becomes of the vector before it is written.",
      choices: [["identity", "as it is"], ["rescale", "rescaled"], ["zero", "zero (ablation)"]],
    },
    {
      name: "norm", label: "To norm", kind: "number", help: "The length that the vector gets.", empty: "the slot's own",
      when: ["mapping", ["rescale"]],
    },
    {
      name: "injection", label: "Injection", kind: "choice", help: "How the slot takes the vector.",
      choices: [["replace", "replace"], ["add", "add"], ["add_norm_matched", "add, norm-matched"], ["interpolate", "interpolate"]],
    },
    {
      name: "strength", label: "Strength", kind: "number", empty: "usual",
      help: "How much of the vector is added; of an interpolation, 0 leaves the slot as it is and 1 replaces it.",
      when: ["injection", ["add", "add_norm_matched", "interpolate"]],
    },
    { name: "prompt_seed", label: "Prompt's seed", kind: "number", help: "Which random tokens the prompt shows." },
    { name: "window", label: "Window", kind: "number", help: "In how many layers, from the one that is written on." },
  ]],
  ["Target", [
    {
      name: "remedy", label: "Remedy", kind: "choice",
      help: "Against what later tokens take from the placeholder itself, below the layer that is written.",
      choices: [[null, "none"], ["overwrite", "overwrite below"], ["mask", "mask the slot below"]],
    },
    {
      name: "noise", label: "Noise on", kind: "positions", empty: "no token",
      help: "Positions of the target's tokens that are hidden under noise, such as 1, 2.",
    },
    { name: "noise_scale", label: "Noise scale", kind: "number", needs: "noise", help: "In standard deviations of the target's embeddings." },
    { name: "noise_seed", label: "Noise seed", kind: "number", needs: "noise", help: "The same seed draws the same noise." },
    {
      name: "queries", label: "Blind tokens", kind: "positions", empty: "every later one",
      help: "Positions that no longer see the selected token; -1 is the last.",
    },
  ]],
  ["Answer", [
    { name: "max_new_tokens", label: "Tokens at most", kind: "number", help: "The answer ends after so many tokens." },
    {
      name: "stop", label: "Ends at", kind: "texts", empty: "nothing",
      help: "Texts that end the answer, with spaces between them; \\n is a line break.",
    },
    {
      name: "contrast", label: "Contrast", kind: "number",
      help: "How much of what the target says without the vector is taken off; 0 for none.",
    },
    {
      name: "temperature", label: "Temperature", kind: "number",
      help: "0 for the likeliest answer; samples are drawn at 1 unless it says otherwise.",
    },
    {
      name: "samples", label: "Samples", kind: "number",
      help: "Draw so many answers; how many agree is the confidence. 0 for one answer.",
    },
  ]],
  ["Controls", [
    { name: "control_null", label: "Null", kind: "yes", help: "Nothing is written." },
    { name: "control_random", label: "Random vectors", kind: "number", help: "How many, of the same norm; several show how far chance reaches." },
    { name: "control_shuffled", label: "Shuffled position", kind: "yes", help: "The state of another position of this prompt." },
    { name: "control_text", label: "Source text", kind: "yes", help: "The text itself stands in the placeholder's place." },
    { name: "control_prompt", label: "Other prompt", kind: "text", help: "Another prompt, whose state is written.", empty: "none" },
    { name: "seed", label: "Seed", kind: "number", help: "Of the random vectors, of shuffling and of samples." },
  ]],
];

/** A value as it stands in its field. */
export function shown(field: Field, value: Value): string {
  if (value === null) return "";
  if (!Array.isArray(value)) return String(value);
  return field.kind === "texts" ? value.map((text) => String(text).replaceAll("\n", "\\n")).join(" ") : value.join(", ");
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
    const parts = plain.split(/[\s,]+/).filter(Boolean).map(Number);
    return parts.every(Number.isFinite) ? parts : plain;
  }
  if (field.kind === "texts") return plain === "" ? [] : plain.split(/\s+/).map((each) => each.replaceAll("\\n", "\n"));
  return text;
}
