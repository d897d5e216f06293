// Facts on their way: written to IndexedDB before anything else happens, sent one by one, and forgotten only when the
// server has acknowledged them. A reload, a lost network or a killed browser loses nothing.

export interface Fact {
  id: string;
  group: string; // the attempt or sheet it belongs to
  place: string; // the question or aspect it is about
  sequence: number; // grows within a group, over all tabs
  method: "PUT" | "POST";
  url: string;
  body: unknown;
  photo?: { file: Blob; name: string; fields: Record<string, string> };
  refused?: { code: string; message: string };
}

// The newest value of a place, kept after its fact was acknowledged: a page opened without network may be an old one.
interface Kept {
  key: string;
  group: string;
  place: string;
  sequence: number;
  value: unknown;
}

export interface Standing {
  waiting: number;
  refused: Fact[];
  online: boolean;
  memoryOnly: boolean;
  savedAt: Date | null;
}

// Refusals that pass by themselves; everything else from 400 to 499 is final for that fact.
const PASSING = new Set([401, 408, 425, 429]);
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 20_000;

export class Outbox {
  private db: IDBDatabase | null = null;
  private memory: Fact[] = [];
  private round: Promise<boolean> | null = null;
  private again = false;
  private wait = FIRST_WAIT;
  private timer = 0;
  private reached = navigator.onLine;
  private savedAt: Date | null = null;

  constructor(
    private readonly group: string,
    private readonly changed: (standing: Standing) => void,
    private readonly acknowledged: (fact: Fact, answer: Record<string, unknown>) => void = () => undefined,
  ) {}

  async open(leastSequence: number): Promise<void> {
    this.db = await openStore().catch(() => null);
    await this.raise(leastSequence);
    window.addEventListener("online", () => this.flush(true));
    window.addEventListener("offline", () => void this.report(false));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.flush(true));
    await this.report(navigator.onLine);
    void this.flush(true);
  }

  /** Keep a fact. Resolves when it is on this device; sending goes on by itself. */
  async add(fact: Omit<Fact, "sequence" | "group">, body: (sequence: number) => unknown, value: unknown): Promise<Fact> {
    const full: Fact = { ...fact, group: this.group, sequence: 0 };
    if (this.db) {
      const work = this.db.transaction(["facts", "counters", "kept"], "readwrite", { durability: "strict" });
      full.sequence = (await read<number>(work.objectStore("counters").get(this.group))) ?? 0;
      full.sequence += 1;
      full.body = body(full.sequence);
      work.objectStore("counters").put(full.sequence, this.group);
      work.objectStore("facts").put(full);
      work.objectStore("kept").put({ key: `${this.group}/${full.place}`, group: this.group, place: full.place, sequence: full.sequence, value });
      await done(work);
    } else {
      full.sequence = ++memorySequence;
      full.body = body(full.sequence);
      this.memory.push(full);
    }
    this.savedAt = new Date();
    await this.report(this.reached);
    void this.flush(true);
    return full;
  }

  /** Everything of this group that is not acknowledged, in its order. */
  async waiting(): Promise<Fact[]> {
    const all = this.db ? await read<Fact[]>(this.db.transaction("facts").objectStore("facts").index("group").getAll(this.group)) : this.memory;
    return (all ?? []).sort((one, other) => one.sequence - other.sequence);
  }

  /** The newest value of each place on this device. */
  async kept(): Promise<Map<string, { sequence: number; value: unknown }>> {
    const rows = this.db ? await read<Kept[]>(this.db.transaction("kept").objectStore("kept").index("group").getAll(this.group)) : [];
    return new Map((rows ?? []).map((row) => [row.place, row]));
  }

  /** A refused fact is let go when the person has put something right in its place. */
  async forget(place: string): Promise<void> {
    for (const fact of await this.waiting()) if (fact.place === place && fact.refused) await this.remove(fact);
    await this.report(this.reached);
  }

  /** Nothing of this group is needed any more. */
  async clear(): Promise<void> {
    if (!this.db) return;
    const kept = await this.kept();
    const work = this.db.transaction("kept", "readwrite");
    for (const place of kept.keys()) work.objectStore("kept").delete(`${this.group}/${place}`);
    await done(work);
  }

  /** Send what waits; true when nothing waits any more. Asked again meanwhile, the round under way goes on and answers both. */
  flush(now = false): Promise<boolean> {
    if (now) this.wait = FIRST_WAIT;
    if (this.round) this.again = true;
    else this.round = this.sendAll().finally(() => (this.round = null));
    return this.round;
  }

  private async sendAll(): Promise<boolean> {
    window.clearTimeout(this.timer);
    try {
      do {
        this.again = false;
        for (const fact of await this.waiting()) if (!fact.refused && !(await this.send(fact))) return false;
      } while (this.again);
      return (await this.waiting()).length === 0;
    } finally {
      await this.report(this.reached);
      const left = (await this.waiting()).some((fact) => !fact.refused);
      if (left) {
        this.timer = window.setTimeout(() => void this.flush(), this.wait * (0.8 + Math.random() * 0.4));
        this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      }
    }
  }

  /** False when sending should wait. */
  private async send(fact: Fact): Promise<boolean> {
    const answer = await fetch(fact.url, request(fact)).catch(() => null);
    if (!answer) {
      this.reached = false;
      return false;
    }
    this.reached = true;
    const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    if (answer.ok) {
      await this.remove(fact);
      this.acknowledged(fact, said);
      await this.report(true);
      return true;
    }
    if (answer.status >= 500 || PASSING.has(answer.status) || !said.code) return false;
    await this.keep({ ...fact, refused: { code: String(said.code), message: String(said.message ?? "") } });
    await this.report(true);
    return true;
  }

  private async remove(fact: Fact): Promise<void> {
    if (!this.db) {
      this.memory = this.memory.filter((one) => one.id !== fact.id);
      return;
    }
    const work = this.db.transaction("facts", "readwrite");
    work.objectStore("facts").delete(fact.id);
    await done(work);
  }

  private async keep(fact: Fact): Promise<void> {
    if (!this.db) {
      this.memory = this.memory.map((one) => (one.id === fact.id ? fact : one));
      return;
    }
    const work = this.db.transaction("facts", "readwrite");
    work.objectStore("facts").put(fact);
    await done(work);
  }

  private async raise(least: number): Promise<void> {
    memorySequence = Math.max(memorySequence, least);
    if (!this.db) return;
    const work = this.db.transaction("counters", "readwrite");
    const now = (await read<number>(work.objectStore("counters").get(this.group))) ?? 0;
    if (least > now) work.objectStore("counters").put(least, this.group);
    await done(work);
  }

  private async report(online: boolean): Promise<void> {
    this.reached = online;
    const waiting = await this.waiting();
    this.changed({
      waiting: waiting.filter((fact) => !fact.refused).length,
      refused: waiting.filter((fact) => fact.refused),
      online,
      memoryOnly: this.db === null,
      savedAt: this.savedAt,
    });
  }
}

let memorySequence = 0;

function request(fact: Fact): RequestInit {
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRFToken": csrf() };
  if (!fact.photo) return { method: fact.method, headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(fact.body) };
  const form = new FormData();
  for (const [name, value] of Object.entries(fact.photo.fields)) form.set(name, value);
  form.set("photo", fact.photo.file, fact.photo.name);
  return { method: fact.method, headers, body: form };
}

function csrf(): string {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) ?? document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
}

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("warsha-facts", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("facts", { keyPath: "id" }).createIndex("group", "group");
      opening.result.createObjectStore("kept", { keyPath: "key" }).createIndex("group", "group");
      opening.result.createObjectStore("counters");
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

function read<T>(asked: IDBRequest): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result as T | undefined);
    asked.onerror = () => reject(asked.error);
  });
}

function done(work: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    work.oncomplete = () => resolve();
    work.onerror = work.onabort = () => reject(work.error);
  });
}

/** A UUIDv7: time first, so that ids of one device sort as they were made. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let index = 5; index >= 0; index--) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
