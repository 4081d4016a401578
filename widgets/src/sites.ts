import type { Answer, Role } from "./protocol";
import { type Span, selectionOf } from "./synced";

/** Tokens joined into one text are cut short where they are named. */
const LONG = 60;

/** The layers that an answer read, in order. */
export function layersOf({ sites, layer }: Answer): number[] {
  return sites.length > 0 ? [...new Set(sites.map(([at]) => at))] : [layer];
}

/** The spans of positions that an answer read. */
export function spansOf(answer: Answer): Span[] {
  return selectionOf(
    [],
    positionsOf(answer).map((position): Span => [position, position + 1]),
  ).spans;
}

/** One layer or several, as they are named in a line of text. */
export function layersNamed(layers: number[]): string {
  return `${layers.length > 1 ? "layers" : "layer"} ${listed(layers.map(String))}`;
}

/** Some names with commas between them, and an "and" before the last. */
function listed(names: string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join();
}

/** The positions that an answer read at its layer, in order; none for a vector. */
export function positionsOf({ sites, layer, position }: Answer): number[] {
  if (position === null) return [];
  const read = sites.filter(([at]) => at === layer).map(([, each]) => each);
  return read.length > 0 ? read : [position];
}

/** One position or several, as they are named in a line of text. */
export function positionsNamed(spans: Span[]): string {
  const names = spans.map(([start, stop]) => (stop - start > 1 ? `${start} to ${stop - 1}` : `${start}`));
  const several = spans.length > 1 || spans.some(([start, stop]) => stop - start > 1);
  return `${several ? "positions" : "position"} ${listed(names)}`;
}

/** Tokens as one text, whole and as long as it may be shown. */
export function joined(tokens: string[], spans: Span[]): [whole: string, short: string] {
  const whole = spans.map(([start, stop]) => tokens.slice(start, stop).join("")).join(" … ");
  return [whole, whole.length > LONG ? `${whole.slice(0, LONG)}…` : whole];
}

/** What an answer is about: a token at its position, several, or a vector. */
export function origin(answer: Answer, tokens: string[]): [what: string, name: string] {
  if (answer.vector) return ["Vector", answer.token];
  const spans = spansOf(answer);
  const named = positionsNamed(spans);
  const one = positionsOf(answer).length === 1;
  return [`P${named.slice(1)}`, one ? answer.token : joined(tokens, spans)[1]];
}

/** The role of the chat message whose content holds a position, and whether it is a reply that is only begun. */
export function roleAt(roles: Role[], position: number): string | undefined {
  const found = roles.find(({ start, stop }) => start <= position && position < stop);
  return found?.begun ? `${found.role}, ${BEGUN}` : found?.role;
}

/** What is said of the beginning of a reply. */
export const BEGUN = "begun reply";
