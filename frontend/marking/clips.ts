// Short clips of the work, about 200 kbit/s: filmed in the page, kept on this device, sent in pieces when there is Wi-Fi. Marking and
// sealing never wait for them: before the sheet is sealed the server only learns that a clip exists, and its digest.
import { newId, type Outbox } from "../facts/outbox";
import { clockTime, figures, icon, say } from "../facts/page";

interface Addresses {
  clips: string;
  nobody: string;
  lines: Record<string, { name: string }>;
}

interface Mark {
  aspect: string;
  second: number;
}

interface Clip {
  id: string;
  group: string;
  url: string;
  data: Blob;
  sent: number;
  marks: Mark[];
}

const PIECE = 512 * 1024;
const LONGEST = 4 * 60_000; // milliseconds
const AGAIN = 20_000;
const RATES = { videoBitsPerSecond: 165_000, audioBitsPerSecond: 32_000 };
const KINDS = ["video/webm;codecs=vp9,opus", "video/webm;codecs=vp8,opus", "video/mp4", "video/webm"];

export function clips(config: Addresses & { sheet: string }, outbox: Outbox): void {
  const button = document.getElementById("film") as HTMLButtonElement | null;
  const kind = typeof MediaRecorder === "undefined" ? undefined : KINDS.find((one) => MediaRecorder.isTypeSupported(one));
  if (!button || !kind || !navigator.mediaDevices) return;
  button.hidden = false;
  let filming: { stop: () => void } | null = null;
  button.addEventListener("click", () => {
    if (filming) return filming.stop();
    void film(config, outbox, kind, () => (filming = null)).then((now) => (filming = now));
  });
  const queue = new Queue(config.sheet);
  void queue.open().then(() => queue.flush());
  document.getElementById("send-clips")?.addEventListener("click", () => void queue.flush(true));
  window.addEventListener("online", () => void queue.flush());
  window.setInterval(() => void queue.flush(), AGAIN);
  keep = (clip) => queue.add(clip);
}

let keep: (clip: Clip) => Promise<void> = () => Promise.resolve();

async function film(config: Addresses & { sheet: string }, outbox: Outbox, kind: string, ended: () => void): Promise<{ stop: () => void }> {
  const place = document.getElementById("viewfinder")!;
  const camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15 }, facingMode: "environment" } });
  const view = place.querySelector("video")!;
  view.srcObject = camera;
  place.hidden = false;
  const began = Date.now();
  const marks: Mark[] = [];
  const parts: Blob[] = [];
  const recorder = new MediaRecorder(camera, { mimeType: kind, ...RATES });
  const buttons = place.querySelector<HTMLElement>("[data-bookmarks]")!;
  buttons.replaceChildren(...Object.entries(config.lines).map(([aspect, line]) => bookmark(line.name, () => marks.push({ aspect, second: Math.round((Date.now() - began) / 1000) }))));
  recorder.ondataavailable = (event) => event.data.size && parts.push(event.data);
  recorder.onstop = () => {
    for (const track of camera.getTracks()) track.stop();
    place.hidden = true;
    ended();
    void finished(config, outbox, new Blob(parts, { type: kind }), marks, new Date(began));
  };
  recorder.start(1_000);
  const limit = window.setTimeout(() => recorder.state !== "inactive" && recorder.stop(), LONGEST);
  return {
    stop: () => {
      window.clearTimeout(limit);
      if (recorder.state !== "inactive") recorder.stop();
    },
  };
}

function bookmark(name: string, noted: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn quiet";
  button.append(icon("bookmark"), name);
  button.addEventListener("click", () => {
    noted();
    navigator.vibrate?.(30);
    button.setAttribute("aria-pressed", "true");
  });
  return button;
}

// The clip goes into this device's store; that it exists, and its digest, goes out as a fact like every other.
async function finished(config: Addresses & { sheet: string }, outbox: Outbox, data: Blob, marks: Mark[], taken: Date): Promise<void> {
  const id = newId();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await data.arrayBuffer()));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const url = config.clips.replace(config.nobody, id);
  const body = { digest: hex, bytes: data.size, bookmarks: marks, taken_at: taken.toISOString(), type: data.type.split(";")[0] };
  await outbox.add({ id, place: `clip-${id}`, method: "PUT", url, body }, () => body, null);
  await keep({ id, group: config.sheet, url: `${url}/pieces`, data, sent: 0, marks });
  const row = document.createElement("li");
  row.append(icon("video"), `${clockTime(taken)} · ${figures((data.size / 1_000_000).toFixed(1))} MB · ${marks.map((mark) => config.lines[mark.aspect]?.name ?? "").join(say("joiner"))}`);
  document.getElementById("clips")!.append(row);
}

class Queue {
  private db: IDBDatabase | null = null;
  private busy = false;

  constructor(private readonly group: string) {}

  async open(): Promise<void> {
    this.db = await new Promise<IDBDatabase | null>((resolve) => {
      const opening = indexedDB.open("warsha-clips", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("clips", { keyPath: "id" });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => resolve(null);
    });
    await this.show();
  }

  async add(clip: Clip): Promise<void> {
    await this.write((store) => store.put(clip));
    await this.show();
    void this.flush();
  }

  /** Send what waits, from where the server has it. On mobile data only when asked to. */
  async flush(asked = false): Promise<void> {
    if (this.busy || !navigator.onLine || (!asked && metered())) return;
    this.busy = true;
    try {
      for (const clip of await this.waiting()) if (!(await this.send(clip))) break;
    } finally {
      this.busy = false;
      await this.show();
    }
  }

  private async send(clip: Clip): Promise<boolean> {
    while (clip.sent < clip.data.size) {
      const body = clip.data.slice(clip.sent, clip.sent + PIECE);
      const headers = { Accept: "application/json", "Content-Type": "application/octet-stream", "X-CSRFToken": csrf() };
      const answer = await fetch(`${clip.url}?at=${clip.sent}`, { method: "PUT", headers, body }).catch(() => null);
      const said = (await answer?.json().catch(() => ({}))) as { have?: number; code?: string } | undefined;
      if (typeof said?.have !== "number") {
        // The server does not know the clip yet (its fact is still on the way), or is busy: later.
        if (answer && answer.status >= 400 && answer.status < 500 && said?.code === "clip_wrong") await this.write((store) => store.delete(clip.id));
        return false;
      }
      clip.sent = said.have;
      await this.write((store) => store.put(clip));
      await this.show();
    }
    await this.write((store) => store.delete(clip.id));
    return true;
  }

  private async waiting(): Promise<Clip[]> {
    const all = await this.write((store) => store.getAll() as IDBRequest<Clip[]>);
    return (all ?? []).filter((clip) => clip.group === this.group);
  }

  private async show(): Promise<void> {
    const waiting = await this.waiting();
    const place = document.getElementById("clips-wait")!;
    place.hidden = waiting.length === 0;
    const left = waiting.reduce((sum, clip) => sum + clip.data.size - clip.sent, 0) / 1_000_000;
    place.querySelector("span")!.textContent = say("clips_wait", { count: waiting.length, megabytes: left.toFixed(1) });
  }

  private write<T>(work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
    return new Promise((resolve) => {
      if (!this.db) return resolve(undefined);
      const asked = work(this.db.transaction("clips", "readwrite").objectStore("clips"));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(undefined);
    });
  }
}

// Where the browser says what line it has: anything but mobile data. Where it does not say, a saver of data is believed.
function metered(): boolean {
  const line = (navigator as { connection?: { type?: string; saveData?: boolean } }).connection;
  return line?.type === "cellular" || line?.saveData === true;
}

function csrf(): string {
  return document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length) ?? "";
}
