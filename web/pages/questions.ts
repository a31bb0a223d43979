import { graderOf, loadTypes } from "../grade.ts";
import type { Grader } from "../types/type.ts";
import { addressOf, type Listed } from "./catalogue.ts";

/** A question as its page holds it, and what can grade it. */
export interface Question {
  readonly form: HTMLFormElement;
  readonly grader: Grader;
  /** Which of its variants is to be shown. */
  readonly variant: number;
}

/** Attributes that hold an address. */
const ADDRESSES = ["href", "src", "srcset"] as const;

/** Questions, taken from the pages that hold them. Each page is fetched once, if it can be had. */
export class Questions {
  readonly #pages = new Map<string, Promise<Document>>();

  /**
   * A fresh copy of a question, numbered `number`, in the variant that `pick` chooses of so many.
   *
   * Undefined if the site was published anew meanwhile: the question is gone, or of a type to come.
   */
  async get(
    listed: Listed,
    number: number,
    pick: (variants: number) => number,
  ): Promise<Question | undefined> {
    const address = addressOf(listed).replace(/#.*$/, "");
    const found = (await this.#page(address)).getElementById(listed.id);
    if (!(found instanceof HTMLFormElement)) return undefined;
    const { type = "" } = found.dataset;
    await loadTypes([type]);
    const grader = graderOf(type);
    if (!grader) return undefined;
    const form = document.importNode(found, true);
    const waiting = _waiting(form);
    for (const part of [form, ...waiting.map(({ content }) => content)]) {
      for (const name of ADDRESSES) _resolve(part, name, address);
      const label = part.querySelector(".sr-number");
      if (label) label.textContent = `${number}`;
    }
    return { form, grader, variant: pick(waiting.length + 1) };
  }

  #page(address: string): Promise<Document> {
    const known = this.#pages.get(address) ?? _fetched(address);
    this.#pages.set(address, known);
    known.catch(() => this.#pages.delete(address));
    return known;
  }
}

/** Show the variant that was picked, where no script has brought the question to life. */
export function turn({ form, variant }: Question): void {
  const other = _waiting(form)[variant - 1]?.content.querySelector("fieldset");
  if (other) form.querySelector("fieldset")?.replaceWith(document.importNode(other, true));
}

/** The templates of a question's further variants. */
function _waiting(form: HTMLFormElement): HTMLTemplateElement[] {
  return [...form.querySelectorAll<HTMLTemplateElement>("template.sr-variant")];
}

async function _fetched(address: string): Promise<Document> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** What an address is relative to is the page that it stood on. */
function _resolve(form: ParentNode, name: (typeof ADDRESSES)[number], page: string): void {
  for (const element of form.querySelectorAll(`[${name}]`)) {
    const value = element.getAttribute(name) ?? "";
    // Of several images to choose from, each may be followed by its width.
    const parts = name === "srcset" ? value.split(/,\s+/) : [value];
    const resolved = parts.map((part) => part.replace(/^\S+/, (address) => _absolute(address, page)));
    element.setAttribute(name, resolved.join(", "));
  }
}

function _absolute(address: string, page: string): string {
  return new URL(address, page).href;
}
