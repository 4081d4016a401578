import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answer, DECODERS, page, WAYS, withModels } from "./fake_model";
import { type Mounted, mount } from "./mount";

const ready = {
  pages: [page([0, 1, 2], 0, 3)],
  presets: [...WAYS, ...DECODERS],
  selection: [1, 1] as [number, number],
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function choose(view: Mounted, name: string): void {
  const menu = view.find(".ll-ask select") as HTMLSelectElement;
  menu.value = name;
  menu.dispatchEvent(new Event("change"));
}

function write(view: Mounted, text: string): void {
  const field = view.find(".ll-ask input") as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

describe("a trained decoder", () => {
  it("is asked in words, in the field beside the menu", () => {
    const view = mount(ready);
    choose(view, "own:oracle");
    const field = view.find(".ll-ask input") as HTMLInputElement;
    expect(field.hidden).toBe(false);
    expect(document.activeElement).toBe(field);
    expect(view.find(".ll-help").textContent).toBe(DECODERS[0]!.help);
    write(view, "Which country is this?");
    view.find(".ll-primary").click();

    expect(view.model.last("query")).toMatchObject({
      what: "ask",
      args: { layer: 1, position: 1, question: { preset: "own:oracle", text: "Which country is this?" } },
    });
  });

  it("says beside the question that it cannot read the selected layer", () => {
    const view = mount(ready);
    choose(view, "own:oracle");
    write(view, "What?");
    vi.advanceTimersByTime(300);
    const { id } = view.model.last("query");
    view.model.receive({ kind: "error", id, type: "SettingError", message: "reads 2", setting: "layer" });

    expect(view.find(".ll-problem").textContent).toBe("reads 2");
  });

  it("lists follow-up questions with their answers, and stays on the selection", () => {
    const view = mount(ready);
    choose(view, "own:oracle");
    for (const [id, question] of [
      ["a", "Which country?"],
      ["b", "Which tone?"],
    ] as const) {
      write(view, question);
      view.find(".ll-primary").click();
      const { id: sent } = view.model.last("query");
      view.model.receive({
        kind: "result",
        id: sent,
        value: answer({ id, question: `oracle: ${question}` }),
      });
    }

    const lines = [...view.el.querySelectorAll(".ll-of")].map(({ textContent }) => textContent);
    expect(lines).toEqual(["oracle: Which tone?", "oracle: Which country?"]);
    expect(view.cell(1, 1).getAttribute("aria-selected")).toBe("true");
  });

  it("says a question once for the answers that follow each other", () => {
    const history = ["a", "b"].map((id) => answer({ id }));
    const view = mount({ ...ready, history });
    expect(view.el.querySelectorAll(".ll-of")).toHaveLength(1);
  });
});

/** Click a cell with Control held. */
function add(view: Mounted, layer: number, position: number): void {
  view.cell(layer, position).dispatchEvent(new MouseEvent("click", { bubbles: true, ctrlKey: true }));
}

function selected(view: Mounted): string[] {
  return [...view.el.querySelectorAll<HTMLElement>(".ll-grid [aria-selected=true]")].map(
    ({ dataset: { layer, position } }) => `${layer}:${position}`,
  );
}

describe("several layers and spans", () => {
  it("sweeps the selected layers together", () => {
    const view = mount({ ...ready, layers: [1, 2], selection: [2, 1] });
    choose(view, "own:oracle");
    write(view, "What?");
    const sweep = [...view.el.querySelectorAll("button")].find(
      ({ textContent }) => textContent === "Sweep positions",
    );
    sweep!.click();
    expect(view.model.last("query")).toMatchObject({ what: "sweep", args: { layer: 2, layers: [1, 2] } });
  });

  it("are selected by clicks with Control held, and asked about together", () => {
    const view = mount(ready);
    choose(view, "own:oracle");
    write(view, "What?");
    add(view, 2, 1);
    expect(view.model.last("select")).toMatchObject({ layer: 2, position: 1, start: 1, layers: [1, 2] });
    expect(selected(view).sort()).toEqual(["1:1", "2:1"]);
    view.find(".ll-primary").click();

    expect(view.model.last("query")["args"]).toMatchObject({ layer: 2, position: 1, layers: [1, 2] });
    expect(view.find(".ll-where").textContent).toBe("Layers 1 and 2, position 1 ·France");
  });

  it("take a layer away again, and a plain click selects one cell", () => {
    const view = mount(ready);
    add(view, 2, 1);
    add(view, 1, 1);
    expect(selected(view)).toEqual(["2:1"]);
    add(view, 0, 1);
    view.cell(1, 2).click();
    expect(selected(view)).toEqual(["1:2"]);
    expect(view.model.last("select")).not.toHaveProperty("layers");
  });

  it("leave out what lies between two spans", () => {
    const view = mount({ ...ready, selection: [1, 0] });
    add(view, 1, 2);
    expect(selected(view).sort()).toEqual(["1:0", "1:2"]);
    expect(view.model.last("select")).toMatchObject({
      spans: [
        [0, 1],
        [2, 3],
      ],
    });
    expect(view.find(".ll-where").textContent).toBe("Layer 1, positions 0 and 2 <bos> … ·is");
  });

  it("say what the reader reads of them", () => {
    const view = mount({ ...ready, layers: [1, 2], selection: [2, 1] });
    choose(view, "own:oracle");
    write(view, "What?");
    const target = { tokens: ["?", "?"], slots: [0, 1], layer: 1, movable: false };
    for (const [layers, says] of [
      [[1, 2], "; this reader reads the token at 2 layers for one answer"],
      [
        [2],
        "; this reader does not take the token at 2 layers at once: it reads the token at the last layer",
      ],
    ] as const) {
      write(view, `What? ${says.length}`);
      vi.advanceTimersByTime(300);
      const { id } = view.model.last("query");
      view.model.receive({ kind: "result", id, value: { ...target, positions: [1], layers } });
      expect(view.find(".ll-where").textContent).toContain(says);
    }
    expect(view.find(".ll-flow .ll-at").textContent).toBe("layer 2");
  });

  it("come back with the answer that read them", () => {
    const sites: [number, number][] = [
      [1, 0],
      [1, 2],
      [2, 0],
      [2, 2],
    ];
    const history = [answer({ id: "a", sites, layer: 2, position: 2 }), answer({ id: "b" })];
    const view = mount({ ...ready, history });
    const entry = view.find(".ll-history [data-id=a]");
    expect(entry.title).toContain("Layers 1 and 2: Positions 0 and 2");
    entry.click();

    expect(selected(view).sort()).toEqual(["1:0", "1:2", "2:0", "2:2"]);
    expect(view.find(".ll-facts dd").textContent).toBe("1, 2");
  });
});

describe("several readers of one selection", () => {
  function beside(view: Mounted): HTMLSelectElement {
    return view.find(".ll-beside select") as HTMLSelectElement;
  }

  function pick(view: Mounted, name: string): void {
    beside(view).value = name;
    beside(view).dispatchEvent(new Event("change"));
  }

  it("are those that take a question, and those that take none", () => {
    const view = mount(ready);
    choose(view, "own:oracle");
    const offered = [...beside(view).options].map(({ value }) => value);
    expect(offered).toEqual(
      ["", "description", "selfie", "logit_lens", "ceo", "capital", "own:other"].toSpliced(1, 0, ""),
    );
  });

  it("ask a decoder in its own words beside a Patchscope, whose question has an x in it", () => {
    const view = mount(ready);
    write(view, "The capital of x is");
    pick(view, "own:oracle");
    const own = view.find(".ll-chip input") as HTMLInputElement;
    own.value = "Which country is it?";
    own.dispatchEvent(new Event("input", { bubbles: true }));
    view.find(".ll-primary").click();

    expect(view.model.last("query")).toMatchObject({
      what: "readers",
      args: {
        question: { text: "The capital of x is" },
        beside: [{ question: { preset: "own:oracle", text: "Which country is it?" } }],
      },
    });
  });

  it("are asked the same in one query, with the settings that they have", () => {
    const view = mount({ ...ready, draft: { settings: { temperature: 1, control_random: 3 } } });
    choose(view, "own:oracle");
    write(view, "What?");
    pick(view, "own:other");
    pick(view, "logit_lens");
    view.find(".ll-primary").click();

    const settings = { control_random: 3 };
    expect(view.model.last("query")).toMatchObject({
      what: "readers",
      args: {
        layer: 1,
        position: 1,
        question: { preset: "own:oracle", text: "What?" },
        beside: [
          { question: { preset: "logit_lens" }, settings },
          { question: { preset: "own:other", text: "What?" }, settings: { ...settings, temperature: 1 } },
        ],
      },
    });
    expect(view.find(".ll-job").textContent).toContain("Asking several readers about layer 1, position 1");
  });

  it("leave the question's own reader's answer on the card, whichever answers last", () => {
    const view = mount(ready);
    choose(view, "own:oracle");
    write(view, "What?");
    pick(view, "own:other");
    view.find(".ll-primary").click();
    const { id } = view.model.last("query");
    const saying = (text: string, i: number) => answer({ id: `${id}:${i}`, text, tokens: [] });
    const [own, other] = [saying("own", 0), saying("other", 1)];
    const said = () => view.find(".ll-card .ll-words").textContent;

    view.model.change("history", [own]);
    expect(said()).toBe("own");
    view.model.change("history", [own, other]);
    expect(said()).toBe("own");
    view.model.receive({ kind: "result", id, value: null });
    view.model.change("history", [own, other, answer({ id: "z", text: "later", tokens: [] })]);
    expect(said()).toBe("later");
  });

  it("leave it on the card of a page that is opened later, too", () => {
    const history = ["q:0", "q:1"].map((id) => answer({ id, text: id, tokens: [] }));
    const comparisons = [{ id: "q", answers: ["q:0", "q:1"], agreeing: 0, pairs: 1 }];
    const view = mount({ ...ready, history, comparisons });

    expect(view.find(".ll-card .ll-words").textContent).toBe("q:0");
  });

  it("can be taken away again", () => {
    const view = mount(ready);
    choose(view, "own:oracle");
    write(view, "What?");
    pick(view, "own:other");
    view.find(".ll-chip button").click();
    view.find(".ll-primary").click();
    expect(view.model.last("query")["what"]).toBe("ask");
  });

  it("stand beside each other with their agreement and controls", () => {
    const history = ["a", "b", "c"].map((id, i) =>
      answer({ id, question: `${id}: What?`, text: ` said ${i}`, tokens: [] }),
    );
    const comparisons = [{ id: "q", answers: ["a", "b"], agreeing: 0, pairs: 1 }];
    const three = [{ id: "q", answers: ["a", "b", "c"], agreeing: 1, pairs: 3 }];
    const view = mount({ ...ready, history, comparisons });
    expect(view.find(".ll-together").hidden).toBe(true);
    view.find(".ll-history [data-id=b]").click();

    expect(view.find(".ll-together").hidden).toBe(false);
    expect(view.find(".ll-agree").textContent).toBe("The answers differ");
    const columns = [...view.el.querySelectorAll<HTMLElement>(".ll-columns button")];
    expect(columns.map(({ dataset: { id } }) => id)).toEqual(["a", "b"]);
    expect(columns[0]!.textContent).toContain("null control");
    columns[0]!.click();
    expect(view.find(".ll-columns [aria-current=true]").textContent).toContain("said 0");
    expect(view.find(".ll-card .ll-words").textContent).toBe(" said 0");
    view.model.change("comparisons", three);
    expect(view.find(".ll-agree").textContent).toBe("1 of 3 pairs agree, share 0.33");
  });
});

describe("a variant of the model", () => {
  it("is chosen as the source, and sent with the question", () => {
    const source = withModels(["on:lora", "lora on"]);
    const view = mount({ ...ready, source });
    const menu = view.find("[data-setting=variant]") as HTMLSelectElement;
    expect(view.find(".ll-from").hidden).toBe(false);
    choose(view, "own:oracle");
    write(view, "What?");
    menu.value = menu.options[1]!.value;
    menu.dispatchEvent(new Event("change", { bubbles: true }));
    view.find(".ll-primary").click();

    expect(view.model.last("query")["args"]).toMatchObject({ source: { variant: "on:lora" } });
  });
});
