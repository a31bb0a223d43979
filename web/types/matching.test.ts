import assert from "node:assert/strict";
import { test } from "node:test";
import { gradePairs } from "./matching.ts";

const SAID: readonly [string, number, string, number[]][] = [
  ["bac", 1, "Right.", []],
  ["bab", 2 / 3, "Partly. 2 of 3 pairs right.", [2]],
  ["abc", 1 / 3, "Partly. 1 of 3 pairs right.", [0, 1]],
  ["cbd", 0, "Not quite. 0 of 3 pairs right.", [0, 1, 2]],
  ["ba", 2 / 3, "Partly. 2 of 3 pairs right.", [2]],
  ["", 0, "Not quite. 0 of 3 pairs right.", [0, 1, 2]],
];

for (const [letters, score, said, feedback] of SAID) {
  test(`"${letters}" for b, a and c`, () => {
    assert.deepEqual(gradePairs([..."bac"], [...letters]), { score, said, feedback });
  });
}
