import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PATIENCE, SAYS } from "../src/link";
import { answer, fakeModel, page } from "./fake_model";
import { button, type Mounted, mount, press, type } from "./mount";

const pages = [page([0, 1, 2], 0, 3)];
const state = {
  pages,
  history: [answer()],
  lenses: [
    { name: "", label: "Logit lens" },
    { name: "tuned", label: "Tuned lens" },
  ],
};

/** What a notebook that was made into a page holds of its widgets. */
function embed(): void {
  const script = document.body.appendChild(document.createElement("script"));
  script.type = "application/vnd.jupyter.widget-state+json";
}

function said({ el }: Mounted): string {
  return el.textContent ?? "";
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  document.body.replaceChildren();
  Reflect.deleteProperty(globalThis, "__MARIMO_STATIC__");
  vi.useRealTimers();
});

describe("a page without a kernel", () => {
  it.each([
    ["made of a saved notebook", () => embed(), { loader: () => undefined }],
    [
      "exported by marimo",
      () => Reflect.set(globalThis, "__MARIMO_STATIC__", {}),
      { get_model: () => undefined },
    ],
  ])("says so, asks for nothing and offers nothing that needs one: %s", (_, make, manager) => {
    make();
    const view = mount({}, Object.assign(fakeModel(state), { widget_manager: manager }));
    view.cell(2, 2).click();
    press(view.cell(2, 2), "Enter");
    vi.advanceTimersByTime(3 * PATIENCE.heartbeat);

    expect(said(view)).toContain("No kernel: a saved view.");
    expect(said(view)).not.toMatch(/busy|is gone|reading…/);
    expect(view.el.querySelector(".ll-ask, .ll-fill, .ll-undo, .ll-checks:not([hidden])")).toBeNull();
    expect(said(view)).not.toContain("Tuned lens");
    expect(view.cell(2, 2).getAttribute("aria-selected")).toBe("true");
    expect(view.model.sent).toEqual([]);
    view.end();
  });

  it("says which cells of the lens it does not have, and shows no blank in their place", () => {
    const view = mount({ pages: [page([0, 1, 2], 0, 1)], frozen: true });

    expect(view.cell(2, 0).textContent).toBe("L2P0");
    expect(view.cell(2, 1).textContent).toBe("–");
    expect(view.cell(2, 1).getAttribute("aria-label")).toContain("not read before this page was saved");
    expect(view.find(".ll-grid .ll-note").textContent).toContain("3 of the 9 cells of the lens");
    view.cell(2, 1).dispatchEvent(new Event("pointerover", { bubbles: true }));
    expect(view.find(".ll-popover").textContent).toContain("Not read before this page was saved.");
    view.end();
  });

  it("says nothing of cells where it has all of them", () => {
    const view = mount({ pages, frozen: true });

    expect(view.find(".ll-grid .ll-note").textContent).toBe("");
    view.end();
  });

  it("is not one where JupyterLab's manager has a kernel, whatever an output holds", () => {
    embed();
    const kernel = { status: "idle" };
    const view = mount({}, Object.assign(fakeModel(state), { widget_manager: { kernel } }));

    expect(view.el.querySelector(".ll-ask")).not.toBeNull();
    expect(said(view)).not.toContain("a saved view");
    view.end();
  });
});

describe("a host that never answered and does not say how its kernel is", () => {
  it("may have none, which is not called busy", () => {
    const view = mount(state);
    type(view, "The capital of x is");
    view.cell(1, 1).click();
    button(view, "Ask").click();
    vi.advanceTimersByTime(PATIENCE.ping);

    expect(view.find(".ll-job").textContent).toContain(SAYS.unheard);
    expect(said(view)).not.toContain("busy");
    view.end();
  });

  it("is busy once it has answered", () => {
    const view = mount(state);
    view.model.receive({ kind: "pong", id: view.model.last("ping").id, work: [] });
    type(view, "The capital of x is");
    view.cell(1, 1).click();
    button(view, "Ask").click();
    vi.advanceTimersByTime(PATIENCE.ping);

    expect(view.find(".ll-job").textContent).toContain(SAYS.busy);
    view.end();
  });
});
