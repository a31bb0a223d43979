import type { Attempt } from "./attempt.ts";
import { byItem, type Standing, standing } from "./fold.ts";
import { graderOf, loadTypes } from "./grade.ts";
import { Item } from "./item.ts";
import { progress, showProgress } from "./quiz.ts";
import { log, showNotice } from "./site.ts";

/** The questions of the page that is being read, and the log that they share. */
export class Page {
  readonly #items = new WeakMap<Element, Item>();

  constructor() {
    document.addEventListener("visibilitychange", () => void this.#refresh());
    addEventListener("beforeprint", () => this.#print(true));
    addEventListener("afterprint", () => this.#print(false));
  }

  /** Bring every question of the page to life; those whose type is yet to be loaded later. */
  async mount(): Promise<void> {
    await this.#mountLoaded();
    await loadTypes(_forms(document).map(_type));
    await this.#mountLoaded();
  }

  /** A question that lives already is left alone. */
  async #mountLoaded(): Promise<void> {
    const fresh = _forms(document).filter((form) => this.#bring(form));
    if (fresh.length === 0) return;
    const items = byItem(await log.all());
    for (const form of fresh) {
      const item = this.#items.get(form);
      if (item) item.restore(_standing(item, items));
    }
    this.#progress(items);
    showNotice(log.lasting);
  }

  #bring(form: HTMLFormElement): boolean {
    const grader = graderOf(_type(form));
    if (!grader || this.#items.has(form)) return false;
    this.#items.set(form, new Item(form, grader, (attempt) => void this.#record(attempt)));
    return true;
  }

  /** What tools show, as the report of an exam, is printed as it was written. */
  #print(onPaper: boolean): void {
    for (const form of _forms(document)) this.#items.get(form)?.print(onPaper);
  }

  async #record(attempt: Attempt): Promise<void> {
    await log.add(attempt);
    await this.#refresh();
  }

  /** Another tab may have answered meanwhile. */
  async #refresh(): Promise<void> {
    if (document.visibilityState === "visible") this.#progress(byItem(await log.all()));
  }

  #progress(items: Map<string, Attempt[]>): void {
    for (const line of document.querySelectorAll<HTMLElement>(".sr-progress")) {
      const steps = this.#test(line).map((item) => ({
        standing: _standing(item, items),
        ...item.anchor,
      }));
      showProgress(line, progress(steps));
    }
  }

  /** A page's only test counts the questions that stand alone in its text as well. */
  #test(line: HTMLElement): Item[] {
    const alone = document.querySelectorAll(".sr-quiz").length === 1;
    const forms = _forms(alone ? document : (line.closest(".sr-quiz") ?? document));
    return forms.flatMap((form) => this.#items.get(form) ?? []);
  }
}

function _forms(within: ParentNode): HTMLFormElement[] {
  return [...within.querySelectorAll<HTMLFormElement>("form.sr-item")];
}

function _type(form: HTMLFormElement): string {
  return form.dataset["type"] ?? "";
}

function _standing(item: Item, items: Map<string, Attempt[]>): Standing {
  return standing(items.get(item.id) ?? [], item.key);
}
