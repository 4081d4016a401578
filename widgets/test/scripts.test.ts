import { afterEach, describe, expect, it } from "vitest";
import { isolated } from "../src/isolated";
import { answer, page } from "./fake_model";
import { mount } from "./mount";

afterEach(() => document.body.replaceChildren());

const HEBREW = "·שלום";
/** Texts that may stand alone, as the whole of a tooltip or of an entry of a list. */
const WHOLE = [HEBREW, `${HEBREW}·is`];
const RIGHT = /[\u0590-\u08ff]/;
const target = { tokens: [HEBREW, "is"], slots: [0], layer: 1, movable: false, positions: [1] };
const told = answer({
  text: HEBREW,
  tokens: [HEBREW],
  token: HEBREW,
  question: HEBREW,
  reader: HEBREW,
  options: [
    { text: HEBREW, probability: 0.7 },
    { text: "pax", probability: 0.1 },
  ],
  option_mass: 0.8,
  controls: [{ kind: "null", text: HEBREW, confidence: 0.2, support: 0.1 }],
  target,
} as never);
const many = [told, { ...told, id: "a2", position: 2 }];
const state = {
  tokens: ["<bos>", HEBREW, "·is"],
  history: many,
  curves: ["c", "d"].map((id) => ({
    id,
    layer: 1,
    question: HEBREW,
    total: 2,
    complete: true,
    points: many,
  })),
  heat_maps: ["h", "i"].map((id) => ({
    id,
    position: 1,
    question: HEBREW,
    total: 9,
    complete: true,
    points: many,
  })),
  pages: [{ ...page([0, 1, 2], 0, 3), words: Array(18).fill(HEBREW) }],
} as never;

/** The texts of a view, tooltips among them, in which right-to-left letters can reorder what is beside them. */
function loose(root: Element): string[] {
  const found: string[] = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.textContent ?? "";
    const alone = node.parentElement?.closest("bdi, [dir='auto']") || WHOLE.includes(text);
    if (!alone && RIGHT.test(text.replace(/\u2068[^\u2069]*\u2069/g, ""))) found.push(text);
  }
  for (const element of root.querySelectorAll("[title]")) {
    const title = element.getAttribute("title") ?? "";
    if (!WHOLE.includes(title) && RIGHT.test(title.replace(/\u2068[^\u2069]*\u2069/g, ""))) found.push(title);
  }
  return found;
}

describe("text from right to left", () => {
  it("is isolated wherever it stands beside other texts", () => {
    const view = mount(state);
    view.cell(1, 1).click();
    view.cell(1, 1).dispatchEvent(new Event("pointerover", { bubbles: true }));
    view.find(".ll-history button").click();

    for (const part of [
      ".ll-cell",
      ".ll-head",
      ".ll-tick",
      ".ll-words",
      ".ll-token",
      ".ll-where",
      ".ll-popover",
    ])
      expect(view.find(part).parentElement?.textContent).toMatch(RIGHT);
    expect(loose(view.el)).toEqual([]);
  });

  it("is isolated in the hints of curves and heat maps", () => {
    const view = mount(state);
    for (const part of [
      ".ll-tick[data-position='1']",
      ".ll-layers .ll-cell[data-source='1'][data-target='1']",
    ]) {
      view.find(part).dispatchEvent(new Event("pointerover", { bubbles: true }));

      expect(view.find(".ll-popover").textContent).toMatch(RIGHT);
      expect(loose(view.el)).toEqual([]);
    }
  });

  it("takes isolates with it where there are no elements, and only then", () => {
    expect(isolated("pax")).toBe("pax");
    expect(isolated("سلام")).toBe("\u2068سلام\u2069");
  });
});

describe("bytes", () => {
  it("of one character show that character, and which part of it each token holds", () => {
    const view = mount({
      tokens: ["·<0xF0><0x9F>", "<0x98><0x80>", "<U+200B>x"],
      split_characters: [{ text: "😀", first: 0, last: 1 }],
      pages: [{ ...page([0, 1, 2], 0, 3), words: Array(18).fill("<0x9C>") }],
    });
    const heads = [...view.el.querySelectorAll(".ll-head > span")].map((each) => each.textContent);
    const signs = [...view.el.querySelectorAll(".ll-heads .ll-code-point")].map((each) => each.textContent);

    expect(heads).toEqual(["·😀1/2", "😀2/2", "U+200Bx"]);
    expect(view.find(".ll-head [title]").title).toBe("bytes F0 9F: part 1 of 2 of 😀");
    expect(view.find(".ll-head:nth-child(3) > span").getAttribute("dir")).toBe("ltr");
    expect(signs).toEqual(["U+200B"]);
    expect(view.cell(1, 1).querySelector(".ll-code-point")?.textContent).toBe("9C");
    expect(view.cell(1, 1).getAttribute("aria-label")).toContain("<0x9C>");

    view.cell(1, 0).dispatchEvent(new Event("pointerover", { bubbles: true }));
    expect(view.find(".ll-popover").textContent).toContain("a part of 😀");
  });
});

describe("a chat", () => {
  const roles = [
    { role: "system", start: 1, stop: 2 },
    { role: "user", start: 3, stop: 5 },
  ];
  const chat = { tokens: ["<bos>", "a", "⏎", "b", "c"], quiet: [0, 2], roles };

  it("names each message over its columns, and the role in hints and heads", () => {
    const view = mount(chat);
    const bands = [...view.el.querySelectorAll<HTMLElement>(".ll-band-name")];

    expect(bands.map((each) => each.textContent)).toEqual(["system", "user"]);
    expect(parseFloat(bands[1]!.style.width)).toBeGreaterThan(parseFloat(bands[0]!.style.width));
    expect([...view.el.querySelectorAll<HTMLElement>(".ll-head")].map(({ title }) => title)).toEqual([
      "0: <bos>",
      "1: a, system",
      "2: ⏎",
      "3: b, user",
      "4: c, user",
    ]);
    expect(view.cell(1, 2).classList).toContain("ll-dim");

    view.cell(1, 2).dispatchEvent(new Event("pointerover", { bubbles: true }));
    expect(view.find(".ll-popover").textContent).toContain("written by the chat template");
  });

  it("leaves a text without bands as it was", () => {
    expect(mount().el.querySelector(".ll-band-name")).toBeNull();
  });
});
