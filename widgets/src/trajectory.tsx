import { useLayoutEffect } from "preact/hooks";
import { useShared } from "./context";
import { share } from "./format";
import type { LensPages, Measured } from "./lens_pages";
import { TokenText } from "./token_text";

const [WIDE, HIGH] = [14, 54];

/** The pinned token's probability at every layer of the selected position, as a line; a ring where it is the first. */
export function Trajectory({ lens }: { lens: LensPages }) {
  const { store } = useShared();
  const { synced } = store;
  const { layers, tokens, frozen } = synced;
  const position = synced.selection.value?.position;
  useLayoutEffect(() => {
    if (position !== undefined && !frozen && store.view.pinned.peek())
      lens.look(store.link, 0, layers, position, position + 1, true);
  });
  const read = Array.from({ length: layers }, (_, layer) => lens.at(layer, position ?? 0)?.measures);
  if (position === undefined || !lens.pinned) return null;
  const y = (chance: number): number => 4 + (1 - chance) * (HIGH - 8);
  const there = read.flatMap((measures, layer): [number, Measured][] =>
    measures && measures.rank !== null ? [[layer, measures]] : [],
  );
  const first = there.find(([, { rank }]) => rank === 1);
  return (
    <figure class="ll-trajectory">
      <figcaption class="ll-quiet">
        <bdi class="ll-mono">
          <TokenText text={lens.pinned} />
        </bdi>
        {` at every layer of position ${position} `}
        <bdi class="ll-mono">
          <TokenText text={tokens[position] ?? ""} />
        </bdi>
        {first ? `: first likeliest at layer ${first[0]}` : ": likeliest at no layer"}
      </figcaption>
      <svg width={layers * WIDE} height={HIGH} role="img" aria-label={spoken(there)}>
        {[0, 1].map((p) => (
          <line class="ll-rule" key={p} x1={0} x2={layers * WIDE} y1={y(p)} y2={y(p)} />
        ))}
        <polyline
          class="ll-own"
          points={there.map(([layer, { chance }]) => `${(layer + 0.5) * WIDE},${y(chance ?? 0)}`).join(" ")}
        />
        {there.map(([layer, { rank, chance }]) => (
          <circle
            class={rank === 1 ? "ll-dot ll-hollow" : "ll-dot"}
            key={layer}
            cx={(layer + 0.5) * WIDE}
            cy={y(chance ?? 0)}
            r={rank === 1 ? 4 : 2}
          >
            <title>{`layer ${layer}: rank ${rank}, probability ${share(chance ?? 0)}`}</title>
          </circle>
        ))}
      </svg>
    </figure>
  );
}

function spoken(there: [number, Measured][]): string {
  return there
    .map(([layer, { rank, chance }]) => `layer ${layer}: rank ${rank}, ${share(chance ?? 0)}`)
    .join("; ");
}
