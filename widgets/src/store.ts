import { batch, effect } from "@preact/signals";
import { Draft } from "./draft";
import { Fits } from "./fits";
import { freshQuery } from "./fresh";
import { LensPages } from "./lens_pages";
import { Link, SAYS } from "./link";
import { listen } from "./listen";
import { Preview } from "./preview";
import type { Answer, AskArgs, Model, Target } from "./protocol";
import { Requests } from "./requests";
import { Synced } from "./synced";
import { ViewState } from "./view_state";

/** How long typing rests before Python hears of it, in milliseconds. */
const REST = 400;

/** Puts together what the views of one Explorer share. One per model, however many views. */
export class Store {
  readonly link: Link;
  readonly synced: Synced;
  readonly requests: Requests;
  readonly view: ViewState;
  readonly lens: LensPages;
  readonly draft: Draft;
  readonly preview: Preview;
  readonly fits: Fits;
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(model: Model, signal?: AbortSignal) {
    this.link = new Link(
      model,
      (state) => {
        if (state === "gone") this.requests.failAll(SAYS.gone);
      },
      signal,
    );
    this.requests = new Requests(this.link);
    this.synced = new Synced(model, this.link);
    this.view = new ViewState(this.synced);
    const { layers, tokens, constants, entries, source } = this.synced;
    this.lens = new LensPages(layers, tokens.length, constants);
    for (const page of model.get("pages") ?? []) this.lens.add(page);
    this.draft = new Draft(entries, model.get("draft") ?? {}, source.peek()?.settings);
    this.fits = new Fits(this);
    this.preview = new Preview((args) => {
      const id = freshQuery();
      // Not awaited: that the kernel is busy is said where somebody waits for an answer.
      return this.link.send({ kind: "query", id, what: "target", args }) ? id : undefined;
    }, signal);
    if (this.synced.frozen) return;
    listen(this, model, signal);
    const stop = effect(() => this.lookAhead());
    signal?.addEventListener("abort", () => {
      stop();
      clearTimeout(this.resting);
    });
  }

  /** Have the target prompt of what would be asked now looked up. */
  private lookAhead(): void {
    const { draft, synced, preview } = this;
    const { question, settings, source } = draft.asking();
    const { layer, position } = synced.selection.value ?? { layer: null, position: null };
    preview.want(draft.ready ? { question, settings, source, layer, position } : null);
  }

  /** Change what the question box holds, in every view. */
  edit(change: (draft: Draft) => void): void {
    batch(() => change(this.draft));
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.link.tell({ kind: "draft", draft: this.draft.state.peek() }), REST);
  }

  /** What would be asked now; null where a cell or a question is missing. */
  asking(): AskArgs | null {
    const { draft } = this;
    const { layer, position } = this.synced.selection.value ?? { layer: null, position: null };
    const needed = !draft.vector || draft.vector === "difference";
    return draft.ready && !draft.entry.fit && (layer !== null || !needed)
      ? { layer, position, ...draft.asking() }
      : null;
  }

  /** Ask the selected cell or the chosen vector; without one, or without a question, do nothing. */
  ask(): void {
    const asking = this.asking();
    if (asking) this.requests.begin("ask", asking);
  }

  /** Ask all positions of the selected layer, or those that are selected; a vector at all its scales. */
  sweep(): void {
    const { draft, requests } = this;
    const asking = this.asking();
    const selection = this.synced.selection.peek();
    if (asking && draft.vector) requests.begin("scales", asking);
    else if (asking && selection) {
      const { layer, start, position } = selection;
      const span = start < position ? { start, stop: position + 1 } : { start: null, stop: null };
      requests.begin("sweep", { layer, ...span, ...draft.asking() });
    }
  }

  /** Ask the selected position at every layer, written into every layer. */
  layerGrid(): void {
    const selection = this.synced.selection.peek();
    if (selection && this.draft.ready)
      this.requests.begin("layers", { position: selection.position, ...this.draft.asking() });
  }

  /** Put an answer on the card, and select its cell. */
  show(answer: Answer): void {
    batch(() => {
      this.view.answer.value = answer;
      // A vector stands at no position.
      if (answer.position !== null) this.synced.select(answer.layer, answer.position);
    });
  }

  /** The two prompts' part of an answer: its own, or that of the sweep or grid in which it stands. */
  targetOf(answer: Answer): Target | undefined {
    if (answer.target) return answer.target;
    const all = [...this.synced.curves.value, ...this.synced.heatMaps.value];
    const series = all.find(({ id }) => answer.id.startsWith(`${id}:`));
    return series?.target && { ...series.target, layer: answer.target_layer };
  }
}
