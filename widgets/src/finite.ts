import type { Answer } from "./protocol";

/** Text shown in place of a token or an answer that is NaN or infinite. */
export const NOT_FINITE = "not finite";

/** Tooltip of a cell that is not finite. */
export const WHY = "The state here, or what is made of it, is NaN or infinite: nothing can be read.";

/** Whether an answer is finite, so that it has a text and a confidence. */
export function finite({ confidence }: Answer): boolean {
  return confidence !== null;
}

/** An answer's text on one line, or "not finite". */
export function said(answer: Answer, nothing = "nothing"): string {
  return finite(answer) ? answer.text.trim() || nothing : NOT_FINITE;
}
