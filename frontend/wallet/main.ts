// Copies and sends the links with which a certificate is shared. Without script the address can be selected by hand.
function address(button: HTMLElement, name: "copies" | "sends"): string {
  return (document.getElementById(button.dataset[name] ?? "") as HTMLInputElement | null)?.value ?? "";
}

for (const button of document.querySelectorAll<HTMLElement>("[data-copies]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address(button, "copies"));
    button.classList.add("done");
    button.querySelector("use")?.setAttribute("href", button.querySelector("use")?.getAttribute("href")?.replace("#copy", "#check") ?? "");
  });
}
for (const button of document.querySelectorAll<HTMLElement>("[data-sends]")) {
  if (!("share" in navigator)) continue;
  button.hidden = false;
  button.addEventListener("click", () => void navigator.share({ url: address(button, "sends") }).catch(() => undefined));
}
export {};
