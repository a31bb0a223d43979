import assert from "node:assert/strict";
import { test } from "node:test";
import { Questions } from "./questions.ts";

const LISTED = { id: "q", type: "one", key: "k", page: "page/", number: 1 };

test("a page that could not be fetched is asked for again, one that was is not", async (context) => {
  let asked = 0;
  const stubs = {
    fetch: async () => {
      asked += 1;
      if (asked === 1) throw new TypeError("offline");
      return new Response("");
    },
    HTMLFormElement: class {},
    DOMParser: class {
      parseFromString() {
        return { getElementById: () => null };
      }
    },
  };
  const before = Object.keys(stubs).map((name) => [name, Reflect.get(globalThis, name)] as const);
  context.after(() => Object.assign(globalThis, Object.fromEntries(before)));
  Object.assign(globalThis, stubs);
  const questions = new Questions();
  const get = () => questions.get(LISTED, 1, () => 0);
  await assert.rejects(get(), /offline/);
  assert.equal(await get(), undefined);
  assert.equal(await get(), undefined);
  assert.equal(asked, 2);
});
