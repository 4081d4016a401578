import { compared, lowMass } from "./best_of";
import { finite, NOT_FINITE, said } from "./finite";
import { share, signed } from "./format";
import type { Reading } from "./lens_pages";
import type { Answer, Constants } from "./protocol";

/** What a cell shows: its text, the strength of its colour, and both in words. */
export interface Shown {
  text: string;
  /** Between 0 and 1. */
  share: number;
  says: string;
  classes: Record<string, boolean>;
}

/** One way to show cells. */
export interface Kind {
  /** Its name in the list; empty for the usual one. */
  name: string;
  label: string;
  /** The ends of the colour scale, and what it measures. */
  scale: [low: string, high: string];
  of: string;
}

/** What stands for readings of which nothing has come yet. */
const UNREAD: Shown = { text: "", share: 0, says: "not read yet", classes: { "ll-empty": true } };

/** What stands on a page without a kernel for readings that it does not have. */
export const UNSAVED: Shown = { ...UNREAD, text: "–", says: "not read before this page was saved" };

/** The ways to show a lens, of a model with so many tokens; a rank only of pinned tokens. */
export function lensKinds(vocab: number, pinned: string[]): Kind[] {
  const most = vocab > 1 ? Math.log(vocab).toFixed(1) : "";
  return [
    { name: "", label: "likeliest next token", scale: ["0", "1"], of: "its probability" },
    { name: "probability", label: "its probability", scale: ["0", "1"], of: "probability" },
    { name: "entropy", label: "entropy", scale: ["0", most], of: "entropy in nats" },
    {
      name: "surprisal",
      label: "surprisal of the next token",
      scale: ["0", `${most}+`],
      of: "surprisal in nats",
    },
    {
      name: "rank",
      label: pinned.length > 0 ? `rank of ${pinned.join(", ")}` : "rank of pinned tokens",
      scale: [vocab > 1 ? String(vocab) : "", "1"],
      of: pinned.length > 1 ? "rank of the likeliest of them, logarithmic" : "rank, logarithmic",
    },
  ];
}

/** A lens's reading as a cell shows it. */
export function showReading(reading: Reading | undefined, kind: string, vocab: number): Shown {
  if (!reading) return UNREAD;
  const p = reading.probs[0];
  if (p === null || p === undefined)
    return { text: NOT_FINITE, share: 0, says: NOT_FINITE, classes: { "ll-not-finite": true } };
  const top = reading.tokens[0] ?? "";
  const usual = `lens reads ${top}, probability ${share(p)}`;
  if (kind === "") return { text: top, share: p, says: usual, classes: {} };
  if (kind === "probability") return { text: share(p), share: p, says: usual, classes: {} };
  const { measures } = reading;
  if (!measures) return UNREAD;
  const most = Math.log(Math.max(2, vocab));
  const value = measures[kind as keyof typeof measures] ?? null;
  if (value === null) return { text: "", share: 0, says: `no ${kind} here`, classes: { "ll-empty": true } };
  if (kind === "rank")
    return {
      text: String(value),
      share: 1 - Math.log(value) / most,
      says: `rank ${value}, probability ${share(measures.chance ?? 0)}`,
      classes: {},
    };
  return {
    text: value.toFixed(2),
    share: Math.min(1, value / most),
    says: `${kind} ${value.toFixed(2)} nats`,
    classes: {},
  };
}

/** A pinned token in visible form, and a lens's reading with its rank. */
export type Pinned = [pinned: string, reading: Reading | undefined];

/** The ranks of pinned tokens as a cell shows them: of several, the one that is likeliest there, by its name. */
export function showRanks(pinned: Pinned[], vocab: number): Shown {
  const [first] = pinned;
  if (!first || pinned.length === 1) return showReading(first?.[1], "rank", vocab);
  const known = pinned.filter(([, reading]) => typeof reading?.measures?.rank === "number");
  const rank = ([, reading]: Pinned): number => reading?.measures?.rank ?? Number.POSITIVE_INFINITY;
  const [best] = known.toSorted((one, other) => rank(one) - rank(other));
  if (pinned.some(([, reading]) => !reading?.measures)) return UNREAD;
  if (!best) return showReading(first[1], "rank", vocab);
  const shown = showReading(best[1], "rank", vocab);
  const all = known.map((each) => `${each[0]} rank ${rank(each)}`).join(", ");
  return { ...shown, text: `${rank(best)} ${best[0]}`, says: all };
}

/** The ways to show a map of answers. */
export function answerKinds(points: Answer[]): Kind[] {
  const over = compared(points);
  const options = points.find(finite)?.options ?? [];
  const confidence = { scale: ["0", "1"] as [string, string], of: "confidence" };
  const excess = { scale: ["0", "1"] as [string, string], of: "excess" };
  return [
    {
      name: "",
      label: over ? "answer, by excess" : "answer, by confidence",
      ...(over ? excess : confidence),
    },
    ...(over ? [{ name: "excess", label: "excess", ...excess }] : []),
    { name: "confidence", label: "confidence", ...confidence },
    ...options.map(({ text }) => ({
      name: `option ${text}`,
      label: `P(${text})`,
      scale: ["0", "1"] as [string, string],
      of: "probability",
    })),
  ];
}

/** Whether an answer stands out from the controls, and from the noise that answered for itself, that were run. */
export function standsOut({ verdict }: Answer): boolean {
  return verdict !== "controls" && verdict !== "noise";
}

/** An answer as a cell of the grid shows it; `over` says whether the map's answers are compared with controls. */
export function showAnswer(
  answer: Answer | undefined,
  kind: string,
  over: boolean,
  constants: Constants,
): Shown {
  if (!answer) return { ...UNREAD, says: "not asked yet" };
  if (!finite(answer))
    return { text: NOT_FINITE, share: 0, says: NOT_FINITE, classes: { "ll-not-finite": true } };
  const { confidence, excess, options } = answer;
  const option = kind.startsWith("option ") ? kind.slice(7) : "";
  const byExcess = over && (kind === "" || kind === "excess");
  const value = option
    ? (options.find(({ text }) => text === option)?.probability ?? 0)
    : byExcess
      ? (excess ?? 0)
      : (confidence ?? 0);
  const number = byExcess ? (excess === null ? "" : signed(excess)) : share(value);
  const named = option ? `P(${option})` : byExcess ? "excess" : "confidence";
  return {
    text: kind === "" ? said(answer) : number,
    share: standsOut(answer) || !byExcess ? Math.max(0, value) : 0,
    says: `${said(answer)}, ${named} ${number}`,
    classes: {
      "ll-under-controls": !option && !standsOut(answer),
      "ll-low": lowMass(answer, constants),
    },
  };
}
