// Text read aloud by the device itself, where it has a voice for Arabic. Nothing is sent anywhere.
import { all, button } from "./bus";

const LANGUAGE = "ar";

export class Voice {
  private readonly synthesis = window.speechSynthesis as SpeechSynthesis | undefined;
  private speaking: HTMLElement | null = null;

  /** Calls back once a voice is there; voices come late in some browsers, and in some never. */
  whenThere(act: () => void): void {
    const { synthesis } = this;
    if (!synthesis) return;
    let told = false;
    const look = (): void => {
      if (told || !synthesis.getVoices().some((voice) => voice.lang.startsWith(LANGUAGE))) return;
      told = true;
      act();
    };
    look();
    synthesis.addEventListener?.("voiceschanged", look);
  }

  /** Reads the parts one after the other, marking the one that is read; the same again stops. */
  read(parts: HTMLElement[], ended: () => void): void {
    const { synthesis } = this;
    if (!synthesis) return;
    const again = this.speaking === parts[0];
    synthesis.cancel();
    this.mark(null);
    if (again) return ended();
    const next = (at: number): void => {
      const part = parts[at];
      this.mark(part ?? null);
      if (!part) return ended();
      const said = new SpeechSynthesisUtterance(part.innerText.trim());
      said.lang = "ar-EG";
      said.onend = () => this.speaking === part && next(at + 1);
      synthesis.speak(said);
    };
    next(0);
  }

  private mark(part: HTMLElement | null): void {
    this.speaking?.classList.remove("spoken");
    part?.classList.add("spoken");
    this.speaking = part;
  }
}

/** The whole lesson from its top: one button under the summary. */
export function offerAll(voice: Voice, words: string): void {
  voice.whenThere(() => {
    const lede = document.querySelector(".lede .meta");
    const listen = button(words, "btn quiet listen", () => {
      listen.classList.toggle("on");
      voice.read(all<HTMLElement>(".lede .lead, [data-read]"), () => listen.classList.remove("on"));
    }, "volume-2");
    lede?.append(listen);
  });
}
