import type { Catalogue, Chapter, Listed } from "./catalogue.ts";

/** What an exam is drawn by. The same settings draw the same exam from the same questions. */
export interface Settings {
  readonly seed: string;
  readonly items: number;
  /** 0 is no limit. */
  readonly minutes: number;
  /** By the name of the chapter; 1 where there is none. */
  readonly weights: ReadonlyMap<string, number>;
}

const WEIGHT = "weight-";

/** Read an address; undefined if it is not that of an exam. */
export function readSettings(address: string): Settings | undefined {
  const query = new URLSearchParams(address);
  const seed = query.get("seed")?.trim() ?? "";
  if (seed === "" || seed.length > 64) return undefined;
  const weights = [...query].flatMap(([name, value]): [string, number][] =>
    name.startsWith(WEIGHT) ? [[name.slice(WEIGHT.length), _number(value, 0, 99, 1)]] : [],
  );
  return {
    seed,
    items: Math.round(_number(query.get("items"), 1, 200, 10)),
    minutes: _number(query.get("minutes"), 0, 600, 0),
    weights: new Map(weights),
  };
}

function _number(text: string | null, low: number, high: number, otherwise: number): number {
  const value = text?.trim() ? Number(text) : otherwise;
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;
}

/** The one address of these settings. */
export function addressOf({ seed, items, minutes, weights }: Settings): string {
  const query = new URLSearchParams({ seed, items: `${items}`, minutes: `${minutes}` });
  const named = [...weights].filter(([, weight]) => weight !== 1);
  for (const [name, weight] of named.sort()) query.set(`${WEIGHT}${name}`, `${weight}`);
  return `?${query}`;
}

/** Draw the questions of an exam, in their order; fewer than wished where there are no more. */
export function draw({ tests }: Catalogue, { seed, items, weights }: Settings): Listed[] {
  const chapters = tests.map((chapter) => ({ chapter, weight: weights.get(chapter.name) ?? 1 }));
  const counts = shares(
    items,
    chapters.map(({ chapter, weight }) => ({ weight, most: chapter.items.length })),
  );
  const drawn = chapters.flatMap(({ chapter }, place) => _some(chapter, counts[place] ?? 0, seed));
  return _shuffled(drawn, `${seed} order`);
}

function _some({ items }: Chapter, count: number, seed: string): Listed[] {
  return _shuffled(items, seed).slice(0, count);
}

/** By the hash of seed and name: a question that is added or removed moves no other. */
function _shuffled(items: readonly Listed[], seed: string): Listed[] {
  return items
    .map((item) => ({ item, rank: hash(`${seed} ${item.id}`) }))
    .sort((one, other) => one.rank - other.rank || (one.item.id < other.item.id ? -1 : 1))
    .map(({ item }) => item);
}

/** Which of its variants an exam asks of a question: the same for everyone with this seed. */
export function drawnVariant(seed: string, id: string, variants: number): number {
  return hash(`${seed} variant ${id}`) % variants;
}

/** What may be shared out: by this weight, and no more than so many. */
export interface Claim {
  readonly weight: number;
  readonly most: number;
}

/**
 * Share `total` out by weights, in whole numbers (Sainte-Laguë).
 *
 * Each goes to the claim that is furthest behind its weight and still has room.
 */
export function shares(total: number, claims: readonly Claim[]): number[] {
  const counts = claims.map(() => 0);
  for (let given = 0; given < total; given += 1) {
    const needs = claims.map(({ weight, most }, place) => {
      const count = counts[place] ?? 0;
      return count < most ? weight / (2 * count + 1) : 0;
    });
    const need = Math.max(0, ...needs);
    if (need === 0) break;
    const place = needs.indexOf(need);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** 32 bits that look like chance: FNV-1a over UTF-16, mixed as MurmurHash3 finishes. */
export function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  }
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
