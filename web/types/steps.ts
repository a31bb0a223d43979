import { readNumber } from "../numbers.ts";
import { diagnosis, type Interval } from "./number.ts";
import { feedbackOf, type Grade, type Grader, NOT_QUITE, RIGHT } from "./type.ts";

/** A line with a blank: what is right there, and known wrong numbers by their feedback's place. */
export interface Step {
  readonly accepted: Interval;
  readonly wrong: readonly (Interval & { readonly place: number })[];
}

/** Numbers in the lines of a derivation; every right one counts. */
export const steps: Grader = {
  read(form) {
    const typed = _fields(form).map(({ value }) => value.trim());
    for (const [place, line] of _lines(form).entries()) {
      const reading = readNumber(typed[place] ?? "", _unit(line));
      const number = line.dataset["line"] ?? "";
      if ("problem" in reading) return { problem: `Line ${number}: ${reading.problem}` };
    }
    return typed;
  },
  grade(form, response) {
    return gradeSteps(_steps(form), _values(form, response));
  },
  restore(form, response) {
    for (const [place, field] of _fields(form).entries()) field.value = response[place] ?? "";
  },
  mark(form, response) {
    const values = _values(form, response);
    for (const [place, line] of _lines(form).entries()) {
      const right = diagnosis(values[place] ?? NaN, _interval(line), []) === "right";
      if (response.length === 0) delete line.dataset["mark"];
      else line.dataset["mark"] = right ? "right" : "wrong";
    }
  },
};

export function gradeSteps(lines: readonly Step[], values: readonly number[]): Grade {
  const found = lines.map(({ accepted, wrong }, place) => {
    const known = diagnosis(values[place] ?? NaN, accepted, wrong);
    return known === "right" || known === undefined ? known : wrong[known]?.place;
  });
  const hits = found.filter((known) => known === "right").length;
  const feedback = found.filter((known) => typeof known === "number");
  if (hits === lines.length) return { score: 1, said: RIGHT, feedback };
  const start = hits > 0 ? "Partly." : NOT_QUITE;
  const said = `${start} ${hits} of ${lines.length} ${lines.length === 1 ? "line" : "lines"} right.`;
  return { score: hits / lines.length, said, feedback };
}

function _steps(form: HTMLFormElement): Step[] {
  return _lines(form).map((line) => ({
    accepted: _interval(line),
    wrong: feedbackOf(form).flatMap((block, place) =>
      block.dataset["line"] === line.dataset["line"] ? [{ ..._interval(block), place }] : [],
    ),
  }));
}

function _values(form: HTMLFormElement, response: readonly string[]): number[] {
  return _lines(form).map((line, place) => {
    const reading = readNumber(response[place] ?? "", _unit(line));
    return "value" in reading ? reading.value : NaN;
  });
}

function _interval({ dataset }: HTMLElement): Interval {
  return { low: Number(dataset["low"] ?? NaN), high: Number(dataset["high"] ?? NaN) };
}

function _unit(line: HTMLElement): string {
  return line.querySelector(".sr-unit")?.textContent ?? "";
}

function _lines(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(".sr-step[data-line]")];
}

function _fields(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>(".sr-step input")];
}
