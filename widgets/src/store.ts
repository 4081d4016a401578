import { batch, computed, effect } from "@preact/signals";
import { Draft } from "./draft";
import { Fits } from "./fits";
import { freshQuery } from "./fresh";
import { Lenses } from "./lenses";
import { Link, SAYS } from "./link";
import { listen } from "./listen";
import { LocalState } from "./local_state";
import { Pace } from "./pace";
import { Preview } from "./preview";
import type {
  Answer,
  AskArgs,
  Asking,
  MenuEntry,
  Model,
  Selected,
  SitesArgs,
  Target,
  Value,
} from "./protocol";
import { Requests } from "./requests";
import { type OtherCell, Seconds } from "./seconds";
import { layersOf, spansOf } from "./sites";
import { missingModel, type SourceModel, sourceModel } from "./source_model";
import { Steering } from "./steering";
import { type Selection, Synced, selectionOf } from "./synced";
import { Undo } from "./undo";

/** Delay after the last change before the draft is sent to Python, in milliseconds. */
const REST = 400;

/** The state that all views of one Explorer share; one per model. */
export class Store {
  readonly link: Link;
  readonly synced: Synced;
  readonly requests: Requests;
  readonly view: LocalState;
  readonly lenses: Lenses;
  readonly draft: Draft;
  readonly preview: Preview;
  readonly fits: Fits;
  readonly steering: Steering;
  readonly seconds: Seconds;
  readonly undo: Undo;
  readonly pace = new Pace();
  /** Ids of the queries for whole answers that have not ended, by the answer's id. */
  private readonly wanted = new Map<string, string>();
  private resting: ReturnType<typeof setTimeout> | undefined;
  /** The model that the source named before a cell of another model's grid was chosen. */
  private named: Value | undefined;

  constructor(model: Model, signal?: AbortSignal) {
    this.link = new Link(
      model,
      (state) => {
        if (state !== "gone") return;
        this.requests.failAll(SAYS.gone);
        this.wanted.clear();
      },
      signal,
    );
    this.synced = new Synced(model, this.link);
    this.requests = new Requests(this.link, this.synced.frozen);
    this.view = new LocalState(this.synced);
    const { layers, tokens, constants, entries, source, steer, train } = this.synced;
    this.lenses = new Lenses(layers, tokens.length, constants);
    this.lenses.plain.addAll(model.get("pages") ?? []);
    this.draft = new Draft(
      entries,
      model.get("draft") ?? {},
      computed(() => source.value?.settings ?? {}),
      steer?.settings,
      train?.settings,
    );
    this.fits = new Fits(this);
    this.steering = new Steering(this);
    this.seconds = new Seconds(this.synced, this.requests, constants);
    this.synced.moved = () => {
      this.seconds.chosen.value = null;
    };
    this.undo = new Undo(this);
    const stops = [this.undo.watch(), this.returnToOwn()];
    signal?.addEventListener("abort", () => {
      for (const stop of stops) stop();
    });
    this.preview = new Preview((args) => {
      const id = freshQuery();
      // Not awaited: that the kernel is busy is said where somebody waits for an answer.
      return this.link.send({ kind: "query", id, what: "target", args }) ? id : undefined;
    }, signal);
    if (this.synced.frozen) return;
    listen(this, model, signal);
    stops.push(
      effect(() => this.lookAhead()),
      effect(() => this.complete()),
      this.seconds.follow(this.link),
    );
    signal?.addEventListener("abort", () => clearTimeout(this.resting));
  }

  /** Request a preview of the current question's target prompt. */
  private lookAhead(): void {
    const { draft, preview } = this;
    const { question, settings, source } = this.posed();
    const asked = draft.ready && !this.readModel()?.refused;
    preview.want(asked ? { question, settings, source, ...this.selected() } : null);
  }

  /** Request what was left out of the answer on the card. */
  private complete(): void {
    const { brief, id } = this.view.answer.value ?? {};
    if (!brief || id === undefined || this.wanted.has(id)) return;
    const query = freshQuery();
    if (this.link.send({ kind: "query", id: query, what: "answer", args: { answer: id } }))
      this.wanted.set(id, query);
  }

  /** A query has ended: an answer that it was for may be requested again. */
  ended(query: string): void {
    for (const [id, asked] of this.wanted) if (asked === query) this.wanted.delete(id);
  }

  /** Choose a cell of the second grid; of another model's, the question is then about that model's cell. */
  chooseBelow(layer: number, position: number): void {
    batch(() => {
      const named = this.draft.state.peek().settings["variant"];
      // What the cell before has set is not the user's choice.
      if (!named || named !== this.seconds.otherCell.peek()?.entry.variant) this.named = named;
      this.seconds.chosen.value = { of: "second", layer, position };
      const { entry, refused } = this.seconds.otherCell.peek() ?? {};
      if (this.synced.frozen) return;
      if (entry?.variant && refused === "") this.edit((draft) => draft.set("variant", entry.variant));
    });
  }

  /** Read the model that was read before, once the chosen cell is no longer another model's. */
  private returnToOwn(): () => void {
    let before = "";
    return effect(() => {
      const now = this.seconds.otherCell.value?.entry.variant ?? "";
      const left = now !== before && before !== "";
      const stays = this.draft.state.peek().settings["variant"] === before;
      before = now;
      if (left && stays) this.edit((draft) => draft.set("variant", this.named));
    });
  }

  /** The chosen cell of another model's grid, unless the source says that another model is read. */
  other(): OtherCell | null {
    const cell = this.seconds.otherCell.value;
    if (cell === null || cell.refused !== "") return cell;
    const { variant } = cell.entry;
    if (!variant || this.draft.state.value.settings["variant"] !== variant) return null;
    const fields = this.synced.source.value?.fields ?? [];
    const choices = fields.find(({ name }) => name === "variant")?.choices ?? [];
    return choices.some(([key]) => key === variant) ? cell : { ...cell, refused: missingModel(variant).says };
  }

  /** The model that the source names; null for the Explorer's own. */
  readModel(): SourceModel | null {
    return sourceModel(this);
  }

  /** What a question is about: a cell of another model's grid, or what is selected in the first grid. */
  subject(): Selection | null {
    const other = this.other();
    if (other === null) return this.synced.selection.value;
    const { layer, position, refused } = other;
    return refused === "" ? selectionOf([layer], [[position, position + 1]]) : null;
  }

  /** The question as it is sent; of a cell of another model's grid, with the trace that it is a cell of. */
  private posed(entry = this.draft.entry): Asking {
    const asking = this.draft.askingOf(entry);
    const other = this.other();
    return other?.refused === "" && other.entry.key
      ? { ...asking, source: { ...asking.source, trace_key: other.entry.key } }
      : asking;
  }

  /** What is selected, as a query names it. */
  selected(): Selected {
    const selection = this.subject();
    if (!selection) return { layer: null, position: null };
    const { layer, position, start, layers, spans } = selection;
    // A difference is of one token's state, and a vector given in code of none.
    if (this.draft.vector) return { layer, position };
    return {
      layer,
      position,
      ...(start < position && { start, stop: position + 1 }),
      ...(layers.length > 1 && { layers }),
      ...(spans.length > 1 && { spans }),
    };
  }

  /** Change the question box in every view. */
  edit(change: (draft: Draft) => void): void {
    batch(() => {
      change(this.draft);
      this.requests.corrected();
      // The panels' settings are not looked ahead at, so what was wrong is no longer known to be.
      const { setting } = this.preview.problem.peek() ?? { setting: "" };
      if (this.draft.isSteering(setting) || this.draft.isTraining(setting)) this.preview.problem.value = null;
    });
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.link.tell({ kind: "draft", draft: this.draft.state.peek() }), REST);
  }

  /** The arguments of the current question; null if no cell is selected, or it cannot be asked. */
  asking(): AskArgs | null {
    const { draft } = this;
    if (this.readModel()?.refused) return null;
    const selected = this.selected();
    const needed = !draft.vector || draft.vector === "difference";
    return draft.ready && !draft.entry.fit && (selected.layer !== null || !needed)
      ? { ...selected, ...this.posed() }
      : null;
  }

  /** Ask the selected tokens or the chosen vector; where there is no question yet, lead to its field. */
  ask(): void {
    const asking = this.asking();
    if (!this.draft.ready) this.view.wanted.value += 1;
    const beside = this.draft.beside.map((entry) => this.posed(entry));
    if (asking && beside.length > 0) this.requests.begin("readers", { ...asking, beside });
    else if (asking) this.requests.begin("ask", asking);
  }

  /** Sweep the selected positions of the selected layer, or all, what is in sight first; or a vector's scales. */
  sweep(near: [number, number] | null = null): void {
    const { draft, requests } = this;
    const asking = this.asking();
    const selection = this.subject();
    if (asking && draft.vector) requests.begin("scales", asking);
    else if (asking && selection) {
      const sight = near ? { near } : {};
      const { layer, layers, start, position } = selection;
      const together = layers.length > 1 ? { layers } : {};
      const span = start < position ? { start, stop: position + 1 } : { start: null, stop: null };
      requests.begin("sweep", { layer, ...together, ...span, ...sight, ...this.posed() });
    }
  }

  /** Ask the selected positions, or all, at the given layers (null for all); what is in sight comes first. */
  sites(everywhere: boolean, layers: number[] | null, near: number[]): void {
    const selection = this.synced.selection.peek();
    if (!this.draft.ready || this.readModel()?.refused || (!selection && !everywhere)) return;
    const { start, position } = selection ?? { start: 0, position: 0 };
    const span = everywhere ? { start: null, stop: null } : { start, stop: position + 1 };
    this.requests.begin("sites", { layers, ...span, near, ...this.draft.asking() });
  }

  /** Sweep over all source and target layers at the selected position. */
  layerGrid(): void {
    const selection = this.subject();
    if (selection && this.asking())
      this.requests.begin("layers", { position: selection.position, ...this.posed() });
  }

  /** Compare an answer with noise, or run it again by itself. */
  again(what: "noise" | "verify", { id }: Answer): void {
    this.requests.begin(what, { answer: id });
  }

  /** Put an answer in the place of the one with its id, wherever that is shown. */
  replace(answer: Answer): void {
    const swapped = (all: Answer[]): Answer[] => all.map((each) => (each.id === answer.id ? answer : each));
    const { answers, curves, heatMaps, siteMaps } = this.synced;
    batch(() => {
      answers.value = swapped(answers.peek());
      curves.value = curves.peek().map((each) => ({ ...each, points: swapped(each.points) }));
      heatMaps.value = heatMaps.peek().map((each) => ({ ...each, points: swapped(each.points) }));
      siteMaps.value = siteMaps.peek().map((each) => ({ ...each, points: swapped(each.points) }));
      if (this.view.answer.peek()?.id === answer.id) this.view.answer.value = answer;
    });
  }

  /** Put an answer on the card, and select what it read. */
  show(answer: Answer): void {
    this.undo.leave(() => {
      this.view.answer.value = answer;
      if (answer.position === null) return; // a vector
      const layers = layersOf(answer);
      const other = this.seconds.askedOf(answer.settings);
      if (other) {
        this.seconds.look(other.id, "second");
        this.chooseBelow(answer.layer, answer.position);
      }
      // A deeper model has layers that are not in this grid.
      else if (layers.every((layer) => layer < this.synced.layers))
        this.synced.selectAll(layers, spansOf(answer));
    });
  }

  /** Go back to an answer of the history: its card, its cell, and its question in the box. */
  goBack(answer: Answer): void {
    const { asked, settings = {}, options } = answer;
    this.undo.leave(() => {
      this.show(answer);
      if (asked) this.edit((draft) => draft.restore(asked, options, settings));
    });
  }

  /** Let the grid show what a way to ask with a fixed question says in every cell; what is in sight comes first. */
  readWith({ name }: MenuEntry, layers: number[] | null, near: number[]): void {
    const same = (asked: Partial<SitesArgs> | undefined): boolean => asksEveryCell(asked, name, layers);
    const running = [...this.requests.work.peek().values()].find(
      ({ what, args, state }) => what === "sites" && state !== "failed" && same(args),
    );
    const finished = this.synced.siteMaps.peek().findLast((map) => map.complete && same(map.asked));
    const known = running ? this.synced.siteMaps.peek().find(({ id }) => id === running.id) : finished;
    if (known) this.view.showMap(known.id);
    else if (!running) {
      const question = { preset: name };
      const asked = {
        layers,
        start: null,
        stop: null,
        near,
        question,
        options: [],
        settings: {},
        source: {},
      };
      this.requests.begin("sites", asked);
    }
  }

  /** The target prompt of an answer: its own, or that of its sweep. */
  targetOf(answer: Answer): Target | undefined {
    if (answer.target) return answer.target;
    const { curves, heatMaps, siteMaps } = this.synced;
    const all = [...curves.value, ...heatMaps.value, ...siteMaps.value];
    const series = all.find(({ id }) => answer.id.startsWith(`${id}:`));
    return series?.target && { ...series.target, layer: answer.target_layer };
  }
}

/** Whether it is a way's own question, as it is, that was asked in every cell of these layers. */
function asksEveryCell(
  asked: Partial<SitesArgs> | undefined,
  name: string,
  layers: number[] | null,
): boolean {
  if (!asked?.question) return false;
  const { question, options = [], settings = {}, source = {}, start, stop } = asked;
  return (
    question.preset === name &&
    !question.text &&
    start === null &&
    stop === null &&
    options.length + Object.keys(settings).length + Object.keys(source).length === 0 &&
    JSON.stringify(asked.layers) === JSON.stringify(layers)
  );
}
