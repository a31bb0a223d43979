import { pythonTokens } from "../python-tokens.ts";
import { feedbackOf, field, type Grader, NOT_QUITE, NOT_QUITE_YET, RIGHT } from "./type.ts";

/** A blank in Python code, compared token by token with the forms that the build has run. */
export const code: Grader = {
  read(form) {
    const typed = field(form).value.trim();
    if (typed === "") return { problem: "Write the missing code first." };
    const reading = pythonTokens(typed);
    return "problem" in reading ? { problem: `${reading.problem} Please mend it.` } : [typed];
  },
  grade(form, [typed = ""]) {
    const accepted = [...form.querySelectorAll("[data-accept]")].map(_text);
    if (accepted.some((form) => sameCode(form, typed))) {
      return { score: 1, said: RIGHT, feedback: [] };
    }
    const wrong = feedbackOf(form).map(({ dataset }) => dataset["form"]);
    const place = wrong.findIndex((form) => form !== undefined && sameCode(form, typed));
    return place < 0
      ? { score: 0, said: NOT_QUITE_YET, feedback: [] }
      : { score: 0, said: NOT_QUITE, feedback: [place] };
  },
  restore(form, [typed = ""]) {
    field(form).value = typed;
  },
};

/** Whether two pieces of Python are the same tokens; unreadable code is the same as nothing. */
export function sameCode(one: string, other: string): boolean {
  const first = pythonTokens(one);
  const second = pythonTokens(other);
  if ("problem" in first || "problem" in second) return false;
  return (
    first.tokens.length === second.tokens.length &&
    first.tokens.every((token, place) => token === second.tokens[place])
  );
}

function _text(element: Element): string {
  return element.textContent ?? "";
}
