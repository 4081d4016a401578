/** Bytes that form no whole character, and characters that cannot be seen, as Python writes them in a token. */
const CODES = /((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/;

/** A token's text, with its bytes and code points as small signs. */
export function TokenText({ text }: { text: string }) {
  if (!text.includes("<")) return <>{text}</>;
  return (
    <>
      {text.split(CODES).map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          <span class="ll-code-point" key={i}>
            {part.startsWith("<0x") ? part.slice(3, -1).replaceAll("><0x", " ") : part.slice(1, -1)}
          </span>
        ),
      )}
    </>
  );
}
