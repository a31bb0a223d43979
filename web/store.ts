import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type Attempt, isAttempt } from "./attempt.ts";

const STORE = "attempts";

interface Schema extends DBSchema {
  // A later version may have written records that this one does not know.
  [STORE]: { key: string; value: unknown };
}

/**
 * The append-only log of attempts, in IndexedDB.
 *
 * Nothing is ever read, changed and written back, so tabs cannot lose each other's attempts.
 * What cannot be written is kept in memory and tried again with the next attempt.
 */
export class Log {
  readonly #name: string;
  readonly #told: (lasting: boolean) => void;
  readonly #waiting = new Map<string, Attempt>();
  #database: Promise<IDBPDatabase<Schema>> | undefined;
  #lasting = true;

  /** `told` hears when attempts can no longer be kept, and when they can again. */
  constructor(name: string, told: (lasting: boolean) => void) {
    this.#name = name;
    this.#told = told;
  }

  /** False while some attempt lives in memory only. */
  get lasting(): boolean {
    return this.#lasting;
  }

  /** Write one attempt at once. Never rejects: what cannot be written waits in memory. */
  async add(attempt: Attempt): Promise<void> {
    this.#waiting.set(attempt.id, attempt);
    await this.#guard(() => this.#flush(), undefined);
  }

  /** Return every attempt that this version understands, in no particular order. */
  async all(): Promise<Attempt[]> {
    const stored = await this.#guard(() => this.#stored(), []);
    const known = new Map(stored.map((attempt) => [attempt.id, attempt]));
    return [...new Map([...known, ...this.#waiting]).values()];
  }

  async #flush(): Promise<void> {
    const batch = [...this.#waiting.values()];
    const database = await this.#open();
    const writing = database.transaction(STORE, "readwrite", { durability: "strict" });
    // `put`, because an attempt that is tried again may have been written after all.
    await Promise.all([...batch.map((one) => writing.store.put(one)), writing.done]);
    for (const { id } of batch) this.#waiting.delete(id);
    // Only writing shows that attempts last; a full disk can still be read.
    this.#tell(true);
  }

  async #stored(): Promise<Attempt[]> {
    const database = await this.#open();
    return (await database.getAll(STORE)).filter(isAttempt);
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

  /** Make way for another tab that upgrades; the next attempt opens the database again. */
  #close(): void {
    void this.#database?.then((database) => database.close());
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
      this.#forget();
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
