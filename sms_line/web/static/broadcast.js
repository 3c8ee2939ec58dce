// Fields as buttons: each writes itself where the cursor last stood in the words.
"use strict";

let words = document.querySelector("[data-words]");
for (const each of document.querySelectorAll("[data-words]")) {
  each.addEventListener("focus", () => { words = each; });
}
for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.nextElementSibling.hidden = true;
  button.addEventListener("click", () => {
    words.setRangeText(button.dataset.insert, words.selectionStart, words.selectionEnd, "end");
    words.focus();
  });
}
