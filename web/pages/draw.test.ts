import assert from "node:assert/strict";
import { test } from "node:test";
import type { Catalogue } from "./catalogue.ts";
import {
  addressOf,
  draw,
  drawnVariant,
  hash,
  readSettings,
  type Settings,
  shares,
} from "./draw.ts";

function catalogue(...counts: number[]): Catalogue {
  const tests = counts.map((count, place) => ({
    name: `c${place}`,
    title: `C${place}`,
    items: Array.from({ length: count }, (_, number) => {
      return { id: `c${place}-${number}`, type: "one", key: "k", page: "", number };
    }),
  }));
  return { tests };
}

function settings(changes: Partial<Settings> = {}): Settings {
  return { seed: "s", items: 10, minutes: 0, weights: new Map(), ...changes };
}

function ids(from: Catalogue, by: Settings): string[] {
  return draw(from, by).map(({ id }) => id);
}

test("the same seed draws the same exam, another one another", () => {
  const from = catalogue(30, 30);
  assert.deepEqual(ids(from, settings()), ids(from, settings()));
  assert.notDeepEqual(ids(from, settings()), ids(from, settings({ seed: "t" })));
  assert.equal(new Set(ids(from, settings())).size, 10);
});

test("the order of the list does not matter", () => {
  const from = catalogue(30, 30);
  const turned = { tests: from.tests.map((one) => ({ ...one, items: one.items.toReversed() })) };
  assert.deepEqual(ids(turned, settings()), ids(from, settings()));
});

test("a question that is added changes at most one that is drawn", () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const by = settings({ seed: `${seed}`, items: 8 });
    const before = new Set(ids(catalogue(20), by));
    const after = ids(catalogue(21), by).filter((id) => !before.has(id));
    assert.ok(after.length <= 1);
  }
});

test("every question is drawn about as often as any other", () => {
  const counts = new Map<string, number>();
  const rounds = 3000;
  for (let seed = 0; seed < rounds; seed += 1) {
    for (const id of ids(catalogue(10), settings({ seed: `${seed}`, items: 3 }))) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  // 900 each, with a standard deviation of 25.
  for (const count of counts.values()) assert.ok(Math.abs(count - 900) < 125, `${count}`);
  assert.equal(counts.size, 10);
});

test("every variant is drawn about as often as any other, and the same for the same seed", () => {
  const counts = [0, 0, 0];
  for (let seed = 0; seed < 3000; seed += 1) {
    const variant = drawnVariant(`${seed}`, "item", 3);
    assert.equal(drawnVariant(`${seed}`, "item", 3), variant);
    counts[variant] = (counts[variant] ?? 0) + 1;
  }
  // 1000 each, with a standard deviation of 26.
  for (const count of counts) assert.ok(Math.abs(count - 1000) < 130, `${count}`);
  assert.equal(drawnVariant("any", "item", 1), 0);
});

test("weights share the questions out", () => {
  const weights = new Map([["c0", 3], ["c2", 0]]);
  const drawn = ids(catalogue(20, 20, 20), settings({ items: 8, weights }));
  const count = (name: string) => drawn.filter((id) => id.startsWith(name)).length;
  assert.deepEqual([count("c0"), count("c1"), count("c2")], [6, 2, 0]);
});

const SHARES: readonly [number, [number, number][], number[]][] = [
  [10, [[1, 99], [1, 99]], [5, 5]],
  [10, [[1, 2], [1, 99]], [2, 8]],
  [10, [[1, 2], [1, 3]], [2, 3]],
  [3, [[0, 9], [0, 9]], [0, 0]],
  [5, [[1, 9], [0, 9]], [5, 0]],
  [6, [[1, 9], [2, 9], [3, 9]], [1, 2, 3]],
  [0, [[1, 9]], [0]],
  [4, [], []],
];

for (const [total, claims, expected] of SHARES) {
  test(`${total} shared by ${JSON.stringify(claims)}`, () => {
    assert.deepEqual(shares(total, claims.map(([weight, most]) => ({ weight, most }))), expected);
  });
}

test("an address tells its settings, and settings have one address", () => {
  const by = settings({ seed: "ä b&c", minutes: 20, weights: new Map([["b", 2], ["a", 0], ["c", 1]]) });
  const address = addressOf(by);
  const read = readSettings(address);
  assert.deepEqual(read, { ...by, weights: new Map([["a", 0], ["b", 2]]) });
  assert.equal(read && addressOf(read), address);
});

const ADDRESSES: readonly [string, Partial<Settings> | undefined][] = [
  ["", undefined],
  ["?seed=", undefined],
  [`?seed=${"x".repeat(65)}`, undefined],
  ["?seed=x", { seed: "x", items: 10, minutes: 0 }],
  ["?seed=x&items=1e9&minutes=-4", { items: 200, minutes: 0 }],
  ["?seed=x&items=none&minutes=NaN", { items: 10, minutes: 0 }],
  ["?seed=x&items=0", { items: 1 }],
  ["?seed=x&items=2.6&weight-a=x&weight-b=7", { items: 3, weights: new Map([["a", 1], ["b", 7]]) }],
];

for (const [address, expected] of ADDRESSES) {
  test(`address ${address.slice(0, 40)}`, () => {
    const read = readSettings(address);
    assert.equal(read === undefined, expected === undefined);
    assert.deepEqual({ ...read, ...expected }, { ...read });
  });
}

test("the hash is 32 bits wide and spreads", () => {
  const values = Array.from({ length: 1000 }, (_, place) => hash(`item-${place}`));
  assert.equal(new Set(values).size, 1000);
  assert.ok(values.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32));
});
