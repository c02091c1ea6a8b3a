// What only the browser can do for the console. No state of the shop lives here.
(() => {
  "use strict";
  const store = {
    get: key => { try { return localStorage.getItem("xiaoer." + key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem("xiaoer." + key, value); } catch { /* full or forbidden: the page works without */ } },
    remove: key => { try { localStorage.removeItem("xiaoer." + key); } catch { /* as above */ } },
    keys: prefix => { try { return Object.keys(localStorage).filter(k => k.startsWith("xiaoer." + prefix)).map(k => k.slice(7)); } catch { return []; } },
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let theme = "system";
  const paint = () => {
    const isDark = theme === "dark" || (theme === "system" && dark.matches);
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
  };
  dark.addEventListener("change", paint);
  const look = (wanted, language) => {
    theme = wanted;
    document.documentElement.lang = language === "en" ? "en" : "zh-CN";
    document.querySelector("link[rel=manifest]")?.setAttribute("href", language === "en" ? "manifest.en.webmanifest" : "manifest.webmanifest");
    paint();
  };
  const language = () => /^zh/i.test(navigator.language || "zh") ? "zh" : "en";
  // Before the first paint: as the last person here had it.
  try {
    const last = JSON.parse(store.get("look") || "{}");
    look(last.theme || "system", last.language || language());
  } catch { look("system", language()); }

  // Who sits here is asked while the runtime is still loading; the first to want it takes the answer: the session, "" for nobody, null for "ask again".
  let early = fetch("api/v1/session", { credentials: "same-origin" }).then(a => a.ok ? a.text() : a.status === 401 ? "" : null).catch(() => null);
  const earlySession = () => { const answer = early; early = null; return answer; };

  const visible = () => document.visibilityState === "visible" && document.hasFocus();
  const wide = () => matchMedia("(min-width: 1024px)").matches;
  const typing = target => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

  // The Enter that ends a composition: some browsers send it as an ordinary key with this code.
  document.addEventListener("keydown", e => { if (e.keyCode === 229 && e.key === "Enter") { e.preventDefault(); e.stopImmediatePropagation(); } }, true);
  const listenKeys = keys => document.addEventListener("keydown", e => {
    if (e.defaultPrevented || e.isComposing || e.keyCode === 229) return;
    if (document.querySelector("dialog[open]")) return;
    // The one key with Ctrl or Command that is ours; it works in fields too.
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") { if (keys.invokeMethod("Press", "ctrl+k")) e.preventDefault(); return; }
    if (e.ctrlKey || e.metaKey) return;
    const digit = e.altKey && /^Digit[1-9]$/.test(e.code) ? "alt+" + e.code.slice(5) : null;
    const key = digit ?? (e.altKey ? null : e.key);
    if (!key || (typing(e.target) && key !== "Escape" && !digit)) return;
    // Arrows scroll whatever has the focus, unless that is the list; a key held down moves on but acts only once.
    const on = e.target instanceof Element ? e.target : document.body;
    if (/^Arrow/.test(key) && on !== document.body && !on.closest(".inbox,.search-hits")) return;
    if (e.repeat && !/^(Arrow(Up|Down)|j|k)$/.test(key)) return;
    if (key === "Escape" && on.closest(".emoji,.seat")) return;
    if ((key === "Enter" || key === " ") && e.target instanceof HTMLElement && e.target.closest("button,a,[role=button]")) return;
    if (keys.invokeMethod("Press", key)) e.preventDefault();
  });

  let listening = null;
  const listenPage = page => {
    listening?.abort();
    if (!page) return;
    const { signal } = listening = new AbortController();
    addEventListener("online", () => page.invokeMethodAsync("Network", true), { signal });
    addEventListener("offline", () => page.invokeMethodAsync("Network", false), { signal });
    const seen = () => page.invokeMethodAsync("Seen", visible());
    document.addEventListener("visibilitychange", seen, { signal });
    addEventListener("focus", seen, { signal });
    addEventListener("blur", seen, { signal });
  };

  // The thread: stays at its end while it is there; elsewhere the entry at the top of the view keeps its place, whatever comes above it.
  const threads = new WeakMap();
  const atEnd = box => box.scrollHeight - box.scrollTop - box.clientHeight < 48;
  const anchor = box => {
    const top = box.getBoundingClientRect().top;
    const entry = [...box.querySelectorAll(".msg,.thread-event")].find(e => e.getBoundingClientRect().bottom > top);
    return entry && { entry, top: entry.getBoundingClientRect().top - top };
  };
  const attachThread = (box, thread) => {
    const state = { end: true, anchor: null, asked: 0 };
    threads.set(box, state);
    const settle = () => {
      if (state.end) box.scrollTop = box.scrollHeight;
      else if (state.anchor?.entry.isConnected) box.scrollTop += state.anchor.entry.getBoundingClientRect().top - box.getBoundingClientRect().top - state.anchor.top;
    };
    new MutationObserver(settle).observe(box, { childList: true, subtree: true });
    new ResizeObserver(settle).observe(box);
    if (box.firstElementChild) new ResizeObserver(settle).observe(box.firstElementChild);
    box.addEventListener("scroll", () => {
      const end = atEnd(box);
      state.anchor = end ? null : anchor(box);
      if (end !== state.end) { state.end = end; thread.invokeMethodAsync("AtEnd", end); }
      if (box.scrollTop < 160 && performance.now() - state.asked > 400) {
        state.asked = performance.now();
        thread.invokeMethodAsync("AtTop");
      }
    }, { passive: true });
    settle();
  };
  const threadToEnd = box => { const s = threads.get(box); if (s) { s.end = true; s.anchor = null; } box.scrollTop = box.scrollHeight; return true; };
  // To what was looked for, else to what nobody here has read; answers whether that is the end.
  const threadToMark = box => {
    const mark = box.querySelector("[data-hit]") ?? box.querySelector("[data-mark]");
    if (!mark) return threadToEnd(box);
    box.scrollTop = Math.max(0, mark.offsetTop - box.clientHeight / 3);
    const s = threads.get(box), end = atEnd(box);
    if (s) { s.end = end; s.anchor = end ? null : anchor(box); }
    return end;
  };

  // Pictures and files: picked, pasted or dropped; they are sent by XHR because fetch shows no progress.
  const files = new Map();
  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join("");
  const pictures = ["image/png", "image/jpeg", "image/webp", "image/gif"];
  const attachComposer = (field, zone, picker, composer) => {
    const take = list => {
      for (const file of list) {
        const id = newId();
        const fits = pictures.includes(file.type);
        const preview = fits ? URL.createObjectURL(file) : null;
        files.set(id, { file, preview });
        composer.invokeMethodAsync("Picked", id, file.name || "", file.size, fits, preview);
      }
    };
    // Enter sends (C# decides); here only its newline is held back, and keys of a running composition never get out.
    field.addEventListener("keydown", e => {
      if (e.isComposing || e.keyCode === 229) { e.stopPropagation(); return; }
      if (e.key === "Enter" && !e.shiftKey && !e.altKey) e.preventDefault();
      // A list stands open over the field: these keys move in it.
      if (field.getAttribute("aria-expanded") === "true" && ["ArrowDown", "ArrowUp", "Tab", "Escape"].includes(e.key)) e.preventDefault();
      // A slash that begins a word opens the phrases; inside an address or a date it is a slash.
      if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && /(^|\s)$/.test(field.value.slice(0, field.selectionStart))) {
        e.preventDefault();
        composer.invokeMethodAsync("Slash");
      }
    });
    field.addEventListener("paste", e => {
      // A spreadsheet puts its cells there as text and as a picture: the text is meant. A copied file brings its name as text: the file is meant.
      const pasted = [...(e.clipboardData?.files ?? [])], words = e.clipboardData?.getData("text/plain").trim();
      if (words && !words.split(/[\r\n]+/).every(line => pasted.some(f => f.name === line))) return;
      if (pasted.length) { e.preventDefault(); take(pasted); }
    });
    picker.addEventListener("change", () => { take(picker.files); picker.value = ""; });
    dropZone = { zone, take };
  };
  // The search field of the phrases: keys that move in the list stay out of the text.
  const attachPicker = (field, picker) => {
    field.addEventListener("keydown", e => {
      if (e.isComposing || e.keyCode === 229 || e.shiftKey || !["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(e.key)) return;
      e.preventDefault();
      e.stopPropagation();
      picker.invokeMethodAsync("Press", e.key);
    });
    field.focus();
  };
  const reveal = selector => document.querySelector(selector)?.scrollIntoView({ block: "nearest" });
  // A file may be dropped anywhere on the conversation; beside it nothing happens, least of all that the browser opens the file.
  let dropZone = null;
  const dropped = e => {
    const at = dropZone?.zone.isConnected && e.target instanceof Element && e.target.closest(".desk-mid")?.contains(dropZone.zone) ? dropZone : null;
    dropZone?.zone.classList.toggle("dropping", !!at && e.type === "dragover");
    return at;
  };
  const carriesFiles = e => e.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", e => { if (carriesFiles(e)) { e.preventDefault(); e.dataTransfer.dropEffect = dropped(e) ? "copy" : "none"; } });
  document.addEventListener("dragleave", e => { if (!e.relatedTarget) dropped(e); });
  document.addEventListener("drop", e => { if (carriesFiles(e)) { e.preventDefault(); dropped(e)?.take(e.dataTransfer.files); } });
  // Files to import: picked, or dropped on their zone.
  const attachFiles = (zone, picker, sink) => {
    const take = list => { for (const file of list) { const id = newId(); files.set(id, { file }); sink.invokeMethodAsync("Picked", id, file.name || ""); } };
    const over = (e, on) => { if (carriesFiles(e)) { e.preventDefault(); e.stopPropagation(); e.dataTransfer.dropEffect = "copy"; zone.classList.toggle("dropping", on); } };
    picker.addEventListener("change", () => { take(picker.files); picker.value = ""; });
    zone.addEventListener("dragover", e => over(e, true));
    zone.addEventListener("dragleave", e => over(e, false));
    zone.addEventListener("drop", e => { over(e, false); take(e.dataTransfer.files); });
  };
  const uploadBody = (id, url, token, sink) => send(id, url, token, sink, file => file, 0);
  const upload = (id, url, token, sink) => send(id, url, token, sink, file => {
    const form = new FormData();
    form.append("file", file, file.name || "image");
    return form;
  }, 120000);
  const send = (id, url, token, sink, bodyOf, timeout) => {
    const entry = files.get(id);
    if (!entry) { sink.invokeMethodAsync("Uploaded", id, 0, ""); return; }
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-XSRF-TOKEN", token);
    let told = 0;
    request.upload.onprogress = e => {
      const percent = e.lengthComputable ? Math.floor(100 * e.loaded / e.total) : 0;
      if (percent >= told + 5 || percent === 100) { told = percent; sink.invokeMethodAsync("Progressed", id, percent); }
    };
    request.onload = () => sink.invokeMethodAsync("Uploaded", id, request.status, request.responseText);
    request.onerror = request.ontimeout = () => sink.invokeMethodAsync("Uploaded", id, 0, "");
    request.timeout = timeout;
    entry.request = request;
    request.send(bodyOf(entry.file));
  };
  const hasUpload = id => files.has(id);
  const dropUpload = id => {
    const entry = files.get(id);
    if (entry) { if (entry.request?.readyState < 4) entry.request.abort(); if (entry.preview) URL.revokeObjectURL(entry.preview); files.delete(id); }
  };

  // A dialog gives the focus back to where it was; it is taken away by the page, so the browser would not.
  const before = [];
  const showDialog = dialog => {
    if (dialog.open) return;
    before.push(document.activeElement);
    dialog.showModal();
    (dialog.querySelector("[autofocus]") ?? dialog.querySelector("input,textarea,select,button:not(.dialog-close)"))?.focus();
  };
  const dialogGone = () => {
    const last = before.pop();
    setTimeout(() => { if (last?.isConnected && (!document.activeElement || document.activeElement === document.body)) last.focus(); });
  };
  const focus = selector => { const found = document.querySelector(selector); if (found) found.focus({ preventScroll: false }); };
  const focusNext = (selector, by) => {
    const all = [...document.querySelectorAll(selector)];
    if (!all.length) return false;
    const now = all.indexOf(document.activeElement);
    const current = now >= 0 ? now : all.findIndex(e => e.getAttribute("aria-current") === "true");
    const next = all[Math.min(all.length - 1, Math.max(0, current < 0 ? 0 : current + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  const insert = (field, text) => {
    field.focus();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const caret = field => field.selectionStart ?? 0;
  const complete = (field, signs, text) => {
    field.focus();
    field.setRangeText(text, Math.max(0, field.selectionStart - signs), field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const save = (href, download) => {
    const link = Object.assign(document.createElement("a"), { href, download });
    document.body.append(link);
    link.click();
    link.remove();
  };
  const fit = field => { field.style.height = "auto"; field.style.height = Math.min(field.scrollHeight, 180) + "px"; };
  const title = (text, unread) => { document.title = unread > 0 ? `(${unread > 99 ? "99+" : unread}) ${text}` : text; window.xiaoer.badge?.(unread); };
  const copy = async text => {
    try { await navigator.clipboard.writeText(text); return true; }
    catch {
      // Without https there is no clipboard; the old way still works.
      const field = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(field);
      field.select();
      try { return document.execCommand("copy"); } finally { field.remove(); }
    }
  };

  // The browser honours autofocus once a page; here forms open all day long.
  new MutationObserver(changes => {
    for (const change of changes)
      for (const added of change.addedNodes)
        if (added.nodeType === 1 && !added.closest("dialog")) (added.matches("[autofocus]") ? added : added.querySelector("[autofocus]"))?.focus();
  }).observe(document.documentElement, { childList: true, subtree: true });

  window.xiaoer = {
    ...store, look, language, visible, wide, listenKeys, listenPage, attachThread, threadToEnd, threadToMark, attachComposer, attachPicker, reveal, attachFiles, upload, uploadBody, hasUpload, dropUpload,
    showDialog, dialogGone, focus, focusNext, insert, caret, complete, save, fit, title, copy, earlySession,
  };
})();
