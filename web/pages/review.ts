import { type Attempt, uuid } from "../attempt.ts";
import { FIELDS } from "../face.ts";
import { byItem } from "../fold.ts";
import { Item } from "../item.ts";
import { log, showNotice } from "../site.ts";
import type { Catalogue, Listed } from "./catalogue.ts";
import { Questions } from "./questions.ts";
import { interval, outlined, queue, today } from "./queue.ts";
import { type Grade, type Rating, ratingsOf } from "./ratings.ts";
import { graded, outlook } from "./schedule.ts";
import { onReturn, type Parts, tool, tried } from "./tool.ts";

/** The page that asks again what is about to be forgotten. */
class Review {
  readonly #parts: Parts;
  readonly #catalogue: Catalogue;
  readonly #questions = new Questions();
  readonly #buttons: readonly HTMLButtonElement[];
  /** What is still to be asked in this session, and how it went so far. */
  #left: Listed[] = [];
  #asked = 0;
  #length = 0;
  #right = 0;
  /** The first attempt at the question that is shown: the one to be rated. */
  #attempt: Attempt | undefined;

  constructor(parts: Parts, catalogue: Catalogue) {
    this.#parts = parts;
    this.#catalogue = catalogue;
    this.#buttons = [...parts.get("rating").querySelectorAll("button")];
    for (const button of this.#buttons) {
      button.addEventListener("click", () => void tried(parts, () => this.#rate(_gradeOf(button))));
    }
    parts.get("begin").addEventListener("submit", (event) => {
      event.preventDefault();
      void tried(parts, () => this.#begin());
    });
    parts.get("stop").addEventListener("click", () => void this.show());
    parts.section.addEventListener("keydown", (event) => this.#key(event));
    onReturn(parts, () => void this.#refresh());
  }

  /** Say what is due; where a session just ended, how it went too. */
  async show(): Promise<void> {
    const waiting = queue(this.#catalogue, await log.all());
    const now = Date.now();
    const went = this.#asked > 0 ? `${this.#right} of ${this.#asked} right. ` : "";
    this.#parts.get("summary").textContent = went + outlined(waiting, now);
    this.#parts.get("begin").hidden = today(waiting, now).length === 0;
    const ended = !this.#parts.get("session").hidden;
    this.#parts.show(["setup"], ["session"]);
    this.#parts.get("item").replaceChildren();
    if (ended) this.#parts.get("summary").focus();
    showNotice(log.lasting);
  }

  async #refresh(): Promise<void> {
    if (this.#parts.get("session").hidden) await this.show();
  }

  async #begin(): Promise<void> {
    const due = today(queue(this.#catalogue, await log.all()), Date.now());
    const length = Number(this.#parts.get<HTMLSelectElement>("length").value) || due.length;
    this.#left = due.slice(0, length).map(({ item }) => item);
    this.#length = this.#left.length;
    this.#asked = 0;
    this.#right = 0;
    await this.#next();
  }

  async #next(): Promise<void> {
    this.#attempt = undefined;
    const listed = this.#left.shift();
    if (!listed) return this.show();
    const number = this.#length - this.#left.length;
    // Each time it is asked, a question with variants comes as the one after the last.
    const last = byItem(await log.all()).get(listed.id)?.at(-1);
    const pick = () => (last ? (last.variant ?? 0) + 1 : 0);
    const question = await this.#questions.get(listed, number, pick);
    if (!question) return this.#next();
    const { form, grader, variant } = question;
    this.#parts.get("item").replaceChildren(form);
    new Item(form, grader, (attempt) => void this.#answered(attempt, listed)).turn(variant);
    this.#parts.get("place").textContent = `Question ${number} of ${this.#length}`;
    this.#parts.show(["session"], ["setup", "rating"]);
    const field = form.querySelector<HTMLElement>(FIELDS);
    (field ?? this.#parts.get("session")).focus();
  }

  /** Only the first attempt counts: whatever follows has seen the feedback. */
  async #answered(attempt: Attempt, listed: Listed): Promise<void> {
    const isFirst = this.#attempt === undefined;
    if (isFirst) {
      this.#attempt = attempt;
      this.#asked += 1;
      this.#right += Number(attempt.event === "answer" && attempt.score === 1);
    }
    await log.add(attempt);
    if (isFirst && this.#attempt === attempt) await this.#offer(attempt, listed);
  }

  async #offer(attempt: Attempt, { id, key }: Listed): Promise<void> {
    const records = await log.all();
    const days = outlook(byItem(records).get(id) ?? [], key, ratingsOf(records));
    for (const button of this.#buttons) {
      const grade = _gradeOf(button);
      const when = button.querySelector(".sr-when");
      if (when) when.textContent = interval(days.get(grade) ?? 0);
      button.classList.toggle("sr-check", grade === graded(attempt));
    }
    this.#parts.show(["rating"]);
    // Who opened the answer has not done with the question yet.
    if (attempt.event !== "reveal") this.#buttons[graded(attempt) - 1]?.focus();
  }

  /** 1 to 4 rate, unless they are being written into an answer. Enter presses what has the focus. */
  #key(event: KeyboardEvent): void {
    // A key that is held down has done its work; the Enter that checked would rate as well.
    if (event.repeat && _isButton(event.target)) event.preventDefault();
    if (event.repeat) return;
    const button = this.#buttons.find(({ dataset }) => dataset["grade"] === event.key);
    const isMeant = !event.ctrlKey && !event.altKey && !event.metaKey && !_isWriting(event.target);
    if (!button || !isMeant || this.#parts.get("rating").hidden) return;
    event.preventDefault();
    button.click();
  }

  async #rate(grade: Grade): Promise<void> {
    const attempt = this.#attempt;
    if (!attempt) return;
    this.#attempt = undefined; // two quick presses are one
    this.#parts.show([], ["rating"]);
    const at = Date.now();
    const what = { attempt: attempt.id, rating: grade, at };
    const rating: Rating = { id: uuid(), event: "rating", ...what, version: 1 };
    await log.add(rating);
    await this.#next();
  }
}

function _gradeOf({ dataset }: HTMLElement): Grade {
  return Number(dataset["grade"]) as Grade;
}

function _isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLButtonElement;
}

function _isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !["radio", "checkbox"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

tool("review", (parts, catalogue) => new Review(parts, catalogue).show());
