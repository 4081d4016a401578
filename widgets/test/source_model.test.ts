import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PAUSE } from "../src/preview";
import type { State } from "../src/protocol";
import { answer, DECODERS, page, SOURCE, WAYS, withModels } from "./fake_model";
import { button, type Mounted, mount, type } from "./mount";

const open = withModels(["state:0123abcd:base", "base"], ["on:lora", "lora on"]);
/** While another session is open still. */
const others = withModels(["state:4567abcd:other", "other"]);
const fit = {
  ...WAYS[1]!,
  name: "fit:lens",
  label: "Fit a lens",
  takes: "corpus" as const,
  settings: {},
  fit: true,
};
const ready = {
  pages: [page([0, 1, 2], 0, 3)],
  presets: [...WAYS, ...DECODERS, fit],
  selection: [1, 1] as [number, number],
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const menu = (view: Mounted) => view.find("[data-setting=variant]") as HTMLSelectElement;
const where = (view: Mounted) => view.find(".ll-where").textContent;
const asks = ["Ask", "Sweep positions", "Layer grid", "Every cell", "Every layer of this token"];
const disabled = (view: Mounted) => asks.map((name) => button(view, name).disabled);
const queries = (view: Mounted) =>
  view.model.sent.filter(
    ({ kind, what }) => kind === "query" && !["lens", "target", "continuation"].includes(String(what)),
  );

function choose(select: HTMLSelectElement, value: string): void {
  select.value = value;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A question about a model that was chosen by hand. */
function chosen(state: Partial<State> = {}, key = "state:0123abcd:base"): Mounted {
  const view = mount({ ...ready, source: open, ...state });
  type(view, "The capital of x is");
  choose(menu(view), key);
  return view;
}

/** Such a question after the model's session was closed. */
function closed(state: Partial<State> = {}, source = SOURCE): Mounted {
  const view = chosen(state);
  view.model.change("source", source);
  return view;
}

describe("a model that was chosen and is not there any more", () => {
  it.each([
    ["the last", SOURCE],
    ["one of several", others],
  ])("stays chosen and is marked, and nothing is asked, where %s session was closed", (_, source) => {
    const view = closed({}, source);
    expect(where(view)).toBe(
      "The model base is closed. Open its session and choose it again, or choose another model.",
    );
    expect(menu(view).value).toBe("state:0123abcd:base");
    expect(menu(view).selectedOptions[0]?.textContent).toBe("base (not here any more)");
    expect(disabled(view)).toEqual(asks.map(() => true));
    view.find(".ll-ask").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect(queries(view)).toEqual([]);
  });

  it("is not looked ahead at as the Explorer's own", () => {
    const view = closed();
    vi.advanceTimersByTime(2 * PAUSE);
    expect(view.model.sent.filter(({ what }) => what === "target")).toEqual([]);
  });

  it("makes way for the Explorer's own on a click that says so", () => {
    const view = closed();
    button(view, "Ask the model as it was run").click();
    expect(where(view)).toBe("Layer 1, position 1 ·France");
    expect(view.find(".ll-from").hidden).toBe(true);
    button(view, "Ask").click();
    expect(view.model.last("query")).toMatchObject({ what: "ask", args: { source: {} } });
  });

  it("makes way for another that is chosen, and is asked once it is open again", () => {
    const view = closed({}, others);
    choose(menu(view), "state:4567abcd:other");
    expect(where(view)).toBe("Layer 1, position 1 ·France; model: other");
    choose(menu(view), "");
    expect(where(view)).toBe("Layer 1, position 1 ·France");

    const again = closed();
    again.model.change("source", open);
    expect(where(again)).toBe("Layer 1, position 1 ·France; model: base");
    button(again, "Ask").click();
    expect(again.model.last("query")["args"]).toMatchObject({ source: { variant: "state:0123abcd:base" } });
  });

  it("is said of an adapter as well, and of a difference", () => {
    const view = chosen({}, "on:lora");
    expect(where(view)).toBe("Layer 1, position 1 ·France; model: lora on");
    view.model.change("source", SOURCE);
    expect(where(view)).toContain("The adapter lora cannot be read here any more");
    const draft = { settings: { variant: "difference:0123abcd:base" } } as unknown as State["draft"];
    const loaded = mount({ ...ready, draft });
    expect(where(loaded)).toContain("The model base is closed.");
    expect(menu(loaded).selectedOptions[0]?.textContent).toBe(
      "base minus the model as it is (not here any more)",
    );
  });

  it("is named by Python first, where it was closed since the last question", () => {
    const view = chosen();
    button(view, "Ask").click();
    const { id } = view.model.last("query");
    view.model.receive({
      kind: "error",
      id,
      type: "SettingError",
      message: "base is closed.",
      setting: "variant",
    });
    expect(view.find(".ll-from [role=alert]").textContent).toBe("base is closed.");
    view.model.change("source", SOURCE);
    expect(where(view)).toContain("The model base is closed.");
    expect(view.find(".ll-work").textContent).toBe(""); // said once
    expect(disabled(view)).toEqual(asks.map(() => true));
  });

  it("is refused in a view that was saved with it", () => {
    const saved = mount({
      ...ready,
      draft: { settings: { variant: "state:0123abcd:base" } } as unknown as State["draft"],
    });
    type(saved, "The capital of x is");
    expect(where(saved)).toContain("The model base is closed.");
    expect(disabled(saved)).toEqual(asks.map(() => true));
  });

  it("is refused in a question of the history, and left by one about the Explorer's own", () => {
    const asked = { preset: "", text: "The capital of x is" };
    const view = mount({
      ...ready,
      history: [
        answer({ id: "own", asked, settings: {} }),
        answer({ id: "other", asked, settings: { variant: "state:0123abcd:base", trace_key: "k" } }),
      ],
    });
    view.find('.ll-history [data-id="other"]').click();
    expect(where(view)).toContain("The model base is closed.");
    expect(disabled(view)).toEqual(asks.map(() => true));
    view.find('.ll-history [data-id="own"]').click();
    expect(where(view)).toBe("Layer 1, position 1 ·France");
    button(view, "Ask").click();
    expect(view.model.last("query")["args"]).toMatchObject({ source: {} });
  });

  it("is refused after undo and redo", () => {
    const view = closed();
    vi.advanceTimersByTime(1000); // what follows at once is one step
    button(view, "Ask the model as it was run").click();
    button(view, "Undo").click();
    expect(where(view)).toContain("The model base is closed.");
    expect(disabled(view)).toEqual(asks.map(() => true));
    button(view, "Redo").click();
    expect(where(view)).toBe("Layer 1, position 1 ·France");
  });

  it("is sent with a steering, which Python refuses", () => {
    const view = closed();
    choose(view.find(".ll-ask select") as HTMLSelectElement, "own:oracle");
    button(view, "Steer").click();
    view.find(".ll-steer form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect(view.model.last("query")).toMatchObject({
      what: "steer",
      args: { source: { variant: "state:0123abcd:base" } },
    });
  });

  it("is not fitted, nor the Explorer's own in its place", () => {
    const view = chosen();
    choose(view.find(".ll-ask select") as HTMLSelectElement, "fit:lens");
    type(view, "texts.txt");
    view.find(".ll-primary").click();
    expect(view.model.last("query")).toMatchObject({
      what: "fit",
      args: { source: { variant: "state:0123abcd:base" } },
    });
    view.model.change("source", SOURCE);
    expect((view.find(".ll-primary") as HTMLButtonElement).disabled).toBe(true);
    expect(where(view)).toContain("The model base is closed.");
  });

  it("is not drawn as an element", () => {
    const key = "state:0123abcd:<img src=x onerror=alert(1)>";
    const view = mount({ ...ready, draft: { settings: { variant: key } } as unknown as State["draft"] });
    expect(where(view)).toContain("The model <img src=x onerror=alert(1)> is closed.");
    expect(view.el.querySelector("img")).toBeNull();
  });
});

describe("the model that is asked", () => {
  it("is named beside the button, with a vector too", () => {
    const view = chosen();
    expect(where(view)).toBe("Layer 1, position 1 ·France; model: base");
    const vectors = {
      ...open,
      fields: open.fields.map((field) =>
        field.name === "vector" ? { ...field, choices: [...field.choices!, ["1:v", "v, layer 1"]] } : field,
      ),
    } as State["source"];
    view.model.change("source", vectors);
    choose(view.find("[data-setting=vector]") as HTMLSelectElement, "1:v");
    expect(where(view)).toBe("v; model: base");
    view.model.change("source", open);
    const field = view.find("[data-setting=vector]") as HTMLSelectElement;
    expect(field.selectedOptions[0]?.textContent).toBe("v (not here any more)");
  });

  it("is no field while there is one model alone", () => {
    const view = mount({
      ...ready,
      draft: { settings: { vector: "difference" } } as unknown as State["draft"],
    });
    expect(view.find(".ll-from").hidden).toBe(false);
    expect(view.el.querySelector("[data-setting=variant]")).toBeNull();
  });
});
