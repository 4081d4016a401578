import { afterEach, describe, expect, it } from "vitest";
import { best } from "../src/best_of";
import type { Answer } from "../src/protocol";
import { answer, CONSTANTS, page } from "./fake_model";
import { mount } from "./mount";

afterEach(() => document.body.replaceChildren());

const WHY = "Layer 1, position 1 '·France' holds no state: 3 of 32 numbers are NaN or infinite in float16.";

/** What Python sends of a cell that holds NaN or infinity. */
const nothing = (fields: Partial<Answer> = {}): Answer =>
  answer({
    text: "",
    tokens: [],
    token_logprobs: [],
    confidence: null,
    excess: null,
    controls: [],
    flags: [{ kind: "not finite", message: WHY }],
    ...fields,
  });
const whole = page([0, 1, 2], 0, 3);
/** The cell at layer 0, position 0 holds nothing to read. */
const pages = [{ ...whole, probs: whole.probs.map((p, i) => (i < whole.k ? null : p)) }];

describe("a cell that is not finite", () => {
  it("has neither a token nor a colour of a reading in the grid, and says what it is", () => {
    const view = mount({ pages });

    expect(view.cell(0, 0).textContent).toBe("not finite");
    expect(view.cell(0, 0).classList.contains("ll-not-finite")).toBe(true);
    expect(view.cell(0, 0).style.getPropertyValue("--p")).toBe("0");
    expect(view.cell(0, 0).getAttribute("aria-label")).toBe("Layer 0, position 0 <bos>: not finite");
    expect(view.cell(0, 1).textContent).toBe("L0P1");
    expect(view.cell(0, 1).classList.contains("ll-not-finite")).toBe(false);
  });

  it("shows no token in its hint", () => {
    const view = mount({ pages });
    view.cell(0, 0).dispatchEvent(new Event("pointerover", { bubbles: true }));

    expect(document.querySelector(".ll-popover .ll-pop-row")).toBeNull();
    expect(document.querySelector(".ll-popover")?.textContent).toContain("NaN or infinite");
  });

  it("has no number on the card, and the reason", () => {
    const view = mount({ pages, history: [nothing({ options: [{ text: "Paris", probability: null }] })] });

    expect(view.find(".ll-words").textContent).toBe("not finite");
    expect(view.find(".ll-card .ll-scale").children).toHaveLength(0);
    expect(view.find(".ll-card .ll-flags").textContent).toContain("3 of 32 numbers");
    expect(view.find(".ll-card").textContent).not.toMatch(/0\.00|NaN,|null/);
  });

  it("has no bar and no number among the answers so far", () => {
    const view = mount({ pages, history: [nothing({ id: "n" }), answer()] });
    const entry = view.find('.ll-history [data-id="n"]');

    expect(entry.textContent).toContain("not finite");
    expect(entry.querySelector<HTMLElement>(".ll-bar")?.style.getPropertyValue("--p")).toBe("0");
    expect(entry.lastElementChild?.textContent).toBe("");
  });

  it("breaks a curve and is crossed in its column", () => {
    const points = [
      answer({ id: "c0", position: 0 }),
      nothing({ id: "c1", position: 1 }),
      answer({ id: "c2", position: 2 }),
    ];
    const view = mount({
      pages,
      curves: [{ id: "c", layer: 1, question: "x is", total: 3, complete: true, points }],
    });

    expect(view.el.querySelectorAll(".ll-curve .ll-dot")).toHaveLength(2);
    expect(view.el.querySelectorAll(".ll-curve .ll-own")).toHaveLength(2);
    expect(view.el.querySelectorAll(".ll-curve .ll-cross")).toHaveLength(1);
    expect(view.find('.ll-tick[data-position="1"] .ll-said').textContent).toBe("not finite");
    expect(view.find('.ll-tick[data-position="1"]').getAttribute("aria-label")).toContain("not finite");
    expect(view.find(".ll-curve .ll-legend").textContent).toContain("not finite");
  });

  it("is hatched in a grid of layers, and never the best", () => {
    const points = [
      nothing({ id: "g0", layer: 0, target_layer: 0 }),
      answer({ id: "g1", layer: 1, target_layer: 1, excess: -0.2 }),
    ];
    const view = mount({
      pages,
      heat_maps: [{ id: "g", position: 1, question: "x is", total: 9, complete: false, points }],
    });
    const cell = view.find('[data-source="0"][data-target="0"]');

    expect(cell.textContent).toBe("not finite");
    expect(cell.classList.contains("ll-not-finite")).toBe(true);
    expect(cell.classList.contains("ll-under-controls")).toBe(false);
    expect(cell.getAttribute("aria-label")).toBe("Read at layer 0, written at layer 0: not finite");
    expect(best(points, "", CONSTANTS)).toMatchObject({ answer: { id: "g1" }, of: 1 });
    expect(view.find(".ll-layers .ll-legend").textContent).toContain("not finite");
  });
});

describe("a control that is not finite", () => {
  it("leaves a gap in its line, not a zero", () => {
    const at = (position: number, fields: Partial<Answer> = {}): Answer =>
      answer({ id: `c${position}`, position, ...fields });
    const lacking = answer().controls.filter(({ kind }) => kind !== "null");
    const points = [at(0), at(1, { controls: lacking }), at(2)];
    const view = mount({
      pages,
      curves: [{ id: "c", layer: 1, question: "x is", total: 3, complete: true, points }],
    });

    expect(view.el.querySelectorAll(".ll-curve .ll-null")).toHaveLength(2);
    expect(view.el.querySelectorAll(".ll-curve .ll-band:not(.ll-between)")).toHaveLength(1);
    expect(view.el.querySelectorAll(".ll-curve .ll-own")).toHaveLength(1);
  });
});
