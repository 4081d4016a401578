import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { doubt } from "../src/best_of";
import { about } from "../src/format";
import { markdownOf } from "../src/markdown";
import { matches } from "../src/menu_search";
import { remaining } from "../src/requests";
import { answer, CONSTANTS, fakeModel, page, WAYS } from "./fake_model";
import { button, type Mounted, mount, press, type } from "./mount";

const ready = { pages: [page([0, 1, 2], 0, 3)], selection: [1, 1] as [number, number] };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** Ask, and have Python answer after some seconds. */
function ask(view: Mounted, seconds = 2): string {
  type(view, "The capital of x is");
  view.find(".ll-primary").click();
  const { id } = view.model.last("query") as { id: string };
  view.model.receive({ kind: "progress", id, done: 0, total: 0 });
  vi.advanceTimersByTime(1000 * seconds);
  view.model.receive({ kind: "result", id, value: answer({ id }) });
  return id;
}

describe("the answer", () => {
  it("stands right under its question, above what was swept", () => {
    const view = mount(ready);
    const parts = [...view.find(".ll-root").children].map((each) => each.className);

    expect(parts.indexOf("ll-result")).toBeGreaterThan(parts.indexOf("ll-ask"));
    expect(parts.indexOf("ll-result")).toBeLessThan(parts.indexOf("ll-curve"));
    expect(parts.indexOf("ll-result")).toBeLessThan(parts.indexOf("ll-layers"));
  });

  it("is announced with its verdict, in a sentence", () => {
    const view = mount(ready);
    ask(view);

    expect(view.find("output[aria-live=polite]").textContent).toBe("ParisNot compared with noise.");
  });

  it("is brought into sight where it was asked", () => {
    const view = mount(ready);
    const seen = vi.fn();
    view.find(".ll-card").scrollIntoView = seen;
    view.cell(1, 1).focus();
    ask(view);
    vi.advanceTimersByTime(50);

    expect(seen).toHaveBeenCalledWith({ block: "nearest" });
  });

  it("has no confidence where the model said nothing", () => {
    const view = mount({
      ...ready,
      history: [answer({ text: "", tokens: ["⏎"], confidence: 1, verdict: "empty" })],
    });

    expect(view.find(".ll-words").textContent).toBe("no answer");
    expect(view.find(".ll-scale").textContent).toBe("");
    expect(view.find(".ll-verdict").textContent).toBe("No answer: it ended.");
  });

  it("is compared with noise, and run again by itself, by one click each", () => {
    const view = mount({ ...ready, history: [answer()] });
    button(view, "Compare with noise").click();
    const { id } = view.model.last("query") as { id: string };
    expect(view.model.last("query")).toMatchObject({ what: "noise", args: { answer: "a1" } });
    view.model.receive({ kind: "result", id, value: answer({ verdict: "read" }) });
    expect(view.find(".ll-verdict").textContent).toBe("Read.");

    button(view, "Verify one at a time").click();
    const verify = view.model.last("query") as { id: string };
    expect(verify).toMatchObject({ what: "verify", args: { answer: "a1" } });
    view.model.receive({
      kind: "result",
      id: verify.id,
      value: answer({ verified: "Run again: the same." }),
    });
    expect(view.find(".ll-checks").textContent).toContain("Run again: the same.");
  });

  it("shows where it comes from", () => {
    const provenance = { model: "m", seed: 0, versions: { torch: "2.0" } };
    const view = mount({ ...ready, history: [answer({ provenance })] });

    expect(view.find(".ll-provenance").textContent).toBe("Provenancemodelmseed0versionstorch 2.0");
  });

  it("is copied as Markdown, in which a model's text is no markup", () => {
    const text = markdownOf(
      answer({ text: " `<b>` | x", flags: [{ kind: "generic", message: "Generic." }] }),
      ["<bos>", "·France", "·is"],
      CONSTANTS,
    );

    expect(text).toContain("**`` `<b>` \\| x ``** to `The capital of x is`");
    expect(text).toContain("| answer | 0.80 |");
    expect(text).toContain("| null control | 0.10 | `the` |");
    expect(text).toContain("- Generic.");
    expect(text).toContain("```python\nsession.ask(...)\n```");
  });

  it("is copied as Markdown without characters that would turn the page round", () => {
    const text = markdownOf(
      answer({ text: "\u202egnp.exe", question: "x \u2066 is" }),
      ["<bos>", "·France", "·is"],
      CONSTANTS,
    );

    expect(text).toContain("**`<U+202E>gnp.exe`** to `x <U+2066> is`");
  });

  it("is doubted where it may come from elsewhere", () => {
    const flags = [
      { kind: "contamination", message: "Seen." },
      { kind: "target text", message: "It stands in the target prompt." },
    ];

    expect(doubt(answer({ flags }))).toBe("It stands in the target prompt.");
    expect(doubt(answer())).toBe("");
  });
});

describe("Enter on a cell", () => {
  it("leads to the question where there is none yet", () => {
    const view = mount(ready);
    view.cell(1, 1).focus();
    press(view.cell(1, 1), "Enter");

    expect(document.activeElement?.getAttribute("aria-label")).toBe("Question");
    expect(view.model.sent.some(({ what }) => what === "ask")).toBe(false);
  });
});

describe("how long a sweep takes", () => {
  it("is said before it is begun, at the pace of the questions so far", () => {
    const view = mount(ready);
    expect(view.find(".ll-takes").hidden).toBe(true);
    ask(view, 4);

    expect(view.find(".ll-takes").textContent).toBe(
      "At the pace so far, sweeping 3 positions takes at most about 12 s, a layer grid of 9 cells takes at most about 36 s.",
    );
  });

  it("is said while it runs", () => {
    const view = mount(ready);
    type(view, "The capital of x is");
    button(view, "Sweep positions").click();
    const { id } = view.model.last("query") as { id: string };
    view.model.receive({ kind: "progress", id, done: 0, total: 0 });
    view.model.receive({ kind: "progress", id, done: 0, total: 300 });
    vi.advanceTimersByTime(10_000);
    view.model.receive({ kind: "progress", id, done: 10, total: 300 });

    expect(view.find(".ll-left").textContent).toBe("about 5 min left");
  });

  it("leaves out what a sweep that goes on had done before", () => {
    const work = { began: 0, first: 90, done: 100, total: 200 } as Parameters<typeof remaining>[0];

    expect(remaining(work, 10_000)).toBe(100);
  });

  it("is in words", () => {
    expect([0.2, 42, 250, 7200].map(about)).toEqual([
      "about a second",
      "about 42 s",
      "about 4 min",
      "about 2.0 h",
    ]);
  });
});

describe("a kernel that died", () => {
  it("is noticed by its host's word, without a question", () => {
    const kernel: { kernel: { status: string } | null } = { kernel: { status: "idle" } };
    const model = fakeModel(ready);
    model.widget_manager = kernel;
    const view = mount({}, model);
    expect(view.el.querySelector(".ll-job")).toBeNull();
    kernel.kernel = null;
    vi.advanceTimersByTime(2500);

    expect(view.find(".ll-job").textContent).toContain("The kernel is gone");
  });

  it("is asked for a sign of life after a silence", () => {
    const view = mount(ready);
    const { id } = view.model.last("ping") as { id: string };
    view.model.receive({ kind: "pong", id, work: [] });
    const before = view.model.sent.filter(({ kind }) => kind === "ping").length;
    vi.advanceTimersByTime(15_000);

    expect(view.model.sent.filter(({ kind }) => kind === "ping").length).toBeGreaterThan(before);
  });
});

describe("the menu's search", () => {
  it("finds by every word, labels first", () => {
    expect(matches(WAYS, "cap").map(({ name }) => name)).toEqual(["capital", "", "activation_patching"]);
    expect(matches(WAYS, "another prompt").map(({ name }) => name)).toEqual(["activation_patching"]);
    expect(matches(WAYS, "zzz")).toEqual([]);
  });

  it("chooses with the keyboard, and closes", () => {
    const view = mount(ready);
    const field = view.find("[role=combobox]") as HTMLInputElement;
    field.value = "e";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const [first, second] = [...view.el.querySelectorAll<HTMLElement>("[role=option]")];
    expect(first?.getAttribute("aria-selected")).toBe("true");
    press(field, "ArrowDown");
    expect(field.getAttribute("aria-activedescendant")).toBe(second?.id);
    field.value = "capital";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    press(field, "Enter");

    expect((view.find(".ll-ask select") as HTMLSelectElement).value).toBe("capital");
    expect(view.find("[role=listbox]").hidden).toBe(true);
    expect(field.value).toBe("");
  });
});

describe("the temperature", () => {
  it("shows what is run: samples are drawn at 1 where nothing else is set", () => {
    const view = mount({ ...ready, draft: { open: true, settings: { samples: 20 } } });
    const temperature = [...view.el.querySelectorAll<HTMLElement>(".ll-setting")].find((each) =>
      each.textContent?.startsWith("Temperature"),
    );

    expect(temperature?.querySelector("input")?.value).toBe("1");
  });
});
