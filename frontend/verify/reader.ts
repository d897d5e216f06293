// Reads a QR code in a picture: by the browser's own detector, else by a decoder in a worker of its own that is fetched only
// where it is needed.

interface Detector {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };

export type Read = (picture: CanvasImageSource, width: number, height: number, thorough?: boolean) => Promise<string | undefined>;

const SIDE = 720; // pixels that a camera's picture is brought down to
const LARGE = 1600; // and a photo, where there is time to look closely

/** The best reader this browser has. */
export async function reader(workerAddress: string): Promise<Read> {
  if ("BarcodeDetector" in self) {
    const formats = await BarcodeDetector.getSupportedFormats().catch(() => [] as string[]);
    if (formats.includes("qr_code")) return byDetector(new BarcodeDetector({ formats: ["qr_code"] }), workerAddress);
  }
  return byWorker(workerAddress);
}

function byDetector(detector: Detector, workerAddress: string): Read {
  let second: Read | undefined;
  return async (picture, width, height, thorough) => {
    const pixels = drawn(picture, width, height, thorough ? LARGE : SIDE);
    const found = await detector.detect(pixels).catch(() => []);
    if (found[0] || !thorough) return found[0]?.rawValue;
    second ??= byWorker(workerAddress);
    return second(picture, width, height, thorough);
  };
}

function byWorker(address: string): Read {
  const worker = new Worker(address);
  const waiting = new Map<number, (text: string | undefined) => void>();
  let turn = 0;
  worker.addEventListener("message", (event: MessageEvent<{ turn: number; text?: string }>) => {
    waiting.get(event.data.turn)?.(event.data.text);
    waiting.delete(event.data.turn);
  });
  worker.addEventListener("error", () => {
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  });
  return (picture, width, height, thorough = false) => {
    const pixels = drawn(picture, width, height, thorough ? LARGE : SIDE);
    const data = pixels.getContext("2d")?.getImageData(0, 0, pixels.width, pixels.height).data;
    if (!data) return Promise.resolve(undefined);
    const message = { turn: ++turn, width: pixels.width, height: pixels.height, data, thorough };
    return new Promise((resolve) => {
      waiting.set(message.turn, resolve);
      worker.postMessage(message, [data.buffer]);
    });
  };
}

function drawn(picture: CanvasImageSource, width: number, height: number, side: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, side / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen) {
    // Behind a transparent picture stands paper, not darkness.
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  return canvas;
}
