import type { Question } from "./protocol";
import type { Work } from "./requests";
import type { Store } from "./store";

/** Fits started on this page: when one is done its reader is chosen, unless the user has chosen another since. */
export class Fits {
  private readonly begun = new Set<string>();

  constructor(private readonly store: Store) {}

  /** Start the fit that is chosen in the question box. */
  begin(): void {
    const { draft, requests, synced } = this.store;
    const { question, settings, source } = draft.asking();
    const layer = synced.selection.peek()?.layer ?? null;
    this.begun.add(requests.begin("fit", { question, settings, source, layer }));
  }

  done(id: string, { args }: Work, { preset = "" }: Question): void {
    const { draft } = this.store;
    if (!this.begun.delete(id) || draft.entry.name !== args.question?.preset) return;
    this.store.edit(() => draft.change({ preset }));
  }
}
