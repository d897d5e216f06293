// Keeps the progress of a sheet before the eyes of whoever waits for it. Without script the page reloads itself.
const PAUSE = 1000; // milliseconds

interface Progress {
  state: string;
  rows: number;
  done: number;
  percent: number;
}

const section = document.querySelector<HTMLElement>("[data-progress]");

async function look(address: string): Promise<void> {
  const answer = await fetch(address).catch(() => undefined);
  if (!answer?.ok) return;
  const progress = (await answer.json()) as Progress;
  if (progress.state !== "waiting") return location.reload();
  const seam = section?.querySelector<HTMLElement>(".seam");
  seam?.style.setProperty("--v", String(progress.percent));
  seam?.setAttribute("aria-valuenow", String(progress.percent));
}

if (section?.dataset.progress) {
  const address = section.dataset.progress;
  const again = async (): Promise<void> => {
    await look(address);
    setTimeout(() => void again(), PAUSE);
  };
  void again();
}
export {};
