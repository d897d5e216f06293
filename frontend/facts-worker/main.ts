// A part of the site's worker: a paper or mark sheet that was opened once opens again without network. Only the newest
// few pages are kept, and what they need to work; a page that is handed in is not offered any more.
const STORE = "running-papers";
const PAGES = /^\/(ar|en)\/(exams|exams\/sittings|marking)\/[0-9a-f-]{36}\/$/;
// The desk itself, so that the way from sheet to sheet is there.
const DESK = /^\/(ar|en)\/marking\/$/;
const NEEDS = /^\/static\/(assessments\/|frontend\/(exam|marking|sealed|desk|frame|icons|warsha|fonts))/;

type Route = (request: Request) => Promise<Response> | undefined;
const scope = self as unknown as { warshaRoutes: Route[] };

async function freshOrKept(request: Request, key: string): Promise<Response> {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await store.put(key, answer.clone());
    else if (answer.redirected) await store.delete(key);
    return answer;
  } catch (lost) {
    const kept = await store.match(key);
    if (kept) return kept;
    throw lost;
  }
}

scope.warshaRoutes.push((request) => {
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate" && (PAGES.test(pathname) || DESK.test(pathname))) return freshOrKept(request, pathname).catch(() => fetch(request));
  if (request.mode !== "navigate" && NEEDS.test(pathname)) return freshOrKept(request, pathname);
  return undefined;
});
export {};
