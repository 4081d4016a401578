import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useFreshId } from "./fresh";
import { placeUnder } from "./popover";
import type { MenuEntry } from "./protocol";

/** Most entries that are listed. */
const MOST = 12;

interface Props {
  /** The entries in the menu's order. */
  entries: MenuEntry[];
  choose(entry: MenuEntry): void;
}

/** A field that finds an entry of the menu by its label, its help or its prompt. */
export function MenuSearch({ entries, choose }: Props) {
  const id = useFreshId();
  const text = useSignal("");
  const at = useSignal(0);
  const input = useRef<HTMLInputElement>(null);
  const found = matches(entries, text.value);
  const open = text.value.trim() !== "";
  const active = Math.min(at.value, found.length - 1);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (input.current && list.current) placeUnder(input.current, list.current, open);
  });
  const close = (): void => {
    text.value = "";
    at.value = 0;
  };
  const take = (entry: MenuEntry | undefined): void => {
    if (!entry) return;
    close();
    choose(entry);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") at.value = Math.min(active + 1, found.length - 1);
    else if (event.key === "ArrowUp") at.value = Math.max(active - 1, 0);
    else if (event.key === "Enter" && open) take(found[active]);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
  };
  return (
    <span class="ll-find">
      <input
        type="text"
        class="ll-field"
        role="combobox"
        aria-label="Find a reader"
        aria-expanded={open}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? `${id}-${active}` : undefined}
        placeholder="Find a reader"
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        ref={input}
        onInput={({ currentTarget: { value } }) => {
          text.value = value;
          at.value = 0;
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <div
        class="ll-found"
        id={id}
        role="listbox"
        aria-label="Readers found"
        popover="manual"
        hidden={!open}
        ref={list}
      >
        {found.map((entry, i) => (
          <div
            key={entry.name}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            // Before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              take(entry);
            }}
          >
            <b>{entry.label}</b>
            <span class="ll-quiet">{` ${entry.group || "in your own words"}`}</span>
            <div class="ll-quiet ll-cut">{entry.help}</div>
          </div>
        ))}
        {found.length === 0 && <div class="ll-quiet">No reader matches.</div>}
      </div>
    </span>
  );
}

/** Entries that have every word: first in the label, then in the group, the name or the help. */
export function matches(entries: MenuEntry[], text: string): MenuEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (where: string): boolean => words.every((word) => where.toLowerCase().includes(word));
  const first = entries.filter(({ label }) => holds(label));
  const others = entries.filter(
    (entry) =>
      !first.includes(entry) &&
      holds(`${entry.label} ${entry.name} ${entry.group} ${entry.help} ${entry.sample}`),
  );
  return [...first, ...others].slice(0, MOST);
}
