import { type Best, height, lowMass, value } from "./best_of";
import { standsOut } from "./cell_kinds";
import { controlRows } from "./controls";
import { finite, NOT_FINITE, said, silent, WHY } from "./finite";
import { share, signed } from "./format";
import type { Look } from "./matrix_cell";
import { Pair } from "./popover";
import type { Answer, Constants } from "./protocol";
import { TokenText } from "./token_text";

/** What a cell's appearance depends on beside its answer. */
export interface Scene {
  option: string;
  /** Whether the grid's answers are compared with controls. */
  over: boolean;
  found: Best | null;
  here: Answer | null;
  constants: Constants;
}

/** The appearance of the cell of one pair of source and target layer. */
export function look(answer: Answer | undefined, [source, target]: [number, number], scene: Scene): Look {
  const { option, over, found, here, constants } = scene;
  const empty = answer !== undefined && !finite(answer);
  const lacking = option === "" && answer?.excess === null && over;
  const at = answer && !lacking ? value(answer, option) : 0;
  const text = answer ? said(answer, "") : "";
  const says = empty ? NOT_FINITE : answer ? `${said(answer)}, ${number(answer, option)}` : "not asked yet";
  return {
    text,
    share: answer && option === "" && over && !standsOut(answer) ? 0 : Math.max(0, at),
    label: `Read at layer ${source}, written at layer ${target}: ${says}`,
    selected: answer !== undefined && here?.id === answer.id,
    classes: {
      "ll-empty": !answer,
      "ll-under-controls":
        answer !== undefined && !empty && !lacking && option === "" && (at <= 0 || !standsOut(answer)),
      "ll-not-finite": empty,
      "ll-low": answer !== undefined && lowMass(answer, constants),
      "ll-same": source === target,
      "ll-best": answer !== undefined && answer === found?.answer,
    },
  };
}

function number(answer: Answer, option: string): string {
  if (option !== "") return `P(${option}) ${share(value(answer, option))}`;
  return answer.excess === null
    ? `confidence ${share(value(answer, ""))}`
    : `excess ${signed(answer.excess)}`;
}

/** The hint of one pair of source and target layer. */
export function CellHint({
  cell: [source, target],
  answer,
  option,
}: {
  cell: [number, number];
  answer: Answer | undefined;
  option: string;
}) {
  return (
    <>
      <div class="ll-pop-head">
        <span>{`Layer ${source} into layer ${target}`}</span>
      </div>
      <AnswerRows answer={answer} option={option} />
    </>
  );
}

/** The hint of one layer and position whose answer the grid shows. */
export function CellReading({
  title,
  token,
  answer,
}: {
  title: string;
  token: string;
  answer: Answer | undefined;
}) {
  return (
    <>
      <div class="ll-pop-head">
        <span>{title}</span>
        <b class="ll-mono" dir="auto">
          <TokenText text={token} />
        </b>
      </div>
      <AnswerRows answer={answer} option="" />
      {answer?.noise && <div class="ll-quiet">{answer.noise.verdict}</div>}
    </>
  );
}

function AnswerRows({ answer, option }: { answer: Answer | undefined; option: string }) {
  return (
    <>
      {!answer && <div class="ll-quiet">Not asked yet.</div>}
      {answer && !finite(answer) && <div class="ll-quiet">{WHY}</div>}
      {answer && finite(answer) && (
        <>
          <div class="ll-mono ll-pop-text" dir="auto">
            <TokenText text={said(answer)} />
          </div>
          {(option !== "" || !silent(answer)) && (
            <Pair name={option || "confidence"} value={share(height(answer, option))} />
          )}
          {controlRows(answer, option).map(([name, figure]) => (
            <Pair key={name} name={name} value={figure} />
          ))}
          {answer.excess !== null && <Pair name="excess" value={signed(answer.excess)} />}
        </>
      )}
    </>
  );
}
