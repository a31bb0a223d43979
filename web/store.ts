import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Stored } from "./attempt.ts";

const STORE = "attempts";

interface Schema extends DBSchema {
  [STORE]: { key: string; value: Stored };
}

/**
 * The append-only log of what the reader did, in IndexedDB.
 *
 * Nothing is ever read, changed and written back, so tabs cannot lose each other's attempts.
 * What cannot be written is kept in memory and tried again with the next record.
 */
export class Log {
  readonly #name: string;
  readonly #told: (lasting: boolean) => void;
  readonly #waiting = new Map<string, Stored>();
  #database: Promise<IDBPDatabase<Schema>> | undefined;
  #lasting = true;

  /** `told` hears when records can no longer be kept, and when they can again. */
  constructor(name: string, told: (lasting: boolean) => void) {
    this.#name = name;
    this.#told = told;
  }

  /** False while some record lives in memory only. */
  get lasting(): boolean {
    return this.#lasting;
  }

  /** Write one record at once. Never rejects: what cannot be written waits in memory. */
  async add(record: Stored): Promise<void> {
    await this.#write([record]);
  }

  /** Add those of `records` that are not here yet, all or none. Return how many these were. */
  async merge(records: readonly Stored[]): Promise<number> {
    const known = new Set((await this.all()).map(({ id }) => id));
    const fresh = records.filter(({ id }) => !known.has(id));
    await this.#write(fresh);
    return fresh.length;
  }

  /** Return every record, in no particular order. */
  async all(): Promise<Stored[]> {
    const stored = await this.#guard(() => this.#stored(), []);
    const known = new Map(stored.map((record) => [record.id, record]));
    return [...new Map([...known, ...this.#waiting]).values()];
  }

  async #write(records: readonly Stored[]): Promise<void> {
    for (const record of records) this.#waiting.set(record.id, record);
    await this.#guard(() => this.#flush(), undefined);
  }

  async #flush(): Promise<void> {
    const batch = [...this.#waiting.values()];
    const database = await this.#open();
    const writing = database.transaction(STORE, "readwrite", { durability: "strict" });
    // `put`, because a record that is tried again may have been written after all.
    const puts = batch.map(async (one) => writing.store.put(one));
    try {
      await Promise.all([...puts, writing.done]);
    } catch (reason) {
      writing.abort(); // all of the batch or nothing
      throw reason;
    }
    for (const { id } of batch) this.#waiting.delete(id);
    // Only writing shows that records last; a full disk can still be read.
    this.#tell(true);
  }

  async #stored(): Promise<Stored[]> {
    return (await this.#open()).getAll(STORE);
  }

  /** Without a version number: a database that a later version has upgraded opens as well. */
  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>(this.#name, undefined, {
      upgrade: (database) => void database.createObjectStore(STORE, { keyPath: "id" }),
      blocking: () => this.#close(),
      terminated: () => this.#forget(),
    });
    return this.#database;
  }

  /** Make way for another tab that upgrades; the next record opens the database again. */
  #close(): void {
    this.#database?.then(
      (database) => database.close(),
      () => undefined, // it was never open
    );
    this.#forget();
  }

  #forget(): void {
    this.#database = undefined;
  }

  async #guard<Value>(work: () => Promise<Value>, otherwise: Value): Promise<Value> {
    try {
      return await work();
    } catch {
      // Whatever the reason (private mode, full disk, switched off), the reader is told.
      this.#close();
      this.#tell(false);
      return otherwise;
    }
  }

  #tell(lasting: boolean): void {
    if (lasting === this.#lasting) return;
    this.#lasting = lasting;
    this.#told(lasting);
  }
}
