import { Lens } from "./lens";
import { type Kernel, Link, PATIENCE, SAYS } from "./link";
import type { Answer, AskArgs, Cell, Curve, Incoming, Model, Page, SweepArgs, What } from "./types";

export type Topic = "selection" | "work" | "answers" | "curves" | "lens" | "kernel";

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

/** Everything that the views of one Explorer share. One per model, however many views. */
export class Store {
  readonly tokens: string[];
  readonly layers: number;
  readonly frozen: boolean;
  readonly lens: Lens;
  readonly work = new Map<string, Work>();
  answers: Answer[];
  curves: Curve[];
  selection: Cell | null;
  /** The answer on the card, and the sweep in the chart. */
  answer: Answer | null;
  curve: Curve | null;
  readonly link: Link;
  private readonly topics = new EventTarget();
  private ours: { cell: Cell; at: number }[] = [];
  private readonly me = Math.random().toString(36).slice(2);
  private selects = 0;

  constructor(readonly model: Model, signal?: AbortSignal) {
    this.tokens = model.get("tokens");
    this.layers = model.get("n_layers") + 1;
    this.frozen = model.get("frozen") === true;
    this.lens = new Lens(this.layers, this.tokens.length);
    this.answers = model.get("history") ?? [];
    this.curves = model.get("curves") ?? [];
    this.selection = model.get("selection") ?? null;
    this.answer = this.answers.at(-1) ?? null;
    this.curve = this.curves.at(-1) ?? null;
    for (const page of model.get("pages") ?? []) this.lens.add(page);
    this.link = new Link(model, (state) => this.onKernel(state), signal);
    if (this.frozen) return;
    const listeners: [string, (...args: never[]) => void][] = [
      ["msg:custom", (message: Incoming) => this.receive(message)],
      ["change:selection", () => { this.echoed(); this.link.route(); }],
      ["change:history", () => this.replaceAnswers()],
      ["change:curves", () => this.replaceCurves()],
      ["change:pages", () => { this.morePages(); this.link.route(); }],
      // Undocumented, and of JupyterLab only: fires when the kernel restarts or dies. A ping finds out which.
      ["comm_live_update", () => this.link.ping()],
    ];
    for (const [name, listener] of listeners) model.on(name, listener);
    const beat = setInterval(() => { if (this.work.size > 0) this.link.beat(); }, 2000);
    signal?.addEventListener("abort", () => {
      clearInterval(beat);
      for (const [name, listener] of listeners) model.off(name, listener);
    });
    this.link.ping();
    this.link.route(PATIENCE.subshell); // JupyterLab has made its subshell by then
  }

  on(topic: Topic, listener: () => void, signal: AbortSignal): void {
    this.topics.addEventListener(topic, listener, { signal });
  }

  private emit(topic: Topic): void {
    this.topics.dispatchEvent(new Event(topic));
  }

  select(layer: number, position: number): void {
    if (this.selection?.[0] !== layer || this.selection[1] !== position) {
      this.selection = [layer, position];
      if (!this.frozen && this.link.send({ kind: "select", layer, position, from: this.me, n: ++this.selects })) {
        this.ours.push({ cell: [layer, position], at: Date.now() });
      }
    }
    this.emit("selection");
  }

  /** Python's word on the selection; while ours is on its way, an older echo must not pull the cursor back. */
  private echoed(): void {
    const cell = this.model.get("selection");
    this.ours = this.ours.filter(({ at }) => Date.now() - at < ECHO);
    const match = this.ours.findIndex((mine) => mine.cell[0] === cell?.[0] && mine.cell[1] === cell[1]);
    this.ours.splice(0, match + 1);
    if (this.ours.length > 0) return;
    this.selection = cell;
    this.emit("selection");
  }

  ask(args: AskArgs): void {
    this.begin("ask", args);
  }

  sweep(args: SweepArgs): void {
    this.begin("sweep", args);
  }

  private begin(what: What, args: AskArgs | SweepArgs): void {
    for (const [id, work] of this.work) if (work.state === "failed") this.work.delete(id);
    const id = freshQuery();
    const work: Work = { id, what, args, state: "sent", ahead: 0, done: 0, total: 0, message: "" };
    this.work.set(id, work);
    if (!this.link.send({ kind: "query", id, what, args }, true)) {
      Object.assign(work, { state: "failed", message: SAYS.gone });
    }
    this.emit("work");
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
    this.select(answer.layer, answer.position);
    this.emit("answers");
  }

  showCurve(curve: Curve): void {
    this.curve = curve;
    this.emit("curves");
  }

  private receive(message: Incoming): void {
    this.link.receive(message);
    const { id } = message;
    if (message.kind === "pong") {
      for (const each of message.work ?? []) this.adopt(each);
      this.emit("work");
      return;
    }
    if (id === undefined) return;
    if (message.kind === "queued") this.adopt({ ...message, state: "queued" });
    const work = this.work.get(id);
    if (message.kind === "progress" && work) {
      Object.assign(work, { state: "running", done: message.done ?? 0, total: message.total ?? 0 });
    }
    if (message.kind === "partial") this.partial(id, message.answers ?? []);
    if (["result", "error", "cancelled"].includes(message.kind)) this.end(id, message, work);
    this.emit("work");
  }

  /** Take up work, whoever started it: another view, another page, or this one before it was reloaded. */
  private adopt(message: Incoming): void {
    const { id, what, args } = message;
    if (id === undefined || what === undefined || what === "lens") return;
    const before = this.work.get(id);
    this.work.set(id, {
      id, what, args: (args ?? {}) as Partial<AskArgs>, message: "",
      state: message.state === "running" ? "running" : "queued",
      ahead: message.ahead ?? before?.ahead ?? 0, done: message.done ?? 0, total: message.total ?? 0,
    });
  }

  private end(id: string, message: Incoming, work: Work | undefined): void {
    const failed = message.kind === "error" ? message.message || message.type || "It failed." : undefined;
    this.lens.ended(id, failed);
    if (work && failed !== undefined) Object.assign(work, { state: "failed", message: failed });
    else this.work.delete(id);
    if (message.kind === "result" && work?.what === "ask") this.addAnswer(message.value as Answer);
    else if (message.kind === "result" && work?.what === "sweep") this.addCurve(message.value as Curve);
    else if (message.kind === "result" && isPage(message.value)) this.lens.add(message.value);
    this.emit("lens");
  }

  private partial(id: string, answers: Answer[]): void {
    const args = this.work.get(id)?.args;
    const known = this.curves.find((curve) => curve.id === id) ?? {
      id, layer: answers[0]?.layer ?? args?.layer ?? 0, question: answers[0]?.question ?? "",
      total: this.work.get(id)?.total ?? 0, complete: false, points: [],
    };
    const have = new Set(known.points.map((point) => point.position));
    this.addCurve({ ...known, points: [...known.points, ...answers.filter((a) => !have.has(a.position))] });
  }

  private addAnswer(answer: Answer): void {
    this.answers = [...this.answers.filter(({ id }) => id !== answer.id), answer];
    this.answer = answer;
    this.emit("answers");
  }

  private addCurve(curve: Curve): void {
    const at = this.curves.findIndex(({ id }) => id === curve.id);
    if (at < 0) this.curves = [...this.curves, curve];
    else this.curves = this.curves.with(at, curve);
    if (at < 0 || this.curve?.id === curve.id) this.curve = curve;
    this.emit("curves");
  }

  private replaceAnswers(): void {
    const before = this.answers.at(-1)?.id;
    this.answers = this.model.get("history");
    const last = this.answers.at(-1) ?? null;
    // What Python adds is shown; an echo of what is here already leaves the card alone.
    if (last?.id !== before || !this.answers.some(({ id }) => id === this.answer?.id)) this.answer = last;
    this.emit("answers");
  }

  private replaceCurves(): void {
    const running = this.curves.filter(({ id }) => this.work.has(id));
    const told = this.model.get("curves");
    this.curves = [...told, ...running.filter(({ id }) => !told.some((curve) => curve.id === id))];
    this.curve = this.curves.find(({ id }) => id === this.curve?.id) ?? this.curves.at(-1) ?? null;
    this.emit("curves");
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
