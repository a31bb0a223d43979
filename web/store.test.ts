import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { type IDBPDatabase, openDB } from "idb";
import { type Attempt, type Stored, uuid } from "./attempt.ts";
import { Log } from "./store.ts";

const NAME = "studyreport:/here/";

function attempt(item: string, score = 0): Attempt {
  const what = { content: "c", key: "k", type: "one", response: ["a"], event: "answer" } as const;
  return { id: uuid(), item, ...what, score, at: Date.now(), version: 1 };
}

function ids(attempts: readonly Stored[]): string[] {
  return attempts.map(({ id }) => id).sort();
}

function open(told: boolean[] = []): Log {
  return new Log(NAME, (lasting) => told.push(lasting));
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  globalThis.IDBKeyRange = IDBKeyRange;
});

test("what was written is there for the next visit, exactly", async () => {
  const one = attempt("q1", 0.5);
  await open().add(one);
  assert.deepEqual(await open().all(), [one]);
});

test("two tabs that write at the same time lose nothing", async () => {
  const [left, right] = [open(), open()];
  const written = Array.from({ length: 40 }, (_, place) => attempt(`q${place}`));
  await Promise.all(written.map((one, place) => (place % 2 ? left : right).add(one)));
  assert.deepEqual(ids(await left.all()), ids(written));
  assert.deepEqual(ids(await open().all()), ids(written));
});

test("logs of other sites on the same origin are apart", async () => {
  await new Log("studyreport:/there/", () => undefined).add(attempt("q"));
  assert.deepEqual(await open().all(), []);
});

test("a record of a later version is handed on, and not touched", async () => {
  const one = attempt("q");
  await open().add(one);
  const database = await openDB(NAME);
  const later = { id: "x", version: 2, anything: new Date(0) };
  await database.put("attempts", later);
  const log = open();
  const other = attempt("r");
  await log.add(other);
  assert.deepEqual(ids(await log.all()), ids([one, later, other]));
  assert.deepEqual(await database.get("attempts", "x"), later);
  database.close();
});

test("merging is the union: what is here stays, what is new comes once", async () => {
  const log = open();
  const [here, there] = [attempt("q"), attempt("r")];
  await log.add(here);
  const foreign = { ...here, score: 1 };
  assert.equal(await log.merge([foreign, there]), 1);
  assert.equal(await log.merge([foreign, there]), 0);
  const found = await open().all();
  assert.deepEqual(found.find(({ id }) => id === here.id), here);
  assert.deepEqual(ids(found), ids([here, there]));
});

test("a merge that the disk has no room for leaves nothing half written", async (context) => {
  const log = open();
  await log.add(attempt("q"));
  const put = IDBObjectStore.prototype.put;
  let left = 2;
  const full = context.mock.method(
    IDBObjectStore.prototype,
    "put",
    function (this: IDBObjectStore, value: unknown) {
      left -= 1;
      if (left < 0) throw new DOMException("full", "QuotaExceededError");
      return put.call(this, value);
    },
  );
  await log.merge([attempt("r"), attempt("s"), attempt("t")]);
  full.mock.restore();
  assert.ok(!log.lasting);
  assert.equal((await log.all()).length, 4);
  assert.equal((await open().all()).length, 1);
});

test("a database that a later version has upgraded goes on being used", async () => {
  const database = await openDB(NAME, 7, {
    upgrade: (fresh) => void fresh.createObjectStore("attempts", { keyPath: "id" }),
  });
  database.close();
  const told: boolean[] = [];
  await open(told).add(attempt("q"));
  assert.equal((await open().all()).length, 1);
  assert.deepEqual(told, []);
});

test("an open log makes way for an upgrade, and goes on after it", async () => {
  const log = open();
  await log.add(attempt("q"));
  const upgraded = await openDB(NAME, 2, { upgrade: (db) => void db.createObjectStore("later") });
  upgraded.close();
  await log.add(attempt("r"));
  assert.ok(log.lasting);
  assert.equal((await open().all()).length, 2);
});

test("without storage everything is kept in memory, and said once", async () => {
  Object.assign(globalThis, { indexedDB: undefined });
  const told: boolean[] = [];
  const log = open(told);
  const one = attempt("q");
  const other = attempt("r");
  await log.add(one);
  await log.add(other);
  assert.deepEqual(ids(await log.all()), ids([one, other]));
  assert.ok(!log.lasting);
  assert.deepEqual(told, [false]);
});

test("when storage comes back, what waited is written too", async () => {
  const real = globalThis.indexedDB;
  Object.assign(globalThis, { indexedDB: undefined });
  const told: boolean[] = [];
  const log = open(told);
  const one = attempt("q");
  await log.add(one);
  globalThis.indexedDB = real;
  const other = attempt("r");
  await log.add(other);
  assert.deepEqual(told, [false, true]);
  assert.deepEqual(ids(await open().all()), ids([one, other]));
});

test("a full disk is told of, and loses nothing in this window", async (context) => {
  const log = open();
  const one = attempt("q");
  await log.add(one);
  const full = context.mock.method(IDBObjectStore.prototype, "put", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const other = attempt("r");
  await log.add(other);
  assert.deepEqual(ids(await log.all()), ids([one, other]));
  assert.ok(!log.lasting);
  full.mock.restore();
  await log.add(attempt("s"));
  assert.ok(log.lasting);
  assert.equal((await open().all()).length, 3);
});

test("a log that could not write still makes way", { timeout: 9000 }, async (context) => {
  const log = open();
  await log.add(attempt("q"));
  const full = context.mock.method(IDBObjectStore.prototype, "put", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await log.add(attempt("r"));
  full.mock.restore();
  const upgraded = await new Promise<IDBPDatabase>((done, failed) => {
    const blocked = () => failed(new Error("A connection was left open."));
    void openDB(NAME, 2, { upgrade: (db) => void db.createObjectStore("later"), blocked }).then(done);
  });
  upgraded.close();
  await log.add(attempt("s"));
  assert.equal((await open().all()).length, 3);
});

test("a database without our store is left alone", async () => {
  const foreign = await openDB(NAME, 3, { upgrade: (db) => void db.createObjectStore("other") });
  foreign.close();
  const log = open();
  await log.add(attempt("q"));
  assert.ok(!log.lasting);
  assert.equal((await log.all()).length, 1);
});
