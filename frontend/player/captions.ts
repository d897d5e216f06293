// Captions: off, or one of the languages there are.
import { remember } from "./memory";

const OFF = "off";

export class Captions {
  private shown = OFF;

  constructor(
    private readonly box: HTMLElement,
    private readonly video: HTMLVideoElement,
    private readonly say: (text: string) => void,
  ) {}

  /** Off, then each language in turn. */
  next(): void {
    const order = [OFF, ...[...this.video.textTracks].map((track) => track.language)];
    this.set(order[(order.indexOf(this.shown) + 1) % order.length] ?? OFF, true);
  }

  /** Show a language, the first there is when that one is missing, or none. */
  set(wanted: string, aloud = false): void {
    const tracks = [...this.video.textTracks];
    const found = wanted === OFF ? undefined : (tracks.find((track) => track.language === wanted) ?? tracks[0]);
    for (const track of tracks) track.mode = track === found ? "showing" : "disabled";
    this.shown = found?.language ?? OFF;
    const button = this.box.querySelector<HTMLElement>("[data-do=captions]");
    button?.setAttribute("aria-pressed", String(Boolean(found)));
    const name = button?.querySelector("bdi");
    if (name) name.textContent = tracks.length > 1 && found ? found.language : "";
    if (tracks.length) remember("captions", this.shown);
    if (aloud) this.say(found ? found.label : (button?.dataset.off ?? ""));
  }
}
