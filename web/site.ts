import { Log } from "./store.ts";

/** Emits for every page: the theme replaces the content without loading a new document. */
interface Documents {
  subscribe(listener: () => void): unknown;
}

/** The front page of the site. Every script lies two folders below it, in assets/generated/. */
export const SITE = new URL("../../", import.meta.url);

/** What the reader did, shared by all scripts. Sites on one origin keep their logs apart. */
export const log = new Log(`studyreport:${SITE.pathname}`, showNotice);

/** Show, or hide, that answers cannot be kept. */
export function showNotice(lasting: boolean): void {
  for (const notice of document.querySelectorAll<HTMLElement>(".sr-notice")) {
    notice.hidden = lasting;
  }
}

/** Call `listener` for the page that is shown, and for every one that follows. */
export function onPage(listener: () => void): void {
  const documents = (globalThis as { document$?: Documents }).document$;
  if (documents) documents.subscribe(listener);
  else if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", listener);
  } else listener();
}
