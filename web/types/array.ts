import { type Grid, readArray } from "../arrays.ts";
import { feedbackOf, field, type Grade, type Grader, NOT_QUITE, RIGHT } from "./type.ts";

/** An array as the page holds it: a shape, and an interval for each number. */
export interface Accepted {
  readonly shape: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** An array or a shape, each number within its interval; known wrong arrays have a diagnosis. */
export const array: Grader = {
  read(form) {
    const typed = field(form).value.trim();
    const reading = readArray(typed);
    return "problem" in reading ? reading : [typed];
  },
  grade(form, [typed = ""]) {
    const entry = form.querySelector<HTMLElement>(".sr-entry") ?? form;
    const reading = readArray(typed);
    const grid = "problem" in reading ? { shape: [], cells: [] } : reading;
    const place = feedbackOf(form).findIndex((block) => isWithin(grid, _accepted(block)));
    const { written = "", tolerance } = entry.dataset;
    const grade = gradeArray(grid, _accepted(entry), written);
    if (grade.score === 1) return { ...grade, said: _right(tolerance), feedback: [] };
    if (place < 0) return { ...grade, feedback: [] };
    return { score: 0, said: NOT_QUITE, feedback: [place] };
  },
  restore(form, [typed = ""]) {
    field(form).value = typed;
  },
};

/** Parts of an array count; a size or a shape is right as a whole only. */
export function gradeArray(
  grid: Grid,
  accepted: Accepted,
  written: string,
): Omit<Grade, "feedback"> {
  if (String(grid.shape) !== String(accepted.shape)) {
    return { score: 0, said: `${NOT_QUITE} ${_otherShape(grid, written)}` };
  }
  const all = grid.cells.length;
  const hits = grid.cells.filter((cell, place) => _fits(cell, accepted, place)).length;
  if (hits === all) return { score: 1, said: RIGHT };
  const found = `${hits} of ${all} numbers right.`;
  if (written !== "array" || hits === 0) return { score: 0, said: `${NOT_QUITE} ${found}` };
  return { score: hits / all, said: `Partly. ${found}` };
}

export function isWithin(grid: Grid, accepted: Accepted): boolean {
  return (
    grid.cells.length > 0 &&
    String(grid.shape) === String(accepted.shape) &&
    grid.cells.every((cell, place) => _fits(cell, accepted, place))
  );
}

function _fits(cell: number, { low, high }: Accepted, place: number): boolean {
  return (low[place] ?? NaN) <= cell && cell <= (high[place] ?? NaN);
}

function _accepted({ dataset }: HTMLElement): Accepted {
  const { shape = "", low = "", high = "" } = dataset;
  return { shape: _numbers(shape), low: _numbers(low), high: _numbers(high) };
}

function _numbers(text: string): number[] {
  return text.split(" ").filter(Boolean).map(Number);
}

function _otherShape({ shape }: Grid, written: string): string {
  const count = shape[0] ?? 0;
  return written === "array"
    ? `Yours has the shape ${shape.join("×")}; another one is asked for.`
    : `You wrote ${count} ${count === 1 ? "size" : "sizes"}; another number of them is asked for.`;
}

function _right(tolerance: string | undefined): string {
  return tolerance ? `${RIGHT} Accepted: each number ${tolerance}.` : RIGHT;
}
