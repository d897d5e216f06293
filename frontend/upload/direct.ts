// A file sent in parts straight to the bucket: several at once, each tried again until it is there.

interface Told {
  uuid: string;
  part_bytes: number;
  parts: number;
  there: number[];
  addresses: Record<string, string>;
}

interface Listener {
  progress(sent: number, speed: number): void;
  waiting(): void;
  refused(message: string): void;
  done(uuid: string): void;
}

const AT_ONCE = 3;
const LONGEST_WAIT = 30_000; // milliseconds

class Refused extends Error {}

export class DirectUpload {
  private readonly under = new Map<number, number>(); // bytes of each part under way
  private readonly there = new Set<number>();
  private readonly requests = new Set<XMLHttpRequest>();
  private told: Told | null = null;
  private running = false;
  private begun = 0;
  private before = 0; // bytes that were there when this run began

  constructor(
    private readonly file: File,
    private readonly endpoint: string,
    private readonly csrf: string,
    private readonly listener: Listener,
  ) {}

  async start(): Promise<void> {
    this.running = true;
    this.begun = performance.now();
    try {
      this.told ??= await this.ask("POST", this.endpoint, { name: this.file.name, length: this.file.size });
      this.before = this.sent();
      while (this.running && this.told && this.there.size < this.told.parts) await this.round(this.told);
      if (!this.running || !this.told) return;
      await this.ask("POST", `${this.endpoint}${this.told.uuid}`);
      this.running = false;
      this.listener.done(this.told.uuid);
    } catch (fault) {
      if (fault instanceof Refused) this.listener.refused(fault.message);
    }
  }

  pause(): void {
    this.running = false;
    for (const request of this.requests) request.abort();
  }

  async cancel(): Promise<void> {
    this.pause();
    if (this.told) await this.ask("DELETE", `${this.endpoint}${this.told.uuid}`).catch(() => undefined);
  }

  /** Send the parts that are missing, some at once; addresses come in portions and end after a while. */
  private async round(told: Told): Promise<void> {
    const now = await this.ask("GET", `${this.endpoint}${told.uuid}`);
    for (const part of now.there) this.there.add(part);
    const waiting = Object.entries(now.addresses);
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next && this.running; next = waiting.shift()) await this.send(Number(next[0]), next[1]);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** One part; after three faults the round goes on without it and asks for a fresh address. */
  private async send(part: number, address: string): Promise<void> {
    const size = this.told?.part_bytes ?? 0;
    const bytes = this.file.slice((part - 1) * size, part * size);
    for (let fault = 0; this.running && fault < 3; fault++) {
      if (await this.put(part, address, bytes)) return void this.there.add(part);
      if (this.running) await this.wait(fault);
    }
  }

  private put(part: number, address: string, bytes: Blob): Promise<boolean> {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      this.requests.add(request);
      const end = (good: boolean): void => {
        this.requests.delete(request);
        this.under.delete(part);
        done(good);
      };
      request.upload.addEventListener("progress", (event) => {
        this.under.set(part, event.loaded);
        this.tell();
      });
      request.addEventListener("load", () => end(request.status === 200));
      for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => end(false));
      request.open("PUT", address);
      request.send(bytes);
    });
  }

  private sent(): number {
    const size = this.told?.part_bytes ?? 0;
    let sum = 0;
    for (const part of this.there) sum += Math.min(size, this.file.size - (part - 1) * size);
    for (const bytes of this.under.values()) sum += bytes;
    return sum;
  }

  private tell(): void {
    const sent = this.sent();
    this.listener.progress(sent, (sent - this.before) / Math.max(0.5, (performance.now() - this.begun) / 1000));
  }

  /** Ask this server; a refusal is final, a network that is away is not. */
  private async ask(method: string, address: string, body?: object): Promise<Told> {
    for (let fault = 0; ; fault++) {
      try {
        const headers = { "X-CSRFToken": this.csrf, Accept: "application/json" };
        const answer = await fetch(address, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
        if (answer.status === 204) return this.told as Told;
        const said = (await answer.json()) as Told & { message?: string };
        if (answer.ok) return said;
        if (answer.status < 500 && answer.status !== 409) throw new Refused(said.message ?? "");
      } catch (broken) {
        if (broken instanceof Refused || !this.running) throw broken;
      }
      await this.wait(fault);
    }
  }

  private wait(fault: number): Promise<void> {
    this.listener.waiting();
    return new Promise((done) => window.setTimeout(done, Math.min(LONGEST_WAIT, 1000 * 2 ** fault)));
  }
}
