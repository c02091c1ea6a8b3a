// Hears pushes and clicks on notices. It answers no request and keeps nothing, so a new release is there as soon as it is served.
addEventListener("install", () => self.skipWaiting());
addEventListener("activate", e => e.waitUntil(self.clients.claim()));

addEventListener("push", e => {
  let notice;
  try { notice = e.data.json(); } catch { notice = { title: "店小二", body: "", url: "/", tag: "xiaoer" }; }
  const options = { body: notice.body, tag: notice.tag, renotify: true, icon: "/icon-192.png", badge: "/badge-96.png", data: { url: notice.url } };
  e.waitUntil(Promise.all([self.registration.showNotification(notice.title, options), self.navigator.setAppBadge?.()]));
});

addEventListener("notificationclick", e => {
  e.notification.close();
  const url = new URL(e.notification.data?.url ?? "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  e.waitUntil((async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const desk = pages.find(p => new URL(p.url).pathname.startsWith("/desk")) ?? pages.find(p => !/^\/(widget|demo|setup|join)/.test(new URL(p.url).pathname));
    if (!desk) { await self.clients.openWindow(url.pathname); return; }
    await desk.focus();
    desk.postMessage({ url: url.pathname });
  })());
});
