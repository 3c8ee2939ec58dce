// Brings in what is new, part by part. Without it a page shows the same, once.
"use strict";

const page = document.querySelector("[data-stream]");
const pause = document.getElementById("pause");
const state = document.getElementById("state");
const said = document.getElementById("said");
let source = null;
let latest = null;
let spoken = 0;

const shownIn = new WeakMap();

const held = (element) => element.contains(document.activeElement);

function put(place, html) {
  if (shownIn.get(place) === html || held(place)) return;
  shownIn.set(place, html);
  const open = [...place.querySelectorAll("details")].map((each) => each.open);
  place.innerHTML = html;
  place.querySelectorAll("details").forEach((each, i) => { each.open = open[i] || false; });
}

// A list is mended entry by entry: what has the focus stays as it is and where it is.
function mend(list, html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const fresh = [...made.content.children];
  const wanted = new Set(fresh.map((each) => each.dataset.key));
  for (const each of [...list.children]) {
    if (!wanted.has(each.dataset.key) && !held(each)) each.remove();
  }
  const there = new Map([...list.children].map((each) => [each.dataset.key, each]));
  let last = null;
  for (const each of fresh) {
    const old = there.get(each.dataset.key);
    const stays = old && (held(old) || old.outerHTML === each.outerHTML);
    const entry = stays ? old : each;
    if (old && !stays) old.replaceWith(entry);
    const next = last ? last.nextElementSibling : list.firstElementChild;
    if (next !== entry && !held(entry)) list.insertBefore(entry, next);
    last = entry;
  }
}

function show() {
  if (!latest) return;
  for (const [name, html] of Object.entries(latest.parts)) {
    const place = document.querySelector(`[data-part="${name}"]`);
    if (place) ("entries" in place.dataset ? mend : put)(place, html);
  }
  for (const [name, shown] of Object.entries(latest.shown || {})) {
    for (const each of document.querySelectorAll(`[data-shown="${name}"]`)) each.hidden = !shown;
  }
  speak();
}

// A screen reader is told what has changed, and is not talked to without end.
function speak() {
  if (!said || !latest.said || latest.said === said.dataset.said) return;
  if (Date.now() - spoken < Number(said.dataset.every)) return;
  said.textContent = said.dataset.said = latest.said;
  spoken = Date.now();
}

function asOf() {
  const shown = document.getElementById("as-of");
  if (!shown) return;
  const now = new Date();
  const time = document.createElement("time");
  time.dateTime = now.toISOString();
  time.textContent = `${now.getUTCDate()} ${now.toLocaleString("en", { month: "short", timeZone: "UTC" })}, ${now.toISOString().slice(11, 19)} UTC`;
  shown.replaceChildren(time);
}

function tell(words) {
  if (!state) return;
  state.textContent = words;
  state.hidden = !words;
}

function watch() {
  source = new EventSource(page.dataset.stream);
  source.addEventListener("news", (event) => {
    const { at, news } = JSON.parse(event.data);
    // What was made before this page was asked for lacks what its reader has just done.
    if (at < Number(document.documentElement.dataset.begun)) return;
    latest = news;
    document.dispatchEvent(new CustomEvent("news", { detail: latest }));
  });
  // What had the focus a moment ago may have it no more: each time all is looked at again.
  for (const kind of ["news", "same"]) source.addEventListener(kind, () => { show(); tell(""); asOf(); });
  source.addEventListener("error", () => {
    // Each answer ends, which is no error; one that is no stream is the page to sign in.
    if (source.readyState === EventSource.CLOSED) tell(page.dataset.signedOut);
  });
}

if (pause) {
  pause.hidden = false;
  pause.addEventListener("click", () => {
    const paused = pause.getAttribute("aria-pressed") !== "true";
    pause.setAttribute("aria-pressed", String(paused));
    source.close();
    if (!paused) watch();
  });
}
watch();
