import { options } from "preact";
import { afterEach } from "vitest";
import create from "../src/explorer";
import type { State } from "../src/protocol";
import { type FakeModel, fakeModel } from "./fake_model";

// What a test does is drawn at once. In the browser what happens together is drawn together, soon after.
options.debounceRendering = (draw) => draw();

// Each Explorer ends with its test, so that none looks for its page after the page is gone.
const shown: AbortController[] = [];
afterEach(() => {
  for (const controller of shown.splice(0)) controller.abort();
});

export interface Mounted {
  model: FakeModel;
  el: HTMLElement;
  /** Add a second view of the same model. */
  again(): HTMLElement;
  end(): void;
  cell(layer: number, position: number): HTMLElement;
  find(selector: string): HTMLElement;
}

/** Show an Explorer, as a host would. */
export function mount(state: Partial<State> = {}, model: FakeModel = fakeModel(state)): Mounted {
  const controller = new AbortController();
  shown.push(controller);
  const widget = (create as () => { initialize(props: never): void; render(props: never): void })();
  const props = { model, signal: controller.signal } as never;
  widget.initialize(props);
  const view = (): HTMLElement => {
    const el = document.body.appendChild(document.createElement("div"));
    widget.render({ ...(props as object), el } as never);
    return el;
  };
  const el = view();
  const find = (selector: string): HTMLElement => {
    const found = el.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`nothing is ${selector}`);
    return found;
  };
  return {
    model,
    el,
    find,
    again: view,
    end: () => controller.abort(),
    cell: (layer, position) => find(`.ll-cell[data-layer="${layer}"][data-position="${position}"]`),
  };
}

/** The button that says this. */
export function button(view: Mounted, name: string): HTMLButtonElement {
  const found = [...view.el.querySelectorAll("button")].find((each) => each.textContent === name);
  if (!found) throw new Error(`no button says ${name}`);
  return found;
}

/** Press a key on an element. */
export function press(target: Element, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

/** Type a question of one's own. */
export function type(view: Mounted, text: string, options = ""): void {
  const [question, choices] = view.el.querySelectorAll<HTMLInputElement>(
    ".ll-ask input:not([role='combobox'])",
  );
  for (const [input, value] of [
    [question, text],
    [choices, options],
  ] as const) {
    if (!input) throw new Error("the question box has no fields");
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
