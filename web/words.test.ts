import assert from "node:assert/strict";
import { test } from "node:test";
import { isSlip, normal } from "./words.ts";

for (const [one, other] of [
  ["Chain Rule", "chain rule"],
  ["  chain \u00a0 rule. ", "chain rule"],
  ["L’Hôpital", "l'ho\u0302pital"],
  ["“soft–max”", '"soft-max"'],
  ["ﬁlter", "filter"],
  ["ＲｅＬＵ", "relu"],
  ["really?!", "really"],
] as const) {
  test(`"${one}" is "${other}"`, () => assert.equal(normal(one), normal(other)));
}

test("letters, signs within and accents do count", () => {
  assert.notEqual(normal("naïve"), normal("naive"));
  assert.notEqual(normal("L1"), normal("L2"));
  assert.notEqual(normal("0.5"), normal("05"));
});

const letters = "abc";

/** Every text that one slip makes of `text`. */
function slips(text: string): Set<string> {
  const made = new Set<string>();
  for (let at = 0; at <= text.length; at += 1) {
    const [before, after] = [text.slice(0, at), text.slice(at)];
    if (after) made.add(before + after.slice(1));
    if (after.length > 1) made.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
    for (const letter of letters) {
      made.add(before + letter + after);
      if (after) made.add(before + letter + after.slice(1));
    }
  }
  made.delete(text);
  return made;
}

test("a slip is one letter, or two that have changed places", () => {
  for (let round = 0; round < 300; round += 1) {
    const word = () =>
      Array.from({ length: Math.floor(Math.random() * 6) }, () => letters[Math.floor(Math.random() * 3)]).join("");
    const text = word();
    const near = slips(text);
    for (const other of near) assert.ok(isSlip(text, other), `${text} ${other}`);
    for (let more = 0; more < 30; more += 1) {
      const other = word();
      assert.equal(isSlip(text, other), near.has(other), `${text} ${other}`);
    }
  }
});
