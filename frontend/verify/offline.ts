// Keeps the page itself, in both languages, with the files it needs. The worker (frontend/verify-worker) answers from here.
const STORE = "verify-page";

/** Fetch what is not kept yet; when a file has changed, everything anew, and what nobody needs any more is let go. */
export async function keepPage(language: string, files: string[]): Promise<void> {
  if (!("caches" in self) || !navigator.onLine) return;
  try {
    const store = await caches.open(STORE);
    const held = await Promise.all(files.map((file) => store.match(file, { ignoreVary: true })));
    if (held.every(Boolean) && (await store.match("/verify/"))) return;
    await store.addAll(files);
    for (const one of ["ar", "en"]) {
      const address = `/verify/?in=${one}`;
      const answer = await fetch(address, { credentials: "same-origin" });
      if (!answer.ok) continue;
      if (one === language) await store.put("/verify/", answer.clone());
      await store.put(address, answer);
    }
    const needed = new Set([...files, "/verify/"].map((file) => new URL(file, location.href).pathname));
    for (const request of await store.keys()) {
      if (!needed.has(new URL(request.url).pathname)) await store.delete(request);
    }
  } catch {
    // A lost connection or a full store: the next visit tries again, and checking online does not depend on it.
  }
}
