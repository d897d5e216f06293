// What every page does when script runs. Each page works without it: menus are <details>, choices are small forms.

/** Menus close when the person turns to something else. */
function closeMenus(): void {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
      if (!menu.contains(event.target as Node)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}

/** A form is sent once, however often an impatient finger presses. `data-again` on a form lifts this. */
function sendOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.dataset.again !== undefined || form.method === "dialog") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  // The back button may bring the page back from memory with its forms still marked.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  });
}

/** [data-opens="id"] opens that dialog; [data-closes] and a press on the scrim close it. */
function openSheets(): void {
  document.addEventListener("click", (event) => {
    const pressed = event.target as Element;
    const opener = pressed.closest<HTMLElement>("[data-opens]");
    if (opener) (document.getElementById(opener.dataset.opens ?? "") as HTMLDialogElement | null)?.showModal();
    if (pressed.closest("[data-closes]") || pressed.matches("dialog.sheet")) pressed.closest("dialog")?.close();
  });
}

/** [data-prints] prints the page. */
function print(): void {
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-prints]")) window.print();
  });
}

/** The screen stays lit where someone's hands are busy: <body data-awake>. */
async function stayAwake(): Promise<void> {
  if (document.body.dataset.awake === undefined || !("wakeLock" in navigator)) return;
  const ask = () => navigator.wakeLock.request("screen").catch(() => undefined);
  await ask();
  document.addEventListener("visibilitychange", () => void (document.visibilityState === "visible" && ask()));
}

/** Offline visits get a page in the house's look. */
function registerWorker(): void {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}

closeMenus();
sendOnce();
openSheets();
print();
void stayAwake();
window.addEventListener("load", registerWorker);
