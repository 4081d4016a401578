import { freshId, h } from "./dom";
import { type Field, GROUPS, shown, typed } from "./fields";
import type { Store } from "./store";
import type { Value } from "./types";

type Input = HTMLInputElement | HTMLSelectElement;

interface Line {
  field: Field;
  el: HTMLElement;
  input: Input;
  error: HTMLElement;
}

/** Everything that the chosen reader lets one set; closed at first, and what was changed is said beside its name. */
export class OptionsPanel {
  readonly el: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly changed = h("span", { class: "ll-changed ll-cut" });
  private readonly reset = h("button", { type: "button", class: "ll-link" }, "Reset");
  private readonly panel = h("div", { class: "ll-panel", id: freshId(), role: "group", "aria-label": "Options" });
  private readonly select = h("button", { type: "button", class: "ll-link" });
  private lines: Line[] = [];
  private of = "";

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
    this.panel.addEventListener("input", (event) => this.onInput(event.target), { signal });
    this.panel.addEventListener("change", (event) => this.onInput(event.target, true), { signal });
    for (const topic of ["draft", "preview", "selection"] as const) store.on(topic, () => this.draw(), signal);
    this.draw();
  }

  private draw(): void {
    const { draft, preview: { problem } } = this.store;
    if (this.of !== draft.way.name || this.lines.length === 0) this.build();
    this.button.setAttribute("aria-expanded", String(draft.state.open));
    this.panel.hidden = !draft.state.open;
    const changed = draft.changed();
    const said = this.lines.filter(({ field }) => field.name in changed)
      .map(({ field, input }) => (input instanceof HTMLInputElement && input.type === "checkbox"
        ? `${field.label.toLowerCase()} ${changed[field.name] ? "on" : "off"}`
        : `${field.label.toLowerCase()} ${this.words(field, changed[field.name] ?? null)}`));
    this.changed.textContent = said.join(", ");
    this.changed.title = said.join("\n");
    this.reset.hidden = said.length === 0;
    for (const line of this.lines) {
      const { field, input, el, error } = line;
      const own = draft.value(field.name);
      el.hidden = (field.when !== undefined && !field.when[1].includes(draft.value(field.when[0])))
        || (field.needs !== undefined && draft.value(field.needs) === null);
      el.classList.toggle("ll-set", field.name in changed);
      this.put(line, own);
      const wrong = problem?.setting === field.name;
      error.textContent = wrong ? problem.message : "";
      error.hidden = !wrong;
      // Told to screen readers when it comes; an empty alert would be one more thing that is read out.
      for (const [element, name, value] of [[input, "aria-invalid", "true"], [error, "role", "alert"]] as const) {
        if (wrong) element.setAttribute(name, value);
        else element.removeAttribute(name);
      }
    }
    const count = this.store.selection ? this.store.selection[1] - this.store.start + 1 : 0;
    // Only where the target is the source do its positions name the same tokens.
    this.select.hidden = count === 0 || draft.way.takes !== "" || draft.value("position") !== null;
    this.select.textContent = count > 1 ? `the ${count} selected tokens` : "the selected token";
  }

  private words(field: Field, value: Value): string {
    const label = field.choices?.find(([choice]) => choice === value)?.[1];
    return label ?? (shown(field, value) || field.empty || "none");
  }

  private put({ field, input }: Line, value: Value): void {
    if (input instanceof HTMLInputElement && input.type === "checkbox") {
      input.checked = value === true;
      return;
    }
    // What is being typed stays as it is.
    if (input === document.activeElement && input instanceof HTMLInputElement) return;
    const text = shown(field, value);
    if (input.value !== text) input.value = text;
  }

  private build(): void {
    const { draft } = this.store;
    this.of = draft.way.name;
    this.lines = [];
    const groups = GROUPS.map(([title, fields]) => {
      const lines = fields.filter(({ name }) => draft.has(name)).map((field) => this.line(field));
      this.lines.push(...lines);
      return lines.length === 0 ? null
        : h("div", { class: "ll-group", role: "group", "aria-label": title },
          h("h5", {}, title), ...lines.map(({ el }) => el));
    });
    this.panel.replaceChildren(...groups.filter((group) => group !== null));
  }

  private line(field: Field): Line {
    const id = freshId();
    const error = h("p", { class: "ll-error", id: freshId() });
    const input = this.input(field, id);
    input.setAttribute("aria-describedby", error.id);
    input.dataset["setting"] = field.name;
    const el = h("div", { class: "ll-setting", title: field.help },
      h("label", { class: "ll-label", for: id }, field.label), input,
      field.name === "noise" ? this.select : null, error);
    return { field, el, input, error };
  }

  private input(field: Field, id: string): Input {
    if (field.choices) {
      return h("select", { id, class: "ll-field" },
        ...field.choices.map(([value, label]) => h("option", { value: value ?? "" }, label)));
    }
    if (field.kind === "yes") return h("input", { id, type: "checkbox" });
    return h("input", {
      id, type: "text", class: field.kind === "number" ? "ll-field" : "ll-field ll-mono", autocomplete: "off",
      spellcheck: "false", inputmode: field.kind === "number" ? "decimal" : null, placeholder: field.empty ?? null,
    });
  }

  private onInput(target: EventTarget | null, done = false): void {
    const line = this.lines.find(({ input }) => input === target);
    if (!line) return;
    const { field, input } = line;
    let value: Value | undefined;
    if (input instanceof HTMLInputElement && input.type === "checkbox") value = input.checked;
    else if (field.choices) value = input.value === "" ? null : input.value;
    else value = typed(field, input.value);
    this.store.edit((draft) => draft.set(field.name, value));
    // An emptied field goes back to the reader's own value, once it has been left.
    if (done && input instanceof HTMLInputElement && input.type !== "checkbox") {
      input.value = shown(field, this.store.draft.value(field.name));
    }
  }
}
