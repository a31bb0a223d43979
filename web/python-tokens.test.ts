import assert from "node:assert/strict";
import { test } from "node:test";
import { pythonTokens } from "./python-tokens.ts";
import { sameCode } from "./types/code.ts";

const SAME: readonly [string, string][] = [
  ["a*b - c", "a * b-c"],
  ["f('x')", 'f("x")'],
  ["f('it\\'s')", 'f("it\'s")'],
  ["f(“x”)", "f('x')"],
  ["a − b", "a - b"],
  ["0.9 * v", ".9*v"],
  ["0.90", "9e-1"],
  ["1_000", "1000"],
  ["0xFF", "255"],
  ["F'{a}'", 'f"{a}"'],
  ["Rb'a'", "br'a'"],
  ["u'a'", "'a'"],
  ["a # said aside", "a"],
  ["a[1:,\n   ...]", "a[1:, ...]"],
  ["ﬁt", "fit"],
  ["x if y else z", "x  if\ty else z"],
];

const OTHER: readonly [string, string][] = [
  ["a - b", "b - a"],
  ["ab", "a b"],
  ["1", "1.0"],
  ["a ** b", "a * * b"],
  ["'a'", "a"],
  ["'a'", "b'a'"],
  ["'a b'", "'ab'"],
  ["'A'", "'a'"],
  ["r'\\n'", "'\\n'"],
  ["a", "a,"],
  ["a // b", "a / b"],
  ["x == y", "x = y"],
  ["notx", "not x"],
  ["1j", "1"],
  ["", "a"],
];

for (const [one, other] of SAME) {
  test(`${one} is ${other}`, () => assert.ok(sameCode(one, other)));
}

for (const [one, other] of OTHER) {
  test(`${one} is not ${other}`, () => {
    assert.ok("tokens" in pythonTokens(one));
    assert.ok("tokens" in pythonTokens(other));
    assert.ok(!sameCode(one, other));
  });
}

test("a number, a name and an operator are told apart without spaces", () => {
  assert.deepEqual(pythonTokens("v*=0.5**n//2"), {
    tokens: ["v", "*=", "0.5f", "**", "n", "//", "2"],
  });
});

test("a triple-quoted string may hold quotes and lines", () => {
  assert.deepEqual(pythonTokens(`"""a 'b'\n"c" """`), { tokens: [`"a 'b'\n"c" "`] });
});

for (const text of ["f('x", '"', "'''a''", "'a\nb'"]) {
  test(`${JSON.stringify(text)} has an open quotation mark`, () => {
    assert.deepEqual(pythonTokens(text), { problem: "A quotation mark is not closed." });
  });
}

for (const [text, sign] of [
  ["a ? b", "?"],
  ["$x", "$"],
  ["a ! b", "!"],
  ["a × b", "×"],
  ["🙂", "🙂"],
] as const) {
  test(`${text} is no Python`, () => {
    assert.deepEqual(pythonTokens(text), { problem: `“${sign}” is not Python.` });
    assert.ok(!sameCode(text, text));
  });
}

test("spaces between tokens never matter", () => {
  const words = ["a", "self", "0.9", "12", "'x y'", "**", "//", "(", ")", "[", "]", ":", ",", "->"];
  for (let round = 0; round < 3000; round += 1) {
    const picked = Array.from({ length: 8 }, () => words[Math.floor(Math.random() * words.length)]);
    const wide = picked.join("   ");
    const found = pythonTokens(wide);
    assert.ok("tokens" in found);
    assert.equal(found.tokens.length, picked.length);
    assert.ok(sameCode(wide, ` ${picked.join(" \t")} # aside`));
  }
});

test("every text ends in tokens or in a problem, in time", () => {
  const signs = "ab_09.eEjx'\"\\#()[]{}*/-+=<>!:, \n“’−é🙂";
  for (let round = 0; round < 20000; round += 1) {
    const length = Math.floor(Math.random() * 14);
    const text = Array.from({ length }, () => signs[Math.floor(Math.random() * signs.length)]);
    const found = pythonTokens(text.join(""));
    assert.ok("problem" in found || found.tokens.every((token) => token.length > 0));
  }
  const start = performance.now();
  pythonTokens("((((".repeat(50_000) + "1_".repeat(50_000));
  assert.ok(performance.now() - start < 2000);
});
