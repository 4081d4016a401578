import { share } from "./format";
import { isolated } from "./isolated";
import type { SecondTrace } from "./protocol";
import { TokenText } from "./token_text";

/** What may come after both prompts. */
export function NextTokens({ entry }: { entry: SecondTrace }) {
  const { next, patches, model } = entry;
  const patched = patches.length > 0;
  const names = patched ? ["before", "after"] : model ? ["this model", isolated(model)] : ["first", "second"];
  return (
    <div class="ll-next">
      <p class="ll-help">{apart(entry)}</p>
      {next.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">next token</th>
              <th scope="col">{names[0]}</th>
              <th scope="col">{names[1]}</th>
            </tr>
          </thead>
          <tbody>
            {next.slice(0, 6).map(({ token, before, after }) => (
              <tr key={token}>
                <th scope="row" class="ll-mono" dir="auto">
                  <TokenText text={token} />
                </th>
                {[before, after].map((value, i) => (
                  <td key={names[i]}>
                    <span class="ll-bar" style={{ "--p": String(value ?? 0) }} />
                    <span class="ll-num">{value === null ? "none" : share(value)}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** How far what may come next is apart, in a sentence. */
function apart({ distance, next, patches, one_vocabulary }: SecondTrace): string {
  if (next.length > 0 && one_vocabulary === false)
    return "The models have other vocabularies, so how far apart the next tokens are is no one number.";
  if (distance === null) return "What comes next is not finite in one of both.";
  if (distance < 0.005) return `The next token is as likely ${patches.length > 0 ? "as before" : "in both"}.`;
  return `What comes next differs by ${share(distance)} (total variation, 0 to 1).`;
}
