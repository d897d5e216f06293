// The lesson player. The page already holds a <video> with the browser's own controls; this takes its place where it can.
import { canStream, choices, decodesAv1, suited, type Lane, type Recording } from "./lanes";
import { recall, remember } from "./memory";
import { Stream } from "./stream";

const JUMP = 10; // seconds
const SPEEDS = [1, 1.25, 1.5, 0.75];
const REPORT_EVERY = 10; // seconds of play

const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${h ? `${h}:${String(m).padStart(2, "0")}` : m}:${String(s).padStart(2, "0")}`;
};

class Player {
  private readonly video: HTMLVideoElement;
  private readonly bar: HTMLInputElement;
  private lanes: Lane[] = [];
  private lane: Lane | undefined;
  private stream: Stream | null = null;
  private started = false;
  private place: number;
  private played = 0;
  private reported = 0;
  private last = 0;

  constructor(
    private readonly box: HTMLElement,
    private readonly recording: Recording,
  ) {
    this.video = this.find("video");
    this.bar = this.find(".player-time input");
    const kept = Number(recall(`place-${recording.uuid}`) ?? 0);
    this.place = kept > 3 && kept < recording.seconds - 3 ? kept : 0;
    // An address may name a moment: ?at=75#film-<uuid>
    const asked = Number(new URLSearchParams(location.search).get("at"));
    if (asked > 0 && asked < recording.seconds && location.hash === `#${box.id}`) this.place = asked;
  }

  async start(): Promise<void> {
    const { video } = this;
    video.removeAttribute("src");
    video.controls = false;
    video.load();
    this.lanes = choices(this.recording.lanes, await decodesAv1(this.recording.lanes));
    this.lane = suited(this.lanes, recall("lane"));
    this.wireButtons();
    this.wireVideo();
    this.wireTime();
    this.wireLanes();
    this.wireKeys();
    this.wireTranscript();
    this.setSpeed(Number(recall("speed") ?? 1));
    this.setCaptions(recall("captions") !== "off");
    this.find(".player-controls").hidden = false;
    this.box.dataset.ready = "yes";
    this.showTime();
  }

  private find<E extends HTMLElement>(selector: string): E {
    return this.box.querySelector(selector) as E;
  }

  private on(name: string, act: () => void): void {
    this.box.querySelector(`[data-do="${name}"]`)?.addEventListener("click", act);
  }

  /** Give the video its bytes: by ranges where the browser streams, by playlist on iPhones, as one file elsewhere. */
  private attach(lane: Lane): void {
    this.stream?.close();
    this.stream = null;
    this.lane = lane;
    const { video } = this;
    if (canStream(lane)) {
      this.stream = new Stream(video, lane, (offline) => (this.find(".player-wait").hidden = !offline));
    } else {
      const playlist = video.canPlayType("application/vnd.apple.mpegurl") !== "";
      video.src = playlist ? lane.address.replace(/\.mp4$/, ".m3u8") : lane.address;
    }
    this.box.dataset.lane = lane.name;
    const place = this.place;
    const speed = video.playbackRate;
    video.addEventListener(
      "loadedmetadata",
      () => {
        if (place) video.currentTime = place;
        video.playbackRate = speed;
      },
      { once: true },
    );
  }

  private toggle(): void {
    if (!this.video.paused) return this.video.pause();
    if (!this.started && this.lane) {
      this.started = true;
      this.attach(this.lane);
    }
    void this.video.play().catch(() => undefined);
  }

  private seek(moment: number): void {
    this.place = Math.max(0, Math.min(this.recording.seconds - 0.1, moment));
    if (this.started) this.video.currentTime = this.place;
    this.showTime();
  }

  private wireButtons(): void {
    this.on("play", () => this.toggle());
    this.on("back", () => this.seek(this.place - JUMP));
    this.on("ahead", () => this.seek(this.place + JUMP));
    this.on("speed", () => this.setSpeed(SPEEDS[(SPEEDS.indexOf(this.video.playbackRate) + 1) % SPEEDS.length] ?? 1));
    this.on("captions", () => this.setCaptions(this.box.dataset.captions === "off"));
    this.on("full", () => this.fullScreen());
    this.video.addEventListener("click", () => this.toggle());
  }

  private wireVideo(): void {
    const { video, box } = this;
    const show = (): void => {
      const playing = !video.paused && !video.ended;
      box.dataset.playing = playing ? "yes" : "no";
      const button = this.find("[data-do=play]");
      button.setAttribute("aria-label", (playing ? button.dataset.pause : button.dataset.play) ?? "");
    };
    for (const name of ["play", "pause", "ended"]) video.addEventListener(name, show);
    video.addEventListener("timeupdate", () => this.tick());
    video.addEventListener("pause", () => this.report());
    video.addEventListener("ended", () => {
      remember(`place-${this.recording.uuid}`, "0");
      this.report();
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.report());
    show();
  }

  private tick(): void {
    const now = this.video.currentTime;
    if (!this.video.seeking && this.video.readyState > 1) {
      const step = now - this.last;
      if (step > 0 && step < 2) this.played += step;
      this.place = now;
    }
    this.last = now;
    if (this.played - this.reported >= REPORT_EVERY) this.report();
    this.showTime();
  }

  /** Tell the page how far the person is; the lesson records it. */
  private report(): void {
    if (!this.started) return;
    this.reported = this.played;
    if (!this.video.ended) remember(`place-${this.recording.uuid}`, this.place.toFixed(1));
    const detail = {
      uuid: this.recording.uuid,
      seconds: Math.round(this.place),
      played: Math.round(this.played),
      duration: this.recording.seconds,
      ended: this.video.ended,
    };
    this.box.dispatchEvent(new CustomEvent("warsha:progress", { bubbles: true, detail }));
  }

  private wireTime(): void {
    const { bar } = this;
    bar.max = String(this.recording.seconds);
    bar.addEventListener("input", () => this.seek(Number(bar.value)));
    const peek = this.find(".player-peek");
    const sprite = this.recording.sprite;
    if (!sprite) return;
    bar.addEventListener("pointermove", (event) => {
      const edge = bar.getBoundingClientRect();
      const share = Math.max(0, Math.min(1, (event.clientX - edge.left) / edge.width));
      const tile = Math.min(sprite.count - 1, Math.floor((share * this.recording.seconds) / sprite.every));
      peek.style.backgroundImage = `url("${sprite.address}")`;
      peek.style.backgroundPosition = `-${(tile % sprite.columns) * sprite.w}px -${Math.floor(tile / sprite.columns) * sprite.h}px`;
      peek.style.width = `${sprite.w}px`;
      peek.style.height = `${sprite.h}px`;
      peek.style.left = `${Math.max(0, Math.min(edge.width - sprite.w, share * edge.width - sprite.w / 2)) + edge.left - this.find(".player-time").getBoundingClientRect().left}px`;
      peek.hidden = false;
    });
    for (const name of ["pointerleave", "pointerup", "pointercancel"]) bar.addEventListener(name, () => (peek.hidden = true));
  }

  private showTime(): void {
    const { bar, recording } = this;
    bar.value = String(this.place);
    bar.style.setProperty("--v", String((100 * this.place) / Math.max(1, recording.seconds)));
    bar.setAttribute("aria-valuetext", `${clock(this.place)} / ${clock(recording.seconds)}`);
    this.find("[data-now]").textContent = clock(this.place);
  }

  private setSpeed(speed: number): void {
    this.video.playbackRate = SPEEDS.includes(speed) ? speed : 1;
    this.find("[data-do=speed] bdi").textContent = `${this.video.playbackRate}×`;
    remember("speed", String(this.video.playbackRate));
  }

  private setCaptions(on: boolean): void {
    this.box.dataset.captions = on ? "on" : "off";
    this.box.querySelector("[data-do=captions]")?.setAttribute("aria-pressed", String(on));
    const { textTracks } = this.video;
    const wanted = [...textTracks].findIndex((track) => track.language === document.documentElement.lang);
    [...textTracks].forEach((track, number) => (track.mode = on && number === Math.max(0, wanted) ? "showing" : "disabled"));
    remember("captions", on ? "on" : "off");
  }

  private wireLanes(): void {
    const sheet = this.box.querySelector<HTMLDialogElement>("dialog");
    const button = this.find("[data-do=lane]");
    if (!sheet || !button) return;
    const show = (): void => {
      const lane = this.lane;
      this.box.dataset.kind = lane?.kind ?? "";
      for (const row of sheet.querySelectorAll<HTMLInputElement>("input")) {
        row.checked = row.value === String(lane?.side || "sound");
        const mine = this.lanes.find((one) => String(one.side || "sound") === row.value);
        const price = row.closest("label")?.querySelector<HTMLElement>(".lane-price");
        if (price?.dataset.av1 && mine?.codecs.startsWith("av01")) price.textContent = price.dataset.av1;
      }
      this.find("[data-lane]").textContent = lane?.side ? `${lane.side}p` : (button.dataset.sound ?? "");
    };
    button.addEventListener("click", () => sheet.showModal());
    sheet.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      if (target === sheet || target.closest("[data-do=close]")) sheet.close();
    });
    sheet.addEventListener("change", (event) => {
      const value = (event.target as HTMLInputElement).value;
      const lane = this.lanes.find((one) => String(one.side || "sound") === value);
      remember("lane", value);
      if (lane) this.change(lane);
      show();
    });
    show();
  }

  /** Go on in another lane from the same moment. */
  private change(lane: Lane): void {
    const playing = !this.video.paused;
    this.lane = lane;
    if (!this.started) return;
    this.attach(lane);
    if (playing) void this.video.play().catch(() => undefined);
  }

  private fullScreen(): void {
    if (document.fullscreenElement) return void document.exitFullscreen();
    const phone = this.video as HTMLVideoElement & { webkitEnterFullscreen?: () => void };
    if (this.box.requestFullscreen) void this.box.requestFullscreen().catch(() => undefined);
    else phone.webkitEnterFullscreen?.();
  }

  /** A line of the transcript is a link to its moment; here it goes there and plays. */
  private wireTranscript(): void {
    for (const line of document.querySelectorAll<HTMLAnchorElement>(`a[data-at][href$="#${this.box.id}"]`)) {
      line.addEventListener("click", (event) => {
        event.preventDefault();
        this.seek(Number(line.dataset.at));
        if (this.video.paused) this.toggle();
        this.box.scrollIntoView({ block: "nearest" });
      });
    }
  }

  /** Keys go with time, which runs from left to right in every language. */
  private wireKeys(): void {
    const acts: Record<string, () => void> = {
      " ": () => this.toggle(),
      k: () => this.toggle(),
      ArrowLeft: () => this.seek(this.place - JUMP),
      ArrowRight: () => this.seek(this.place + JUMP),
      c: () => this.setCaptions(this.box.dataset.captions === "off"),
      f: () => this.fullScreen(),
    };
    this.box.addEventListener("keydown", (event) => {
      const target = event.target as HTMLElement;
      const act = acts[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || target.closest("dialog")) return;
      if (event.key === " " && target.closest("button")) return;
      event.preventDefault();
      act();
    });
  }
}

for (const box of document.querySelectorAll<HTMLElement>("[data-player]")) {
  const words = box.querySelector('script[type="application/json"]')?.textContent;
  if (words) void new Player(box, JSON.parse(words) as Recording).start();
}
