import { useShared } from "./context";
import { CopyHead } from "./copy_head";
import { FieldGroups } from "./field_lines";
import type { Trained, TrainedRun } from "./protocol";

/** The Train panel: a decoder is trained from a recipe, and stands in the menu of readers when it is done. */
export function TrainPanel() {
  const { store } = useShared();
  const { draft, requests, synced } = store;
  const form = synced.train;
  const open = draft.state.value.panel === "train" && form !== undefined;
  return (
    <section class="ll-steer" aria-label="Train a decoder" hidden={!open}>
      {open && (
        <form
          class="ll-panel"
          aria-label="Train a decoder"
          onSubmit={(event) => {
            event.preventDefault();
            requests.begin("train", { train: draft.train });
          }}
        >
          <p class="ll-about">
            Train a reader that answers questions about activations. The model stays as it is. Training can be
            cancelled: the checkpoint is kept, and Train with the same settings goes on from there.
          </p>
          <FieldGroups groups={[form]} beside={({ name }) => name === "train_recipe" && <Recipes />} />
          <div class="ll-line ll-steer-go">
            <button type="submit" class="ll-button ll-primary">
              Train
            </button>
          </div>
        </form>
      )}
      {open && synced.trained.value.toReversed().map((each) => <Training key={each.id} training={each} />)}
    </section>
  );
}

/** The recipes that ship with the model, to choose with a click. */
function Recipes() {
  const { store } = useShared();
  const recipes = store.synced.train?.recipes ?? [];
  return (
    <span class="ll-others" hidden={recipes.length === 0}>
      {recipes.map((name) => (
        <button
          type="button"
          class="ll-link"
          key={name}
          onClick={() => store.edit((draft) => draft.set("train_recipe", name))}
        >
          {name}
        </button>
      ))}
    </span>
  );
}

/** What a training came to: the decoder's figures beside its controls', or where it was stopped. */
function Training({ training }: { training: Trained }) {
  const { store } = useShared();
  const { name, out, preset, cancelled, said, rows, runs, code } = training;
  const [learnt, checked] = rows;
  return (
    <div class="ll-card" role="group" aria-label={`Training of ${name}`}>
      <CopyHead code={code}>
        <span class="ll-asked">
          <bdi>{name}</bdi>
        </span>
        <button
          type="button"
          class="ll-link"
          hidden={preset === null}
          onClick={() => store.edit((draft) => draft.change({ preset: preset ?? "" }))}
        >
          Ask it
        </button>
      </CopyHead>
      {cancelled ? (
        <p class="ll-learnt" role="status">
          Cancelled: <bdi>{said}</bdi>. The checkpoint is kept in <bdi class="ll-mono">{out}</bdi>; press
          Train with the same settings to go on from there.
        </p>
      ) : (
        <>
          <p class="ll-quiet ll-learnt">
            {`Trained on ${learnt} rows, validated on ${checked}. Written to `}
            <bdi class="ll-mono">{out}</bdi>.
          </p>
          <table class="ll-figures">
            <thead>
              <tr>
                <td />
                {["right on validation", "loss there", "loss", "steps", "examples/s"].map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <Run key={run.kind} run={run} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

function Run({ run: { kind, steps, loss, validation, speed } }: { run: TrainedRun }) {
  return (
    <tr>
      <th scope="row">{kind.replaceAll("_", " ")}</th>
      <td>{validation ? `${Math.round(100 * validation[1])} %` : "–"}</td>
      <td>{validation ? validation[0].toPrecision(3) : "–"}</td>
      <td>{loss.toPrecision(3)}</td>
      <td>{steps}</td>
      <td>{speed === null ? "–" : speed < 10 ? Number(speed.toPrecision(2)) : Math.round(speed)}</td>
    </tr>
  );
}
