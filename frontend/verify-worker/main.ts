// A part of the site's worker: the page that checks certificates opens without network, at both of its addresses and in both
// languages. What the page holds the platform to (keys, lists) the page itself keeps and proves.
const STORE = "verify-page";
const PAGE = /^\/(verify\/|v\/?)$/i;
const NEEDS = /^\/static\/(verification\/|frontend\/verify)/;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const PATIENCE = 2500; // milliseconds before a network that says nothing counts as none

type Route = (request: Request) => Promise<Response> | undefined;
const scope = self as unknown as { warshaRoutes: Route[] };

const asKept = (language: string | null) => (language === "ar" || language === "en" ? `/verify/?in=${language}` : "/verify/");

async function page(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  const key = asKept(new URL(request.url).searchParams.get("in"));
  try {
    // A device that knows it has no network need not wait for the attempt to fail.
    if (!navigator.onLine) throw new Error("offline");
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok && !answer.redirected) await store.put(key, answer.clone());
    return answer;
  } catch (lost) {
    const kept = (await store.match(key)) ?? (await store.match("/verify/"));
    if (kept) return kept;
    if (!navigator.onLine) return fetch(request); // some systems say offline though they are not
    throw lost;
  }
}

async function file(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  const kept = await store.match(request, { ignoreVary: true });
  if (kept && (!navigator.onLine || HASHED.test(new URL(request.url).pathname))) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await store.put(request, answer.clone());
    return answer;
  } catch (lost) {
    if (kept) return kept;
    throw lost;
  }
}

scope.warshaRoutes.push((request) => {
  const { pathname, searchParams } = new URL(request.url);
  if (request.mode === "navigate" && PAGE.test(pathname) && !searchParams.has("serial")) return page(request);
  if (request.mode !== "navigate" && NEEDS.test(pathname)) return file(request);
  return undefined;
});
export {};
