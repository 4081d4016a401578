import { signal } from "@preact/signals";
import { freshQuery } from "./fresh";
import { type Link, SAYS } from "./link";
import type { AskArgs, FitArgs, Incoming, LayersArgs, SweepArgs, What } from "./protocol";

/** A question or a sweep that is under way, or that ended badly. */
export interface Work {
  id: string;
  what: What;
  args: Partial<AskArgs>;
  state: "sent" | "queued" | "running" | "failed";
  ahead: number;
  done: number;
  total: number;
  message: string;
}

/** What was asked for and is under way, whoever asked: another view, another page, or this one. */
export class Requests {
  readonly work = signal<ReadonlyMap<string, Work>>(new Map());

  constructor(private readonly link: Link) {}

  get(id: string): Work | undefined {
    return this.work.peek().get(id);
  }

  /** Send a query; what failed before it goes out of sight. Returns its id. */
  begin(what: What, args: AskArgs | SweepArgs | LayersArgs | FitArgs): string {
    const id = freshQuery();
    const kept = [...this.work.peek()].filter(([, { state }]) => state !== "failed");
    const work: Work = { id, what, args, state: "sent", ahead: 0, done: 0, total: 0, message: "" };
    this.work.value = new Map([...kept, [id, work]]);
    if (!this.link.send({ kind: "query", id, what, args }, true)) this.fail(id, SAYS.gone);
    return id;
  }

  /** Stop work, or put a failure out of sight. */
  cancel(id: string): void {
    if (this.get(id)?.state === "failed" || !this.link.send({ kind: "cancel", id })) this.drop(id);
  }

  /** Take up work, whoever started it. */
  adopt({ id, what, args, state, ahead, done, total }: Incoming): void {
    if (id === undefined || what === undefined || what === "lens" || what === "target") return;
    this.put({
      id,
      what,
      args: (args ?? {}) as Work["args"],
      message: "",
      state: state === "running" ? "running" : "queued",
      ahead: ahead ?? this.get(id)?.ahead ?? 0,
      done: done ?? 0,
      total: total ?? 0,
    });
  }

  progress(id: string, done: number, total: number): void {
    this.change(id, { state: "running", done, total });
  }

  fail(id: string, message: string): void {
    this.change(id, { state: "failed", message });
  }

  /** The kernel is gone, and everything with it. */
  failAll(message: string): void {
    for (const id of this.work.peek().keys()) this.fail(id, message);
  }

  drop(id: string): void {
    const { [id]: _, ...others } = Object.fromEntries(this.work.peek());
    this.work.value = new Map(Object.entries(others));
  }

  private change(id: string, fields: Partial<Work>): void {
    const known = this.get(id);
    if (known) this.put({ ...known, ...fields });
  }

  private put(work: Work): void {
    this.work.value = new Map(this.work.peek()).set(work.id, work);
  }
}
