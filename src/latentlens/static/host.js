// src/host.ts
function frozenModel(state) {
  const listeners = /* @__PURE__ */ new Map();
  return {
    get: (key) => state[key],
    set: (key, value) => {
      state[key] = value;
      listeners.get(`change:${key}`)?.forEach((fn) => fn());
    },
    save_changes: () => void 0,
    send: () => {
      throw new Error("A saved view has no kernel.");
    },
    on: (name, fn) => {
      listeners.set(name, (listeners.get(name) ?? /* @__PURE__ */ new Set()).add(fn));
    },
    off: (name, fn) => listeners.get(name)?.delete(fn)
  };
}
async function start(esm, state, el) {
  const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const made = (await import(url)).default;
  const widget = typeof made === "function" ? made() : made;
  const props = { model: frozenModel(state), signal: new AbortController().signal };
  await widget.initialize?.(props);
  await widget.render?.({ ...props, el });
}
var saved = document.getElementById("ll-state")?.textContent;
var root = document.getElementById("ll-page");
if (saved && root) {
  const { esm, state } = JSON.parse(saved);
  void start(esm, state, root);
}
export {
  frozenModel,
  start
};
