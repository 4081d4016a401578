import { useSignal } from "@preact/signals";
import { lowMass } from "./best_of";
import { answerKinds, type Kind, lensKinds, standsOut } from "./cell_kinds";
import { useShared } from "./context";
import { finite } from "./finite";
import { isolated } from "./isolated";
import { Pick, Ramp } from "./legend";
import type { LensPages } from "./lens_pages";
import { Pins } from "./pins";
import type { MenuEntry, SiteMap } from "./protocol";
import { positionsNamed } from "./sites";
import type { Store } from "./store";
import { positionsIn } from "./synced";
import { TokenText } from "./token_text";
import { Trajectory } from "./trajectory";
import { Waiting } from "./waiting";

/** Steps between layers that have a row. */
const STRIDES = [1, 2, 4, 8];
/** From so many layers, or tokens, rows can be left out, and tokens looked for. */
const DEEP = 12;
const LONG = 24;

/** The pages of the lens that the grid shows. */
export function pages({ lenses, view }: Store): LensPages {
  const kind = view.measure.value;
  const measured = kind !== "" && kind !== "probability";
  return lenses.of(
    view.lensName.value,
    measured && !view.siteMap.value,
    kind === "rank" ? (view.pins.value[0] ?? "") : "",
  );
}

/** The pages with the ranks of each pinned token. */
export function pinnedPages({ lenses, view }: Store): LensPages[] {
  if (view.measure.value !== "rank" || view.siteMap.value) return [];
  return view.pins.value.map((pin) => lenses.of(view.lensName.value, true, pin));
}

interface BarProps {
  /** The layers that have a row. */
  rows: number[];
  /** First and last layer, first and last position in sight. */
  sight(): number[];
  /** Bring a position into sight. */
  jump(position: number): void;
}

/** What the cells of the grid show, on which scale; and how to fill them with answers. */
export function GridBar({ rows, sight, jump }: BarProps) {
  const { store } = useShared();
  const { synced, view } = store;
  const { tokens, layers, frozen } = synced;
  const map = view.siteMap.value;
  const lens = pages(store);
  lens.at(0, 0); // hears of pages, which know the size of the vocabulary
  const pinned = pinnedPages(store);
  for (const each of pinned) each.at(0, 0);
  const names = pinned.map((each) => each.pinned).filter(Boolean);
  const kinds = map ? answerKinds(map.points) : lensKinds(lens.vocab, names);
  const asked = synced.entries.value.filter(isFixed);
  const offered = frozen && !map ? kinds.slice(0, 2) : kinds;
  const kind = kinds.find(({ name }) => name === view.measure.value) ?? kinds[0];
  return (
    <div class="ll-gridbar">
      <div class="ll-line">
        <span class="ll-label">Cells show</span>
        <Pick
          label="What is read in the cells"
          least={1}
          value={map ? `map ${map.id}` : `lens ${view.lensName.value}`}
          options={[
            // Of the others a saved view has no pages.
            ...synced.lenses.value
              .slice(0, frozen ? 1 : undefined)
              .map(({ name, label }): [string, string] => [`lens ${name}`, label]),
            ...(frozen ? [] : asked).map(({ name, label }): [string, string] => [
              `ask ${name}`,
              `${label}, asked in every cell`,
            ]),
            ...synced.siteMaps.value.map((each): [string, string] => [
              `map ${each.id}`,
              named(each, store.requests.pending(each.id)),
            ]),
          ]}
          choose={(value) => {
            const entry = asked.find(({ name }) => value === `ask ${name}`);
            if (entry) store.readWith(entry, view.stride.value === 1 ? null : rows, sight());
            else if (value.startsWith("map ")) view.showMap(value.slice(4));
            else view.showLens(value.slice(5));
          }}
        />
        <Pick
          label="What the cells show of it"
          least={2}
          value={kind?.name ?? ""}
          options={offered.map(({ name, label }) => [name, isolated(label)])}
          choose={(name) => {
            view.measure.value = name;
          }}
        />
        {kind?.name === "rank" && <Pins />}
        <Pick
          label="Rows of layers"
          least={layers > DEEP ? 1 : 99}
          value={String(view.stride.value)}
          options={STRIDES.filter((each) => each < layers / 2).map((each) => [
            String(each),
            each === 1 ? "every layer" : `every ${each} layers`,
          ])}
          choose={(value) => {
            view.stride.value = Number(value);
          }}
        />
        {tokens.length >= LONG && <Find jump={jump} />}
        {!frozen && <Fill rows={rows} sight={sight} />}
      </div>
      {kind?.name === "rank" && pinned.length === 0 ? (
        <p class="ll-legend ll-quiet">Pin a token to see its rank in every cell.</p>
      ) : null}
      {kind && (kind.name !== "rank" || pinned.length > 0) && (
        <Scale kind={kind} map={map} lenses={map ? [] : [lens, ...pinned]} />
      )}
      <GoesOn />
      {kind?.name === "rank" && !map && <Trajectory pinned={pinned} />}
    </div>
  );
}

/** Whether a way to ask has a question of its own, about whatever is in a cell: not a lens, nor a relation. */
function isFixed({ name, takes, fit, group, settings }: MenuEntry): boolean {
  return (
    takes === "" && !fit && group !== "Relations" && name !== "logit_lens" && "max_new_tokens" in settings
  );
}

/** A map of answers in few words. */
function named({ question, points, complete, total }: SiteMap, growing: boolean): string {
  const some = complete || growing ? "" : ` (${points.length} of ${total})`;
  return `Answers: ${isolated(question)}${some}`;
}

/** The scale of the colour, and what no colour has. */
function Scale({ kind, map, lenses }: { kind: Kind; map: SiteMap | null; lenses: LensPages[] }) {
  const { requests, synced } = useShared().store;
  const points = map?.points ?? [];
  // While the map grows, how far it is stands with the work, which counts what is not here yet, too.
  const stopped = map !== null && !map.complete && !requests.pending(map.id);
  const option = kind.name.startsWith("option ");
  return (
    <div class="ll-legend">
      <Ramp scale={kind.scale} of={kind.of} />
      <Waiting lenses={lenses} />
      {!option && points.some((point) => finite(point) && !standsOut(point)) && (
        <span class="ll-key ll-key-under">
          {points.some(({ noise }) => noise?.read === false)
            ? "not told from its controls or from noise"
            : "a control supports it as much"}
        </span>
      )}
      {points.some((point) => lowMass(point, synced.constants)) && (
        <span class="ll-key ll-key-low">low option mass</span>
      )}
      {map && stopped && <span class="ll-quiet">{`${points.length} of ${map.total} cells`}</span>}
    </div>
  );
}

/** Ask the current question at every layer of the selected tokens, or in every cell. */
function Fill({ rows, sight }: Omit<BarProps, "jump">) {
  const { store } = useShared();
  const { draft, synced, view } = store;
  const selection = synced.selection.value;
  const able = draft.ready && !draft.entry.fit && draft.vector === null && !store.readModel()?.refused;
  const layers = view.stride.value === 1 ? null : rows;
  return (
    <span class="ll-fill">
      <button
        type="button"
        class="ll-link"
        title="Let the model go on with the prompt, without any question"
        onClick={() => store.requests.begin("continuation", {})}
      >
        Continue the prompt
      </button>
      <button
        type="button"
        class="ll-button"
        disabled={!able || !selection}
        title={
          selection
            ? `Ask the question of the box at every layer of ${positionsNamed(selection.spans)}`
            : "Choose a cell first"
        }
        onClick={() => store.sites(false, layers, sight())}
      >
        {selection && positionsIn(selection).length > 1
          ? "Every layer of these tokens"
          : "Every layer of this token"}
      </button>
      <button
        type="button"
        class="ll-button"
        disabled={!able}
        title={`Ask the question of the box in all ${rows.length * synced.tokens.length} cells, those in sight first`}
        onClick={() => store.sites(true, layers, sight())}
      >
        Every cell
      </button>
    </span>
  );
}

/** How the model itself goes on with the prompt, once it was asked. */
function GoesOn() {
  const { text = "", ended = true } = useShared().store.view.continuation.value ?? {};
  if (!text) return null;
  return (
    <p class="ll-goes-on" role="status">
      <span class="ll-label">The model goes on </span>
      <span class="ll-mono" dir="auto">
        <TokenText text={text} />
        {ended ? "" : " …"}
      </span>
    </p>
  );
}

/** Look for a token of the prompt, and go from one place of it to the next. */
function Find({ jump }: { jump(position: number): void }) {
  const { tokens } = useShared().store.synced;
  const wanted = useSignal("");
  const at = useSignal(-1);
  const text = wanted.value.trim().toLowerCase();
  const found = text ? places(tokens, text) : [];
  const next = (): void => {
    if (found.length === 0) return;
    at.value = (at.value + 1) % found.length;
    jump(found[at.value] ?? 0);
  };
  return (
    <span class="ll-find">
      <input
        class="ll-field"
        type="search"
        aria-label="Find a token"
        placeholder="Find a token"
        title="A text in the tokens, or the number of a position"
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value;
          at.value = -1;
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          next();
        }}
      />
      {text && (
        <button type="button" class="ll-link" disabled={found.length === 0} onClick={next}>
          {found.length === 0 ? "none" : `${Math.max(0, at.value) + 1} of ${found.length}, next`}
        </button>
      )}
    </span>
  );
}

/** The positions whose token holds a text, or where several tokens spell it; a number is a position itself. */
export function places(tokens: string[], text: string): number[] {
  const number = /^\d+$/.test(text) && Number(text) < tokens.length ? [Number(text)] : [];
  const wanted = text.replaceAll(" ", "\u00b7");
  const found = tokens.flatMap((token, at) => {
    const ahead = tokens
      .slice(at, at + 8)
      .join("")
      .toLowerCase();
    const place = ahead.indexOf(wanted);
    return place >= 0 && place < token.length ? [at] : [];
  });
  return [...new Set([...number, ...found])];
}
