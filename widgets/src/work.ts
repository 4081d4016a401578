import { h, vary } from "./dom";
import { SAYS } from "./link";
import { reads } from "./source";
import type { Store, Work } from "./store";

/** One line for each question under way or gone wrong, with its progress and a way to stop it. */
export class WorkLines {
  readonly el = h("div", { class: "ll-work" });
  private readonly lines = new Map<string, HTMLElement>();

  constructor(private readonly store: Store, signal: AbortSignal) {
    store.on("work", () => this.draw(), signal);
    store.on("kernel", () => this.draw(), signal);
    this.draw();
  }

  private draw(): void {
    const { work, link } = this.store;
    const wanted: [string, string, Node[]][] = [];
    for (const each of work.values()) wanted.push([each.id, `${each.state}`, this.line(each)]);
    // A question that waits says so on its own line; this one is for a kernel that nothing was asked of.
    if (link.state !== "here" && ![...work.values()].some(({ state }) => state === "sent" || state === "failed")) {
      const text = link.state === "busy" ? "The kernel is busy with a notebook cell." : SAYS.gone;
      wanted.push(["kernel", link.state === "gone" ? "failed" : "sent", [h("span", { class: "ll-says" }, text)]]);
    }
    for (const [id, line] of this.lines) {
      if (wanted.some(([key]) => key === id)) continue;
      line.remove();
      this.lines.delete(id);
    }
    for (const [id, state, content] of wanted) {
      let line = this.lines.get(id);
      if (!line) {
        line = h("div", { class: "ll-job" });
        this.lines.set(id, line);
        this.el.append(line);
      }
      line.dataset["state"] = state;
      // The button is kept while it is pressed: replacing it would lose the click and the focus.
      const button = line.querySelector("button");
      const fresh = content.find((node) => node instanceof HTMLButtonElement);
      if (button && fresh && button.textContent === fresh.textContent) {
        for (const node of [...line.childNodes]) if (node !== button) node.remove();
        button.before(...content.filter((node) => node !== fresh));
      } else line.replaceChildren(...content);
    }
  }

  private line(work: Work): Node[] {
    const failed = work.state === "failed";
    const button = h("button", { type: "button", class: "ll-link" }, failed ? "Dismiss" : "Cancel");
    button.addEventListener("click", () => this.store.cancel(work.id));
    const nodes: Node[] = [h("span", { class: failed ? "ll-says ll-error" : "ll-says", role: failed ? "alert" : null },
      this.says(work))];
    if (work.state === "running") {
      const known = work.total > 0;
      const bar = h("span", {
        class: known ? "ll-bar ll-progress" : "ll-bar ll-progress ll-unknown", role: "progressbar",
        "aria-valuemin": 0, "aria-valuemax": known ? work.total : null, "aria-valuenow": known ? work.done : null,
        "aria-label": "Progress",
      });
      nodes.push(vary(bar, "--p", String(known ? work.done / work.total : 1)));
      if (known) nodes.push(h("span", { class: "ll-num" }, `${work.done} of ${work.total}`));
    }
    return [...nodes, button];
  }

  private says(work: Work): string {
    const { layer, position } = work.args;
    const { ways } = this.store.draft;
    const what = work.what === "fit" ? `Fitting: ${ways.find(({ name }) => name === work.args.question?.preset)?.label}`
      : work.what === "sweep" ? `Sweeping layer ${layer}`
      : work.what === "scales" ? `Sweeping the scales of ${reads(work.args)}`
      : work.what === "layers" ? `Asking position ${position} at every layer, into every layer`
        : `Asking ${reads(work.args)}`;
    if (work.state === "failed") return work.message;
    if (work.state === "sent" && this.store.link.state === "busy") return SAYS.busy;
    if (work.state === "queued" && work.ahead > 0) return `${what}: waiting for ${work.ahead} before it`;
    return what;
  }
}
