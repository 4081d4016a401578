import { finite } from "./finite";
import type { Answer, Constants } from "./protocol";

/** How confident an answer is of itself, or how probable it finds one of the options. */
export function height(answer: Answer, option: string): number {
  return (
    (option === "" ? answer.confidence : answer.options.find(({ text }) => text === option)?.probability) ?? 0
  );
}

/** What a cell of a grid of layers shows: an option's probability, else how far the answer exceeds its controls. */
export function value(answer: Answer, option: string): number {
  return option === "" ? (answer.excess ?? answer.confidence ?? 0) : height(answer, option);
}

/** Whether answers are compared with controls; one whose controls are not finite has nothing to exceed. */
export function compared(points: Answer[]): boolean {
  return points.some(({ excess }) => excess !== null);
}

/** Whether the options hold too little of the probability for the answer to mean much. */
export function lowMass({ option_mass }: Answer, { low_option_mass }: Constants): boolean {
  return option_mass !== null && option_mass < low_option_mass;
}

export interface Best {
  answer: Answer;
  /** Of how many. */
  of: number;
}

/** The answer with the highest value, of those that count: with a low option mass, one says little. */
export function best(points: Answer[], option: string, constants: Constants): Best | null {
  const over = option === "" && compared(points);
  const counted = points.filter(
    (point) => finite(point) && !lowMass(point, constants) && !(over && point.excess === null),
  );
  const [first] = counted;
  if (!first) return null;
  const answer = counted.reduce(
    (one, other) => (value(other, option) > value(one, option) ? other : one),
    first,
  );
  return { answer, of: counted.length };
}
