import { answers } from "./finite";
import type { Answer, Constants } from "./protocol";

/** An answer's confidence, or the probability of one of the options. */
export function height(answer: Answer, option: string): number {
  return (
    (option === "" ? answer.confidence : answer.options.find(({ text }) => text === option)?.probability) ?? 0
  );
}

/** The value of a heat map's cell: an option's probability, else the answer's excess over its controls. */
export function value(answer: Answer, option: string): number {
  return option === "" ? (answer.excess ?? answer.confidence ?? 0) : height(answer, option);
}

/** Whether any answer has an excess, so that answers are shown by their excess over the controls. */
export function compared(points: Answer[]): boolean {
  return points.some(({ excess }) => excess !== null);
}

/** Whether the option mass is so low that the options' probabilities mean little. */
export function lowMass({ option_mass }: Answer, { low_option_mass }: Constants): boolean {
  return option_mass !== null && option_mass < low_option_mass;
}

/** Kinds of flags that tell where an answer may come from beside the activation. */
const ELSEWHERE = ["generic", "text inversion", "target text"];

/** Why an answer may come from elsewhere than the activation; empty if nothing says so. */
export function doubt({ flags }: Answer): string {
  return flags
    .filter(({ kind }) => ELSEWHERE.includes(kind))
    .map(({ message }) => message)
    .join(" ");
}

export interface Best {
  answer: Answer;
  /** Number of answers that it was picked from. */
  of: number;
}

/** The answer with the highest value, leaving out those that are empty, not finite or have low option mass. */
export function best(points: Answer[], option: string, constants: Constants): Best | null {
  const over = option === "" && compared(points);
  const counted = points.filter(
    (point) => answers(point) && !lowMass(point, constants) && !(over && point.excess === null),
  );
  const [first] = counted;
  if (!first) return null;
  const answer = counted.reduce(
    (one, other) => (value(other, option) > value(one, option) ? other : one),
    first,
  );
  return { answer, of: counted.length };
}
