import assert from "node:assert/strict";
import { test } from "node:test";
import { graderOf, loadTypes } from "./grade.ts";
import { type Interval, diagnosis } from "./types/number.ts";
import { gradeSeveral } from "./types/several.ts";

const AT_HAND = ["one", "several", "number", "code", "figure"];
const ON_DEMAND = ["array", "text", "ordering", "matching", "recall", "steps", "network"];

test("every type of the bank has its grader, some once they are loaded, no other word has", async () => {
  for (const type of AT_HAND) assert.ok(graderOf(type), type);
  for (const type of ON_DEMAND) {
    assert.equal(graderOf(type), undefined);
    await loadTypes([type, type, "toString", "later"]);
    assert.ok(graderOf(type), type);
  }
  for (const type of ["", "later", "toString", "__proto__"]) {
    assert.equal(graderOf(type), undefined);
  }
});

const CHOICES = ["a", "b", "c", "d", "e"].map((id) => ({ id, right: "acd".includes(id) }));

const SAID: readonly [string, number, string][] = [
  ["acd", 1, "Right."],
  ["ac", 2 / 3, "Partly. 2 of 3 right choices."],
  ["acb", 1 / 3, "Partly. 2 of 3 right choices, 1 that does not belong."],
  ["acdb", 2 / 3, "Partly. 3 of 3 right choices, 1 that does not belong."],
  ["ab", 0, "Not quite. 1 of 3 right choices, 1 that does not belong."],
  ["be", 0, "Not quite. 0 of 3 right choices, 2 that do not belong."],
  ["abcde", 1 / 3, "Partly. 3 of 3 right choices, 2 that do not belong."],
];

for (const [chosen, score, said] of SAID) {
  test(`${chosen} of a, c and d`, () => {
    assert.deepEqual(gradeSeveral(CHOICES, [...chosen]), { score, said });
  });
}

test("a single right choice is called so", () => {
  const choices = [{ id: "a", right: true }, { id: "b", right: false }];
  assert.match(gradeSeveral(choices, ["b"]).said, /0 of 1 right choice, 1 that/);
});

test("only the key itself is wholly right, whatever is chosen", () => {
  for (let bits = 0; bits < 32; bits += 1) {
    const chosen = CHOICES.filter((_, place) => bits & (1 << place)).map(({ id }) => id);
    const { score } = gradeSeveral(CHOICES, chosen);
    assert.equal(score === 1, chosen.join("") === "acd");
    assert.ok(score >= 0 && score <= 1);
  }
});

const ACCEPTED: Interval = { low: -10.05, high: -9.95 };
const WRONG: Interval[] = [
  { low: 10, high: 10 },
  { low: NaN, high: NaN },
  { low: -1, high: -0.9 },
];

for (const [value, expected] of [
  [-10, "right"],
  [-10.05, "right"],
  [-9.95, "right"],
  [-9.949, undefined],
  [10, 0],
  [-0.95, 2],
  [3, undefined],
  [NaN, undefined],
] as const) {
  test(`${value} is ${expected}`, () => assert.equal(diagnosis(value, ACCEPTED, WRONG), expected));
}

test("a wrong number within the accepted interval is right", () => {
  assert.equal(diagnosis(-10, ACCEPTED, [{ low: -10, high: -10 }]), "right");
});
