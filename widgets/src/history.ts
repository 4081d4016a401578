import { h, share, vary } from "./dom";
import { said } from "./finite";
import { origin } from "./source";
import type { Store } from "./store";

/** The answers so far, newest first; each leads back to its cell, if it is about one. */
export class History {
  readonly el = h("nav", { class: "ll-history", "aria-label": "Answers so far" });
  private readonly list = h("ol", {});

  constructor(private readonly store: Store, signal: AbortSignal) {
    this.el.append(h("h4", {}, "Answers so far"), this.list);
    this.list.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      const answer = this.store.answers.find(({ id }) => id === button?.dataset["id"]);
      if (answer) this.store.show(answer);
    }, { signal });
    store.on("answers", () => this.draw(), signal);
    this.draw();
  }

  private draw(): void {
    const { answers, answer: shown } = this.store;
    this.el.hidden = answers.length < 2;
    const focused = (this.el.contains(document.activeElement) ? document.activeElement : null) as HTMLElement | null;
    this.list.replaceChildren(...[...answers].reverse().map((answer) => {
      const button = h("button", {
        type: "button", "data-id": answer.id, "aria-current": answer.id === shown?.id ? "true" : null,
        title: `Layer ${answer.layer}: ${origin(answer).join(" ")}\n${answer.question}\n${said(answer)}`,
      },
      h("span", { class: "ll-quiet ll-num" }, String(answer.layer)),
      h("span", { class: "ll-mono ll-cut ll-quiet" }, answer.token),
      h("span", { class: "ll-mono ll-cut" }, said(answer)),
      vary(h("span", { class: "ll-bar" }), "--p", String(answer.confidence ?? 0)),
      h("span", { class: "ll-num" }, answer.confidence === null ? "" : share(answer.confidence)));
      return h("li", {}, button);
    }));
    const id = focused?.dataset["id"];
    if (id) this.list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  }
}
