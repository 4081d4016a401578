import { signal } from "@preact/signals";
import type { Asking, What } from "./protocol";

/** Settings that change how long an answer takes. */
const SLOW = ["samples", "max_new_tokens", "control_noise", "control_other_tokens", "control_random"];

/** How long a sweep takes, or at most takes where only single questions are known. */
export interface Estimate {
  seconds: number;
  most: boolean;
}

/** How long answers took, to say beforehand how long many of them will. */
export class Pace {
  /** Seconds an answer, by what was asked and whether in a sweep. */
  private readonly known = new Map<string, number>();
  private readonly version = signal(0);

  /** Note how long some answers took. */
  note(what: What, asked: Partial<Asking>, count: number, seconds: number): void {
    if (count < 1 || !(seconds > 0)) return;
    for (const key of [this.key(what, asked), kind(what)]) this.known.set(key, seconds / count);
    this.version.value += 1;
  }

  /** Seconds that so many answers of a sweep take; undefined before the first question. */
  sweep(asked: Partial<Asking>, count: number): Estimate | undefined {
    this.version.value;
    const key = [this.key("sweep", asked), this.key("ask", asked), "sweep", "ask"].find((each) =>
      this.known.has(each),
    );
    if (key === undefined) return undefined;
    // Those of a sweep run together, which takes less than one after the other.
    return { seconds: (this.known.get(key) ?? 0) * count, most: key.includes("ask") };
  }

  private key(what: What, { question, options = [], settings = {} }: Partial<Asking>): string {
    const slow = SLOW.map((name) => settings[name] ?? null);
    return JSON.stringify([kind(what), question?.preset ?? "", options.length > 0, slow]);
  }
}

function kind(what: What): string {
  return what === "ask" ? "ask" : "sweep";
}
