// Being told: short sounds of our own making, notices of the system, the number on title and icon, the installed app. One page of a browser speaks for all of them.
(() => {
  "use strict";
  const tab = [...crypto.getRandomValues(new Uint8Array(8))].map(b => b.toString(16).padStart(2, "0")).join("");
  let page = null;
  const tell = (method, ...words) => { page?.invokeMethodAsync(method, ...words).catch(() => { /* the page is going */ }); };

  // Which pages are in front, and what they show: an alert that somebody is looking at needs no noise.
  const others = new Map();
  let open = null;
  const visible = () => document.visibilityState === "visible" && document.hasFocus();
  const line = "BroadcastChannel" in window ? new BroadcastChannel("xiaoer.pages") : null;
  const say = ask => line?.postMessage({ tab, visible: visible(), open, ask });
  if (line) line.onmessage = e => {
    if (e.data.gone) { others.delete(e.data.tab); return; }
    others.set(e.data.tab, e.data);
    if (e.data.ask) say(false);
  };
  const front = () => { say(false); tell("Front", visible()); };
  for (const name of ["focus", "blur"]) addEventListener(name, front);
  document.addEventListener("visibilitychange", front);
  addEventListener("pagehide", () => line?.postMessage({ tab, gone: true }));
  const anyVisible = () => visible() || [...others.values()].some(o => o.visible);
  const watched = conversation => conversation && ((visible() && open === conversation) || [...others.values()].some(o => o.visible && o.open === conversation));

  // The page that was used last speaks: browsers let only a page make a sound that somebody has touched. Without locks (plain http) the first to claim the alert does.
  let leads = false, audio = null;
  const lead = steal => navigator.locks.request("xiaoer.alerts", steal ? { steal: true } : {}, () => { leads = true; return new Promise(() => {}); })
    .catch(() => { leads = false; lead(false); });
  if (navigator.locks) lead(false);
  const speaks = key => {
    if (navigator.locks) return leads;
    try {
      const [last, at] = (localStorage.getItem("xiaoer.told") || "").split(" ");
      if (last === key && Date.now() - at < 60000) return false;
      localStorage.setItem("xiaoer.told", key + " " + Date.now());
    } catch { /* every page for itself */ }
    return true;
  };
  const touched = () => {
    for (const name of ["pointerdown", "keydown"]) removeEventListener(name, touched, true);
    try { audio = new AudioContext(); } catch { /* no sound here */ }
    if (navigator.locks && !leads) lead(true);
  };
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, touched, true);

  // Tones: from which second, how high, how long, which wave.
  const tunes = {
    chime: [[0, 784, .5, "sine"], [.14, 1047, .7, "sine"]],
    knock: [[0, 196, .09, "triangle"], [.15, 196, .09, "triangle"], [.3, 220, .12, "triangle"]],
    drop: [[0, 1320, .16, "sine", 660]],
  };
  const play = (tune, volume) => {
    if (!audio || volume <= 0) return false;
    audio.resume?.();
    for (const [from, pitch, length, wave, end] of tunes[tune] ?? tunes.chime) {
      const at = audio.currentTime + from + .02, tone = audio.createOscillator(), loud = audio.createGain();
      tone.type = wave;
      tone.frequency.setValueAtTime(pitch, at);
      if (end) tone.frequency.exponentialRampToValueAtTime(end, at + length);
      loud.gain.setValueAtTime(0, at);
      loud.gain.linearRampToValueAtTime(volume / 100 * .5, at + .012);
      loud.gain.exponentialRampToValueAtTime(.0001, at + length);
      tone.connect(loud).connect(audio.destination);
      tone.start(at);
      tone.stop(at + length + .02);
    }
    return true;
  };

  const permission = () => !("Notification" in window) || !isSecureContext ? "unsupported" : Notification.permission;
  const askPermission = async () => permission() === "default" ? await Notification.requestPermission() : permission();
  const notice = async (title, body, url, tag) => {
    if (permission() !== "granted") return;
    const options = { body, tag, icon: "/icon-192.png", badge: "/badge-96.png", data: { url } };
    const worker = await navigator.serviceWorker?.getRegistration();
    if (worker) { await worker.showNotification(title, options); return; }
    const shown = new Notification(title, options);
    shown.onclick = () => { focus(); tell("Go", url); shown.close(); };
  };
  // Said by every page, done by one: nothing while the conversation is looked at, a sound while any page is, a notice when none is.
  const alert = (key, conversation, tune, volume, title, body, url) => {
    if (watched(conversation) || !speaks(key)) return;
    play(tune, volume);
    if (title && !anyVisible()) notice(title, body, url, conversation ?? "waits").catch(() => { /* the system would not */ });
  };

  // The number on the tab's icon, drawn over it; the installed app has its own.
  let icon = null, drawn = 0;
  const badge = count => {
    if (count === drawn) return;
    drawn = count;
    if (navigator.setAppBadge) (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => { /* not installed */ });
    const link = document.querySelector("link[rel=icon]");
    if (!link) return;
    icon ??= Object.assign(new Image(), { src: link.href });
    const paint = () => {
      if (count !== drawn) return;
      if (count === 0) { link.href = icon.src; link.type = "image/svg+xml"; return; }
      const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 }), ink = canvas.getContext("2d");
      ink.drawImage(icon, 0, 0, 64, 64);
      ink.fillStyle = "#1E2227";
      ink.beginPath();
      ink.arc(44, 44, 20, 0, 2 * Math.PI);
      ink.fill();
      ink.fillStyle = "#FFFFFF";
      ink.font = "bold 28px sans-serif";
      ink.textAlign = "center";
      ink.textBaseline = "middle";
      ink.fillText(count > 9 ? "9+" : String(count), 44, 46);
      link.type = "image/png";
      link.href = canvas.toDataURL("image/png");
    };
    if (icon.complete && icon.naturalWidth) paint(); else icon.onload = paint;
  };

  // The worker caches nothing: it only hears pushes and clicks on notices.
  const worker = "serviceWorker" in navigator && isSecureContext ? navigator.serviceWorker : null;
  worker?.register("/worker.mjs", { updateViaCache: "none" }).catch(() => { /* pushes are not to be had */ });
  worker?.addEventListener("message", e => { if (e.data?.url) tell("Go", e.data.url); });
  const canPush = () => !!worker && "PushManager" in window;
  const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0));
  const described = async found => {
    const { endpoint, keys } = found.toJSON();
    return JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
  };
  // "": none here; else what the server needs to know.
  const pushed = async () => {
    const found = canPush() ? await (await worker.getRegistration())?.pushManager.getSubscription() : null;
    return found ? described(found) : "";
  };
  const pushOn = async key => {
    if (!canPush()) return "unsupported";
    if (await askPermission() !== "granted") return "denied";
    const manager = (await worker.ready).pushManager, wanted = { userVisibleOnly: true, applicationServerKey: bytes(key) };
    try { return await described(await manager.subscribe(wanted)); }
    catch (e) {
      if (e.name !== "InvalidStateError") return "failed";
      await (await manager.getSubscription())?.unsubscribe(); // it belonged to another installation
      return described(await manager.subscribe(wanted));
    }
  };
  const pushOff = async () => { if (canPush()) await (await (await worker.getRegistration())?.pushManager.getSubscription())?.unsubscribe(); };

  let offer = null;
  addEventListener("beforeinstallprompt", e => { e.preventDefault(); offer = e; tell("Installable"); });
  addEventListener("appinstalled", () => { offer = null; tell("Installable"); });
  const standalone = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  const installState = () => standalone() ? "installed" : offer ? "offered" : /iPhone|iPad/.test(navigator.userAgent) ? "ios" : isSecureContext ? "menu" : "insecure";
  const install = async () => { const asked = offer; offer = null; await asked?.prompt(); };

  const listen = to => { page = to; say(true); tell("Front", visible()); };
  const showing = conversation => { open = conversation; say(false); };
  Object.assign(window.xiaoer, { alertPage: listen, alertShowing: showing, alert, play, permission, askPermission, badge, canPush, pushed, pushOn, pushOff, installState, install });
})();
