import { computed, effect, useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { compared } from "./best_of";
import { type Shown, showAnswer, showRanks, showReading, UNSAVED } from "./cell_kinds";
import { CellPicking, type Site } from "./cell_picking";
import { useShared } from "./context";
import { GridBar, pages, pinnedPages } from "./grid_bar";
import { isolated } from "./isolated";
import { KeyHelp } from "./key_help";
import { CellReading } from "./layer_cell";
import { LinkedMark } from "./linked";
import { Matrix } from "./matrix";
import type { Look } from "./matrix_cell";
import { Minimap } from "./minimap";
import { ReadingHint } from "./reading_hint";
import { gridAt } from "./seconds";
import { roleAt } from "./sites";
import { positionsIn, selectionOf } from "./synced";
import { partOf, Token } from "./token_text";
import { BAND, type Place, VirtualGrid } from "./virtual_grid";

/** The lens grid: tokens by layers, layer L on top. A click selects a cell, a drag several tokens. */
export function LensGrid({ scroller }: { scroller: RefObject<HTMLDivElement | null> }) {
  const { store, view } = useShared();
  const { synced, seconds } = store;
  const { tokens, layers, quiet, roles, splitCharacters, selection } = synced;
  const stride = store.view.stride.value;
  /** The layers that have a row: every so many from the last, lowest first. */
  const rows = useMemo(
    () => Array.from({ length: layers }, (_, layer) => layer).filter((k) => (layers - 1 - k) % stride === 0),
    [stride],
  );
  const layerOf = (row: number): number => rows[row] ?? 0;
  /** The row of a layer, or of the next one above it that has one. */
  const rowOf = (layer: number): number => rows.findIndex((each) => each >= layer);
  const el = useRef<HTMLDivElement>(null);
  const picking = useMemo(() => new CellPicking(synced, rows), [rows]);
  /** The current drag; the selection is made when the button is released. */
  const dragged = useSignal<[row: number, from: number, to: number] | null>(null);
  /** Where the tab stop stood, for the next grid, of other rows. */
  const before = useRef<{ layer: number; position: number } | null>(null);
  const grid = useMemo(() => {
    const kept = before.current;
    const { layer, position } = kept ??
      selection.peek() ?? { layer: layers - 1, position: tokens.length - 1 };
    return new VirtualGrid(
      rows.length,
      tokens.length,
      [68, 168],
      [rowOf(layer), position],
      () => kept !== null || selection.peek() !== null,
      roles.length > 0 ? BAND : 0,
    );
  }, [rows]);
  const answered = useMemo(
    () =>
      computed(
        () =>
          new Set(
            synced.answers.value
              .filter(({ vector, settings }) => !vector && !settings?.["trace_key"])
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
      // Released on the other grid, what is dragged is a state.
      const other = event.target instanceof Element && event.target.closest(".ll-second");
      if (!drag || other) return;
      picking.drag(drag[0], [drag[1], drag[2] + 1], event.ctrlKey || event.metaKey);
    };
    document.addEventListener("pointerup", drop, { signal: end.signal });
    return () => end.abort();
  }, [picking]);
  // Another view, or Python, moved the selection: the tab stop goes with it, unless it stands in it already.
  useLayoutEffect(() => {
    let first = true;
    return effect(() => {
      const now = selection.value;
      if (first || !now) {
        first = false;
        return;
      }
      if (!picking.hears(now)) return;
      const { layer, position, layers } = now;
      const [row, column] = grid.cursor.peek();
      if (layers.includes(layerOf(row)) && positionsIn(now).includes(column)) return;
      grid.move([rowOf(layer), position], el.current?.contains(document.activeElement) ?? false);
    });
  }, [grid]);
  const [atRow, atColumn] = grid.cursor.value;
  useLayoutEffect(() => () => {
    before.current = { layer: layerOf(atRow), position: atColumn };
  });
  const [rowFrom, rowTo, from, to] = grid.seen();
  grid.version.value;
  const width = grid.width.value;
  const inSight = useRef<number[]>([]);
  const sight = useMemo(() => (): number[] => inSight.current, []);
  const jump = useMemo(
    () =>
      (position: number): void =>
        grid.move([grid.cursor.peek()[0], position], false),
    [grid],
  );
  const map = store.view.siteMap.value;
  const lens = pages(store);
  const pinned = pinnedPages(store);
  const pins = JSON.stringify(pinned.length > 0 && store.view.pins.value);
  const read = map ? [] : [lens, ...pinned];
  const error = read.map((each) => each.error).find((each) => each !== undefined);
  const instead = read.map((each) => each.instead).find((each) => each !== "");
  const changes = read.map((each) => each.changes).join();
  const [low, high] = [layerOf(rowFrom), layerOf(rowTo - 1) + 1];
  inSight.current = [low, high - 1, from, Math.max(from, to - 1)];
  view.positions = [from, Math.max(from, to - 1)];
  useLayoutEffect(() => {
    if (!synced.frozen) for (const each of read) each.look(store.link, low, high, from, to);
  }, [lens, pins, map, low, high, from, to, error]);
  const answers = useMemo(
    () => new Map(map?.points.map((point) => [`${point.layer}:${point.position}`, point])),
    [map],
  );
  const over = useMemo(() => compared(map?.points ?? []), [map]);

  useLayoutEffect(() => {
    view.columnWidth.value = width;
  }, [width]);

  const at = selection.value;
  const drag = dragged.value;
  const marked = drag ? selectionOf([drag[0]], [[drag[1], drag[2] + 1]]) : at;
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
  const measure = store.view.measure.value;
  const show = (layer: number, position: number): Shown =>
    map
      ? showAnswer(answers.get(`${layer}:${position}`), measure, over, synced.constants)
      : pinned.length > 0
        ? showRanks(
            pinned.map((each) => [each.pinned, each.at(layer, position)]),
            lens.vocab,
          )
        : synced.frozen && !lens.at(layer, position)
          ? UNSAVED
          : showReading(lens.at(layer, position), measure, lens.vocab);
  const shade = (layer: number, position: number): number | null => {
    if (!map && (measure === "" || measure === "probability")) return lens.chance(layer, position) ?? null;
    const { share, classes } = show(layer, position);
    return classes["ll-empty"] ? null : share;
  };
  const look = (row: number, position: number): Look => {
    const layer = layerOf(row);
    const shown = show(layer, position);
    const span = marked?.layers.includes(layer)
      ? marked.spans.find(([start, stop]) => start <= position && position < stop)
      : undefined;
    const selected = span !== undefined;
    return {
      text: shown.text,
      share: shown.share,
      label: `Layer ${layer}, position ${position} ${tokens[position]}: ${shown.says}`,
      selected,
      classes: {
        ...shown.classes,
        "ll-among": selected && span[1] - span[0] > 1,
        "ll-first": selected && position === span[0],
        "ll-last": selected && position === span[1] - 1,
        "ll-dim": quiet.has(position),
        "ll-answered": answered.value.has(`${layer}:${position}`),
      },
    };
  };
  const siteOf = ([row, position]: Place): Site => [layerOf(row), position];
  return (
    <div class="ll-grid" ref={el}>
      <GridBar rows={rows} sight={sight} jump={jump} />
      <Minimap
        rows={rows}
        grid={grid}
        scroller={scroller}
        shade={shade}
        of={[map ?? changes, lens, measure]}
      />
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
            <span class="ll-mono ll-cut" dir={partOf(splitCharacters, position) ? "ltr" : "auto"}>
              <Token text={tokens[position] ?? ""} part={partOf(splitCharacters, position)} />
            </span>
          </>
        )}
        headTitle={headTitle}
        look={look}
        rowNumbers={rows}
        of={[map ?? changes, lens, measure, marked, answered.value, answers]}
        marked={
          marked && {
            rows: marked.layers.filter((layer) => rows.includes(layer)).map(rowOf),
            spans: marked.spans,
          }
        }
        choose={([row, position], more) => {
          const layer = layerOf(row);
          if (more) return picking.extend([layer, position], [layer, position]);
          picking.choose([layer, position]);
          const answer = answers.get(`${layer}:${position}`);
          if (answer) store.view.answer.value = answer;
        }}
        add={(place) => picking.add(siteOf(place))}
        enter={() => store.ask()}
        extend={(place, from) => picking.extend(siteOf(place), siteOf(from))}
        reduce={(place) => picking.reduce(siteOf(place))}
        hint={([row, position]) =>
          map ? (
            <CellReading
              title={`Layer ${layerOf(row)}, position ${position}`}
              token={tokens[position] ?? ""}
              answer={answers.get(`${layerOf(row)}:${position}`)}
            />
          ) : (
            <ReadingHint
              title={`Layer ${layerOf(row)}, position ${position}`}
              token={tokens[position] ?? ""}
              notes={notes(position)}
              reading={lens.at(layerOf(row), position)}
              pinned={pinned.map((each) => [each.pinned, each.at(layerOf(row), position)])}
            />
          )
        }
        press={([row, position], event) => {
          // Touch scrolls.
          if (event.button !== 0 || event.pointerType === "touch" || event.shiftKey) return;
          picking.anchor = [layerOf(row), position];
          const from = seconds.open.peek() && !synced.frozen ? gridAt(event.target) : null;
          if (from)
            seconds.dragged.value = { site: { trace: "", layer: layerOf(row), position }, grid: from };
        }}
        hover={(place) => {
          if (!seconds.open.peek()) return;
          seconds.hovered.value = place && { of: "own", layer: layerOf(place[0]), position: place[1] };
        }}
        marks={
          <LinkedMark
            of="own"
            grid={grid}
            rowOf={seconds.byDepth(seconds.columnsOf.value) ? rowOf : (layer) => rows.indexOf(layer)}
          />
        }
        over={([, column], event) => {
          if (!picking.anchor || (event.buttons & 1) === 0) return;
          const [row, origin] = picking.anchor;
          if (!dragged.peek() && column === origin) return;
          dragged.value = [row, Math.min(origin, column), Math.max(origin, column)];
        }}
      />
      <div class="ll-note" role="status">
        {instead && <span>{`${instead} `}</span>}
        {synced.frozen && !map && lens.read < layers * tokens.length && (
          <span>
            {`This page has ${lens.read} of the ${layers * tokens.length} cells of the lens: the others, marked –, were not read before it was saved. Open the notebook and run its cell to read them.`}
          </span>
        )}
        {error !== undefined && (
          <>
            <span class="ll-error">{`The cells could not be read: ${error} `}</span>
            <button type="button" class="ll-link" onClick={() => read.forEach((each) => void each.retry())}>
              Try again
            </button>
          </>
        )}
      </div>
      <KeyHelp />
    </div>
  );
}
