import { byItem } from "../fold.ts";
import type { Catalogue, Listed } from "./catalogue.ts";
import { ratingsOf } from "./ratings.ts";
import { dueAt, endOfDay } from "./schedule.ts";

/** A question that was met before, and when it is due. */
export interface Due {
  readonly item: Listed;
  readonly at: number;
}

/** Every question that was met, the one that has waited longest first. */
export function queue({ tests }: Catalogue, log: readonly unknown[]): Due[] {
  const items = byItem(log);
  const ratings = ratingsOf(log);
  const met = tests.flatMap((test) =>
    test.items.flatMap((item) => {
      const at = dueAt(items.get(item.id) ?? [], item.key, ratings);
      return at === undefined ? [] : [{ item, at }];
    }),
  );
  return met.sort((one, other) => one.at - other.at || (one.item.id < other.item.id ? -1 : 1));
}

/** Those that are due before the reader's day ends. */
export function today(waiting: readonly Due[], now: number): Due[] {
  return waiting.filter(({ at }) => at < endOfDay(now));
}

/** What waits, in words. */
export function outlined(waiting: readonly Due[], now: number): string {
  const due = today(waiting, now).length;
  if (due > 0) return `${_questions(due)} due today.`;
  const [next] = waiting;
  if (!next) return "Nothing to review yet. Answer some questions first.";
  const then = today(waiting, next.at).length;
  return `Nothing is due today. ${_questions(then)} due on ${_date(next.at)}.`;
}

/** An interval of so many days, in words. */
export function interval(days: number): string {
  if (days <= 1) return "tomorrow";
  if (days < 60) return `in ${days} days`;
  return days < 730 ? `in ${Math.round(days / 30)} months` : `in ${Math.round(days / 365)} years`;
}

function _questions(count: number): string {
  return count === 1 ? "1 question is" : `${count} questions are`;
}

function _date(at: number): string {
  return new Date(at).toLocaleDateString("en", { day: "numeric", month: "long", year: "numeric" });
}
