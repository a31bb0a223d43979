import assert from "node:assert/strict";
import { test } from "node:test";
import { progress } from "./quiz.ts";

/** One letter a question: . open, x wrong, r right later, R right at once. */
function steps(story: string) {
  return [...story].map((letter, place) => ({
    standing: {
      last: undefined,
      answered: letter !== ".",
      right: "rR".includes(letter),
      firstTry: letter === "R",
      changed: false,
    },
    href: `#q${place + 1}`,
    number: `${place + 1}`,
  }));
}

const TOLD: readonly [string, string, string | undefined][] = [
  ["R.", "1 of 2 answered, 1 right, all at the first try.", "Continue with question 2"],
  ["Rrx....", "3 of 7 answered, 2 right, 1 at the first try.", "Continue with question 4"],
  ["x.x..", "2 of 5 answered, 0 right.", "Continue with question 4"],
  [".xR", "2 of 3 answered, 1 right, all at the first try.", "Continue with question 1"],
  ["rxr", "3 of 3 answered, 2 right, 0 at the first try.", "Look again at question 2"],
  ["RRR", "3 of 3 answered, 3 right, all at the first try.", undefined],
];

for (const [story, said, label] of TOLD) {
  test(story, () => {
    const told = progress(steps(story));
    assert.equal(told?.said, said);
    assert.equal(told?.next?.label, label);
    if (label) assert.equal(told?.next?.href, `#q${label.match(/\d+/)?.[0]}`);
  });
}

test("a test that was not begun has no progress", () => {
  assert.equal(progress(steps("....")), undefined);
  assert.equal(progress([]), undefined);
});
