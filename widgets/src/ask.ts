import { freshId, h } from "./dom";
import type { Store } from "./store";
import type { Preset, Question } from "./types";

const OWN: Preset = {
  name: "", label: "Your own question", help: "x is where the activation goes; the model goes on from there.",
};

/** The question box: what to ask of the selected cell, and where to put its activation. */
export class AskBox {
  readonly el: HTMLElement;
  private readonly presets: Preset[];
  private readonly preset = h("select", { id: freshId(), class: "ll-field" });
  private readonly text = h("input", {
    type: "text", class: "ll-field ll-mono", autocomplete: "off", spellcheck: "false", "aria-label": "Question",
    placeholder: "The capital of x is",
  });
  private readonly help = h("p", { class: "ll-help", id: freshId() });
  private readonly options = h("input", {
    type: "text", class: "ll-field ll-mono", id: freshId(), autocomplete: "off", spellcheck: "false",
    placeholder: "free, or a choice: Paris, London",
  });
  private readonly target = h("select", { id: freshId(), class: "ll-field" });
  private readonly where = h("span", { class: "ll-where" });
  private readonly askButton = h("button", { type: "submit", class: "ll-button ll-primary" }, "Ask");
  private readonly sweepButton = h("button", { type: "button", class: "ll-button" }, "Sweep positions");

  constructor(private readonly store: Store, signal: AbortSignal) {
    this.presets = [OWN, ...(store.model.get("presets") ?? [])];
    for (const { name, label } of this.presets) this.preset.append(h("option", { value: name }, label));
    this.target.append(h("option", { value: "" }));
    for (let layer = 0; layer < store.layers; layer += 1) {
      this.target.append(h("option", { value: layer }, String(layer)));
    }
    this.sweepButton.title = "Ask the same at every position of this layer";
    this.preset.setAttribute("aria-describedby", this.help.id);
    this.text.setAttribute("aria-describedby", this.help.id);
    const form = h("form", { class: "ll-ask", "aria-label": "Ask" },
      h("div", { class: "ll-line" },
        h("label", { class: "ll-label", for: this.preset.id }, "Question"), this.preset, this.text),
      this.help,
      h("div", { class: "ll-line" },
        h("label", { class: "ll-label", for: this.options.id }, "Answers"), this.options,
        h("span", { class: "ll-pair" },
          h("label", { class: "ll-label", for: this.target.id }, "Into layer"), this.target)),
      h("div", { class: "ll-line ll-actions" }, this.where, this.sweepButton, this.askButton));
    this.el = form;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.ask(); }, { signal });
    this.sweepButton.addEventListener("click", () => this.sweep(), { signal });
    this.preset.addEventListener("change", () => this.describe(true), { signal });
    this.text.addEventListener("input", () => this.refresh(), { signal });
    store.on("selection", () => this.refresh(), signal);
    store.on("kernel", () => this.refresh(), signal);
    this.describe(false);
  }

  /** Ask the selected cell; without one, or without a question, do nothing. */
  ask(): void {
    const cell = this.store.selection;
    if (!cell || !this.ready()) return;
    this.store.ask({ layer: cell[0], position: cell[1], ...this.how() });
  }

  private sweep(): void {
    const cell = this.store.selection;
    if (cell && this.ready()) this.store.sweep({ layer: cell[0], ...this.how() });
  }

  private how(): { question: Question; options: string[]; target_layer: number | null } {
    const preset = this.chosen();
    const question: Question = preset === OWN ? { text: this.text.value.trim() } : { preset: preset.name };
    return {
      question,
      options: this.options.value.split(",").map((option) => option.trim()).filter(Boolean),
      target_layer: this.target.value === "" ? null : Number(this.target.value),
    };
  }

  private chosen(): Preset {
    return this.presets.find(({ name }) => name === this.preset.value) ?? OWN;
  }

  private ready(): boolean {
    return this.chosen() !== OWN || this.text.value.trim() !== "";
  }

  private describe(focus: boolean): void {
    const preset = this.chosen();
    this.help.textContent = preset.help;
    this.text.hidden = preset !== OWN;
    const own = this.target.options[0];
    if (own) own.textContent = preset === OWN ? "same as source" : "the preset's own";
    if (focus && preset === OWN) this.text.focus({ preventScroll: true });
    this.refresh();
  }

  private refresh(): void {
    const { selection, tokens } = this.store;
    if (selection) {
      const [layer, position] = selection;
      this.where.replaceChildren(`Layer ${layer}, position ${position} `,
        h("b", { class: "ll-mono" }, tokens[position] ?? ""));
    } else this.where.replaceChildren("Choose a cell of the grid.");
    for (const button of [this.askButton, this.sweepButton]) button.disabled = !selection || !this.ready();
  }
}
