import { batch, signal } from "@preact/signals";
import type { FromPython, Question, Selected, Settings, Target } from "./protocol";

/** Delay after the last change before a preview is requested, in milliseconds. */
export const PAUSE = 250;

export interface Wanted extends Selected {
  question: Question;
  settings: Settings;
  source: Settings;
}

/** Preview of the current question: its target prompt, or its error. */
export class Preview {
  readonly target = signal<Target | null>(null);
  readonly problem = signal<{ setting: string; message: string } | null>(null);
  private awaited: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = "";

  /** `send` requests a preview and returns the query's id; undefined without a kernel. */
  constructor(
    private readonly send: (wanted: Wanted) => string | undefined,
    signal?: AbortSignal,
  ) {
    signal?.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** Request a preview after a delay; null clears it. */
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

  /** Use a reply of Python; false if the message belongs to another query. */
  receive(message: FromPython): boolean {
    if (message.id !== this.awaited) return message.kind === "queued" && message.what === "target";
    if (message.kind === "result") this.show(message.value as Target, null);
    else if (message.kind === "error") this.fail(message.setting || "question", message.message);
    return true;
  }

  /** Show an error, and hide the last target if it belongs to another question. */
  fail(setting: string, message: string): void {
    this.show(setting === "question" ? null : this.target.peek(), { setting, message });
  }

  /** Move the slot at once, before Python's preview arrives. */
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
