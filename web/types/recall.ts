import { type Grade, type Grader, NOT_QUITE, RIGHT } from "./type.ts";

const COMPARE = "Compare yours with the model answer. Tick what yours has, then grade it.";

/** A free answer. It is checked twice: to see the model answer, then to count what was ticked. */
export const recall: Grader = {
  selfGraded: true,
  read(form) {
    const written = _area(form).value.trim();
    if (written === "") return { problem: "Write down what you remember first." };
    return [written, ..._ticked(form)];
  },
  ask(form) {
    if (!_grading(form).hidden) return undefined;
    _grading(form).hidden = false;
    form.querySelector(".sr-solution")?.setAttribute("open", "");
    _boxes(form)[0]?.focus();
    return COMPARE;
  },
  grade(form, [, ...ticked]) {
    return gradeRecall(_boxes(form).length, ticked.length);
  },
  restore(form, response) {
    const [written = "", ...ticked] = response;
    _area(form).value = written;
    _grading(form).hidden = response.length === 0;
    for (const box of _boxes(form)) box.checked = ticked.includes(box.value);
  },
};

export function gradeRecall(all: number, found: number): Grade {
  const said =
    found === all
      ? `${RIGHT} Nothing is missing.`
      : `${found > 0 ? "Partly." : NOT_QUITE} ${found} of ${all} ${all === 1 ? "point" : "points"}.`;
  return { score: all > 0 ? found / all : 0, said, feedback: [] };
}

function _area(form: HTMLFormElement): HTMLTextAreaElement {
  const area = form.querySelector("textarea");
  if (!area) throw new Error(`Item ${form.id} has no field to answer in.`);
  return area;
}

/** What is shown once the model answer is. */
function _grading(form: HTMLFormElement): HTMLElement {
  return form.querySelector<HTMLElement>(".sr-grading") ?? form;
}

function _boxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>(".sr-rubric input")];
}

function _ticked(form: HTMLFormElement): string[] {
  return _boxes(form)
    .filter(({ checked }) => checked)
    .map(({ value }) => value);
}
