import assert from "node:assert/strict";
import { test } from "node:test";
import { readArray } from "./arrays.ts";

const WRITTEN: readonly [string, number[], number[]][] = [
  ["7×7", [2], [7, 7]],
  ["7x7", [2], [7, 7]],
  ["7 X 7", [2], [7, 7]],
  ["3 * 28 · 28", [3], [3, 28, 28]],
  ["(2, 36)", [2], [2, 36]],
  ["2, 36", [2], [2, 36]],
  ["2 36", [2], [2, 36]],
  ["[2,36]", [2], [2, 36]],
  ["(2,)", [1], [2]],
  ["7", [1], [7]],
  ["torch.Size([2, 36])", [2], [2, 36]],
  ["np.array([[1, 2], [3, 4]])", [2, 2], [1, 2, 3, 4]],
  ["[[1, 2], [3, 4]]", [2, 2], [1, 2, 3, 4]],
  ["[[1 2] [3 4]]", [2, 2], [1, 2, 3, 4]],
  ["1 2; 3 4", [2, 2], [1, 2, 3, 4]],
  ["[1, 2; 3, 4]", [2, 2], [1, 2, 3, 4]],
  ["[[1, 2, 3]]", [1, 3], [1, 2, 3]],
  ["((1,), (2,))", [2, 1], [1, 2]],
  ["[[[1], [2]]]", [1, 2, 1], [1, 2]],
  ["[10², 10⁻³, 2·10³]", [3], [100, 0.001, 2000]],
  ["[−0.5, 1e-3, 1/4]", [3], [-0.5, 0.001, 0.25]],
  ["0,5", [2], [0, 5]],
  ["（2，36）", [2], [2, 36]],
];

for (const [text, shape, cells] of WRITTEN) {
  test(`"${text}" has the shape ${shape}`, () =>
    assert.deepEqual(readArray(text), { shape, cells }));
}

for (const text of ["a", "[1, 2", "1, 2]", "[]", "[[], []]", "[1][2]", "1, two", "2², 4", "7×", "7×a", "]["]) {
  test(`"${text}" is refused, and said back`, () => {
    const reading = readArray(text);
    assert.ok("problem" in reading);
    assert.ok(reading.problem.includes(`“${text}”`));
  });
}

test("what is nested without end is refused", () => {
  assert.ok("problem" in readArray("[".repeat(20_000) + "1" + "]".repeat(20_000)));
});

test("nothing is no array, and rows are equally long", () => {
  assert.deepEqual(readArray("  "), { problem: "Write the numbers first." });
  for (const text of ["[[1, 2], [3]]", "1 2; 3", "[[1], 2]"]) {
    assert.deepEqual(readArray(text), { problem: "The rows have different lengths." });
  }
});

test("every array is read back as JSON writes it", () => {
  for (let round = 0; round < 2000; round += 1) {
    const shape = Array.from({ length: 1 + (round % 3) }, () => 1 + Math.floor(Math.random() * 4));
    const cells: number[] = [];
    const made = (axis: number): unknown => {
      if (axis === shape.length) return cells[cells.push((Math.random() - 0.5) * 10 ** (round % 7)) - 1];
      return Array.from({ length: shape[axis] ?? 0 }, () => made(axis + 1));
    };
    const text = JSON.stringify(made(0));
    assert.deepEqual(readArray(text), { shape, cells });
    assert.deepEqual(readArray(text.replaceAll(",", ", ").replaceAll("-", "−")), { shape, cells });
  }
});

test("no text makes it throw, or answer with a shape that its numbers do not fill", () => {
  const signs = "012.,;-[]() x×e";
  for (let round = 0; round < 20000; round += 1) {
    const length = Math.floor(Math.random() * 12);
    const text = Array.from({ length }, () => signs[Math.floor(Math.random() * signs.length)]);
    const reading = readArray(text.join(""));
    if ("problem" in reading) assert.ok(reading.problem.length > 0);
    else assert.equal(reading.shape.reduce((one, other) => one * other, 1), reading.cells.length);
  }
});
