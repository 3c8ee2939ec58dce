// Brings in what is new, part by part; draws the curve. Without it the page shows the same once.
"use strict";

const page = document.querySelector("[data-stream]");
const pause = document.getElementById("pause");
const state = document.getElementById("state");
const said = document.getElementById("said");
const figure = document.getElementById("chart");
const SPOKEN_EVERY = 60000; // a screen reader is not talked to without end
let source = null;
let spoken = Date.now();
let chart = null;

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Lines differ in dash and width, not only in colour.
const LOOKS = [
  { width: 3, dash: [] },
  { width: 3, dash: [10, 5] },
  { width: 2, dash: [2, 4] },
  { width: 2, dash: [12, 4, 2, 4] },
];

function draw(news) {
  if (!figure || !window.uPlot) return;
  const wide = figure.clientWidth;
  if (chart) {
    chart.setData(news.data);
    return;
  }
  figure.replaceChildren();
  const clock = [[86400, "{D} {MMM}", null, null, null, null, null, null, 1], [60, "{HH}:{mm}", null, null, null, null, null, null, 1]];
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const axis = { font: `${rem * 0.8}px system-ui, sans-serif`, size: rem * 3.2, stroke: ink("--faint"), grid: { stroke: ink("--edge") }, ticks: { stroke: ink("--edge") } };
  chart = new uPlot({
    width: wide,
    height: Math.max(200, Math.min(420, window.innerHeight / (document.body.matches(".wall") ? 5 : 4))),
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
    cursor: { show: false },
    scales: { y: { range: (_, low, high) => [0, Math.max(high, 4)] } },
    axes: [{ ...axis, values: clock }, { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000] }],
    series: [{}, ...news.names.map((label, i) => ({
      label,
      stroke: ink(i ? "--ink" : "--accent"),
      points: { show: false },
      ...LOOKS[i],
      width: LOOKS[i].width * rem / 16,
    }))],
  }, news.data, figure);
}

function put(parts) {
  for (const [name, html] of Object.entries(parts)) {
    const old = document.querySelector(`[data-part="${name}"]`);
    if (!old || old.innerHTML === html || old.contains(document.activeElement)) continue;
    const open = [...old.querySelectorAll("details")].map((each) => each.open);
    old.innerHTML = html;
    old.querySelectorAll("details").forEach((each, i) => { each.open = open[i] || false; });
  }
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
  state.textContent = words;
  state.hidden = !words;
}

function watch() {
  source = new EventSource(page.dataset.stream);
  source.addEventListener("news", (event) => {
    const news = JSON.parse(event.data);
    put(news.parts);
    if (news.chart) draw(news.chart);
    if (said && news.said && Date.now() - spoken > SPOKEN_EVERY) {
      said.textContent = news.said;
      spoken = Date.now();
    }
  });
  for (const kind of ["news", "same"]) source.addEventListener(kind, () => { tell(""); asOf(); });
  source.addEventListener("error", () => {
    // Each answer ends, which is no error; one that is no stream is the page to sign in.
    if (source.readyState === EventSource.CLOSED) tell(page.dataset.signedOut);
  });
}

pause.hidden = false;
pause.addEventListener("click", () => {
  const paused = pause.getAttribute("aria-pressed") !== "true";
  pause.setAttribute("aria-pressed", String(paused));
  source.close();
  if (!paused) watch();
});

if (figure) {
  const first = JSON.parse(figure.dataset.chart);
  draw(first);
  new ResizeObserver(() => {
    if (chart && figure.clientWidth !== chart.width) chart.setSize({ width: figure.clientWidth, height: chart.height });
  }).observe(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    const data = chart && chart.data;
    chart = null;
    draw({ ...first, data: data || first.data });
  });
}
watch();
