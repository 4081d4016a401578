import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MenuEntry } from "../src/protocol";
import { answer, FIELDS, PATCHSCOPE, page, WAYS } from "./fake_model";
import { button, type Mounted, mount, press } from "./mount";

const ready = { pages: [page([0, 1, 2], 0, 3)], selection: [1, 1] as [number, number] };

const controls = { samples: 0, seed: 0, control_null: true, control_random: 1 };
const tuned: MenuEntry = {
  name: "fit:tuned",
  label: "Tuned lens",
  help: "A regression.",
  group: "Fit first",
  takes: "corpus",
  sample: "a text file",
  subject: null,
  settings: { fit_documents: 700, fit_layers: null, fit_ridge: 0 },
  fit: true,
};
const relation: MenuEntry = {
  ...tuned,
  name: "fit:relation",
  label: "Relation",
  takes: "question",
  settings: { fit_subjects: "" },
};
const yours: MenuEntry = {
  name: "own:tuned lens",
  label: "tuned lens",
  help: "Fitted on 90 tokens.",
  group: "My readers",
  takes: "",
  sample: "",
  subject: null,
  settings: controls,
  held_out: { 1: "Held out, layer 1: R² 0.5." },
};
const presets = [...WAYS, tuned, relation];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function choose(view: Mounted, name: string): void {
  const preset = view.el.querySelector<HTMLSelectElement>(".ll-ask select")!;
  preset.value = name;
  preset.dispatchEvent(new Event("change"));
}

const field = (view: Mounted): HTMLInputElement =>
  view.el.querySelector<HTMLInputElement>(".ll-ask .ll-line input")!;
const chosen = (view: Mounted): string => view.el.querySelector<HTMLSelectElement>(".ll-ask select")!.value;

function write(view: Mounted, text: string): void {
  field(view).value = text;
  field(view).dispatchEvent(new Event("input", { bubbles: true }));
}

/** A mounted view in which a fit was begun and taken in. */
function fitting(view = mount({ ...ready, presets })): { view: Mounted; id: string } {
  choose(view, "fit:tuned");
  write(view, "texts.txt");
  view.find(".ll-primary").click();
  const { id, what, args } = view.model.last("query");
  view.model.receive({ kind: "queued", id, what, args, ahead: 0 });
  return { view, id: id! };
}

/** What Python does when a fit is done. */
function done(view: Mounted, id: string): void {
  view.model.change("presets", [...presets, yours]);
  view.model.receive({ kind: "result", id, value: { preset: "own:tuned lens" } });
}

describe("a reader of one's own", () => {
  it("is offered under a heading of its own, and asked by its name", () => {
    const view = mount({ ...ready, presets: [...presets, yours] });
    expect(view.find("optgroup[label='My readers']").textContent).toBe("tuned lens");
    choose(view, "own:tuned lens");
    view.find(".ll-primary").click();

    expect(view.model.last("query")).toMatchObject({
      what: "ask",
      args: { question: { preset: "own:tuned lens" } },
    });
    expect(button(view, "Layer grid").disabled).toBe(true);
    expect(button(view, "Sweep positions").disabled).toBe(false);
  });

  it("says how it does at the selected layer, and nothing where it was not measured", () => {
    const view = mount({ ...ready, presets: [...presets, yours] });
    choose(view, "own:tuned lens");
    expect(view.find(".ll-help").textContent).toBe("Fitted on 90 tokens. Held out, layer 1: R² 0.5.");

    view.cell(2, 1).click();
    expect(view.find(".ll-help").textContent).toBe("Fitted on 90 tokens.");
  });

  it("is offered as soon as Python says so, and keeps what is in the box", () => {
    const view = mount({ ...ready, presets });
    choose(view, "description");
    expect(view.el.querySelector("optgroup[label='My readers']")).toBeNull();
    view.model.change("presets", [...presets, yours]);

    expect(view.find("optgroup[label='My readers']").textContent).toBe("tuned lens");
    expect(chosen(view)).toBe("description");
  });

  it("shows what a calibrator makes of the confidence, beside it", () => {
    const calibrated = { calibrated_confidence: 0.714, calibrated_on: "40 cases of the split 'b'" };
    const view = mount({ ...ready, history: [answer(calibrated)] });
    const line = view.find(".ll-calibrated");
    expect(line.textContent).toBe("Calibrated0.71fitted on 40 cases of the split 'b'");
    expect(line.querySelector<HTMLElement>(".ll-quiet")?.title).toContain("were correct on 40 cases");

    for (const none of [null, undefined]) {
      const plain = mount({
        ...ready,
        history: [answer(none === null ? { calibrated_confidence: null } : {})],
      });
      expect(plain.el.querySelector(".ll-calibrated")).toBeNull();
    }
  });

  it("shows it in the hint of a curve's point too", () => {
    const points = [answer({ id: "c:1", calibrated_confidence: 0.25 }), answer({ id: "c:2", position: 2 })];
    const curve = { id: "c", layer: 1, question: "q", total: 2, complete: true, points };
    const view = mount({ ...ready, curves: [curve] });
    const hints = [...view.el.querySelectorAll<HTMLElement>(".ll-strip [data-position]")]
      .map((dot) => {
        dot.dispatchEvent(new Event("pointerover", { bubbles: true }));
        return view.find(".ll-popover").textContent ?? "";
      })
      .filter((text) => text.includes("confidence"));

    expect(hints.length).toBeGreaterThanOrEqual(2);
    expect(hints.filter((text) => text.includes("calibrated0.25")).length).toBeGreaterThanOrEqual(1);
    expect(hints.some((text) => !text.includes("calibrated"))).toBe(true);
  });
});

describe("a reader that is fitted first", () => {
  it("takes a file and its own settings, and can only be fitted", () => {
    const view = mount({ ...ready, presets });
    choose(view, "fit:tuned");

    expect(view.find("optgroup[label='Fit first']").children).toHaveLength(2);
    expect(view.find(".ll-primary").textContent).toBe("Fit");
    expect(field(view).getAttribute("aria-label")).toBe("Text file");
    expect(
      [...view.el.querySelectorAll<HTMLElement>("[data-setting]")]
        .map((each) => each.dataset["setting"])
        .filter((name) => name!.startsWith("fit_")),
    ).toEqual(["fit_documents", "fit_layers", "fit_ridge"]);
    for (const name of ["Sweep positions", "Layer grid"]) expect(button(view, name).disabled).toBe(true);
    expect(view.find("[placeholder^='free, or']").closest<HTMLElement>(".ll-line")!.hidden).toBe(true);

    choose(view, "description");
    expect(view.find(".ll-primary").textContent).toBe("Ask");
    expect(view.find("[placeholder^='free, or']").closest<HTMLElement>(".ll-line")!.hidden).toBe(false);
  });

  it("is asked for with its text, its settings and the selected layer", () => {
    const view = mount({ ...ready, presets });
    choose(view, "fit:tuned");
    write(view, " texts.txt ");
    const ridge = view.find("[data-setting=fit_ridge]") as HTMLInputElement;
    ridge.value = "0.1";
    ridge.dispatchEvent(new Event("input", { bubbles: true }));
    view.find(".ll-primary").click();

    expect(view.model.last("query")).toMatchObject({ what: "fit" });
    expect(view.model.last("query")["args"]).toEqual({
      question: { preset: "fit:tuned", text: "texts.txt" },
      settings: { fit_ridge: 0.1 },
      source: {},
      layer: 1,
    });
  });

  it("needs no cell and no text, where Python has text of its own; a relation needs its sentence", () => {
    const view = mount({ pages: ready.pages, presets });
    choose(view, "fit:tuned");
    const main = view.find(".ll-primary") as HTMLButtonElement;
    expect(main.disabled).toBe(false);
    main.click();
    expect(view.model.last("query")["args"]).toEqual({
      question: { preset: "fit:tuned", text: "" },
      settings: {},
      source: {},
      layer: null,
    });

    choose(view, "fit:relation");
    expect(main.disabled).toBe(true);
    write(view, "The capital of x is");
    expect(main.disabled).toBe(false);
  });

  it("is not begun by the key that asks a cell", () => {
    const view = mount({ ...ready, presets });
    choose(view, "fit:tuned");
    press(view.cell(1, 1), "Enter");

    expect(view.model.sent.filter(({ what }) => what === "fit" || what === "ask")).toEqual([]);
  });

  it("shows its progress, can be cancelled, and keeps the draft", () => {
    const { view, id } = fitting();
    view.model.receive({ kind: "progress", id, done: 3, total: 12 });
    expect(view.find(".ll-job").textContent).toContain("Fitting: Tuned lens");
    expect(view.find(".ll-job").textContent).toContain("3 of 12");

    view.find(".ll-job button").click();
    expect(view.model.last("cancel").id).toBe(id);
    view.model.receive({ kind: "cancelled", id });
    expect(view.el.querySelector(".ll-job")).toBeNull();
    expect([chosen(view), field(view).value]).toEqual(["fit:tuned", "texts.txt"]);
  });

  it("is chosen when it is there, where it was begun", () => {
    const { view, id } = fitting();
    const elsewhere = mount({ ...ready, presets });
    choose(elsewhere, "fit:tuned");
    elsewhere.model.receive({ ...view.model.last("query"), kind: "queued", id });
    for (const each of [view, elsewhere]) done(each, id);

    expect(chosen(view)).toBe("own:tuned lens");
    expect(view.find(".ll-primary").textContent).toBe("Ask");
    expect(view.find(".ll-help").textContent).toContain("R² 0.5");
    expect(chosen(elsewhere)).toBe("fit:tuned");
    expect(elsewhere.find("optgroup[label='My readers']").textContent).toBe("tuned lens");
  });

  it("leaves the box alone when something else was chosen meanwhile", () => {
    const { view, id } = fitting();
    choose(view, "description");
    done(view, id);

    expect(chosen(view)).toBe("description");
    expect(view.find("optgroup[label='My readers']").textContent).toBe("tuned lens");
  });

  it("says what is wrong at its field, and loses nothing", () => {
    const { view, id } = fitting();
    button(view, "Options").click();
    view.model.receive({
      kind: "error",
      id,
      type: "SettingError",
      message: "Set a ridge.",
      setting: "fit_ridge",
    });
    const ridge = view.find("[data-setting=fit_ridge]");
    expect(ridge.getAttribute("aria-invalid")).toBe("true");
    expect(ridge.closest(".ll-setting")!.textContent).toContain("Set a ridge.");
    expect([chosen(view), field(view).value]).toEqual(["fit:tuned", "texts.txt"]);
  });

  it("has a field for every setting", () => {
    const fit = FIELDS.find(({ group }) => group === "Fit")!.fields.map(({ name }) => name);

    expect(fit).toEqual(expect.arrayContaining(Object.keys(tuned.settings)));
    expect(Object.keys(PATCHSCOPE).filter((name) => fit.includes(name))).toEqual([]);
  });
});
