// The QR decoder, for browsers that have none of their own: a worker, so that the page never stutters while it looks.
import decode from "qr/decode.js";

interface Picture {
  turn: number;
  width: number;
  height: number;
  data: Uint8ClampedArray;
  thorough: boolean;
}

const PATIENCE = { camera: 60, photo: 1500 }; // milliseconds

self.addEventListener("message", (event: MessageEvent<Picture>) => {
  const { turn, width, height, data, thorough } = event.data;
  let text: string | undefined;
  try {
    const effort = thorough ? { effort: 3, timeLimit: PATIENCE.photo } : { timeLimit: PATIENCE.camera };
    text = decode({ width, height, data }, effort);
  } catch {
    text = undefined; // no code in this picture
  }
  self.postMessage({ turn, text });
});
