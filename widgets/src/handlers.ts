import { batch } from "@preact/signals";
import type { Answer, Curve, Incoming, Page, Question } from "./protocol";
import type { Work } from "./requests";
import { add, grow } from "./series";
import type { Store } from "./store";

const ENDS = ["result", "error", "cancelled"];

/** Take a message from Python, and what it says, into the store. */
export function receive(store: Store, message: Incoming): void {
  batch(() => {
    store.link.receive(message);
    const { id, kind } = message;
    const { requests } = store;
    if (kind === "pong") for (const each of message.work ?? []) requests.adopt(each);
    if (kind === "pong" || id === undefined || store.preview.receive(message)) return;
    if (kind === "queued") requests.adopt({ ...message, state: "queued" });
    if (kind === "progress") requests.progress(id, message.done ?? 0, message.total ?? 0);
    if (kind === "partial") partial(store, id, message);
    if (ENDS.includes(kind)) end(store, id, message);
  });
}

function end(store: Store, id: string, message: Incoming): void {
  const { requests, preview, lens } = store;
  const failed = message.kind === "error" ? message.message || message.type || "It failed." : undefined;
  const work = requests.get(id);
  lens.ended(id, failed);
  if (work && failed !== undefined) {
    if (message.setting) preview.fail(message.setting, failed);
    requests.fail(id, failed);
  } else requests.drop(id);
  if (message.kind === "result") result(store, id, work, message.value);
}

function result(store: Store, id: string, work: Work | undefined, value: unknown): void {
  const { synced, view } = store;
  if (work?.what === "fit") store.fits.done(id, work, value as Question);
  else if (work?.what === "ask") {
    const answer = value as Answer;
    synced.answers.value = [...synced.answers.peek().filter((each) => each.id !== answer.id), answer];
    view.answer.value = answer;
  } else if (work?.what === "sweep" || work?.what === "scales") {
    if (add(synced.curves, value as Curve)) view.curveId.value = id;
  } else if (isPage(value)) store.lens.add(value);
}

function partial({ requests, synced, view }: Store, id: string, { answers = [], target }: Incoming): void {
  const [first] = answers;
  if (!first) return;
  const work = requests.get(id);
  const start = {
    id,
    question: first.question,
    total: work?.total ?? 0,
    complete: false,
    points: [],
    ...(target && { target }),
  };
  if (work?.what === "layers") {
    const fresh = grow(synced.heatMaps, id, answers, () => ({ ...start, position: first.position ?? -1 }));
    if (fresh) view.heatMapId.value = id;
  } else {
    const fresh = grow(synced.curves, id, answers, () => ({
      ...start,
      layer: first.layer,
      ...(first.vector !== undefined && { vector: first.vector }),
    }));
    if (fresh) view.curveId.value = id;
  }
}

function isPage(value: unknown): value is Page {
  return typeof value === "object" && value !== null && "words" in value;
}
