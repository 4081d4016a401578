import { DraftBox } from "./draft";
import { Lens } from "./lens";
import { type Kernel, Link, PATIENCE, SAYS } from "./link";
import { Preview } from "./preview";
import { Collection } from "./series";
import type { Answer, AskArgs, Cell, Curve, FitArgs, HeatMap, Incoming, LayersArgs, Model, Page, Question, SweepArgs, Target, What } from "./types";

export type Topic = "selection" | "work" | "answers" | "curves" | "heat maps" | "lens" | "kernel" | "draft" | "preview";

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

/** How long a selection of ours outweighs an older one that Python echoes. */
const ECHO = 3000;

/** How long typing rests before Python hears of it. */
const REST = 400;

/** Everything that the views of one Explorer share. One per model, however many views. */
export class Store {
  readonly tokens: string[];
  readonly layers: number;
  /** How many layers there are to write into: those of the model that answers. */
  readonly targetLayers: number;
  readonly frozen: boolean;
  readonly lens: Lens;
  readonly work = new Map<string, Work>();
  readonly curves: Collection<Curve>;
  readonly heatMaps: Collection<HeatMap>;
  readonly draft: DraftBox;
  readonly preview: Preview;
  answers: Answer[];
  selection: Cell | null;
  /** The first of the positions that are selected together; the last is the selection's. */
  start: number;
  /** The answer on the card. */
  answer: Answer | null;
  readonly link: Link;
  private readonly topics = new EventTarget();
  private ours: { cell: Cell; start: number; at: number }[] = [];
  private readonly me = Math.random().toString(36).slice(2);
  private said = 0;
  private resting: ReturnType<typeof setTimeout> | undefined;
  /** The fits that were begun on this page. */
  private readonly fits = new Set<string>();

  constructor(readonly model: Model, signal?: AbortSignal) {
    this.tokens = model.get("tokens");
    this.layers = model.get("n_layers") + 1;
    this.targetLayers = model.get("target_layers") + 1;
    this.frozen = model.get("frozen") === true;
    this.lens = new Lens(this.layers, this.tokens.length);
    this.answers = model.get("history") ?? [];
    this.curves = new Collection(model.get("curves") ?? []);
    this.heatMaps = new Collection(model.get("heat_maps") ?? []);
    this.draft = new DraftBox(model.get("presets") ?? [], model.get("draft") ?? {}, model.get("source")?.settings);
    this.selection = model.get("selection") ?? null;
    this.start = this.toldStart();
    this.answer = this.answers.at(-1) ?? null;
    for (const page of model.get("pages") ?? []) this.lens.add(page);
    this.link = new Link(model, (state) => this.onKernel(state), signal);
    this.preview = new Preview((args) => {
      const id = freshQuery();
      // Not awaited: that the kernel is busy is said where somebody waits for an answer.
      return this.link.send({ kind: "query", id, what: "target", args }) ? id : undefined;
    }, () => this.emit("preview"), signal);
    if (this.frozen) return;
    const listeners: [string, (...args: never[]) => void][] = [
      ["msg:custom", (message: Incoming) => this.receive(message)],
      ["change:selection", () => { this.echoed(); this.link.route(); }],
      ["change:span", () => this.echoed()],
      ["change:draft", () => this.link.route()],
      ["change:source", () => { this.emit("draft"); this.link.route(); }],
      ["change:presets", () => {
        this.draft.ways = model.get("presets");
        this.lookAhead();
        this.emit("draft");
      }],
      ["change:history", () => this.replaceAnswers()],
      ["change:curves", () => {
        this.curves.replace(model.get("curves"), (id) => this.work.has(id));
        this.emit("curves");
      }],
      ["change:heat_maps", () => {
        this.heatMaps.replace(model.get("heat_maps"), (id) => this.work.has(id));
        this.emit("heat maps");
      }],
      ["change:pages", () => { this.morePages(); this.link.route(); }],
      // Undocumented, and of JupyterLab only: fires when the kernel restarts or dies. A ping finds out which.
      ["comm_live_update", () => this.link.ping()],
    ];
    for (const [name, listener] of listeners) model.on(name, listener);
    const beat = setInterval(() => { if (this.work.size > 0) this.link.beat(); }, 2000);
    signal?.addEventListener("abort", () => {
      clearInterval(beat);
      clearTimeout(this.resting);
      for (const [name, listener] of listeners) model.off(name, listener);
    });
    this.link.ping();
    this.link.route(PATIENCE.subshell); // JupyterLab has made its subshell by then
    this.lookAhead();
  }

  on(topic: Topic, listener: () => void, signal: AbortSignal): void {
    this.topics.addEventListener(topic, listener, { signal });
  }

  private emit(topic: Topic): void {
    this.topics.dispatchEvent(new Event(topic));
  }

  /** Select a cell, or with `start` the positions from there on with it. */
  select(layer: number, position: number, start = position): void {
    const { selection } = this;
    if (selection?.[0] !== layer || selection[1] !== position || this.start !== start) {
      this.selection = [layer, position];
      this.start = start;
      const message = { kind: "select", layer, position, start, from: this.me, n: ++this.said };
      if (!this.frozen && this.link.send(message)) this.ours.push({ cell: [layer, position], start, at: Date.now() });
      this.lookAhead();
    }
    this.emit("selection");
  }

  /** Python's word on the selection; while ours is on its way, an older echo must not pull the cursor back. */
  private echoed(): void {
    const cell = this.model.get("selection");
    const start = this.toldStart();
    this.ours = this.ours.filter(({ at }) => Date.now() - at < ECHO);
    const match = this.ours.findIndex((mine) =>
      mine.cell[0] === cell?.[0] && mine.cell[1] === cell[1] && mine.start === start);
    this.ours.splice(0, match + 1);
    if (this.ours.length > 0) return;
    // What every view shows already: the tab stop may have been moved on from it with the keys.
    const [layer, position] = this.selection ?? [];
    if (layer === cell?.[0] && position === cell?.[1] && this.start === start) return;
    this.selection = cell;
    this.start = start;
    this.lookAhead();
    this.emit("selection");
  }

  /** Where the told span begins; the selection's own position while the two do not fit together yet. */
  private toldStart(): number {
    const position = this.model.get("selection")?.[1] ?? 0;
    const span = this.model.get("span");
    return span && span[1] - 1 === position ? span[0] : position;
  }

  /** Change what the question box holds, in every view. */
  edit(change: (draft: DraftBox) => void): void {
    change(this.draft);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.link.send({ kind: "draft", draft: this.draft.state, from: this.me, n: ++this.said });
    }, REST);
    this.lookAhead();
    this.emit("draft");
  }

  /** Have the target prompt of what would be asked now looked up. */
  private lookAhead(): void {
    if (this.frozen) return;
    const { question, settings, source } = this.draft.asking();
    const [layer, position] = this.selection ?? [null, null];
    this.preview.want(this.draft.ready ? { question, settings, source, layer, position } : null);
  }

  /** What would be asked now; null where a cell or a question is missing. */
  asking(): AskArgs | null {
    const { draft, selection } = this;
    const [layer, position] = selection ?? [null, null];
    const needed = !draft.vector || draft.vector === "difference";
    return draft.ready && !draft.way.fit && (selection || !needed) ? { layer, position, ...draft.asking() } : null;
  }

  /** Ask a cell or a vector; a vector also at all the scales of its list. */
  ask(args: AskArgs, what: "ask" | "scales" = "ask"): void {
    this.begin(what, args);
  }

  sweep(args: SweepArgs): void {
    this.begin("sweep", args);
  }

  /** Ask a position at every layer, written at every layer. */
  layerGrid(args: LayersArgs): void {
    this.begin("layers", args);
  }

  /** Fit a reader; when it is there it is chosen here, unless something else has been by then. */
  fit(): void {
    const { question, settings } = this.draft.asking();
    this.fits.add(this.begin("fit", { question, settings, layer: this.selection?.[0] ?? null }));
  }

  private begin(what: What, args: AskArgs | SweepArgs | LayersArgs | FitArgs): string {
    for (const [id, work] of this.work) if (work.state === "failed") this.work.delete(id);
    const id = freshQuery();
    const work: Work = { id, what, args, state: "sent", ahead: 0, done: 0, total: 0, message: "" };
    this.work.set(id, work);
    if (!this.link.send({ kind: "query", id, what, args }, true)) {
      Object.assign(work, { state: "failed", message: SAYS.gone });
    }
    this.emit("work");
    return id;
  }

  /** Stop work, or put a failure out of sight. */
  cancel(id: string): void {
    const work = this.work.get(id);
    if (work?.state === "failed" || !this.link.send({ kind: "cancel", id })) this.work.delete(id);
    this.emit("work");
  }

  /** Load the lens where somebody looks (ends excluded), and give up what has left the view. */
  look(layerFrom: number, layerTo: number, from: number, to: number): void {
    if (this.frozen) return;
    for (const id of this.lens.strayed(layerFrom, layerTo, from, to)) {
      this.link.send({ kind: "cancel", id });
    }
    for (const [key, args] of this.lens.missing(layerFrom, layerTo, from, to)) {
      const id = freshQuery();
      this.lens.began(key, id);
      if (!this.link.send({ kind: "query", id, what: "lens", args }, true)) this.lens.ended(id, SAYS.gone);
    }
  }

  retryLens(): void {
    this.lens.failed.clear();
    this.emit("lens");
  }

  show(answer: Answer): void {
    this.answer = answer;
    // A vector stands at no position.
    if (!answer.vector) this.select(answer.layer, answer.position);
    this.emit("answers");
  }

  showCurve(curve: Curve): void {
    this.curves.shown = curve;
    this.emit("curves");
  }

  showHeatMap(heatMap: HeatMap): void {
    this.heatMaps.shown = heatMap;
    this.emit("heat maps");
  }

  private receive(message: Incoming): void {
    this.link.receive(message);
    const { id } = message;
    if (message.kind === "pong") {
      for (const each of message.work ?? []) this.adopt(each);
      this.emit("work");
      return;
    }
    if (id === undefined || this.preview.receive(message)) return;
    if (message.kind === "queued") this.adopt({ ...message, state: "queued" });
    const work = this.work.get(id);
    if (message.kind === "progress" && work) {
      Object.assign(work, { state: "running", done: message.done ?? 0, total: message.total ?? 0 });
    }
    if (message.kind === "partial") this.partial(id, message);
    if (["result", "error", "cancelled"].includes(message.kind)) this.end(id, message, work);
    this.emit("work");
  }

  /** Take up work, whoever started it: another view, another page, or this one before it was reloaded. */
  private adopt(message: Incoming): void {
    const { id, what, args } = message;
    if (id === undefined || what === undefined || what === "lens" || what === "target") return;
    const before = this.work.get(id);
    this.work.set(id, {
      id, what, args: (args ?? {}) as Work["args"], message: "",
      state: message.state === "running" ? "running" : "queued",
      ahead: message.ahead ?? before?.ahead ?? 0, done: message.done ?? 0, total: message.total ?? 0,
    });
  }

  private end(id: string, message: Incoming, work: Work | undefined): void {
    const failed = message.kind === "error" ? message.message || message.type || "It failed." : undefined;
    this.lens.ended(id, failed);
    if (work && failed !== undefined && message.setting) this.preview.fail(message.setting, failed);
    if (work && failed !== undefined) Object.assign(work, { state: "failed", message: failed });
    else this.work.delete(id);
    if (message.kind === "result" && work?.what === "fit") this.fitted(id, work, message.value as Question);
    else if (message.kind === "result" && work?.what === "ask") this.addAnswer(message.value as Answer);
    else if (message.kind === "result" && (work?.what === "sweep" || work?.what === "scales")) {
      this.curves.add(message.value as Curve);
      this.emit("curves");
    } else if (message.kind === "result" && isPage(message.value)) this.lens.add(message.value);
    this.emit("lens");
  }

  private fitted(id: string, { args }: Work, { preset = "" }: Question): void {
    const { draft } = this;
    if (!this.fits.delete(id) || draft.way.name !== args.question?.preset) return;
    this.edit(() => { draft.state.preset = preset; });
  }

  /** The two prompts' part of an answer: its own, or that of the sweep or grid in which it stands. */
  targetOf(answer: Answer): Target | undefined {
    if (answer.target) return answer.target;
    const series = [...this.curves.all, ...this.heatMaps.all].find(({ id }) => answer.id.startsWith(`${id}:`));
    return series?.target && { ...series.target, layer: answer.target_layer };
  }

  private partial(id: string, { answers = [], target }: Incoming): void {
    const work = this.work.get(id);
    const [first] = answers;
    if (!first) return;
    const start = {
      id, question: first.question, total: work?.total ?? 0, complete: false, points: [], ...(target && { target }),
    };
    if (work?.what === "layers") {
      this.heatMaps.grow(id, answers, () => ({ ...start, position: first.position }));
      this.emit("heat maps");
    } else {
      this.curves.grow(id, answers, () => ({ ...start, layer: first.layer, vector: first.vector }));
      this.emit("curves");
    }
  }

  private addAnswer(answer: Answer): void {
    this.answers = [...this.answers.filter(({ id }) => id !== answer.id), answer];
    this.answer = answer;
    this.emit("answers");
  }

  private replaceAnswers(): void {
    const before = this.answers.at(-1)?.id;
    this.answers = this.model.get("history");
    const last = this.answers.at(-1) ?? null;
    // What Python adds is shown; an echo of what is here already leaves the card alone.
    if (last?.id !== before || !this.answers.some(({ id }) => id === this.answer?.id)) this.answer = last;
    this.emit("answers");
  }

  private morePages(): void {
    for (const page of this.model.get("pages")) this.lens.add(page);
    this.emit("lens");
  }

  private onKernel(state: Kernel): void {
    if (state === "gone") {
      for (const work of this.work.values()) Object.assign(work, { state: "failed", message: SAYS.gone });
    }
    this.emit("kernel");
    this.emit("work");
  }
}

function isPage(value: unknown): value is Page {
  return typeof value === "object" && value !== null && "words" in value;
}

/** An id for a query. `crypto.randomUUID` is missing on pages served over plain http. */
function freshQuery(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}
