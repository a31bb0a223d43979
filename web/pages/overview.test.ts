import assert from "node:assert/strict";
import { test } from "node:test";
import { type Attempt, uuid } from "../attempt.ts";
import { byItem } from "../fold.ts";
import type { Chapter } from "./catalogue.ts";
import { resume, rowOf, summary } from "./overview.ts";

function chapter(name: string, count: number): Chapter {
  const items = Array.from({ length: count }, (_, place) => ({
    id: `${name}${place + 1}`,
    type: "one",
    key: "k",
    page: `${name}/`,
    number: place + 1,
  }));
  return { name, title: name.toUpperCase(), items };
}

function attempt(item: string, at: number, score = 1, key = "k"): Attempt {
  const what = { content: "c", key, type: "one", response: ["a"], event: "answer" } as const;
  return { id: uuid(), item, ...what, score, at, version: 1 };
}

const CHAPTERS = [chapter("a", 2), chapter("b", 3), chapter("c", 1)];

function told(log: Attempt[]) {
  const rows = CHAPTERS.map((one) => rowOf(one, byItem(log)));
  const counts = rows.map(({ answered, firstTry }) => `${answered}/${firstTry}`).join(" ");
  const row = resume(rows);
  return { counts, next: rows.map(({ next }) => next?.label), row, said: summary(rows) };
}

test("before the first answer every chapter begins at its first question", () => {
  const { counts, next, row, said } = told([]);
  assert.equal(counts, "0/0 0/0 0/0");
  assert.deepEqual(next, ["Begin", "Begin", "Begin"]);
  assert.match(row?.next?.href ?? "", /\/a\/#a1$/);
  assert.equal(said, "No question is answered yet, of 6.");
});

test("the reader goes on in the chapter where they were last", () => {
  const { counts, next, row, said } = told([attempt("a1", 1), attempt("b1", 2, 0), attempt("b1", 3)]);
  assert.equal(counts, "1/1 1/0 0/0");
  assert.deepEqual(next, ["Continue with question 2", "Continue with question 2", "Begin"]);
  assert.match(row?.next?.href ?? "", /\/b\/#b2$/);
  assert.equal(said, "2 of 6 questions answered, 1 right at the first try.");
});

test("after a chapter that is done the next one begins, and after the last one the first", () => {
  const { row } = told([attempt("c1", 1)]);
  assert.match(row?.next?.href ?? "", /\/a\/#a1$/);
  const all = CHAPTERS.flatMap(({ items }) => items.map(({ id }, at) => attempt(id, at + 1)));
  assert.equal(told(all).row, undefined);
});

test("answers to questions that are gone or have another key do not count", () => {
  assert.equal(told([attempt("z9", 1), attempt("a1", 2, 1, "old")]).counts, "0/0 0/0 0/0");
});
