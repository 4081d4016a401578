import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PAUSE } from "../src/preview";
import type { Answer, Curve } from "../src/protocol";
import { answer, page, SOURCE } from "./fake_model";
import { button, type Mounted, mount, press, type } from "./mount";

const pages = [page([0, 1, 2], 0, 3)];
const ready = { pages, selection: [1, 1] as [number, number] };
const [CHOICE, ...others] = SOURCE.fields;
const EVIL = "<img src=x onerror=alert(1)>";
/** With two vectors given in code. */
const own = {
  ...SOURCE,
  fields: [
    {
      ...CHOICE!,
      choices: [...CHOICE!.choices!, ["2:steer", "steer, layer 2"], [`1:${EVIL}`, `${EVIL}, layer 1`]] as [
        string | null,
        string,
      ][],
    },
    ...others,
  ],
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const field = (view: Mounted, name: string) => view.find(`[data-setting="${name}"]`) as HTMLInputElement;
const texts = (view: Mounted, selector: string) =>
  [...view.el.querySelectorAll(selector)].map((each) => each.textContent);

function put(view: Mounted, name: string, value: string): void {
  const input = field(view, name);
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function sent(view: Mounted): Record<string, unknown> {
  view.find(".ll-primary").click();
  return view.model.last("query")["args"] as Record<string, unknown>;
}

/** A difference of positions 1 and 2, picked by click. */
function difference(): Mounted {
  const view = mount({ ...ready, selection: [1, 2] });
  type(view, "The capital of x is");
  button(view, "Subtract this token").click();
  view.cell(2, 1).click();
  return view;
}

describe("the source", () => {
  it("takes no room before it is used", () => {
    const view = mount(ready);
    type(view, "x");

    expect(view.find(".ll-from").hidden).toBe(true);
    expect(sent(view)["source"]).toEqual({});
  });

  it("is a difference by click: the token to subtract, then the cell", () => {
    const view = difference();

    expect(view.find(".ll-from").hidden).toBe(false);
    expect(field(view, "minus").value).toBe("2");
    expect(view.find(".ll-where").textContent).toBe("Layer 2, position 1 ·France minus ·is");
    expect(sent(view)).toMatchObject({ layer: 2, position: 1, source: { vector: "difference", minus: 2 } });
  });

  it("is a difference by keys, its position and scale typed", () => {
    const view = difference();
    put(view, "minus", "0");
    put(view, "scale", "-1.5");

    expect(sent(view)["source"]).toEqual({ vector: "difference", minus: 0, scale: -1.5 });
    expect(sent(view)["settings"]).toEqual({});
    expect(view.find(".ll-where").textContent).toContain("minus <bos>");
  });

  it("is a vector given in code, with no cell selected", () => {
    const view = mount({ pages, source: own });
    type(view, "x");
    expect(view.find(".ll-from").hidden).toBe(false);
    expect((view.find(".ll-primary") as HTMLButtonElement).disabled).toBe(true);
    put(view, "vector", "2:steer");

    expect(view.find(".ll-where").textContent).toBe("steer");
    expect(sent(view)).toMatchObject({ layer: null, position: null, source: { vector: "2:steer" } });
    expect(button(view, "Subtract this token").hidden).toBe(true);
  });

  it("goes back to the cell, and leaves nothing behind", () => {
    const view = difference();
    put(view, "scale", "3");
    put(view, "vector", "");

    expect(sent(view)["source"]).toEqual({});
    expect(view.find(".ll-from").hidden).toBe(true);
  });

  it("follows what Python offers", () => {
    const view = mount(ready);
    view.model.change("source", own);

    expect([...view.el.querySelectorAll(".ll-from option")].map((option) => option.textContent)).toEqual([
      "the selected cell",
      "a difference",
      "steer, layer 2",
      `${EVIL}, layer 1`,
    ]);
    expect(view.el.querySelector("img")).toBeNull();
  });

  it("stays when the options are reset and another way to ask is chosen", () => {
    const view = difference();
    button(view, "Options").click();
    put(view, "seed", "4");
    expect(sent(view)).toMatchObject({ settings: { seed: 4 }, source: { minus: 2 } });
    expect(view.find(".ll-changed").textContent).toBe("seed 4");
    button(view, "Reset").click();

    expect(sent(view)).toMatchObject({ settings: {}, source: { minus: 2 } });
  });

  it("has what is wrong with it beside its field, and nowhere else", () => {
    const view = difference();
    vi.advanceTimersByTime(PAUSE + 10);
    const { id, args } = view.model.last("query");
    expect(args).toMatchObject({ source: { vector: "difference", minus: 2 }, layer: 2, position: 1 });
    view.model.receive({ kind: "error", id, message: "No such position.", setting: "minus" });

    expect(field(view, "minus").getAttribute("aria-invalid")).toBe("true");
    expect(texts(view, ".ll-from .ll-error:not([hidden])")).toEqual(["No such position."]);
    expect(view.find(".ll-problem").hidden).toBe(true);
  });

  it("is named in the preview, and lets a slot be chosen where none is", () => {
    const view = difference();
    vi.advanceTimersByTime(PAUSE + 10);
    const { id } = view.model.last("query");
    const reads = { name: `${EVIL} (1) - ·is (2)`, layer: 2 };
    view.model.receive({
      kind: "result",
      id,
      value: { tokens: ["Peru", "·is"], slots: [], layer: 2, movable: true, reads },
    });

    expect(view.find(".ll-ask .ll-source").textContent).toBe(reads.name);
    expect(texts(view, ".ll-ask .ll-at")).toEqual(["layer 2", "layer 2"]);
    expect(view.el.querySelectorAll(".ll-ask .ll-slot")).toHaveLength(0);
    expect(view.find("[data-slot='0']").tabIndex).toBe(0);
    view.find("[data-slot='1']").click();
    expect(view.find(".ll-ask .ll-slot").textContent).toBe("·is");
    expect(sent(view)["settings"]).toEqual({ position: 1 });
  });

  it("has no grid of layers, and says why", () => {
    const view = difference();
    const grid = button(view, "Layer grid");

    expect(grid.disabled).toBe(true);
    expect(grid.title).toContain("one layer");
    put(view, "vector", "");
    expect(grid.disabled).toBe(false);
  });
});

const point = (scale: number, fields: Partial<Answer> = {}): Answer =>
  answer({
    id: `v:${scale}`,
    layer: 2,
    position: null,
    sites: [],
    vector: "steer",
    scale,
    token: `steer × ${scale}`,
    ...fields,
  });
const curve: Curve = {
  id: "v",
  layer: 2,
  vector: "steer",
  question: "The capital of x is",
  total: 3,
  complete: true,
  points: [point(4), point(-1), point(0.5)],
};

describe("scales", () => {
  it("are swept in place of positions", () => {
    const view = difference();
    put(view, "scales", "1, -2 0.5");
    button(view, "Sweep scales").click();

    expect(view.model.last("query")).toMatchObject({
      what: "scales",
      args: { layer: 2, position: 1, source: { vector: "difference", minus: 2, scales: [1, -2, 0.5] } },
    });
    expect(view.find(".ll-message").textContent).toBe("Sweeping the scales of layer 2, position 1 minus 2");
  });

  it("are the axis of their curve, rising, and no tokens", () => {
    const view = mount({ pages, curves: [curve] });

    expect(texts(view, ".ll-tick > :first-child")).toEqual(["× −1", "× 0.5", "× 4"]);
    expect(view.find(".ll-curve .ll-title").textContent).toBe("Layer 2, steer: The capital of x is");
    expect(view.find(".ll-curve").getAttribute("aria-label")).toBe("Confidence across scales");
    expect(view.find(".ll-tick").getAttribute("aria-label")).toContain("Vector steer × -1: ");
    const across = [...view.el.querySelectorAll(".ll-dot")].map((dot) => Number(dot.getAttribute("cx")));
    expect(new Set(across).size).toBe(3);
    expect(view.el.querySelectorAll(".ll-own")).toHaveLength(1);
  });

  it("come while they are asked, and are taken up by a page that was reloaded", () => {
    const view = mount(ready);
    const args = {
      layer: null,
      position: null,
      question: { text: "x" },
      options: [],
      settings: {},
      source: { vector: "2:steer" },
    };
    view.model.receive({
      kind: "pong",
      id: view.model.last("ping").id,
      work: [{ id: "v", what: "scales", args, state: "running", done: 1, total: 3 }],
    });
    expect(view.find(".ll-message").textContent).toBe("Sweeping the scales of steer");
    view.model.receive({ kind: "partial", id: "v", answers: [point(0.5)] });
    expect(texts(view, ".ll-tick > :first-child")).toEqual(["× 0.5"]);
    expect(view.find(".ll-curve .ll-title").textContent).not.toContain("of 3");
    view.model.receive({ kind: "result", id: "v", value: curve });
    expect(view.el.querySelectorAll(".ll-tick")).toHaveLength(3);
    expect(view.el.querySelector(".ll-job")).toBeNull();
  });

  it("are drawn in a saved page, which has no source to choose", () => {
    const view = mount({ pages, frozen: true, curves: [curve], source: undefined as never });

    expect(view.el.querySelectorAll(".ll-dot")).toHaveLength(3);
    expect(view.el.querySelector(".ll-from")).toBeNull();
  });

  it("give way to positions and come back", () => {
    const at = (position: number): Answer => answer({ id: `s:${position}`, position });
    const positions: Curve = {
      id: "s",
      layer: 1,
      question: "y",
      total: 3,
      complete: true,
      points: [at(0), at(1), at(2)],
    };
    const view = mount({
      pages,
      curves: [positions, { ...curve, points: [point(1), point(2), point(3), point(4), point(5)] }],
    });
    const pick = view.find(".ll-curve select") as HTMLSelectElement;
    expect(view.el.querySelectorAll(".ll-tick")).toHaveLength(5);

    pick.value = "s";
    pick.dispatchEvent(new Event("change"));
    expect(texts(view, ".ll-tick > :first-child")).toEqual(["<bos>", "·France", "·is"]);
    pick.value = "v";
    pick.dispatchEvent(new Event("change"));
    expect(view.el.querySelectorAll(".ll-tick")).toHaveLength(5);
  });

  it("show their answers, and select no cell", () => {
    const view = mount({ ...ready, curves: [curve], history: [answer()] });
    const before = view.model.sent.length;
    view.el.querySelectorAll<HTMLElement>(".ll-tick")[2]!.click();

    expect(texts(view, ".ll-card .ll-facts dd").slice(0, 2)).toEqual(["2", "steer × 4"]);
    expect(view.model.sent.slice(before).filter(({ kind }) => kind === "select")).toEqual([]);
    expect(view.cell(1, 1).getAttribute("aria-selected")).toBe("true");
    expect(texts(view, ".ll-tick.ll-on > :first-child")).toEqual(["× 4"]);
    press(view.find(".ll-tick.ll-on"), "ArrowLeft");
    expect(document.activeElement?.textContent).toContain("× 0.5");
  });
});

describe("an answer about a vector", () => {
  const target = { tokens: ["·x"], slots: [0], layer: 2, movable: false, reads: { name: "steer", layer: 2 } };
  const one = answer({
    id: "v",
    layer: 2,
    position: null,
    sites: [],
    vector: EVIL,
    scale: 2,
    token: `${EVIL} × 2`,
    target,
  });

  it("is named, not placed, and its name is text", () => {
    const view = mount({ pages, history: [answer(), one] });

    expect(view.find(".ll-card .ll-source").textContent).toBe(`${EVIL} × 2`);
    expect(view.find(".ll-facts").textContent).toContain(`Vector ${EVIL} × 2`);
    expect(view.find(".ll-facts").textContent).not.toContain("Position");
    expect(view.find(".ll-history [data-id=v]").title).toContain(`Layer 2: Vector ${EVIL} × 2`);
    expect(view.el.querySelector("img")).toBeNull();
  });

  it("leaves no mark on a cell of the grid", () => {
    const view = mount({ pages, history: [one, answer({ id: "a", layer: 1, position: 1 })] });

    expect([...view.el.querySelectorAll(".ll-answered")]).toEqual([view.cell(1, 1)]);
  });

  it("can be gone back to without selecting a wrong cell", () => {
    const view = mount({ ...ready, history: [one, answer({ id: "a", layer: 0, position: 2 })] });
    view.find(".ll-history [data-id=v]").click();

    expect(view.find(".ll-facts").textContent).toContain("× 2");
    expect(view.cell(1, 1).getAttribute("aria-selected")).toBe("true");
    expect(view.model.sent.some(({ kind }) => kind === "select")).toBe(false);
  });

  it("offers no code where none came with it", () => {
    const view = mount({ pages, history: [{ ...one, code: "" }] });
    expect(button(view, "Copy as code").hidden).toBe(true);
  });
});
