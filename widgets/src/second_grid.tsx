import { effect } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { type Shown, showReading } from "./cell_kinds";
import { useShared } from "./context";
import { change, showDifference } from "./difference_kinds";
import { NOT_FINITE } from "./finite";
import { signed } from "./format";
import { isolated } from "./isolated";
import type { LensPages, Reading } from "./lens_pages";
import { LinkedMark } from "./linked";
import { Matrix } from "./matrix";
import type { Look } from "./matrix_cell";
import { Pair } from "./popover";
import type { SecondTrace } from "./protocol";
import { ReadingHint } from "./reading_hint";
import { gridAt } from "./seconds";
import { roleAt } from "./sites";
import type { Store } from "./store";
import { shortened, Token, TokenText } from "./token_text";
import { BAND, VirtualGrid } from "./virtual_grid";

/** Rows shown at once, since the Explorer's own grid is to stay in sight. */
const MOST = 10;

/** What the cells of both grids show: a name of `lensKinds`, and the first pinned token. */
export function kindOf({ view }: Store): { kind: string; pinned: string } {
  const kind = view.siteMap.value ? "" : view.measure.value;
  return { kind, pinned: kind === "rank" ? (view.pins.value[0] ?? "") : "" };
}

/** The pages of what the second grid shows. */
export function secondPages(store: Store, entry: SecondTrace): LensPages {
  const { seconds, view, lenses } = store;
  const { kind, pinned } = kindOf(store);
  const [side, lens] = [seconds.side.value, view.lensName.value];
  if (side === "difference") return seconds.pages(entry.id, true, lens, kind === "rank", pinned);
  const measured = kind !== "" && kind !== "probability";
  if (side === "base" && entry.base === "") return lenses.of(lens, measured, pinned);
  return seconds.pages(side === "base" ? entry.base : entry.id, false, lens, measured, pinned);
}

/** Whether patches can have changed a cell: a patched one, and above it its own and all later positions. */
export function reached({ patches }: SecondTrace, layer: number, position: number): boolean {
  return (
    patches.length === 0 ||
    patches.some(([k, p]) => (layer === k && position === p) || (layer > k && position >= p))
  );
}

/** The second trace's lens, that of what it is compared with, or the difference of both; layer L on top. */
export function SecondGrid({ entry }: { entry: SecondTrace }) {
  const { store } = useShared();
  const { synced, seconds, view, link } = store;
  const side = seconds.side.value;
  const of = seconds.columnsOf.value;
  const tokens = seconds.tokensOf(of);
  const roles = seconds.rolesOf(of);
  const stride = view.stride.value;
  const layers = seconds.layersOf(of);
  const rows = useMemo(
    () => Array.from({ length: layers }, (_, layer) => layer).filter((k) => (layers - 1 - k) % stride === 0),
    [stride, layers],
  );
  /** The row of a layer, or of the next one above it that has one. */
  const rowAt = (layer: number): number => rows.findIndex((each) => each >= layer);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useMemo(
    () =>
      new VirtualGrid(
        rows.length,
        tokens.length,
        [68, 168],
        [rows.length - 1, seconds.parting()],
        () => true,
        roles.length > 0 ? BAND : 0,
      ),
    [rows, tokens.length, roles.length],
  );
  const { kind } = kindOf(store);
  const lens = secondPages(store, entry);
  const [rowFrom, rowTo, from, to] = grid.seen();
  grid.version.value;
  const layerOf = (row: number): number => rows[row] ?? 0;
  const [low, high] = [layerOf(rowFrom), layerOf(rowTo - 1) + 1];
  const { error } = lens;
  useLayoutEffect(() => {
    if (!synced.frozen) lens.look(link, low, high, from, to);
  }, [lens, low, high, from, to, error]);
  // What is selected above comes into sight here.
  useLayoutEffect(
    () =>
      effect(() => {
        const selected = synced.selection.value;
        const span = selected && seconds.fromOwn(of, selected.position);
        if (!selected || span === null) return;
        const row = rowAt(seconds.layerIn(of, selected.layer, ""));
        queueMicrotask(() => grid.move([row, span[0]], false));
      }),
    [grid, of],
  );
  const quiet = useMemo(() => new Set(of === "" ? synced.quiet : (seconds.find(of)?.quiet ?? [])), [of]);
  const partner = (position: number): boolean =>
    side !== "difference" || (entry.partners[position] ?? null) !== null;
  const patched = side !== "base" && entry.patches.length > 0;
  const show = (layer: number, position: number): Shown => {
    const reading = lens.at(layer, position);
    return side === "difference"
      ? showDifference(reading, kind, lens.vocab, partner(position), reached(entry, layer, position))
      : showReading(reading, kind, lens.vocab);
  };
  const chosen = seconds.chosen.value;
  const shownKey = side === "second" ? entry.key : "";
  const answered = new Set(
    synced.answers.value
      .filter(({ settings }) => shownKey && settings?.["trace_key"] === shownKey)
      .flatMap(({ sites }) => sites.map((site) => site.join(":"))),
  );
  const look = (row: number, position: number): Look => {
    const layer = layerOf(row);
    const { text, share, says, classes } = show(layer, position);
    const outside = patched && !reached(entry, layer, position);
    const written = patched && entry.patches.some(([k, p]) => k === layer && p === position);
    return {
      text,
      share,
      label: `Layer ${layer}, position ${position} ${tokens[position]}: ${says}${written ? ", patched" : ""}`,
      selected: chosen?.layer === layer && chosen.position === position,
      classes: {
        ...classes,
        "ll-dim": quiet.has(position),
        "ll-outside": outside,
        "ll-written": written,
        "ll-answered": answered.has(`${layer}:${position}`),
      },
    };
  };
  return (
    <>
      <Matrix
        grid={grid}
        scroller={scroller}
        label={entry.model && side === "second" ? `${entry.model}: layers by tokens` : SAYS[side]}
        corner="layer"
        names={["layer", "position"]}
        most={MOST}
        head={(position) => (
          <>
            <small>{position}</small>
            <span class="ll-mono ll-cut" dir="auto">
              <Token text={tokens[position] ?? ""} />
            </span>
          </>
        )}
        bands={roles}
        headTitle={(position) => {
          const role = roleAt(roles, position);
          return `${position}: ${isolated(tokens[position] ?? "")}${role ? `, ${role}` : ""}`;
        }}
        look={look}
        rowNumbers={rows}
        of={[lens, lens.changes, entry, side, kind, chosen, [...answered].join()]}
        marked={
          chosen && { rows: [rows.indexOf(chosen.layer)], spans: [[chosen.position, chosen.position + 1]] }
        }
        choose={([row, position]) => {
          store.chooseBelow(layerOf(row), position);
        }}
        enter={() => {
          if (seconds.otherCell.peek()) store.ask();
        }}
        hover={(place) => {
          seconds.hovered.value = place && { of: "second", layer: layerOf(place[0]), position: place[1] };
        }}
        press={([row, position], event) => {
          const from = gridAt(event.target);
          if (!from || synced.frozen || event.button !== 0 || event.pointerType === "touch") return;
          const site = seconds.readAt({ of: "second", layer: layerOf(row), position });
          seconds.dragged.value = { site, grid: from };
        }}
        marks={
          <LinkedMark
            of="second"
            grid={grid}
            rowOf={seconds.byDepth(of) ? rowAt : (layer) => rows.indexOf(layer)}
          />
        }
        hint={([row, position]) => {
          const layer = layerOf(row);
          const title = `Layer ${layer}, position ${position}`;
          const reading = lens.at(layer, position);
          const at = tokens[position] ?? "";
          const notes = patched && !reached(entry, layer, position) ? [OUTSIDE] : [];
          return side === "difference" ? (
            <DifferenceHint
              title={title}
              token={at}
              reading={reading}
              notes={notes}
              partner={partner(position)}
            />
          ) : (
            <ReadingHint
              title={title}
              token={at}
              notes={notes}
              reading={reading}
              pinned={lens.pinned ? [[lens.pinned, reading]] : []}
            />
          );
        }}
      />
      <div class="ll-note" role="status">
        {lens.instead}
      </div>
      {error !== undefined && (
        <div class="ll-note" role="status">
          <span class="ll-error">{`The cells could not be read: ${error} `}</span>
          <button type="button" class="ll-link" onClick={() => lens.retry()}>
            Try again
          </button>
        </div>
      )}
    </>
  );
}

const SAYS = {
  second: "Second trace: layers by tokens",
  base: "Before: layers by tokens",
  difference: "Difference: layers by tokens",
};

/** What is said of a cell that a patch cannot change. */
const OUTSIDE = "The patch cannot reach this cell: it is equal in both runs.";

interface HintProps {
  title: string;
  token: string;
  reading: Reading | undefined;
  notes: string[];
  partner: boolean;
}

/** Hint of a cell of the difference: both readings, and how far they are apart. */
function DifferenceHint({ title, token, reading, notes, partner }: HintProps) {
  const found = reading?.difference;
  const [was] = reading?.tokens ?? [];
  const known = (reading?.probs[0] ?? null) !== null;
  const compared = found && !found.equal && known && notes.length === 0 && partner;
  return (
    <>
      <div class="ll-pop-head">
        <span>{title}</span>
        <b class="ll-mono" dir="auto">
          {shortened(token)}
        </b>
      </div>
      {notes.map((note) => (
        <div class="ll-quiet" key={note}>
          {note}
        </div>
      ))}
      {!partner && <div class="ll-quiet">This token has no partner in the second prompt.</div>}
      {partner && !found && notes.length === 0 && <div class="ll-quiet">Not compared yet.</div>}
      {found?.equal && notes.length === 0 && <div class="ll-quiet">Equal in both, but for rounding.</div>}
      {found && !found.equal && !known && <div class="ll-quiet">{NOT_FINITE}</div>}
      {compared && (
        <>
          <div class="ll-pop-text ll-mono" dir="auto">
            <TokenText text={was ?? ""} />
            {found.top !== null && found.top !== was && (
              <>
                {" → "}
                <bdi>
                  <TokenText text={found.top} />
                </bdi>
              </>
            )}
          </div>
          <Pair name={`P(${isolated(was ?? "")})`} value={change(reading.probs[0] ?? null, found.chance)} />
          {found.entropy !== null && <Pair name="entropy" value={`${signed(found.entropy)} nats`} />}
          {found.surprisal !== null && (
            <Pair name="surprisal of the next token" value={`${signed(found.surprisal)} nats`} />
          )}
          {found.before !== null && <Pair name="rank" value={`${found.before} → ${found.after}`} />}
          {found.distance !== null && <Pair name="distance" value={found.distance.toFixed(2)} />}
        </>
      )}
    </>
  );
}
