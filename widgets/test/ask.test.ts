import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PATIENCE, SAYS } from "../src/link";
import { answer, fakeModel, page } from "./fake_model";
import { button, mount, type } from "./mount";

const pages = [page([0, 1, 2], 0, 3)];
const ready = { pages, selection: [1, 1] as [number, number] };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function asked(view = mount(ready)) {
  type(view, "The capital of x is");
  view.find(".ll-primary").click();
  const { id, what, args } = view.model.last("query");
  return { view, id: id!, queued: { kind: "queued", id, what, args, ahead: 0 } };
}

describe("the question box", () => {
  it("sends a question with its options and its target layer", () => {
    const view = mount(ready);
    type(view, " The capital of x is ", "Paris, London,");
    const target = view.el.querySelectorAll<HTMLSelectElement>(".ll-ask select")[1]!;
    target.value = "2";
    target.dispatchEvent(new Event("change"));
    view.find(".ll-primary").click();

    expect(view.model.last("query")).toMatchObject({
      what: "ask",
      args: {
        layer: 1,
        position: 1,
        question: { text: "The capital of x is" },
        options: ["Paris", "London"],
        settings: { layer: 2 },
      },
    });
  });

  it("sends a preset by its name", () => {
    const view = mount(ready);
    const preset = view.el.querySelector<HTMLSelectElement>(".ll-ask select")!;
    preset.value = "description";
    preset.dispatchEvent(new Event("change"));
    view.find(".ll-primary").click();

    expect(view.model.last("query")["args"]).toMatchObject({
      question: { preset: "description" },
      settings: {},
    });
    expect(view.find(".ll-help").textContent).toBe("What is this entity?");
  });

  it("cannot ask without a cell or without a question", () => {
    const view = mount({ pages });
    const ask = view.find(".ll-primary") as HTMLButtonElement;
    expect(ask.disabled).toBe(true);

    type(view, "x");
    expect(ask.disabled).toBe(true);
    view.cell(2, 2).click();
    expect(ask.disabled).toBe(false);
  });

  it("sweeps the layer of the selected cell", () => {
    const view = mount(ready);
    type(view, "x");
    button(view, "Sweep positions").click();

    expect(view.model.last("query")).toMatchObject({ what: "sweep", args: { layer: 1, near: [0, 2] } });
    expect(view.model.last("query")["args"]).not.toHaveProperty("position");
  });
});

describe("work under way", () => {
  it("shows progress and can be cancelled while it runs", () => {
    const { view, id, queued } = asked();
    view.model.receive(queued);
    view.model.receive({ kind: "progress", id, done: 3, total: 12 });
    expect(view.find(".ll-job").textContent).toContain("3 of 12");
    expect(view.find("[role=progressbar]").getAttribute("aria-valuenow")).toBe("3");

    view.find(".ll-job button").click();
    expect(view.model.last("cancel").id).toBe(id);
    view.model.receive({ kind: "cancelled", id });
    expect(view.el.querySelector(".ll-job")).toBeNull();
  });

  it("counts nothing where there is one thing to do", () => {
    const { view, id, queued } = asked();
    view.model.receive(queued);
    view.model.receive({ kind: "progress", id, done: 0, total: 1 });

    expect(view.find(".ll-job").textContent).not.toContain("0 of 1");
    expect(view.find("[role=progressbar]").hasAttribute("aria-valuenow")).toBe(false);
  });

  it("keeps its button through progress, so that a press is never lost", () => {
    const { view, id, queued } = asked();
    view.model.receive(queued);
    view.model.receive({ kind: "progress", id, done: 1, total: 12 });
    const button = view.find(".ll-job button");
    view.model.receive({ kind: "progress", id, done: 2, total: 12 });

    expect(view.find(".ll-job button")).toBe(button);
  });

  it("can be cancelled while it is queued, and says what it waits for", () => {
    const { view, id, queued } = asked();
    view.model.receive({ ...queued, ahead: 2 });
    expect(view.find(".ll-job").textContent).toContain("waiting for 2");

    view.find(".ll-job button").click();
    expect(view.model.last("cancel").id).toBe(id);
  });

  it("says that the kernel is busy when nothing was heard, and takes it back", () => {
    const { view, queued } = asked();
    view.model.receive({ kind: "pong", id: view.model.last("ping").id, work: [] });
    vi.advanceTimersByTime(PATIENCE.queued + 10);
    expect(view.find(".ll-job").textContent).toContain(SAYS.busy);

    view.model.receive(queued);
    expect(view.find(".ll-job").textContent).not.toContain(SAYS.busy);
  });

  it("says that the kernel is gone when sending fails", () => {
    const view = mount(ready);
    view.model.dead = true;

    type(view, "x");
    view.find(".ll-primary").click();

    expect(view.find("[role=alert]").textContent).toBe(SAYS.gone);
  });

  it("says that the kernel is gone when it dies under a question", () => {
    const { view, queued } = asked();
    view.model.receive(queued);
    view.model.dead = true;
    view.model.emit("comm_live_update");

    expect(view.find("[role=alert]").textContent).toBe(SAYS.gone);
  });

  it("pings after a long silence", () => {
    const { view, queued } = asked();
    view.model.receive(queued);
    view.model.receive({ kind: "pong", id: view.model.last("ping").id, work: [] });
    const before = view.model.sent.length;
    vi.advanceTimersByTime(PATIENCE.heartbeat + 3000);

    expect(view.model.sent.slice(before).some(({ kind }) => kind === "ping")).toBe(true);
  });

  it("draws an error beside the question box until it is dismissed", () => {
    const { view, id, queued } = asked();
    view.model.receive(queued);
    view.model.receive({ kind: "error", id, type: "TargetPromptError", message: "No <b>x</b> in it." });
    expect(view.find("[role=alert]").textContent).toBe("No <b>x</b> in it.");

    view.find(".ll-job button").click();
    expect(view.el.querySelector(".ll-job")).toBeNull();
  });

  it("takes up work that it did not start", () => {
    const model = fakeModel(ready);
    const view = mount(ready, model);
    const args = { layer: 2, position: 1, question: { text: "x" }, options: [], settings: {} };
    model.receive({
      kind: "pong",
      id: model.last("ping").id,
      work: [{ id: "other", what: "ask", args, state: "running", done: 1, total: 4 }],
    });

    expect(view.find(".ll-job").textContent).toContain("Asking layer 2, position 1");
    model.receive({ kind: "result", id: "other", value: answer({ text: " Lima", tokens: ["·Lima"] }) });
    expect(view.find(".ll-words").textContent).toBe("Lima");
  });
});

describe("two views", () => {
  it("show the same selection, work and answers", () => {
    const view = mount(ready);
    const second = view.again();
    view.cell(2, 2).click();
    expect(second.querySelector("[data-layer='2'][data-position='2']")?.getAttribute("aria-selected")).toBe(
      "true",
    );

    const { id, queued } = asked(view);
    view.model.receive(queued);
    expect(second.querySelectorAll(".ll-job")).toHaveLength(1);
    view.model.receive({ kind: "result", id, value: answer({ id }) });
    expect(second.querySelector(".ll-words")?.textContent).toBe("Paris");
    expect(second.querySelectorAll(".ll-job")).toHaveLength(0);
  });
});
