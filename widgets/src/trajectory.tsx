import { useLayoutEffect } from "preact/hooks";
import { useShared } from "./context";
import { share } from "./format";
import type { LensPages, Measured } from "./lens_pages";
import { TokenText } from "./token_text";

const [WIDE, HIGH] = [14, 54];

/** Layers with what is measured there of a pinned token. */
type Points = [layer: number, measured: Measured][];

/** The pinned tokens' probabilities at every layer of the selected position, as lines; a ring where one is the first. */
export function Trajectory({ pinned }: { pinned: LensPages[] }) {
  const { store } = useShared();
  const { synced } = store;
  const { layers, tokens, frozen } = synced;
  const position = synced.selection.value?.position;
  useLayoutEffect(() => {
    if (position === undefined || frozen) return;
    for (const pages of pinned) pages.look(store.link, 0, layers, position, position + 1, true);
  });
  const lines = pinned.flatMap((pages, i): { name: string; i: number; there: Points }[] => {
    const read = Array.from({ length: layers }, (_, layer) => pages.at(layer, position ?? 0)?.measures);
    const there = read.flatMap(
      (measures, layer): Points => (measures && measures.rank !== null ? [[layer, measures]] : []),
    );
    return pages.pinned ? [{ name: pages.pinned, i, there }] : [];
  });
  if (position === undefined || lines.length === 0) return null;
  const y = (chance: number): number => 4 + (1 - chance) * (HIGH - 8);
  return (
    <figure class="ll-trajectory">
      <figcaption class="ll-quiet">
        {`Probability at position ${position} `}
        <bdi class="ll-mono">
          <TokenText text={tokens[position] ?? ""} />
        </bdi>
        {`, layers 0 to ${layers - 1}: `}
        {lines.map(({ name, i, there }) => (
          <span class={`ll-pin-name ll-pin-${i}`} key={i}>
            <bdi class="ll-mono">
              <TokenText text={name} />
            </bdi>
            {first(there)}
          </span>
        ))}
      </figcaption>
      <svg
        width={layers * WIDE + WIDE}
        height={HIGH}
        role="img"
        aria-label={lines.map(({ name, there }) => `${name}: ${spoken(there)}`).join(". ")}
      >
        {[0, 1].map((p) => (
          <g key={p}>
            <line class="ll-rule" x1={0} x2={layers * WIDE} y1={y(p)} y2={y(p)} />
            <text x={layers * WIDE + 4} y={y(p) + 4}>
              {p}
            </text>
          </g>
        ))}
        {lines.map(({ name, i, there }) => (
          <g class={`ll-pin-${i}`} key={i}>
            <polyline
              class="ll-own"
              points={there
                .map(([layer, { chance }]) => `${(layer + 0.5) * WIDE},${y(chance ?? 0)}`)
                .join(" ")}
            />
            {there.map(([layer, { rank, chance }]) => (
              <circle
                class={rank === 1 ? "ll-dot ll-hollow" : "ll-dot"}
                key={layer}
                cx={(layer + 0.5) * WIDE}
                cy={y(chance ?? 0)}
                r={rank === 1 ? 4 : 2}
              >
                <title>{`${name}, layer ${layer}: rank ${rank}, probability ${share(chance ?? 0)}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  );
}

/** Where a token is the likeliest first. */
function first(there: Points): string {
  const found = there.find(([, { rank }]) => rank === 1);
  return found ? ` first likeliest at layer ${found[0]}` : " likeliest at no layer";
}

function spoken(there: Points): string {
  return there
    .map(([layer, { rank, chance }]) => `layer ${layer}: rank ${rank}, ${share(chance ?? 0)}`)
    .join("; ");
}
