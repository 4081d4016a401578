import type { AnyWidget } from "@anywidget/types";
import { effect } from "@preact/signals";
import { Component, type ComponentChildren, render } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { AnswerCard } from "./answer";
import { AskForm } from "./ask";
import { SideBySide } from "./comparison";
import { SharedContext } from "./context";
import { CurveStrip } from "./curve";
import { History } from "./history";
import { LayerGrid } from "./layers";
import { LensGrid } from "./lens";
import { OneView } from "./local_state";
import { HintPopover } from "./popover";
import { Progress } from "./progress";
import type { Model, State } from "./protocol";
import { SecondPanel } from "./second";
import { SteerPanel } from "./steer_panel";
import { Store } from "./store";
import { Tip } from "./tip";
import { TrainPanel } from "./train_panel";
import { writes } from "./undo";
import { UndoButtons } from "./undo_buttons";
import "./explorer.css";

/** The widget's render function; `open` returns the store, which all views of a model share. */
function Explorer({ open }: { open: () => Store }) {
  const store = useMemo(open, [open]);
  const { synced } = store;
  const shared = useMemo(() => ({ store, view: new OneView() }), [store]);
  const lens = useRef<HTMLDivElement>(null);
  const curve = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => () => shared.view.end(), [shared]);
  useLayoutEffect(
    () => (lens.current && curve.current ? together(lens.current, curve.current, store) : undefined),
    [store],
  );
  const count = synced.tokens.length;
  return (
    <SharedContext.Provider value={shared}>
      <div class="ll-top">
        <span class="ll-name">{synced.title}</span>
        <span class="ll-quiet">
          {`${count} ${count === 1 ? "position" : "positions"}, layers 0 to ${synced.layers - 1}`}
          {synced.frozen && ". No kernel: a saved view. Open the notebook and run its cell to ask."}
        </span>
        {!synced.frozen && <UndoButtons />}
      </div>
      <Tip />
      <LensGrid scroller={lens} />
      <SecondPanel />
      {!synced.frozen && <AskForm />}
      <Progress />
      {!synced.frozen && <SteerPanel />}
      {!synced.frozen && <TrainPanel />}
      <div class="ll-result">
        <div class="ll-reply">
          <AnswerCard />
          <SideBySide />
        </div>
        <History />
      </div>
      <CurveStrip scroller={curve} />
      <LayerGrid />
      <HintPopover />
      <StandIn name={synced.key} />
    </SharedContext.Provider>
  );
}

/** Scroll the grid and the curve as one, unless the curve's columns are scales. */
function together(a: HTMLElement, b: HTMLElement, { view }: Store): () => void {
  const end = new AbortController();
  const follow = (from: HTMLElement, to: HTMLElement) => (): void => {
    const { vector, position } = view.curve.peek() ?? {};
    // The curve's columns are the grid's, unless they are scales or layers.
    if (vector === undefined && position === undefined && to.scrollLeft !== from.scrollLeft)
      to.scrollLeft = from.scrollLeft;
  };
  a.addEventListener("scroll", follow(a, b), { signal: end.signal, passive: true });
  b.addEventListener("scroll", follow(b, a), { signal: end.signal, passive: true });
  const stop = effect(() => {
    view.curve.value;
    // Once the curve has been drawn: hidden until its first point, it cannot be scrolled before.
    requestAnimationFrame(follow(a, b));
  });
  return () => {
    stop();
    end.abort();
  };
}

/**
 * The view kept in the notebook file stands aside as long as a live one is in the page: a style that lives and dies
 * with the view needs no observer, and cannot leave the file's view hidden.
 */
function StandIn({ name }: { name: string }) {
  return <style>{`.ll-for-${name.replace(/\W/g, "")} { display: none; }`}</style>;
}

/** Error boundary: shows the error in the output, which the host would leave empty. */
class Guard extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: undefined };

  static override getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <p class="ll-error" role="alert">
        {`The Explorer could not be drawn: ${error}`}
      </p>
    );
  }
}

export default (): AnyWidget<State> => {
  let store: Store | undefined;
  return {
    initialize({ model, signal }) {
      try {
        store = new Store(model as unknown as Model, signal);
      } catch {
        // A view tries once more, and has a place to draw what is wrong.
      }
    },
    render({ model, el, signal }) {
      const root = document.createElement("div");
      root.className = "ll-root";
      root.setAttribute("data-jp-suppress-context-menu", "");
      // JupyterLab's command mode would take "b" in a focused cell for "insert a notebook cell".
      root.addEventListener(
        "keydown",
        (event) => {
          const command = event.ctrlKey || event.metaKey;
          const undoes = command && !event.altKey && event.key.toLowerCase() === "z" && !writes(event.target);
          if (undoes) {
            event.preventDefault();
            if (event.shiftKey) store?.undo.redo();
            else store?.undo.undo();
          }
          if (!command || undoes) event.stopPropagation();
        },
        { signal },
      );
      el.append(root);
      const open = (): Store => {
        store ??= new Store(model as unknown as Model, signal);
        return store;
      };
      render(
        <Guard>
          <Explorer open={open} />
        </Guard>,
        root,
      );
      signal.addEventListener("abort", () => render(null, root));
    },
  };
};
