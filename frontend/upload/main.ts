// The resumable upload: pieces of at most one megabyte, pause and go on, and the reason when a file is refused.
//
// Where files are kept in a bucket and the network is good, the file goes there in large parts (direct.ts) after the first
// small pieces have shown how good it is; on a slow network small pieces to this server lose less by each cut.
import { Upload } from "tus-js-client";
import { DirectUpload } from "./direct";

interface Words {
  uploading: string;
  paused: string;
  waiting: string;
  converting: string;
  ready: string;
  pause: string;
  resume: string;
  cancel: string;
  again: string;
  failed: string;
  megabytes: string;
  minutes: string;
  seconds: string;
}

interface Settings {
  endpoint: string;
  direct: string; // empty where no bucket is used
  state: string; // with a uuid of zeros in it
  piece: number;
  done: string;
  words: Words;
}

interface AssetState {
  uuid: string;
  state: "queued" | "processing" | "ready" | "refused";
  label: string;
  percent: number;
  message: string;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";
/** A cut costs at most the piece under way: it is small on a slow network, and large where it goes through in a moment. */
const SMALLEST = 128 * 1024;
const SECONDS_A_PIECE = 6;
const GOOD = 250_000; // bytes a second
const WORTH = 16_000_000; // bytes still to send for which another way is worth the change
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

class UploadBox {
  private upload: Upload | null = null;
  private direct: DirectUpload | null = null;
  private file: File | null = null;
  private paused = false;
  private asset = "";
  private timer = 0;
  private pieceBegun = 0;
  private speed = 0; // bytes a second

  constructor(
    private readonly box: HTMLElement,
    private readonly settings: Settings,
  ) {
    box.hidden = false;
    const form = box.parentElement?.parentElement?.querySelector<HTMLFormElement>("form[enctype]");
    if (form) form.hidden = true; // the plain form is for pages without script
    const input = this.find<HTMLInputElement>(".upload-file");
    input.addEventListener("change", () => input.files?.[0] && this.start(input.files[0]));
    this.takeDrops();
    this.button("pause").addEventListener("click", () => this.pause());
    this.button("cancel").addEventListener("click", () => this.cancel());
  }

  private find<E extends HTMLElement>(selector: string): E {
    return this.box.querySelector(selector) as E;
  }

  private button(name: string): HTMLButtonElement {
    return this.find(`[data-do="${name}"]`);
  }

  private takeDrops(): void {
    const drop = this.find(".upload-drop");
    for (const name of ["dragover", "dragenter", "dragleave", "drop"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", name.startsWith("drag") && name !== "dragleave");
      });
    }
    drop.addEventListener("drop", (event) => {
      const file = event.dataTransfer?.files[0];
      if (file) this.start(file);
    });
  }

  private start(file: File): void {
    const { words } = this.settings;
    this.find(".upload-drop").hidden = true;
    this.find(".upload-work").hidden = false;
    this.find(".upload-name bdi").textContent = file.name;
    this.button("pause").textContent = words.pause;
    this.button("cancel").textContent = words.cancel;
    this.box.dataset.state = "uploading";
    this.file = file;
    this.upload = new Upload(file, {
      endpoint: this.settings.endpoint,
      chunkSize: Math.min(2 * SMALLEST, this.settings.piece),
      retryDelays: [0, 1000, 2000, 4000, 8000, 15000, 15000, 30000, 60000],
      metadata: { filename: file.name },
      removeFingerprintOnSuccess: true,
      headers: { "X-CSRFToken": this.box.dataset.csrf ?? "" },
      onProgress: (sent, all) => this.show(sent, all),
      onChunkComplete: (size) => this.fit(size),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        if (status === 0 || status >= 500) this.say(words.waiting);
        return status === 0 || status >= 500 || status === 409 || status === 423 || status === 460;
      },
      onAfterResponse: (_request, response) => {
        this.asset = response.getHeader("Warsha-Asset") ?? this.asset;
      },
      onError: (error) => this.refuse("originalResponse" in error ? error.originalResponse?.getBody() : ""),
      onSuccess: () => this.follow(),
    });
    void this.goOn(this.upload);
  }

  /** The same file chosen again goes on where it stopped, also after the browser was closed. */
  private async goOn(upload: Upload): Promise<void> {
    const earlier = await upload.findPreviousUploads();
    if (earlier[0]) upload.resumeFromPreviousUpload(earlier[0]);
    this.pieceBegun = performance.now();
    upload.start();
  }

  /** The next piece is as large as the network carries in a few seconds. */
  private fit(size: number): void {
    const now = performance.now();
    const took = (now - this.pieceBegun) / 1000;
    this.pieceBegun = now;
    if (!this.upload || took <= 0) return;
    const speed = size / took;
    this.speed = this.speed ? this.speed * 0.7 + speed * 0.3 : speed;
    if (this.settings.direct && this.file && this.speed > GOOD && this.file.size - size > WORTH) return this.goDirect(this.file);
    this.upload.options.chunkSize = Math.round(Math.max(SMALLEST, Math.min(this.settings.piece, speed * SECONDS_A_PIECE)));
  }

  private goDirect(file: File): void {
    void this.upload?.abort(true).catch(() => undefined);
    this.upload = null;
    this.direct = new DirectUpload(file, this.settings.direct, this.box.dataset.csrf ?? "", {
      progress: (sent, speed) => {
        this.speed = speed;
        this.show(sent, file.size);
      },
      waiting: () => this.say(this.settings.words.waiting),
      refused: (message) => this.end("refused", message || this.settings.words.failed),
      done: (uuid) => {
        this.asset = uuid;
        this.follow();
      },
    });
    void this.direct.start();
  }

  private show(sent: number, all: number): void {
    if (this.paused) return;
    this.find<HTMLProgressElement>("progress").value = (100 * sent) / all;
    const { words } = this.settings;
    const amount = words.megabytes.replace("%(done)s", megabytes(sent)).replace("%(all)s", megabytes(all));
    const left = this.speed ? (all - sent) / this.speed : 0;
    const time = left > 90 ? words.minutes.replace("%s", String(Math.round(left / 60))) : words.seconds.replace("%s", String(Math.ceil(left / 5) * 5));
    this.say(words.uploading);
    this.find(".upload-amount").textContent = [amount, left > 4 ? time : ""].filter(Boolean).join(" · ");
  }

  private pause(): void {
    const { words } = this.settings;
    this.paused = !this.paused;
    this.button("pause").textContent = this.paused ? words.resume : words.pause;
    if (this.paused) {
      void this.upload?.abort();
      this.direct?.pause();
      this.say(words.paused);
    } else if (this.direct) {
      void this.direct.start();
    } else {
      this.pieceBegun = performance.now();
      this.upload?.start();
    }
  }

  private cancel(): void {
    clearTimeout(this.timer);
    if (this.upload && this.box.dataset.state === "uploading") void this.upload.abort(true).catch(() => undefined);
    if (this.box.dataset.state === "uploading") void this.direct?.cancel();
    this.upload = this.direct = null;
    this.paused = false;
    this.button("pause").hidden = false;
    this.find<HTMLInputElement>(".upload-file").value = "";
    this.find<HTMLProgressElement>("progress").value = 0;
    this.find(".upload-drop").hidden = false;
    this.find(".upload-work").hidden = true;
    this.box.dataset.state = "";
  }

  private refuse(body: string | undefined): void {
    let message = this.settings.words.failed;
    try {
      message = (JSON.parse(body ?? "") as { message?: string }).message ?? message;
    } catch {
      // Not an answer of ours: the network, or a proxy. The general sentence stays.
    }
    this.end("refused", message);
  }

  private end(state: string, message: string): void {
    this.box.dataset.state = state;
    this.button("pause").hidden = true;
    this.button("cancel").textContent = this.settings.words.again;
    this.find(".upload-amount").textContent = "";
    this.say(message);
  }

  /** The bytes are there; say how far the conversion is until it ends. */
  private follow(): void {
    this.end("converting", this.settings.words.converting);
    this.box.dispatchEvent(new CustomEvent("warsha:uploaded", { bubbles: true, detail: { uuid: this.asset } }));
    if (this.asset) void this.ask();
  }

  private async ask(): Promise<void> {
    try {
      const answer = await fetch(this.settings.state.replace(NOBODY, this.asset), { headers: { Accept: "application/json" } });
      const state = (await answer.json()) as AssetState;
      if (this.box.dataset.state !== "converting") return;
      if (state.state === "ready") {
        this.find<HTMLProgressElement>("progress").value = 100;
        this.end("ready", `${state.label} · ${this.find(".upload-name bdi").textContent}`);
        this.box.dispatchEvent(new CustomEvent("warsha:asset-ready", { bubbles: true, detail: { uuid: state.uuid } }));
        return;
      }
      if (state.state === "refused") return this.end("refused", state.message);
      this.find<HTMLProgressElement>("progress").value = state.percent;
    } catch {
      // The network is away for a moment; the next question finds out.
    }
    this.timer = window.setTimeout(() => void this.ask(), 2000);
  }

  /** What state it is in, said aloud too: only where it changes, the amounts would drown everything else. */
  private say(text: string): void {
    const status = this.find(".upload-status");
    if (status.textContent !== text) status.textContent = text;
  }
}

for (const box of document.querySelectorAll<HTMLElement>("[data-upload]")) {
  const words = box.querySelector("#upload-settings")?.textContent;
  if (words) new UploadBox(box, JSON.parse(words) as Settings);
}
