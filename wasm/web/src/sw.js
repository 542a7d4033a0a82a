// Keeps the page for use without a network. The two values are filled in when the page is built.
const CACHE = 'outpath-' + 'VERSION';
const FILES = [/* FILES */];
// Examples and pages: fetched when the page has what it needs, one after the other.
const LATER = [/* LATER */];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((keys) => Promise.all(keys.filter((key) => key.startsWith('outpath-') && key !== CACHE).map((key) => caches.delete(key))))
      .then(() => self.clients.claim()),
  );
  void later();
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.endsWith('/open.json')) return;
  event.respondWith(event.request.mode === 'navigate' ? fresh(event.request) : kept(event.request));
});

async function later() {
  const cache = await caches.open(CACHE);
  for (const file of LATER) {
    if (!(await cache.match(file))) await cache.add(file).catch(() => undefined);
  }
}

/** The newest page where there is a network. */
async function fresh(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match('./', { ignoreSearch: true })) ?? Response.error();
  }
}

/** Files with a hash in their name never change; the others follow the version of the worker. */
async function kept(request) {
  const found = await caches.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}
