/** The questions of the site by chapter, as the build has listed them. */
export interface Catalogue {
  readonly tests: readonly Chapter[];
}

export interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly items: readonly Listed[];
}

/** A question: its key's hash, the page that shows it (relative to the site), its number there. */
export interface Listed {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly page: string;
  readonly number: number;
}

/** Fetch the list. Rejects where it cannot be had. */
export async function loadCatalogue(): Promise<Catalogue> {
  const answer = await fetch(new URL("items.json", import.meta.url), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`The list of questions: ${answer.status}`);
  return answer.json();
}

/** Where a question stands. Scripts lie two folders below the site. */
export function addressOf({ page, id }: Listed): string {
  return new URL(`../../${page}#${id}`, import.meta.url).href;
}
