// The sheet on which a person chooses how to take a recording in, with the price of each way.
import { ladder, named, save, saving, type Choice, type Lane } from "./lanes";
import { remember } from "./memory";

export class Sheet {
  private readonly dialog: HTMLDialogElement | null;
  private readonly button: HTMLElement | null;

  /** `choice` is what holds now; `changed` hears what a person chose. */
  constructor(
    private readonly box: HTMLElement,
    private readonly lanes: Lane[],
    private choice: Choice,
    changed: (choice: Choice) => void,
  ) {
    this.dialog = box.querySelector("dialog.lanes");
    this.button = box.querySelector("[data-do=lane]");
    const { dialog, button } = this;
    if (!dialog || !button) return;
    button.addEventListener("click", () => dialog.showModal());
    dialog.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      if (target === dialog || target.closest("[data-do=close]")) dialog.close();
    });
    dialog.addEventListener("change", (event) => {
      const input = event.target as HTMLInputElement;
      if (input.type === "checkbox") save(input.checked);
      else remember("lane", (this.choice = input.value));
      changed(this.choice);
    });
  }

  /** What is taken now, and what each way costs on this device. */
  show(now: Lane | undefined): void {
    const { dialog, button, lanes } = this;
    if (!dialog || !button) return;
    const most = ladder(lanes)[0];
    for (const row of dialog.querySelectorAll<HTMLInputElement>("input")) {
      if (row.type === "checkbox") {
        row.checked = saving();
        continue;
      }
      row.checked = row.value === this.choice;
      const lane = row.value === "auto" ? most : lanes.find((one) => named(one) === row.value);
      const price = row.closest("label")?.querySelector<HTMLElement>(".lane-price");
      if (price && lane) price.textContent = this.price(lane);
    }
    const shown = this.box.querySelector<HTMLElement>("[data-lane]");
    if (shown) shown.textContent = now?.side ? `${now.side}p` : (button.dataset.sound ?? "");
  }

  /** The price of a lane in words, as the server wrote it for each. */
  price(lane: Lane): string {
    const row = this.dialog?.querySelector<HTMLElement>(`[data-of="${named(lane)}"]`);
    const thrifty = /^(av01|opus)/.test(lane.codecs);
    return (thrifty && row?.dataset.thrifty) || row?.dataset.price || "";
  }
}
