// A film that stops at its moments, with a note or a question; it goes on when the person says so.
import { all } from "../lesson/bus";

function attend(list: HTMLElement): void {
  const video = document.getElementById(list.dataset.moments ?? "")?.querySelector("video");
  if (!video) return;
  const moments = all<HTMLElement>(".moment", list).map((row) => ({ row, second: Number(row.dataset.second), met: false }));
  list.classList.add("live");
  let last = 0;
  video.addEventListener("timeupdate", () => {
    const now = video.currentTime;
    const due = moments.find((moment) => !moment.met && last < moment.second && moment.second <= now && now - last < 2);
    last = now;
    if (!due) return;
    due.met = true;
    video.pause();
    if (document.fullscreenElement) void document.exitFullscreen();
    for (const { row } of moments) row.classList.toggle("now", row === due.row);
    const on = due.row.querySelector<HTMLButtonElement>("[data-go-on]");
    if (on) on.hidden = false;
    due.row.scrollIntoView({ block: "center" });
    (due.row.querySelector<HTMLElement>("input") ?? on)?.focus({ preventScroll: true });
  });
  video.addEventListener("seeking", () => (last = video.currentTime));
  list.addEventListener("click", (event) => {
    const pressed = (event.target as Element).closest<HTMLElement>("[data-go-on]");
    if (!pressed) return;
    pressed.hidden = true;
    pressed.closest(".moment")?.classList.remove("now");
    void video.play().catch(() => undefined);
    video.closest("[data-player]")?.scrollIntoView({ block: "nearest" });
  });
}

for (const list of all<HTMLElement>("[data-moments]")) attend(list);
