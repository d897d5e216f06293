// Photographs of the work: kept on this device first, like every other fact.
import { newId, type Outbox } from "../facts/outbox";
import { clockTime, figures, icon, say } from "../facts/page";

interface Addresses {
  evidence: string;
  nobody: string;
}

export function photographs(config: Addresses, outbox: Outbox): void {
  const form = document.getElementById("snap") as HTMLFormElement;
  const field = form.querySelector<HTMLInputElement>("[name=photo]")!;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("change", () => {
    const file = field.files?.[0];
    if (!file) return;
    const aspect = form.querySelector<HTMLSelectElement>("[name=aspect]")!;
    void keep(file, aspect.value, aspect.selectedOptions[0]?.textContent ?? "", config, outbox);
    field.value = "";
  });
}

async function keep(file: File, aspect: string, name: string, config: Addresses, outbox: Outbox): Promise<void> {
  const id = newId();
  const taken = new Date();
  const photo = { file, name: file.name, fields: { aspect, taken_at: taken.toISOString() } };
  const url = config.evidence.replace(config.nobody, id);
  await outbox.add({ id, place: `photo-${id}`, method: "POST", url, body: null, photo }, () => null, null);
  show(file, aspect ? name : "", taken);
}

function show(file: File, name: string, taken: Date): void {
  const figure = document.createElement("figure");
  figure.className = "ph";
  const picture = document.createElement("img");
  picture.src = URL.createObjectURL(file);
  picture.alt = "";
  const time = document.createElement("time");
  time.textContent = clockTime(taken);
  const caption = document.createElement("figcaption");
  caption.append(icon("bookmark"), name || say("photo_kept"));
  figure.append(picture, time, caption);
  const strip = document.getElementById("strip")!;
  strip.append(figure);
  document.getElementById("photo-count")!.textContent = figures(strip.children.length);
}
