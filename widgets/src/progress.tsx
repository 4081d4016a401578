import { useShared } from "./context";
import { about } from "./format";
import { SAYS } from "./link";
import { remaining, said, type Work } from "./requests";
import type { Store } from "./store";
import { reads } from "./vector_source";

/** A line for each running or failed query, with its progress and a button to cancel it. */
export function Progress() {
  const { store } = useShared();
  const kernel = store.link.kernel.value;
  const problem = store.preview.problem.value;
  // What is said at its field, or below the question, is not said here as well.
  const work = [...store.requests.work.value.values()].filter((each) => !said(each, problem));
  // A question that waits says so on its own line; this one is for a kernel that nothing was asked of.
  const alone = kernel !== "here" && !work.some(({ state }) => state === "sent" || state === "failed");
  return (
    <div class="ll-work">
      {work.filter(elsewhere(store)).map((each) => (
        <Line key={each.id} work={each} />
      ))}
      {alone && (
        <div class="ll-job" data-state={kernel === "gone" ? "failed" : "sent"}>
          <span class={kernel === "gone" ? "ll-message ll-error" : "ll-message"}>
            {kernel === "busy" ? "The kernel is busy with a notebook cell." : SAYS[kernel]}
          </span>
        </div>
      )}
    </div>
  );
}

/**
 * Work that is not said elsewhere: beside the fields of the comparison that a second prompt could not be run, and at
 * Ask that the model is gone.
 */
function elsewhere(store: Store): (work: Work) => boolean {
  const { open } = store.seconds;
  const gone = !!store.readModel()?.refused;
  return ({ what, state, setting }) =>
    state !== "failed" || !((open.value && what === "second") || (gone && setting === "variant"));
}

/** Work that says more than how far it is, such as its loss. */
const TRAINS = ["fit", "steer", "train"];

function Line({ work }: { work: Work }) {
  const { store } = useShared();
  const { done, total, state } = work;
  const failed = state === "failed";
  // Of one question it is only known that it is not answered yet.
  const known = total > 1;
  const left = remaining(work);
  return (
    <div class="ll-job" data-state={state}>
      <span class={failed ? "ll-message ll-error" : "ll-message"} role={failed ? "alert" : undefined}>
        {message(store, work)}
      </span>
      {state === "running" && (
        <span
          class={known ? "ll-bar ll-progress" : "ll-bar ll-progress ll-unknown"}
          role="progressbar"
          aria-label="Progress"
          aria-valuemin={0}
          aria-valuemax={known ? total : undefined}
          aria-valuenow={known ? done : undefined}
          style={{ "--p": String(known ? done / total : 1) }}
        />
      )}
      {state === "running" && known && <span class="ll-num">{`${done} of ${total}`}</span>}
      {state === "running" && left !== undefined && left > 1 && (
        <span class="ll-quiet ll-left">{`${about(left)} left`}</span>
      )}
      {state === "running" && work.says !== "" && TRAINS.includes(work.what) && (
        <span class="ll-quiet ll-says">{work.says}</span>
      )}
      <button type="button" class="ll-link" onClick={() => store.requests.cancel(work.id)}>
        {failed ? "Dismiss" : "Cancel"}
      </button>
    </div>
  );
}

function message(store: Store, work: Work): string {
  if (work.state === "failed") return work.message;
  const kernel = store.link.kernel.value;
  if (work.state === "sent" && (kernel === "busy" || kernel === "unheard")) return SAYS[kernel];
  const doing = named(store, work);
  return work.state === "queued" && work.ahead > 0 ? `${doing}: waiting for ${work.ahead} before it` : doing;
}

function named({ synced }: Store, { what, args }: Work): string {
  const { layer, position, question } = args;
  switch (what) {
    case "fit":
      return `Fitting: ${synced.entries.value.find(({ name }) => name === question?.preset)?.label}`;
    case "sweep":
      return `Sweeping layer ${layer}`;
    case "continuation":
      return "The model goes on with the prompt";
    case "traces":
      return "Looking for what can be compared with";
    case "second":
      return args.model ? `Running the prompt in ${args.model}` : "Running the second prompt";
    case "patch":
      return "Running the prompt again with the patch";
    case "sites":
      return "Asking layer after layer, those in sight first";
    case "scales":
      return `Sweeping the scales of ${reads(args)}`;
    case "layers":
      return `Asking position ${position} at every layer, into every layer`;
    case "steer":
      return `Steering the answer to “${question?.text}” towards ${args.steer?.["steer_wish"]}`;
    case "train":
      return `Training a decoder: ${args.train?.["train_recipe"]}`;
    case "strength":
      return `Asking the steered model, at strength ${args.strength}`;
    case "noise":
      return "Comparing the answer with noise";
    case "verify":
      return "Running the answer again by itself";
    case "readers":
      return `Asking several readers about ${reads(args)}`;
    default:
      return `Asking ${reads(args)}`;
  }
}
