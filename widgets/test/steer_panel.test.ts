import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Steered, SteeredReply } from "../src/protocol";
import { answer, DECODERS, page, WAYS } from "./fake_model";
import { button, type Mounted, mount } from "./mount";

const ready = {
  pages: [page([0, 1, 2], 0, 3)],
  presets: [...WAYS, ...DECODERS],
  selection: [1, 1] as [number, number],
  history: [
    answer({
      question: "oracle: Which role?",
      text: " pirate",
      asked: { preset: "own:oracle", text: "Which role?" },
    }),
  ],
};

const reply = (strength: number | null, text: string): SteeredReply => ({
  strength,
  text,
  ended: true,
  answer: strength === null ? "pirate" : "doctor",
  confidence: 0.9,
  code: `strength ${strength}`,
});

const steered = (fields: Partial<Steered> = {}): Steered => ({
  id: "s1",
  label: "oracle: Which role?",
  decoder: "oracle",
  question: "Which role?",
  wish: "doctor",
  learn: "lora",
  layers: [1, 2],
  sites: [
    [2, 1],
    [2, 2],
  ],
  steps: 40,
  done: 40,
  kept: 36,
  cancelled: false,
  losses: [7.1, 0.02],
  before: reply(null, "Arr! Paris."),
  after: [reply(1, "It is Paris.")],
  ...fields,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function field(view: Mounted, name: string): HTMLInputElement {
  return view.find(`.ll-steer [data-setting=${name}]`) as HTMLInputElement;
}

function set(input: HTMLInputElement, value: string, event = "input"): void {
  input.value = value;
  input.dispatchEvent(new Event(event, { bubbles: true }));
}

/** Press Steer on the answer card. */
function open(view: Mounted): void {
  (view.find(".ll-card header .ll-link") as HTMLButtonElement).click();
}

function press(view: Mounted): void {
  view.find(".ll-steer form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

describe("the Steer panel", () => {
  it("opens under the question, where one looks, and not under all answers", () => {
    const view = mount(ready);
    open(view);
    const follows = (one: string, other: string): boolean =>
      (view.find(one).compareDocumentPosition(view.find(other)) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

    expect([follows(".ll-ask", ".ll-steer"), follows(".ll-steer", ".ll-card")]).toEqual([true, true]);
  });

  it("opens from a decoder's answer, with its question and what it was about", () => {
    const view = mount(ready);
    expect(view.el.querySelector(".ll-steer form")).toBeNull();
    open(view);

    expect((view.find(".ll-ask select") as HTMLSelectElement).value).toBe("own:oracle");
    expect((view.find(".ll-ask input") as HTMLInputElement).value).toBe("Which role?");
    expect(document.activeElement).toBe(field(view, "steer_wish"));
    expect(view.find(".ll-about").textContent).toContain(
      "Learn what makes oracle give the wished answer to “Which role?” about the selected tokens",
    );
  });

  it("is offered where a model can be steered, by decoders' answers alone", () => {
    const other = mount({ ...ready, history: [answer({ asked: { preset: "capital", text: "" } })] });
    expect(
      [...other.el.querySelectorAll<HTMLElement>(".ll-card header .ll-link")].map((each) => each.hidden),
    ).toEqual([true, false, false]);
    const none = mount({ ...ready, steer: {} });
    expect(button(none, "Steer").hidden).toBe(true);
    const without = mount({ ...ready, presets: WAYS });
    expect(button(without, "Steer").hidden).toBe(true);
  });

  it("sends the question, the selection and what was set", () => {
    const view = mount(ready);
    open(view);
    set(field(view, "steer_wish"), "doctor");
    set(field(view, "steer_learn"), "lora");
    set(field(view, "steer_steps"), "12");
    press(view);

    expect(view.model.last("query")).toMatchObject({
      what: "steer",
      args: {
        layer: 1,
        position: 1,
        question: { preset: "own:oracle", text: "Which role?" },
        settings: {},
        steer: { steer_wish: "doctor", steer_learn: "lora", steer_steps: 12 },
      },
    });
  });

  it("offers the options that were not given as wishes", () => {
    const options = ["pirate", "doctor"].map((text) => ({ text: ` ${text}`, probability: 0.5 }));
    const view = mount({ ...ready, history: [{ ...ready.history[0]!, options }] });
    open(view);
    const others = [...view.el.querySelectorAll<HTMLButtonElement>(".ll-others button")];
    expect(others.map(({ textContent }) => textContent)).toEqual(["doctor"]);
    others[0]!.click();
    expect(field(view, "steer_wish").value).toBe("doctor");
  });

  it("shows a vector in a slot beside the empty slot and noise in it", () => {
    const slot = steered({
      learn: "slot",
      layers: [0],
      prompt: "Act like a x.",
      tried: 4,
      convinced: 0.9,
      judged: 10,
      empty: reply(null, "Howdy! Paris."),
      random: [reply(1, "Ahoy! Paris.")],
    });
    const view = mount({ ...ready, steered: [slot] });
    open(view);
    const sides = [...view.el.querySelectorAll(".ll-outcome")].map((each) => [
      each.getAttribute("aria-label"),
      each.querySelector(".ll-say")?.textContent,
    ]);
    expect(sides).toEqual([
      ["As it is", "Arr! Paris."],
      ["Empty slot", "Howdy! Paris."],
      ["Random vector, strength 1", "Ahoy! Paris."],
      ["Steered, strength 1", "It is Paris."],
    ]);
    expect(view.find(".ll-learnt").textContent).toBe(
      "A vector at the x of “Act like a x.”, 40 steps; the decoder’s loss 7.1 before, 0.020 after step 36. " +
        "The best of 4: asked about its own replies to the chats that it learnt from, the decoder answered as " +
        "wished for 9 of 10. Below, the decoder reads layer 2, positions 1 to 2 of the chat as it stands.",
    );
    set(field(view, "steer_strength"), "2", "change");
    const [, , noise, after] = [...view.el.querySelectorAll(".ll-outcome .ll-say")];
    expect([noise?.textContent, after?.textContent]).toEqual(["…", "…"]);
  });

  it("says of a slot that was cancelled what was found until then", () => {
    const stopped = { learn: "slot" as const, prompt: "Act like a x.", cancelled: true, random: [] };
    const best = mount({
      ...ready,
      steered: [steered({ ...stopped, tried: 2, convinced: 0, judged: 1, diverged: 1 })],
    });
    open(best);
    expect(best.find(".ll-learnt").textContent).toContain(
      "Cancelled; the best so far: asked about its own replies to the chats that it learnt from, the decoder " +
        "answered as wished for 0 of 1. 1 diverged and was left out.",
    );
    const none = mount({ ...ready, steered: [steered({ ...stopped, tried: 1 })] });
    open(none);
    expect(none.find(".ll-learnt").textContent).toContain(
      "Cancelled before its own replies were put to the decoder.",
    );
  });

  it("says what is missing at its field, and keeps what was typed", () => {
    const view = mount(ready);
    open(view);
    set(field(view, "steer_steps"), "12");
    press(view);
    const { id } = view.model.last("query");
    view.model.receive({
      kind: "error",
      id,
      type: "SettingError",
      message: "Write the answer",
      setting: "steer_wish",
    });

    expect(view.find(".ll-steer .ll-error:not([hidden])").textContent).toBe("Write the answer");
    expect(view.find(".ll-problem").hidden).toBe(true);
    expect(view.find(".ll-root").textContent.split("Write the answer")).toHaveLength(2);
    expect(field(view, "steer_steps").value).toBe("12");
    // typing takes it back
    set(field(view, "steer_wish"), "doctor");
    expect(view.find(".ll-root").textContent).not.toContain("Write the answer");
  });

  it("says an error in one place, also where its field is not shown", () => {
    const view = mount(ready);
    open(view);
    set(field(view, "steer_learn"), "lora");
    press(view);
    const { id } = view.model.last("query");
    view.model.receive({
      kind: "error",
      id,
      type: "SettingError",
      message: "Too long",
      setting: "steer_max_norm",
    });
    expect(view.find(".ll-problem:not([hidden])").textContent).toContain("Too long");
    expect(view.el.querySelectorAll(".ll-error:not([hidden])")).toHaveLength(1);
    expect(view.el.querySelector(".ll-job")).toBeNull();
    press(view);
    const refused = view.model.last("query").id;
    const message = "The question is empty.";
    view.model.receive({ kind: "error", id: refused, type: "SettingError", message, setting: "question" });
    expect(view.find(".ll-problem.ll-error:not([hidden])").textContent).toBe(message);
    expect(view.find(".ll-root").textContent.split(message)).toHaveLength(2);
    press(view);
    const second = view.model.last("query").id;
    view.model.receive({ kind: "error", id: second, type: "RuntimeError", message: "Out of memory" });
    expect([...view.el.querySelectorAll(".ll-job .ll-error")].map((each) => each.textContent)).toEqual([
      "Out of memory",
    ]);
  });

  it("says how far it is, and can be cancelled", () => {
    const view = mount(ready);
    open(view);
    set(field(view, "steer_wish"), "doctor");
    press(view);
    const { id } = view.model.last("query");
    view.model.receive({ kind: "progress", id, done: 3, total: 40, says: "steering: loss 2.1" });

    expect(view.find(".ll-job").textContent).toBe(
      "Steering the answer to “Which role?” towards doctor3 of 40steering: loss 2.1Cancel",
    );
    button(view, "Cancel").click();
    expect(view.model.last("cancel")["id"]).toBe(id);
  });

  it("shows the reply and the reading before and after", () => {
    const view = mount({ ...ready, steered: [steered()] });
    open(view);
    const sides = [...view.el.querySelectorAll(".ll-outcome")].map(({ textContent }) => textContent);
    expect(sides).toEqual([
      "As it isThe model repliesArr! Paris.oracle readspirate0.90",
      "Steered, strength 1The model repliesIt is Paris.oracle readsdoctor0.90",
    ]);
    expect(view.find(".ll-learnt").textContent).toBe(
      "A LoRA of layers 1 and 2, 40 steps; the decoder’s loss 7.1 before, 0.020 after step 36. Below, the decoder reads layer 2, positions 1 to 2 of the chat as it stands.",
    );
  });

  it("moves the strength without learning again, and asks once for what is not known", () => {
    const view = mount({ ...ready, steered: [steered()] });
    open(view);
    const slider = field(view, "steer_strength");
    set(slider, "2");
    expect(view.model.sent.filter(({ kind }) => kind === "query")).toEqual([]);
    set(slider, "2", "change");
    expect(view.model.last("query")).toMatchObject({
      what: "strength",
      args: { steering: "s1", strength: 2 },
    });
    set(slider, "2", "change");
    const { id } = view.model.last("query");
    expect(view.model.sent.filter(({ kind }) => kind === "query")).toHaveLength(1);
    expect(view.find(".ll-outcome[aria-busy=true] .ll-say").textContent).toBe("…");

    const after = [reply(1, "It is Paris."), reply(2, "Take rest.")];
    view.model.receive({ kind: "result", id, value: steered({ after }) });
    expect(view.find(".ll-outcome:last-child .ll-say").textContent).toBe("Take rest.");
    set(slider, "1", "change");
    expect(view.find(".ll-outcome:last-child .ll-say").textContent).toBe("It is Paris.");
    expect(view.model.sent.filter(({ kind }) => kind === "query")).toHaveLength(1);
  });

  it("keeps what was learnt before, to go back to", () => {
    const second = steered({ id: "s2", wish: "king", learn: "vectors", cancelled: true, done: 7 });
    const view = mount({ ...ready, steered: [steered(), second] });
    open(view);
    expect(view.find(".ll-learnt").textContent).toContain(
      "Vectors at layers 1 and 2, cancelled after 7 of 40 steps",
    );
    button(view, "doctor, a LoRA").click();
    expect(view.find(".ll-steered .ll-asked").textContent).toBe("oracle: Which role? → doctor");
  });

  it("writes what models say as text", () => {
    const evil = "<img src=x onerror=alert(1)>";
    const view = mount({ ...ready, steered: [steered({ wish: evil, before: reply(null, evil) })] });
    open(view);
    expect(view.el.querySelector("img")).toBeNull();
    expect(view.find(".ll-outcome .ll-say").textContent).toBe(evil);
  });

  it("is kept with the question box, for pages that open later", () => {
    const view = mount(ready);
    open(view);
    vi.advanceTimersByTime(500);
    expect(view.model.last("draft")["draft"]).toMatchObject({ panel: "steer", preset: "own:oracle" });
    const later = mount({ ...ready, draft: { panel: "steer", preset: "own:oracle" } });
    expect(later.el.querySelector(".ll-steer form")).not.toBeNull();
  });
});
