// What has been on the screen counts as seen: "Done" is done with that, and with no more.
"use strict";

const watched = document.querySelector("[name=watched]");
const thread = document.querySelector(".thread");
if (watched && thread) {
  const onScreen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) watched.value = Math.max(watched.value, target.dataset.key);
    }
  });
  // In the next round of the page's own work, when watching.js has put it in its place.
  document.addEventListener("news", () => requestAnimationFrame(() => {
    for (const each of thread.children) onScreen.observe(each);
  }));
}
