// The practice phone: sends without leaving the page, and shows by itself what comes later.
// Without this file the page works too, by posting and by a link that looks again.
"use strict";

(() => {
  const OFTEN = 1500; // milliseconds between two looks for new texts
  const SELDOM = 15000; // while nobody looks at the page, or the line does not answer
  const PATIENCE = 20000; // for one answer
  // A text gets its id when it is decided and is seen when it leaves, so that an earlier one may
  // come later: each look overlaps the last by so many ids.
  const OVERLAP = 1000;

  const phone = document.querySelector("[data-phone]");
  const list = phone.querySelector("[data-texts]");
  const screen = phone.querySelector("[data-screen]");
  const composer = phone.querySelector("[data-composer]");
  const input = composer.elements.body;
  const typing = phone.querySelector("[data-typing]");
  const problem = phone.querySelector("[data-problem]");
  const pendingForm = phone.querySelector("[data-pending]").content.firstElementChild;
  const { from, textsUrl, offline, notTaken, noAnswer } = phone.dataset;

  let timer;
  let looking = false;
  let failures = 0;
  let waiting = 0;
  let queue = Promise.resolve(); // texts leave in the order in which they were written

  function tell(words) {
    problem.textContent = words;
    problem.hidden = !words;
  }

  function localTimes() {
    for (const time of list.querySelectorAll("time:not([data-local])")) {
      const at = new Date(time.dateTime);
      const today = at.toDateString() === new Date().toDateString();
      const day = today ? {} : { month: "short", day: "numeric" };
      time.textContent = at.toLocaleString([], { ...day, hour: "numeric", minute: "2-digit" });
      time.dataset.local = "";
    }
  }

  function lastId() {
    const texts = list.querySelectorAll("li[data-id]");
    return texts.length ? Number(texts[texts.length - 1].dataset.id) : 0;
  }

  function toNewest() {
    screen.scrollTop = screen.scrollHeight;
  }

  function show(markup) {
    const given = document.createElement("template");
    given.innerHTML = markup;
    const readingOn = screen.scrollTop < -80; // pixels above the newest: somebody reads earlier texts
    let news = false;
    for (const text of given.content.querySelectorAll("li")) {
      if (document.getElementById(text.id)) continue;
      const later = [...list.children].find((other) => !(other.dataset.id < Number(text.dataset.id)));
      list.insertBefore(text, later ?? null);
      news = true;
    }
    if (!news) return;
    phone.querySelector("[data-start]")?.remove();
    localTimes();
    if (!readingOn) toNewest();
  }

  async function ask(url, options) {
    const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(notTaken);
    return answer.text();
  }

  async function look() {
    if (looking) return;
    looking = true;
    clearTimeout(timer);
    const after = Math.max(0, lastId() - OVERLAP);
    try {
      const news = await ask(`${textsUrl}?${new URLSearchParams({ from, after })}`);
      // While a text of one's own is on its way, its answer brings the news, and it only once.
      if (waiting === 0) show(news);
      if (failures > 1) tell("");
      failures = 0;
    } catch {
      failures += 1;
      if (failures > 1) tell(offline);
    }
    looking = false;
    timer = setTimeout(look, document.hidden ? SELDOM : Math.min(OFTEN * 2 ** failures, SELDOM));
  }

  async function post(body, pending) {
    try {
      const after = Math.max(0, lastId() - OVERLAP);
      const answer = await ask(textsUrl, {
        method: "POST",
        body: new URLSearchParams({ from, body, after }),
      });
      pending.remove();
      show(answer);
    } catch (error) {
      pending.remove();
      if (!input.value) input.value = body;
      tell(error.message === notTaken ? notTaken : noAnswer);
    }
    waiting -= 1;
    typing.hidden = waiting === 0;
  }

  function send(body) {
    tell("");
    const pending = pendingForm.cloneNode(true);
    pending.querySelector(".bubble").textContent = body;
    list.append(pending);
    waiting += 1;
    typing.hidden = false;
    toNewest();
    queue = queue.then(() => post(body, pending));
  }

  function fit() {
    if (CSS.supports("field-sizing", "content")) return;
    input.style.height = "auto"; // a rule of the object model, not of an inline style sheet
    input.style.height = `${input.scrollHeight + 2}px`;
  }

  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = input.value;
    if (!body.trim()) return;
    input.value = "";
    fit();
    send(body);
    input.focus();
  });

  phone.querySelector("[data-start]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.submitter.value);
    input.focus();
  });

  input.addEventListener("keydown", (event) => {
    // On glass there is no Shift to hold, so there Enter ends a line and the button sends.
    const glass = matchMedia("(pointer: coarse)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || glass) return;
    event.preventDefault();
    composer.requestSubmit();
  });

  input.addEventListener("input", fit);
  document.addEventListener("visibilitychange", () => document.hidden || look());

  localTimes();
  toNewest();
  timer = setTimeout(look, OFTEN);
})();
