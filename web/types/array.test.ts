import assert from "node:assert/strict";
import { test } from "node:test";
import { gradeArray, isWithin } from "./array.ts";

const MATRIX = { shape: [2, 2], low: [1, 1.9, 3, 4], high: [1, 2.1, 3, 4] };
const SIZE = { shape: [2], low: [7, 7], high: [7, 7] };

const SAID: readonly [number[], number[], number, string][] = [
  [[2, 2], [1, 2, 3, 4], 1, "Right."],
  [[2, 2], [1, 2.1, 3, 4], 1, "Right."],
  [[2, 2], [1, 2.2, 3, 4], 3 / 4, "Partly. 3 of 4 numbers right."],
  [[2, 2], [4, 3, 1, 0], 0, "Not quite. 0 of 4 numbers right."],
  [[4], [1, 2, 3, 4], 0, "Not quite. Yours has the shape 4; another one is asked for."],
  [[1, 4], [1, 2, 3, 4], 0, "Not quite. Yours has the shape 1×4; another one is asked for."],
];

for (const [shape, cells, score, said] of SAID) {
  test(`${cells} of the shape ${shape}`, () => {
    assert.deepEqual(gradeArray({ shape, cells }, MATRIX, "array"), { score, said });
  });
}

test("a size is right as a whole only", () => {
  const size = (...cells: number[]) => gradeArray({ shape: [cells.length], cells }, SIZE, "size");
  assert.deepEqual(size(7, 7), { score: 1, said: "Right." });
  assert.deepEqual(size(7, 6), { score: 0, said: "Not quite. 1 of 2 numbers right." });
  assert.match(size(7).said, /You wrote 1 size; another number of them/);
  assert.match(size(7, 7, 1).said, /You wrote 3 sizes; another/);
});

test("nothing is within what is not there", () => {
  assert.ok(isWithin({ shape: [2], cells: [7, 7] }, SIZE));
  assert.ok(!isWithin({ shape: [2], cells: [7, 6] }, SIZE));
  assert.ok(!isWithin({ shape: [1, 2], cells: [7, 7] }, SIZE));
  assert.ok(!isWithin({ shape: [], cells: [] }, { shape: [], low: [], high: [] }));
  assert.ok(!isWithin({ shape: [2], cells: [7, 7] }, { shape: [2], low: [], high: [] }));
});
