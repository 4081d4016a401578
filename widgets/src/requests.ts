import { signal } from "@preact/signals";
import { freshQuery } from "./fresh";
import { type Link, SAYS } from "./link";
import type {
  AgainArgs,
  AskArgs,
  FitArgs,
  LayersArgs,
  PatchArgs,
  ReadersArgs,
  SecondArgs,
  SitesArgs,
  SteerArgs,
  StrengthArgs,
  SweepArgs,
  TrainArgs,
  What,
  WorkEntry,
} from "./protocol";

type Args =
  | AgainArgs
  | AskArgs
  | ReadersArgs
  | SweepArgs
  | SitesArgs
  | LayersArgs
  | PatchArgs
  | SecondArgs
  | FitArgs
  | SteerArgs
  | StrengthArgs
  | TrainArgs;

/** A question, sweep or fit that is queued or running, or that has failed. */
export interface Work {
  id: string;
  what: What;
  args: Partial<SteerArgs & StrengthArgs & TrainArgs & AgainArgs & SecondArgs & PatchArgs>;
  state: "sent" | "queued" | "running" | "failed";
  ahead: number;
  done: number;
  total: number;
  /** What is being done, such as with which loss. */
  says: string;
  message: string;
  /** The field that the message is about. */
  setting?: string;
  /** When it began to run, in milliseconds, and how much of it was done by then. */
  began?: number | undefined;
  first?: number | undefined;
}

/** The queries that are queued, running or failed, of this page and of others. */
export class Requests {
  readonly work = signal<ReadonlyMap<string, Work>>(new Map());

  constructor(
    private readonly link: Link,
    /** Whether there is no kernel to ask, so that nothing is begun. */
    private readonly frozen: boolean,
  ) {}

  get(id: string): Work | undefined {
    return this.work.peek().get(id);
  }

  /** Send a query, and remove earlier failures from view. Returns its id. */
  begin(what: What, args: Args | Record<string, never>): string {
    const id = freshQuery();
    if (this.frozen) return id;
    const kept = [...this.work.peek()].filter(([, { state }]) => state !== "failed");
    const work: Work = { id, what, args, state: "sent", ahead: 0, done: 0, total: 0, says: "", message: "" };
    this.work.value = new Map([...kept, [id, work]]);
    if (!this.link.send({ kind: "query", id, what, args }, true)) this.fail(id, SAYS.gone);
    return id;
  }

  /** Cancel a query, or remove a failed one from view. */
  cancel(id: string): void {
    if (this.get(id)?.state === "failed" || !this.link.send({ kind: "cancel", id })) this.drop(id);
  }

  /** Add a query that Python reports, also one of another page. */
  adopt({ id, what, args, state, done, total }: WorkEntry, ahead = this.get(id)?.ahead ?? 0): void {
    if (what === "lens" || what === "target" || what === "answer" || what === "traces") return;
    const { began, first } = this.get(id) ?? {};
    this.put({ id, what, args, says: "", message: "", state, ahead, done, total, began, first });
  }

  progress(id: string, done: number, total: number, says = ""): void {
    const known = this.get(id);
    const began = known?.began ?? Date.now();
    // A sweep that goes on says how much was done before with its first count.
    const first = known?.first ?? (total > 0 ? done : undefined);
    this.change(id, { state: "running", done, total, says, began, first });
  }

  fail(id: string, message: string, setting = ""): void {
    this.change(id, { state: "failed", message, setting });
  }

  /** Remove from view what failed because of a field, since a field is being changed. */
  corrected(): void {
    for (const { id, state, setting } of this.work.peek().values())
      if (state === "failed" && setting) this.drop(id);
  }

  /** Whether what is wrong with a field made a query fail. */
  refused(problem: { setting: string; message: string } | null): boolean {
    return [...this.work.value.values()].some((work) => said(work, problem));
  }

  /** Whether a query is queued or running. */
  pending(id: string): boolean {
    const work = this.work.value.get(id);
    return work !== undefined && work.state !== "failed";
  }

  /** Remove all queries, since the kernel is gone. */
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

/** Whether a query failed because of a field's problem, which is said there. */
export function said(
  { state, setting, message }: Work,
  problem: { setting: string; message: string } | null,
): boolean {
  return state === "failed" && problem?.setting === setting && problem?.message === message;
}

/** Seconds until a work is done, at the pace so far; undefined while that is not known. */
export function remaining({ began, first = 0, done, total }: Work, now = Date.now()): number | undefined {
  if (began === undefined || total === 0 || done <= first) return undefined;
  return ((now - began) / 1000 / (done - first)) * (total - done);
}
