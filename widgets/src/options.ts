import { freshId, h } from "./dom";
import { FieldLines } from "./field_lines";
import { type Field, shown } from "./fields";
import type { Store } from "./store";
import type { Value } from "./types";

/** Everything that the chosen reader lets one set; closed at first, and what was changed is said beside its name. */
export class OptionsPanel {
  readonly el: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly changed = h("span", { class: "ll-changed ll-cut" });
  private readonly reset = h("button", { type: "button", class: "ll-link" }, "Reset");
  private readonly panel = h("div", { class: "ll-panel", id: freshId(), role: "group", "aria-label": "Options" });
  private readonly select = h("button", { type: "button", class: "ll-link" });
  private readonly fields: FieldLines;

  constructor(private readonly store: Store, signal: AbortSignal) {
    this.button = h("button", {
      type: "button", class: "ll-link ll-disclose", "aria-expanded": "false", "aria-controls": this.panel.id,
    }, "Options");
    this.el = h("div", { class: "ll-options" },
      h("div", { class: "ll-line" }, this.button, this.changed, this.reset), this.panel);
    this.button.addEventListener("click", () => {
      store.edit((draft) => { draft.state.open = !draft.state.open; });
    }, { signal });
    this.reset.addEventListener("click", () => {
      store.edit((draft) => draft.reset());
      this.button.focus({ preventScroll: true });
    }, { signal });
    // The subject of causal tracing is pointed at, not counted.
    this.select.addEventListener("click", () => {
      const [, last] = store.selection ?? [0, 0];
      const positions = Array.from({ length: last - store.start + 1 }, (_, i) => store.start + i);
      store.edit((draft) => draft.set("noise", positions));
    }, { signal });
    this.fields = new FieldLines(store, this.panel, ({ name }) => (name === "noise" ? this.select : null), signal);
    for (const topic of ["draft", "preview", "selection"] as const) store.on(topic, () => this.draw(), signal);
    this.draw();
  }

  private draw(): void {
    const { draft, model } = this.store;
    this.fields.draw(model.get("fields"));
    this.button.setAttribute("aria-expanded", String(draft.state.open));
    this.panel.hidden = !draft.state.open;
    const changed = draft.changed();
    const said = this.fields.lines.filter(({ field }) => field.name in changed)
      .map(({ field, input }) => (input instanceof HTMLInputElement && input.type === "checkbox"
        ? `${field.label.toLowerCase()} ${changed[field.name] ? "on" : "off"}`
        : `${field.label.toLowerCase()} ${this.words(field, changed[field.name] ?? null)}`));
    this.changed.textContent = said.join(", ");
    this.changed.title = said.join("\n");
    this.reset.hidden = said.length === 0;
    const count = this.store.selection ? this.store.selection[1] - this.store.start + 1 : 0;
    // Only where the target is the source do its positions name the same tokens.
    this.select.hidden = count === 0 || draft.way.takes !== "" || draft.value("position") !== null;
    this.select.textContent = count > 1 ? `the ${count} selected tokens` : "the selected token";
  }

  private words(field: Field, value: Value): string {
    const label = field.choices?.find(([choice]) => choice === value)?.[1];
    return label ?? (shown(field, value) || field.empty || "none");
  }
}
