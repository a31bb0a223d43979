import assert from "node:assert/strict";
import { test } from "node:test";
import { type Attempt, isAttempt, type Reset, uuid } from "./attempt.ts";
import { byItem, standing } from "./fold.ts";

let clock = 0;

function attempt(changes: Partial<Attempt> = {}): Attempt {
  clock += 1;
  const what = { item: "q", content: "c1", key: "k1", type: "one", event: "answer" } as const;
  return { id: uuid(), ...what, response: ["a"], score: 0, at: clock, version: 1, ...changes };
}

const right = () => attempt({ score: 1 });
const wrong = () => attempt();
const unsure = () => attempt({ event: "unsure", response: [] });
const reveal = () => attempt({ event: "reveal", response: [] });

const STORIES: readonly [string, Attempt[], string][] = [
  ["nothing", [], ""],
  ["right at once", [right()], "answered right firstTry"],
  ["wrong, then right", [wrong(), right()], "answered right"],
  ["right, then wrong", [right(), wrong()], "answered firstTry"],
  ["half right", [attempt({ score: 0.5 })], "answered"],
  ["answer opened", [reveal()], ""],
  ["answer opened, then right", [reveal(), right()], "answered right"],
  ["not sure", [unsure()], "answered"],
  ["not sure, then right", [unsure(), right()], "answered right"],
  ["right, then the answer opened", [right(), reveal()], "answered right firstTry"],
  ["right at another key", [attempt({ key: "k0", score: 1 })], "changed"],
  ["wrong at another key, right now", [attempt({ key: "k0" }), right()], "answered right firstTry"],
  ["right in other words", [attempt({ content: "c0", score: 1 })], "answered right firstTry"],
];

for (const [story, attempts, expected] of STORIES) {
  test(story, () => {
    const found = standing(attempts, "k1");
    const told = (["answered", "right", "firstTry", "changed"] as const).filter((on) => found[on]);
    assert.equal(told.join(" "), expected);
  });
}

test("the last answer is the one to restore, whatever was opened after it", () => {
  const answer = wrong();
  assert.equal(standing([right(), answer, reveal()], "k1").last, answer);
});

test("the order of the log does not matter, nor what was merged in twice", () => {
  const log = Array.from({ length: 60 }, (_, place) =>
    attempt({ item: `q${place % 7}`, score: place % 3 === 0 ? 1 : 0, at: Math.floor(place / 2) }),
  );
  const told = (attempts: Attempt[]) =>
    [...byItem(attempts)].sort(([one], [other]) => (one < other ? -1 : 1));
  const expected = told(log);
  for (let round = 0; round < 50; round += 1) {
    const shuffled = log
      .map((one) => [Math.random(), one] as const)
      .sort(([one], [other]) => one - other)
      .map(([, one]) => one);
    assert.deepEqual(told(shuffled), expected);
  }
});

test("what stands before a reset no longer counts, for its items alone", () => {
  const reset = (items: string[]): Reset => {
    clock += 1;
    return { id: uuid(), event: "reset", items, at: clock, version: 1 };
  };
  const other = attempt({ item: "other", score: 1 });
  const before = [right(), other, reset(["q", "gone"])];
  assert.deepEqual([...byItem(before).keys()], ["other"]);
  const after = wrong();
  assert.deepEqual(byItem([after, ...before]).get("q"), [after]);
  const again = byItem([...before, after, reset(["other"]), { id: "x", version: 2 }]);
  assert.deepEqual([...again], [["q", [after]]]);
});

test("an attempt survives being stored; anything else is left alone", () => {
  const good = JSON.parse(JSON.stringify(right()));
  assert.ok(isAttempt(good));
  const foreign = [
    undefined,
    null,
    7,
    "text",
    [],
    {},
    { ...good, version: 2 },
    { ...good, event: "dream" },
    { ...good, response: "a" },
    { ...good, response: [1] },
    { ...good, score: "1" },
    { ...good, score: 2 },
    { ...good, at: null },
    { ...good, item: 3 },
  ];
  for (const record of foreign) assert.ok(!isAttempt(record), JSON.stringify(record));
});

test("a UUID is one of version 4, and never the same", () => {
  const ids = new Set(Array.from({ length: 1000 }, uuid));
  assert.equal(ids.size, 1000);
  for (const id of ids) {
    assert.match(id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  }
});
