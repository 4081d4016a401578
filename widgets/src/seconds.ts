import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { LensPages } from "./lens_pages";
import { Lenses } from "./lenses";
import type { Link } from "./link";
import type {
  Comparable,
  Constants,
  Page,
  PatchSite,
  Role,
  SecondShown,
  SecondTrace,
  SessionTrace,
  Settings,
} from "./protocol";
import type { Requests } from "./requests";
import type { Span, Synced } from "./synced";

/** What the second grid shows: the trace itself, what it is compared with, or both subtracted. */
export type Side = SecondShown["side"];

/** A cell of one of the two grids. */
export interface Cell {
  of: "own" | "second";
  layer: number;
  position: number;
}

/** The cell of another model's grid that was chosen, and why it is not asked about; empty where it is. */
export interface OtherCell {
  entry: SecondTrace;
  layer: number;
  position: number;
  refused: string;
}

/** What is said of a cell of a difference of two models. */
const OF_BOTH = "A cell of the difference is of both models: choose a cell of one of the grids.";

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
  /** Names of the models of other open sessions, once they were asked for. */
  readonly models = signal<string[]>([]);
  /** The cell under the pointer or with the focus, and the cell of the second grid that was chosen last. */
  readonly hovered = signal<Cell | null>(null);
  readonly chosen = signal<Cell | null>(null);
  /** The state that was copied, and the one that is being dragged. */
  readonly copied = signal<PatchSite | null>(null);
  readonly dragged = signal<Dragged | null>(null);
  /** The trace whose tokens the second grid has; empty for the Explorer's own. */
  readonly columnsOf: ReadonlySignal<string>;
  /** The cell of another model's grid that was chosen last; null where none is. */
  readonly otherCell: ReadonlySignal<OtherCell | null>;
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
    this.otherCell = computed(() => {
      const [cell, shown] = [this.chosen.value, this.shown.value];
      if (cell?.of !== "second" || !shown?.model) return null;
      const { layer, position } = cell;
      const difference = this.side.value === "difference";
      const entry = (difference ? shown : this.find(this.columnsOf.value)) ?? shown;
      // A patched run and what it is compared with are of one model.
      const ofBoth = difference && shown.model !== this.modelOf(shown.base);
      return { entry, layer, position, refused: ofBoth ? OF_BOTH : (entry.not_asked ?? "") };
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

  /** Number of layers of a trace, the embeddings included. */
  layersOf(id: string): number {
    return (this.find(id)?.n_layers ?? this.synced.layers - 1) + 1;
  }

  /** Whether the layers of a trace are linked by relative depth, since its model has another number of them. */
  byDepth(id: string): boolean {
    return this.layersOf(id) !== this.synced.layers;
  }

  /** The layer of one trace that is linked with a layer of another: of equal number, or at the same relative depth. */
  layerIn(id: string, layer: number, from: string): number {
    const [top, last] = [this.layersOf(id) - 1, this.layersOf(from) - 1];
    return top === last ? layer : Math.round((layer * top) / last);
  }

  /** The positions of the Explorer's own prompt that are linked with a trace's position; null for none. */
  ownOf(id: string, position: number): Span | null {
    const entry = this.unpatched(id);
    if (!entry) return [position, position + 1];
    return spanOf(entry.partners, position, entry.own[position]);
  }

  /** The positions of a trace that are linked with one of the Explorer's own; null for none. */
  fromOwn(id: string, position: number): Span | null {
    const entry = this.unpatched(id);
    if (!entry) return [position, position + 1];
    return spanOf(entry.own, position, entry.partners[position]);
  }

  /** The trace whose tokens a patched run has; undefined for the Explorer's own. */
  private unpatched(id: string): SecondTrace | undefined {
    const entry = this.find(id);
    return entry && entry.patches.length > 0 ? this.find(entry.base) : entry;
  }

  /** The first position of the second grid at which both prompts part, or what a patch changes. */
  parting(): number {
    const [entry, of] = [this.shown.peek(), this.columnsOf.peek()];
    if (!entry) return 0;
    if (entry.patches.length > 0) return Math.min(...entry.patches.map(([, position]) => position));
    if (entry.model) return this.tokensOf(of).length - 1;
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

  /** The name of the other session's model that ran a trace; empty for the Explorer's own. */
  modelOf(id: string): string {
    return this.find(id)?.model ?? "";
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

  /** Run a prompt in another model: the Explorer's own, where none was typed. */
  compareIn(model: string, prompt: string, begins: string | null): void {
    const typed = prompt.trim() !== "" || begins !== this.synced.begun;
    this.requests.begin("second", { prompt, begins: typed ? begins : null, key: "", model });
  }

  /** What there is to compare with has been told. */
  listed({ traces, models }: Comparable): void {
    this.offered.value = traces;
    this.models.value = models;
  }

  /** Whether models of other sessions can be asked about, so that there are such to compare with. */
  othersOpen(): boolean {
    const fields = this.synced.source.value?.fields ?? [];
    const choices = fields.find(({ name }) => name === "variant")?.choices ?? [];
    return choices.some(([key]) => String(key).startsWith("state:"));
  }

  /** The other model's trace that an answer is about; undefined for one that is not here. */
  askedOf({ variant, trace_key: key }: Settings = {}): SecondTrace | undefined {
    if (!variant) return undefined;
    return this.synced.seconds.value.findLast(
      (each) => each.variant === variant && (key === undefined || each.key === key),
    );
  }

  /** Show a side of a trace. */
  look(id: string, side: Side): void {
    batch(() => {
      this.open.value = true;
      this.show(id);
      this.side.value = side;
    });
  }

  /** Ask which traces and models there are. */
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
      const none = this.side.peek() === "difference" && this.find(id)?.not_subtracted;
      if (none || (!this.patched(id) && this.side.peek() === "base")) this.side.value = "second";
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
    const of = difference ? (this.find(id)?.base ?? "") : id;
    const positions = this.tokensOf(of).length;
    const key = `${difference ? "difference" : "trace"} ${id}`;
    const known =
      this.lenses.get(key) ??
      new Lenses(this.layersOf(of), positions, this.constants, {
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

/** The positions that are linked with one: those whose partner it is, and its own partner. */
function spanOf(partners: (number | null)[], position: number, own: number | null | undefined): Span | null {
  const first = partners.indexOf(position);
  const linked = [
    ...(own === null || own === undefined ? [] : [own]),
    ...(first < 0 ? [] : [first, partners.lastIndexOf(position)]),
  ];
  return linked.length > 0 ? [Math.min(...linked), Math.max(...linked) + 1] : null;
}
