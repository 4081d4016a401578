import { share } from "./format";
import type { Answer, Control } from "./protocol";

/** Every kind of control with its name, in the order in which controls are run. */
const NAMES: Record<string, [one: string, several: string]> = {
  null: ["Null control", "null controls"],
  random: ["Random control", "random controls"],
  shuffled: ["Shuffled position", "shuffled positions"],
  prompt: ["Other prompt", "other prompts"],
  text: ["Source text", "source texts"],
};

/** An answer's controls of one kind; of random vectors there can be several. */
export interface Kind {
  kind: string;
  name: string;
  controls: Control[];
}

/** The controls grouped by kind. */
export function kinds(controls: Control[]): Kind[] {
  const found = new Map<string, Control[]>();
  for (const control of controls) found.set(control.kind, [...(found.get(control.kind) ?? []), control]);
  return [...found].map(([kind, some]) => ({ kind, name: named(kind, some.length), controls: some }));
}

/** The name of a kind of control, singular or plural. */
export function named(kind: string, count: number): string {
  const [one, several] = NAMES[kind] ?? [kind, `${kind} controls`];
  return count === 1 ? one : `${count} ${several}`;
}

/** How many of a kind of noise answered for themselves, such as "39 random vectors". */
export function noiseName(kind: string, n: number): string {
  return `${n} ${kind === "random" ? "random vector" : kind}${n === 1 ? "" : "s"}`;
}

/** A control's support for the answer, or the probability that it gives an option. */
export function level(control: Control, option: string): number {
  const own = option === "" ? undefined : control.options?.find(({ text }) => text === option);
  return own?.probability ?? control.support;
}

/** The lowest and the highest of some controls; null where there are none. */
export function range(controls: Control[], option = ""): [low: number, high: number] | null {
  if (controls.length === 0) return null;
  const levels = controls.map((control) => level(control, option));
  return [Math.min(...levels), Math.max(...levels)];
}

/** Name and value of each kind of control, for a hint. */
export function controlRows(answer: Answer, option: string): [name: string, value: string][] {
  return kinds(answer.controls).map(({ name, controls }) => {
    const levels = [...new Set((range(controls, option) ?? []).map(share))];
    return [name.toLowerCase(), levels.join(" to ")];
  });
}
