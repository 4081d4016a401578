import { afterEach, describe, expect, it } from "vitest";
import { best, value } from "../src/best_of";
import { answer, CONSTANTS, page } from "./fake_model";
import { button, mount, press, type } from "./mount";

const pages = [page([0, 1, 2], 0, 3)];
const ready = { pages, selection: [1, 1] as [number, number] };
const at = (layer: number, target_layer: number, fields = {}) =>
  answer({
    id: `g:${layer}:${target_layer}`,
    layer,
    target_layer,
    excess: 0.1 * layer - 0.05 * target_layer,
    ...fields,
  });
const points = [0, 1, 2].flatMap((layer) => [0, 1, 2].map((target) => at(layer, target)));
const grid = { id: "g", position: 1, question: "x is", total: 9, complete: true, points };

afterEach(() => document.body.replaceChildren());

const cell = (el: Element, source: number, target: number): HTMLElement =>
  el.querySelector<HTMLElement>(`[data-source="${source}"][data-target="${target}"]`)!;

describe("a grid of layers", () => {
  it("is asked for with the position and the settings", () => {
    const view = mount(ready);
    type(view, "x is");
    button(view, "Layer grid").click();

    expect(view.model.last("query")).toMatchObject({
      what: "layers",
      args: { position: 1, question: { text: "x is" } },
    });
    expect(view.model.last("query")["args"]).not.toHaveProperty("layer");
  });

  it("is not offered for a reader without a target layer", () => {
    const view = mount(ready);
    const preset = view.el.querySelector<HTMLSelectElement>(".ll-ask select")!;
    preset.value = "logit_lens";
    preset.dispatchEvent(new Event("change"));

    expect(button(view, "Layer grid").disabled).toBe(true);
    expect(button(view, "Ask").disabled).toBe(false);
  });

  it("shows each cell's answer, tinted by how far it stands over its controls", () => {
    const view = mount({ ...ready, heat_maps: [grid] });

    expect(cell(view.el, 2, 0).textContent).toBe("Paris");
    expect(cell(view.el, 2, 0).style.getPropertyValue("--p")).toBe("0.2");
    expect(cell(view.el, 0, 2).classList.contains("ll-under-controls")).toBe(true);
    expect(cell(view.el, 2, 0).getAttribute("aria-label")).toBe(
      "Read at layer 2, written at layer 0: Paris, excess +0.20",
    );
    expect(view.el.querySelectorAll(".ll-layers .ll-same")).toHaveLength(3);
  });

  it("says in one place how far it is: with the work, and at the grid where it was stopped", () => {
    const view = mount(ready);
    const args = { position: 1, question: { text: "x" }, options: [], settings: {} };
    view.model.receive({ kind: "queued", id: "g", what: "layers", args, ahead: 0 });
    view.model.receive({ kind: "progress", id: "g", done: 5, total: 9, says: "" });
    view.model.receive({ kind: "partial", id: "g", answers: [at(0, 0), at(2, 0)] });
    const counts = (): string[] => view.find(".ll-root").textContent.match(/\d+ of 9( cells)?/g) ?? [];
    expect(counts()).toEqual(["5 of 9"]);
    view.model.receive({ kind: "cancelled", id: "g" });
    expect(counts()).toEqual(["2 of 9 cells"]);
  });

  it("grows while it is computed, and says of how many the best is", () => {
    const view = mount(ready);
    const args = { position: 1, question: { text: "x" }, options: [], settings: {} };
    view.model.receive({ kind: "queued", id: "g", what: "layers", args, ahead: 0 });
    expect(view.find(".ll-job").textContent).toContain("every layer");
    view.model.receive({ kind: "partial", id: "g", answers: [at(0, 0), at(2, 0)] });
    expect(view.find(".ll-best-of").textContent).toBe("Best of 2: layer 2 into 0, +0.20 Paris");
    expect(view.find(".ll-best-of").title).not.toContain("Left out");
    view.model.receive({ kind: "partial", id: "g", answers: [at(2, 0), at(1, 0)] });
    expect(view.find(".ll-best-of").textContent).toContain("Best of 3");
    expect(view.el.querySelectorAll(".ll-layers .ll-best")).toHaveLength(1);

    view.find(".ll-job button").click();
    expect(view.model.last("cancel").id).toBe("g");
    view.model.change("heat_maps", [{ ...grid, complete: false, points: points.slice(0, 3) }]);
    view.model.receive({ kind: "cancelled", id: "g" });
    expect(view.find(".ll-best-of").textContent).toContain("Best of 3");
  });

  it("says how many answers the best was not picked from", () => {
    const low = { ...points[0]!, id: "low", option_mass: 0 };
    const view = mount({ ...ready, heat_maps: [{ ...grid, points: [...points.slice(1, 3), low] }] });
    expect(view.find(".ll-best-of").textContent).toContain("Best of 2");
    expect(view.find(".ll-best-of").title).toContain("Left out: 1 of 3 that cannot be ranked.");
  });

  it("goes on with the keys from the cell that was clicked", () => {
    const view = mount({ ...ready, heat_maps: [grid] });
    cell(view.el, 1, 1).click();
    press(document.activeElement!, "ArrowRight");

    expect(document.activeElement).toBe(cell(view.el, 1, 2));
    expect(
      [...view.el.querySelectorAll(".ll-layers .ll-cell")].filter(
        (each) => (each as HTMLElement).tabIndex === 0,
      ),
    ).toHaveLength(1);
  });

  it("keeps its cell marked when Python sends the grid again", () => {
    const view = mount({ ...ready, heat_maps: [grid] });
    cell(view.el, 1, 1).click();
    view.model.change("heat_maps", [structuredClone(grid)]);

    expect(cell(view.el, 1, 1).getAttribute("aria-selected")).toBe("true");
  });

  it("shows a cell's answer on the card when it is clicked, and the best when that is", () => {
    const view = mount({
      ...ready,
      selection: [2, 2],
      heat_maps: [
        { ...grid, points: points.map((point, i) => ({ ...point, text: ` t${i}`, tokens: [`·t${i}`] })) },
      ],
    });
    cell(view.el, 1, 2).click();
    expect(view.find(".ll-words").textContent).toBe("t5");
    expect(view.model.last("select")).toMatchObject({ layer: 1, position: 1 });
    expect(cell(view.el, 1, 2).getAttribute("aria-selected")).toBe("true");

    view.find(".ll-best-of").click();
    expect(view.find(".ll-words").textContent).toBe("t6");
    expect(view.find(".ll-flags").textContent).toContain("best of 9 cells");
  });

  it("draws one option's probability when asked to", () => {
    const options = [
      { text: "Paris", probability: 0.7 },
      { text: "Lima", probability: 0.3 },
    ];
    const view = mount({
      ...ready,
      heat_maps: [{ ...grid, points: points.map((point) => ({ ...point, options, option_mass: 0.9 })) }],
    });
    const of = view.find("[aria-label='What the cells show']") as HTMLSelectElement;
    of.value = "Lima";
    of.dispatchEvent(new Event("change"));

    expect(cell(view.el, 0, 2).style.getPropertyValue("--p")).toBe("0.3");
    expect(cell(view.el, 0, 2).getAttribute("aria-label")).toContain("P(Lima) 0.30");
  });

  it("never calls a cell the best whose options hold little", () => {
    const some = [at(0, 0, { excess: 0.9, option_mass: 0.1 }), at(1, 1, { excess: 0.2, option_mass: 0.9 })];

    expect(best(some, "", CONSTANTS)).toMatchObject({ answer: { layer: 1 }, of: 1 });
    expect(best([some[0]!], "", CONSTANTS)).toBeNull();
    expect(value(at(0, 0, { excess: null, confidence: 0.4 }), "")).toBe(0.4);
  });

  it("writes what the model says as text", () => {
    const evil = "<img src=x onerror=alert(1)>";
    const view = mount({
      ...ready,
      heat_maps: [{ ...grid, question: evil, points: [at(0, 0, { text: evil })] }],
    });

    expect(view.el.querySelector("img")).toBeNull();
    expect(cell(view.el, 0, 0).textContent).toBe(evil);
  });
});
