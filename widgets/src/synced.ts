import { batch, type Signal, signal } from "@preact/signals";
import type { Link } from "./link";
import type {
  Answer,
  Constants,
  Curve,
  FieldGroup,
  HeatMap,
  MenuEntry,
  Model,
  Role,
  SplitCharacter,
  State,
} from "./protocol";

/** A selected cell, with `start` the first position if several are selected together. */
export interface Selection {
  layer: number;
  position: number;
  start: number;
}

/** Time for which older selections that Python echoes are ignored, in milliseconds. */
const ECHO = 3000;

const same = (one: Selection | null, other: Selection | null): boolean =>
  one?.layer === other?.layer && one?.position === other?.position && one?.start === other?.start;

/** The traits synchronised with Python, shared by all views of an Explorer. */
export class Synced {
  readonly title: string;
  readonly key: string;
  readonly tokens: string[];
  readonly quiet: ReadonlySet<number>;
  readonly roles: Role[];
  readonly splitCharacters: SplitCharacter[];
  readonly layers: number;
  /** Number of blocks of the model that answers; target layers are 0 to this number. */
  readonly targetLayers: number;
  /** Whether this is an exported page without a kernel. */
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
    this.splitCharacters = model.get("split_characters") ?? [];
    this.layers = model.get("n_layers") + 1;
    this.targetLayers = model.get("target_layers") + 1;
    this.frozen = model.get("frozen") === true;
    this.constants = model.get("constants");
    this.fields = model.get("fields") ?? [];
    this.entityTypes = model.get("entity_types") ?? [];
    this.tip = model.get("tip") ?? "";
    this.entries = signal(model.get("presets") ?? []);
    this.source = signal(model.get("source"));
    this.selection = signal(this.toldSelection());
    this.answers = signal(model.get("history") ?? []);
    this.curves = signal(model.get("curves") ?? []);
    this.heatMaps = signal(model.get("heat_maps") ?? []);
  }

  /** Select a cell, or the positions from `start` to it. */
  select(layer: number, position: number, start = position): void {
    const told = { layer, position, start };
    const before = this.selection.peek();
    // A new object even where nothing changes: whoever follows the selection goes back to it.
    this.selection.value = told;
    if (this.frozen || same(told, before)) return;
    if (this.link.tell({ kind: "select", ...told })) this.ours.push({ told, at: Date.now() });
  }

  /** Use Python's selection, unless it is an older echo while ours is being sent. */
  echoed(): void {
    const told = this.toldSelection();
    this.ours = this.ours.filter(({ at }) => Date.now() - at < ECHO);
    const match = this.ours.findIndex((mine) => same(mine.told, told));
    this.ours.splice(0, match + 1);
    if (this.ours.length > 0) return;
    // What every view shows already: the tab stop may have been moved on from it with the keys.
    if (!same(this.selection.peek(), told)) this.selection.value = told;
  }

  /** Use Python's list of series, and keep series that are still incomplete. */
  replace(name: "curves" | "heat_maps", growing: (id: string) => boolean): void {
    const merge = <T extends { id: string }>(ours: Signal<T[]>, told: T[]): void => {
      const kept = ours.peek().filter(({ id }) => growing(id) && !told.some((each) => each.id === id));
      ours.value = [...told, ...kept];
    };
    batch(() => {
      if (name === "curves") merge(this.curves, this.model.get(name));
      else merge(this.heatMaps, this.model.get(name));
    });
  }

  /** The told selection; the span is left out while the two do not fit together yet. */
  private toldSelection(): Selection | null {
    const cell = this.model.get("selection");
    if (!cell) return null;
    const [layer, position] = cell;
    const span = this.model.get("span");
    return { layer, position, start: span && span[1] - 1 === position ? span[0] : position };
  }
}
