// A critical fail is noted by pressing for two seconds, so that a sleeve or a glove never stops somebody's examination.
const HOLD = 2000; // milliseconds

export function holdToNote(forms: HTMLFormElement[], note: (aspect: string, seen: boolean) => void): void {
  for (const form of forms) {
    const button = form.querySelector<HTMLButtonElement>("[data-hold]")!;
    let timer = 0;
    const release = (): void => {
      window.clearTimeout(timer);
      button.classList.remove("pressed");
    };
    const press = (): void => {
      if (form.classList.contains("seen") || button.classList.contains("pressed")) return;
      button.classList.add("pressed");
      timer = window.setTimeout(() => {
        release();
        form.classList.add("seen");
        navigator.vibrate?.(60);
        note(form.dataset.critical ?? "", true);
      }, HOLD);
    };
    button.hidden = false;
    button.addEventListener("pointerdown", press);
    for (const end of ["pointerup", "pointerleave", "pointercancel", "blur"]) button.addEventListener(end, release);
    button.addEventListener("keydown", (event) => (event.key === " " || event.key === "Enter") && !event.repeat && press());
    button.addEventListener("keyup", release);
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.classList.remove("seen");
      note(form.dataset.critical ?? "", false);
    });
  }
}
