// A fault is found question by question: one card at a time, the way that was gone above it, and the way back.
import { all, button } from "../lesson/bus";

function walk(tree: HTMLElement): void {
  const nodes = new Map(all<HTMLElement>("[data-node]", tree).map((node) => [node.id, node]));
  const first = nodes.keys().next().value;
  if (!first) return;
  const way: { id: string; said: string }[] = [];
  const trail = document.createElement("ol");
  trail.className = "trail";
  const back = button(tree.dataset.back ?? "", "btn plain", () => {
    way.pop();
    show();
  }, "arrow-up");
  const anew = button(tree.dataset.anew ?? "", "btn plain", () => {
    way.length = 0;
    show();
  }, "repeat");
  const foot = document.createElement("div");
  foot.className = "row";
  foot.append(back, anew);

  function show(focus = true): void {
    const id = way.at(-1)?.id ?? first!;
    for (const node of nodes.values()) node.hidden = node.id !== id;
    trail.replaceChildren(
      ...way.map(({ said }, at) => {
        const line = document.createElement("li");
        const asked = nodes.get(way[at - 1]?.id ?? first!)?.querySelector(".ask b")?.textContent ?? "";
        line.append(`${asked} `, Object.assign(document.createElement("b"), { textContent: said }));
        return line;
      }),
    );
    foot.hidden = !way.length;
    if (focus) nodes.get(id)?.focus();
  }

  tree.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='#node-']");
    if (!link) return;
    event.preventDefault();
    way.push({ id: decodeURIComponent(link.hash.slice(1)), said: link.textContent?.trim() ?? "" });
    show();
  });
  const list = tree.querySelector(".nodes")!;
  list.before(trail);
  list.after(foot);
  tree.classList.add("live");
  show(false);
}

for (const tree of all<HTMLElement>("[data-tree]")) walk(tree);
