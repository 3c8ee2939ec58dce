// Draws the curve, anew with all that watching.js brings. Without it the page shows the same as SVG.
"use strict";

const figure = document.getElementById("chart");
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
  if (!window.uPlot) return;
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

if (figure) {
  const first = JSON.parse(figure.dataset.chart);
  draw(first);
  document.addEventListener("news", (event) => draw(event.detail.chart));
  new ResizeObserver(() => {
    if (chart && figure.clientWidth !== chart.width) chart.setSize({ width: figure.clientWidth, height: chart.height });
  }).observe(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    const data = chart && chart.data;
    chart = null;
    draw({ ...first, data: data || first.data });
  });
}
