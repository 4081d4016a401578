import type { Answer } from "./protocol";

/** Stands where a token or an answer would: NaN or infinity is there. */
export const NOT_FINITE = "not finite";

/** The title of such a cell. */
export const WHY = "The state here, or what is made of it, is NaN or infinite: nothing can be read.";

/** Whether there is an answer at all. */
export function finite({ confidence }: Answer): boolean {
  return confidence !== null;
}

/** What an answer says, on one line. */
export function said(answer: Answer, nothing = "nothing"): string {
  return finite(answer) ? answer.text.trim() || nothing : NOT_FINITE;
}
