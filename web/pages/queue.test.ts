import assert from "node:assert/strict";
import { test } from "node:test";
import { uuid } from "../attempt.ts";
import type { Catalogue } from "./catalogue.ts";
import { interval, outlined, queue, today } from "./queue.ts";

const DAY = 86_400_000;
const NOW = new Date(2026, 2, 10, 9).getTime();
const CATALOGUE: Catalogue = {
  tests: ["a", "b"].map((name) => ({
    name,
    title: name,
    items: [1, 2].map((number) => ({ id: `${name}${number}`, type: "one", key: "k", page: "", number })),
  })),
};

function attempt(item: string, daysAgo: number, score = 0, key = "k") {
  const what = { content: "c", key, type: "one", response: ["a"], event: "answer" } as const;
  return { id: uuid(), item, ...what, score, at: NOW - daysAgo * DAY, version: 1 };
}

function names(log: readonly unknown[]): string[] {
  return today(queue(CATALOGUE, log), NOW).map(({ item }) => item.id);
}

test("what was met and is due stands in the queue, the longest due first", () => {
  assert.deepEqual(names([attempt("a1", 2), attempt("b2", 5), attempt("b1", 0)]), ["b2", "a1"]);
});

test("a question whose key has changed comes first; one that is gone never", () => {
  assert.deepEqual(names([attempt("a1", 2), attempt("a2", 0, 1, "old"), attempt("z", 9)]), ["a2", "a1"]);
});

test("what is due later today is due today", () => {
  assert.deepEqual(names([attempt("a1", 0.6)]), ["a1"]);
  assert.deepEqual(names([attempt("a1", 0.3)]), []);
});

test("a rating moves what it rates", () => {
  const right = attempt("a1", 3, 1);
  const rating = { id: uuid(), event: "rating", attempt: right.id, at: NOW, version: 1 };
  assert.deepEqual(names([right, { ...rating, rating: 1 }]), ["a1"]);
  assert.deepEqual(names([right, { ...rating, rating: 4 }]), []);
});

test("a reset takes its questions out", () => {
  const reset = { id: "r", event: "reset", items: ["a1"], at: NOW - DAY, version: 1 };
  assert.deepEqual(names([attempt("a1", 5), attempt("b1", 5), reset]), ["b1"]);
});

test("what waits, in words", () => {
  const said = (log: readonly unknown[]) => outlined(queue(CATALOGUE, log), NOW);
  assert.equal(said([]), "Nothing to review yet. Answer some questions first.");
  assert.equal(said([attempt("a1", 2)]), "1 question is due today.");
  assert.equal(said([attempt("a1", 2), attempt("b1", 3)]), "2 questions are due today.");
  const both = [attempt("a1", 0.1), attempt("b1", 0.2), attempt("b2", 0, 1)];
  assert.equal(said(both), "Nothing is due today. 2 questions are due on March 11, 2026.");
});

test("intervals in words", () => {
  const told = [0, 1, 2, 59, 60, 400, 1000].map(interval);
  assert.deepEqual(told, [
    "tomorrow",
    "tomorrow",
    "in 2 days",
    "in 59 days",
    "in 2 months",
    "in 13 months",
    "in 3 years",
  ]);
});
