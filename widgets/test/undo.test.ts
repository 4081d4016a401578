import { afterEach, describe, expect, it, vi } from "vitest";
import { answer } from "./fake_model";
import { button, type Mounted, mount, press, type } from "./mount";

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const selected = (view: Mounted): string | null =>
  view.find('.ll-grid [role="gridcell"][aria-selected="true"]').getAttribute("aria-label");
const field = (view: Mounted): HTMLInputElement =>
  view.find(".ll-ask input:not([role='combobox'])") as HTMLInputElement;
const pin = (view: Mounted, text: string): void => {
  const input = view.find('[aria-label="Pinned token"]') as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};
const undo = (view: Mounted, more: KeyboardEventInit = {}): KeyboardEvent =>
  press(view.find(".ll-grid"), more.shiftKey ? "Z" : "z", { ctrlKey: true, ...more });

describe("undo", () => {
  it("goes back to the cell before and forward again, and tells Python", () => {
    const view = mount({ selection: [1, 0] });
    expect(button(view, "Undo").disabled).toBe(true);
    view.cell(2, 1).click();
    view.cell(0, 2).click();

    button(view, "Undo").click();
    expect(selected(view)).toContain("Layer 2, position 1");
    expect(view.model.last("select")).toMatchObject({ layer: 2, position: 1 });
    expect(undo(view).defaultPrevented).toBe(true);
    expect(selected(view)).toContain("Layer 1, position 0");
    expect(button(view, "Undo").disabled).toBe(true);
    undo(view, { shiftKey: true });
    button(view, "Redo").click();
    expect(selected(view)).toContain("Layer 0, position 2");
    expect(button(view, "Redo").disabled).toBe(true);
  });

  it("takes what is typed together back at once, and forgets what was ahead once something else is done", () => {
    vi.useFakeTimers();
    const view = mount({ selection: [1, 0] });
    for (const text of ["x", "x i", "x is"]) type(view, text);
    vi.advanceTimersByTime(1000);
    type(view, "x was");

    button(view, "Undo").click();
    expect(field(view).value).toBe("x is");
    button(view, "Undo").click();
    expect(field(view).value).toBe("");
    vi.advanceTimersByTime(1000);
    view.cell(2, 1).click();
    expect(button(view, "Redo").disabled).toBe(true);
  });

  it("leaves Ctrl+Z to the fields, which have an undo of their own, and to the host outside", () => {
    const view = mount({ selection: [1, 0] });
    view.cell(2, 1).click();
    const inField = press(field(view), "z", { ctrlKey: true });
    const heard = vi.fn();
    document.body.addEventListener("keydown", heard, { once: true });
    press(document.body, "z", { ctrlKey: true });

    expect(inField.defaultPrevented).toBe(false);
    expect(heard).toHaveBeenCalledOnce();
    expect(selected(view)).toContain("Layer 2, position 1");
  });

  it("brings pinned tokens and the lens back", () => {
    const lenses = ["", "tuned"].map((name) => ({ name, label: name || "Logit lens" }));
    const view = mount({ selection: [1, 0], lenses });
    const lens = view.find('[aria-label="What is read in the cells"]') as HTMLSelectElement;
    lens.value = "lens tuned";
    lens.dispatchEvent(new Event("change", { bubbles: true }));
    undo(view);

    expect(lens.value).toBe("lens ");
  });

  it("goes forward again to what was changed before a cell was chosen", () => {
    const view = mount({});
    const measure = view.find('[aria-label="What the cells show of it"]') as HTMLSelectElement;
    measure.value = "entropy";
    measure.dispatchEvent(new Event("change", { bubbles: true }));
    view.cell(2, 1).click();
    button(view, "Undo").click();
    expect(measure.value).not.toBe("entropy");
    expect(button(view, "Redo").disabled).toBe(false);

    button(view, "Redo").click();
    expect(measure.value).toBe("entropy");
    expect(selected(view)).toContain("Layer 2, position 1");
  });

  it("asks for the pages of a token that takes another's place among the pinned", () => {
    vi.useFakeTimers();
    const view = mount({});
    const measure = view.find('[aria-label="What the cells show of it"]') as HTMLSelectElement;
    measure.value = "rank";
    measure.dispatchEvent(new Event("change", { bubbles: true }));
    pin(view, "Oslo");
    pin(view, "Paris");
    const { id } = view.model.last("query");
    view.model.receive({ kind: "cancelled", id });
    vi.advanceTimersByTime(1000);
    view.find('[aria-label="Unpin Paris"]').click();
    pin(view, "Rome");
    expect(view.model.last("query").args).toMatchObject({ pinned: "Rome" });

    button(view, "Undo").click();
    expect(view.model.last("query").args).toMatchObject({ pinned: "Paris" });
  });
});

describe("an answer of the history", () => {
  it("gives its place on the card back to the one before", () => {
    const first = answer({ id: "a", layer: 2, position: 1, sites: [[2, 1]], tokens: ["Rome"] });
    const other = answer({ id: "b", tokens: ["Paris"] });
    const view = mount({ selection: [1, 0], history: [first, other] });
    const card = () => view.find(".ll-words").textContent;
    expect(card()).toBe("Paris");
    view.find('.ll-history [data-id="a"]').click();
    expect(card()).toBe("Rome");

    button(view, "Undo").click();
    expect(card()).toBe("Paris");
    button(view, "Redo").click();
    expect(card()).toBe("Rome");
  });

  it("brings its question, its options and its settings back with its cell", () => {
    const first = answer({
      id: "a",
      layer: 2,
      position: 1,
      sites: [[2, 1]],
      asked: { preset: "", text: "The capital of x is" },
      settings: { max_new_tokens: 3 },
      options: [
        { text: "Paris", probability: 0.9 },
        { text: "Rome", probability: 0.1 },
      ],
    });
    const other = answer({ id: "b", asked: { preset: "description", text: "" } });
    const view = mount({ history: [first, other] });
    view.find('.ll-history [data-id="a"]').click();

    expect(field(view).value).toBe("The capital of x is");
    expect(selected(view)).toContain("Layer 2, position 1");
    button(view, "Ask").click();
    expect(view.model.last("query").args).toMatchObject({
      layer: 2,
      question: { text: "The capital of x is" },
      options: ["Paris", "Rome"],
      settings: { max_new_tokens: 3 },
    });
    view.find('.ll-history [data-id="b"]').click();
    button(view, "Ask").click();
    expect(view.model.last("query").args).toMatchObject({
      question: { preset: "description" },
      options: [],
      settings: {},
    });
  });
});
