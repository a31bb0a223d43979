import assert from "node:assert/strict";
import { test } from "node:test";
import { uuid } from "../attempt.ts";
import { asFile, readFile } from "./transfer.ts";

const HERE = new Set(["q"]);

function attempt(changes: object = {}) {
  const what = { item: "q", content: "c", key: "k", type: "one", response: ["a"] };
  return { id: uuid(), ...what, score: 1, event: "answer", at: 7, version: 1, ...changes };
}

const reset = { id: "r", event: "reset", items: ["q"], at: 8, version: 1 };
const rating = { id: "g", event: "rating", attempt: "a", rating: 3, at: 9, version: 1 };
const later = { id: "x", version: 2, anything: { nested: [1, null, "ü"] } };

test("what is saved is what is read, in any order, exactly", () => {
  const log = [attempt({ id: "b" }), reset, later, rating, attempt({ id: "a" })];
  const reading = readFile(asFile(log), HERE);
  assert.ok("records" in reading);
  const sorted = [...log].sort((one, other) => (one.id < other.id ? -1 : 1));
  assert.deepEqual(reading.records, sorted);
  assert.equal(asFile(log), asFile(log.toReversed()));
});

test("an empty log is a file too", () => {
  assert.deepEqual(readFile(asFile([]), HERE), { records: [] });
});

test("a question that was removed since is no reason to refuse", () => {
  assert.ok("records" in readFile(asFile([attempt(), attempt({ item: "gone" })]), HERE));
});

function file(records: unknown, changes: object = {}): string {
  return JSON.stringify({ format: "studyreport-answers", version: 1, records, ...changes });
}

const REFUSED: readonly [string, string, RegExp][] = [
  ["nothing", "", /not JSON/],
  ["a text", "dear diary", /not JSON/],
  ["a file that was cut off", file([attempt()]).slice(0, -9), /not JSON/],
  ["null", "null", /does not hold answers/],
  ["a list", "[]", /does not hold answers/],
  ["another program's", file([], { format: "other" }), /does not hold answers/],
  ["no records", file(undefined), /no list of records/],
  ["a record that is none", file([attempt(), 7]), /record 2 of 2/],
  ["a record without an id", file([attempt({ id: undefined })]), /record 1 of 1/],
  ["a record without a version", file([attempt({ version: undefined })]), /record 1 of 1/],
  ["version 0", file([attempt({ version: 0 })]), /record 1 of 1/],
  ["an unknown event of this version", file([attempt({ event: "dream" })]), /record 1 of 1/],
  ["a score out of range", file([attempt({ score: 2 })]), /record 1 of 1/],
  ["a time that is none", file([attempt({ at: 1e300 })]), /record 1 of 1/],
  ["a time after which no date fits", file([attempt({ at: 8.64e15 })]), /record 1 of 1/],
  ["a broken reset", file([{ ...reset, items: [1] }]), /record 1 of 1/],
  ["a broken rating", file([{ ...rating, rating: 5 }]), /record 1 of 1/],
  ["two of one id", file([attempt({ id: "a" }), attempt({ id: "a", at: 8 })]), /both called a/],
  ["another report's", file([attempt({ item: "elsewhere" })]), /none of its 1 questions/],
];

for (const [name, text, said] of REFUSED) {
  test(`refused whole: ${name}`, () => {
    const reading = readFile(text, HERE);
    assert.ok("problem" in reading);
    assert.match(reading.problem, said);
  });
}

test("every cut of a file is refused", () => {
  const whole = asFile([attempt(), reset, later]).trimEnd();
  for (let end = 0; end < whole.length; end += 1) {
    assert.ok("problem" in readFile(whole.slice(0, end), HERE), whole.slice(0, end));
  }
});
