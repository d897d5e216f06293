// The camera in a dialog over the whole screen: looks for a code until one is found or the person closes it.
import type { Read } from "./reader.ts";

export type CameraFault = "camera_refused" | "camera_missing" | "camera_busy" | "camera_insecure";

const PAUSE = 90; // milliseconds between two looks

interface Torch {
  torch?: boolean;
}

export class Scanner {
  readonly #dialog: HTMLDialogElement;
  readonly #video: HTMLVideoElement;
  readonly #torch: HTMLButtonElement;
  #stream: MediaStream | undefined;
  #lit = false;

  constructor(dialog: HTMLDialogElement) {
    this.#dialog = dialog;
    this.#video = part(dialog, "video");
    this.#torch = part(dialog, "[data-torch]");
    this.#torch.addEventListener("click", () => void this.#light(!this.#lit));
    dialog.addEventListener("close", () => this.#stop());
    document.addEventListener("visibilitychange", () => document.hidden && this.close());
  }

  /** Open the camera and wait for a code; undefined when the person closed it first. Rejects with a CameraFault. */
  async scan(read: Promise<Read>): Promise<string | undefined> {
    this.#stream = await openCamera();
    this.#dialog.showModal();
    this.#dialog.dataset.state = "looking";
    this.#video.srcObject = this.#stream;
    await this.#video.play().catch(() => undefined);
    this.#torch.hidden = !("torch" in (this.#track()?.getCapabilities?.() ?? {}));
    return this.#look(await read);
  }

  close(): void {
    if (this.#dialog.open) this.#dialog.close();
  }

  async #look(read: Read): Promise<string | undefined> {
    while (this.#dialog.open) {
      const { videoWidth, videoHeight } = this.#video;
      const text = videoWidth ? await read(this.#video, videoWidth, videoHeight) : undefined;
      if (text && this.#dialog.open) {
        navigator.vibrate?.(40);
        this.close();
        return text;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return undefined;
  }

  #track(): MediaStreamTrack | undefined {
    return this.#stream?.getVideoTracks()[0];
  }

  async #light(on: boolean): Promise<void> {
    await this.#track()?.applyConstraints({ advanced: [{ torch: on } as Torch as MediaTrackConstraintSet] }).catch(() => undefined);
    this.#lit = on;
    this.#torch.setAttribute("aria-pressed", String(on));
  }

  #stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#video.srcObject = null;
    this.#lit = false;
    this.#torch.setAttribute("aria-pressed", "false");
  }
}

async function openCamera(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw "camera_insecure" satisfies CameraFault;
  const video = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (fault) {
    throw faultOf((fault as DOMException).name);
  }
}

function faultOf(name: string): CameraFault {
  if (name === "NotAllowedError" || name === "SecurityError") return "camera_refused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "camera_missing" : "camera_busy";
}

function part<T extends Element>(root: ParentNode, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}
