import { freshId, h } from "./dom";
import { OptionsPanel } from "./options";
import { reads, SourceLine } from "./source";
import type { Store } from "./store";
import { TargetView } from "./target";
import type { Way } from "./types";

/** A longer selection is cut short where it is named. */
const LONG = 60;

/** The question box: what to ask of the selected cell, and where to put its activation. */
export class AskBox {
  readonly el: HTMLElement;
  private readonly preset = h("select", { id: freshId(), class: "ll-field" });
  private readonly text = h("input", {
    type: "text", class: "ll-field ll-mono", autocomplete: "off", spellcheck: "false", "aria-label": "Question",
  });
  private readonly help = h("p", { class: "ll-help", id: freshId() });
  private readonly problem = h("p", { class: "ll-help ll-problem", role: "status" });
  private readonly options = h("input", {
    type: "text", class: "ll-field ll-mono", id: freshId(), autocomplete: "off", spellcheck: "false",
    placeholder: "free, or a choice: Paris, London",
  });
  private readonly target = h("select", { id: freshId(), class: "ll-field" });
  private readonly into: HTMLElement;
  private readonly answers: HTMLElement;
  /** For which kind of entity the ways to ask are in order; undefined before the first time. */
  private offered: string | null | undefined;
  private ways: Way[] | undefined;
  private readonly where = h("span", { class: "ll-where" });
  private readonly askButton = h("button", { type: "submit", class: "ll-button ll-primary" }, "Ask");
  private readonly sweepButton = h("button", { type: "button", class: "ll-button" });
  private readonly minusButton = h("button", { type: "button", class: "ll-link" }, "Subtract this token");
  private readonly layersButton = h("button", { type: "button", class: "ll-button" }, "Layer grid");

  constructor(private readonly store: Store, signal: AbortSignal) {
    this.target.append(h("option", { value: "" }), h("option", { value: "same" }, "same as source"));
    for (let layer = 0; layer < store.targetLayers; layer += 1) {
      this.target.append(h("option", { value: layer }, String(layer)));
    }
    this.preset.setAttribute("aria-describedby", this.help.id);
    this.text.setAttribute("aria-describedby", this.help.id);
    this.into = h("span", { class: "ll-pair" },
      h("label", { class: "ll-label", for: this.target.id }, "Into layer"), this.target);
    this.answers = h("div", { class: "ll-line" },
      h("label", { class: "ll-label", for: this.options.id }, "Answers"), this.options, this.into);
    const form = h("form", { class: "ll-ask", "aria-label": "Ask" },
      h("div", { class: "ll-line" },
        h("label", { class: "ll-label", for: this.preset.id }, "Question"), this.preset, this.text),
      this.help,
      this.answers,
      new OptionsPanel(store, signal).el,
      new TargetView(store, signal).el,
      new SourceLine(store, signal).el,
      this.problem,
      h("div", { class: "ll-line ll-actions" }, this.where, this.minusButton, this.layersButton, this.sweepButton, this.askButton));
    this.el = form;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.go(); }, { signal });
    this.sweepButton.addEventListener("click", () => this.sweep(), { signal });
    this.minusButton.addEventListener("click", () => {
      store.edit((draft) => {
        draft.set("vector", "difference");
        draft.set("minus", store.selection?.[1]);
      });
    }, { signal });
    this.layersButton.addEventListener("click", () => this.layers(), { signal });
    this.preset.addEventListener("change", () => {
      store.edit((draft) => {
        draft.state.preset = this.preset.value;
        draft.set("position", undefined); // a slot belongs to the prompt it was chosen in
      });
      if (!this.text.hidden) this.text.focus({ preventScroll: true });
    }, { signal });
    this.text.addEventListener("input", () => {
      store.edit((draft) => {
        draft.text = this.text.value;
        draft.set("position", undefined);
      });
    }, { signal });
    this.options.addEventListener("input", () => {
      store.edit((draft) => { draft.state.options = this.options.value; });
    }, { signal });
    this.target.addEventListener("change", () => {
      const { value } = this.target;
      store.edit((draft) => draft.set("layer", value === "" ? undefined : value === "same" ? null : Number(value)));
    }, { signal });
    for (const topic of ["selection", "kernel", "draft", "preview"] as const) store.on(topic, () => this.draw(), signal);
    this.draw();
  }

  /** Ask the selected cell; without one, or without a question, do nothing. */
  ask(): void {
    const asking = this.store.asking();
    if (asking) this.store.ask(asking);
  }

  /** Do what the main button says. */
  private go(): void {
    const { draft } = this.store;
    if (!draft.way.fit) this.ask();
    else if (draft.ready) this.store.fit();
  }

  private sweep(): void {
    const { selection, start, draft } = this.store;
    const asking = this.store.asking();
    if (asking && draft.vector) return this.store.ask(asking, "scales");
    if (!selection || !asking) return;
    const [layer, position] = selection;
    const span = start < position ? { start, stop: position + 1 } : { start: null, stop: null };
    this.store.sweep({ layer, ...span, ...draft.asking() });
  }

  private layers(): void {
    const { selection, draft } = this.store;
    if (selection && draft.ready) this.store.layerGrid({ position: selection[1], ...draft.asking() });
  }

  /** Offer all ways to ask, relations that fit the selected token before the others. */
  private offer(): void {
    const { draft: { ways }, selection, model } = this.store;
    const kind = (selection && model.get("kinds")?.[selection[1]]) ?? null;
    if (kind === this.offered && ways === this.ways) return;
    [this.offered, this.ways] = [kind, ways];
    const groups = new Map<string, Way[]>();
    const fits = ways.filter(({ subject }) => kind !== null && subject === kind);
    const others = ways.filter((way) => !fits.includes(way));
    if (kind !== null) groups.set(`About this ${kind}`, fits);
    for (const way of others) groups.set(way.group, [...(groups.get(way.group) ?? []), way]);
    const own = groups.get("") ?? [];
    groups.delete("");
    const option = ({ name, label }: Way): HTMLElement => h("option", { value: name }, label);
    this.preset.replaceChildren(...own.map(option), ...[...groups].filter(([, some]) => some.length > 0)
      .map(([label, some]) => h("optgroup", { label }, ...some.map(option))));
  }

  private draw(): void {
    const { draft, preview: { problem } } = this.store;
    const { way } = draft;
    this.offer();
    this.preset.value = way.name;
    this.help.textContent = [way.help, way.held_out?.[this.store.selection?.[0] ?? ""]].filter(Boolean).join(" ");
    this.answers.hidden = way.fit === true;
    this.text.setAttribute("aria-label", way.takes === "corpus" ? "Text file" : "Question");
    this.text.hidden = way.takes === "";
    this.text.placeholder = way.sample;
    if (this.text.value !== draft.text) this.text.value = draft.text;
    if (this.options.value !== draft.state.options) this.options.value = draft.state.options;
    this.drawLayer();
    // What is wrong with a setting stands at its field, if that can be seen.
    const elsewhere = problem !== null && (problem.setting === "question" || problem.setting === "layer"
      || problem.setting === "position" || !(draft.state.open || draft.isSource(problem.setting)));
    this.problem.hidden = !elsewhere;
    this.problem.textContent = elsewhere ? problem.message : "";
    // A question that is being written is not wrong yet; a path is there or not.
    this.problem.classList.toggle("ll-error", problem?.setting !== "question" || (way.takes === "corpus" && draft.text !== ""));
    this.drawActions();
  }

  private drawLayer(): void {
    const { draft } = this.store;
    this.into.hidden = !draft.has("layer");
    const own = draft.way.settings["layer"] ?? null;
    const [usual, same] = this.target.options;
    if (usual) usual.textContent = own === null ? "same as source" : `the preset's own: ${own}`;
    if (same) same.hidden = own === null;
    const { layer } = draft.changed();
    this.target.value = layer === undefined ? "" : layer === null ? "same" : String(layer);
  }

  private drawActions(): void {
    const { selection, start, tokens, draft } = this.store;
    const count = selection ? selection[1] - start + 1 : 0;
    const { vector } = draft;
    const difference = vector === "difference";
    if (vector && !difference) {
      this.where.replaceChildren(h("b", {}, reads(draft.asking())));
    } else if (selection) {
      const [layer, position] = selection;
      const whole = tokens.slice(start, position + 1).join("");
      const text = h("b", { class: "ll-mono", title: whole }, whole.length > LONG ? `${whole.slice(0, LONG)}…` : whole);
      this.where.replaceChildren(
        count > 1 ? `Layer ${layer}, positions ${start} to ${position} ` : `Layer ${layer}, position ${position} `, text,
        count > 1 ? `; a question reads the last of ${count} tokens` : "");
      const minus = tokens[Number(draft.value("minus") ?? NaN)] ?? "…";
      if (difference) this.where.append(" minus ", h("b", { class: "ll-mono" }, minus));
    } else this.where.replaceChildren("Choose a cell of the grid.");
    this.minusButton.hidden = !selection || draft.way.fit || Boolean(vector && !difference);
    [this.sweepButton.title, this.layersButton.title] = vector
      ? ["Ask the same at every scale of the list", "A vector belongs to one layer, so it has no grid of layers"]
      : ["Ask the same at every position of this layer, or at those that are selected",
        "Ask this position at every layer, written into every layer"];
    this.sweepButton.textContent = vector ? "Sweep scales" : count > 1 ? `Sweep ${count} positions` : "Sweep positions";
    for (const button of [this.askButton, this.sweepButton, this.layersButton]) {
      button.disabled = !this.store.asking();
    }
    this.askButton.textContent = draft.way.fit ? "Fit" : "Ask";
    if (draft.way.fit) this.askButton.disabled = !draft.ready;
    this.layersButton.disabled ||= !draft.has("layer") || vector !== null;
  }
}
