// The bar of time: from left to right in every language, with a small picture of the moment under the finger.
import type { Recording } from "./lanes";

const SHOWN = 1200; // milliseconds a picture stays after a key or a tap

export const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${h ? `${h}:${String(m).padStart(2, "0")}` : m}:${String(s).padStart(2, "0")}`;
};

export class TimeBar {
  private readonly bar: HTMLInputElement;
  private readonly peek: HTMLElement;
  private timer = 0;

  constructor(
    private readonly box: HTMLElement,
    private readonly recording: Recording,
    seek: (moment: number) => void,
  ) {
    this.bar = box.querySelector(".player-time input") as HTMLInputElement;
    this.peek = box.querySelector(".player-peek") as HTMLElement;
    const { bar } = this;
    bar.max = String(recording.seconds);
    bar.addEventListener("input", () => {
      seek(Number(bar.value));
      this.glance(Number(bar.value) / Math.max(1, recording.seconds));
    });
    bar.addEventListener("pointermove", (event) => {
      const edge = bar.getBoundingClientRect();
      this.look((event.clientX - edge.left) / edge.width);
    });
    for (const name of ["pointerleave", "pointerup", "pointercancel"]) bar.addEventListener(name, () => this.hide());
  }

  show(place: number): void {
    const { bar, recording } = this;
    bar.value = String(place);
    bar.style.setProperty("--v", String((100 * place) / Math.max(1, recording.seconds)));
    bar.setAttribute("aria-valuetext", `${clock(place)} / ${clock(recording.seconds)}`);
    (this.box.querySelector("[data-now]") as HTMLElement).textContent = clock(place);
  }

  /** The picture for a moment, for as long as one looks. */
  private glance(share: number): void {
    this.look(share);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.hide(), SHOWN);
  }

  private look(asked: number): void {
    const { sprite, seconds } = this.recording;
    const share = Math.max(0, Math.min(1, asked));
    const { peek, bar } = this;
    peek.dataset.time = clock(share * seconds);
    if (sprite) {
      const tile = Math.min(sprite.count - 1, Math.floor((share * seconds) / sprite.every));
      peek.style.backgroundImage = `url("${sprite.address}")`;
      peek.style.backgroundPosition = `-${(tile % sprite.columns) * sprite.w}px -${Math.floor(tile / sprite.columns) * sprite.h}px`;
      peek.style.width = `${sprite.w}px`;
      peek.style.height = `${sprite.h}px`;
    }
    const width = sprite?.w ?? 64;
    const edge = bar.getBoundingClientRect();
    const start = edge.left - (peek.offsetParent ?? this.box).getBoundingClientRect().left;
    peek.style.left = `${Math.max(0, Math.min(edge.width - width, share * edge.width - width / 2)) + start}px`;
    peek.hidden = false;
  }

  private hide(): void {
    this.peek.hidden = true;
  }
}
