import { afterEach, describe, expect, it, vi } from "vitest";
import { differenceScale, showDifference } from "../src/difference_kinds";
import type { Differed, Reading } from "../src/lens_pages";
import type { Page, SecondTrace } from "../src/protocol";
import { reached } from "../src/second_grid";
import { page } from "./fake_model";
import { button, type Mounted, mount } from "./mount";

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const pages = [page([0, 1, 2], 0, 3)];
/** Another prompt, with a word more at its beginning. */
const second: SecondTrace = {
  id: "s",
  base: "",
  label: "So Japan is",
  tokens: ["<bos>", "·So", "·Japan", "·is"],
  quiet: [0],
  roles: [],
  own: [0, null, 1, 2],
  partners: [0, 2, 3],
  patches: [],
  next: [{ token: "·Paris", before: 0.9, after: 0.1 }],
  distance: 0.8,
  code: "before = session.run('France is')",
};
/** The prompt itself, patched at layer 1 in its second token. */
const patched: SecondTrace = {
  ...second,
  id: "p",
  label: "France is, patched",
  tokens: ["<bos>", "·France", "·is"],
  own: [0, 1, 2],
  partners: [0, 1, 2],
  patches: [[1, 1]],
};
const different: Page = {
  ...page([0, 1, 2], 0, 3, 1),
  difference: {
    vocab: 1000,
    pinned: "",
    index: Array(9).fill(0),
    chance: Array(9).fill(0.25),
    entropy: Array(9).fill(1.5),
    surprisal: Array(9).fill(null),
    before: [],
    after: [],
    distance: Array(9).fill(0.5),
    equal: Array.from({ length: 9 }, (_, i) => i % 3 === 0),
  },
};
const differed: Differed = {
  top: "b",
  chance: 0.9,
  entropy: -1,
  surprisal: 2,
  before: 100,
  after: 1,
  distance: 0.5,
  equal: false,
};
const reading: Reading = { tokens: ["a"], probs: [0.4], difference: differed };

const panel = (view: Mounted): HTMLElement => view.find(".ll-second");
const cell = (view: Mounted, layer: number, position: number): HTMLElement => {
  const found = panel(view).querySelector<HTMLElement>(
    `.ll-cell[data-layer="${layer}"][data-position="${position}"]`,
  );
  if (!found) throw new Error("there is no such cell");
  return found;
};
const over = (target: Element): boolean => target.dispatchEvent(new Event("pointerover", { bubbles: true }));
const pointer = (kind: string, target: Element): void => {
  target.dispatchEvent(new MouseEvent(kind, { bubbles: true, button: 0, buttons: 1 }));
};
const asked = (view: Mounted, what: string) =>
  view.model.sent.filter((message) => message.kind === "query" && message["what"] === what);
const words = (view: Mounted): string | undefined =>
  panel(view).querySelector(".ll-linked-words")?.textContent ?? undefined;

describe("the second prompt", () => {
  it("is run when it was typed, and shown when it comes", () => {
    const view = mount({ pages });
    button(view, "Compare with another prompt, or patch").click();
    const field = panel(view).querySelector("input") as HTMLInputElement;
    field.value = "So Japan is";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button(view, "Compare").click();
    const { id, args } = view.model.last("query");
    expect(args).toEqual({ prompt: "So Japan is", begins: null, key: "" });

    view.model.receive({ kind: "result", id, value: { ...second, id } });
    expect(asked(view, "lens").at(-1)?.["args"]).toMatchObject({ trace: id, start: 0, stop: 4 });
    const { id: lens } = view.model.last("query");
    view.model.receive({ kind: "result", id: lens, value: page([0, 1, 2], 0, 4) });
    expect(cell(view, 2, 3).textContent).toBe("L2P3");
    expect(view.cell(2, 2).textContent).toBe("L2P2");
  });

  it("is chosen among the prompts of the session", () => {
    const view = mount({ pages });
    button(view, "Compare with another prompt, or patch").click();
    const { id } = view.model.last("query");
    view.model.receive({
      kind: "result",
      id,
      value: { traces: [{ key: "k", label: "<b>Japan</b>" }], models: [] },
    });
    const field = view.find('[aria-label="Prompts of this session"]') as HTMLSelectElement;
    field.value = "k";
    field.dispatchEvent(new Event("change", { bubbles: true }));

    expect(view.model.last("query")["args"]).toEqual({ prompt: "", begins: null, key: "k" });
    expect(view.el.querySelector("option b")).toBeNull();
  });

  it("tells Python which grid is shown, and shows it again", () => {
    const view = mount({ pages, seconds: [second, patched] });
    const told = () => view.model.sent.filter(({ kind }) => kind === "shown").map(({ shown }) => shown);
    expect(told()).toEqual([{ id: "p", side: "difference" }]);
    button(view, "Before").click();
    expect(told().at(-1)).toEqual({ id: "p", side: "base" });

    const later = mount({ pages, seconds: [second, patched], second_shown: { id: "s", side: "difference" } });
    expect(button(later, "Second minus first").getAttribute("aria-pressed")).toBe("true");
    expect(later.model.sent.filter(({ kind }) => kind === "shown")).toEqual([]);
  });

  it("shows the newest where what was shown is forgotten", () => {
    const view = mount({ pages, seconds: [second], second_shown: { id: "old", side: "base" } });
    expect(button(view, "Second prompt").getAttribute("aria-pressed")).toBe("true");
  });

  it("opens where the prompts part, or at the patch", () => {
    const stop = (view: Mounted) => panel(view).querySelector("[role=gridcell][tabindex='0']")?.ariaLabel;
    const at = (seconds: SecondTrace[], side: "second" | "difference") =>
      stop(mount({ pages, seconds, second_shown: { id: seconds[0]?.id ?? "", side } }));
    expect(at([second], "second")).toContain("position 1 ·So");
    expect(at([second], "difference")).toContain("position 1 ·France");
    expect(at([patched], "difference")).toContain("position 1 ·France");
    const same = { ...second, tokens: ["<bos>", "·France", "·is", "·a"], own: [0, 1, 2, null] };
    expect(at([{ ...same, partners: [0, 1, 2] }], "second")).toContain("position 3 ·a");
  });

  it("says how much of the difference has been read, and about how long the rest takes", () => {
    vi.useFakeTimers();
    const view = mount({ pages, seconds: [second], second_shown: { id: "s", side: "difference" } });
    const { id } = view.model.last("query");
    const keys = () => panel(view).querySelector(".ll-second-keys")?.textContent;
    expect(keys()).toContain("reading…");
    vi.advanceTimersByTime(60_000);
    view.model.receive({ kind: "queued", id, what: "lens", args: {}, ahead: 1 });
    view.model.receive({ kind: "progress", id, done: 0, total: 0 });
    vi.advanceTimersByTime(3000);
    view.model.receive({ kind: "progress", id, done: 2, total: 8 });
    expect(keys()).toContain("reading… 25 %, about 9 s left");
    view.model.receive({ kind: "result", id, value: different });
    expect(keys()).not.toContain("reading…");
  });

  it("keeps messages out of a busy cell's way after Python has said what is shown", () => {
    vi.useFakeTimers();
    const view = mount({ pages, seconds: [second] });
    vi.advanceTimersByTime(5000);
    view.model.sent.length = 0;
    view.model.change("second_shown", { id: "s", side: "base" });
    vi.advanceTimersByTime(500);
    expect(view.model.sent).toContainEqual({ kind: "ping", id: "route" });
  });

  it("says once that a cell is to be chosen", () => {
    const view = mount({ pages, seconds: [second] });
    expect(panel(view).textContent?.split("Choose a cell of either grid.").length).toBe(2);
  });

  it("marks the partner of a token of the first grid", () => {
    const view = mount({ pages, seconds: [second] });
    over(view.cell(1, 1));
    expect(words(view)).toBe("Layer 1, position 1 ·France · here position 2 ·Japan");
    expect(panel(view).querySelector(".ll-linked")).not.toBeNull();
  });

  it("marks the partner of a token of the second grid, if it has one", () => {
    const view = mount({ pages, seconds: [second] });
    over(cell(view, 1, 3));
    expect(words(view)).toBe("Layer 1, position 2 ·is · here position 3 ·is");
    over(cell(view, 1, 1));
    expect(words(view)).toBe("Layer 1, no partner above · here position 1 ·So");
    expect(view.find(".ll-grid").querySelector(".ll-linked")).toBeNull();
  });

  it("draws the cells of the first grid once, however the marks move", () => {
    const view = mount({ pages, seconds: [second] });
    const before = view.cell(1, 1);
    over(cell(view, 1, 3));

    expect(view.cell(1, 1)).toBe(before);
  });

  it("is subtracted at the sites of the first", () => {
    const view = mount({ pages, seconds: [{ ...second, partners: [0, null, 3] }] });
    button(view, "Second minus first").click();
    const { id, args } = view.model.last("query");
    expect(args).toMatchObject({ trace: "s", difference: true, start: 0, stop: 3 });

    view.model.receive({ kind: "result", id, value: different });
    expect(cell(view, 2, 0).textContent).toBe("=");
    expect(cell(view, 2, 1).className).toContain("ll-empty");
    expect(cell(view, 2, 2).textContent).toBe("−0.50");
    expect(cell(view, 2, 2).className).toContain("ll-less");
    expect(view.find(".ll-second-keys").textContent).toContain("probability of what was likeliest: −1");
    expect(view.find(".ll-second-keys").textContent).toContain("no partner");
  });

  it("names no sign for tokens without a partner where every token has one", () => {
    const view = mount({ pages, seconds: [second] });
    button(view, "Second minus first").click();

    expect(view.find(".ll-second-keys").textContent).not.toContain("no partner");
  });

  it("says of a chat which message it replaces", () => {
    const view = mount({ pages, begun: "", seconds: [second] });
    const help = panel(view).querySelector("input")?.getAttribute("aria-describedby");

    expect(document.getElementById(help ?? "")?.textContent).toContain(
      "replaces the chat's last user message",
    );
  });

  it("takes what the reply begins with in a chat, and shows it in its band", () => {
    const view = mount({ pages, begun: "It" });
    button(view, "Compare with another prompt, begin the reply, or patch").click();
    const [, begins] = panel(view).querySelectorAll<HTMLInputElement>("input");
    expect(begins?.value).toBe("It");
    expect(button(view, "Compare").disabled).toBe(true);
    begins!.value = " is";
    begins!.dispatchEvent(new Event("input", { bubbles: true }));
    button(view, "Compare").click();
    const { id, args } = view.model.last("query");
    expect(args).toEqual({ prompt: "", begins: " is", key: "" });

    const roles = [
      { role: "user", start: 1, stop: 3, begun: false },
      { role: "assistant", start: 3, stop: 4, begun: true },
    ];
    view.model.receive({ kind: "result", id, value: { ...second, id, roles } });
    const bands = [...panel(view).querySelectorAll<HTMLElement>(".ll-band-name")];
    expect(bands.map((each) => [each.textContent, each.dataset["role"]])).toEqual([
      ["user", "user"],
      ["begun reply", "assistant"],
    ]);
    expect(panel(view).querySelectorAll<HTMLElement>(".ll-head")[3]?.title).toBe(
      "3: ·is, assistant, begun reply",
    );
    button(view, "Second minus first").click();
    expect(panel(view).querySelector(".ll-band-name")).toBeNull(); // the first prompt's columns
  });

  it("asks a text for no begun reply", () => {
    const view = mount({ pages, seconds: [second] });
    expect(panel(view).querySelectorAll("input")).toHaveLength(1);
  });

  it("writes what others wrote as text", () => {
    const evil = "<img src=x onerror=alert(1)>";
    const next = [{ token: evil, before: 0.1, after: 0.2 }];
    const view = mount({
      pages,
      seconds: [{ ...second, label: evil, tokens: Array(4).fill(evil), next, code: evil }],
    });

    expect(view.el.querySelector("img")).toBeNull();
    expect(view.find(".ll-next tbody th").textContent).toBe(evil);
  });
});

describe("a second trace in a page without a kernel", () => {
  const kept = (id: string, more: Page[]) => ({ id, pages: more });
  const frozen = { pages, frozen: true };
  const shown = { seconds: [second], second_pages: [kept("s", [different, page([0, 1, 2], 0, 4, 1)])] };

  it("shows both grids and the difference, and asks for nothing", () => {
    const view = mount({ ...frozen, ...shown });
    expect(cell(view, 2, 3).textContent).toBe("L2P3");
    button(view, "Second minus first").click();
    expect(cell(view, 2, 2).textContent).toBe("−0.50");
    expect(panel(view).textContent).toContain("differs by 0.80");
    over(view.cell(1, 1));
    expect(words(view)).toBe("Layer 1, position 1 ·France · here position 1 ·France");

    expect(panel(view).textContent).not.toContain("reading…");
    expect(view.model.sent).toEqual([]);
  });

  it("shows what a patch changed, as it came", () => {
    const view = mount({
      ...frozen,
      seconds: [second, patched],
      second_pages: [kept("p", [different, page([0, 1, 2], 0, 3, 1)])],
    });
    expect(button(view, "After minus before").getAttribute("aria-pressed")).toBe("true");
    expect(cell(view, 2, 2).textContent).toBe("−0.50");
    button(view, "Before").click();
    expect(cell(view, 2, 1).textContent).toBe("L2P1");
    button(view, "After").click();
    expect(cell(view, 1, 1).className).toContain("ll-written");
  });

  it("offers nothing that needs a kernel", () => {
    const view = mount({ ...frozen, seconds: [second, patched], second_pages: shown.second_pages });
    expect(panel(view).querySelector("input, .ll-patching, .ll-second-close")).toBeNull();
    expect(panel(view).textContent).not.toContain("Undo the patch");
    pointer("pointerdown", view.cell(1, 1));
    pointer("pointerup", panel(view));
    const earlier = view.find('[aria-label="Compared so far"]') as HTMLSelectElement;
    earlier.value = "s";
    earlier.dispatchEvent(new Event("change", { bubbles: true }));
    button(view, "Second prompt").click();
    pointer("pointerdown", cell(view, 1, 2));
    pointer("pointerup", view.cell(1, 1));

    expect(cell(view, 2, 3).textContent).toBe("L2P3");
    expect(view.model.sent).toEqual([]);
  });

  it("says so where its cells were left out or the front end lost their numbers", () => {
    const lost = { ...different, index: { n: 9, column: { u8: undefined } } } as unknown as Page;
    for (const more of [[], [kept("s", [lost])]]) {
      const view = mount({ ...frozen, seconds: [second], second_pages: more });
      button(view, "Second minus first").click();

      expect(panel(view).textContent).toContain("This page does not have these cells.");
      expect(panel(view).querySelector(".ll-cell")).toBeNull();
      expect(panel(view).querySelector(".ll-next")).not.toBeNull();
    }
  });

  it("is not there where nothing was compared with", () => {
    const view = mount(frozen);

    expect(view.el.querySelector(".ll-second, .ll-second-open")).toBeNull();
  });

  it("leaves the cells to the kernel where there is one, which has more of them", () => {
    const view = mount({ pages, ...shown });

    expect(cell(view, 2, 3).textContent).toBe("");
    expect(asked(view, "lens").at(-1)?.["args"]).toMatchObject({ trace: "s" });
  });
});

describe("a patch", () => {
  it("is made by a drag from one grid to the other", () => {
    const view = mount({ pages, seconds: [second] });
    pointer("pointerdown", cell(view, 1, 2));
    pointer("pointerup", view.cell(1, 1));

    expect(view.model.last("query")).toMatchObject({
      what: "patch",
      args: {
        read: { trace: "s", layer: 1, position: 2 },
        write: { trace: "", layer: 1, position: 1 },
      },
    });
  });

  it("is not made by a drag within one grid, nor does a drag to the other select", () => {
    const view = mount({ pages, seconds: [second] });
    pointer("pointerdown", view.cell(1, 1));
    pointer("pointerover", view.cell(1, 2));
    pointer("pointerup", view.cell(1, 2));
    pointer("pointerdown", cell(view, 1, 1));
    pointer("pointerup", cell(view, 1, 2));
    expect(asked(view, "patch")).toEqual([]);
    const selects = view.model.sent.filter(({ kind }) => kind === "select").length;

    pointer("pointerdown", view.cell(1, 1));
    pointer("pointerover", view.cell(1, 2));
    pointer("pointerup", cell(view, 1, 2));
    expect(asked(view, "patch")).toHaveLength(1);
    expect(view.model.sent.filter(({ kind }) => kind === "select")).toHaveLength(selects);
  });

  it("is made by two buttons too", () => {
    const view = mount({ pages, seconds: [second] });
    expect(button(view, "Patch here").disabled).toBe(true);
    cell(view, 1, 2).click();
    button(view, "Copy this activation").click();
    expect(view.find(".ll-patching").textContent).toContain("copied: L1, position 2 ·Japan of the second");
    view.cell(2, 1).click();
    button(view, "Patch here").click();

    expect(view.model.last("query")["args"]).toEqual({
      read: { trace: "s", layer: 1, position: 2 },
      write: { trace: "", layer: 2, position: 1 },
    });
  });

  it.each(["Before", "After", "After minus before"])("is made by a drag onto %s, and goes on", (side) => {
    const view = mount({ pages, seconds: [second, patched] });
    button(view, side).click();
    pointer("pointerdown", view.cell(1, 1));
    pointer("pointerup", cell(view, 2, 2));
    expect(view.model.last("query")).toMatchObject({
      what: "patch",
      args: {
        read: { trace: "", layer: 1, position: 1 },
        write: { trace: "p", layer: 2, position: 2 },
      },
    });

    pointer("pointerdown", cell(view, 2, 2));
    pointer("pointerup", view.cell(1, 1));
    expect(asked(view, "patch")).toHaveLength(2);
    const read = { trace: side === "Before" ? "" : "p", layer: 2, position: 2 };
    expect(view.model.last("query")["args"]).toMatchObject({ read, write: { trace: "" } });
  });

  it("says what it starts from, and by the button goes on from the patched run", () => {
    const view = mount({ pages, seconds: [second, { ...patched, base: "s", tokens: second.tokens }] });
    button(view, "Before").click();
    cell(view, 1, 2).click();
    button(view, "Copy this activation").click();
    expect(view.find(".ll-patching").textContent).toContain("copied: L1, position 2 ·Japan of the second");
    expect(view.find(".ll-patching").textContent).toContain("in this grid is added to those before it");
    button(view, "Patch here").click();

    expect(view.model.last("query")["args"]).toEqual({
      read: { trace: "s", layer: 1, position: 2 },
      write: { trace: "p", layer: 1, position: 2 },
    });
  });

  it("is not made by a drop on another Explorer, or another view", () => {
    const view = mount({ pages, seconds: [second] });
    const other = mount({ pages, seconds: [second] });
    pointer("pointerdown", cell(view, 1, 2));
    pointer("pointerup", other.cell(1, 1));
    pointer("pointerdown", view.cell(1, 2));
    pointer("pointerup", cell(other, 1, 1));
    pointer("pointerdown", cell(view, 1, 2));
    pointer("pointerup", view.again().querySelector(".ll-grid .ll-cell") as Element);

    expect([...asked(view, "patch"), ...asked(other, "patch")]).toEqual([]);
  });

  it("shows before, after and the difference, and can be undone", () => {
    const view = mount({ pages, seconds: [second] });
    cell(view, 1, 2).click();
    button(view, "Copy this activation").click();
    view.cell(1, 1).click();
    button(view, "Patch here").click();
    const { id } = view.model.last("query");
    view.model.receive({ kind: "result", id, value: { ...patched, id } });
    expect(button(view, "After minus before").getAttribute("aria-pressed")).toBe("true");
    button(view, "Before").click();
    expect(cell(view, 2, 1).textContent).toBe("L2P1");

    button(view, "Undo the patch").click();
    expect(button(view, "Second prompt").getAttribute("aria-pressed")).toBe("true");
  });

  it("says which cells it cannot reach", () => {
    const view = mount({ pages, seconds: [patched] });
    button(view, "After minus before").click();
    view.model.receive({ kind: "result", id: view.model.last("query").id, value: different });

    expect(cell(view, 0, 1).getAttribute("aria-label")).toContain("equal: the patch cannot reach it");
    expect(cell(view, 1, 1).className).toContain("ll-written");
    expect(cell(view, 2, 2).className).not.toContain("ll-outside");
  });

  it("reaches its own cell, and above it its own and all later positions", () => {
    const cone = [2, 1, 0].map((layer) => [0, 1, 2].map((position) => reached(patched, layer, position)));

    expect(cone).toEqual([
      [false, true, true],
      [false, true, false],
      [false, false, false],
    ]);
    expect(reached(second, 0, 0)).toBe(true);
  });
});

describe("a difference as a cell shows it", () => {
  it("is what the measure says in the second trace minus the first", () => {
    const shown = (kind: string) => showDifference(reading, kind, 1000, true, true);

    expect(shown("")).toMatchObject({ text: "+0.50", share: 0.5, classes: { "ll-more": true } });
    expect(shown("entropy")).toMatchObject({ text: "−1.00", share: 0.2, classes: { "ll-less": true } });
    expect(shown("surprisal")).toMatchObject({ text: "+2.00", share: 0.2 });
    expect(shown("rank").text).toBe("100 → 1");
    expect(shown("rank").share).toBeCloseTo(2 / 3);
    expect(differenceScale("entropy", 1000, "").most).toBe("5+");
  });

  it("is said to be equal, unreached, without a partner or not finite", () => {
    const none = { ...differed, chance: null, entropy: null };

    expect(
      showDifference({ ...reading, difference: { ...differed, equal: true } }, "", 9, true, true).text,
    ).toBe("=");
    expect(showDifference(reading, "", 9, true, false).says).toContain("cannot reach");
    expect(showDifference(reading, "", 9, false, true).says).toBe("no partner");
    expect(showDifference({ ...reading, probs: [null], difference: none }, "", 9, true, true).text).toBe(
      "not finite",
    );
    expect(showDifference(undefined, "", 9, true, true).says).toBe("not compared yet");
    expect(showDifference({ ...reading, difference: none }, "entropy", 9, true, true).says).toBe(
      "no entropy here",
    );
  });
});
