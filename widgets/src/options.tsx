import { useRef } from "preact/hooks";
import { useShared } from "./context";
import { FieldGroups } from "./field_lines";
import { shown } from "./fields";
import { useFreshId } from "./fresh";
import type { Field, Value } from "./protocol";
import { positionsIn } from "./synced";

/** The options panel: the chosen reader's settings; closed at first, with a summary of the changed ones. */
export function OptionsPanel() {
  const { store } = useShared();
  const { draft, synced } = store;
  const id = useFreshId();
  const button = useRef<HTMLButtonElement>(null);
  const { open } = draft.state.value;
  const changed = draft.changed();
  const words = synced.fields
    .flatMap(({ fields }) => fields)
    .filter(({ name }) => name in changed)
    .map((field) => `${field.label.toLowerCase()} ${named(field, changed[field.name] ?? null)}`);
  return (
    <div class="ll-options">
      <div class="ll-line">
        <button
          type="button"
          class="ll-link ll-disclose"
          aria-expanded={open}
          aria-controls={id}
          ref={button}
          onClick={() => store.edit(() => draft.change({ open: !open }))}
        >
          Options
        </button>
        <PanelLink
          name="steer"
          hidden={synced.steer === undefined || !synced.entries.value.some(({ steers }) => steers)}
        >
          Steer
        </PanelLink>
        <PanelLink name="train" hidden={synced.train === undefined}>
          Train a decoder
        </PanelLink>
        <span class="ll-changed ll-cut" title={words.join("\n")}>
          {words.join(", ")}
        </span>
        <button
          type="button"
          class="ll-link"
          hidden={words.length === 0}
          onClick={() => {
            store.edit(() => draft.reset());
            button.current?.focus({ preventScroll: true });
          }}
        >
          Reset
        </button>
      </div>
      <div class="ll-panel" id={id} role="group" aria-label="Options" hidden={!open}>
        <FieldGroups groups={synced.fields} beside={({ name }) => name === "noise" && <TakeSelection />} />
      </div>
    </div>
  );
}

/** A button that opens or closes a panel under the question. */
function PanelLink({
  name,
  hidden,
  children,
}: {
  name: "steer" | "train";
  hidden: boolean;
  children: string;
}) {
  const { store } = useShared();
  const { draft } = store;
  const open = draft.state.value.panel === name;
  return (
    <button
      type="button"
      class="ll-link ll-disclose"
      aria-expanded={open}
      hidden={hidden}
      onClick={() => store.edit(() => draft.change({ panel: open ? "" : name }))}
    >
      {children}
    </button>
  );
}

/** A button that sets the noised positions of causal tracing to the selected tokens. */
function TakeSelection() {
  const { store } = useShared();
  const { draft } = store;
  const selection = store.synced.selection.value;
  const positions = selection ? positionsIn(selection) : [];
  const count = positions.length;
  // Only where the target is the source do its positions name the same tokens.
  const hidden = count === 0 || draft.entry.takes !== "" || draft.value("position") !== null;
  const take = (): void => {
    store.edit(() => draft.set("noise", positions));
  };
  return (
    <button type="button" class="ll-link" hidden={hidden} onClick={take}>
      {count > 1 ? `the ${count} selected tokens` : "the selected token"}
    </button>
  );
}

function named(field: Field, value: Value): string {
  if (field.kind === "yes") return value ? "on" : "off";
  const label = field.choices?.find(([choice]) => choice === value)?.[1];
  return label ?? (shown(field, value) || field.empty || "none");
}
