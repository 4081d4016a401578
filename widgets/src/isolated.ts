/** Letters and digits of scripts that are written from right to left. */
const FROM_RIGHT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text for a place that holds no elements, such as a tooltip: if it is written from right to left, then between
 * Unicode's isolates, so that it does not reorder what stands beside it.
 */
export function isolated(text: string): string {
  return FROM_RIGHT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Characters that act on a line and do not stand in it, but for line breaks, tabs and the joiners of scripts. */
const ACTING = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text whose control characters are written as code points, as Python writes them: <U+202E> would turn it round. */
export function printable(text: string): string {
  return text.replace(ACTING, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}
