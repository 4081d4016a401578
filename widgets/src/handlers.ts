import { batch } from "@preact/signals";
import type {
  Answer,
  Cancelled,
  Comparable,
  Continuation,
  Curve,
  Failed,
  FromPython,
  Page,
  PartialAnswers,
  Question,
  Result,
  SecondTrace,
  Steered,
  Trained,
} from "./protocol";
import type { Work } from "./requests";
import { add, grow } from "./series";
import type { Store } from "./store";

/** Update the store by a message from Python. */
export function receive(store: Store, message: FromPython): void {
  const { link, preview, requests } = store;
  batch(() => {
    link.receive(message);
    if (preview.receive(message)) return;
    switch (message.kind) {
      case "pong":
        for (const each of message.work) requests.adopt(each);
        break;
      case "queued":
        requests.adopt({ ...message, state: "queued", done: 0, total: 0 }, message.ahead);
        break;
      case "progress":
        requests.progress(message.id, message.done, message.total, message.says);
        for (const each of [store.lenses, store.seconds])
          each.progress(message.id, message.done, message.total);
        break;
      case "partial":
        partial(store, message);
        break;
      case "result":
      case "error":
      case "cancelled":
        end(store, message);
    }
  });
}

function end(store: Store, message: Result | Failed | Cancelled): void {
  const { requests, preview, lenses, seconds } = store;
  const { id } = message;
  const failed = message.kind === "error" ? message.message || message.type : undefined;
  const work = requests.get(id);
  const page = message.kind === "result" && isPage(message.value) ? message.value : undefined;
  lenses.ended(id, failed, page);
  seconds.ended(id, failed, page);
  store.ended(id);
  if (work && failed !== undefined) {
    const setting = (message.kind === "error" && message.setting) || "";
    if (setting) preview.fail(setting, failed);
    requests.fail(id, failed, setting);
  } else requests.drop(id);
  if (work && failed === undefined) paced(store, work, message.kind === "cancelled");
  if (message.kind === "result") {
    if (!work && isAnswer(message.value)) store.replace(message.value);
    result(store, id, work, message.value);
  }
}

/** Note how long a question or a sweep took, or the part of a sweep that was done. */
function paced(
  { pace }: Store,
  { what, args, began, first = 0, done, total }: Work,
  cancelled: boolean,
): void {
  if (began === undefined || !["ask", "sweep", "scales", "layers"].includes(what)) return;
  if (cancelled && what === "ask") return;
  const count = what === "ask" ? 1 : (cancelled ? done : total) - first;
  pace.note(what, args, count, (Date.now() - began) / 1000);
}

function result(store: Store, id: string, work: Work | undefined, value: unknown): void {
  const { synced, view } = store;
  if (work?.what === "fit") store.fits.done(id, work, value as Question);
  else if (work?.what === "steer" || work?.what === "strength") store.steering.done(value as Steered);
  else if (work?.what === "train") {
    const others = synced.trained.peek().filter((each) => each.id !== id);
    synced.trained.value = [...others, value as Trained];
  } else if (work?.what === "continuation") view.continuation.value = value as Continuation;
  else if (work?.what === "second" || work?.what === "patch") store.seconds.done(value as SecondTrace);
  else if (work?.what === "traces") store.seconds.listed(value as Comparable);
  else if (work?.what === "ask") {
    const answer = value as Answer;
    synced.answers.value = [...synced.answers.peek().filter((each) => each.id !== answer.id), answer];
    view.answer.value = answer;
    view.arrived.value += 1;
  } else if (work?.what === "noise" || work?.what === "verify") store.replace(value as Answer);
  else if (work?.what === "readers") view.arrived.value += 1;
  else if (work?.what === "sweep" || work?.what === "scales") {
    if (add(synced.curves, value as Curve)) view.curveId.value = id;
  }
}

function partial({ requests, synced, view }: Store, { id, answers, target }: PartialAnswers): void {
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
  } else if (work?.what === "sites") {
    if (grow(synced.siteMaps, id, answers, () => start)) view.showMap(id);
  } else {
    const fresh = grow(synced.curves, id, answers, () => ({
      ...start,
      layer: first.layer,
      ...(first.vector !== undefined && { vector: first.vector }),
    }));
    if (fresh) view.curveId.value = id;
  }
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === "object" && value !== null && "confidence_kind" in value;
}

function isPage(value: unknown): value is Page {
  return typeof value === "object" && value !== null && "words" in value;
}
