import type { Draft } from "./sitting.ts";
import type { Question } from "./questions.ts";

/** What stands at one question, for the log. */
export type Written = Pick<Draft, "item" | "response" | "fields" | "flagged">;

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** All that would help is away until the exam is handed in. */
const HELP = ".sr-actions, .sr-hint, .sr-solution, .sr-shown";
/** So long after the last key a text is kept, in milliseconds. */
const PAUSE = 300;

/** A question on an exam paper: it takes an answer, and says nothing about it. */
export class Sheet {
  readonly question: Question;
  readonly #flag: HTMLButtonElement;
  readonly #changed: (sheet: Sheet) => void;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** `flagging` holds the button that flags the question. */
  constructor(question: Question, flagging: HTMLElement, changed: (sheet: Sheet) => void) {
    this.question = question;
    this.#changed = changed;
    const flag = flagging.querySelector("button");
    if (!flag) throw new Error("There is no button to flag with.");
    this.#flag = flag;
    const { form, grader } = question;
    form.autocomplete = "off";
    grader.prepare?.(form);
    for (const part of form.querySelectorAll<HTMLElement>(HELP)) part.hidden = true;
    form.querySelector("fieldset")?.append(flagging);
    this.#listen();
  }

  get written(): Written {
    const { form, grader } = this.question;
    const response = grader.read(form);
    return {
      item: form.id,
      response: "problem" in response ? null : response,
      fields: this.#fields.map(_valueOf),
      flagged: this.#flag.ariaPressed === "true",
    };
  }

  /** Whether there is anything in its fields. */
  get isBlank(): boolean {
    return this.written.response === null && this.#fields.every((field) => _valueOf(field) === "");
  }

  /** Put back what was written before. */
  fill({ response, fields, flagged }: Written): void {
    const { form, grader } = this.question;
    grader.restore(form, response ?? []);
    if (!response) this.#refill(fields);
    this.#flag.ariaPressed = `${flagged}`;
  }

  #refill(fields: readonly string[]): void {
    const { form, grader } = this.question;
    grader.grow?.(form, fields.length);
    for (const [place, field] of this.#fields.entries()) _setValue(field, fields[place] ?? "");
  }

  /** Keep now what would be kept after a pause. */
  keep(): void {
    if (this.#waiting === undefined) return;
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#changed(this);
  }

  #listen(): void {
    const { form } = this.question;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#soon());
    form.addEventListener("change", () => {
      this.#soon();
      this.keep();
      this.#complain();
    });
    this.#flag.addEventListener("click", () => {
      this.#flag.ariaPressed = `${this.#flag.ariaPressed !== "true"}`;
      this.#soon();
      this.keep();
    });
  }

  #soon(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.keep(), PAUSE);
  }

  /** That an answer cannot be read gives nothing away; one that is not whole yet is let be. */
  #complain(): void {
    const { form, grader } = this.question;
    const response = grader.read(form);
    const status = form.querySelector(".sr-status");
    const whole = this.#fields.every((field) => _isTicked(field) || field.value !== "");
    const said = "problem" in response && whole && !this.isBlank ? response.problem : "";
    if (status) status.textContent = said;
  }

  get #fields(): Field[] {
    return [...this.question.form.querySelectorAll<Field>("input, select, textarea")];
  }
}

function _isTicked(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type);
}

function _valueOf(field: Field): string {
  if (_isTicked(field)) return field.checked ? "on" : "";
  return field.value;
}

function _setValue(field: Field, value: string): void {
  if (_isTicked(field)) field.checked = value === "on";
  else field.value = value;
}
