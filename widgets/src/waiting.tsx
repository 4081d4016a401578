import { about } from "./format";
import type { LensPages } from "./lens_pages";

/** Seconds after which something is said of how long the rest takes. */
const PATIENT = 2;

/** That cells are being read, how much of them has been, and about how long the rest takes. */
export function Waiting({ lenses }: { lenses: LensPages[] }) {
  const lens = lenses.find((each) => each.waiting);
  if (!lens) return null;
  const { read, seconds } = lens.pace;
  const left = read > 0 && seconds > PATIENT ? (seconds * (1 - read)) / read : 0;
  return (
    <span class="ll-quiet">
      {`reading…${read > 0 ? ` ${Math.floor(100 * read)} %` : ""}${left > PATIENT ? `, ${about(left)} left` : ""}`}
    </span>
  );
}
