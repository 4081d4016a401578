import { answers, said } from "./finite";
import { share, signed } from "./format";
import { printable } from "./isolated";
import type { Answer, Constants } from "./protocol";
import { layersNamed, layersOf, origin } from "./sites";

/** An answer as Markdown: question, answer, verdict, controls, caveats, where it was read, and its code. */
export function markdownOf(answer: Answer, tokens: string[], { verdicts }: Constants): string {
  const [where, name] = origin(answer, tokens);
  const rows = answer.controls.map(({ kind, support, text }) => [
    `${kind} control`,
    share(support),
    span(text.trim() || "(nothing)"),
  ]);
  const figure = answers(answer) ? share(answer.confidence) : "";
  const table = [["", "confidence, support", "says"], ["answer", figure, span(said(answer))], ...rows];
  const {
    model,
    seed,
    versions = {},
  } = (answer.provenance ?? {}) as {
    model?: string;
    seed?: number;
    versions?: Record<string, string>;
  };
  const made = [
    model && `model ${span(model)}`,
    seed !== undefined && `seed ${seed}`,
    ...Object.entries(versions).map(([library, version]) => `${library} ${version}`),
  ].filter(Boolean);
  return [
    `**${span(said(answer))}** to ${span(answer.question)}`,
    "",
    verdicts[answer.verdict],
    "",
    ...table.map((row) => `| ${row.join(" | ")} |`).toSpliced(1, 0, "|---|---|---|"),
    "",
    ...(answer.excess === null ? [] : [`- excess ${signed(answer.excess)}`]),
    ...(answer.noise?.samples ?? []).map(
      ({ kind, reached, n, p_value }) => `- ${reached} of ${n} (${kind}) come as far, p = ${share(p_value)}`,
    ),
    ...answer.flags.map(({ message }) => `- ${message}`),
    ...(answer.verified ? [`- ${answer.verified}`] : []),
    `- ${layersNamed(layersOf(answer))}, ${where.toLowerCase()} ${span(name)}, into layer ${answer.target_layer}; ${answer.confidence_kind}`,
    ...(made.length > 0 ? [`- ${made.join(", ")}`] : []),
    "",
    fenced(answer.code),
  ].join("\n");
}

/** A text of the model or the user as code, which Markdown takes for no markup. */
function span(text: string): string {
  const line = printable(text).replaceAll("\n", "⏎").replaceAll("|", "\\|");
  const fence = "`".repeat(longest(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

function fenced(code: string): string {
  const fence = "`".repeat(Math.max(3, longest(code) + 1));
  return `${fence}python\n${code}\n${fence}\n`;
}

/** The longest run of backticks. */
function longest(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
