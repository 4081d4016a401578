import { useLayoutEffect, useRef } from "preact/hooks";
import { useShared } from "./context";
import { type Chip, into, Line, plain, Reads, Row } from "./flow";
import type { Target } from "./protocol";
import { Token } from "./token_text";

/** Preview of source and target prompt; if the slot is movable, a click on a token moves it there. */
export function TargetPrompt() {
  const { store } = useShared();
  const target = store.preview.target.value;
  const selection = store.synced.selection.value;
  const hidden = target === null || target.tokens.length === 0;
  const { tokens } = store.synced;
  const layers = selection && target?.layers?.length ? target.layers : [selection?.layer ?? 0];
  const positions = selection ? (target?.positions ?? [selection.position]) : [];
  return (
    <div class="ll-flow" hidden={hidden}>
      {!hidden && (
        <>
          {target.reads ? (
            <Reads tokens={tokens} layers={[target.reads.layer]} positions={[]} name={target.reads.name} />
          ) : (
            selection && <Reads tokens={tokens} layers={layers} positions={positions} />
          )}
          <Row name="Writes" where={into(target)}>
            <Slots target={target} slots={target.slots ?? positions} />
          </Row>
        </>
      )}
    </div>
  );
}

function Slots({ target, slots }: { target: Target; slots: number[] }) {
  const { store } = useShared();
  const el = useRef<HTMLSpanElement>(null);
  const moved = useRef(false);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    el.current?.querySelector<HTMLElement>("[aria-checked='true']")?.focus({ preventScroll: true });
  });
  if (!target.movable) return <Line tokens={target.tokens} marked={slots} chip={plain(slots, "slot")} />;
  const put = (position: number): void => {
    moved.current = true;
    store.preview.put(position);
    store.edit((draft) => draft.set("position", position));
  };
  const onKeyDown = (event: KeyboardEvent, position: number): void => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    put(Math.max(0, Math.min(target.tokens.length - 1, position + move)));
  };
  const choice: Chip = (token, position, part) => {
    const here = slots.includes(position);
    return (
      <button
        key={position}
        type="button"
        class={`ll-token ll-mono${here ? " ll-slot" : ""}`}
        role="radio"
        dir="auto"
        aria-checked={here}
        data-slot={position}
        tabIndex={here || (slots.length === 0 && position === 0) ? 0 : -1}
        title={`position ${position}`}
        onClick={() => put(position)}
        onKeyDown={(event) => onKeyDown(event, position)}
      >
        <Token text={token} part={part} />
      </button>
    );
  };
  return (
    <Line
      tokens={target.tokens}
      marked={slots}
      chip={choice}
      more={{
        ref: el,
        role: "radiogroup",
        "aria-label": "Slot: the token that takes the vector",
        title: "Click the token that takes the vector",
      }}
    />
  );
}
