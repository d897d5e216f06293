// Keys go with time, which runs from left to right in every language.

export interface Played {
  toggle(): void;
  skip(seconds: number): void;
  goTo(share: number): void;
  faster(by: number): void;
  nextCaptions(): void;
  mute(): void;
  smallWindow(): void;
  fullScreen(): void;
}

export function wireKeys(box: HTMLElement, player: Played): void {
  const acts: Record<string, () => void> = {
    " ": () => player.toggle(),
    k: () => player.toggle(),
    ArrowLeft: () => player.skip(-10),
    ArrowRight: () => player.skip(10),
    j: () => player.skip(-10),
    l: () => player.skip(10),
    Home: () => player.goTo(0),
    End: () => player.goTo(1),
    "<": () => player.faster(-1),
    ">": () => player.faster(1),
    c: () => player.nextCaptions(),
    m: () => player.mute(),
    i: () => player.smallWindow(),
    f: () => player.fullScreen(),
  };
  for (let tenth = 0; tenth < 10; tenth++) acts[String(tenth)] = () => player.goTo(tenth / 10);
  box.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || target.closest("dialog")) return;
    if (event.key === " " && target.closest("button")) return;
    event.preventDefault();
    act();
  });
}
