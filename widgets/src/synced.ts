import { batch, type Signal, signal } from "@preact/signals";
import type { Link } from "./link";
import { type PackedSeries, unpack, unpackSeries } from "./packed";
import type {
  Answer,
  Comparison,
  Constants,
  Curve,
  FieldGroup,
  HeatMap,
  LensChoice,
  MenuEntry,
  Model,
  Role,
  SecondPages,
  SecondShown,
  SecondTrace,
  Series,
  SiteMap,
  SourceFields,
  SplitCharacter,
  State,
  Steered,
  Trained,
  TrainFields,
} from "./protocol";
import { isSavedPage } from "./saved_page";

/** What is selected: layers by positions. The cell is the last of it, the span from `start` the last of `spans`. */
export interface Selection {
  layer: number;
  position: number;
  start: number;
  /** All selected layers, lowest first. */
  layers: number[];
  /** Start and stop of all selected spans, from left to right; neither touch nor overlap. */
  spans: Span[];
}

export type Span = [start: number, stop: number];

/** The selection of some layers and spans, in whatever order. */
export function selectionOf(layers: number[], spans: Span[]): Selection {
  const joined: Span[] = [];
  for (const [start, stop] of spans.toSorted(([one], [other]) => one - other)) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], stop);
    else joined.push([start, stop]);
  }
  const rows = [...new Set(layers)].sort((one, other) => one - other);
  const [start, stop] = joined.at(-1) ?? [0, 1];
  return { layer: rows.at(-1) ?? 0, position: stop - 1, start, layers: rows, spans: joined };
}

/** The positions of a selection, from left to right. */
export function positionsIn({ spans }: Selection): number[] {
  return spans.flatMap(([start, stop]) => Array.from({ length: stop - start }, (_, i) => start + i));
}

/** Time for which older selections that Python echoes are ignored, in milliseconds. */
const ECHO = 3000;

const same = (one: Selection | null, other: Selection | null): boolean =>
  JSON.stringify([one?.layers, one?.spans]) === JSON.stringify([other?.layers, other?.spans]);

/** The traits synchronised with Python, shared by all views of an Explorer. */
export class Synced {
  readonly title: string;
  readonly key: string;
  readonly tokens: string[];
  readonly quiet: ReadonlySet<number>;
  readonly roles: Role[];
  /** In a chat, what the assistant's reply begins with, empty if it is not begun; null for a text. */
  readonly begun: string | null;
  readonly splitCharacters: SplitCharacter[];
  readonly layers: number;
  /** Number of blocks of the model that answers; target layers are 0 to this number. */
  readonly targetLayers: number;
  /** Whether this is a saved page without a kernel. */
  readonly frozen: boolean;
  readonly constants: Constants;
  readonly fields: FieldGroup[];
  readonly entityTypes: (string | null)[];
  readonly tip: string;
  readonly entries: Signal<MenuEntry[]>;
  readonly source: Signal<State["source"] | undefined>;
  readonly selection: Signal<Selection | null>;
  readonly answers: Signal<Answer[]>;
  readonly curves: Signal<Curve[]>;
  readonly heatMaps: Signal<HeatMap[]>;
  readonly siteMaps: Signal<SiteMap[]>;
  readonly lenses: Signal<LensChoice[]>;
  readonly comparisons: Signal<Comparison[]>;
  /** What the trace was compared with, newest last. */
  readonly seconds: Signal<SecondTrace[]>;
  /** What the second grid showed last, as Python was told. */
  readonly secondShown: Partial<SecondShown>;
  /** The cells of some of them, which a page without a kernel has to do with. */
  readonly secondPages: SecondPages[];
  /** The Steer panel's form; undefined where the model cannot be steered. */
  readonly steer: SourceFields | undefined;
  readonly steered: Signal<Steered[]>;
  /** The Train panel's form; undefined where nothing can be trained. */
  readonly train: TrainFields | undefined;
  readonly trained: Signal<Trained[]>;
  /** Called whenever something is selected, here or by Python. */
  moved: () => void = () => {};
  private ours: { told: Selection; at: number }[] = [];

  constructor(
    private readonly model: Model,
    private readonly link: Link,
  ) {
    this.title = model.get("title");
    this.key = model.get("key") ?? "";
    this.tokens = model.get("tokens");
    this.quiet = new Set(model.get("quiet") ?? []);
    this.roles = model.get("roles") ?? [];
    this.begun = model.get("begun") ?? null;
    this.splitCharacters = model.get("split_characters") ?? [];
    this.layers = model.get("n_layers") + 1;
    this.targetLayers = model.get("target_layers") + 1;
    this.frozen = isSavedPage(model);
    this.constants = model.get("constants");
    this.fields = model.get("fields") ?? [];
    this.entityTypes = model.get("entity_types") ?? [];
    this.tip = model.get("tip") ?? "";
    this.entries = signal(model.get("presets") ?? []);
    this.source = signal(model.get("source"));
    this.selection = signal(this.toldSelection());
    this.answers = signal(unpack(model.get("history") ?? []));
    this.curves = signal((model.get("curves") ?? []).map((each) => unpackSeries(each)));
    this.heatMaps = signal((model.get("heat_maps") ?? []).map((each) => unpackSeries(each)));
    this.siteMaps = signal((model.get("site_maps") ?? []).map((each) => unpackSeries(each)));
    this.lenses = signal(model.get("lenses") ?? []);
    this.comparisons = signal(model.get("comparisons") ?? []);
    this.seconds = signal(model.get("seconds") ?? []);
    this.secondShown = model.get("second_shown") ?? {};
    this.secondPages = (this.frozen && model.get("second_pages")) || [];
    const steer = model.get("steer");
    this.steer = steer && "fields" in steer ? (steer as SourceFields) : undefined;
    this.steered = signal(model.get("steered") ?? []);
    const train = model.get("train");
    this.train = train && "fields" in train ? (train as TrainFields) : undefined;
    this.trained = signal(model.get("trained") ?? []);
  }

  /** Select a cell, or the positions from `start` to it. */
  select(layer: number, position: number, start = position): void {
    this.selectAll([layer], [[start, position + 1]]);
  }

  /** Select some layers at some spans of positions. */
  selectAll(layers: number[], spans: Span[]): void {
    const told = selectionOf(layers, spans);
    const before = this.selection.peek();
    // A new object even where nothing changes: whoever follows the selection goes back to it.
    this.selection.value = told;
    this.moved();
    if (this.frozen || same(told, before)) return;
    const { layers: rows, spans: columns, ...cell } = told;
    const several = {
      ...(rows.length > 1 && { layers: rows }),
      ...(columns.length > 1 && { spans: columns }),
    };
    if (this.link.tell({ kind: "select", ...cell, ...several })) this.ours.push({ told, at: Date.now() });
  }

  /** Use Python's selection, unless it is an older echo while ours is being sent. */
  echoed(): void {
    const told = this.toldSelection();
    this.ours = this.ours.filter(({ at }) => Date.now() - at < ECHO);
    const match = this.ours.findIndex((mine) => same(mine.told, told));
    this.ours.splice(0, match + 1);
    if (this.ours.length > 0) return;
    // What every view shows already: the tab stop may have been moved on from it with the keys.
    if (same(this.selection.peek(), told)) return;
    this.selection.value = told;
    this.moved();
  }

  /** Use Python's list of series, and keep series that are still incomplete. */
  replace(name: "curves" | "heat_maps" | "site_maps", growing: (id: string) => boolean): void {
    const merge = <T extends Series>(ours: Signal<T[]>, sent: PackedSeries<T>[]): void => {
      const told = sent.map((each) => unpackSeries(each));
      const kept = ours.peek().filter(({ id }) => growing(id) && !told.some((each) => each.id === id));
      ours.value = [...told, ...kept];
    };
    batch(() => {
      if (name === "curves") merge(this.curves, this.model.get(name));
      else if (name === "site_maps") merge(this.siteMaps, this.model.get(name));
      else merge(this.heatMaps, this.model.get(name));
    });
  }

  /** The told selection; spans and layers are left out while they do not fit the cell yet. */
  private toldSelection(): Selection | null {
    const cell = this.model.get("selection");
    if (!cell) return null;
    const [layer, position] = cell;
    const span = this.model.get("span");
    const [layers, spans] = [this.model.get("layers") ?? [], this.model.get("spans") ?? []];
    const last: Span = span && span[1] - 1 === position ? span : [position, position + 1];
    return selectionOf(
      layers.at(-1) === layer ? layers : [layer],
      spans.at(-1)?.join() === last.join() ? spans.map(([start, stop]): Span => [start, stop]) : [last],
    );
  }
}
