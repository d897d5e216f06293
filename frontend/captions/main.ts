// Writing captions on the drawn sound. The page holds a plain form with the whole text; this takes its place where it can.
import { cutBySpeech, fault, read, write, type Cue, type Fault } from "./cues";
import { Wave } from "./wave";

interface Settings {
  wave: string;
  rate: number;
  seconds: number;
  language: string;
  words: Record<Exclude<Fault, ""> | "line" | "start" | "end" | "remove" | "count" | "saved" | "draft", string>;
}

const STEP = 0.1; // seconds an edge moves by key
const NEW = 2.5; // seconds of a new line

class Editor {
  private readonly video: HTMLVideoElement;
  private readonly text: HTMLTextAreaElement;
  private readonly list: HTMLOListElement;
  private readonly before: string[] = [];
  private readonly key: string;
  private cues: Cue[];
  private selected = 0;
  private wave: Wave | null = null;
  private heights = new Uint8Array();
  private until = Infinity;
  private sent = false;

  constructor(
    private readonly box: HTMLElement,
    private readonly settings: Settings,
  ) {
    this.video = this.find("video");
    this.text = this.find("textarea[name=text]");
    this.list = this.find("[data-lines]");
    this.key = `warsha-captions-${location.pathname}-${settings.language}`;
    this.cues = read(this.text.value);
    this.find("[data-plain]").hidden = true;
    this.find("[data-editor]").hidden = false;
    this.offerDraft();
    this.wire();
    this.list.replaceChildren();
    this.build();
    void this.hear();
  }

  private find<E extends HTMLElement>(selector: string): E {
    return this.box.querySelector(selector) as E;
  }

  /** Fetch the drawn sound; without it the lines can still be written. */
  private async hear(): Promise<void> {
    const { wave, rate, seconds } = this.settings;
    try {
      const answer = await fetch(wave);
      if (answer.ok) this.heights = new Uint8Array(await answer.arrayBuffer());
    } catch {
      // The lines are there; only the drawing is missing.
    }
    this.wave = new Wave(this.find("canvas"), this.heights, rate, seconds, {
      seek: (moment) => this.seek(moment),
      select: (number) => this.select(number),
      pull: (number, edge, moment) => this.pull(number, edge, moment),
      done: () => this.build(),
    });
    this.box.dataset.ready = "yes";
    const frame = (): void => {
      if (this.video.currentTime >= this.until) {
        this.video.pause();
        this.until = Infinity;
      }
      this.wave?.draw(this.cues, this.selected, this.video.currentTime);
      this.find("[data-shown]").textContent = this.cues.find((c) => c.start <= this.video.currentTime && this.video.currentTime < c.end)?.text ?? "";
      requestAnimationFrame(frame);
    };
    frame();
  }

  private wire(): void {
    const acts: Record<string, () => void> = {
      play: () => this.play(),
      add: () => this.add(),
      cut: () => this.cut(),
      undo: () => this.undo(),
      slow: () => this.slow(),
    };
    for (const [name, act] of Object.entries(acts)) this.find(`[data-do=${name}]`).addEventListener("click", act);
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.find<HTMLFormElement>("form").addEventListener("submit", () => {
      this.text.value = write(this.cues);
      this.sent = true;
      this.keep("");
    });
    addEventListener("beforeunload", (event) => {
      if (this.before.length && !this.sent) event.preventDefault();
    });
  }

  private press(event: KeyboardEvent): void {
    const writing = (event.target as HTMLElement).matches("textarea, input, select");
    const alt: Record<string, () => void> = {
      Enter: () => this.add(),
      ArrowLeft: () => this.seek(this.video.currentTime - 1),
      ArrowRight: () => this.seek(this.video.currentTime + 1),
      "[": () => this.mark("start", this.video.currentTime),
      "]": () => this.mark("end", this.video.currentTime),
      p: () => this.play(),
      Delete: () => this.remove(this.selected),
    };
    const act = event.altKey ? alt[event.key] : event.key === " " && !writing && !(event.target as HTMLElement).closest("button") ? acts(this) : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  }

  play(): void {
    this.until = Infinity;
    if (this.video.paused) void this.video.play().catch(() => undefined);
    else this.video.pause();
  }

  private slow(): void {
    this.video.playbackRate = this.video.playbackRate === 1 ? 0.75 : 1;
    this.find("[data-do=slow]").setAttribute("aria-pressed", String(this.video.playbackRate !== 1));
  }

  private seek(moment: number): void {
    this.video.currentTime = Math.max(0, Math.min(this.settings.seconds, moment));
  }

  private select(number: number): void {
    this.selected = number;
    for (const [at, row] of [...this.list.children].entries()) row.classList.toggle("chosen", at === number);
  }

  /** Keep what was before, so that it can be taken back; and a draft on this device. */
  private remember(): void {
    const now = JSON.stringify(this.cues);
    if (this.before[this.before.length - 1] !== now) this.before.push(now);
    this.find<HTMLButtonElement>("[data-do=undo]").disabled = false;
  }

  private undo(): void {
    const last = this.before.pop();
    if (!last) return;
    this.cues = JSON.parse(last) as Cue[];
    this.find<HTMLButtonElement>("[data-do=undo]").disabled = !this.before.length;
    this.build();
  }

  /** A new empty line at the present moment, and into it. */
  private add(): void {
    this.remember();
    const start = this.video.currentTime;
    const next = this.cues.find((cue) => cue.start > start + 0.3);
    const cue = { start, end: Math.min(start + NEW, next?.start ?? this.settings.seconds), text: "" };
    this.cues.push(cue);
    this.build(cue);
  }

  private cut(): void {
    this.remember();
    const fresh = cutBySpeech(this.heights, this.settings.rate);
    const free = fresh.filter((cue) => !this.cues.some((old) => old.start < cue.end && cue.start < old.end));
    this.cues.push(...free);
    this.build(free[0]);
  }

  private remove(number: number): void {
    if (!this.cues[number]) return;
    this.remember();
    this.cues.splice(number, 1);
    this.build();
  }

  private mark(edge: "start" | "end", moment: number): void {
    if (!this.cues[this.selected]) return;
    this.remember();
    this.pull(this.selected, edge, moment);
    this.build();
  }

  private pull(number: number, edge: "start" | "end", moment: number): void {
    const cue = this.cues[number];
    if (!cue) return;
    cue[edge] = edge === "start" ? Math.min(moment, cue.end - STEP) : Math.max(moment, cue.start + STEP);
    this.check();
  }

  /** Draw the list anew; the cursor goes into `into`. */
  private build(into?: Cue): void {
    this.cues.sort((a, b) => a.start - b.start);
    const rows = this.cues.map((cue, number) => this.row(cue, number));
    this.list.replaceChildren(...rows);
    if (into) rows[this.cues.indexOf(into)]?.querySelector("textarea")?.focus();
    this.select(into ? this.cues.indexOf(into) : Math.min(this.selected, Math.max(0, this.cues.length - 1)));
    this.check();
  }

  private row(cue: Cue, number: number): HTMLElement {
    const row = this.find<HTMLTemplateElement>("template").content.firstElementChild?.cloneNode(true) as HTMLElement;
    const part = <E extends HTMLElement>(selector: string): E => row.querySelector(selector) as E;
    const { words, language } = this.settings;
    const text = part<HTMLTextAreaElement>("textarea");
    text.value = cue.text;
    text.dir = language === "ar" ? "rtl" : "ltr";
    text.lang = language;
    text.setAttribute("aria-label", words.line.replace("%s", String(number + 1)));
    text.addEventListener("focus", () => {
      this.select(number);
      this.remember();
    });
    text.addEventListener("input", () => {
      cue.text = text.value;
      this.check();
    });
    for (const edge of ["start", "end"] as const) {
      const input = part<HTMLInputElement>(`[data-edge=${edge}]`);
      input.value = cue[edge].toFixed(1);
      input.setAttribute("aria-label", words[edge].replace("%s", String(number + 1)));
      input.addEventListener("change", () => {
        this.select(number);
        this.mark(edge, Number(input.value));
      });
    }
    part("[data-do=hear]").addEventListener("click", () => {
      this.select(number);
      this.seek(cue.start);
      this.until = cue.end;
      void this.video.play().catch(() => undefined);
    });
    part("[data-do=remove]").addEventListener("click", () => this.remove(number));
    return row;
  }

  /** Say at each line what is wrong with it, and keep a draft. */
  private check(): void {
    const { words } = this.settings;
    [...this.list.children].forEach((row, number) => {
      const found = fault(this.cues, number);
      const place = row.querySelector("[data-fault]");
      if (place) place.textContent = found ? words[found] : "";
    });
    this.find("[data-count]").textContent = words.count.replace("%s", String(this.cues.length));
    if (this.before.length) this.keep(write(this.cues));
  }

  private keep(text: string): void {
    try {
      if (text) localStorage.setItem(this.key, text);
      else localStorage.removeItem(this.key);
    } catch {
      // A private window: nothing is kept, nothing breaks.
    }
  }

  /** What was written here and never saved, as after a closed browser. */
  private offerDraft(): void {
    let draft: string | null = null;
    try {
      draft = localStorage.getItem(this.key);
    } catch {
      return;
    }
    if (!draft || draft === write(this.cues)) return;
    const offer = this.find("[data-draft]");
    offer.hidden = false;
    offer.querySelector("button")?.addEventListener("click", () => {
      this.remember();
      this.cues = read(draft ?? "");
      offer.hidden = true;
      this.build();
    });
  }
}

const acts = (editor: Editor) => (): void => editor.play();

for (const box of document.querySelectorAll<HTMLElement>("[data-captions]")) {
  const settings = box.querySelector('script[type="application/json"]')?.textContent;
  if (settings) new Editor(box, JSON.parse(settings) as Settings);
}
