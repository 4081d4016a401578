import type { Answer, Role } from "./protocol";

/** Tokens joined into one text are cut short where they are named. */
const LONG = 60;

/** The positions that an answer read at its layer, in order; none for a vector. */
export function positionsOf({ sites, layer, position }: Answer): number[] {
  if (position === null) return [];
  const read = sites.filter(([at]) => at === layer).map(([, each]) => each);
  return read.length > 0 ? read : [position];
}

/** One position or several, as they are named in a line of text. */
export function positionsNamed(first: number, last: number): string {
  return first < last ? `positions ${first} to ${last}` : `position ${last}`;
}

/** Tokens as one text, whole and as long as it may be shown. */
export function joined(tokens: string[], first: number, last: number): [whole: string, short: string] {
  const whole = tokens.slice(first, last + 1).join("");
  return [whole, whole.length > LONG ? `${whole.slice(0, LONG)}…` : whole];
}

/** What an answer is about: a token at its position, several, or a vector. */
export function origin(answer: Answer, tokens: string[]): [what: string, name: string] {
  if (answer.vector) return ["Vector", answer.token];
  const positions = positionsOf(answer);
  const [first = -1, last = first] = [positions[0], positions.at(-1)];
  if (first === last) return [`Position ${last}`, answer.token];
  return [`Positions ${first} to ${last}`, joined(tokens, first, last)[1]];
}

/** The role of the chat message whose content holds a position. */
export function roleAt(roles: Role[], position: number): string | undefined {
  return roles.find(({ start, stop }) => start <= position && position < stop)?.role;
}
