import assert from "node:assert/strict";
import { test } from "node:test";
import { gradeOrder } from "./ordering.ts";

const SAID: readonly [string, number, string][] = [
  ["abcd", 1, "Right."],
  ["dcba", 0, "Not quite. 0 of 4 lines follow the right one."],
  ["bcda", 2 / 4, "Partly. 2 of 4 lines follow the right one."],
  ["abdc", 2 / 4, "Partly. 2 of 4 lines follow the right one."],
  ["acbd", 1 / 4, "Partly. 1 of 4 lines follow the right one."],
  ["abc", 3 / 4, "Partly. 3 of 4 lines follow the right one."],
  ["", 0, "Not quite. 0 of 4 lines follow the right one."],
];

for (const [order, score, said] of SAID) {
  test(`"${order}" for abcd`, () => {
    assert.deepEqual(gradeOrder([..."abcd"], [...order]), { score, said });
  });
}

/** Every order of these. */
function orders(names: string[]): string[][] {
  if (names.length < 2) return [names];
  return names.flatMap((name) =>
    orders(names.filter((other) => other !== name)).map((rest) => [name, ...rest]),
  );
}

test("only the right order is wholly right", () => {
  for (const order of orders([..."abcde"])) {
    const { score } = gradeOrder([..."abcde"], order);
    assert.equal(score === 1, order.join("") === "abcde");
    assert.ok(score >= 0 && score <= 1);
  }
});
