import { afterEach, describe, expect, it } from "vitest";
import { KEYS } from "../src/key_help";
import { page } from "./fake_model";
import { type Mounted, mount, press } from "./mount";

afterEach(() => document.body.replaceChildren());

const tokens = ["a", "b", "c", "d", "e", "f"];
const state = { tokens, n_layers: 3, pages: [page([0, 1, 2, 3], 0, 6)] };

/** Press keys where the focus is, such as "Shift+ArrowUp". */
function keys(...names: string[]): void {
  for (const name of names) {
    const [key = "", ...held] = name.split("+").reverse();
    press(document.activeElement!, key === "Space" ? " " : key, {
      shiftKey: held.includes("Shift"),
      ctrlKey: held.includes("Control"),
    });
  }
}

/** The selected layers and spans, as they are drawn. */
function selected({ el }: Mounted): string {
  const on = [...el.querySelectorAll<HTMLElement>(".ll-grid [aria-selected=true]")].map(
    ({ dataset }) => `${dataset["layer"]}:${dataset["position"]}`,
  );
  return on.sort().join(" ");
}

function focused(): string {
  const { dataset } = document.activeElement as HTMLElement;
  return `${dataset["layer"]}:${dataset["position"]}`;
}

describe("the keys of the grid", () => {
  it("extend a selection over layers as over tokens, and back", () => {
    const view = mount(state);
    view.cell(1, 1).click();
    keys("Shift+ArrowUp", "Shift+ArrowRight");
    expect(selected(view)).toBe("1:1 1:2 2:1 2:2");
    expect(view.model.last("select")).toMatchObject({ layers: [1, 2], position: 2, start: 1 });

    keys("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowLeft");
    expect(selected(view)).toBe("0:1 1:1");
    keys("Shift+End");
    expect(selected(view)).toBe("0:1 0:2 0:3 0:4 0:5 1:1 1:2 1:3 1:4 1:5");
  }, 20_000);

  it("start from the cell where one stands if nothing is selected", () => {
    const view = mount(state);
    view.cell(3, 5).focus();
    keys("Shift+ArrowLeft");

    expect(selected(view)).toBe("3:4 3:5");
  });

  it("add a further span and a further layer", () => {
    const view = mount(state);
    view.cell(2, 0).click();
    keys("Shift+ArrowRight", "ArrowRight", "ArrowRight", "Control+Space", "Shift+ArrowRight");
    expect(selected(view)).toBe("2:0 2:1 2:3 2:4");
    expect(view.model.last("select")).toMatchObject({
      spans: [
        [0, 2],
        [3, 5],
      ],
    });

    keys("ArrowDown", "Control+Space");
    expect(selected(view)).toBe("1:0 1:1 1:3 1:4 2:0 2:1 2:3 2:4");
    expect(focused()).toBe("1:4");
  });

  it("take away the layer of a selected cell, of one layer the token, and never the last cell", () => {
    const view = mount({ ...state, selection: [2, 3], span: [1, 4], layers: [1, 2], spans: [[1, 4]] });
    view.cell(2, 3).focus();
    keys("ArrowLeft", "Control+Space");
    expect(selected(view)).toBe("1:1 1:2 1:3");
    expect(focused()).toBe("2:2");

    keys("ArrowDown", "Control+Space");
    expect(selected(view)).toBe("1:1 1:3");
    expect(focused()).toBe("1:2");
    keys("ArrowRight", "Control+Space", "ArrowLeft", "ArrowLeft", "Control+Space");
    expect(selected(view)).toBe("1:1");
  });

  it("keep only the cell where one stands", () => {
    const view = mount({ ...state, selection: [2, 3], span: [1, 4], layers: [1, 2], spans: [[1, 4]] });
    view.cell(2, 3).focus();
    keys("ArrowUp", "Escape");
    expect(selected(view)).toBe("3:3");

    keys("Shift+ArrowLeft");
    expect(selected(view)).toBe("3:2 3:3");
  });

  it("leave Escape to others where one cell or nothing is selected", () => {
    const view = mount(state);
    expect(press(view.cell(3, 5), "Escape").defaultPrevented).toBe(false);
    view.cell(2, 2).click();

    expect(press(view.cell(2, 2), "Escape").defaultPrevented).toBe(false);
    expect(selected(view)).toBe("2:2");
  });

  it("go to the corners", () => {
    const view = mount(state);
    view.cell(2, 2).focus();
    keys("Control+Home");
    expect(focused()).toBe("3:0");

    keys("Control+End");
    expect(focused()).toBe("0:5");
  });

  it("forget what stays selected beside where another view selects", () => {
    const view = mount(state);
    const other = view.again();
    view.cell(2, 0).click();
    keys("End", "Control+Space");
    other.querySelector<HTMLElement>('.ll-cell[data-layer="1"][data-position="2"]')?.click();
    view.cell(1, 2).focus();
    keys("Shift+ArrowRight");

    expect(selected(view)).toBe("1:2 1:3");
  });

  it("are told under the grid, which says that several cells can be selected", () => {
    const view = mount(state);
    const told = view.find(".ll-keyhelp").textContent;

    for (const [, does] of KEYS) expect(told).toContain(does);
    expect(view.find(".ll-grid [role=grid]").getAttribute("aria-multiselectable")).toBe("true");
  });

  it("are told without those that need a kernel on a saved page", () => {
    const view = mount({ ...state, frozen: true });

    expect(view.find(".ll-keyhelp").textContent).not.toContain("Enter");
    expect(view.find(".ll-keyhelp").textContent).toContain("Ctrl+Space");
  });
});
