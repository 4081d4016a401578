import type { Shown } from "./cell_kinds";
import { NOT_FINITE } from "./finite";
import { share, signed } from "./format";
import type { Reading } from "./lens_pages";

/** From so many nats on, the colour of a difference is the strongest. */
const NATS = { entropy: 5, surprisal: 10 };

/** What the colours of a difference measure, and the ends of the scale. */
export function differenceScale(kind: string, vocab: number, pinned: string): { of: string; most: string } {
  if (kind === "entropy" || kind === "surprisal") return { of: `${kind} in nats`, most: `${NATS[kind]}+` };
  if (kind === "rank")
    return { of: `rank of ${pinned || "the pinned token"}`, most: vocab > 1 ? `÷${vocab}` : "" };
  return { of: "probability of what was likeliest", most: "1" };
}

/** One reading minus another as a cell shows it; `reached` is false where a patch cannot change anything. */
export function showDifference(
  reading: Reading | undefined,
  kind: string,
  vocab: number,
  partner: boolean,
  reached: boolean,
): Shown {
  if (!reached)
    return { text: "", share: 0, says: "equal: the patch cannot reach it", classes: { "ll-outside": true } };
  if (!partner) return { text: "", share: 0, says: "no partner", classes: { "ll-empty": true } };
  const found = reading?.difference;
  if (!reading || !found)
    return { text: "", share: 0, says: "not compared yet", classes: { "ll-empty": true } };
  if (found.equal) return { text: "=", share: 0, says: "equal", classes: { "ll-equal": true } };
  if ((reading.probs[0] ?? null) === null)
    return { text: NOT_FINITE, share: 0, says: NOT_FINITE, classes: { "ll-not-finite": true } };
  const [value, strength, text] = figures(reading, kind, vocab);
  if (value === null) return { text: "", share: 0, says: `no ${kind} here`, classes: { "ll-empty": true } };
  return {
    text,
    share: Math.min(1, Math.abs(strength)),
    says: `${kind === "" || kind === "probability" ? `probability of ${reading.tokens[0]}` : kind} ${text}`,
    classes: { "ll-more": strength > 0, "ll-less": strength < 0 },
  };
}

/** The difference, the strength of its colour with its sign, and its text. */
function figures(reading: Reading, kind: string, vocab: number): [number | null, number, string] {
  const { entropy, surprisal, before, after, chance } = reading.difference ?? {};
  if (kind === "entropy" || kind === "surprisal") {
    const value = (kind === "entropy" ? entropy : surprisal) ?? null;
    return [value, (value ?? 0) / NATS[kind], signed(value ?? 0)];
  }
  if (kind === "rank") {
    if (before === null || before === undefined || after === null || after === undefined)
      return [null, 0, ""];
    // A lower rank is a likelier token.
    const strength = Math.log(before / after) / Math.log(Math.max(2, vocab));
    return [after - before, strength, `${before} → ${after}`];
  }
  const was = reading.probs[0] ?? null;
  if (was === null || chance === null || chance === undefined) return [null, 0, ""];
  return [chance - was, chance - was, signed(chance - was)];
}

/** A probability before and after. */
export function change(before: number | null, after: number | null): string {
  return `${before === null ? "" : share(before)} → ${after === null ? "" : share(after)}`;
}
