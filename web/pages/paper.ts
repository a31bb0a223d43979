import { type Attempt, uuid } from "../attempt.ts";
import { FIELDS } from "../face.ts";
import { log } from "../site.ts";
import { type Question, turn } from "./questions.ts";
import { Sheet, type Written } from "./sheet.ts";
import {
  clock,
  deadline,
  type Draft,
  type Sitting,
  sittingAt,
  type Submission,
  submittedId,
} from "./sitting.ts";
import type { Parts } from "./tool.ts";

const MINUTE = 60_000;
/** When the time that is left is said aloud. */
const WARNINGS = [5, 1];

/** An exam that is being written. Whatever is written is in the log at once. */
export class Paper {
  readonly #parts: Parts;
  readonly #sitting: Sitting;
  readonly #sheets: readonly Sheet[];
  readonly #steps: readonly HTMLAnchorElement[];
  #ticking: ReturnType<typeof setInterval> | undefined;
  #warned: number;
  /** When something was last kept. */
  #last = 0;

  constructor(parts: Parts, sitting: Sitting, questions: readonly Question[]) {
    this.#parts = parts;
    this.#sitting = sitting;
    questions.forEach(turn);
    this.#sheets = questions.map(
      (question) => new Sheet(question, parts.copy("flagging"), (sheet) => void this.#keep(sheet)),
    );
    this.#steps = questions.map(({ form }, place) => this.#step(form, place + 1));
    this.#warned = this.#left / MINUTE;
  }

  /** Lay the paper out and start the clock. `over` is called when the time is. */
  begin(over: () => void): void {
    const steps = this.#steps.flatMap((link) => link.parentElement ?? []);
    this.#parts.get("overview").replaceChildren(...steps);
    this.#parts.get("sheets").replaceChildren(...this.#sheets.map(({ question }) => question.form));
    this.restore(this.#sitting);
    this.#ticking = setInterval(() => this.#tick(over), 1000);
    this.#tick(over);
  }

  /** Put back what was written last, be it in another tab. */
  restore({ drafts }: Sitting): void {
    for (const [place, sheet] of this.#sheets.entries()) {
      const draft = drafts.get(sheet.question.form.id);
      if (draft) sheet.fill(draft);
      this.#mark(place, sheet.written);
    }
  }

  get exam(): string {
    return this.#sitting.start.id;
  }

  /** Keep what is being typed; the tab may be about to go. */
  keep(): void {
    for (const sheet of this.#sheets) sheet.keep();
  }

  /** Stop the clock, and take the paper away. */
  close(): void {
    clearInterval(this.#ticking);
    this.#parts.get("sheets").replaceChildren();
    this.#parts.get("overview").replaceChildren();
  }

  /** How many questions are still blank, and how many flagged, in words; empty if none is. */
  get open(): string {
    const blank = this.#sheets.filter((sheet) => sheet.isBlank).length;
    const flagged = this.#sheets.filter(({ written }) => written.flagged).length;
    const said = [
      blank > 0 ? `${_questions(blank)} not answered` : "",
      flagged > 0 ? `${_questions(flagged)} flagged` : "",
    ];
    return said.filter(Boolean).join(", ");
  }

  /** Grade every answer, and write all of it to the log at once. */
  async submit(): Promise<void> {
    this.keep();
    const latest = sittingAt(await log.all(), this.#sitting.start.address);
    if (latest?.start.id === this.exam) this.restore(latest);
    const at = Math.min(Date.now(), deadline(this.#sitting));
    const attempts = this.#sheets.flatMap((sheet) => this.#attempt(sheet, at));
    const about = { event: "submission", exam: this.exam, at, version: 1 } as const;
    const submission: Submission = { id: submittedId(this.exam), ...about };
    await log.merge([...attempts, submission]);
  }

  #attempt({ question: { form, grader, variant }, written }: Sheet, at: number): Attempt[] {
    const { item, response } = written;
    if (!response) return [];
    const { content = "", key = "", type = "" } = form.dataset;
    const { score } = grader.grade(form, response);
    const what = { item, content, key, type, response, score, event: "answer" } as const;
    const which = variant > 0 ? { variant } : {};
    const about = { ...what, ...which, at, version: 1, exam: this.exam } as const;
    return [{ id: submittedId(this.exam, item), ...about }];
  }

  #step(form: HTMLFormElement, number: number): HTMLAnchorElement {
    const link = this.#parts.copy("step").querySelector("a");
    if (!link) throw new Error("The template of a step has no link.");
    link.href = `#${form.id}`;
    link.textContent = `${number}`;
    link.addEventListener("click", (event) => {
      // The theme would fetch the page anew, where the question does not stand yet.
      event.preventDefault();
      event.stopPropagation();
      form.scrollIntoView();
      form.querySelector<HTMLElement>(FIELDS)?.focus({ preventScroll: true });
    });
    return link;
  }

  #mark(place: number, { flagged }: Written): void {
    const [link, sheet] = [this.#steps[place], this.#sheets[place]];
    if (!link || !sheet) return;
    const answered = !sheet.isBlank;
    const said = [`Question ${place + 1}`, answered ? "answered" : "", flagged ? "flagged" : ""];
    link.ariaLabel = said.filter(Boolean).join(", ");
    link.toggleAttribute("data-answered", answered);
    link.toggleAttribute("data-flagged", flagged);
  }

  async #keep(sheet: Sheet): Promise<void> {
    const { written } = sheet;
    this.#mark(this.#sheets.indexOf(sheet), written);
    // Two changes within a millisecond have an order too.
    this.#last = Math.max(Date.now(), this.#last + 1);
    const about = { event: "draft", exam: this.exam, at: this.#last, version: 1 } as const;
    const draft: Draft = { id: uuid(), ...about, ...written };
    await log.add(draft);
  }

  get #left(): number {
    return deadline(this.#sitting) - Date.now();
  }

  #tick(over: () => void): void {
    if (!this.#parts.isShown) return clearInterval(this.#ticking);
    const left = this.#left;
    const line = this.#parts.get("clock");
    line.hidden = left === Infinity;
    line.textContent = `${clock(left)} left`;
    const warning = WARNINGS.findLast((minutes) => left <= minutes * MINUTE && minutes < this.#warned);
    if (warning) this.#warn(warning);
    if (left > 0) return;
    clearInterval(this.#ticking);
    over();
  }

  #warn(minutes: number): void {
    this.#warned = minutes;
    const said = minutes === 1 ? "One minute left." : `${minutes} minutes left.`;
    this.#parts.get("told").textContent = said;
  }
}

function _questions(count: number): string {
  return count === 1 ? "1 question is" : `${count} questions are`;
}
