import { afterEach, describe, expect, it } from "vitest";
import { type Packed, unpack } from "../src/packed";
import type { Answer } from "../src/protocol";
import { answer, page } from "./fake_model";
import { mount } from "./mount";

afterEach(() => document.body.replaceChildren());

const bytes = (numbers: Int16Array | Uint8Array | Float32Array): DataView => {
  // At an odd place of a larger buffer, as a transport may hand it out.
  const held = new Uint8Array(numbers.byteLength + 1);
  held.set(new Uint8Array(numbers.buffer), 1);
  return new DataView(held.buffer, 1);
};
const point = (position: number, more: Partial<Answer> = {}): Answer =>
  answer({ id: `m:1:${position}`, layer: 1, position, sites: [[1, position]], ...more });
/** Nine answers, as Python sends a long list of them. */
const sent = (confidence: DataView | number | Record<string, never>): Packed<Answer> => {
  const { id: _, position: __, sites: ___, confidence: ____, text: _____, ...others } = point(0);
  const same = Object.entries(others).map(([name, value]) => [name, { same: value }]);
  const at = { u8: bytes(Uint8Array.from(Array(9).keys())) };
  const keys = {
    ...Object.fromEntries(same),
    id: { parts: ["m:1:", ""], numbers: [at] },
    position: at,
    sites: { items: [{ items: [{ same: 1 }, at] }] },
    confidence: { near: confidence },
    text: { table: [" Paris", " <b>"], at: { u8: bytes(Uint8Array.from([0, 1, 0, 0, 0, 0, 0, 0, 0])) } },
    brief: { has: { u8: bytes(Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 0, 0])) }, of: { same: true }, n: 2 },
  };
  return { n: 9, column: { keys } } as Packed<Answer>;
};
const NEAR = bytes(Int16Array.from([5000, 10000, -32768, 0, 1, 2, 3, 4, 5]));

describe("columns", () => {
  it("become the answers that they are made of", () => {
    const found = unpack(sent(NEAR));

    expect(found).toHaveLength(9);
    expect(found[1]).toEqual(point(1, { text: " <b>", confidence: 1, brief: true }));
    expect(found[2]).toEqual(point(2, { confidence: null }));
  });

  it("take their bytes from the buffers of a message", () => {
    expect(unpack(sent(0), [NEAR])).toEqual(unpack(sent(NEAR)));
  });

  it("are lists of any length, and numbers of any size", () => {
    const lists = {
      lengths: { u8: bytes(Uint8Array.from([0, 2, 1])) },
      n: 3,
      flat: { table: ["a", "b"], at: { u8: bytes(Uint8Array.from([0, 1, 1])) } },
    };
    expect(unpack({ n: 3, column: lists })).toEqual([[], ["a", "b"], ["b"]]);
    const f32 = { f32: bytes(Float32Array.from([1e9, Number.NaN, -0.5])) };
    expect(unpack({ n: 3, column: f32 })).toEqual([1e9, null, -0.5]);
  });

  it("are nothing where a notebook file did not keep their bytes", () => {
    expect(unpack(sent({}))).toEqual([]);
    const map = { id: "m", question: "x", total: 9, complete: true, points: sent({}) };
    const lost = { ...page([0, 1, 2], 0, 3), index: { n: 18, column: { u8: {} } } as never };
    const view = mount({ site_maps: [map], history: sent({}), pages: [lost] });

    expect(view.find('[aria-label="What is read in the cells"]').textContent).toContain("(0 of 9)");
    expect(view.model.last("query")).toMatchObject({ what: "lens" });
  });
});

describe("a brief answer", () => {
  it("is asked for whole once it is on the card, and put in its place", () => {
    const brief = point(1, { brief: true, tokens: [], token_logprobs: [] });
    const view = mount({ history: [brief] });
    expect(view.find(".ll-words").textContent).toBe(" Paris");
    expect(view.el.textContent).not.toContain("itself says");

    const asked = view.model.sent.filter((message) => message["what"] === "answer");
    expect(asked).toMatchObject([{ args: { answer: "m:1:1" } }]);
    const [{ id } = {}] = asked;
    view.model.receive({ kind: "result", id, value: point(1) });
    expect(view.el.querySelectorAll(".ll-word")).toHaveLength(1);
    expect(view.el.textContent).toContain("itself says");
    expect(view.model.sent.filter((message) => message["what"] === "answer")).toHaveLength(1);
  });

  it("is asked for again where it was sent in part again, also after an error", () => {
    const brief = () => point(1, { brief: true, tokens: [], token_logprobs: [] });
    const view = mount({ history: [brief()] });
    const asked = () => view.model.sent.filter((message) => message["what"] === "answer");
    view.model.receive({ kind: "result", id: asked()[0]?.id, value: point(1) });
    const again = (): void => {
      view.model.change("history", [brief()]);
      view.find('.ll-history [data-id="m:1:1"]').click();
    };
    again();
    expect(asked()).toHaveLength(2);
    again();
    expect(asked()).toHaveLength(2);

    view.model.receive({ kind: "error", id: asked()[1]?.id, type: "InputError", message: "gone" });
    again();
    expect(asked()).toHaveLength(3);
  });
});
