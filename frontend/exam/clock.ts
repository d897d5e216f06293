// The server's clock decides. The page only shows it, by the difference measured when it was loaded.
import { say } from "../facts/page";

const SOON = 5 * 60; // seconds

export function runClock(serverNow: string, deadline: string, over: () => void): { offset: number; move: (deadline: string) => boolean } {
  // A page from the device's store is older than this moment: then the device's own clock is all there is.
  const loaded = performance.timeOrigin + performance.now();
  const measured = Date.parse(serverNow) - loaded;
  const offset = Math.abs(measured) > 6 * 3600_000 ? measured : stale() ? 0 : measured;
  let end = Date.parse(deadline);
  const place = document.getElementById("clock")!;
  let ended = false;
  const show = (): void => {
    const left = Math.ceil((end - Date.now() - offset) / 1000);
    place.textContent = left <= 0 ? say("over") : left < 60 ? say("seconds", { count: left }) : minutes(Math.ceil(left / 60));
    place.parentElement?.classList.toggle("soon", left < SOON);
    if (left <= 0 && !ended) {
      ended = true;
      over();
    }
  };
  show();
  window.setInterval(show, 1000);
  const move = (later: string): boolean => {
    const at = Date.parse(later);
    if (!at || at === end) return false;
    end = at;
    ended = ended && at < Date.now() + offset;
    show();
    return true;
  };
  return { offset, move };
}

const plurals = new Intl.PluralRules(document.documentElement.lang);

function minutes(count: number): string {
  return say(`minutes_${plurals.select(count)}`, { count });
}

function stale(): boolean {
  const entry = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  return !navigator.onLine || entry?.type === "back_forward";
}
