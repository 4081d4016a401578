import type { SplitCharacter } from "./protocol";

/** Bytes that form no whole character, and characters that cannot be seen, as Python writes them in a token. */
const CODES = /((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/;
/** A whole token of bytes, with or without a space before them. */
const BYTES = /^\u00b7?(?:<0x[0-9A-F]{2}>)+$/;
/** Half of a character beyond the first 65,536, which no text has by itself. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Characters of a token that are put into the page; the title has as many again. */
const LONGEST = 200;

/** A token's text, with its bytes and code points as small signs. */
export function TokenText({ text }: { text: string }) {
  const safe = shortened(text);
  if (!safe.includes("<")) return <>{safe}</>;
  return (
    <>
      {safe.split(CODES).map((part, i) =>
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

/** A text that can be drawn: cut where it is very long, halves of characters by their code point. */
export function shortened(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(LONE, (half) => `<U+${half.charCodeAt(0).toString(16).toUpperCase()}>`);
}

/** A token that holds a part of a character, which `of` tokens spell together; `part` counts from 1. */
export interface Part {
  character: string;
  part: number;
  of: number;
}

/** The part of a character that a position's token holds; undefined for a token of whole characters. */
export function partOf(split: SplitCharacter[], position: number): Part | undefined {
  const found = split.find(({ first, last }) => first <= position && position <= last);
  return (
    found && { character: found.text, part: position - found.first + 1, of: found.last - found.first + 1 }
  );
}

/** The characters whose bytes lie in several of these tokens, which write their bytes as <0xE6>. */
export function spelled(tokens: string[]): SplitCharacter[] {
  const found: SplitCharacter[] = [];
  let [bytes, first]: [number[], number] = [[], 0];
  tokens.forEach((token, at) => {
    const here = BYTES.test(token)
      ? (token.match(/[0-9A-F]{2}(?=>)/g) ?? []).map((hex) => parseInt(hex, 16))
      : [];
    for (const byte of here) {
      // A byte that does not go on with a character begins another.
      if ((byte & 0xc0) !== 0x80) [bytes, first] = [[], at];
      bytes.push(byte);
      const text = bytes.length > 1 ? decoded(bytes) : "";
      if (text && first < at) found.push({ text, first, last: at });
    }
    if (here.length === 0) bytes = [];
  });
  return found;
}

/** Tokens of an answer as they are read: those that spell characters together are one, with the product of their chances. */
export function joined(
  tokens: string[],
  chances: (number | undefined)[],
): { text: string; chance?: number }[] {
  const found: { text: string; chance?: number }[] = [];
  const split = spelled(tokens);
  for (let at = 0; at < tokens.length; at += 1) {
    const [token, character] = [tokens[at] ?? "", split.find(({ first }) => first === at)];
    const last = character?.last ?? at;
    // Only where the tokens hold this character and no part of another.
    const bytes = tokens
      .slice(at, last + 1)
      .join("")
      .match(/<0x/g)?.length;
    const whole = character && bytes === new TextEncoder().encode(character.text).length;
    const some = whole ? chances.slice(at, last + 1) : chances.slice(at, at + 1);
    const chance = some.reduce<number | undefined>(
      (product, each) => (product === undefined || each === undefined ? undefined : product * each),
      1,
    );
    const space = token.startsWith("\u00b7") ? "\u00b7" : "";
    found.push({
      text: whole ? `${space}${character.text}` : token,
      ...(chance !== undefined && { chance }),
    });
    if (whole) at = last;
  }
  return found;
}

/** The one character of these bytes; empty as long as they are none. */
function decoded(bytes: number[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return "";
  }
}

/** A token of a prompt: one that is nothing but a part of a character shows that, and which part it is. */
export function Token({ text, part }: { text: string; part?: Part | undefined }) {
  if (!part || !BYTES.test(text)) return <TokenText text={text} />;
  const bytes = text
    .replace(/^\u00b7/, "")
    .slice(3, -1)
    .replaceAll("><0x", " ");
  return (
    <span title={`bytes ${bytes}: part ${part.part} of ${part.of} of ${part.character}`}>
      {text.startsWith("\u00b7") && "\u00b7"}
      <bdi class={part.part === 1 ? undefined : "ll-spelled"}>{part.character}</bdi>
      <small class="ll-part">{`${part.part}/${part.of}`}</small>
    </span>
  );
}
