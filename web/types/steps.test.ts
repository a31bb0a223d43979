import assert from "node:assert/strict";
import { test } from "node:test";
import { gradeSteps } from "./steps.ts";

const LINES = [
  { accepted: { low: -1, high: -1 }, wrong: [{ low: 1, high: 1, place: 0 }] },
  {
    accepted: { low: -2, high: -1.8 },
    wrong: [
      { low: -1, high: -1, place: 1 },
      { low: 1.9, high: 1.9, place: 2 },
    ],
  },
];

const SAID: readonly [number[], number, string, number[]][] = [
  [[-1, -1.9], 1, "Right.", []],
  [[-1, -1.9, 7], 1, "Right.", []],
  [[-1, -1], 1 / 2, "Partly. 1 of 2 lines right.", [1]],
  [[1, 1.9], 0, "Not quite. 0 of 2 lines right.", [0, 2]],
  [[5, NaN], 0, "Not quite. 0 of 2 lines right.", []],
  [[], 0, "Not quite. 0 of 2 lines right.", []],
];

for (const [values, score, said, feedback] of SAID) {
  test(`${values} in two lines`, () => {
    assert.deepEqual(gradeSteps(LINES, values), { score, said, feedback });
  });
}
