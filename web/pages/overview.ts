import type { Attempt } from "../attempt.ts";
import { type Standing, standing } from "../fold.ts";
import { progress } from "../quiz.ts";
import { addressOf, type Chapter } from "./catalogue.ts";

/** How the reader stands in one chapter. */
export interface Row {
  readonly chapter: Chapter;
  readonly answered: number;
  readonly firstTry: number;
  /** When something was last done here; 0 if never. */
  readonly last: number;
  /** Where to go on, if anything is left to do. */
  readonly next: { readonly href: string; readonly label: string } | undefined;
}

export function rowOf(chapter: Chapter, items: ReadonlyMap<string, readonly Attempt[]>): Row {
  const steps = chapter.items.map((item) => ({
    standing: standing(items.get(item.id) ?? [], item.key),
    href: addressOf(item),
    number: `${item.number}`,
  }));
  const count = (what: keyof Standing) => steps.filter((step) => step.standing[what]).length;
  const times = chapter.items.map(({ id }) => items.get(id)?.at(-1)?.at ?? 0);
  return {
    chapter,
    answered: count("answered"),
    firstTry: count("firstTry"),
    last: Math.max(0, ...times),
    next: count("answered") > 0 ? progress(steps)?.next : _begin(steps),
  };
}

function _begin([first]: readonly { readonly href: string }[]): Row["next"] {
  return first && { href: first.href, label: "Begin" };
}

/** The chapter in which the reader was last, if it has anything left; else the next that has. */
export function resume(rows: readonly Row[]): Row | undefined {
  const latest = rows.reduce<Row | undefined>(
    (best, row) => (row.last > (best?.last ?? 0) ? row : best),
    undefined,
  );
  const from = latest ? rows.indexOf(latest) : 0;
  return [...rows.slice(from), ...rows.slice(0, from)].find(({ next }) => next);
}

/** What all chapters come to. */
export function summary(rows: readonly Row[]): string {
  const sum = (values: number[]) => values.reduce((one, other) => one + other, 0);
  const answered = sum(rows.map((row) => row.answered));
  const all = sum(rows.map((row) => row.chapter.items.length));
  if (answered === 0) return `No question is answered yet, of ${all}.`;
  const first = sum(rows.map((row) => row.firstTry));
  return `${answered} of ${all} questions answered, ${first} right at the first try.`;
}
