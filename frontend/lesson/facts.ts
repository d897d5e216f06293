// What a person does in a lesson, kept on the phone until the server says that it is safe.
// A fact is never changed: it is put away first, sent in batches, and deleted when its id comes back.

export type Kind =
  | "opened"
  | "step_done"
  | "step_undone"
  | "question_answered"
  | "played"
  | "read"
  | "noted"
  | "bookmarked"
  | "unbookmarked"
  | "asked"
  | "activity_done";

export interface Fact {
  uuid: string;
  lesson_code: string;
  kind: Kind;
  step: string;
  value: Record<string, unknown>;
  device_at: string;
}

/** A fact with where it goes and whose it is: a family may share a phone. */
interface Kept extends Fact {
  to: string;
  person: string;
}

export type State = "saved" | "phone" | "problem" | "lost" | "refused";

const AT_ONCE = 200;

/** A UUID of version 7: sorts by the time it was made. */
export function uuid7(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 5, rest = now; place >= 0; place--, rest = Math.floor(rest / 256)) bytes[place] = rest % 256;
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("warsha-lessons", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("facts", { keyPath: "uuid" });
  return answer(request);
}

/** Facts on this phone; in memory where the browser keeps nothing (a private window, a full phone). */
class Store {
  private readonly memory = new Map<string, Kept>();
  private readonly database = open().catch(() => null);

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore | undefined> {
    return (await this.database)?.transaction("facts", mode).objectStore("facts");
  }

  async put(fact: Kept): Promise<void> {
    try {
      const store = await this.store("readwrite");
      if (!store) throw new Error("no database");
      await answer(store.put(fact));
      this.memory.delete(fact.uuid);
    } catch {
      this.memory.set(fact.uuid, fact);
    }
  }

  async all(): Promise<Kept[]> {
    const kept = await this.store("readonly").then((store) => (store ? answer<Kept[]>(store.getAll()) : [])).catch(() => []);
    return [...kept, ...this.memory.values()];
  }

  async drop(uuids: string[]): Promise<void> {
    for (const uuid of uuids) this.memory.delete(uuid);
    const store = await this.store("readwrite").catch(() => undefined);
    await Promise.all(uuids.map((uuid) => store && answer(store.delete(uuid))));
  }

  /** Whether anything would be gone if the page were closed now. */
  get fragile(): boolean {
    return this.memory.size > 0;
  }
}

export class Outbox {
  private readonly store = new Store();
  private sending: Promise<void> | null = null;
  private more = false;
  private refused = false;
  private faults = 0;
  private timer = 0;

  constructor(
    private readonly person: string,
    private readonly show: (state: State) => void,
  ) {
    const retry = (): void => void this.send();
    window.addEventListener("online", retry);
    document.addEventListener("visibilitychange", retry);
  }

  async add(fact: Fact, to: string): Promise<void> {
    await this.store.put({ ...fact, to, person: this.person });
    await this.send();
  }

  /** Send everything of this person, one lesson after another; a call during another is heeded when that ends. */
  send(): Promise<void> {
    this.more = true;
    this.sending ??= this.rounds().finally(() => (this.sending = null));
    return this.sending;
  }

  private async rounds(): Promise<void> {
    clearTimeout(this.timer);
    while (this.more) {
      this.more = false;
      const waiting = (await this.store.all()).filter((fact) => fact.person === this.person);
      const to = waiting[0]?.to;
      if (!to) return this.show(this.refused ? "refused" : "saved");
      this.show(this.store.fragile ? "lost" : "phone");
      const outcome = await this.post(to, waiting.filter((fact) => fact.to === to).slice(0, AT_ONCE));
      if (outcome === "problem") return this.show("problem");
      if (outcome === "later") return this.later();
      this.faults = 0;
      this.more = true;
    }
  }

  private async post(to: string, facts: Kept[]): Promise<"sent" | "later" | "problem"> {
    const body = JSON.stringify({ facts: facts.map(({ to: _to, person: _person, ...fact }) => fact) });
    const token = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
    let answered: Response;
    try {
      answered = await fetch(to, { method: "POST", body, headers, redirect: "manual", keepalive: body.length < 60_000 });
    } catch {
      return "later";
    }
    if (answered.status >= 500 || answered.status === 429) return "later";
    const said = (await answered.json().catch(() => null)) as { saved?: string[]; facts?: string[] } | null;
    if (answered.ok && said?.saved) {
      await this.store.drop(said.saved);
      return "sent";
    }
    if (answered.status !== 422) return "problem"; // signed out, or no longer in the course: kept until that is put right
    // These the server will never take (a step that the lesson no longer has): say so once, and let the others through.
    const refused = facts.map((fact) => fact.uuid).filter((uuid) => said?.facts?.includes(uuid));
    await this.store.drop(refused);
    this.refused ||= refused.length > 0;
    return refused.length ? "sent" : "problem";
  }

  private later(): void {
    this.timer = window.setTimeout(() => void this.send(), Math.min(60, 2 ** ++this.faults) * 1000);
  }
}
