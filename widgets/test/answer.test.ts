import { options } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runs } from "../src/chart";
import { share, signed } from "../src/format";
import { answer, CONSTANTS, page } from "./fake_model";
import { mount, press } from "./mount";

const pages = [page([0, 1, 2], 0, 3)];

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const texts = (el: Element, selector: string) =>
  [...el.querySelectorAll(selector)].map((each) => each.textContent);

describe("the answer", () => {
  it("stands beside its controls on one scale", () => {
    const view = mount({ pages, history: [answer()] });

    expect(texts(view.el, ".ll-measure .ll-num")).toEqual(["0.80", "0.10", "0.30", "+0.50"]);
    expect(texts(view.el, ".ll-control .ll-quiet")).toEqual([
      "support; itself says the",
      "support; itself says a",
    ]);
  });

  it("tints each token by its probability and tells the number", () => {
    const view = mount({
      pages,
      history: [answer({ tokens: ["·New", "·York"], token_logprobs: [Math.log(0.9), Math.log(0.5)] })],
    });

    expect(view.find(".ll-words").textContent).toBe("New York");
    expect([...view.el.querySelectorAll<HTMLElement>(".ll-word")].map((word) => word.title)).toEqual([
      "probability 0.90",
      "probability 0.50",
    ]);
  });

  it("reads as text where several tokens spell one character", () => {
    const tokens = ["·<0xD7>", "<0xA2>", ":", "<0xD7>", "<0xD7>", "<0xA9>"];
    const token_logprobs = [0.5, 0.5, 0.9, 0.8, 0.4, 0.5].map(Math.log);
    const view = mount({ pages, history: [answer({ text: "ע:", tokens, token_logprobs })] });

    expect(texts(view.el, ".ll-word")).toEqual(["ע", ":", "D7", "ש"]);
    expect([...view.el.querySelectorAll<HTMLElement>(".ll-word")].map((word) => word.title)).toEqual([
      "probability 0.25",
      "probability 0.90",
      "probability 0.80",
      "probability 0.20",
    ]);
  });

  it("lists options, the likeliest first, with what they hold together", () => {
    const options = [
      { text: "Lima", probability: 0.25 },
      { text: "Paris", probability: 0.75 },
    ];
    const view = mount({ pages, history: [answer({ options, option_mass: 0.4 })] });

    expect(texts(view.el, ".ll-option .ll-label")).toEqual(["Paris", "Lima"]);
    expect(view.find(".ll-caption").textContent).toContain("0.40");
  });

  it("names every kind of control, and several random vectors as a band", () => {
    const control = (kind: string, support: number) => ({ kind, text: ` ${kind}`, confidence: 0.5, support });
    const controls = ["null", "random", "random", "random", "shuffled", "prompt", "text"].map((kind, i) =>
      control(kind, 0.1 * (i + 1)),
    );
    const view = mount({ pages, history: [answer({ controls })] });

    expect(texts(view.el, ".ll-control .ll-label")).toEqual([
      "Null control",
      "3 random controls",
      "Shuffled position",
      "Other prompt",
      "Source text",
    ]);
    const band = view.find(".ll-spread");
    expect(
      [band.style.getPropertyValue("--low"), band.style.getPropertyValue("--p")]
        .map(Number)
        .map((n) => n.toFixed(1)),
    ).toEqual(["0.2", "0.4"]);
    expect(texts(view.el, ".ll-control .ll-quiet")[1]).toBe("support 0.20 to 0.40; themselves say random");
  });

  it("tells a control that says nothing from one that says the word", () => {
    const said = (text: string) => ({ kind: "null", text, confidence: 0.5, support: 0.1 });
    for (const [text, words] of [
      ["", []],
      [" nothing", ["nothing"]],
    ] as const) {
      const view = mount({ pages, history: [answer({ controls: [said(text)] })] });

      expect(texts(view.el, ".ll-control .ll-quiet")).toEqual(["support; itself says nothing"]);
      expect(texts(view.el, ".ll-control .ll-mono")).toEqual(words);
      view.end();
    }
  });

  it("says whether the answer is told from noise, and how much of it comes as far", () => {
    const samples = [
      { kind: "random", reached: 3, n: 39, p_value: 0.1 },
      { kind: "other token", reached: 1, n: 1, p_value: 1 },
    ];
    const noise = { excess: 0.5, read: false, verdict: "not told from noise", samples };
    const view = mount({ pages, history: [answer({ noise })] });

    expect(texts(view.el, ".ll-measure .ll-num").at(-1)).toBe("3/39");
    expect(texts(view.el, ".ll-measure .ll-quiet").at(-1)).toBe(
      "3 of 39 random vectors, 1 of 1 other token come as far",
    );
    expect(mount({ pages, history: [answer()] }).find(".ll-scale").textContent).not.toContain(
      "Against noise",
    );
  });

  it("shows both prompts with the cell and the slot", () => {
    const target = { tokens: ["The", "·x", "·is"], slots: [1], layer: 2, movable: false };
    const view = mount({ pages, history: [answer({ target })] });

    expect(texts(view.el, ".ll-card .ll-source, .ll-card .ll-slot")).toEqual(["·France", "·x"]);
  });

  it("says its flags as sentences", () => {
    const view = mount({
      pages,
      history: [answer({ flags: [{ kind: "generic", message: "The same comes with nothing." }] })],
    });

    expect(texts(view.el, ".ll-flags li")).toEqual(["The same comes with nothing."]);
  });

  it("writes what the model says as text", () => {
    const evil = "<img src=x onerror=alert(1)>";
    const controls = [{ kind: "null", text: evil, confidence: 0, support: 0 }];
    const view = mount({
      pages,
      history: [answer({ text: evil, tokens: [evil], question: evil, token: evil, controls })],
    });

    expect(view.el.querySelector("img")).toBeNull();
    expect(view.find(".ll-words").textContent).toBe(evil);
  });

  it("shows the control characters of a text, which would turn it round, in the list and of controls too", () => {
    const text = "\u202egnp.exe";
    const controls = [{ kind: "null", text, confidence: 0, support: 0 }];
    const view = mount({ pages, history: [answer({ id: "first" }), answer({ text, tokens: [], controls })] });

    expect(texts(view.el, ".ll-history button").some((row) => row.includes("U+202Egnp.exe"))).toBe(true);
    expect(view.el.textContent).toContain("itself says U+202Egnp.exe");
    expect(view.el.innerHTML).not.toContain("\u202e");
  });

  it("copies its code", async () => {
    const writeText = vi.fn().mockResolvedValue(undefined);
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    const view = mount({ pages, history: [answer()] });
    view.find(".ll-card header button:not([hidden])").click();
    await Promise.resolve();

    expect(writeText).toHaveBeenCalledWith("session.ask(...)");
    expect(view.find(".ll-card header button:not([hidden])").textContent).toBe("Copied");
  });

  it("shows its code selected where there is no clipboard", async () => {
    vi.stubGlobal("navigator", {});
    const view = mount({ pages, history: [answer()] });
    view.find(".ll-card header button:not([hidden])").click();
    await Promise.resolve();
    const box = view.find("textarea") as HTMLTextAreaElement;

    expect(box.hidden).toBe(false);
    expect(box.value.slice(box.selectionStart, box.selectionEnd)).toBe("session.ask(...)");
  });

  it("can be gone back to, with its cell", () => {
    const view = mount({
      pages,
      history: [answer(), answer({ id: "a2", text: " Lima", tokens: ["·Lima"], layer: 2, position: 2 })],
    });
    expect(view.find(".ll-words").textContent).toBe("Lima");
    view.find(".ll-history [data-id=a1]").click();

    expect(view.find(".ll-words").textContent).toBe("Paris");
    expect(view.model.last("select")).toMatchObject({ layer: 1, position: 1 });
    expect(view.cell(1, 1).getAttribute("aria-selected")).toBe("true");
  });
});

describe("the curve", () => {
  const at = (position: number, fields = {}) =>
    answer({ id: `s:${position}`, position, layer: 1, ...fields });
  const curve = { id: "s", layer: 1, question: "x", total: 3, complete: true, points: [at(0), at(1), at(2)] };

  it("names its ticks by token and tells them apart by position", () => {
    const view = mount({ tokens: ["·a", "·a", "·b"], pages, curves: [curve] });

    expect(texts(view.el, ".ll-tick > :first-child")).toEqual(["·a", "·a", "·b"]);
    expect(view.el.querySelectorAll(".ll-dot")).toHaveLength(3);
  });

  it("draws a point hollow where the options hold little", () => {
    const view = mount({
      pages,
      curves: [{ ...curve, points: [at(0, { option_mass: 0.2 }), at(1, { option_mass: 0.9 })] }],
    });

    expect(view.el.querySelectorAll(".ll-hollow")).toHaveLength(1);
  });

  it("takes from Python what a low option mass is", () => {
    const points = [at(0, { option_mass: 0.2 }), at(1, { option_mass: 0.9 })];
    const view = mount({
      pages,
      constants: { ...CONSTANTS, low_option_mass: 0.95 },
      curves: [{ ...curve, points }],
    });

    expect(view.el.querySelectorAll(".ll-hollow")).toHaveLength(2);
  });

  it("draws points in the controls' grey where a control is as sure", () => {
    const view = mount({
      pages,
      curves: [{ ...curve, points: [at(0, { confidence: 0.3 }), at(1, { confidence: 0.31 })] }],
    });

    expect(view.el.querySelectorAll(".ll-within")).toHaveLength(1);
  });

  it("draws one option's probability when asked to, against the controls' of the same option", () => {
    const options = [
      { text: "Lima", probability: 0.25 },
      { text: "Paris", probability: 0.75 },
    ];
    const own = [
      { text: "Lima", probability: 0.9 },
      { text: "Paris", probability: 0.1 },
    ];
    const controls = [{ kind: "null", text: "Lima", confidence: 0.9, support: 0.1, options: own }];
    const view = mount({
      pages,
      curves: [{ ...curve, points: [at(0, { options, controls, confidence: 0.75 })] }],
    });
    const before = view.find(".ll-dot").getAttribute("cy");
    expect(view.el.querySelectorAll(".ll-within")).toHaveLength(0);

    const of = view.find(".ll-curve [aria-label='What is drawn']") as HTMLSelectElement;
    of.value = "Lima";
    of.dispatchEvent(new Event("change"));
    expect(Number(view.find(".ll-dot").getAttribute("cy"))).toBeGreaterThan(Number(before));
    expect(view.el.querySelectorAll(".ll-within")).toHaveLength(1);
  });

  it("draws the controls' band under it", () => {
    const view = mount({ pages, curves: [curve] });

    expect(view.el.querySelectorAll(".ll-band")).toHaveLength(1);
    expect(view.el.querySelectorAll(".ll-null")).toHaveLength(1);
  });

  it("names the controls that are drawn, and draws several random vectors as a band", () => {
    const control = (kind: string, support: number) => ({ kind, text: " a", confidence: 0.5, support });
    const controls = [
      control("null", 0.1),
      control("random", 0.2),
      control("random", 0.4),
      control("text", 0.3),
    ];
    const view = mount({
      pages,
      curves: [
        { ...curve, points: [at(0, { controls, confidence: 0.9 }), at(1, { controls, confidence: 0.9 })] },
      ],
    });

    expect(texts(view.el, ".ll-curve .ll-key")).toEqual([
      "confidence",
      "null control",
      "2 random controls",
      "source text",
    ]);
    expect(view.el.querySelectorAll(".ll-between")).toHaveLength(1);
    expect(view.el.querySelectorAll(".ll-chart .ll-control")).toHaveLength(2);
  });

  it("leaves a gap where a position was not asked", () => {
    expect(runs([at(4), at(0), at(1)]).map((run) => run.map(({ position }) => position))).toEqual([
      [0, 1],
      [4],
    ]);
  });

  it("grows as partial results come, and keeps them when it is cancelled", () => {
    const view = mount({ pages });
    const args = { layer: 1, question: { text: "x" }, options: [], settings: {} };
    view.model.receive({ kind: "queued", id: "s", what: "sweep", args, ahead: 0 });
    view.model.receive({ kind: "partial", id: "s", answers: [at(0)] });
    expect(view.el.querySelectorAll(".ll-dot")).toHaveLength(1);
    view.model.receive({ kind: "partial", id: "s", answers: [at(0), at(1)] });
    expect(view.el.querySelectorAll(".ll-dot")).toHaveLength(2);

    view.model.receive({ kind: "cancelled", id: "s" });
    expect(view.el.querySelectorAll(".ll-dot")).toHaveLength(2);
  });

  it("shows the answer of a point that is clicked, and selects its cell", () => {
    const view = mount({
      pages,
      curves: [{ ...curve, points: [at(0), at(2, { text: " Lima", tokens: ["·Lima"] })] }],
    });
    view.find(".ll-tick[data-position='2']").click();

    expect(view.find(".ll-words").textContent).toBe("Lima");
    expect(view.model.last("select")).toMatchObject({ layer: 1, position: 2 });
  });

  it("walks along its points with the keys", () => {
    const view = mount({ pages, curves: [curve] });
    view.find(".ll-tick[data-position='0']").focus();
    press(document.activeElement!, "ArrowRight");
    press(document.activeElement!, "End");

    expect((document.activeElement as HTMLElement).dataset["position"]).toBe("2");
    expect(view.el.querySelectorAll(".ll-tick[tabindex='0']")).toHaveLength(1);
  });
});

describe("a saved view", () => {
  it("has no question box, still selects, and sends nothing", () => {
    const view = mount({ pages, frozen: true, history: [answer()] });
    view.cell(2, 2).click();

    expect(view.el.querySelector(".ll-ask")).toBeNull();
    expect(view.cell(2, 2).getAttribute("aria-selected")).toBe("true");
    expect(view.model.sent).toEqual([]);
  });
});

describe("numbers", () => {
  it("are never rounded to a certainty that is not there", () => {
    expect([0, 0.001, 0.5, 0.999, 1].map(share)).toEqual(["0.00", "<0.01", "0.50", ">0.99", "1.00"]);
    expect([-0.2, 0, 0.001, 0.31].map(signed)).toEqual(["−0.20", "0.00", "0.00", "+0.31"]);
  });
});

describe("what cannot be drawn", () => {
  // A component that catches an error is drawn anew after it, as in the browser.
  const atOnce = options.debounceRendering;
  beforeEach(() => {
    options.debounceRendering = queueMicrotask;
  });
  afterEach(() => {
    if (atOnce) options.debounceRendering = atOnce;
    vi.restoreAllMocks();
  });

  it.each([
    ["a model without tokens", { tokens: undefined as never }],
    ["an answer without controls", { history: [answer({ controls: null as never })] }],
  ])("is said in place of an empty output: %s", async (_, state) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const view = mount({ pages, ...state });
    await Promise.resolve();

    expect(view.find("[role=alert]").textContent).toContain("The Explorer could not be drawn: TypeError");
    expect(logged).toHaveBeenCalled();
  });
});
