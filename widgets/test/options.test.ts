import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shown, typed } from "../src/fields";
import { PAUSE } from "../src/preview";
import { FIELDS, PATCHSCOPE, page } from "./fake_model";
import { button, type Mounted, mount, press, type } from "./mount";

const ready = { pages: [page([0, 1, 2], 0, 3)], selection: [1, 1] as [number, number] };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const setting = (view: Mounted, name: string): HTMLInputElement =>
  view.find(`[data-setting="${name}"]`) as HTMLInputElement;
const all = (view: Mounted): string[] =>
  [...view.el.querySelectorAll<HTMLElement>("[data-setting]")].map((each) => each.dataset["setting"]!);

function set(view: Mounted, name: string, value: string): void {
  const input = setting(view, name);
  input.value = value;
  input.dispatchEvent(new Event(input instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
}

function choose(view: Mounted, name: string): void {
  const preset = view.el.querySelector<HTMLSelectElement>(".ll-ask select")!;
  preset.value = name;
  preset.dispatchEvent(new Event("change"));
}

const asked = (view: Mounted) => {
  view.find(".ll-primary").click();
  return view.model.last("query")["args"] as { settings: object };
};

describe("the options panel", () => {
  it("is closed at first, and opened by its button", () => {
    const view = mount(ready);
    expect(view.find(".ll-panel").hidden).toBe(true);
    expect(button(view, "Options").getAttribute("aria-expanded")).toBe("false");

    button(view, "Options").click();
    expect(view.find(".ll-panel").hidden).toBe(false);
    expect(button(view, "Options").getAttribute("aria-expanded")).toBe("true");
    expect(view.find(`#${button(view, "Options").getAttribute("aria-controls")}`)).toBe(
      view.find(".ll-panel"),
    );
  });

  it("offers what the reader accepts and nothing else", () => {
    const view = mount(ready);
    expect(all(view).sort()).toEqual(
      Object.keys(PATCHSCOPE)
        .filter((name) => !["layer", "position"].includes(name))
        .sort(),
    );

    choose(view, "logit_lens");
    expect(all(view)).toEqual([
      "samples",
      "control_null",
      "control_random",
      "control_shuffled",
      "control_prompt",
      "seed",
    ]);
  });

  it("has a field for every setting there is", () => {
    const named = FIELDS.flatMap(({ fields }) => fields.map(({ name }) => name));

    expect(named).toEqual(
      expect.arrayContaining(Object.keys(PATCHSCOPE).filter((name) => !["layer", "position"].includes(name))),
    );
    expect(new Set(named).size).toBe(named.length);
  });

  it("sends what differs from the reader's own, as numbers, lists and choices", () => {
    const view = mount(ready);
    choose(view, "description");
    set(view, "mapping", "zero");
    set(view, "window", "3");
    set(view, "noise", "1, -1");
    set(view, "stop", ". \\n");
    set(view, "remedy", "mask");
    set(view, "contrast", "0.5");
    const random = setting(view, "control_null");
    random.checked = false;
    random.dispatchEvent(new Event("input", { bubbles: true }));

    expect(asked(view).settings).toEqual({
      mapping: "zero",
      window: 3,
      noise: [1, -1],
      stop: [".", "\n"],
      remedy: "mask",
      contrast: 0.5,
      control_null: false,
    });
    set(view, "window", "1");
    expect(asked(view).settings).not.toHaveProperty("window");
  });

  it("leaves out what the next reader does not take, and keeps it for the one after", () => {
    const view = mount(ready);
    type(view, "The capital of x is");
    set(view, "window", "3");
    set(view, "seed", "7");
    choose(view, "logit_lens");
    expect(asked(view).settings).toEqual({ seed: 7 });

    choose(view, "");
    expect(asked(view).settings).toEqual({ window: 3, seed: 7 });
  });

  it("says what was changed while it is closed, and takes it back", () => {
    const view = mount(ready);
    set(view, "injection", "add_norm_matched");
    set(view, "control_random", "5");
    expect(view.find(".ll-changed").textContent).toBe("injection add, norm-matched, random vectors 5");

    button(view, "Reset").click();
    expect(view.find(".ll-changed").textContent).toBe("");
    expect(setting(view, "injection").value).toBe("replace");
  });

  it("shows a strength only where something is added", () => {
    const view = mount(ready);
    const strength = () => setting(view, "strength").closest<HTMLElement>(".ll-setting")!.hidden;
    expect(strength()).toBe(true);

    set(view, "injection", "interpolate");
    expect(strength()).toBe(false);
  });

  it("shows Python's word on a setting beside it, or under the box while it is closed", () => {
    const view = mount(ready);
    type(view, "The capital of x is");
    set(view, "window", "0");
    vi.advanceTimersByTime(PAUSE + 10);
    const { id, what } = view.model.last("query");
    expect(what).toBe("target");
    view.model.receive({
      kind: "error",
      id,
      type: "SettingError",
      message: "<b>window</b> is 0.",
      setting: "window",
    });
    expect(view.find(".ll-problem").textContent).toBe("Window: <b>window</b> is 0.");

    button(view, "Options").click();
    expect(view.find(".ll-problem").hidden).toBe(true);
    expect(setting(view, "window").getAttribute("aria-invalid")).toBe("true");
    expect(setting(view, "window").closest(".ll-setting")!.textContent).toContain("<b>window</b> is 0.");
  });

  it("takes what makes no sense to Python as it is", () => {
    const field = FIELDS.flatMap(({ fields }) => fields).find(({ name }) => name === "window")!;

    expect(typed(field, "many")).toBe("many");
    expect(typed(field, " ")).toBeUndefined();
    expect(shown({ ...field, kind: "texts" }, ["\n", "."])).toBe("\\n .");
  });

  it("is kept by Python, and found again", () => {
    const view = mount(ready);
    choose(view, "activation_patching");
    button(view, "Options").click();
    set(view, "window", "2");
    vi.advanceTimersByTime(1000);
    const { draft } = view.model.last("draft");
    const again = mount({ ...ready, draft: draft as object });

    expect(again.el.querySelector<HTMLSelectElement>(".ll-ask select")!.value).toBe("activation_patching");
    expect(setting(again, "window").value).toBe("2");
    expect(again.find(".ll-panel").hidden).toBe(false);
  });

  it("is the same in two views", () => {
    const view = mount(ready);
    const second = view.again();
    set(view, "window", "2");
    type(view, "x is");

    expect(second.querySelector<HTMLInputElement>("[data-setting=window]")!.value).toBe("2");
    expect(second.querySelector<HTMLInputElement>(".ll-ask input")!.value).toBe("x is");
  });
});

describe("ways to ask", () => {
  it("are in groups, with the relations that fit the selected token first", () => {
    const view = mount(ready);
    const groups = () =>
      [...view.el.querySelectorAll("optgroup")].map((group) => [
        group.label,
        [...group.children].map((each) => each.textContent),
      ]);
    expect(groups()).toEqual([
      ["About this country", ["Capital"]],
      ["Presets", ["Entity description", "SelfIE", "Logit lens"]],
      ["Relations", ["CEO"]],
      ["Two prompts", ["Activation patching"]],
    ]);

    choose(view, "capital");
    view.cell(1, 2).click();
    expect(groups()[1]).toEqual(["Relations", ["CEO", "Capital"]]);
    expect(view.el.querySelector<HTMLSelectElement>(".ll-ask select")!.value).toBe("capital");
  });

  it("offer the source's layer beside a preset's own", () => {
    const view = mount(ready);
    choose(view, "selfie");
    const layer = view.el.querySelectorAll<HTMLSelectElement>(".ll-ask select")[1]!;
    expect(layer.selectedOptions[0]!.textContent).toBe("the preset's own: 1");
    layer.value = "same";
    layer.dispatchEvent(new Event("change"));
    expect(asked(view).settings).toEqual({ layer: null });

    choose(view, "logit_lens");
    expect(layer.closest<HTMLElement>(".ll-pair")!.hidden).toBe(true);
  });
});

describe("both prompts", () => {
  const target = {
    tokens: ["The", "·capital", "·of", "·x", "<b>is</b>"],
    slots: [3],
    layer: 1,
    movable: false,
  };

  function previewed(view: Mounted, value: object): Mounted {
    vi.advanceTimersByTime(PAUSE + 10);
    view.model.receive({ kind: "result", id: view.model.last("query").id, value });
    return view;
  }

  it("stand one above the other: the cell that is read, the slot that is written", () => {
    const view = mount(ready);
    type(view, "The capital of x is");
    previewed(view, target);
    const rows = [...view.el.querySelectorAll(".ll-ask .ll-flow-row")];

    expect(rows.map((row) => row.querySelector(".ll-source, .ll-slot")!.textContent)).toEqual([
      "·France",
      "·x",
    ]);
    expect(rows[1]!.textContent).toContain("<b>is</b>");
    expect(rows.map((row) => row.querySelector(".ll-at")!.textContent)).toEqual(["layer 1", "layer 1"]);
    expect(view.el.querySelectorAll("[data-slot]")).toHaveLength(0);
  });

  it("let one choose the slot where it can be moved, by mouse and by keys", () => {
    const view = mount(ready);
    choose(view, "activation_patching");
    type(view, "The capital of Japan is");
    previewed(view, { ...target, slots: null, movable: true });
    expect(view.find("[aria-checked=true]").textContent).toBe("·capital");

    view.find("[data-slot='3']").click();
    expect(view.find("[aria-checked=true]").textContent).toBe("·x");
    press(view.find("[data-slot='3']"), "ArrowRight");
    expect(asked(view).settings).toEqual({ position: 4 });
    type(view, "Another prompt");
    expect(asked(view).settings).toEqual({});
  });

  it("follow the question, and only the last answer counts", () => {
    const view = mount(ready);
    type(view, "x is");
    vi.advanceTimersByTime(PAUSE + 10);
    const { id } = view.model.last("query");
    type(view, "y is");
    view.model.receive({ kind: "result", id, value: target });
    expect(view.find(".ll-ask .ll-flow").hidden).toBe(true);
  });
});
