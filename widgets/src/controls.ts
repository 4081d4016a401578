import { share } from "./format";
import type { Answer, Control } from "./protocol";

/** Every kind of control, in the order in which they are run, and how it is called. */
export const NAMES: Record<string, [one: string, several: string]> = {
  null: ["Null control", "null controls"],
  random: ["Random control", "random controls"],
  shuffled: ["Shuffled position", "shuffled positions"],
  prompt: ["Other prompt", "other prompts"],
  text: ["Source text", "source texts"],
};

/** The controls of one kind: several random vectors make a band. */
export interface Kind {
  kind: string;
  name: string;
  controls: Control[];
}

/** A kind's controls, each kind once. */
export function kinds(controls: Control[]): Kind[] {
  const found = new Map<string, Control[]>();
  for (const control of controls) found.set(control.kind, [...(found.get(control.kind) ?? []), control]);
  return [...found].map(([kind, some]) => ({ kind, name: named(kind, some.length), controls: some }));
}

/** How a kind is called: one of it, or several. */
export function named(kind: string, count: number): string {
  const [one, several] = NAMES[kind] ?? [kind, `${kind} controls`];
  return count === 1 ? one : `${count} ${several}`;
}

/** How sure a control is of the answer, or how probable it finds an option. */
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

/** Each kind of control and what it gets: for a hint. */
export function controlRows(answer: Answer, option: string): [name: string, value: string][] {
  return kinds(answer.controls).map(({ name, controls }) => {
    const levels = [...new Set((range(controls, option) ?? []).map(share))];
    return [name.toLowerCase(), levels.join(" to ")];
  });
}
