// All of this is extra: the page works without it.
"use strict";

// The office's answer arrives while the page is open.
const underway = document.querySelector("[data-underway]");
if (underway) {
  let wait = 2000;
  const look = async () => {
    try {
      const answer = await fetch(underway.dataset.underway + location.search);
      const next = answer.ok ? answer.headers.get("X-Next") : "again";
      if (next === "reload") return location.reload();
      if (answer.ok && next !== "wait") underway.innerHTML = await answer.text();
      if (next === "over") return undefined;
    } catch { /* no network for a moment: the link beside it stays */ }
    wait = Math.min(wait * 1.5, 60000);
    return setTimeout(look, wait);
  };
  setTimeout(look, wait);
}

// A little work that robots would have to do for each form; the number of bits is robots.py's.
const proof = document.querySelector("[data-proof]");
if (proof && globalThis.crypto?.subtle) {
  const token = proof.form.elements.token.value;
  const encoder = new TextEncoder();
  (async () => {
    for (let tried = 0; ; tried += 1) {
      const digest = await crypto.subtle.digest("SHA-256", encoder.encode(`${token}:${tried}`));
      if (new DataView(digest).getUint32(0) >>> 18 === 0) {
        proof.value = String(tried);
        return;
      }
    }
  })();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.copied;
  });
}
