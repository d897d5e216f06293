// Before the room: try the microphone, the camera and the loudspeaker, and choose how to follow.

import { byId, need, press, show, write } from "./dom";
import type { Config, Lane } from "./protocol";
import { openDevices } from "./voice";
import { say } from "./words";

const BARS = 24;
const LANE_KEY = "warsha.lane";

export interface Chosen {
  lane: Lane;
}

export function lobby(config: Config, joined: (chosen: Chosen) => void): void {
  let stream: MediaStream | null = null;
  let timer = 0;

  const kept = localStorage.getItem(LANE_KEY);
  for (const radio of document.querySelectorAll<HTMLInputElement>("#lobby input[name=lane]")) radio.checked = radio.value === (kept ?? "voice");

  const stop = (): void => {
    clearInterval(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
  };

  const open = async (picture: boolean): Promise<void> => {
    stop();
    try {
      stream = await openDevices({ picture });
    } catch {
      write(need("mic-test"), say("no_device"));
      return;
    }
    write(need("mic-test"), say("speak_now"));
    timer = meter(stream);
    const preview = byId<HTMLVideoElement>("preview");
    if (preview) preview.srcObject = picture ? stream : null;
    press(byId("try-camera"), picture);
    show(byId("preview-none"), !picture);
  };

  need("try-mic").addEventListener("click", () => void open(byId("try-camera")?.getAttribute("aria-pressed") === "true"));
  byId("try-camera")?.addEventListener("click", (event) => void open((event.currentTarget as HTMLElement).getAttribute("aria-pressed") !== "true"));
  need("try-sound").addEventListener("click", tone);
  need("join").addEventListener("click", () => {
    stop();
    const lane = (document.querySelector<HTMLInputElement>("#lobby input[name=lane]:checked")?.value ?? (config.role === "instructor" ? "picture" : "voice")) as Lane;
    if (config.role === "trainee") localStorage.setItem(LANE_KEY, lane);
    joined({ lane });
  });
}

function meter(stream: MediaStream): number {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const vu = need("vu");
  const bars = Array.from(vu.children);
  return window.setInterval(() => {
    analyser.getByteTimeDomainData(samples);
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0);
    const lit = Math.min(BARS, Math.round((loudest / 128) * BARS * 1.6));
    bars.forEach((bar, place) => bar.classList.toggle("g", place < lit));
    vu.setAttribute("aria-valuenow", String(lit));
    if (lit > 4) write(need("mic-test"), say("speak_test"));
  }, 120);
}

function tone(): void {
  const context = new AudioContext();
  const gain = context.createGain();
  gain.gain.setValueAtTime(0.2, context.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.7);
  const sound = context.createOscillator();
  sound.frequency.value = 523;
  sound.connect(gain).connect(context.destination);
  sound.start();
  sound.stop(context.currentTime + 0.7);
}
