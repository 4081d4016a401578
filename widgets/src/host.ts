/** Host of one widget in an exported HTML page, without a kernel. The state is JSON in #ll-state. */

type Listener = (...args: unknown[]) => void;

/** An anywidget model of the saved traits; messages that are sent to it are dropped. */
export function frozenModel(state: Record<string, unknown>): Record<string, unknown> {
  const listeners = new Map<string, Set<Listener>>();
  return {
    get: (key: string) => state[key],
    set: (key: string, value: unknown) => {
      state[key] = value;
      for (const fn of listeners.get(`change:${key}`) ?? []) fn();
    },
    save_changes: () => undefined,
    send: () => {
      throw new Error("A saved view has no kernel.");
    },
    on: (name: string, fn: Listener) => {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(fn));
    },
    off: (name: string, fn: Listener) => listeners.get(name)?.delete(fn),
  };
}

interface Widget {
  initialize?: (props: Record<string, unknown>) => unknown;
  render?: (props: Record<string, unknown>) => unknown;
}

/** Start the widget from its module's source text in the page. */
export async function start(esm: string, state: Record<string, unknown>, el: Element): Promise<void> {
  const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const made = ((await import(url)) as { default: Widget | (() => Widget) }).default;
  const widget = typeof made === "function" ? made() : made;
  const props = { model: frozenModel(state), signal: new AbortController().signal };
  await widget.initialize?.(props);
  await widget.render?.({ ...props, el });
}

/** Bytes, which JSON has in base64. */
function bytes(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("base64" in value)) return value;
  const text = atob(String(value.base64));
  return new DataView(Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
}

const saved = document.getElementById("ll-state")?.textContent;
const root = document.getElementById("ll-page");
if (saved && root) {
  const { esm, state } = JSON.parse(saved, bytes) as { esm: string; state: Record<string, unknown> };
  void start(esm, state, root);
}
