import { batch } from "@preact/signals";
import { receive } from "./handlers";
import { PATIENCE } from "./link";
import { unpack, unpackMessage } from "./packed";
import type { Answer, FromPython, Model } from "./protocol";
import type { Store } from "./store";

/** Listen to Python's traits and messages until the model is closed. */
export function listen(store: Store, model: Model, signal: AbortSignal | undefined): void {
  const { link, synced, requests } = store;
  const growing = (id: string): boolean => requests.work.peek().has(id);
  const traits: { [name: string]: () => void } = {
    selection: () => synced.echoed(),
    span: () => synced.echoed(),
    layers: () => synced.echoed(),
    spans: () => synced.echoed(),
    source: () => {
      synced.source.value = model.get("source");
    },
    presets: () => {
      synced.entries.value = model.get("presets");
    },
    history: () => replaceAnswers(store, unpack(model.get("history"))),
    comparisons: () => {
      synced.comparisons.value = model.get("comparisons");
    },
    seconds: () => {
      synced.seconds.value = model.get("seconds");
    },
    steered: () => {
      synced.steered.value = model.get("steered");
    },
    trained: () => {
      synced.trained.value = model.get("trained");
    },
    curves: () => synced.replace("curves", growing),
    site_maps: () => synced.replace("site_maps", growing),
    lenses: () => {
      synced.lenses.value = model.get("lenses");
    },
    heat_maps: () => synced.replace("heat_maps", growing),
    pages: () => store.lenses.plain.addAll(model.get("pages")),
  };
  const listeners: [string, (...args: never[]) => void][] = [
    ["msg:custom", (sent: FromPython, buffers: DataView[]) => receive(store, unpackMessage(sent, buffers))],
    ...Object.entries(traits).map(([name, hear]): [string, () => void] => [`change:${name}`, hear]),
    ...["selection", "draft", "source", "pages", "second_pages", "second_shown"].map(
      (name): [string, () => void] => [`change:${name}`, () => link.route()],
    ),
    // Undocumented, and of JupyterLab only: fires when the kernel restarts or dies. A ping finds out which.
    ["comm_live_update", () => link.ping()],
  ];
  for (const [name, listener] of listeners) model.on(name, listener);
  const beat = setInterval(() => {
    // Also while nothing is asked, so that a kernel that died is noticed; not from a page that nobody sees.
    if (requests.work.peek().size > 0 || document.visibilityState !== "hidden") link.beat();
  }, 2000);
  signal?.addEventListener("abort", () => {
    clearInterval(beat);
    for (const [name, listener] of listeners) model.off(name, listener);
  });
  link.ping();
  link.route(PATIENCE.subshell); // JupyterLab has made its subshell by then
}

function replaceAnswers({ requests, synced, view }: Store, told: Answer[]): void {
  const { answers } = synced;
  const before = answers.peek().at(-1)?.id;
  const last = told.at(-1) ?? null;
  // Of several readers the question's own is shown, whichever answered last.
  const several = [...requests.work.peek().values()].find(
    ({ id, what }) => what === "readers" && last?.id.startsWith(`${id}:`),
  );
  const shown = told.find(({ id }) => id === `${several?.id}:0`) ?? last;
  batch(() => {
    answers.value = told;
    // What Python adds is shown; an echo of what is here already leaves the card alone.
    if (last?.id !== before || !told.some(({ id }) => id === view.answer.peek()?.id))
      view.answer.value = shown;
  });
}
