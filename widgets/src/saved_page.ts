import type { Model } from "./protocol";

/** How pages that are made of a saved notebook hold the widgets of it, as Jupyter documents it. */
const EMBEDDED = 'script[type="application/vnd.jupyter.widget-state+json"]';

/**
 * Whether the page has no kernel to ask: `save_html`'s own page, one made of a saved notebook by nbconvert, Quarto or
 * Sphinx, or a page that marimo exported. Some of their models drop what is sent to them, without a word.
 */
export function isSavedPage(model: Model): boolean {
  if (model.get("frozen") === true) return true;
  const manager = model.widget_manager;
  // A manager with a kernel is JupyterLab's, or made of it: there the script is only an output of some notebook cell.
  if (manager && typeof manager === "object" && "kernel" in manager) return false;
  return "__MARIMO_STATIC__" in globalThis || document.querySelector(EMBEDDED) !== null;
}
