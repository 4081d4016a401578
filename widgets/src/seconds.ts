import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { LensPages } from "./lens_pages";
import { Lenses } from "./lenses";
import type { Link } from "./link";
import type { Constants, Page, PatchSite, Role, SecondShown, SecondTrace, SessionTrace } from "./protocol";
import type { Requests } from "./requests";
import type { Synced } from "./synced";

/** What the second grid shows: the trace itself, what it is compared with, or both subtracted. */
export type Side = SecondShown["side"];

/** A cell of one of the two grids. */
export interface Cell {
  of: "own" | "second";
  layer: number;
  position: number;
}

/** A state that is being dragged, and the element of the grid that it comes from. */
interface Dragged {
  site: PatchSite;
  grid: Element;
}

/** The element of the grid that a cell belongs to, the first or the second; null for none of both. */
export function gridAt(target: EventTarget | null): Element | null {
  return target instanceof Element ? (target.closest(".ll-second") ?? target.closest(".ll-grid")) : null;
}

/** What is shown first: of a patched run what the patch changes, of a second prompt the trace itself. */
function sideOf(entry: SecondTrace | undefined): Side {
  return (entry?.patches.length ?? 0) > 0 ? "difference" : "second";
}

/** What the Explorer's own trace is compared with, and the states that are carried from one trace to another. */
export class Seconds {
  readonly open: Signal<boolean>;
  readonly shownId: Signal<string>;
  /** The second trace that is shown; null before there is one. */
  readonly shown: ReadonlySignal<SecondTrace | null>;
  readonly side: Signal<Side>;
  /** Traces of the session, once they were asked for. */
  readonly offered = signal<SessionTrace[]>([]);
  /** The cell under the pointer or with the focus, and the cell of the second grid that was chosen last. */
  readonly hovered = signal<Cell | null>(null);
  readonly chosen = signal<Cell | null>(null);
  /** The state that was copied, and the one that is being dragged. */
  readonly copied = signal<PatchSite | null>(null);
  readonly dragged = signal<Dragged | null>(null);
  /** The trace whose tokens the second grid has; empty for the Explorer's own. */
  readonly columnsOf: ReadonlySignal<string>;
  private readonly lenses = new Map<string, Lenses>();
  /** What was shown before a patch, by the id of the patched run. */
  private readonly before = new Map<string, string>();

  constructor(
    private readonly synced: Synced,
    private readonly requests: Requests,
    private readonly constants: Constants,
  ) {
    const { id = "", side } = synced.secondShown;
    const told = this.find(id);
    const first = told ?? synced.seconds.peek().at(-1);
    this.open = signal(first !== undefined);
    this.shownId = signal(first?.id ?? "");
    this.side = signal((told && side) ?? sideOf(first));
    this.shown = computed(() => this.find(this.shownId.value) ?? null);
    this.columnsOf = computed(() => {
      const shown = this.shown.value;
      return this.side.value === "second" ? (shown?.id ?? "") : (shown?.base ?? "");
    });
    for (const { id, pages } of synced.secondPages)
      for (const page of pages) this.pages(id, page.difference !== undefined, "", false, "").addAll([page]);
  }

  /** Tell Python what is shown, for pages that open later and for saved ones. Returns a function that ends it. */
  follow(link: Link): () => void {
    let told = JSON.stringify(this.synced.secondShown);
    return effect(() => {
      const shown: SecondShown = { id: this.shown.value?.id ?? "", side: this.side.value };
      const now = JSON.stringify(shown);
      if (shown.id === "" || now === told) return;
      told = now;
      link.tell({ kind: "shown", shown });
    });
  }

  find(id: string): SecondTrace | undefined {
    return this.synced.seconds.value.find((each) => each.id === id);
  }

  tokensOf(id: string): string[] {
    return id === "" ? this.synced.tokens : (this.find(id)?.tokens ?? []);
  }

  rolesOf(id: string): Role[] {
    return id === "" ? this.synced.roles : (this.find(id)?.roles ?? []);
  }

  /** The partner of a trace's position in the Explorer's own prompt. */
  ownOf(id: string, position: number): number | null {
    return id === "" ? position : (this.find(id)?.own[position] ?? null);
  }

  /** The partner of one of the Explorer's own positions in another trace. */
  fromOwn(id: string, position: number): number | null {
    if (id === "") return position;
    const at = this.find(id)?.own.indexOf(position) ?? -1;
    return at < 0 ? null : at;
  }

  /** The first position of the second grid at which both prompts part, or what a patch changes. */
  parting(): number {
    const [entry, of] = [this.shown.peek(), this.columnsOf.peek()];
    if (!entry) return 0;
    if (entry.patches.length > 0) return Math.min(...entry.patches.map(([, position]) => position));
    const [own, other] = [this.tokensOf(of), this.tokensOf(of === entry.id ? entry.base : entry.id)];
    const partner = (position: number): number =>
      of === entry.id ? entry.partners.indexOf(position) : (entry.partners[position] ?? -1);
    const at = own.findIndex((token, position) => token !== other[partner(position)]);
    return at < 0 ? own.length - 1 : at;
  }

  /** The cell that both grids mark; null where none is. */
  current(): Cell | null {
    const selection = this.synced.selection.value;
    return (
      this.chosen.value ?? (selection && { of: "own", layer: selection.layer, position: selection.position })
    );
  }

  /** Whether the trace of an id is a patched run. */
  patched(id: string): boolean {
    return (this.find(id)?.patches.length ?? 0) > 0;
  }

  /** Where a cell's state is read: after minus before, in the patched run. */
  readAt({ of, layer, position }: Cell): PatchSite {
    const after = this.side.value === "difference" && this.patched(this.shownId.value);
    const trace = of === "own" ? "" : after ? this.shownId.value : this.columnsOf.value;
    return { trace, layer, position };
  }

  /** Where a state is written that is put into a cell: under a patch, on every side into the patched run. */
  writeAt({ of, layer, position }: Cell): PatchSite {
    const trace =
      of === "own" ? "" : this.patched(this.shownId.value) ? this.shownId.value : this.columnsOf.value;
    return { trace, layer, position };
  }

  /** Run a second prompt, in a chat with what the reply begins with; or take a trace of the session. */
  compare(prompt: string, begins: string | null, key = ""): void {
    this.requests.begin("second", { prompt, begins, key });
  }

  /** Ask which traces there are. */
  list(): void {
    this.requests.begin("traces", {});
  }

  /** Run a trace again with a state of another, or of the same, written into it. */
  patch(read: PatchSite, write: PatchSite): void {
    this.requests.begin("patch", { read, write });
  }

  /** Show what was shown before a patch. */
  undo({ id, base }: SecondTrace): void {
    this.show(this.before.get(id) ?? base);
  }

  show(id: string): void {
    batch(() => {
      this.shownId.value = id;
      this.chosen.value = null;
      if (!this.patched(id) && this.side.peek() === "base") this.side.value = "second";
    });
  }

  /** A second prompt or a patched run has come. */
  done(entry: SecondTrace): void {
    batch(() => {
      const { seconds } = this.synced;
      const patched = entry.patches.length > 0;
      if (patched) this.before.set(entry.id, this.shownId.peek());
      seconds.value = [...seconds.peek().filter(({ id }) => id !== entry.id), entry];
      this.open.value = true;
      this.shownId.value = entry.id;
      this.side.value = sideOf(entry);
      this.chosen.value = null;
    });
  }

  /** The pages of a second trace's lens, or of its difference. */
  pages(id: string, difference: boolean, lens: string, measures: boolean, pinned: string): LensPages {
    const positions = this.tokensOf(difference ? (this.find(id)?.base ?? "") : id).length;
    const key = `${difference ? "difference" : "trace"} ${id}`;
    const known =
      this.lenses.get(key) ??
      new Lenses(this.synced.layers, positions, this.constants, {
        trace: id,
        ...(difference && { difference }),
      });
    this.lenses.set(key, known);
    return known.of(lens, measures, pinned);
  }

  /** A request for a page has come so far. */
  progress(id: string, done: number, total: number): void {
    for (const each of this.lenses.values()) each.progress(id, done, total);
  }

  /** A request for a page has ended. */
  ended(id: string, error?: string, page?: Page): void {
    for (const each of this.lenses.values()) each.ended(id, error, page);
  }
}
