import assert from "node:assert/strict";
import { test } from "node:test";
import { readNumber } from "./numbers.ts";

const WRITTEN: readonly [string, number][] = [
  ["-10", -10],
  ["−10", -10],
  ["–10", -10],
  ["- 10", -10],
  ["+5", 5],
  ["  7 ", 7],
  ["0.5", 0.5],
  ["0,5", 0.5],
  [".5", 0.5],
  [",5", 0.5],
  ["5.", 5],
  ["0,125", 0.125],
  ["1,5", 1.5],
  ["12,3456", 12.3456],
  ["1.250", 1.25],
  ["1e-3", 0.001],
  ["1E−3", 0.001],
  ["2.5e3", 2500],
  ["1·10⁻³", 0.001],
  ["2,5 × 10^4", 25000],
  ["2*10**-3", 0.002],
  ["3x10^2", 300],
  ["10^-3", 0.001],
  ["-10^2", -100],
  ["1 000", 1000],
  ["1\u202f000\u00a0000,5", 1000000.5],
  ["1,234.5", 1234.5],
  ["1.234,5", 1234.5],
  ["1,234,567", 1234567],
  ["1.234.567", 1234567],
  ["1/3", 1 / 3],
  ["-1 / 8", -0.125],
  ["１２", 12],
  ["１０²", 100],
];

for (const [text, value] of WRITTEN) {
  test(`"${text}" is ${value}`, () => assert.deepEqual(readNumber(text), { value }));
}

const REFUSED = [
  ..."abc|1.2.3|1,2,3|0x10|--5|1e|e5|1e400|NaN|Infinity|inf|1 2|12 34|50%|1/0|1/2/3|/2".split("|"),
  ...["10 ms", "1,0000,000", "1e2.5", "5 5", "-", ".", ",", "¼ms", "10⁻"],
  ...["2²", "2¹⁰", "3.5²", "２²", "110²", "5·2³"],
];

for (const text of REFUSED) {
  test(`"${text}" is refused, and said back`, () => {
    const reading = readNumber(text);
    assert.ok("problem" in reading);
    assert.match(reading.problem, /cannot be read as a number/);
    assert.ok(reading.problem.includes(text));
  });
}

for (const text of ["1,250", "-12,345", "999,000"]) {
  test(`"${text}" can be read in two ways`, () => {
    const reading = readNumber(text);
    assert.ok("problem" in reading);
    for (const way of [text.replace(",", ""), text.replace(",", ".")]) {
      assert.ok(reading.problem.includes(way));
      assert.deepEqual(readNumber(way), { value: Number(way) });
    }
  });
}

test("nothing is not zero", () => {
  assert.deepEqual(readNumber(" \t"), { problem: "Write a number first." });
});

test("the unit may be written, another may not", () => {
  assert.deepEqual(readNumber("10 ms", "ms"), { value: 10 });
  assert.deepEqual(readNumber("10ms", " ms "), { value: 10 });
  assert.deepEqual(readNumber("10", "ms"), { value: 10 });
  assert.deepEqual(readNumber("50 %", "%"), { value: 50 });
  assert.ok("problem" in readNumber("10 s", "ms"));
});

test("every number is read back, as it is written here or with a decimal comma", () => {
  for (let round = 0; round < 5000; round += 1) {
    const value = (Math.random() - 0.5) * 10 ** Math.floor(Math.random() * 40 - 20);
    assert.deepEqual(readNumber(`${value}`), { value });
    assert.deepEqual(readNumber(`${value}`.replace("-", "−")), { value });
    const comma = `${value}`.replace(".", ",");
    const read = readNumber(comma);
    // Only three digits after a comma may stop to ask.
    if ("problem" in read) assert.match(comma, /^-?[1-9]\d{0,2},\d{3}$/);
    else assert.equal(read.value, value);
  }
});

test("grouping by any space changes nothing", () => {
  for (let round = 0; round < 1000; round += 1) {
    const value = Math.floor(Math.random() * 1e12);
    for (const space of [" ", "\u00a0", "\u2009", "\u202f"]) {
      const grouped = value.toLocaleString("en-US").replaceAll(",", space);
      assert.deepEqual(readNumber(grouped), { value });
    }
  }
});

test("no text makes it throw or answer with what is no finite number", () => {
  const signs = "0123456789.,-−+eE /*×^()⁰⁻ ms%_ x";
  for (let round = 0; round < 20000; round += 1) {
    const length = Math.floor(Math.random() * 9);
    const text = Array.from({ length }, () => signs[Math.floor(Math.random() * signs.length)]);
    const reading = readNumber(text.join(""), "ms");
    if ("value" in reading) assert.ok(Number.isFinite(reading.value), text.join(""));
    else assert.ok(reading.problem.length > 0);
  }
});
