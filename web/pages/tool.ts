import { log, onPage, showNotice } from "../site.ts";
import { type Catalogue, loadCatalogue } from "./catalogue.ts";

/** The HTML of a tool: its parts are found by name. */
export class Parts {
  readonly section: HTMLElement;

  constructor(section: HTMLElement) {
    this.section = section;
  }

  /** The part called `name`, within `within`. */
  get<Kind extends HTMLElement = HTMLElement>(name: string, within: ParentNode = this.section): Kind {
    const part = within.querySelector<Kind>(`[data-part="${name}"]`);
    if (!part) throw new Error(`The page has no part called ${name}.`);
    return part;
  }

  /** A copy of what the template called `name` holds. */
  copy(name: string): HTMLElement {
    const copy = this.get<HTMLTemplateElement>(name).content.firstElementChild?.cloneNode(true);
    if (!(copy instanceof HTMLElement)) throw new Error(`The template ${name} is empty.`);
    return copy;
  }

  /** Show these parts, and hide those. */
  show(shown: readonly string[], hidden: readonly string[] = []): void {
    for (const name of shown) this.get(name).hidden = false;
    for (const name of hidden) this.get(name).hidden = true;
  }

  /** Whether the reader still has this page before them. */
  get isShown(): boolean {
    return this.section.isConnected;
  }
}

type Begin = (parts: Parts, catalogue: Catalogue) => Promise<void>;

/** Begin the tool called `name` on every page that has it, once. */
export function tool(name: string, begin: Begin): void {
  const begun = new WeakSet<Element>();
  onPage(() => {
    const section = document.querySelector<HTMLElement>(`.sr-tool[data-tool="${name}"]`);
    if (!section || begun.has(section)) return;
    begun.add(section);
    void _begin(new Parts(section), begin);
  });
}

async function _begin(parts: Parts, begin: Begin): Promise<void> {
  // The theme listens for single keys on the window: p, n, s, f and others.
  parts.section.addEventListener("keydown", (event) => event.stopPropagation());
  parts.show([], ["without"]);
  await tried(parts, async () => begin(parts, await loadCatalogue()));
  showNotice(log.lasting);
}

/** Do what needs the network; tell the reader where it cannot be done. */
export async function tried(parts: Parts, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    parts.show([], ["failed"]);
  } catch (error) {
    parts.show(["failed"]);
    console.error(error);
  }
}

/** Call `again` whenever the reader comes back to the tab, as long as the page is shown. */
export function onReturn(parts: Parts, again: () => void): void {
  const listener = () => {
    if (!parts.isShown) document.removeEventListener("visibilitychange", listener);
    else if (document.visibilityState === "visible") again();
  };
  document.addEventListener("visibilitychange", listener);
}

/** Call `keep` whenever the reader may be about to go, until the page is no longer shown. */
export function onLeave(parts: Parts, keep: () => void): void {
  const listener = () => {
    keep();
    if (parts.isShown) return;
    document.removeEventListener("visibilitychange", listener);
    removeEventListener("pagehide", listener);
  };
  document.addEventListener("visibilitychange", listener);
  addEventListener("pagehide", listener);
}
