import { afterEach, describe, expect, it, vi } from "vitest";
import type { Page, SecondTrace, State } from "../src/protocol";
import { answer, page, SOURCE, withModels } from "./fake_model";
import { button, type Mounted, mount, type } from "./mount";

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const pages = [page([0, 1, 2], 0, 3)];
/** The source's form while another model is open. */
const source = withModels(["state:0123abcd:base", "base"]);
/** The same tokens in a model of twice the depth. */
const base: SecondTrace = {
  id: "m",
  base: "",
  label: "base: France is",
  tokens: ["<bos>", "·France", "·is"],
  quiet: [0],
  roles: [],
  own: [0, 1, 2],
  partners: [0, 1, 2],
  patches: [],
  next: [{ token: "·Paris", before: 0.9, after: 0.1 }],
  distance: 0.8,
  code: "other = Session('base')",
  model: "base",
  n_layers: 4,
  key: "k1",
  variant: "state:0123abcd:base",
  not_asked: "",
  not_subtracted: "No difference is shown: base has 4 layers, and this model has 2.",
  one_vocabulary: true,
};
/** The same text in other tokens, of a model of the same depth. */
const foreign: SecondTrace = {
  ...base,
  id: "f",
  label: "foreign: France is",
  tokens: ["·Fr", "an", "ce", "·is"],
  own: [1, 1, 1, 2],
  partners: [null, 0, 3],
  model: "foreign",
  n_layers: 2,
  variant: "",
  not_asked: "Cells of foreign are not asked about here: its tokens are others.",
  not_subtracted: "No difference is shown: foreign has another vocabulary.",
  one_vocabulary: false,
  next: [{ token: "·Paris", before: 0.9, after: null }],
  distance: null,
};
const tuned: SecondTrace = { ...base, id: "t", model: "tuned", n_layers: 2, not_subtracted: "" };

const panel = (view: Mounted): HTMLElement => view.find(".ll-second");
const below = (view: Mounted, layer: number, position: number): HTMLElement => {
  const found = panel(view).querySelector<HTMLElement>(
    `.ll-cell[data-layer="${layer}"][data-position="${position}"]`,
  );
  if (!found) throw new Error("there is no such cell");
  return found;
};
const over = (target: Element): boolean => target.dispatchEvent(new Event("pointerover", { bubbles: true }));
const words = (view: Mounted) => panel(view).querySelector(".ll-linked-words")?.textContent;
const where = (view: Mounted) => view.find(".ll-where").textContent;
const queries = (view: Mounted, what: string) =>
  view.model.sent.filter((message) => message.kind === "query" && message["what"] === what);

describe("models of other sessions", () => {
  it("are offered, with the same prompt or the one that was typed", () => {
    const view = mount({ pages, source });
    button(view, "Compare with another prompt or model, or patch").click();
    view.model.receive({
      kind: "result",
      id: view.model.last("query").id,
      value: { traces: [], models: ["base"] },
    });
    const menu = view.find('[aria-label="Models of other sessions"]') as HTMLSelectElement;
    const choose = () => {
      menu.value = "base";
      menu.dispatchEvent(new Event("change", { bubbles: true }));
      return view.model.last("query")["args"];
    };
    expect([...menu.options].map((each) => each.textContent)).toEqual([
      "or another model",
      "the same prompt in base",
    ]);
    expect(choose()).toEqual({ prompt: "", begins: null, key: "", model: "base" });
    expect(menu.value).toBe("");
    const field = panel(view).querySelector("input") as HTMLInputElement;
    field.value = "Japan is";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    expect(menu.options[1]?.textContent).toContain("this prompt in");
    expect(choose()).toMatchObject({ prompt: "Japan is", model: "base" });
  });

  it("are in the offer only while there are some", () => {
    const view = mount({ pages });
    expect(button(view, "Compare with another prompt, or patch")).not.toBeNull();
  });

  it("say beside the fields why one could not be run", () => {
    const view = mount({ pages, source, seconds: [base] });
    const menu = view.find('[aria-label="Models of other sessions"]');
    expect(menu).not.toBeNull();
    const field = panel(view).querySelector("input") as HTMLInputElement;
    field.value = "x";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button(view, "Compare").click();
    const { id } = view.model.last("query");
    view.model.receive({ kind: "error", id, type: "InputError", message: "base cannot run <b>this</b>." });

    expect(panel(view).querySelector("[role=alert]")?.textContent).toBe("base cannot run <b>this</b>.");
    expect(view.find(".ll-work").textContent).toBe("");
    button(view, "Dismiss").click();
    expect(panel(view).querySelector("[role=alert]")).toBeNull();
  });
});

describe("another model's grid", () => {
  it("has its name, depth and tokens, and says how it is linked and why nothing is subtracted", () => {
    const view = mount({ pages, source, seconds: [base] });
    const said = view.find(".ll-of-model").textContent;

    expect(said).toContain("base: 3 positions, layers 0 to 4");
    expect(said).toContain("linked by relative depth: layer 4 here with layer 2 above");
    expect(said).toContain("The tokens are the same.");
    expect(said).toContain("base has 4 layers, and this model has 2");
    expect(panel(view).textContent).not.toContain("minus this model");
    expect(below(view, 4, 0)).not.toBeNull();
    expect(queries(view, "lens").at(-1)?.["args"]).toMatchObject({ layers: [0, 1, 2, 3, 4], trace: "m" });
  });

  it("is subtracted where the models are alike", () => {
    const view = mount({ pages, source, seconds: [tuned] });
    button(view, "tuned minus this model").click();
    expect(queries(view, "lens").at(-1)?.["args"]).toMatchObject({ trace: "t", difference: true });
    expect(view.find(".ll-of-model").textContent).toContain("Layers are linked by number.");
  });

  it("says below it why the logit lens is shown in a lens's place", () => {
    const view = mount({ pages, source, seconds: [tuned] });
    const note = () => panel(view).querySelector(".ll-note")?.textContent;
    expect(note()).toBe("");
    const { id } = queries(view, "lens").at(-1) ?? {};
    const instead = "The lens 'ours' was fitted for near, so the logit lens is shown here.";
    view.model.receive({ kind: "result", id, value: { ...page([0, 1, 2], 0, 3), instead } });
    expect(note()).toBe(instead);
    expect(view.find(".ll-grid .ll-note").textContent).toBe("");
    expect(below(view, 1, 1).textContent).toBe("L1P1");
  });

  it("marks the same depth", () => {
    const view = mount({ pages, source, seconds: [base] });
    over(view.cell(1, 1));
    expect(words(view)).toBe("Layer 1, position 1 ·France · here layer 2, position 1 ·France");
    over(below(view, 3, 2));
    expect(words(view)).toBe("Layer 2, position 2 ·is · here layer 3, position 2 ·is");
    expect(view.find(".ll-grid").querySelector(".ll-linked")).not.toBeNull();
  });

  it("marks all tokens that cover the same characters", () => {
    const view = mount({ pages, source, seconds: [foreign] });
    over(view.cell(1, 1));
    expect(words(view)).toBe("Layer 1, position 1 ·France · here positions 0 to 2 ·France");
    const mark = panel(view).querySelector<HTMLElement>(".ll-linked");
    const width = below(view, 1, 1).style.left;
    expect(Number.parseFloat(mark?.style.width ?? "")).toBeGreaterThan(2 * 68);
    expect(width).not.toBe("");
    over(below(view, 1, 2));
    expect(words(view)).toBe("Layer 1, position 1 ·France · here position 2 ce");
    over(view.cell(1, 0));
    expect(words(view)).toContain("here no partner");
    expect(view.find(".ll-of-model").textContent).toContain("linked by the characters that they share");
    expect(view.find(".ll-next").textContent).toContain("other vocabularies");
    expect(view.find(".ll-next tbody").textContent).toContain("none");
  });

  it("is patched by its own states alone", () => {
    const view = mount({ pages, source, seconds: [tuned], selection: [1, 1], span: [1, 2] });
    const patching = () => view.find(".ll-patching").textContent;
    expect(patching()).toContain("position 1 ·France in this model");
    button(view, "Copy this activation").click();
    expect(button(view, "Patch here").disabled).toBe(false);
    below(view, 1, 2).click();
    expect(patching()).toContain("position 2 ·is in tuned");
    expect(button(view, "Patch here").disabled).toBe(true);
    expect(button(view, "Patch here").title).toContain("the model that it was read from");
  });

  it("stands on a page without a kernel", () => {
    vi.useFakeTimers();
    const kept = (more: Page[]) => [{ id: "m", pages: more }];
    const view = mount({
      pages,
      seconds: [base],
      second_pages: kept([page([0, 1, 2, 3, 4], 0, 3, 1)]),
      frozen: true,
    });
    expect(below(view, 4, 2).textContent).toBe("L4P2");
    expect(view.find(".ll-of-model").textContent).toContain("layers 0 to 4");
    below(view, 4, 1).click();
    vi.advanceTimersByTime(2000);
    expect(view.model.sent).toEqual([]);
  });
});

describe("a question about a cell of another model", () => {
  const asking = () => {
    const view = mount({ pages, source, seconds: [base], selection: [1, 1], span: [1, 2] });
    type(view, "The capital of x is");
    return view;
  };

  it("is about the cell that was clicked, in that model", () => {
    const view = asking();
    below(view, 4, 2).click();
    expect(where(view)).toBe("Layer 4, position 2 ·is in base");
    button(view, "Ask").click();
    expect(view.model.last("query")["args"]).toMatchObject({
      layer: 4,
      position: 2,
      source: { variant: "state:0123abcd:base", trace_key: "k1" },
    });
    button(view, "Sweep positions").click();
    expect(view.model.last("query")["args"]).toMatchObject({
      layer: 4,
      start: null,
      source: { variant: "state:0123abcd:base", trace_key: "k1" },
    });
  });

  it("is about this model again once a cell above is clicked", () => {
    const view = asking();
    below(view, 4, 2).click();
    view.cell(2, 1).click();
    expect(where(view)).toBe("Layer 2, position 1 ·France");
    button(view, "Ask").click();
    expect(view.model.last("query")["args"]).toMatchObject({ layer: 2, position: 1, source: {} });
  });

  it("follows the model that is chosen in the source", () => {
    const view = asking();
    below(view, 4, 2).click();
    const menu = view.find("[data-setting=variant]") as HTMLSelectElement;
    expect(menu.value).toBe("state:0123abcd:base");
    menu.value = "";
    menu.dispatchEvent(new Event("input", { bubbles: true }));
    expect(where(view)).toBe("Layer 1, position 1 ·France");
    expect(view.find(".ll-where").querySelector("bdi")).toBeNull();
    button(view, "Ask").click();
    expect(view.model.last("query")["args"]).toMatchObject({ layer: 1, position: 1, source: {} });
  });

  it("is named where the model was chosen in the source alone", () => {
    const view = asking();
    const menu = view.find("[data-setting=variant]") as HTMLSelectElement;
    menu.value = "state:0123abcd:base";
    menu.dispatchEvent(new Event("input", { bubbles: true }));
    expect(where(view)).toBe("Layer 1, position 1 ·France; model: base");
  });

  it("is not asked of the first model where its tokens are others", () => {
    const view = mount({ pages, source, seconds: [foreign], selection: [1, 1], span: [1, 2] });
    type(view, "The capital of x is");
    below(view, 1, 2).click();
    expect(where(view)).toContain("Cells of foreign are not asked about here");
    expect(button(view, "Ask").disabled).toBe(true);
    view.cell(1, 1).click();
    expect(button(view, "Ask").disabled).toBe(false);
  });

  it("is not asked about a difference of both", () => {
    const view = mount({ pages, source, seconds: [tuned], selection: [1, 1], span: [1, 2] });
    type(view, "The capital of x is");
    button(view, "tuned minus this model").click();
    below(view, 1, 2).click();
    expect(where(view)).toContain("choose a cell of one of the grids");
    expect(button(view, "Ask").disabled).toBe(true);
  });

  it("says of a patched run of the other model why it is not asked", () => {
    const not_asked = "Cells of tuned are not asked about here: they are of a patched run.";
    const patched: SecondTrace = { ...tuned, id: "y", base: "t", patches: [[1, 1]], variant: "", not_asked };
    const view = mount({ pages, source, seconds: [tuned, patched], selection: [1, 1], span: [1, 2] });
    type(view, "The capital of x is");
    expect(button(view, "After minus before").getAttribute("aria-pressed")).toBe("true");
    below(view, 1, 2).click();
    expect(where(view)).toBe(not_asked);
    expect(button(view, "Ask").disabled).toBe(true);
  });

  it.each([
    ["all", SOURCE],
    ["its", { ...source, fields: source.fields.map((field) => ({ ...field, choices: [[null, "as run"]] })) }],
  ])("is not asked of the first model once %s other sessions were closed", (_, closed) => {
    const view = asking();
    below(view, 4, 2).click();
    view.model.change("source", closed as State["source"]);
    expect(where(view)).toContain("The model base is closed.");
    expect(button(view, "Ask").disabled).toBe(true);
    expect(button(view, "Sweep positions").disabled).toBe(true);
    expect(button(view, "Layer grid").disabled).toBe(true);
    below(view, 3, 1).click();
    expect(button(view, "Ask").disabled).toBe(true);
    view.cell(2, 1).click();
    button(view, "Ask").click();
    expect(view.model.last("query")["args"]).toMatchObject({ layer: 2, position: 1, source: {} });
  });

  it("leaves the model that was chosen in the source before as it was", () => {
    const view = asking();
    const menu = view.find("[data-setting=variant]") as HTMLSelectElement;
    menu.value = "state:0123abcd:base";
    menu.dispatchEvent(new Event("input", { bubbles: true }));
    below(view, 4, 2).click();
    below(view, 3, 2).click();
    view.cell(2, 1).click();
    expect(where(view)).toBe("Layer 2, position 1 ·France; model: base");
    button(view, "Ask").click();
    expect(view.model.last("query")["args"]).toMatchObject({ source: { variant: "state:0123abcd:base" } });
  });

  it("is taken back and made again", () => {
    const view = asking();
    below(view, 4, 2).click();
    button(view, "Undo").click();
    expect(where(view)).toBe("Layer 1, position 1 ·France");
    button(view, "Redo").click();
    expect(where(view)).toBe("Layer 4, position 2 ·is in base");
    button(view, "Ask").click();
    expect(view.model.last("query")["args"]).toMatchObject({ layer: 4, source: { trace_key: "k1" } });
  });

  it("is found again by its answer, and marked there alone", () => {
    const settings = { variant: "state:0123abcd:base", trace_key: "k1" };
    const given = answer({ id: "q", layer: 2, position: 2, sites: [[2, 2]], settings });
    const deep = answer({ id: "d", layer: 4, position: 1, sites: [[4, 1]], settings });
    const view = mount({
      pages,
      source,
      seconds: [base],
      history: [given, deep],
      selection: [1, 1],
      span: [1, 2],
    });
    expect(view.cell(2, 2).className).not.toContain("ll-answered");
    expect(below(view, 2, 2).className).toContain("ll-answered");
    view.find(".ll-history button").click();
    expect(where(view)).toContain("in base");
    expect(view.model.sent.filter(({ kind }) => kind === "select")).toEqual([]);
  });
});
