// The lesson player. The page already holds a <video> with the browser's own controls; this takes its place where it can.
//
// For the page around it: the section [data-player] tells `warsha:progress` {uuid, seconds, played, duration, ended} every few
// seconds and `warsha:time` {uuid, seconds} as it plays, and hears `warsha:seek` {seconds}, `warsha:play` and `warsha:pause`.
import { Captions } from "./captions";
import { wireKeys } from "./keys";
import { canStream, choices, chosen, ladder, named, type Choice, type Lane, type Recording } from "./lanes";
import { recall, remember } from "./memory";
import { Pace } from "./pace";
import { Sheet } from "./sheet";
import { Stream } from "./stream";
import { TimeBar } from "./time";

const JUMP = 10; // seconds
const SPEEDS = [1, 1.25, 1.5, 1.75, 0.75];
const REPORT_EVERY = 10; // seconds of play

class Player {
  private readonly video: HTMLVideoElement;
  private readonly pace = new Pace();
  private bar!: TimeBar;
  private sheet!: Sheet;
  private captions!: Captions;
  private lanes: Lane[] = [];
  private choice: Choice = "auto";
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
    const kept = Number(recall(`place-${recording.uuid}`) ?? 0);
    this.place = kept > 3 && kept < recording.seconds - 3 ? kept : 0;
    // An address may name a moment: ?at=75#film-<uuid>
    const asked = Number(new URLSearchParams(location.search).get("at"));
    if (asked > 0 && asked < recording.seconds && location.hash === `#${box.id}`) this.place = asked;
  }

  async start(): Promise<void> {
    const { video, box } = this;
    video.removeAttribute("src");
    video.controls = false;
    video.load();
    this.lanes = await choices(this.recording.lanes);
    this.choice = chosen(this.lanes);
    this.bar = new TimeBar(box, this.recording, (moment) => this.seek(moment));
    this.sheet = new Sheet(box, this.lanes, this.choice, (choice) => this.choose(choice));
    this.captions = new Captions(box, video, (text) => this.say(text));
    this.wireButtons();
    this.wireVideo();
    this.wirePage();
    wireKeys(box, this);
    this.setSpeed(Number(recall("speed") ?? 1), false);
    this.captions.set(recall("captions") ?? document.documentElement.lang);
    this.find(".player-controls").hidden = false;
    box.dataset.ready = "yes";
    this.show(this.wanted()[0]);
    this.bar.show(this.place);
  }

  private find<E extends HTMLElement>(selector: string): E {
    return this.box.querySelector(selector) as E;
  }

  private on(name: string, act: () => void): void {
    this.box.querySelector(`[data-do="${name}"]`)?.addEventListener("click", act);
  }

  /** Say something to those who hear the page rather than see it. */
  private say(text: string): void {
    this.find("[data-say]").textContent = text;
  }

  /** The lanes that the choice allows, largest first: several only for "automatic". */
  private wanted(): Lane[] {
    if (this.choice === "auto") return ladder(this.lanes);
    return this.lanes.filter((lane) => named(lane) === this.choice);
  }

  /** Give the video its bytes: by ranges where the browser streams, by playlist on iPhones, as one file elsewhere. */
  private attach(): void {
    this.stream?.close();
    this.stream = null;
    const { video } = this;
    const lanes = this.wanted();
    const first = this.pace.choose(lanes, 0);
    if (lanes.every(canStream)) {
      const wait = (offline: boolean): boolean => (this.find(".player-wait").hidden = !offline);
      this.stream = new Stream(video, lanes, this.pace, wait, (lane) => this.show(lane));
    } else {
      const playlist = video.canPlayType("application/vnd.apple.mpegurl") !== "";
      const many = playlist && lanes.length > 1;
      video.src = many ? this.recording.master : playlist ? this.recording.master.replace("master", first.name) : first.address;
    }
    this.show(first);
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

  toggle(): void {
    if (!this.video.paused) return this.video.pause();
    if (!this.started) {
      this.started = true;
      this.attach();
    }
    void this.video.play().catch(() => undefined);
  }

  skip(seconds: number): void {
    this.seek(this.place + seconds);
  }

  /** Go to a share of the whole, from 0 to 1. */
  goTo(share: number): void {
    this.seek(share * this.recording.seconds);
  }

  private seek(moment: number): void {
    this.place = Math.max(0, Math.min(this.recording.seconds - 0.1, moment));
    if (this.started) this.video.currentTime = this.place;
    this.bar.show(this.place);
    this.showStill();
  }

  private wireButtons(): void {
    const { video } = this;
    this.on("play", () => this.toggle());
    this.on("back", () => this.skip(-JUMP));
    this.on("ahead", () => this.skip(JUMP));
    this.on("speed", () => this.faster(1));
    this.on("captions", () => this.nextCaptions());
    this.on("full", () => this.fullScreen());
    this.on("small", () => this.smallWindow());
    const small = this.find("[data-do=small]");
    small.hidden = !document.pictureInPictureEnabled;
    video.addEventListener("enterpictureinpicture", () => small.setAttribute("aria-pressed", "true"));
    video.addEventListener("leavepictureinpicture", () => small.setAttribute("aria-pressed", "false"));
    video.addEventListener("click", () => this.toggle());
  }

  private wireVideo(): void {
    const { video, box, recording } = this;
    const show = (): void => {
      const playing = !video.paused && !video.ended;
      box.dataset.playing = playing ? "yes" : "no";
      if (playing) box.dataset.begun = "yes";
      const button = this.find("[data-do=play]");
      button.setAttribute("aria-label", (playing ? button.dataset.pause : button.dataset.play) ?? "");
    };
    for (const name of ["play", "pause", "ended"]) video.addEventListener(name, show);
    video.addEventListener("timeupdate", () => this.tick());
    video.addEventListener("pause", () => this.report());
    video.addEventListener("ended", () => {
      remember(`place-${recording.uuid}`, "0");
      this.report();
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.report());
    show();
    if (!("mediaSession" in navigator)) return;
    // The buttons of the lock screen and of earphones.
    video.addEventListener("play", () => {
      navigator.mediaSession.metadata = new MediaMetadata({ title: recording.title });
      navigator.mediaSession.setActionHandler("seekbackward", () => this.skip(-JUMP));
      navigator.mediaSession.setActionHandler("seekforward", () => this.skip(JUMP));
    });
  }

  /** What the page asks for, and the lines of the transcript: links to their moments that go there and play. */
  private wirePage(): void {
    const { box, video } = this;
    box.addEventListener("warsha:seek", (event) => this.seek((event as CustomEvent<{ seconds: number }>).detail.seconds));
    box.addEventListener("warsha:play", () => video.paused && this.toggle());
    box.addEventListener("warsha:pause", () => video.pause());
    for (const line of document.querySelectorAll<HTMLAnchorElement>(`a[data-at][href$="#${box.id}"]`)) {
      line.addEventListener("click", (event) => {
        event.preventDefault();
        this.seek(Number(line.dataset.at));
        if (video.paused) this.toggle();
        box.scrollIntoView({ block: "nearest" });
      });
    }
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
    this.bar.show(this.place);
    this.showStill();
    this.tell("warsha:time", { uuid: this.recording.uuid, seconds: this.place });
  }

  private tell(name: string, detail: object): void {
    this.box.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** Tell the page how far the person is; the lesson records it. */
  private report(): void {
    if (!this.started) return;
    this.reported = this.played;
    const { uuid, seconds: duration } = this.recording;
    const { ended } = this.video;
    if (!ended) remember(`place-${uuid}`, this.place.toFixed(1));
    this.tell("warsha:progress", { uuid, seconds: Math.round(this.place), played: Math.round(this.played), duration, ended });
  }

  faster(by: number): void {
    const at = SPEEDS.indexOf(this.video.playbackRate);
    this.setSpeed(SPEEDS[(at + by + SPEEDS.length) % SPEEDS.length] ?? 1);
  }

  private setSpeed(speed: number, aloud = true): void {
    this.video.playbackRate = this.video.defaultPlaybackRate = SPEEDS.includes(speed) ? speed : 1;
    const text = `${this.video.playbackRate}×`;
    this.find("[data-do=speed] bdi").textContent = text;
    remember("speed", String(this.video.playbackRate));
    if (aloud) this.say(text);
  }

  nextCaptions(): void {
    this.captions.next();
  }

  /** A person chose another way: go on from the same moment. */
  private choose(choice: Choice): void {
    const playing = !this.video.paused;
    this.choice = choice;
    if (!this.started) return this.show(this.wanted()[0]);
    this.attach();
    if (playing) void this.video.play().catch(() => undefined);
  }

  /** Which lane is on, what it costs, and whether there is something to see. */
  private show(lane: Lane | undefined): void {
    const { box } = this;
    box.dataset.lane = lane?.name ?? "";
    box.dataset.kind = lane?.kind ?? "";
    if (lane?.kind === "audio" && document.pictureInPictureElement === this.video) void document.exitPictureInPicture();
    this.sheet.show(lane);
    const [size, price] = box.querySelectorAll<HTMLElement>(".player-price > *");
    const most = this.wanted()[0];
    if (size && price && most) {
      size.textContent = most.side ? `${most.side}p` : "";
      price.textContent = this.sheet.price(most) || price.textContent;
    }
    this.showStill();
  }

  /** While only the sound is heard: the picture that belongs to the moment. */
  private showStill(): void {
    const still = this.box.querySelector<HTMLImageElement>(".player-still");
    if (!still || !this.started || this.box.dataset.kind !== "audio") return;
    const shown = this.recording.stills.filter((one) => one.at <= this.place + 0.5).pop();
    if (shown && still.getAttribute("src") !== shown.address) still.src = shown.address;
    still.hidden = !shown;
  }

  mute(): void {
    this.video.muted = !this.video.muted;
    this.say(this.video.muted ? (this.box.dataset.muted ?? "") : "");
  }

  /** The picture in a window of its own, and back. What has not begun begins: there is no picture before. */
  smallWindow(): void {
    const { video } = this;
    if (!document.pictureInPictureEnabled || this.box.dataset.kind === "audio") return;
    if (document.pictureInPictureElement === video) return void document.exitPictureInPicture();
    const open = (): void => void video.requestPictureInPicture().catch(() => undefined);
    if (video.readyState > 0) return open();
    video.addEventListener("loadedmetadata", open, { once: true });
    this.toggle();
  }

  fullScreen(): void {
    if (document.fullscreenElement) return void document.exitFullscreen();
    const phone = this.video as HTMLVideoElement & { webkitEnterFullscreen?: () => void };
    if (this.box.requestFullscreen) void this.box.requestFullscreen().catch(() => undefined);
    else phone.webkitEnterFullscreen?.();
  }
}

for (const box of document.querySelectorAll<HTMLElement>("[data-player]")) {
  const words = box.querySelector('script[type="application/json"]')?.textContent;
  if (words) void new Player(box, JSON.parse(words) as Recording).start();
}
