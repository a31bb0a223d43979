import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut } from "./network.ts";
import { gradeNetwork } from "./types/network.ts";

test("2-3-3-1 has nine units and 18 lines, and lies within its frame", () => {
  const { width, height, units, lines } = layOut([2, 3, 3, 1]);
  assert.equal(units.length, 9);
  assert.equal(lines.split("M").length - 1, 2 * 3 + 3 * 3 + 3 * 1);
  for (const { x, y } of units) assert.ok(8 <= x && x <= width - 8 && 8 <= y && y <= height - 8);
});

test("no two units touch, whatever the layers", () => {
  for (let round = 0; round < 200; round += 1) {
    const length = 2 + (round % 5);
    const layers = Array.from({ length }, () => 1 + Math.floor(Math.random() * 9));
    const { width, height, units } = layOut(layers);
    for (const [place, one] of units.entries()) {
      assert.ok(one.x >= 8 && one.x <= width - 8 && one.y >= 8 && one.y <= height - 8);
      for (const other of units.slice(0, place)) {
        assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 16);
      }
    }
  }
});

for (const [units, score, said] of [
  ["2331", 1, "Right."],
  ["2431", 3 / 4, "Partly. 3 of 4 layers right."],
  ["1242", 0, "Not quite. 0 of 4 layers right."],
  ["231", 0, "Not quite. Another number of layers is asked for."],
  ["", 0, "Not quite. Another number of layers is asked for."],
] as const) {
  test(`${units} for 2331`, () => {
    assert.deepEqual(gradeNetwork([..."2331"], [...units]), { score, said });
  });
}
