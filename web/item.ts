import { type Attempt, type AttemptEvent, uuid } from "./attempt.ts";
import { type Face, FIELDS, facesOf } from "./face.ts";
import type { Standing } from "./fold.ts";
import type { Grade, Grader } from "./types/type.ts";

const CHANGED = "This question has changed since you answered it. Please answer it again.";
const NOT_SURE = "Noted. Read the answer, and come back to this question later.";
const NOT_SURE_BEFORE = "You were not sure here last time.";

type Button = "check" | "hint-next" | "unsure" | "again";

/** One question on the page: it is open until an answer is checked, and opens again on change. */
export class Item {
  readonly #form: HTMLFormElement;
  readonly #grader: Grader;
  readonly #record: (attempt: Attempt) => void;
  readonly #faces: readonly Face[];
  readonly #prepared = new Set<Face>();
  #variant = 0;
  #touched = false;
  #revealed = false;
  #open = true;

  constructor(form: HTMLFormElement, grader: Grader, record: (attempt: Attempt) => void) {
    this.#form = form;
    this.#grader = grader;
    this.#record = record;
    this.#faces = facesOf(form);
    // The log says what was answered; what the browser remembers of the fields would fight it.
    form.autocomplete = "off";
    this.#prepare();
    this.#listen();
  }

  get id(): string {
    return this.#form.dataset["item"] ?? this.#form.id;
  }

  get key(): string {
    return this.#form.dataset["key"] ?? "";
  }

  /** What progress links to, and calls it by. */
  get anchor(): { readonly href: string; readonly number: string } {
    const number = this.#form.querySelector(".sr-number")?.textContent ?? "";
    return { href: `#${this.#form.id}`, number: number.trim() };
  }

  /** Show where the reader left, unless they have begun anew meanwhile. */
  restore({ last, changed }: Standing): void {
    if (this.#touched) return;
    if (changed) this.#say(CHANGED);
    else if (last?.event === "unsure") {
      this.turn(last.variant ?? 0);
      this.#settle("unsure", NOT_SURE_BEFORE);
    } else if (last && last.content !== this.#form.dataset["content"]) this.#say(_reworded(last));
    else if (last) {
      this.turn(last.variant ?? 0);
      this.#grader.restore(this.#form, last.response);
      this.#show(last.response, this.#grader.grade(this.#form, last.response));
    }
  }

  /** Show this variant; after the last comes the first again. */
  turn(variant: number): void {
    const [before, next] = [this.#face, variant % this.#faces.length];
    const after = this.#faces[next];
    if (!before || !after || before === after) return;
    before.fieldset.replaceWith(after.fieldset);
    this.#variant = next;
    this.#prepare();
  }

  /** On paper stands the first variant, whose key is at its end, whichever is on the screen. */
  print(onPaper: boolean): void {
    const [screen, paper] = [this.#face?.fieldset, this.#faces[0]?.fieldset];
    const [there, here] = onPaper ? [screen, paper] : [paper, screen];
    if (there && here && there !== here) there.replaceWith(here);
  }

  get #face(): Face | undefined {
    return this.#faces[this.#variant];
  }

  /** Bring what is shown to life, once. */
  #prepare(): void {
    const face = this.#face;
    if (!face || this.#prepared.has(face)) return;
    this.#prepared.add(face);
    face.fieldset.querySelector(".sr-actions")?.removeAttribute("hidden");
    for (const hint of face.hints) hint.hidden = true;
    this.#offer("again", false);
    this.#button("hint-next")?.addEventListener("click", _once(() => this.#hint()));
    this.#button("unsure")?.addEventListener("click", _once(() => this.#unsure()));
    this.#button("again")?.addEventListener("click", _once(() => this.#again()));
    // Not "toggle": printing and searching the page open details as well.
    face.solution?.querySelector("summary")?.addEventListener("click", () => this.#reveal());
    this.#grader.prepare?.(this.#form);
  }

  #listen(): void {
    const form = this.#form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    form.addEventListener("input", () => this.#reopen());
    // The theme listens for single keys on the window: p, n, s, f and others.
    form.addEventListener("keydown", (event) => event.stopPropagation());
  }

  #check(): void {
    if (!this.#open) return;
    this.#touched = true;
    const response = this.#grader.read(this.#form);
    if ("problem" in response) return this.#say(response.problem);
    const asked = this.#grader.ask?.(this.#form, response);
    if (asked) return this.#say(asked);
    const grade = this.#grader.grade(this.#form, response);
    this.#log("answer", response, grade.score);
    this.#show(response, grade);
    if (grade.score === 1) this.#openSolution();
  }

  #unsure(): void {
    this.#touched = true;
    this.#log("unsure", [], 0);
    this.#settle("unsure", NOT_SURE);
    this.#openSolution();
  }

  #again(): void {
    this.#reopen();
    this.#grader.restore(this.#form, []);
    if (this.#face?.solution) this.#face.solution.open = false;
    this.turn(this.#variant + 1);
    this.#form.querySelector<HTMLElement>(FIELDS)?.focus();
  }

  /** An answer that is changed has not been checked yet. */
  #reopen(): void {
    this.#touched = true;
    this.#say("");
    if (this.#open) return;
    this.#open = true;
    this.#revealed = false;
    delete this.#form.dataset["state"];
    this.#grader.mark?.(this.#form, []);
    this.#face?.feedback.putBack();
    for (const name of ["check", "unsure"] as const) this.#offer(name, true);
    this.#offer("again", false);
  }

  #hint(): void {
    const [hint, ...later] = (this.#face?.hints ?? []).filter(({ hidden }) => hidden);
    if (!hint) return;
    hint.hidden = false;
    hint.open = true;
    hint.querySelector("summary")?.focus();
    this.#offer("hint-next", later.length > 0);
  }

  #reveal(): void {
    if (!this.#open || this.#revealed || this.#face?.solution?.open) return;
    this.#touched = true;
    this.#revealed = true;
    this.#log("reveal", [], 0);
  }

  #show(response: readonly string[], { score, said, feedback }: Grade): void {
    this.#grader.mark?.(this.#form, response);
    this.#face?.feedback.show(feedback);
    this.#settle(score === 1 ? "right" : score > 0 ? "partly" : "wrong", said);
  }

  #settle(state: "right" | "partly" | "wrong" | "unsure", said: string): void {
    const focus = this.#form.ownerDocument.activeElement;
    const leaving = this.#form.querySelectorAll("[type=submit], .sr-unsure");
    this.#open = false;
    this.#form.dataset["state"] = state;
    this.#say(said);
    this.#offer("again", true);
    if ([...leaving].some((button) => button === focus)) this.#button("again")?.focus();
    for (const name of ["check", "unsure"] as const) this.#offer(name, false);
  }

  #openSolution(): void {
    if (this.#face?.solution) this.#face.solution.open = true;
  }

  #say(text: string): void {
    if (this.#face?.status) this.#face.status.textContent = text;
  }

  #button(name: Button): HTMLButtonElement | null {
    return this.#form.querySelector(`.sr-${name}`);
  }

  #offer(name: Button, offered: boolean): void {
    const button = this.#button(name);
    if (button) button.hidden = !offered;
  }

  #log(event: AttemptEvent, response: readonly string[], score: number): void {
    const { content = "", key = "", type = "" } = this.#form.dataset;
    const at = Date.now();
    const what = { item: this.id, content, key, type, response, score, event };
    const variant = this.#variant > 0 ? { variant: this.#variant } : {};
    this.#record({ id: uuid(), ...what, ...variant, at, version: 1 });
  }
}

/** Not at the second click of a double one: what it meets has just moved under the pointer. */
function _once(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) act();
  };
}

function _reworded({ score }: Attempt): string {
  const then = score === 1 ? "right" : score > 0 ? "partly right" : "not right";
  return `The wording has changed since you answered; your answer then was ${then}.`;
}
