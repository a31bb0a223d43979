import { Page } from "./page.ts";

/** Emits for every page: the theme replaces the content without loading a new document. */
interface Documents {
  subscribe(listener: () => void): unknown;
}

// This script lies in assets/generated/. Sites that share an origin keep their logs apart.
const site = new URL("../../", import.meta.url).pathname;
const page = new Page(`studyreport:${site}`);
const documents = (globalThis as { document$?: Documents }).document$;

if (documents) documents.subscribe(() => void page.mount());
else if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", () => void page.mount());
} else void page.mount();
