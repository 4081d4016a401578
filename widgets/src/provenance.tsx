import type { Answer } from "./protocol";

/** Where an answer comes from: model, fingerprint, seed and versions; closed at first. */
export function Provenance({ answer: { provenance } }: { answer: Answer }) {
  const rows = Object.entries(provenance ?? {});
  if (rows.length === 0) return null;
  return (
    <details class="ll-provenance">
      <summary>Provenance</summary>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll("_", " ")}</dt>
            <dd class="ll-mono" dir="auto">
              {inWords(value)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function inWords(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${each}`)
    .join(", ");
}
