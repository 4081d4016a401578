import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { useShared } from "./context";
import { CopyHead } from "./copy_head";
import { differenceScale } from "./difference_kinds";
import { useFreshId } from "./fresh";
import { isolated } from "./isolated";
import { Legend, Pick } from "./legend";
import { LinkedWords } from "./linked";
import { NextTokens } from "./next_changes";
import type { PatchSite, SecondTrace } from "./protocol";
import { kindOf, SecondGrid, secondPages } from "./second_grid";
import { Failed, ModelPick, OfModel } from "./second_model";
import { gridAt, type Side } from "./seconds";
import { TokenText } from "./token_text";
import { Waiting } from "./waiting";

/** How the comparison is offered. */
function offer(chat: boolean, models: boolean): string {
  const what = `Compare with another prompt${models ? " or model" : ""}`;
  return `${what}${chat ? ", begin the reply, or patch" : ", or patch"}`;
}

/** A second prompt or a patched run beside the Explorer's own trace, and how both differ. */
export function SecondPanel() {
  const { seconds, synced } = useShared().store;
  const shown = seconds.shown.value;
  const { begun, frozen } = synced;
  useDragging();
  if (frozen && !shown) return null;
  if (!seconds.open.value)
    return (
      <p class="ll-second-open">
        <button
          type="button"
          class="ll-link"
          onClick={() => {
            seconds.open.value = true;
            seconds.list();
          }}
        >
          {offer(begun !== null, seconds.othersOpen())}
        </button>
      </p>
    );
  return (
    <section class="ll-second" aria-label="Second trace">
      {frozen ? <Earlier /> : <Choose />}
      <Failed />
      {shown && (
        <CopyHead code={shown.code}>
          <Sides entry={shown} />
        </CopyHead>
      )}
      {shown?.model && <OfModel entry={shown} />}
      {shown && <Cells entry={shown} />}
      {!frozen && <Patching />}
      {shown && <NextTokens entry={shown} />}
    </section>
  );
}

/** The second grid with its keys; a page without a kernel may not have its cells. */
function Cells({ entry }: { entry: SecondTrace }) {
  const { store } = useShared();
  const pages = secondPages(store, entry);
  const lacking = store.synced.frozen && !pages.whole && (
    <p class="ll-help ll-line">
      This page does not have {pages.empty ? "these cells" : "all of these cells"}. Open the notebook and run
      its cell to see them.
    </p>
  );
  if (lacking && pages.empty) return lacking;
  return (
    <>
      {lacking}
      <SecondGrid key={`${entry.id} ${store.seconds.columnsOf.value}`} entry={entry} />
      <Keys entry={entry} />
    </>
  );
}

/** A state that is dragged from one grid is written where it is dropped on the other. */
function useDragging(): void {
  const { seconds } = useShared().store;
  useLayoutEffect(() => {
    const end = new AbortController();
    const drop = (event: PointerEvent): void => {
      const dragged = seconds.dragged.peek();
      seconds.dragged.value = null;
      const cell = event.target instanceof Element ? event.target.closest<HTMLElement>(".ll-cell") : null;
      const grid = gridAt(cell);
      // Within one grid, a drag is a selection; other Explorers have traces of their own.
      if (!dragged || !cell || !grid || grid === dragged.grid) return;
      if (grid.closest(".ll-root") !== dragged.grid.closest(".ll-root")) return;
      const of = grid.matches(".ll-second") ? "second" : "own";
      const [layer, position] = [Number(cell.dataset["layer"]), Number(cell.dataset["position"])];
      seconds.patch(dragged.site, seconds.writeAt({ of, layer, position }));
    };
    document.addEventListener("pointerup", drop, { signal: end.signal });
    return () => end.abort();
  }, []);
}

/** The second prompt, in a chat with what the reply begins with: typed, or one that was run in this session. */
function Choose() {
  const { seconds, synced } = useShared().store;
  const { begun } = synced;
  const id = useFreshId();
  const text = useSignal("");
  const begins = useSignal(begun);
  const chat = begun !== null;
  const ready = text.value.trim() !== "" || begins.value !== begun;
  const offered = seconds.offered.value;
  return (
    <form
      class="ll-line"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) seconds.compare(text.value, begins.value);
      }}
    >
      <label class="ll-label" for={id}>
        Compare with
      </label>
      <input
        class="ll-field ll-mono"
        id={id}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        placeholder="a second prompt"
        aria-describedby={chat ? `${id}-help` : undefined}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
        }}
      />
      <button type="submit" class="ll-button" disabled={!ready}>
        Compare
      </button>
      <Pick
        label="Prompts of this session"
        least={2}
        value=""
        options={[
          ["", "or one of this session"],
          ...offered.map((each): [string, string] => [each.key, isolated(each.label)]),
        ]}
        choose={(key) => {
          if (key) seconds.compare("", null, key);
        }}
      />
      <ModelPick
        typed={text.value.trim() !== "" || begins.value !== begun}
        choose={(model) => seconds.compareIn(model, text.value, begins.value)}
      />
      <ComparedSoFar />
      <button
        type="button"
        class="ll-link ll-second-close"
        aria-label="Close the comparison"
        onClick={() => {
          seconds.open.value = false;
        }}
      >
        ×
      </button>
      {chat && (
        <span class="ll-begins">
          <label class="ll-label" for={`${id}-begins`}>
            Reply begins with
          </label>
          <input
            class="ll-field ll-mono"
            id={`${id}-begins`}
            dir="auto"
            autocomplete="off"
            spellcheck={false}
            placeholder="the first words of the assistant's reply"
            aria-describedby={`${id}-help`}
            value={begins.value ?? ""}
            onInput={({ currentTarget }) => {
              begins.value = currentTarget.value;
            }}
          />
        </span>
      )}
      {chat && (
        <span class="ll-quiet" id={`${id}-help`}>
          A second prompt replaces the chat's last user message; what comes after that is left out. Without
          one, the chat stays as it is up to its last reply.
        </span>
      )}
    </form>
  );
}

/** What was compared with, where nothing can be added. */
function Earlier() {
  const several = useShared().store.synced.seconds.value.length > 1;
  return several ? (
    <div class="ll-line">
      <span class="ll-label">Compared with</span>
      <ComparedSoFar />
    </div>
  ) : null;
}

function ComparedSoFar() {
  const { seconds, synced } = useShared().store;
  return (
    <Pick
      label="Compared so far"
      least={2}
      value={seconds.shown.value?.id ?? ""}
      options={synced.seconds.value.map((each): [string, string] => [each.id, isolated(each.label)])}
      choose={(each) => seconds.show(each)}
    />
  );
}

/** Which of the grids is shown, and the way back from a patch. */
function Sides({ entry }: { entry: SecondTrace }) {
  const { seconds, synced } = useShared().store;
  const patched = entry.patches.length > 0;
  const sides = (
    patched
      ? [
          ["base", "Before"],
          ["second", "After"],
          ["difference", "After minus before"],
        ]
      : entry.model
        ? [
            ["second", isolated(entry.model)],
            ...(entry.not_subtracted ? [] : [["difference", `${isolated(entry.model)} minus this model`]]),
          ]
        : [
            ["second", "Second prompt"],
            ["difference", "Second minus first"],
          ]
  ) as [Side, string][];
  return (
    <div class="ll-sides">
      <span class="ll-segments" role="group" aria-label="What the second grid shows">
        {sides.map(([side, name]) => (
          <button
            type="button"
            class="ll-button"
            key={side}
            aria-pressed={seconds.side.value === side}
            onClick={() => {
              seconds.side.value = side;
              seconds.chosen.value = null;
            }}
          >
            {name}
          </button>
        ))}
      </span>
      <span class="ll-quiet ll-cut" dir="auto" title={entry.label}>
        {entry.label}
      </span>
      {patched && !synced.frozen && (
        <button type="button" class="ll-link" onClick={() => seconds.undo(entry)}>
          Undo the patch
        </button>
      )}
    </div>
  );
}

/** What the colours mean, and the tokens that are marked in both grids. */
function Keys({ entry }: { entry: SecondTrace }) {
  const { store } = useShared();
  const { seconds } = store;
  const lens = secondPages(store, entry);
  lens.at(0, 0); // hears of pages, which know the size of the vocabulary
  const { kind } = kindOf(store);
  const { of, most } = differenceScale(kind, lens.vocab, lens.pinned);
  const difference = seconds.side.value === "difference";
  const patched = entry.patches.length > 0;
  return (
    <div class="ll-legend ll-second-keys">
      {difference && (
        <span class="ll-key ll-ramp">
          {`${of}: ${kind === "rank" ? "worse" : `−${most}`} `}
          <span class="ll-gradient ll-diverging" aria-hidden="true" />
          {kind === "rank" ? " better" : ` +${most}`}
        </span>
      )}
      <Legend
        keys={[
          difference && { sign: "equal", text: "equal" },
          difference && !patched && entry.partners.includes(null) && { sign: "none", text: "no partner" },
          patched &&
            seconds.side.value !== "base" && { sign: "outside", text: "the patch cannot reach it: equal" },
          patched && seconds.side.value !== "base" && { sign: "written", text: "patched" },
        ]}
      />
      <Waiting lenses={[lens]} />
      <span class="ll-linked-words" role="status">
        <LinkedWords />
      </span>
    </div>
  );
}

/** Copy a state and write it into another cell, as dragging does. */
function Patching() {
  const { seconds } = useShared().store;
  const cell = seconds.current();
  const current = cell && seconds.readAt(cell);
  const copied = seconds.copied.value;
  const models = seconds.shown.value?.model ? " in this model" : " of the first prompt";
  const across =
    cell && copied && seconds.modelOf(copied.trace) !== seconds.modelOf(seconds.writeAt(cell).trace);
  const dragged = seconds.shown.value?.model
    ? "a state is written into the model that it was read from"
    : "or drag a cell of one grid onto a cell of the other";
  const named = ({ trace, layer, position }: PatchSite) => (
    <>
      {`L${layer}, position ${position} `}
      <b class="ll-mono" dir="auto">
        <TokenText text={seconds.tokensOf(trace)[position] ?? ""} />
      </b>
      {trace === ""
        ? models
        : seconds.patched(trace)
          ? " of the patched run"
          : seconds.modelOf(trace)
            ? ` in ${isolated(seconds.modelOf(trace))}`
            : " of the second"}
    </>
  );
  return (
    <div class="ll-line ll-patching">
      <span class="ll-quiet">{current ? named(current) : "Choose a cell of either grid."}</span>
      <button
        type="button"
        class="ll-button"
        disabled={!current}
        onClick={() => {
          seconds.copied.value = current;
        }}
      >
        Copy this activation
      </button>
      <button
        type="button"
        class="ll-button"
        disabled={!current || !copied || across === true}
        title={
          across
            ? "A state is written into the model that it was read from"
            : copied
              ? "Run the prompt again with the copied state in this cell"
              : "Copy an activation first"
        }
        onClick={() => {
          if (cell && copied) seconds.patch(copied, seconds.writeAt(cell));
        }}
      >
        Patch here
      </button>
      <span class="ll-quiet" role="status">
        {copied ? <>copied: {named(copied)}</> : dragged}
      </span>
      {seconds.patched(seconds.shownId.value) && (
        <span class="ll-quiet">
          A patch in this grid is added to those before it; one in the first grid starts without them.
        </span>
      )}
    </div>
  );
}
