import { computed, effect, useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useShared } from "./context";
import { NOT_FINITE } from "./finite";
import { share } from "./format";
import { isolated } from "./isolated";
import { Matrix } from "./matrix";
import type { Look } from "./matrix_cell";
import { ReadingHint } from "./reading_hint";
import { roleAt } from "./sites";
import { positionsIn, type Span, selectionOf } from "./synced";
import { TokenText } from "./token_text";
import { BAND, type Place, VirtualGrid } from "./virtual_grid";

/** The lens grid: tokens by layers, layer L on top. A click selects a cell, a drag several tokens. */
export function LensGrid({ scroller }: { scroller: RefObject<HTMLDivElement | null> }) {
  const { store, view } = useShared();
  const { synced, lens } = store;
  const { tokens, layers, quiet, roles, splitCharacters, selection } = synced;
  const el = useRef<HTMLDivElement>(null);
  /** The cell where a drag, or a selection by shift and arrow keys, began. */
  const anchor = useRef<Place | null>(null);
  /** The current drag; the selection is made when the button is released. */
  const dragged = useSignal<[row: number, from: number, to: number] | null>(null);
  const grid = useMemo(() => {
    const { layer, position } = selection.peek() ?? { layer: layers - 1, position: tokens.length - 1 };
    return new VirtualGrid(
      layers,
      tokens.length,
      [68, 168],
      [layer, position],
      () => selection.peek() !== null,
      roles.length > 0 ? BAND : 0,
    );
  }, []);
  const answered = useMemo(
    () =>
      computed(
        () =>
          new Set(
            synced.answers.value
              .filter(({ vector }) => !vector)
              .flatMap(({ sites, layer, position }) => (sites.length > 0 ? sites : [[layer, position]]))
              .map((site) => site.join(":")),
          ),
      ),
    [],
  );
  useLayoutEffect(() => {
    // On the document, since the button may be released outside the grid.
    const end = new AbortController();
    const drop = (event: PointerEvent): void => {
      const drag = dragged.peek();
      dragged.value = null;
      if (!drag) return;
      const before = event.ctrlKey || event.metaKey ? selection.peek() : null;
      const span: Span = [drag[1], drag[2] + 1];
      synced.selectAll([...(before?.layers ?? []), drag[0]], [...(before?.spans ?? []), span]);
    };
    document.addEventListener("pointerup", drop, { signal: end.signal });
    return () => end.abort();
  }, []);
  // Another view, or Python, moved the selection: the tab stop goes with it, unless it stands in it already.
  useLayoutEffect(() => {
    let first = true;
    return effect(() => {
      const now = selection.value;
      if (first || !now) {
        first = false;
        return;
      }
      const { layer, position, start, layers } = now;
      const [row, column] = grid.cursor.peek();
      if (start === position) anchor.current = [layer, position];
      if (layers.includes(row) && positionsIn(now).includes(column)) return;
      grid.move([layer, position], el.current?.contains(document.activeElement) ?? false);
    });
  }, []);
  const [rowFrom, rowTo, from, to] = grid.seen();
  grid.version.value;
  const width = grid.width.value;
  const error = lens.error;
  useLayoutEffect(() => {
    if (!synced.frozen) lens.look(store.link, rowFrom, rowTo, from, to);
  }, [rowFrom, rowTo, from, to, error]);

  useLayoutEffect(() => {
    view.columnWidth.value = width;
  }, [width]);

  const at = selection.value;
  const drag = dragged.value;
  const marked = drag ? selectionOf([drag[0]], [[drag[1], drag[2] + 1]]) : at;
  /** Characters whose last byte is in this token. */
  const spelledAt = (position: number): string[] =>
    splitCharacters.filter(({ last }) => last === position).map(({ text }) => text);
  const headTitle = (position: number): string => {
    const role = roleAt(roles, position);
    return `${position}: ${isolated(tokens[position] ?? "")}${role ? `, ${role}` : ""}`;
  };
  /** What a hint says of a token beside the token. */
  const notes = (position: number): ComponentChildren[] => [
    ...splitCharacters
      .filter(({ first, last }) => first <= position && position <= last)
      .map(({ text }) => (
        <>
          {"a part of "}
          <bdi>{text}</bdi>
        </>
      )),
    ...(roles.length > 0 ? [roleAt(roles, position) ?? "written by the chat template"] : []),
  ];
  const look = (layer: number, position: number): Look => {
    const reading = lens.at(layer, position);
    const empty = reading?.probs[0] === null;
    const top = empty ? NOT_FINITE : reading?.tokens[0];
    const p = reading?.probs[0] ?? 0;
    const read = empty ? NOT_FINITE : reading ? `lens reads ${top}, probability ${share(p)}` : "not read yet";
    const span = marked?.layers.includes(layer)
      ? marked.spans.find(([start, stop]) => start <= position && position < stop)
      : undefined;
    const selected = span !== undefined;
    return {
      text: top ?? "",
      share: p,
      label: `Layer ${layer}, position ${position} ${tokens[position]}: ${read}`,
      selected,
      classes: {
        "ll-among": selected && span[1] - span[0] > 1,
        "ll-first": selected && position === span[0],
        "ll-last": selected && position === span[1] - 1,
        "ll-empty": !reading,
        "ll-not-finite": empty,
        "ll-dim": quiet.has(position),
        "ll-answered": answered.value.has(`${layer}:${position}`),
      },
    };
  };
  /** Select from where the last selection began. */
  const extend = ([layer, position]: Place): void => {
    anchor.current ??= at ? [at.layer, at.position] : [layer, position];
    const [, origin] = anchor.current;
    synced.select(layer, Math.max(origin, position), Math.min(origin, position));
  };
  /** Add the layer of a selected position, or a position, to the selection; or take the layer away again. */
  const add = ([layer, position]: Place): void => {
    const [rows, spans]: [number[], Span[]] = at ? [at.layers, at.spans] : [[], []];
    const column = spans.some(([start, stop]) => start <= position && position < stop);
    const others = rows.filter((row) => row !== layer);
    if (column && rows.includes(layer) && others.length > 0) synced.selectAll(others, spans);
    else synced.selectAll([...rows, layer], [...spans, [position, position + 1]]);
  };
  return (
    <div class="ll-grid" ref={el}>
      <Matrix
        grid={grid}
        scroller={scroller}
        label="Lens: layers by tokens"
        corner="layer"
        bands={roles}
        names={["layer", "position"]}
        head={(position) => (
          <>
            <small>{position}</small>
            {/* Bytes have no direction; the character that they spell is not to give them one. */}
            <span class="ll-mono ll-cut" dir={spelledAt(position).length > 0 ? "ltr" : "auto"}>
              <TokenText text={tokens[position] ?? ""} />
              {spelledAt(position).map((character) => (
                <bdi class="ll-spelled" key={character}>
                  {character}
                </bdi>
              ))}
            </span>
          </>
        )}
        headTitle={headTitle}
        look={look}
        marked={marked && { rows: marked.layers, spans: marked.spans }}
        choose={(place, more) => {
          if (more) return extend(place);
          anchor.current = place;
          synced.select(...place);
        }}
        add={add}
        enter={() => store.ask()}
        extend={extend}
        hint={([layer, position]) => (
          <ReadingHint
            title={`Layer ${layer}, position ${position}`}
            token={tokens[position] ?? ""}
            notes={notes(position)}
            reading={lens.at(layer, position)}
          />
        )}
        press={(place, event) => {
          // Touch scrolls.
          if (event.button === 0 && event.pointerType !== "touch" && !event.shiftKey) anchor.current = place;
        }}
        over={([, column], event) => {
          if (!anchor.current || (event.buttons & 1) === 0) return;
          const [row, origin] = anchor.current;
          if (!dragged.peek() && column === origin) return;
          dragged.value = [row, Math.min(origin, column), Math.max(origin, column)];
        }}
      />
      <div class="ll-note" role="status">
        {error !== undefined && (
          <>
            <span class="ll-error">{`The lens could not be read: ${error} `}</span>
            <button type="button" class="ll-link" onClick={() => lens.retry()}>
              Try again
            </button>
          </>
        )}
      </div>
    </div>
  );
}
