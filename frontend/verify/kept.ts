// What this device keeps for checking without network: the pinned keys, the words of the codes, the status lists.
// They lie in the browser's cache as they were fetched; each is proved anew whenever it is used.
import type { PinnedKeys } from "./keys.ts";
import { readList, type StatusList } from "./status.ts";

export interface Addresses {
  keys: string;
  vocabulary: string;
  list: string; // with {n} for the number of the list
  lists: number[];
}

type Words = { ar: string; en: string };
export interface Vocabulary {
  trades?: Record<string, Words>;
  schemes?: Record<string, Words & { levels?: Record<string, Words> }>;
}

const STORE = "verify-kept";
const PATIENCE = 6000; // milliseconds for a fresh copy, where one is kept already or the person waits

export class Kept {
  readonly #at: Addresses;
  #words: Promise<Vocabulary> | undefined;

  constructor(at: Addresses) {
    this.#at = at;
  }

  keys(): Promise<PinnedKeys | undefined> {
    return this.#json<PinnedKeys>(this.#at.keys);
  }

  vocabulary(): Promise<Vocabulary> {
    return (this.#words ??= this.#json<Vocabulary>(this.#at.vocabulary).then((found) => found ?? {}));
  }

  /** A list as it is kept, its signature proved with the pinned keys. */
  async list(number: number, keys: PinnedKeys): Promise<StatusList | undefined> {
    const kept = await this.#kept(this.#listAddress(number));
    const found = kept && (await readList(new Uint8Array(await kept.arrayBuffer()), keys.keys));
    return found?.number === number ? found : undefined;
  }

  /** Fetch everything anew; true when the keys arrived. What cannot be had stays as it is kept. */
  async refresh(): Promise<boolean> {
    const lists = this.#at.lists.map((number) => this.refreshList(number));
    const [keys] = await Promise.all([this.#fetch(this.#at.keys), this.#fetch(this.#at.vocabulary), ...lists]);
    this.#words = undefined;
    return keys;
  }

  /** Fetch one list anew. A list older than the kept one never takes its place: an old answer must not undo a revocation. */
  async refreshList(number: number): Promise<boolean> {
    const address = this.#listAddress(number);
    const [keys, fresh] = await Promise.all([this.keys(), get(address)]);
    if (!fresh) return false;
    const before = keys && (await this.list(number, keys));
    const bytes = new Uint8Array(await fresh.clone().arrayBuffer());
    const after = keys && (await readList(bytes, keys.keys));
    if (before && (!after || after.publishedAt < before.publishedAt)) return false;
    await put(address, fresh);
    return true;
  }

  #listAddress(number: number): string {
    return this.#at.list.replace("{n}", String(number));
  }

  async #fetch(address: string): Promise<boolean> {
    const fresh = await get(address);
    if (fresh) await put(address, fresh);
    return fresh !== undefined;
  }

  async #json<T>(address: string): Promise<T | undefined> {
    const kept = await this.#kept(address);
    return kept ? ((await kept.json()) as T) : undefined;
  }

  /** The kept copy, or a fetched one where nothing is kept: the first visit, and browsers that keep nothing. */
  async #kept(address: string): Promise<Response | undefined> {
    const kept = "caches" in self ? await (await opened()).match(address) : undefined;
    if (kept) return kept;
    const fresh = await get(address);
    if (fresh) await put(address, fresh.clone());
    return fresh;
  }
}

let store: Promise<Cache> | undefined;
const opened = (): Promise<Cache> => (store ??= caches.open(STORE));

async function get(address: string): Promise<Response | undefined> {
  try {
    const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? answer : undefined;
  } catch {
    return undefined;
  }
}

async function put(address: string, response: Response): Promise<void> {
  // A full or forbidden store costs the offline check, never the present one.
  if ("caches" in self) await opened().then((kept) => kept.put(address, response)).catch(() => undefined);
}
