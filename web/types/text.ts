import { isSlip, normal } from "../words.ts";
import { feedbackOf, field, type Grader, NOT_QUITE, NOT_QUITE_YET, RIGHT } from "./type.ts";

/** Fewer letters than this can be another word by a slip: L1 and L2, max and min. */
const LONG_ENOUGH = 6;
const SLIP = "That is nearly it. Check the spelling.";

/** A short text, compared with the accepted forms; known wrong ones have a diagnosis. */
export const text: Grader = {
  read(form) {
    const typed = field(form).value.trim();
    if (normal(typed) === "") return { problem: "Write your answer first." };
    return [typed];
  },
  ask(form, [typed = ""]) {
    return _isMisspelt(form, normal(typed)) ? SLIP : undefined;
  },
  grade(form, [typed = ""]) {
    if (_accepted(form).includes(normal(typed))) return { score: 1, said: RIGHT, feedback: [] };
    const place = _wrong(form).indexOf(normal(typed));
    return place < 0
      ? { score: 0, said: NOT_QUITE_YET, feedback: [] }
      : { score: 0, said: NOT_QUITE, feedback: [place] };
  },
  restore(form, [typed = ""]) {
    field(form).value = typed;
  },
};

/** A slip of the pen is no answer yet, unless it makes a known wrong one. */
function _isMisspelt(form: HTMLFormElement, typed: string): boolean {
  const known = [..._accepted(form), ..._wrong(form)].includes(typed);
  const near = _accepted(form).some((right) => right.length >= LONG_ENOUGH && isSlip(right, typed));
  return near && !known;
}

function _accepted(form: HTMLFormElement): string[] {
  return [...form.querySelectorAll("[data-accept]")].map(({ textContent }) =>
    normal(textContent ?? ""),
  );
}

function _wrong(form: HTMLFormElement): string[] {
  return feedbackOf(form).map(({ dataset }) => normal(dataset["form"] ?? ""));
}
