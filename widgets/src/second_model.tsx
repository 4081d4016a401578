import { useShared } from "./context";
import { isolated } from "./isolated";
import { Pick } from "./legend";
import type { SecondTrace } from "./protocol";

/** The models of other open sessions, each of which can run the prompt, or the one that was typed. */
export function ModelPick({ typed, choose }: { typed: boolean; choose(model: string): void }) {
  const models = useShared().store.seconds.models.value;
  return (
    <Pick
      label="Models of other sessions"
      least={2}
      value=""
      options={[
        ["", "or another model"],
        ...models.map((name): [string, string] => [
          name,
          `${typed ? "this prompt" : "the same prompt"} in ${isolated(name)}`,
        ]),
      ]}
      choose={(model) => {
        if (model) choose(model);
      }}
    />
  );
}

/** Why what was to be compared with could not be run, beside the fields that it was chosen in. */
export function Failed() {
  const { requests } = useShared().store;
  const failed = [...requests.work.value.values()].filter(
    ({ what, state }) => what === "second" && state === "failed",
  );
  return (
    <>
      {failed.map(({ id, message }) => (
        <p class="ll-line ll-second-failed" key={id}>
          <span class="ll-error" role="alert">
            {message}
          </span>
          <button type="button" class="ll-link" onClick={() => requests.cancel(id)}>
            Dismiss
          </button>
        </p>
      ))}
    </>
  );
}

/** Another model's size, how its cells are linked with those above, and why there is no difference. */
export function OfModel({ entry }: { entry: SecondTrace }) {
  const { seconds, synced } = useShared().store;
  const { id, model, tokens, own, not_subtracted } = entry;
  const layers = seconds.layersOf(id) - 1;
  const same = tokens.join("\n") === synced.tokens.join("\n");
  const count = `${tokens.length} ${tokens.length === 1 ? "position" : "positions"}`;
  const said = [
    seconds.byDepth(id)
      ? `Layers are linked by relative depth: layer ${layers} here with layer ${synced.layers - 1} above.`
      : "Layers are linked by number.",
    same
      ? "The tokens are the same."
      : own.every((each) => each === null)
        ? "No token covers the same characters as one above."
        : "Tokens are linked by the characters that they share.",
    ...(not_subtracted ? [not_subtracted] : []),
  ];
  return (
    <p class="ll-line ll-of-model">
      <span>
        <b>
          <bdi>{model}</bdi>
        </b>
        {`: ${count}, layers 0 to ${layers}`}
      </span>
      <span class="ll-quiet">{said.join(" ")}</span>
    </p>
  );
}
