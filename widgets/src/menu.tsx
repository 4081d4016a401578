import { effect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useShared } from "./context";
import { useFreshId } from "./fresh";
import { MenuSearch } from "./menu_search";
import type { MenuEntry } from "./protocol";

/** The menu of readers, and the field for the text that the chosen one takes. */
export function Menu() {
  const { store } = useShared();
  const { draft, synced } = store;
  const [id, helpId] = [useFreshId(), useFreshId()];
  const text = useRef<HTMLInputElement>(null);
  const { entry } = draft;
  const selection = synced.selection.value;
  const kind = selection ? (synced.entityTypes[selection.position] ?? null) : null;
  const [ungrouped, groups] = grouped(synced.entries.value, kind);
  const choose = (preset: string): void => {
    store.edit(() => {
      draft.change({ preset });
      draft.set("position", undefined); // a slot belongs to the prompt it was chosen in
    });
    if (draft.entry.takes !== "") text.current?.focus({ preventScroll: true });
  };
  // Enter on a cell asks; where there is no question yet, it leads to the question.
  useLayoutEffect(() => {
    let first = true;
    return effect(() => {
      store.view.wanted.value;
      const field = text.current;
      if (!first && field?.closest(".ll-root")?.contains(document.activeElement)) field.focus();
      first = false;
    });
  }, [store]);
  const help = [entry.help, entry.held_out?.[selection?.layer ?? ""]].filter(Boolean).join(" ");
  return (
    <>
      <div class="ll-line">
        <label class="ll-label" for={id}>
          Question
        </label>
        <select
          class="ll-field"
          id={id}
          aria-describedby={helpId}
          value={entry.name}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {ungrouped.map(option)}
          {groups.map(([label, entries]) => (
            <optgroup label={label} key={label}>
              {entries.map(option)}
            </optgroup>
          ))}
        </select>
        <input
          type="text"
          class="ll-field ll-mono"
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          aria-label={entry.takes === "corpus" ? "Text file" : "Question"}
          aria-describedby={helpId}
          hidden={entry.takes === ""}
          placeholder={entry.sample}
          value={draft.text}
          ref={text}
          onInput={(event) => {
            const { value } = event.currentTarget;
            store.edit(() => {
              draft.text = value;
              draft.set("position", undefined);
            });
          }}
        />
        <MenuSearch
          entries={[...ungrouped, ...groups.flatMap(([, entries]) => entries)]}
          choose={({ name }) => choose(name)}
        />
      </div>
      <p class="ll-help" id={helpId}>
        {help}
      </p>
    </>
  );
}

function option({ name, label }: MenuEntry) {
  return (
    <option value={name} key={name}>
      {label}
    </option>
  );
}

/** All entries under their headings; relations that fit the selected token come before the others. */
function grouped(entries: MenuEntry[], kind: string | null): [MenuEntry[], [string, MenuEntry[]][]] {
  const groups = new Map<string, MenuEntry[]>();
  const fits = entries.filter(({ subject }) => kind !== null && subject === kind);
  if (fits.length > 0) groups.set(`About this ${kind}`, fits);
  for (const entry of entries) {
    if (!fits.includes(entry)) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  }
  const { "": ungrouped = [] } = Object.fromEntries(groups);
  groups.delete("");
  return [ungrouped, [...groups]];
}
