import type { AnyWidget } from "@anywidget/types";
import { AnswerCard } from "./answer";
import { AskBox } from "./ask";
import { CurveStrip } from "./curve";
import { h } from "./dom";
import { Grid } from "./grid";
import { History } from "./history";
import { LayerMap } from "./layers";
import { Popover } from "./popover";
import { Store } from "./store";
import type { Model, State } from "./types";
import { WorkLines } from "./work";
import "./explorer.css";

/** Scroll the grid and the curve as one, unless the curve's columns are scales. */
function together(a: HTMLElement, b: HTMLElement, store: Store, signal: AbortSignal): void {
  const follow = (from: HTMLElement, to: HTMLElement) => (): void => {
    if (!store.curves.shown?.vector && to.scrollLeft !== from.scrollLeft) to.scrollLeft = from.scrollLeft;
  };
  a.addEventListener("scroll", follow(a, b), { signal, passive: true });
  b.addEventListener("scroll", follow(b, a), { signal, passive: true });
  store.on("curves", follow(a, b), signal);
}

/**
 * The view kept in the notebook file stands aside as long as a live one is in the page: a style that lives and dies
 * with the view needs no observer, and cannot leave the file's view hidden.
 */
function standIn(key: string): HTMLElement {
  return h("style", {}, `.ll-for-${key.replace(/\W/g, "")} { display: none; }`);
}

function build(store: Store, root: HTMLElement, signal: AbortSignal): void {
  const popover = new Popover();
  const ask = store.frozen ? null : new AskBox(store, signal);
  const curve = new CurveStrip(store, popover, signal);
  const grid = new Grid(store, popover, () => ask?.ask(), (width) => curve.fit(width), signal);
  together(grid.matrix.scroller, curve.scroller, store, signal);
  const top = store.layers - 1;
  const count = store.tokens.length;
  root.append(
    h("header", { class: "ll-top" }, h("span", { class: "ll-name" }, store.model.get("title")),
      h("span", { class: "ll-quiet" },
        `${count} ${count === 1 ? "position" : "positions"}, layers 0 to ${top}`,
        store.frozen ? ". A saved view: open the notebook to ask." : "")),
    grid.el,
    ask?.el ?? "",
    new WorkLines(store, signal).el,
    curve.el,
    new LayerMap(store, popover, signal).el,
    h("div", { class: "ll-result" }, new AnswerCard(store, signal).el, new History(store, signal).el),
    popover.el);
}

export default (): AnyWidget<State> => {
  let store: Store | undefined;
  return {
    initialize({ model, signal }) {
      store = new Store(model as unknown as Model, signal);
    },
    render({ model, el, signal }) {
      const root = h("div", { class: "ll-root", "data-jp-suppress-context-menu": true });
      el.append(root);
      // JupyterLab's command mode would take "b" in a focused cell for "insert a notebook cell".
      root.addEventListener("keydown", (event) => {
        if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
      }, { signal });
      try {
        build((store ??= new Store(model as unknown as Model, signal)), root, signal);
        root.append(standIn(model.get("key") ?? ""));
      } catch (error) {
        // The host would leave an empty output and a line in a console that nobody has open.
        root.replaceChildren(h("p", { class: "ll-error", role: "alert" }, `The Explorer could not be drawn: ${error}`));
        throw error;
      }
    },
  };
};
