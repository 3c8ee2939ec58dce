// Calls on the practice phone. The page holds where the call stands and gives it back with each
// step; what is said is written down, and said aloud unless the voice is off.
"use strict";

(() => {
  const PATIENCE = 20000; // milliseconds for one answer
  const MUTED = "practice-voice-off"; // remembered in this browser

  const phone = document.querySelector("[data-phone]");
  const texts = phone.querySelector("[data-texts]");
  const openers = [...phone.querySelectorAll("[data-call-open]")];
  const screen = document.querySelector("[data-call]");
  const log = screen.querySelector("[data-call-log]");
  const view = screen.querySelector("[data-call-view]");
  const typed = screen.querySelector("[data-typed]");
  const words = screen.querySelector("#call-words");
  const hours = screen.querySelector("#call-hours");
  const voice = screen.querySelector("[data-voice]");
  const whom = screen.querySelector("[data-whom]");
  const forms = Object.fromEntries(
    [...screen.querySelector("[data-lines]").content.children].map((li) => [li.dataset.line, li]),
  );
  const tell = screen.dataset; // the words for what happens

  let opener = openers[0]; // what opened the call
  let call = null; // {sid, wait, office, legs} while one is on
  let began = 0;
  let busy = false; // a step is on its way
  let round = 0; // what an answer belongs to; one that comes after its call's end is too late
  let keys = "";
  let muted = localStorage.getItem(MUTED) === "yes";

  function write(kind, what, language) {
    const line = forms[kind].cloneNode(true);
    const bubble = line.querySelector(".bubble");
    bubble.textContent = what;
    if (language) bubble.lang = language;
    log.append(line);
    view.scrollTop = view.scrollHeight;
  }

  // Aloud: each thing said waits for the one before it; a key cuts them all short, as on a phone.

  const hush = () => window.speechSynthesis?.cancel();

  function speak({ aloud, language }) {
    if (muted || !window.speechSynthesis) return;
    const utterance = new SpeechSynthesisUtterance(aloud);
    utterance.lang = language;
    window.speechSynthesis.speak(utterance);
  }

  function showVoice() {
    voice.setAttribute("aria-pressed", String(!muted));
    voice.hidden = !window.speechSynthesis;
  }

  // What can be done now.

  function stage() {
    if (!call) return busy ? "ringing" : "over";
    return call.wait.kind === "office" ? "office" : "talking";
  }

  function arrange() {
    const now = stage();
    if (now === "office") whom.textContent = who(call.office);
    for (const part of screen.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(now);
    }
    // What had the focus may be gone: it moves to the first thing that can be done instead.
    if (!document.activeElement.checkVisibility() || !screen.contains(document.activeElement)) {
      screen.querySelector(`[data-first="${now}"]`).focus();
    }
  }

  const who = ({ name, number }) => (name ? `${name}, ${number}` : number);

  function setKeys(now) {
    keys = now;
    typed.textContent = keys;
  }

  // One step of the call.

  function form(what, value, on) {
    const fields = new URLSearchParams({ from: phone.dataset.from, hours: hours.value, what, value });
    if ("rungBack" in opener.dataset) fields.set("rung_back", "yes");
    if (on) {
      // The legs' seconds are made up, so they come on top of those that have really passed.
      fields.set("seconds", Math.round((Date.now() - began) / 1000) + on.legs);
      fields.set("sid", on.sid);
      fields.set("wait", JSON.stringify(on.wait));
    }
    return fields;
  }

  async function step(what, value = "") {
    if (busy) return;
    busy = true;
    hush();
    setKeys("");
    const mine = round;
    const body = form(what, value, call);
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(tell.url, { method: "POST", body, signal });
      if (!answer.ok) throw new Error();
      take(await answer.json(), Number(body.get("seconds")), mine);
    } catch {
      if (mine === round) write("event", tell.notTaken);
    }
    if (mine !== round) return;
    busy = false;
    arrange();
  }

  function take(answer, sent, mine) {
    const legs = (call?.legs ?? 0) + answer.seconds - sent;
    const on = answer.wait && { sid: answer.sid, wait: answer.wait, office: answer.office, legs };
    if (mine !== round) return on && leave(on);
    for (const each of answer.said) {
      write("said", each.recording ? `${tell.recording} ${each.recording}` : each.words, each.language);
      if (!each.recording) speak(each);
    }
    call = on;
    if (!call) write("event", tell.lineHungUp);
    else if (call.office) write("event", `${tell.ringsAt} ${who(call.office)}`);
  }

  function leave(on) {
    // Also while the page goes away, when no answer could be waited for.
    navigator.sendBeacon(tell.url, form("hang up", "", on));
  }

  function ring() {
    log.replaceChildren();
    began = Date.now();
    if ("rungBack" in opener.dataset) write("event", tell.rungBack);
    step("start");
    arrange();
  }

  function hangUp() {
    hush();
    setKeys("");
    if (stage() === "over") return;
    if (call) leave(call);
    round += 1;
    busy = false;
    call = null;
    write("event", tell.youHungUp);
    arrange();
  }

  // What the person does.

  function press(key) {
    const wait = call?.wait;
    if (!wait || busy) return;
    hush();
    if (wait.kind === "office") {
      if (key === "*") keyed("*");
      return;
    }
    setKeys(keys + key);
    if (wait.kind === "message" || keys.length >= wait.digits || key === wait.finish) keyed(keys);
  }

  function keyed(pressed) {
    write("keys", pressed);
    step("keys", pressed);
  }

  function saySomething() {
    const said = words.value.trim();
    if (!said || busy) return;
    words.value = "";
    write("words", said);
    step("words", said);
  }

  function silence() {
    if (busy) return;
    if (keys) return keyed(keys); // too few, and then nothing: that is the answer
    write("event", tell.silence);
    step("silence");
  }

  function open({ currentTarget }) {
    opener = currentTarget;
    screen.showModal();
    showVoice();
    ring();
  }

  for (const each of openers) each.hidden = false;
  for (const each of openers) each.addEventListener("click", open);

  screen.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.key) press(button.dataset.key);
    if (button.dataset.office) {
      write("event", button.textContent.trim());
      step("office", button.dataset.office);
    }
    if (button.matches("[data-silence]")) silence();
    if (button.matches("[data-hang-up]")) hangUp();
    if (button.matches("[data-again]")) ring();
    if (button.matches("[data-close]")) screen.close();
    if (button === voice) {
      muted = !muted;
      localStorage.setItem(MUTED, muted ? "yes" : "no");
      if (muted) hush();
      showVoice();
    }
  });

  screen.querySelector("[data-say]").addEventListener("submit", (event) => {
    event.preventDefault();
    saySomething();
  });

  screen.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9*#]$/.test(event.key)) press(event.key);
  });

  screen.addEventListener("close", () => {
    hangUp();
    opener.focus();
  });

  window.addEventListener("pagehide", hangUp);

  // A text that comes during the call, as the words to say do.
  new MutationObserver((changes) => {
    if (!call) return;
    for (const { addedNodes } of changes) {
      for (const each of addedNodes) {
        if (!each.matches?.("li.line")) continue;
        write("text", each.querySelector(".bubble").textContent);
      }
    }
  }).observe(texts, { childList: true });
})();
