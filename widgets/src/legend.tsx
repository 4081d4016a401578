/** What a sign means. */
export interface Key {
  /** Which sign, as `ll-key-` in the style calls it. */
  sign: string;
  text: string;
}

/** Names what is drawn, and nothing else. */
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

interface PickProps {
  label: string;
  value: string;
  options: [value: string, text: string][];
  /** With fewer there is nothing to pick. */
  least: number;
  choose(value: string): void;
}

/** A short list to pick from. */
export function Pick({ label, value, options, least, choose }: PickProps) {
  return (
    <select
      class="ll-field"
      aria-label={label}
      hidden={options.length < least}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
}
