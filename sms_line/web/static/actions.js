// All of this is extra: the pages work without it.
"use strict";

document.documentElement.classList.add("has-script");

// Copy, and reading aloud.

const speaks = "speechSynthesis" in window;
const show = (within) => {
  for (const button of within.querySelectorAll("[data-speak]")) button.hidden = !speaks;
  for (const button of within.querySelectorAll("[data-copy]")) button.hidden = false;
};
show(document);

document.addEventListener("click", async (event) => {
  const { speak, copy, line } = event.target.dataset || {};
  if (speak) {
    const words = document.getElementById(speak);
    const speaking = speechSynthesis.speaking;
    speechSynthesis.cancel();
    if (speaking) return;
    const said = new SpeechSynthesisUtterance(words.textContent);
    said.lang = words.lang === "es" ? "es-US" : "en-US";
    speechSynthesis.speak(said);
  } else if (copy) {
    const words = document.getElementById(copy);
    words.select();
    try {
      await navigator.clipboard.writeText(words.value);
      event.target.textContent = "Copied";
    } catch {
      event.target.textContent = "Selected: copy it with Ctrl+C";
    }
  } else if (line) {
    event.preventDefault();
    const source = document.getElementById("source");
    const lines = source.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    source.focus();
    source.setSelectionRange(start, start + (lines[line - 1] || "").length);
  }
});

// What is copied from a web page has links that its plain words do not show.

const alertBox = document.getElementById("alert");
const copied = document.getElementById("copied");
if (alertBox && copied) {
  const LARGEST = 3000000; // bytes: both fit into what the line takes in one form
  alertBox.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") || "";
    const plain = event.clipboardData?.getData("text/plain") || "";
    const whole = alertBox.selectionEnd - alertBox.selectionStart === alertBox.value.length;
    const linked = /<a\s[^>]*href/i.test(html) && new Blob([html, plain]).size < LARGEST;
    copied.value = whole && linked ? html : "";
  });
  // Once it is changed by hand, what stands there is what counts.
  alertBox.addEventListener("input", (event) => {
    if (event.inputType !== "insertFromPaste") copied.value = "";
  });
}

// The editor: what is typed is kept, and shown as what it would be.

const editor = document.getElementById("editor");
if (editor) {
  const source = editor.elements.source;
  const kept = document.getElementById("kept");
  const meanwhile = document.getElementById("meanwhile");
  const WAIT = 600; // milliseconds after the last key
  let timer = 0, changes = 0, underway = null, stopped = false;

  const put = (field, value) => {
    if (field.type === "checkbox") field.checked = value.split(", ").includes(field.value);
    else if (field !== document.activeElement && field.value !== value) field.value = value;
  };

  const take = (news, current) => {
    editor.elements.seen.value = news.revision;
    // What was typed meanwhile goes with the next round; only a quiet page is written to.
    if (!current) return;
    editor.elements.base.value = news.source;
    if (source.value !== news.source) {
      const at = source.selectionStart;
      source.value = news.source;
      if (document.activeElement === source) source.setSelectionRange(at, at);
    }
    for (const field of editor.querySelectorAll("[data-field]")) put(field, news.fields[field.name] || "");
    for (const place of editor.querySelectorAll("[data-wrong]")) {
      const sentences = news.wrong[place.dataset.wrong] || [];
      place.textContent = sentences.join(" ");
      const field = document.getElementById(`f-${place.dataset.wrong}`);
      if (field && sentences.length) field.setAttribute("aria-invalid", "true");
      else if (field) field.removeAttribute("aria-invalid");
    }
    editor.querySelector("[data-unreadable]").hidden = news.readable;
    document.getElementById("mistakes").innerHTML = news.mistakes;
    const preview = document.getElementById("preview");
    preview.innerHTML = news.preview;
    show(preview);
  };

  const keep = async () => {
    if (stopped) return;
    const before = changes;
    try {
      const answer = await fetch(editor.dataset.live, { method: "POST", body: new FormData(editor) });
      if (answer.ok) {
        take(await answer.json(), before === changes);
        kept.textContent = "Kept. You can close this page at any time.";
      } else if (answer.status === 409) {
        stopped = true;
        const { who } = await answer.json();
        meanwhile.textContent = `${who} changed this draft while you were writing. Press Save: you will see both, and nothing is written over.`;
        meanwhile.hidden = false;
        kept.textContent = "Not kept yet.";
      } else {
        kept.textContent = "Not kept: press Save to see why.";
      }
    } catch {
      kept.textContent = "Not kept yet: the line does not answer.";
    }
  };

  const next = () => {
    underway = (underway || Promise.resolve()).then(keep);
    return underway;
  };

  const changed = () => {
    changes += 1;
    if (!stopped) kept.textContent = "Writing…";
    clearTimeout(timer);
    timer = setTimeout(next, WAIT);
  };
  editor.addEventListener("input", changed);
  // Not every browser calls a choice or a tick an input.
  editor.addEventListener("change", changed);

  // Before the page goes, what is still on its way is awaited.
  let leaving = false;
  editor.addEventListener("submit", async (event) => {
    if (leaving || !underway) return;
    const { submitter } = event;
    event.preventDefault();
    clearTimeout(timer);
    await underway;
    leaving = true;
    // Not before this event is over: a form within its own submission submits nothing.
    setTimeout(() => editor.requestSubmit(submitter));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && kept.textContent === "Writing…") {
      clearTimeout(timer);
      next();
    }
  });
}
