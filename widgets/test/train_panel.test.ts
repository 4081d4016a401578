import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { State, Trained } from "../src/protocol";
import { DECODERS, page, WAYS } from "./fake_model";
import { button, type Mounted, mount } from "./mount";

const FORM = {
  group: "Train",
  fields: [
    { name: "train_recipe", label: "Recipe", kind: "text", help: "", empty: "path" },
    { name: "train_steps", label: "Steps", kind: "number", help: "", empty: "the recipe's" },
  ],
  settings: { train_recipe: "", train_steps: null },
  recipes: ["world-small/oracle"],
} as State["train"];

const ready = { pages: [page([0, 1, 2], 0, 3)], presets: [...WAYS, ...DECODERS], train: FORM };

const trained: Trained = {
  id: "t1",
  name: "reader",
  recipe: "world-small/oracle",
  out: "reader",
  preset: "own:oracle",
  cancelled: false,
  said: "",
  rows: [16, 8],
  runs: [
    { kind: "decoder", steps: 8, loss: 0.5, validation: [0.61, 0.875], speed: 0.4167 },
    { kind: "no_activations", steps: 8, loss: 2.5, validation: [2.61, 0.125], speed: null },
  ],
  code: "train(...)",
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function field(view: Mounted, name: string): HTMLInputElement {
  return view.find(`.ll-steer [data-setting=${name}]`) as HTMLInputElement;
}

function submit(view: Mounted): void {
  view.find(".ll-steer form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

describe("the Train panel", () => {
  it("is offered where something can be trained", () => {
    expect(button(mount(ready), "Train a decoder").hidden).toBe(false);
    expect(button(mount({ ...ready, train: {} }), "Train a decoder").hidden).toBe(true);
  });

  it("sends the recipe that was chosen, and what was set", () => {
    const view = mount(ready);
    button(view, "Train a decoder").click();
    button(view, "world-small/oracle").click();
    const steps = field(view, "train_steps");
    steps.value = "12";
    steps.dispatchEvent(new Event("input", { bubbles: true }));
    submit(view);

    const { id, what, args } = view.model.last("query");
    expect({ what, args }).toEqual({
      what: "train",
      args: { train: { train_recipe: "world-small/oracle", train_steps: 12 } },
    });
    view.model.receive({
      kind: "progress",
      id,
      done: 3,
      total: 12,
      says: "training reader: loss 2.1, 40 examples/s",
    });
    expect(view.find(".ll-job").textContent).toBe(
      "Training a decoder: world-small/oracle3 of 12training reader: loss 2.1, 40 examples/sCancel",
    );
    button(view, "Cancel").click();
    expect(view.model.last("cancel")["id"]).toBe(id);
  });

  it("says what is wrong at its field, and keeps what was typed", () => {
    const view = mount(ready);
    button(view, "Train a decoder").click();
    submit(view);
    const { id } = view.model.last("query");
    view.model.receive({
      kind: "error",
      id,
      type: "SettingError",
      message: "Which?",
      setting: "train_recipe",
    });
    expect(view.find(".ll-steer .ll-error:not([hidden])").textContent).toBe("Which?");
  });

  it("shows the figures beside those of the controls, and the decoder to ask", () => {
    const view = mount({ ...ready, trained: [trained] });
    button(view, "Train a decoder").click();
    const rows = [...view.el.querySelectorAll(".ll-figures tbody tr")].map(({ children }) =>
      [...children].map(({ textContent }) => textContent),
    );
    expect(rows).toEqual([
      ["decoder", "88 %", "0.610", "0.500", "8", "0.42"],
      ["no activations", "13 %", "2.61", "2.50", "8", "–"],
    ]);
    button(view, "Ask it").click();
    expect((view.find(".ll-ask select") as HTMLSelectElement).value).toBe("own:oracle");
  });

  it("says where the checkpoint of a cancelled training is", () => {
    const view = mount(ready);
    button(view, "Train a decoder").click();
    submit(view);
    const { id } = view.model.last("query");
    const said = "training reader: loss 2.1, after 3 of 12 steps";
    view.model.receive({
      kind: "result",
      id,
      value: { ...trained, id, cancelled: true, preset: null, rows: [], runs: [], said },
    });
    expect(view.find(".ll-steer [role=status]").textContent).toBe(
      `Cancelled: ${said}. The checkpoint is kept in reader; press Train with the same settings to go on from there.`,
    );
    expect(button(view, "Ask it").hidden).toBe(true);
  });
});
