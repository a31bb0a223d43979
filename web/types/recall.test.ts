import assert from "node:assert/strict";
import { test } from "node:test";
import { gradeRecall } from "./recall.ts";

for (const [all, found, score, said] of [
  [3, 3, 1, "Right. Nothing is missing."],
  [3, 2, 2 / 3, "Partly. 2 of 3 points."],
  [3, 0, 0, "Not quite. 0 of 3 points."],
  [1, 0, 0, "Not quite. 0 of 1 point."],
] as const) {
  test(`${found} of ${all} points`, () => {
    assert.deepEqual(gradeRecall(all, found), { score, said, feedback: [] });
  });
}
