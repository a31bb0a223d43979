import assert from "node:assert/strict";
import { test } from "node:test";
import { type Attempt, uuid } from "../attempt.ts";
import type { Grade } from "./ratings.ts";
import { dueAt, endOfDay, firsts, graded, outlook } from "./schedule.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1, 12);
const NONE: ReadonlyMap<string, Grade> = new Map();

function attempt(day: number, score: number, changes: Partial<Attempt> = {}): Attempt {
  const what = { item: "q", content: "c", key: "k", type: "one", event: "answer" } as const;
  const at = START + day * DAY;
  return { id: uuid(), ...what, response: ["a"], score, at, version: 1, ...changes };
}

function days(attempts: Attempt[], ratings = NONE): number | undefined {
  const due = dueAt(attempts, "k", ratings);
  return due === undefined ? undefined : (due - START) / DAY;
}

test("a question that was never met is not due", () => {
  assert.equal(dueAt([], "k", NONE), undefined);
});

test("right answers move it away further and further, a wrong one brings it back", () => {
  const first = days([attempt(0, 1)]) ?? 0;
  const second = days([attempt(0, 1), attempt(first, 1)]) ?? 0;
  const third = days([attempt(0, 1), attempt(first, 1), attempt(second, 1)]) ?? 0;
  assert.ok(first >= 1 && second - first > first && third - second > second - first);
  const lapsed = days([attempt(0, 1), attempt(first, 1), attempt(second, 0)]) ?? 0;
  assert.ok(lapsed > second && lapsed - second < second - first);
});

test("wrong, not sure and looked up come back the next day", () => {
  const unsure = attempt(0, 0, { event: "unsure", response: [] });
  const reveal = attempt(0, 0, { event: "reveal", response: [] });
  for (const one of [attempt(0, 0), unsure, reveal]) assert.equal(days([one]), 1);
});

test("what is tried again in the same sitting does not count", () => {
  const wrong = attempt(0, 0);
  const later = attempt(0, 1, { at: START + 60_000 });
  assert.equal(days([wrong, later]), days([wrong]));
  assert.deepEqual(firsts([wrong, later, attempt(1, 1)]).length, 2);
});

test("the reader's own word outweighs the score", () => {
  const one = attempt(0, 1);
  const due = ([1, 2, 3, 4] as const).map((grade) => days([one], new Map([[one.id, grade]])) ?? 0);
  assert.equal(due[2], days([one]));
  assert.deepEqual(due, [...due].sort((a, b) => a - b));
  assert.ok((due[0] ?? 0) < (due[3] ?? 0));
  assert.deepEqual([...outlook([one], "k", NONE).values()], due);
});

test("a question whose key has changed is due at once", () => {
  assert.equal(dueAt([attempt(0, 1, { key: "old" })], "k", NONE), 0);
});

test("answers are graded by their score", () => {
  const grades = [0, 0.4, 0.5, 0.9, 1].map((score) => graded(attempt(0, score)));
  assert.deepEqual(grades, [1, 1, 2, 2, 3]);
});

test("the day ends at the reader's midnight", () => {
  const end = new Date(endOfDay(new Date(2026, 4, 5, 23, 59).getTime()));
  assert.deepEqual([end.getDate(), end.getHours(), end.getMinutes()], [6, 0, 0]);
  assert.equal(endOfDay(new Date(2026, 4, 5, 0, 0).getTime()), end.getTime());
});
