import { readNumber } from "../numbers.ts";
import { feedbackOf, field, type Grader, NOT_QUITE, NOT_QUITE_YET, RIGHT } from "./type.ts";

/** Both ends belong to it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A number within the accepted interval; known wrong numbers have their own diagnosis. */
export const number: Grader = {
  read(form) {
    const typed = field(form).value;
    const reading = readNumber(typed, _unit(form));
    return "problem" in reading ? reading : [typed.trim()];
  },
  grade(form, [typed = ""]) {
    const reading = readNumber(typed, _unit(form));
    const value = "value" in reading ? reading.value : NaN;
    const accepted = _interval(_entry(form));
    const place = diagnosis(value, accepted, feedbackOf(form).map(_interval));
    if (place === "right") return { score: 1, said: _accepted(form, accepted), feedback: [] };
    return place === undefined
      ? { score: 0, said: NOT_QUITE_YET, feedback: [] }
      : { score: 0, said: NOT_QUITE, feedback: [place] };
  },
  restore(form, [typed = ""]) {
    field(form).value = typed;
  },
};

/** "right", or the place of the known wrong number that `value` is, or undefined. */
export function diagnosis(
  value: number,
  accepted: Interval,
  wrong: readonly Interval[],
): "right" | number | undefined {
  if (_within(value, accepted)) return "right";
  const place = wrong.findIndex((interval) => _within(value, interval));
  return place < 0 ? undefined : place;
}

function _within(value: number, { low, high }: Interval): boolean {
  return low <= value && value <= high;
}

function _entry(form: HTMLFormElement): HTMLElement {
  return form.querySelector<HTMLElement>(".sr-entry") ?? form;
}

function _unit(form: HTMLFormElement): string {
  return form.querySelector(".sr-unit")?.textContent ?? "";
}

/** An element without an interval accepts nothing. */
function _interval({ dataset }: HTMLElement): Interval {
  return { low: Number(dataset["low"] ?? NaN), high: Number(dataset["high"] ?? NaN) };
}

function _accepted(form: HTMLFormElement, { low, high }: Interval): string {
  if (low === high) return RIGHT;
  return `${RIGHT} Accepted: ${_typeset(low)} to ${_typeset(high)} ${_unit(form)}`.trim() + ".";
}

/** Twelve digits hide the binary rounding of 9.5 − 0.05 and the like. */
function _typeset(value: number): string {
  return String(Number(value.toPrecision(12))).replaceAll("-", "−");
}
