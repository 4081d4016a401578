import { Actions } from "./actions";
import { Beside } from "./beside";
import { useShared } from "./context";
import { useFreshId } from "./fresh";
import { Menu } from "./menu";
import { OptionsPanel } from "./options";
import { TargetPrompt } from "./target";
import { VectorSource } from "./vector_source";

/** The question box: reader, question, options, target layer and settings. */
export function AskForm() {
  const { store } = useShared();
  const { draft } = store;
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    if (!draft.entry.fit) store.ask();
    else if (draft.ready) store.fits.begin();
  };
  return (
    <form class="ll-ask" aria-label="Ask" onSubmit={onSubmit}>
      <Menu />
      <Answers />
      <Beside />
      <OptionsPanel />
      <TargetPrompt />
      <VectorSource />
      <Problem />
      <Actions />
    </form>
  );
}

/** The fields of the forced choice's options and of the target layer. */
function Answers() {
  const { store } = useShared();
  const { draft, synced } = store;
  const [optionsId, layerId] = [useFreshId(), useFreshId()];
  const own = draft.entry.settings["layer"] ?? null;
  const { layer } = draft.changed();
  return (
    <div class="ll-line" hidden={draft.entry.fit === true}>
      <label class="ll-label" for={optionsId}>
        Answers
      </label>
      <input
        type="text"
        class="ll-field ll-mono"
        id={optionsId}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        placeholder="free, or one of: Paris, Rome"
        value={draft.state.value.options}
        onInput={({ currentTarget: { value } }) => store.edit(() => draft.change({ options: value }))}
      />
      <span class="ll-pair" hidden={!draft.has("layer")}>
        <label class="ll-label" for={layerId}>
          Into layer
        </label>
        <select
          class="ll-field"
          id={layerId}
          value={layer === undefined ? "" : layer === null ? "same" : String(layer)}
          onChange={({ currentTarget: { value } }) =>
            store.edit(() =>
              draft.set("layer", value === "" ? undefined : value === "same" ? null : Number(value)),
            )
          }
        >
          <option value="">{own === null ? "same as source" : `the preset's own: ${own}`}</option>
          <option value="same" hidden={own === null}>
            same as source
          </option>
          {Array.from({ length: synced.targetLayers }, (_, each) => (
            <option value={each} key={each}>
              {each}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}

/** Problems that are always said here, for no field of the options is about them. */
const OWN = ["question", "layer", "position"];

/** The question's error, unless it is shown at a visible field. */
function Problem() {
  const { draft, preview, requests, synced } = useShared().store;
  const problem = preview.problem.value;
  const own = problem !== null && OWN.includes(problem.setting);
  const { open, panel } = draft.state.value;
  const shown = (setting: string): boolean =>
    draft.isSteering(setting)
      ? panel === "steer"
      : draft.isTraining(setting)
        ? panel === "train"
        : open || draft.isSource(setting);
  const groups = [
    ...synced.fields,
    ...(synced.steer ? [synced.steer] : []),
    ...(synced.train ? [synced.train] : []),
  ];
  const field = groups.flatMap(({ fields }) => fields).find(({ name }) => name === problem?.setting);
  const beside = problem !== null && shown(problem.setting) && (!field || draft.applies(field));
  const elsewhere = problem !== null && (own || !beside);
  const name = field && !own ? `${field.label}: ` : "";
  // A question that is being written is not wrong yet; a path is there or not.
  const wrong =
    problem?.setting !== "question" ||
    requests.refused(problem) ||
    (draft.entry.takes === "corpus" && draft.text !== "");
  return (
    <p class={wrong ? "ll-help ll-problem ll-error" : "ll-help ll-problem"} role="status" hidden={!elsewhere}>
      {elsewhere ? `${name}${problem.message}` : ""}
    </p>
  );
}
