import { afterEach, describe, expect, it } from "vitest";
import { answerKinds, lensKinds, showAnswer, showReading, standsOut } from "../src/cell_kinds";
import { said } from "../src/finite";
import { places } from "../src/grid_bar";
import { columnsOf } from "../src/line";
import type { Answer, Page, SiteMap } from "../src/protocol";
import { shortened, spelled } from "../src/token_text";
import { answer, CONSTANTS, page } from "./fake_model";
import { button, type Mounted, mount, type } from "./mount";

afterEach(() => document.body.replaceChildren());

const pick = (view: Mounted, name: string, value: string): void => {
  const field = view.find(`[aria-label="${name}"]`) as HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};
const point = (layer: number, position: number, more: Partial<Answer> = {}): Answer =>
  answer({ id: `m:${layer}:${position}`, layer, position, sites: [[layer, position]], ...more });
const map = (points: Answer[], more: Partial<SiteMap> = {}): SiteMap => ({
  id: "m",
  question: "x is",
  total: points.length,
  complete: true,
  points,
  ...more,
});
const measured: Page = {
  ...page([0, 1, 2], 0, 3),
  measures: {
    vocab: 1000,
    entropy: Array(9).fill(2.5),
    surprisal: Array(9).fill(null),
    pinned: "·Paris",
    rank: Array(9).fill(1),
    chance: Array(9).fill(0.5),
  },
};

describe("the line over the grid", () => {
  it("says which lens the cells show, and on which scale", () => {
    const view = mount({ pages: [page([0, 1, 2], 0, 3)] });

    expect(
      (view.find('[aria-label="What is read in the cells"]') as HTMLSelectElement).selectedOptions[0]?.text,
    ).toBe("Logit lens");
    expect(view.find(".ll-ramp").textContent).toBe("its probability: 0  1");
  });

  it("asks for measures when they are wanted, and shows them", () => {
    const view = mount({ pages: [page([0, 1, 2], 0, 3)] });
    pick(view, "What the cells show of it", "entropy");
    const { id, args } = view.model.last("query");
    expect(args).toMatchObject({ measures: true, start: 0, stop: 3 });
    expect(view.find(".ll-gridbar").textContent).toContain("reading…");

    view.model.receive({ kind: "result", id, value: measured });
    expect(view.cell(1, 1).textContent).toBe("2.50");
    expect(view.cell(1, 1).getAttribute("aria-label")).toContain("entropy 2.50 nats");
    expect(view.find(".ll-ramp").textContent).toBe("entropy in nats: 0  6.9");
  });

  it("says what to do for ranks before a token is pinned", () => {
    const view = mount({ selection: [1, 1] });
    pick(view, "What the cells show of it", "rank");
    expect(view.find(".ll-gridbar .ll-legend").textContent).toBe(
      "Pin a token to see its rank in every cell.",
    );
  });

  it("draws the pinned token's line over the layers of the selected position", () => {
    const view = mount({ selection: [1, 1] });
    pick(view, "What the cells show of it", "rank");
    pick(view, "Pinned token", "Paris");
    const { id, args } = view.model.last("query");
    expect(args).toMatchObject({ measures: true, pinned: "Paris" });

    view.model.receive({ kind: "result", id, value: measured });
    expect(view.cell(2, 1).textContent).toBe("1");
    expect(view.el.querySelectorAll(".ll-trajectory circle")).toHaveLength(3);
    expect(view.find(".ll-trajectory figcaption").textContent).toBe(
      "Probability at position 1 ·France, layers 0 to 2: ·Paris first likeliest at layer 0",
    );
  });

  it("pins several tokens: each has its line, and a cell shows the likeliest of them", () => {
    const view = mount({ selection: [1, 1] });
    pick(view, "What the cells show of it", "rank");
    for (const [word, rank] of [
      ["Paris", 7],
      ["<b>", 2],
    ] as const) {
      pick(view, "Pinned token", word);
      const { id, args } = view.model.last("query");
      expect(args).toMatchObject({ measures: true, pinned: word });
      const measures = { ...measured.measures, pinned: `·${word}`, rank: Array(9).fill(rank) };
      view.model.receive({ kind: "result", id, value: { ...measured, measures } });
    }

    expect(view.el.querySelectorAll(".ll-trajectory polyline")).toHaveLength(2);
    expect(view.cell(2, 1).textContent).toBe("2 ·<b>");
    expect(view.cell(2, 1).getAttribute("aria-label")).toContain("·Paris rank 7, ·<b> rank 2");
    view.find('[aria-label="Unpin <b>"]').click();
    expect(view.cell(2, 1).textContent).toBe("7");
    expect(view.el.querySelectorAll(".ll-trajectory polyline")).toHaveLength(1);
  });

  it("offers what has a question of its own as a lens, and asks it in every cell once", () => {
    const view = mount({ selection: [1, 1] });
    pick(view, "What is read in the cells", "ask description");
    const { id, what, args } = view.model.last("query");

    expect(what).toBe("sites");
    expect(args).toMatchObject({ question: { preset: "description" }, layers: null, start: null });
    expect((args as { near: number[] }).near).toHaveLength(4);
    view.model.receive({ kind: "queued", id, what, args, ahead: 0 });
    view.model.receive({ kind: "partial", id, answers: [point(2, 2, { id: `${id}:2:2`, text: " a city" })] });
    expect(view.cell(2, 2).textContent).toBe("a city");

    const sent = view.model.sent.length;
    pick(view, "What is read in the cells", "lens ");
    pick(view, "What is read in the cells", "ask description");
    expect(view.cell(2, 2).textContent).toBe("a city");
    expect(view.model.sent.slice(sent).filter((message) => message["what"] === "sites")).toEqual([]);
    const offered = [...view.el.querySelectorAll("option")].map((option) => option.value);
    expect(offered).not.toContain("ask capital");
    expect(offered).not.toContain("ask logit_lens");
  });

  it("takes no other map of that question for its own, and its own for it, however few its cells", () => {
    const other = map([point(2, 2, { text: " hot" })], { question: "Entity description", total: 9 });
    const view = mount({ site_maps: [other] });
    const sites = () => view.model.sent.filter((message) => message["what"] === "sites");
    pick(view, "What is read in the cells", "ask description");
    expect(sites()).toHaveLength(1);

    const { id, args } = view.model.last("query");
    view.model.receive({ kind: "queued", id, what: "sites", args, ahead: 0 });
    const told = { ...(args as object), question: { preset: "description", text: "" } } as SiteMap["asked"];
    const points = [point(2, 2, { id: `${id}:2:2`, text: " a city" })];
    const own = map(points, { id: String(id), ...(told && { asked: told }) });
    view.model.change("site_maps", [other, own]);
    view.model.receive({ kind: "result", id, value: null });
    pick(view, "What is read in the cells", "lens ");
    pick(view, "What is read in the cells", "ask description");
    expect(view.cell(2, 2).textContent).toBe("a city");
    expect(sites()).toHaveLength(1);
  });

  it("finds a finished map of that question again after the page was loaded again, and no other", () => {
    const asked = {
      layers: null,
      start: null,
      stop: null,
      question: { preset: "description", text: "" },
      options: [],
      settings: {},
      source: {},
    };
    const found = map([point(2, 2, { text: " a city" })], { asked });
    const sites = (more: Partial<SiteMap>) => {
      const view = mount({ site_maps: [{ ...found, ...more }] });
      pick(view, "What is read in the cells", "ask description");
      const sent = view.model.sent.filter((message) => message["what"] === "sites").length;
      return [sent, view.cell(2, 2).textContent];
    };

    expect(sites({})).toEqual([0, "a city"]);
    for (const other of [
      { layers: [0, 2] },
      { start: 1, stop: 3 },
      { options: ["a", "b"] },
      { settings: { layer: 1 } },
      { source: { variant: "on:x" } },
      { question: { preset: "selfie", text: "" } },
      { question: { preset: "description", text: "x" } },
    ])
      expect(sites({ asked: { ...asked, ...other } })).toEqual([1, ""]);
    expect(sites({ complete: false })).toEqual([1, ""]);
  });

  it("shows a fitted lens, whose missing layers are asked for once", () => {
    const view = mount({
      lenses: [
        { name: "", label: "Logit lens" },
        { name: "tuned", label: "tuned" },
      ],
    });
    pick(view, "What is read in the cells", "lens tuned");
    const { id, args } = view.model.last("query");
    expect(args).toMatchObject({ lens: "tuned" });

    view.model.receive({ kind: "result", id, value: page([1], 0, 3) });
    const sent = view.model.sent.length;
    pick(view, "What is read in the cells", "lens ");
    pick(view, "What is read in the cells", "lens tuned");
    expect(view.cell(1, 0).textContent).toBe("L1P0");
    expect(
      view.model.sent.slice(sent).filter(({ args }) => (args as { lens?: string })?.lens === "tuned"),
    ).toEqual([]);
  });

  it("says why the logit lens is shown in a lens's place, as text", () => {
    const view = mount({
      lenses: [
        { name: "", label: "Logit lens" },
        { name: "tuned", label: "tuned" },
      ],
    });
    const note = () => view.find(".ll-grid .ll-note").textContent;
    pick(view, "What is read in the cells", "lens tuned");
    const instead = "The lens 'tuned' was fitted for <b>, so the logit lens is shown here.";
    const { id } = view.model.last("query");
    view.model.receive({ kind: "result", id, value: { ...page([0, 1, 2], 0, 3), instead } });

    expect(note()).toBe(`${instead} `);
    expect(view.cell(1, 0).textContent).toBe("L1P0");
    pick(view, "What is read in the cells", "lens ");
    expect(note()).toBe("");
  });

  it("leaves layers out, and keeps their numbers", () => {
    const view = mount({ n_layers: 24, selection: [24, 1] });
    pick(view, "Rows of layers", "8");
    const sides = [...view.el.querySelectorAll(".ll-grid .ll-side")].map((side) => side.textContent);

    expect(sides).toEqual(["24", "16", "8", "0"]);
    view.cell(8, 2).click();
    expect(view.model.last("select")).toMatchObject({ layer: 8, position: 2 });
  });

  it("shows how the model goes on with the prompt, as text", () => {
    const view = mount({});
    button(view, "Continue the prompt").click();
    const { id } = view.model.last("query");
    view.model.receive({ kind: "result", id, value: { text: " <b>Paris</b>", ended: false, code: "" } });

    expect(view.find(".ll-goes-on").textContent).toBe("The model goes on  <b>Paris</b> …");
  });

  it("finds tokens by their text, also where several spell it, and by their number", () => {
    const tokens = ["The", "·Tom", "·Cru", "ise", "·and", "·tom"];

    expect(places(tokens, "tom")).toEqual([1, 5]);
    expect(places(tokens, "cruise")).toEqual([2]);
    expect(places(tokens, "tom cru")).toEqual([1]);
    expect(places(tokens, "3")).toEqual([3]);
    expect(places(tokens, "none")).toEqual([]);
  });
});

describe("a sweep into the grid", () => {
  const partial = (view: Mounted, answers: Answer[]): string => {
    const { id } = view.model.last("query");
    view.model.receive({ kind: "queued", id, what: "sites", args: {}, ahead: 0 });
    view.model.receive({ kind: "partial", id, answers });
    return id as string;
  };

  it("asks every layer of the selected tokens by one click, those in sight first", () => {
    const view = mount({ selection: [1, 2] });
    type(view, "x is");
    button(view, "Every layer of this token").click();

    expect(view.model.last("query")).toMatchObject({
      what: "sites",
      args: { layers: null, start: 2, stop: 3, near: [0, 2, 0, 2], question: { text: "x is" } },
    });
  });

  it("asks every cell, of the layers that have a row", () => {
    const view = mount({ n_layers: 24 });
    type(view, "x is");
    pick(view, "Rows of layers", "8");
    button(view, "Every cell").click();

    expect(view.model.last("query")["args"]).toMatchObject({
      layers: [0, 8, 16, 24],
      start: null,
      stop: null,
    });
  });

  it("streams into the cells, and is a curve over the layers where it is of one token", () => {
    const view = mount({ selection: [1, 2] });
    type(view, "x is");
    button(view, "Every layer of this token").click();
    const id = partial(view, [point(2, 2, { text: "Paris" })]);
    expect(view.cell(2, 2).textContent).toBe("Paris");
    expect(view.cell(0, 2).classList).toContain("ll-empty");

    view.model.receive({ kind: "partial", id, answers: [point(0, 2, { text: "Lima" })] });
    expect(view.cell(0, 2).textContent).toBe("Lima");
    expect(view.find(".ll-curve").textContent).toContain("Position 2 at every layer");
    expect(view.el.querySelectorAll(".ll-dot")).toHaveLength(2);
  });

  it("puts a cell's answer on the card when it is clicked", () => {
    const view = mount({ site_maps: [map([point(2, 2, { text: "Lima", tokens: ["·Lima"] }), point(1, 1)])] });
    pick(view, "What is read in the cells", "map m");
    view.cell(2, 2).click();

    expect(view.find(".ll-words").textContent).toContain("Lima");
  });

  it("is kept when Python tells of it", () => {
    const view = mount({});
    view.model.change("site_maps", [map([point(1, 1, { text: "Lima" })])]);
    pick(view, "What is read in the cells", "map m");

    expect(view.cell(1, 1).textContent).toBe("Lima");
  });
});

describe("the legend of a map of answers", () => {
  it("says what its colours and hatching mean, as far as they are there", () => {
    const options = [{ text: "Paris", probability: 0.9 }];
    const within = point(1, 1, { verdict: "controls", options, option_mass: 0.01 });
    const view = mount({ site_maps: [map([point(2, 1, { options, option_mass: 0.9 }), within])] });
    pick(view, "What is read in the cells", "map m");
    const signs = (): string[] =>
      [...view.find(".ll-gridbar .ll-legend").querySelectorAll(".ll-key:not(.ll-ramp)")].map(
        (each) => each.textContent ?? "",
      );
    expect(signs()).toEqual(["a control supports it as much", "low option mass"]);

    pick(view, "What the cells show of it", "option Paris");
    expect(signs()).toEqual(["low option mass"]);
  });
});

describe("a cell", () => {
  it("stands out only past its controls, and past noise where that was run", () => {
    for (const verdict of ["read", "untested", "few", "alone"] as const)
      expect(standsOut(answer({ verdict }))).toBe(true);
    for (const verdict of ["controls", "noise"] as const) expect(standsOut(answer({ verdict }))).toBe(false);
    const shown = showAnswer(answer({ excess: 0.4, verdict: "noise" }), "", true, CONSTANTS);
    expect(shown).toMatchObject({ share: 0, classes: { "ll-under-controls": true } });
  });

  it("shows answer, excess, confidence or an option's probability", () => {
    const options = [{ text: "Lima", probability: 0.25 }];
    const one = answer({ text: " Lima", excess: 0.5, confidence: 0.75, options });
    const text = (kind: string) => showAnswer(one, kind, true, CONSTANTS).text;

    expect(answerKinds([one]).map(({ name }) => name)).toEqual(["", "excess", "confidence", "option Lima"]);
    expect(["", "excess", "confidence", "option Lima"].map(text)).toEqual(["Lima", "+0.50", "0.75", "0.25"]);
  });

  it("of rank 1 has the full colour, of the last rank none", () => {
    const reading = (rank: number) => ({
      tokens: ["a"],
      probs: [0.5],
      measures: { entropy: 1, surprisal: 1, rank, chance: 0.1 },
    });

    expect(showReading(reading(1), "rank", 1000).share).toBe(1);
    expect(showReading(reading(1000), "rank", 1000).share).toBeCloseTo(0);
    expect(lensKinds(1000, ["·a"]).at(-1)?.scale).toEqual(["1000", "1"]);
  });

  it("is never blank where the answer is a space, a new line or nothing", () => {
    expect(said(answer({ text: " ", tokens: ["·"] }))).toBe("·");
    expect(said(answer({ text: "\n", tokens: ["⏎"] }))).toBe("⏎");
    expect(said(answer({ text: "", tokens: ["<eos>"] }))).toBe("no answer");
    expect(said(answer({ text: "\ufffd", tokens: ["·<0xE6>"] }))).toBe("·<0xE6>");
  });
});

describe("hostile text", () => {
  const long = "x".repeat(10_000);
  const evil = ['<img src=x onerror="alert(1)">', "\u202Eabc", long, "\ud83d", "&lt;b&gt;", "'\"\\"];

  it("is text in heads, cells, hints, the list of questions and the curve", () => {
    const words = evil.concat(evil, evil).slice(0, 18);
    const view = mount({
      tokens: evil,
      quiet: [],
      entity_types: [],
      selection: [1, 1],
      pages: [
        { ...page([0, 1, 2], 0, 6), words, index: words.map((_, i) => i).concat(words.map((_, i) => i)) },
      ],
      site_maps: [
        map(
          evil.map((text, at) => point(1, at, { text, token: text })),
          { question: evil[0]! },
        ),
      ],
    });
    pick(view, "What is read in the cells", "map m");
    view.cell(1, 0).dispatchEvent(new Event("pointerover", { bubbles: true }));

    expect(view.el.querySelector("img, b b")).toBeNull();
    expect(view.cell(1, 0).textContent).toBe(evil[0]);
    expect(view.cell(1, 2).textContent).toHaveLength(201);
    expect(view.cell(1, 3).textContent).toBe("U+D83D");
    expect(document.querySelector(".ll-popover")?.textContent).toContain("<img");
  });

  it("is cut where it is very long, and halves of characters are named", () => {
    expect(shortened(long)).toBe(`${"x".repeat(200)}…`);
    expect(shortened("a\udc00b😀")).toBe("a<U+DC00>b😀");
  });

  it("does not make characters of bytes that are none", () => {
    expect(spelled(["·<0xE6>", "<0x97>", "<0xA5>", "a"])).toEqual([{ text: "日", first: 0, last: 2 }]);
    expect(spelled(["<0xF0><0x9F>", "<0x98><0x80>", "<0xD7>", "<0xA9>"])).toEqual([
      { text: "😀", first: 0, last: 1 },
      { text: "ש", first: 2, last: 3 },
    ]);
    expect(spelled(["<0xE6>", "a", "<0x97>", "<0xA5>"])).toEqual([]);
  });
});

describe("a curve's columns", () => {
  it("are layers where the sweep was of one position", () => {
    const line = { ...map([point(5, 2), point(0, 2)]), layer: 5, position: 2 };
    const { heads, unit, at } = columnsOf(line, [], 31);

    expect([heads, unit, at(line.points[0]!)]).toEqual([["0", "5"], "layers", 1]);
  });

  it("stand where they will stand while every layer is asked", () => {
    const line = { ...map([point(5, 2), point(4, 2)]), total: 7, layer: 5, position: 2 };
    const { heads, at } = columnsOf(line, [], 7);

    expect([heads.length, line.points.map(at)]).toEqual([7, [5, 4]]);
  });
});
