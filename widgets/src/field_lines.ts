import { freshId, h } from "./dom";
import { type Field, type FieldGroup, shown, typed } from "./fields";
import type { Store } from "./store";
import type { Value, Way } from "./types";

type Input = HTMLInputElement | HTMLSelectElement;

export interface Line {
  field: Field;
  el: HTMLElement;
  input: Input;
  error: HTMLElement;
}

/** Fields to type in, with what is wrong with each beside it; only those that the chosen reader has. */
export class FieldLines {
  lines: Line[] = [];
  private way: Way | undefined;
  private of: FieldGroup[] | undefined;

  /** `beside` gives what else stands at a field. */
  constructor(
    private readonly store: Store,
    private readonly panel: HTMLElement,
    private readonly beside: (field: Field) => HTMLElement | null,
    signal: AbortSignal,
  ) {
    panel.addEventListener("input", (event) => this.onInput(event.target), { signal });
    panel.addEventListener("change", (event) => this.onInput(event.target, true), { signal });
  }

  draw(groups: FieldGroup[]): void {
    const { draft, preview: { problem } } = this.store;
    if (this.way !== draft.way || this.of !== groups) this.build(groups);
    const changed = draft.changed();
    for (const line of this.lines) {
      const { field, input, el, error } = line;
      el.hidden = (field.when !== undefined && !field.when[1].includes(draft.value(field.when[0])))
        || (field.needs !== undefined && draft.value(field.needs) === null);
      el.classList.toggle("ll-set", field.name in changed);
      this.put(line, draft.value(field.name));
      const wrong = problem?.setting === field.name;
      error.textContent = wrong ? problem.message : "";
      error.hidden = !wrong;
      // Told to screen readers when it comes; an empty alert would be one more thing that is read out.
      for (const [element, name, value] of [[input, "aria-invalid", "true"], [error, "role", "alert"]] as const) {
        if (wrong) element.setAttribute(name, value);
        else element.removeAttribute(name);
      }
    }
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

  private build(groups: FieldGroup[]): void {
    const { draft } = this.store;
    this.way = draft.way;
    this.of = groups;
    this.lines = [];
    this.panel.replaceChildren(...groups.map(({ group, fields }) => {
      const lines = fields.filter(({ name }) => draft.has(name)).map((field) => this.line(field));
      this.lines.push(...lines);
      return lines.length === 0 ? ""
        : h("div", { class: "ll-group", role: "group", "aria-label": group },
          h("h5", {}, group), ...lines.map(({ el }) => el));
    }));
  }

  private line(field: Field): Line {
    const id = freshId();
    const error = h("p", { class: "ll-error", id: freshId() });
    const input = this.input(field, id);
    input.setAttribute("aria-describedby", error.id);
    input.dataset["setting"] = field.name;
    const el = h("div", { class: "ll-setting", title: field.help },
      h("label", { class: "ll-label", for: id }, field.label), input, this.beside(field), error);
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
