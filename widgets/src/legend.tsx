/** An entry of a legend: a sign and its meaning. */
export interface Key {
  /** The sign, by the end of its class name `ll-key-...`. */
  sign: string;
  text: string;
}

/** The legend of what a chart shows. */
export function Legend({ keys }: { keys: (Key | false)[] }) {
  return (
    <span class="ll-legend">
      {keys.map(
        (key) =>
          key && (
            <span class={`ll-key ll-key-${key.sign}`} key={key.sign}>
              {key.text}
            </span>
          ),
      )}
    </span>
  );
}

/** The colour's scale: what it measures, from the lowest to the highest. */
export function Ramp({ scale: [low, high], of }: { scale: [low: string, high: string]; of: string }) {
  return (
    <span class="ll-key ll-ramp">
      {`${of}: ${low} `}
      <span class="ll-gradient" aria-hidden="true" />
      {` ${high}`}
    </span>
  );
}

interface PickProps {
  label: string;
  value: string;
  options: [value: string, text: string][];
  /** Smallest number of choices for which the list is shown. */
  least: number;
  choose(value: string): void;
}

/** A select element with a short list of choices. */
export function Pick({ label, value, options, least, choose }: PickProps) {
  return (
    <select
      class="ll-field"
      aria-label={label}
      hidden={options.length < least}
      value={value}
      onChange={({ currentTarget }) => {
        choose(currentTarget.value);
        // A list without a choice of its own goes back to its first line.
        if (value === "") currentTarget.value = "";
      }}
    >
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
}
