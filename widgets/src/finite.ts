import { printable } from "./isolated";
import type { Answer } from "./protocol";

/** Text shown in place of a token or an answer that is NaN or infinite. */
export const NOT_FINITE = "not finite";

/** Tooltip of a cell that is not finite. */
export const WHY = "The state here, or what is made of it, is NaN or infinite: nothing can be read.";

/** Whether an answer is finite, so that it has a text and a confidence. */
export function finite({ confidence }: Answer): boolean {
  return confidence !== null;
}

/** What stands in the place of an empty answer. */
export const NO_ANSWER = "no answer";

/** Whether the model ended before it said anything: the confidence is then that of ending at once. */
export function silent(answer: Answer): boolean {
  return finite(answer) && answer.text === "";
}

/** Whether there is an answer with a confidence to show. */
export function answers(answer: Answer): answer is Answer & { confidence: number } {
  return finite(answer) && answer.text !== "";
}

/**
 * An answer's text on one line; "no answer" or "not finite" where there is none. One of white space, or with bytes that
 * form no whole character, is written token by token: · for a space, ⏎ for a new line, <0xE6> for a byte. Control
 * characters are written as code points.
 */
export function said(answer: Answer, nothing = NO_ANSWER): string {
  if (!finite(answer)) return NOT_FINITE;
  const text = answer.text.trim();
  if (answer.text !== "" && (text === "" || text.includes("\ufffd")))
    return answer.tokens.join("") || nothing;
  return printable(text) || nothing;
}
