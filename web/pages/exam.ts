import { uuid } from "../attempt.ts";
import { FIELDS } from "../face.ts";
import { graderOf, loadTypes } from "../grade.ts";
import { log, showNotice } from "../site.ts";
import type { Catalogue, Chapter, Listed } from "./catalogue.ts";
import { addressOf, draw, drawnVariant, readSettings, type Settings } from "./draw.ts";
import { Paper } from "./paper.ts";
import { type Question, Questions } from "./questions.ts";
import { showReport } from "./report.ts";
import { Setup } from "./setup.ts";
import { type Sitting, sittingAt, type Start } from "./sitting.ts";
import { onLeave, onReturn, type Parts, tool, tried } from "./tool.ts";

/** The page of the mock exam: set up, written, or handed in, as the log says. */
class Exam {
  readonly #parts: Parts;
  readonly #catalogue: Catalogue;
  readonly #questions = new Questions();
  readonly #setup: Setup;
  #paper: Paper | undefined;

  constructor(parts: Parts, catalogue: Catalogue) {
    this.#parts = parts;
    this.#catalogue = catalogue;
    this.#setup = new Setup(parts, catalogue, (settings) => {
      void tried(parts, () => this.#start(settings));
    });
    this.#setup.fill(location.search);
    parts.get("hand-in").addEventListener("click", () => this.#ask());
    parts.get("print").addEventListener("click", () => print());
    parts.get("again").addEventListener("click", () => this.#another());
    onLeave(parts, () => this.#paper?.keep());
    onReturn(parts, () => void this.#catchUp());
  }

  /** Show the exam that the address names as the log knows it, or else the form for a new one. */
  async show(): Promise<void> {
    const settings = readSettings(location.search);
    const sitting = settings && sittingAt(await log.all(), addressOf(settings));
    if (!sitting) this.#parts.show(["setup"], ["running", "report"]);
    else if (sitting.submission) await this.#report(sitting);
    else await this.#run(sitting);
    showNotice(log.lasting);
  }

  async #start(settings: Settings): Promise<void> {
    const tests = await Promise.all(this.#catalogue.tests.map(_gradable));
    const items = draw({ tests }, settings).map(({ id }) => id);
    if (items.length === 0) return this.#setup.refuse("Give some chapter a weight above 0.");
    this.#setup.refuse("");
    const address = addressOf(settings);
    history.replaceState(history.state, "", `${location.pathname}${address}`);
    const about = { address, items, minutes: settings.minutes, at: Date.now() };
    const start: Start = { id: uuid(), event: "exam", ...about, version: 1 };
    await log.add(start);
    await this.show();
    this.#parts.get("sheets").querySelector<HTMLElement>(FIELDS)?.focus();
  }

  async #run(sitting: Sitting): Promise<void> {
    const questions = await this.#drawn(sitting);
    this.#paper?.close();
    this.#parts.show(["running"], ["setup", "report"]);
    this.#paper = new Paper(this.#parts, sitting, questions);
    this.#paper.begin(() => void this.#submit());
  }

  async #drawn({ start }: Sitting): Promise<Question[]> {
    const listed = new Map(
      this.#catalogue.tests.flatMap(({ items }) => items.map((item) => [item.id, item])),
    );
    const items = start.items.flatMap((id): Listed | Listed[] => listed.get(id) ?? []);
    const seed = readSettings(start.address)?.seed ?? "";
    const found = items.map((item, place) =>
      this.#questions.get(item, place + 1, (variants) => drawnVariant(seed, item.id, variants)),
    );
    return (await Promise.all(found)).flatMap((question) => question ?? []);
  }

  #ask(): void {
    const open = this.#paper?.open ?? "";
    const dialog = this.#parts.get<HTMLDialogElement>("hand-in-dialog");
    this.#parts.get("open").textContent = open
      ? `${open}. Hand in all the same?`
      : "Every question is answered. Hand in?";
    dialog.returnValue = "";
    const close = () => void (dialog.returnValue === "submit" && this.#submit());
    dialog.addEventListener("close", close, { once: true });
    dialog.showModal();
  }

  async #submit(): Promise<void> {
    const paper = this.#paper;
    if (!paper) return;
    this.#parts.get<HTMLDialogElement>("hand-in-dialog").close();
    await paper.submit();
    await this.show();
    this.#parts.get("result").focus();
  }

  async #report(sitting: Sitting): Promise<void> {
    this.#paper?.close();
    this.#paper = undefined;
    showReport(this.#parts, this.#catalogue.tests, await this.#drawn(sitting), sitting);
    this.#parts.show(["report"], ["setup", "running"]);
  }

  #another(): void {
    this.#setup.reseed();
    this.#parts.get("answers").replaceChildren();
    history.replaceState(history.state, "", location.pathname);
    this.#parts.show(["setup"], ["running", "report"]);
    this.#parts.get("setup").querySelector("input")?.focus();
  }

  /** Another tab may have written meanwhile, or handed in. */
  async #catchUp(): Promise<void> {
    const settings = readSettings(location.search);
    if (!this.#paper || !settings) return;
    const sitting = sittingAt(await log.all(), addressOf(settings));
    if (sitting?.submission) await this.show();
    else if (sitting) this.#paper.restore(sitting);
  }
}

/** An exam asks nothing that only its reader could grade. */
async function _gradable(chapter: Chapter): Promise<Chapter> {
  await loadTypes(chapter.items.map(({ type }) => type));
  const items = chapter.items.filter(({ type }) => !graderOf(type)?.selfGraded);
  return { ...chapter, items };
}

tool("exam", (parts, catalogue) => new Exam(parts, catalogue).show());
