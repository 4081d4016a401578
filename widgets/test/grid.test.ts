import { afterEach, describe, expect, it, vi } from "vitest";
import { LensPages } from "../src/lens_pages";
import type { Link } from "../src/link";
import { PAUSE } from "../src/preview";
import { axis, columnWidth } from "../src/virtual_grid";
import { answer, CONSTANTS, page } from "./fake_model";
import { button, mount, press, type } from "./mount";

afterEach(() => document.body.replaceChildren());

const pages = [page([0, 1, 2], 0, 3)];

describe("the grid", () => {
  it("shows the lens's top token in each cell, and says its probability in words", () => {
    const view = mount({ pages });

    expect(view.cell(2, 1).textContent).toBe("L2P1");
    expect(view.cell(2, 1).getAttribute("aria-label")).toBe(
      "Layer 2, position 1 ·France: lens reads L2P1, probability 0.75",
    );
    expect(view.cell(2, 1).style.getPropertyValue("--p")).toBe("0.75");
  });

  it("puts layer L on top", () => {
    const view = mount({ pages });
    const tops = [...view.el.querySelectorAll<HTMLElement>(".ll-row")]
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .map((row) => row.querySelector(".ll-side")?.textContent);

    expect(tops).toEqual(["2", "1", "0"]);
  });

  it("keeps tokens that repeat apart", () => {
    const view = mount({ tokens: ["·a", "·a", "·a"] });

    expect([...view.el.querySelectorAll(".ll-head span")].map((e) => e.textContent)).toEqual([
      "·a",
      "·a",
      "·a",
    ]);
  });

  it("writes tokens as text, never as markup", () => {
    const evil = "<img src=x onerror=alert(1)>";
    const view = mount({
      tokens: [evil, "b", "c"],
      title: evil,
      pages: [{ ...pages[0]!, words: Array(18).fill(evil) }],
    });

    expect(view.el.querySelector("img")).toBeNull();
    expect(view.cell(2, 0).textContent).toBe(evil);
  });

  it("selects on click: one message, no trait write", () => {
    const view = mount({ pages });
    view.cell(1, 2).click();

    expect(view.model.last("select")).toMatchObject({ kind: "select", layer: 1, position: 2, n: 1 });
    expect(view.cell(1, 2).getAttribute("aria-selected")).toBe("true");
  });

  it("follows a selection made in Python", () => {
    const view = mount({ pages });
    view.model.change("selection", [0, 0]);

    expect(view.cell(0, 0).getAttribute("aria-selected")).toBe("true");
    expect(view.cell(0, 0).tabIndex).toBe(0);
  });

  it("is not pulled back by the echo of an older selection", () => {
    const view = mount({ pages });
    view.cell(1, 1).click();
    view.cell(2, 2).click();
    view.model.change("selection", [1, 1]);
    expect(view.cell(2, 2).getAttribute("aria-selected")).toBe("true");

    view.model.change("selection", [2, 2]);
    view.model.change("selection", [0, 1]);
    expect(view.cell(0, 1).getAttribute("aria-selected")).toBe("true");
  });

  it("lets the tab stop stay where the keys took it when the selection's own echo comes", () => {
    const view = mount({ pages });
    view.cell(2, 0).click();
    press(document.activeElement!, "End");
    view.model.change("selection", [2, 0]);

    expect(document.activeElement).toBe(view.cell(2, 2));
    expect(view.cell(2, 2).tabIndex).toBe(0);
  });

  it("moves with the keys and has one tab stop", () => {
    const view = mount({ pages });
    view.cell(2, 2).focus();
    for (const key of ["ArrowDown", "ArrowLeft", "Home", "ArrowUp", "End", "PageDown", "ArrowDown"]) {
      press(document.activeElement!, key);
    }

    expect((document.activeElement as HTMLElement).dataset).toMatchObject({ layer: "0", position: "2" });
    expect(view.el.querySelectorAll(".ll-cell[tabindex='0']")).toHaveLength(1);
  });

  it("selects and asks on Enter", () => {
    const view = mount({ pages });
    type(view, "The capital of x is");
    view.cell(2, 2).focus();
    press(view.cell(2, 2), "Enter");

    expect(view.model.last("query")["args"]).toMatchObject({ layer: 2, position: 2 });
  });

  it("keeps keys from the notebook, but leaves it the ones with ctrl", () => {
    const view = mount({ pages });
    const heard: string[] = [];
    document.body.addEventListener("keydown", (event) => heard.push(event.key));
    press(view.cell(2, 2), "b");
    press(view.cell(2, 2), "s", { ctrlKey: true });

    expect(heard).toEqual(["s"]);
  });

  it("shows the top k in the hint", () => {
    const view = mount({ pages });
    view.cell(2, 1).dispatchEvent(new Event("pointerover", { bubbles: true }));

    expect([...view.el.querySelectorAll(".ll-pop-row")].map((row) => row.textContent)).toEqual([
      "L2P10.75",
      "other10.10",
    ]);
  });

  it("stops listening when the view ends", () => {
    const view = mount({ pages });
    const cell = view.cell(1, 2);
    view.end();
    const before = view.model.sent.length;
    cell.click();

    expect(view.model.sent).toHaveLength(before);
  });
});

describe("a view that has ended", () => {
  it("leaves nothing in the page", () => {
    const view = mount({ pages });
    view.end();

    expect(view.find(".ll-root").childElementCount).toBe(0);
  });
});

describe("a span", () => {
  const drag = (view: ReturnType<typeof mount>, from: [number, number], to: [number, number]) => {
    view.cell(...from).dispatchEvent(new MouseEvent("pointerdown", { bubbles: true, button: 0 }));
    view.cell(...to).dispatchEvent(new MouseEvent("pointerover", { bubbles: true, buttons: 1 }));
    document.dispatchEvent(new MouseEvent("pointerup", { bubbles: true }));
  };
  const selected = (el: Element) =>
    [...el.querySelectorAll<HTMLElement>(".ll-grid [aria-selected=true]")]
      .map(({ dataset }) => `${dataset["layer"]}:${dataset["position"]}`)
      .sort();

  it("is selected by a drag, in either direction and along one layer", () => {
    const view = mount({ pages });
    drag(view, [1, 2], [2, 0]);

    expect(view.model.last("select")).toMatchObject({ layer: 1, position: 2, start: 0 });
    expect(selected(view.el)).toEqual(["1:0", "1:1", "1:2"]);
  });

  it("is selected by shift and the arrows, from where one stands", () => {
    const view = mount({ pages });
    view.cell(1, 0).click();
    press(document.activeElement!, "ArrowRight", { shiftKey: true });
    press(document.activeElement!, "ArrowRight", { shiftKey: true });
    press(document.activeElement!, "ArrowLeft", { shiftKey: true });

    expect(view.model.last("select")).toMatchObject({ layer: 1, position: 1, start: 0 });
    expect((document.activeElement as HTMLElement).dataset["position"]).toBe("1");
  });

  it("is selected by a click with shift, and ends with a click", () => {
    const view = mount({ pages });
    view.cell(1, 2).click();
    view.cell(1, 1).dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
    expect(selected(view.el)).toEqual(["1:1", "1:2"]);

    view.cell(2, 0).click();
    expect(selected(view.el)).toEqual(["2:0"]);
  });

  it("is swept alone", () => {
    const view = mount({ pages });
    type(view, "x is");
    drag(view, [1, 0], [1, 1]);

    button(view, "Sweep 2 positions").click();
    expect(view.model.last("query")).toMatchObject({ what: "sweep", args: { layer: 1, start: 0, stop: 2 } });
  });

  describe("that is asked about", () => {
    const spanned = { pages, selection: [1, 2] as [number, number], span: [0, 3] as [number, number] };
    /** The view when Python has said which positions the reader reads. */
    const told = (positions: number[]) => {
      vi.useFakeTimers();
      const view = mount(spanned);
      type(view, "x and x and x");
      vi.advanceTimersByTime(PAUSE);
      const { id, args } = view.model.last("query");
      const target = {
        tokens: ["x", "·and", "·x"],
        slots: [0, 2],
        layer: 1,
        movable: false,
        positions,
        layers: [1],
      };
      view.model.receive({ kind: "result", id, value: target });
      vi.useRealTimers();
      return { view, args };
    };
    const where = "Layer 1, positions 0 to 2 <bos>·France·is";

    it("travels with the question, and with the look ahead", () => {
      const { view, args } = told([0, 1, 2]);
      expect(args).toMatchObject({ layer: 1, position: 2, start: 0, stop: 3 });

      view.find(".ll-primary").click();
      expect(view.model.last("query")).toMatchObject({
        what: "ask",
        args: { layer: 1, position: 2, start: 0, stop: 3 },
      });
      expect(view.find(".ll-job").textContent).toContain("Asking layer 1, positions 0 to 2");
    });

    it("is marked token by token where the reader reads all of them", () => {
      const { view } = told([0, 1, 2]);

      expect(view.find(".ll-where").textContent).toBe(
        `${where}; this reader reads all 3 tokens for one answer`,
      );
      expect([...view.el.querySelectorAll(".ll-ask .ll-source")].map((e) => e.textContent)).toEqual([
        "<bos>",
        "·France",
        "·is",
      ]);
    });

    it("is said to be read at its end where the reader does not take so many", () => {
      const { view } = told([2]);

      expect(view.find(".ll-where").textContent).toBe(
        `${where}; this reader does not take 3 tokens at once: it reads the last`,
      );
      expect(view.el.querySelectorAll(".ll-ask .ll-source")).toHaveLength(1);
    });

    it("is not part of a difference, which is of one token", () => {
      const view = mount(spanned);
      type(view, "x is");
      button(view, "Subtract the last token").click();
      view.find(".ll-primary").click();

      expect(view.find(".ll-where").textContent).toBe("Layer 1, position 2 ·is minus ·is");
      expect(view.model.last("query")["args"]).not.toHaveProperty("start");
    });

    it("comes back with its answer", () => {
      const sites: [number, number][] = [
        [1, 0],
        [1, 1],
      ];
      const view = mount({
        pages,
        history: [answer({ sites }), answer({ id: "a2", layer: 2, position: 2 })],
      });
      expect(view.cell(1, 0).classList).toContain("ll-answered");
      view.find("[data-id=a1]").click();

      expect(view.model.last("select")).toMatchObject({ layer: 1, position: 1, start: 0 });
      expect(view.find(".ll-facts").textContent).toContain("Positions 0 to 1 <bos>·France");
    });
  });

  it("follows Python", () => {
    const view = mount({ pages, selection: [1, 2], span: [1, 3] });
    expect(selected(view.el)).toEqual(["1:1", "1:2"]);

    view.model.change("span", [0, 3]);
    expect(selected(view.el)).toEqual(["1:0", "1:1", "1:2"]);
    view.model.change("selection", [0, 0]);
    expect(selected(view.el)).toEqual(["0:0"]);
  });
});

describe("a large grid", () => {
  const large = { tokens: Array.from({ length: 512 }, (_, i) => `t${i}`), n_layers: 48 };

  it("has elements only for the cells in sight", () => {
    const view = mount(large);

    expect(view.el.querySelectorAll(".ll-cell").length).toBeLessThan(500);
  });

  it("keeps its tab stop, and the focus on it, wherever it is scrolled to", () => {
    const view = mount(large);
    view.cell(48, 2).click();
    const focused = document.activeElement;
    const scroller = view.find(".ll-grid .ll-scroll");
    for (const offset of [400, 700, 300]) {
      scroller.scrollTop = offset;
      scroller.scrollLeft = 20 * offset;
      scroller.dispatchEvent(new Event("scroll"));
      expect(view.el.querySelector('.ll-cell[data-layer="47"][data-position="2"]')).toBeNull();
    }

    expect(document.activeElement).toBe(focused);
    expect(view.cell(48, 2)).toBe(focused);
    expect(view.el.querySelectorAll(".ll-grid .ll-cell[tabindex='0']")).toHaveLength(1);
  }, 20_000);

  it("shows what is in sight where a host has moved it without a word", () => {
    const view = mount(large);
    const scroller = view.find(".ll-grid .ll-scroll");
    scroller.scrollLeft = 20_000;
    expect(view.el.querySelector('.ll-cell[data-layer="48"][data-position="300"]')).toBeNull();
    scroller.dispatchEvent(new Event("pointerenter"));

    expect(view.cell(48, 300).getAttribute("role")).toBe("gridcell");
  });

  it("goes back to where it was scrolled when a host puts it back into the page", () => {
    const view = mount(large);
    const scroller = view.find(".ll-grid .ll-scroll");
    scroller.scrollLeft = 20_000;
    scroller.dispatchEvent(new Event("scroll"));
    for (const kind of ["animationstart", "pointerenter"]) {
      scroller.scrollLeft = 0; // what a browser makes of an element that was out of the page
      scroller.dispatchEvent(new Event(kind));
      expect(scroller.scrollLeft).toBe(20_000);
    }
    expect(view.cell(48, 300).getAttribute("role")).toBe("gridcell");
  });

  it("has an overview, drawn anew in the colour of another theme", () => {
    const colours: string[] = [];
    const drawing = {
      clearRect: () => colours.push(drawing.fillStyle),
      fillRect: () => undefined,
      fillStyle: "",
      globalAlpha: 1,
    };
    const got = vi
      .spyOn(HTMLCanvasElement.prototype, "getContext")
      .mockReturnValue(drawing as unknown as ReturnType<HTMLCanvasElement["getContext"]>);
    const view = mount(large);
    const canvas = view.find(".ll-minimap canvas");
    const before = colours.length;
    canvas.style.color = "rgb(1, 2, 3)";
    canvas.dispatchEvent(new Event("transitionend"));
    got.mockRestore();

    expect(colours.length).toBeGreaterThan(before);
    expect(drawing.fillStyle).toBe("rgb(1, 2, 3)");
  });

  it("asks for the pages in sight only, each once", () => {
    const view = mount(large);
    const asked = view.model.sent
      .filter(({ what }) => what === "lens")
      .map(({ args }) => args as { layers: number[] });

    expect(asked.sort((a, b) => a.layers[0]! - b.layers[0]!)).toEqual(
      [
        { layers: [48], start: 0, stop: 32 },
        { layers: Array.from({ length: 16 }, (_, i) => 16 + i), start: 0, stop: 32 },
        { layers: Array.from({ length: 16 }, (_, i) => 32 + i), start: 0, stop: 32 },
      ].sort((a, b) => a.layers[0]! - b.layers[0]!),
    );
  });

  it("asks for pages of the size that Python says", () => {
    const view = mount({ constants: { ...CONSTANTS, lens_page_layers: 2, lens_page_positions: 2 } });
    const asked = view.model.sent.filter(({ what }) => what === "lens").map(({ args }) => args);

    expect(asked).toHaveLength(4);
    expect(asked).toContainEqual({ layers: [0, 1], start: 2, stop: 3 });
  });

  it("gives up pages that have left the view before they came", () => {
    const lens = new LensPages(49, 512, CONSTANTS);
    for (const [key] of lens.missing(30, 49, 0, 20)) lens.began(key, `page ${key}`);

    expect(lens.strayed(30, 49, 0, 20)).toEqual([]);
    expect(lens.strayed(0, 16, 0, 20)).toEqual(["page 48:0", "page 32:0", "page 16:0"]);
    expect(lens.strayed(48, 49, 20, 40)).toEqual(["page 32:0", "page 16:0"]);
  });

  it("asks anew for pages that come back into view before their cancellation is heard of", () => {
    const lens = new LensPages(49, 512, CONSTANTS);
    const sent: string[] = [];
    const link = {
      send: ({ kind, args }: { kind: string; args?: { layers?: number[] } }) =>
        sent.push(`${kind} ${args?.layers?.[0] ?? ""}`.trim()) > 0,
    } as unknown as Link;
    lens.look(link, 16, 32, 0, 20);
    lens.look(link, 32, 48, 0, 20);
    lens.look(link, 16, 32, 0, 20);

    expect(sent).toEqual(["query 16", "cancel", "query 32", "cancel", "query 16"]);
  });

  it("shows a lens that cannot be read where it would stand, and tries again when told to", () => {
    const view = mount({});
    const { id } = view.model.last("query");
    view.model.receive({ kind: "error", id, type: "StaleTrace", message: "The weights changed." });
    expect(view.find(".ll-note").textContent).toContain("The weights changed.");

    view.find(".ll-note button").click();
    expect(view.model.last("query").id).not.toBe(id);
  });
});

describe("the largest grid, of 2000 tokens by 81 layers", () => {
  const largest = { tokens: Array.from({ length: 2000 }, (_, i) => `t${i}`), n_layers: 80 };

  it("has few elements at every corner, and asks for the pages in sight only", () => {
    const view = mount(largest);
    view.cell(80, 0).focus();
    for (const [key, layer, position] of [
      ["End", 0, 1999],
      ["Home", 80, 0],
    ] as const) {
      press(document.activeElement!, key, { ctrlKey: true });

      expect(document.activeElement).toBe(view.cell(layer, position));
      expect(view.cell(layer, position).getAttribute("aria-colindex")).toBe(String(position + 2));
      expect(view.el.querySelectorAll(".ll-cell").length).toBeLessThan(500);
    }
    expect(view.find(".ll-grid [role=grid]").getAttribute("aria-rowcount")).toBe("82");
    expect(view.model.sent.filter(({ what }) => what === "lens").length).toBeLessThan(12);
  }, 30_000);

  it("draws what it has of them", () => {
    const pages = [0, 16, 32, 48, 64, 80].flatMap((low) =>
      Array.from({ length: 63 }, (_, i) =>
        page(
          Array.from({ length: Math.min(16, 81 - low) }, (_, layer) => low + layer),
          32 * i,
          Math.min(32 * i + 32, 2000),
        ),
      ),
    );
    const view = mount({ ...largest, pages });
    expect(view.cell(80, 0).textContent).toBe("L80P0");
    view.cell(80, 0).focus();
    press(document.activeElement!, "End", { ctrlKey: true });

    expect(view.cell(0, 1999).textContent).toBe("L0P1999");
  }, 60_000);
});

/** Items of 10 pixels each, of which 100 pixels are in sight. */
function scrolled(offset: number) {
  const scroller = Object.defineProperties(document.createElement("div"), {
    scrollHeight: { value: 500 },
    clientHeight: { value: 100 },
  });
  const one = axis(50, () => 10, {
    getScrollElement: () => scroller,
    observeElementRect: (_, tell) => tell({ width: 100, height: 100 }),
    observeElementOffset: (_, tell) => tell(offset, false),
  });
  one._willUpdate();
  return one;
}

describe("geometry", () => {
  const inSight = (offset: number) => {
    const items = scrolled(offset).getVirtualItems();
    return [items[0]!.index, items.at(-1)!.index + 1];
  };
  const reveal = (offset: number, item: number) => scrolled(offset).getOffsetForIndex(item)![0];

  it("counts what is in sight, with some more on either side", () => {
    expect(inSight(0)).toEqual([0, 13]);
    expect(inSight(200)).toEqual([17, 33]);
  });

  it("scrolls as little as it can", () => {
    expect(reveal(0, 5)).toBe(0);
    expect(reveal(0, 12)).toBe(30);
    expect(reveal(200, 3)).toBe(30);
  });

  it("shares the width between few tokens and scrolls many", () => {
    expect(columnWidth(1044, 44, 10)).toBe(100);
    expect(columnWidth(1044, 44, 500)).toBe(68);
    expect(columnWidth(1044, 44, 2)).toBe(168);
  });
});
