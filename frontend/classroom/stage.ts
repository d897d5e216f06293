// The slide, its number, the pointer, and the instructor's strip.

import { byId, need, show, write } from "./dom";
import type { Command, Config, Room } from "./protocol";
import { say } from "./words";

const POINTER_EVERY = 120;

export class Stage {
  private readonly slides = Array.from(document.querySelectorAll<HTMLElement>("[data-slide]"));
  private shown = 0;
  private pointedAt = 0;

  constructor(config: Config, private readonly tell: (command: Command) => void, private readonly pass: (frame: Command) => void) {
    need("full").addEventListener("click", () => void (document.fullscreenElement ? document.exitFullscreen() : need("paper").requestFullscreen?.()));
    if (config.role === "instructor") this.lead();
  }

  get count(): number {
    return this.slides.length;
  }

  draw(room: Room): void {
    if (room.slide === this.shown) return;
    const first = this.shown === 0;
    this.shown = room.slide;
    for (const slide of this.slides) show(slide, Number(slide.dataset.slide) === room.slide);
    const title = this.slides[room.slide - 1]?.dataset.title ?? "";
    write(need("slide-number"), say("slide_of", { slide: room.slide, count: this.count }));
    if (!first) write(need("slide-said"), say("slide_shown", { slide: room.slide, title }));
    for (const button of document.querySelectorAll<HTMLElement>("[data-go]")) {
      const current = Number(button.dataset.go) === room.slide;
      if (current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      if (current) button.scrollIntoView({ block: "nearest", inline: "center" });
    }
    this.point(null, null);
  }

  // Left and top in shares of the slide: the slide's place does not depend on the language's direction.
  point(x: number | null, y: number | null): void {
    const pointer = need("pointer");
    show(pointer, x !== null && y !== null);
    if (x === null || y === null) return;
    pointer.style.setProperty("--x", String(x));
    pointer.style.setProperty("--y", String(y));
  }

  private lead(): void {
    const go = (slide: number): void => {
      if (slide >= 1 && slide <= this.count && slide !== this.shown) this.tell({ type: "slide.go", slide });
    };
    for (const button of document.querySelectorAll<HTMLElement>("[data-go]")) button.addEventListener("click", () => go(Number(button.dataset.go)));
    byId("slide-back")?.addEventListener("click", () => go(this.shown - 1));
    byId("slide-next")?.addEventListener("click", () => go(this.shown + 1));
    document.addEventListener("keydown", (event) => {
      const target = event.target as HTMLElement;
      if (target.closest("input, textarea, dialog, select") || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "PageDown") go(this.shown + 1);
      else if (event.key === "PageUp") go(this.shown - 1);
      else return;
      event.preventDefault();
    });
    const paper = need("paper");
    const pointing = byId<HTMLInputElement>("point");
    paper.addEventListener("pointermove", (event) => {
      if (!pointing?.checked || performance.now() - this.pointedAt < POINTER_EVERY) return;
      this.pointedAt = performance.now();
      const box = paper.getBoundingClientRect();
      const share = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
      this.pass({ type: "pointer.move", x: share((event.clientX - box.left) / box.width), y: share((event.clientY - box.top) / box.height) });
    });
    paper.addEventListener("pointerleave", () => pointing?.checked && this.pass({ type: "pointer.move" }));
    pointing?.addEventListener("change", () => pointing.checked || this.pass({ type: "pointer.move" }));
  }
}
