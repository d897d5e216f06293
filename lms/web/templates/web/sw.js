// The site's worker: keeps the page shown offline with its sheet and fonts, and lets parts of apps add more.
const KEPT = {{ kept|safe }};
const STORE = "frame-{{ version }}";
self.warshaRoutes = [];
importScripts(...{{ parts|safe }});

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("frame-") && name !== STORE;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const offlinePage = (url) => caches.match(KEPT.find((path) => path.startsWith(url.pathname.slice(0, 4)) && path.includes("/offline")) ?? KEPT[KEPT.length - 2]);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  for (const route of self.warshaRoutes) {
    const answer = route(request);
    if (answer) return event.respondWith(answer);
  }
  if (KEPT.includes(url.pathname) && request.mode !== "navigate") {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => offlinePage(url)));
  }
});
