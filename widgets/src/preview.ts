import { batch, signal } from "@preact/signals";
import type { Incoming, Question, Settings, Target } from "./protocol";

/** How long a change rests before it is looked up, in milliseconds. */
export const PAUSE = 250;

export interface Wanted {
  question: Question;
  settings: Settings;
  source: Settings;
  layer: number | null;
  position: number | null;
}

/** The target prompt of what would be asked now, and what is wrong with it. */
export class Preview {
  readonly target = signal<Target | null>(null);
  readonly problem = signal<{ setting: string; message: string } | null>(null);
  private awaited: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = "";

  /** `send` asks Python and returns the query's id, undefined where nobody is there. */
  constructor(
    private readonly send: (wanted: Wanted) => string | undefined,
    signal?: AbortSignal,
  ) {
    signal?.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** Look something up, soon and once; null for nothing. */
  want(wanted: Wanted | null): void {
    const key = JSON.stringify(wanted);
    if (key === this.last) return;
    this.last = key;
    clearTimeout(this.timer);
    this.awaited = undefined;
    if (wanted === null) this.show(null, null);
    else {
      this.timer = setTimeout(() => {
        this.awaited = this.send(wanted);
      }, PAUSE);
    }
  }

  /** Take an answer of Python's; false where the message is about something else. */
  receive(message: Incoming): boolean {
    if (message.id === undefined || message.id !== this.awaited) return message.what === "target";
    if (message.kind === "result") this.show(message.value as Target, null);
    else if (message.kind === "error") this.fail(message.setting || "question", message.message ?? "");
    return true;
  }

  /** Show what is wrong, and the last target no longer where it is not this question's. */
  fail(setting: string, message: string): void {
    this.show(setting === "question" ? null : this.target.peek(), { setting, message });
  }

  /** Move the slot at once; Python's word on it follows. */
  put(position: number): void {
    const target = this.target.peek();
    if (target) this.target.value = { ...target, slots: [position] };
  }

  private show(target: Target | null, problem: { setting: string; message: string } | null): void {
    batch(() => {
      this.target.value = target;
      this.problem.value = problem;
    });
  }
}
