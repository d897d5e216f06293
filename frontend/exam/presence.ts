// What this device says of itself: where it is in the paper, what waits on it, whether the page is in front. Nothing else, and no
// camera. The answer brings the end of the paper as it is now, so that minutes given by the invigilator arrive by themselves.
import { newId } from "../facts/outbox";

const EVERY = 15_000; // milliseconds
const MOST = 40;

interface Happened {
  uuid: string;
  kind: string;
  device_at: string;
}

interface Said {
  deadline?: string;
  over?: boolean;
  code?: string;
}

interface Watched {
  url: string;
  offset: () => number;
  now: () => { place: number; waiting: number };
  csrf: () => string;
  deadline: (at: string) => void;
  elsewhere: () => void;
}

export function watch(paper: Watched): { reached: (online: boolean) => void } {
  let happened: Happened[] = [];
  let timer = 0;
  let online = true;
  let ended = false;

  const note = (kind: string): void => {
    happened = [...happened, { uuid: newId(), kind, device_at: new Date(Date.now() + paper.offset()).toISOString() }].slice(-MOST);
  };

  const report = async (): Promise<void> => {
    window.clearTimeout(timer);
    if (ended) return;
    timer = window.setTimeout(() => void report(), EVERY);
    const sent = happened;
    const body = JSON.stringify({ ...paper.now(), focused: document.visibilityState === "visible", happened: sent });
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": paper.csrf() };
    const answer = await fetch(paper.url, { method: "POST", headers, body, keepalive: true }).catch(() => null);
    if (!answer) return;
    const said = (await answer.json().catch(() => ({}))) as Said;
    if (said.code === "other_device") {
      ended = true;
      paper.elsewhere();
    }
    if (!answer.ok) return;
    happened = happened.filter((one) => !sent.includes(one));
    if (said.deadline) paper.deadline(said.deadline);
  };

  document.addEventListener("visibilitychange", () => {
    note(document.visibilityState === "visible" ? "focus_back" : "focus_lost");
    void report();
  });
  window.setTimeout(() => void report(), 300);
  return {
    reached: (now: boolean): void => {
      if (now === online) return;
      online = now;
      note(now ? "reconnected" : "offline");
      if (now) void report();
    },
  };
}
