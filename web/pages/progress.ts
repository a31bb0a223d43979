import { type Reset, uuid } from "../attempt.ts";
import { byItem } from "../fold.ts";
import { log, showNotice } from "../site.ts";
import type { Catalogue, Chapter } from "./catalogue.ts";
import { resume, type Row, rowOf, summary } from "./overview.ts";
import { onReturn, type Parts, tool } from "./tool.ts";
import { asFile, readFile } from "./transfer.ts";

const LARGEST_FILE = 64 * 1024 * 1024;

/** The page that says how the reader stands, chapter by chapter, and moves answers about. */
class Progress {
  readonly #parts: Parts;
  readonly #catalogue: Catalogue;

  constructor(parts: Parts, catalogue: Catalogue) {
    this.#parts = parts;
    this.#catalogue = catalogue;
    parts.get("rows").append(...catalogue.tests.map((chapter) => this.#row(chapter)));
    parts.get("export").addEventListener("click", () => void this.#export());
    parts.get("import").addEventListener("change", () => void this.#import());
    onReturn(parts, () => void this.show());
  }

  async show(): Promise<void> {
    const records = await log.all();
    const items = byItem(records);
    const rows = this.#catalogue.tests.map((chapter) => rowOf(chapter, items));
    for (const [place, row] of rows.entries()) this.#fill(place, row);
    this.#parts.get("summary").textContent = summary(rows);
    this.#resume(resume(rows));
    this.#parts.show(["body"]);
    showNotice(log.lasting);
    await this.#due(records);
  }

  #row(chapter: Chapter): HTMLElement {
    const row = this.#parts.copy("row");
    this.#parts.get("title", row).textContent = chapter.title;
    const reset = this.#parts.get("reset", row);
    reset.setAttribute("aria-label", `Begin anew: ${chapter.title}`);
    reset.addEventListener("click", () => this.#ask(chapter));
    return row;
  }

  #rowAt(place: number): Element {
    const row = this.#parts.get("rows").children[place];
    if (!row) throw new Error(`There is no chapter ${place}.`);
    return row;
  }

  #fill(place: number, { chapter, answered, firstTry, last, next }: Row): void {
    const row = this.#rowAt(place);
    this.#parts.get("answered", row).textContent = `${answered} of ${chapter.items.length}`;
    this.#parts.get("first", row).textContent = `${firstTry}`;
    this.#parts.get("reset", row).hidden = last === 0;
    const link = this.#parts.get<HTMLAnchorElement>("next", row);
    link.hidden = next === undefined;
    if (!next) return;
    link.href = next.href;
    link.textContent = next.label;
    link.setAttribute("aria-label", `${next.label}: ${chapter.title}`);
  }

  #resume(row: Row | undefined): void {
    const line = this.#parts.get("resume");
    line.hidden = row?.next === undefined || row.last === 0;
    if (!row?.next) return;
    const link = this.#parts.get<HTMLAnchorElement>("resume-link");
    link.href = row.next.href;
    link.textContent = `${row.next.label} of ${row.chapter.title}`;
  }

  /** The planner is larger than all the rest, so that it comes last. */
  async #due(records: readonly unknown[]): Promise<void> {
    const { queue, today } = await import("./queue.ts");
    const due = new Set(today(queue(this.#catalogue, records), Date.now()).map(({ item }) => item));
    for (const [place, { items }] of this.#catalogue.tests.entries()) {
      const count = items.filter((item) => due.has(item)).length;
      this.#parts.get("due", this.#rowAt(place)).textContent = `${count}`;
    }
  }

  #ask(chapter: Chapter): void {
    const dialog = this.#parts.get<HTMLDialogElement>("reset-dialog");
    this.#parts.get("reset-title", dialog).textContent = chapter.title;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => void this.#reset(chapter, dialog.returnValue), {
      once: true,
    });
    dialog.showModal();
  }

  async #reset({ title, items }: Chapter, choice: string): Promise<void> {
    if (choice !== "reset") return;
    const at = Date.now();
    const reset: Reset = {
      ...{ id: uuid(), event: "reset", at, version: 1 },
      items: items.map(({ id }) => id),
    };
    await log.add(reset);
    await this.show();
    this.#say(`${title} begins anew. What you answered before no longer counts.`);
  }

  async #export(): Promise<void> {
    const records = await log.all();
    const address = URL.createObjectURL(new Blob([asFile(records)], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    // In Swedish a date is written as ISO does, and it is the reader's own.
    link.download = `answers-${new Date().toLocaleDateString("sv")}.json`;
    link.click();
    // Not at once: some browsers read the file only after the click is over.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    this.#say(`${_counted(records.length)} saved. The file is among your downloads.`);
  }

  async #import(): Promise<void> {
    const field = this.#parts.get<HTMLInputElement>("import");
    const file = field.files?.[0];
    if (!file) return;
    this.#say(await this.#merged(file));
    field.value = "";
  }

  async #merged(file: File): Promise<string> {
    const refused = "Nothing was taken from it.";
    if (file.size > LARGEST_FILE) return `The file is too large to be one of answers. ${refused}`;
    const here = new Set(this.#catalogue.tests.flatMap(({ items }) => items.map(({ id }) => id)));
    const reading = readFile(await file.text(), here);
    if ("problem" in reading) return `${reading.problem} ${refused}`;
    const added = await log.merge(reading.records);
    await this.show();
    return `${_counted(added)} added, of ${reading.records.length} in the file.`;
  }

  #say(text: string): void {
    this.#parts.get("said").textContent = text;
  }
}

function _counted(count: number): string {
  return `${count} ${count === 1 ? "record" : "records"}`;
}

tool("progress", (parts, catalogue) => new Progress(parts, catalogue).show());
