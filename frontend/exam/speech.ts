// Questions read aloud by the device itself, where it has a voice for the page's language. Nothing is sent anywhere.
import { all } from "../facts/page";

export function listen(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("[data-listen]");
  const synthesis = window.speechSynthesis as SpeechSynthesis | undefined;
  if (!button || !synthesis) return;
  const language = document.documentElement.lang;
  const offer = (): void => {
    button.hidden = !synthesis.getVoices().some((voice) => voice.lang.startsWith(language) && voice.localService);
  };
  offer();
  synthesis.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    if (synthesis.speaking) return synthesis.cancel();
    const texts = [form.querySelector(".stem"), ...all(".option > span, .place > span, .pairing b", form)];
    const said = new SpeechSynthesisUtterance(texts.map((text) => text?.textContent?.trim() ?? "").join(". "));
    said.lang = language;
    synthesis.speak(said);
  });
}
