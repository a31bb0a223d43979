import assert from "node:assert/strict";
import { test } from "node:test";
import { resultOf, told, typeset } from "./report.ts";
import { clock, deadline, isExamRecord, sittingAt, submittedId } from "./sitting.ts";

const ADDRESS = "?seed=s";
const start = {
  ...{ id: "e", event: "exam", address: ADDRESS, items: ["a", "b"], minutes: 2, at: 1000 },
  version: 1,
};

function draft(item: string, at: number, response: string[] | null = ["x"], exam = "e") {
  const about = { event: "draft", exam, item, response, fields: ["x"], flagged: false };
  return { id: `${exam}${item}${at}`, ...about, at, version: 1 };
}

function attempt(item: string, score: number) {
  const what = { content: "c", key: "k", type: "one", response: ["x"], event: "answer" };
  return { id: submittedId("e", item), item, ...what, score, at: 9, version: 1, exam: "e" };
}

const submission = { id: submittedId("e"), event: "submission", exam: "e", at: 9, version: 1 };

test("no sitting before the first start, or at another address", () => {
  assert.equal(sittingAt([], ADDRESS), undefined);
  assert.equal(sittingAt([start], "?seed=t"), undefined);
});

test("the last draft of each question stands, in whatever order the log is read", () => {
  const log = [draft("a", 3), start, draft("b", 4), draft("a", 2), draft("a", 9, null, "other")];
  for (const records of [log, log.toReversed()]) {
    const sitting = sittingAt(records, ADDRESS);
    assert.deepEqual([...(sitting?.drafts.values() ?? [])].map(({ at }) => at).sort(), [3, 4]);
    assert.equal(sitting?.submission, undefined);
  }
});

test("what was handed in is told from other answers", () => {
  const other = { ...attempt("b", 1), id: "other", exam: undefined };
  const sitting = sittingAt([start, submission, attempt("a", 0.5), other], ADDRESS);
  assert.deepEqual(sitting?.submission, submission);
  assert.deepEqual([...(sitting?.attempts.keys() ?? [])], ["a"]);
});

test("the last sitting of an exam is the one that is shown", () => {
  const again = { ...start, id: "again", at: 5000 };
  const sitting = sittingAt([again, start, submission, draft("a", 7)], ADDRESS);
  assert.equal(sitting?.start.id, "again");
  assert.equal(sitting?.drafts.size, 0);
});

test("records of an exam survive being stored; anything else is left alone", () => {
  for (const good of [start, draft("a", 1), draft("a", 1, null), submission]) {
    assert.ok(isExamRecord(JSON.parse(JSON.stringify(good))));
    for (const changes of [{ version: 2 }, { id: 1 }, { at: "x" }, { event: "dream" }]) {
      assert.ok(!isExamRecord({ ...good, ...changes }));
    }
  }
  const broken = [{ ...start, items: "a" }, { ...start, minutes: null }, { ...submission, exam: 1 }];
  const drafts = [{ response: [1] }, { fields: null }, { flagged: "yes" }, { item: 1 }];
  for (const one of broken) assert.ok(!isExamRecord(one));
  for (const changes of drafts) assert.ok(!isExamRecord({ ...draft("a", 1), ...changes }));
});

test("the time is over so many minutes after the start, or never", () => {
  const sitting = sittingAt([start], ADDRESS);
  const endless = sittingAt([{ ...start, minutes: 0 }], ADDRESS);
  assert.ok(sitting && endless);
  assert.equal(deadline(sitting), 121_000);
  assert.equal(deadline(endless), Infinity);
});

test("the clock", () => {
  const shown = [-5, 0, 1, 59_001, 60_000, 309_000, 3_600_000, 3_909_000].map(clock);
  assert.deepEqual(shown, ["0:00", "0:00", "0:01", "1:00", "1:00", "5:09", "1:00:00", "1:05:09"]);
});

test("a result counts what is right, in part and not at all", () => {
  const attempts = new Map([["a", { score: 1 }], ["b", { score: 1 / 3 }], ["z", { score: 1 }]]);
  const result = resultOf(["a", "b", "c"], attempts);
  assert.equal(told(result), "1 of 3 right, 44 % of the points. 1 not answered.");
  assert.equal(typeset(result.points), "1.33");
  assert.equal(told(resultOf(["a"], attempts)), "1 of 1 right, 100 % of the points.");
  assert.equal(told(resultOf([], attempts)), "0 of 0 right, 0 % of the points.");
});
