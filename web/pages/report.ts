import type { Attempt } from "../attempt.ts";
import { standing } from "../fold.ts";
import { Item } from "../item.ts";
import { log } from "../site.ts";
import type { Chapter } from "./catalogue.ts";
import type { Question } from "./questions.ts";
import type { Sitting } from "./sitting.ts";
import type { Parts } from "./tool.ts";

/** What an exam, or a part of it, comes to. */
export interface Result {
  readonly questions: number;
  readonly answered: number;
  readonly right: number;
  /** One for each question that is wholly right, parts of one for others. */
  readonly points: number;
}

/** The result of these questions. */
export function resultOf(
  items: readonly string[],
  attempts: ReadonlyMap<string, Pick<Attempt, "score">>,
): Result {
  const scores = items.flatMap((item) => attempts.get(item)?.score ?? []);
  return {
    questions: items.length,
    answered: scores.length,
    right: scores.filter((score) => score === 1).length,
    points: scores.reduce((one, other) => one + other, 0),
  };
}

/** A result in words. */
export function told({ questions, answered, right, points }: Result): string {
  const percent = questions > 0 ? Math.round((100 * points) / questions) : 0;
  const some = `${right} of ${questions} right, ${percent} % of the points.`;
  return answered < questions ? `${some} ${questions - answered} not answered.` : some;
}

/** Points with no more than two decimals. */
export function typeset(points: number): string {
  return `${Math.round(points * 100) / 100}`;
}

/** Show what was handed in: by chapter first, then every question with all that is known of it. */
export function showReport(
  parts: Parts,
  chapters: readonly Chapter[],
  questions: readonly Question[],
  { attempts }: Sitting,
): void {
  parts.get("result").textContent = told(resultOf(questions.map(_id), attempts));
  const rows = chapters.flatMap((chapter) => {
    const own = new Set(chapter.items.map(({ id }) => id));
    const asked = questions.filter(({ form }) => own.has(form.id));
    return asked.length > 0 ? [_row(parts, chapter, asked, attempts)] : [];
  });
  parts.get("chapters").replaceChildren(...rows);
  parts.get("answers").replaceChildren(...questions.map(({ form }) => form));
  for (const question of questions) _mount(question, attempts);
}

function _id({ form }: Question): string {
  return form.id;
}

function _row(
  parts: Parts,
  { title }: Chapter,
  asked: readonly Question[],
  attempts: Sitting["attempts"],
): HTMLElement {
  const row = parts.copy("chapter");
  const { questions, answered, right, points } = resultOf(asked.map(_id), attempts);
  parts.get("title", row).textContent = title;
  parts.get("answered", row).textContent = `${answered} of ${questions}`;
  parts.get("right", row).textContent = `${right}`;
  parts.get("points", row).textContent = typeset(points);
  const wrong = asked.filter(({ form }) => attempts.get(form.id)?.score !== 1);
  parts.get("reread", row).append(..._links(wrong));
  return row;
}

/** Each section once, where some question of it was not right. */
function _links(wrong: readonly Question[]): Node[] {
  const links = wrong.flatMap(({ form }) => form.querySelector<HTMLAnchorElement>(".sr-back a") ?? []);
  const sections = new Map(links.map((link) => [link.href, link]));
  return [...sections.values()].flatMap((link, place) => {
    const copy = link.cloneNode(true);
    copy.textContent = (link.textContent ?? "").replace(/^Read again: /, "");
    return place > 0 ? [document.createTextNode(", "), copy] : [copy];
  });
}

function _mount({ form, grader, variant }: Question, attempts: Sitting["attempts"]): void {
  const item = new Item(form, grader, (attempt) => void log.add(attempt));
  item.turn(variant);
  const attempt = attempts.get(form.id);
  const status = form.querySelector(".sr-status");
  if (attempt) item.restore(standing([attempt], item.key));
  else if (status) status.textContent = "You did not answer this question.";
}
