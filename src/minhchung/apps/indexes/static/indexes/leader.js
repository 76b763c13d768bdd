// The curve of the year from the numbers of the page. Without script the table below says the same.
const NAMES = { secured: "chắc chắn", unproven: "chưa minh chứng", winnable: "còn giành được", lost: "đã mất", unknown: "chưa biết" };
const place = document.querySelector("[data-curve]");
const said = document.getElementById("duong-nam");

if (place && said && window.echarts) {
  const curve = JSON.parse(said.textContent);
  const ink = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colours = { secured: ink("--secured"), unproven: ink("--unproven"), winnable: ink("--winnable"), lost: ink("--lost"), unknown: ink("--rule-2") };
  const chart = window.echarts.init(place, null, { renderer: "svg" });
  const number = value => Number(value).toLocaleString("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  chart.setOption({
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    grid: { left: 40, right: 16, top: place.clientWidth < 600 ? 88 : 36, bottom: 28 },
    legend: { top: 0, left: 0, itemWidth: 16, textStyle: { color: ink("--ink-2") } },
    tooltip: { trigger: "axis", valueFormatter: number },
    xAxis: { type: "category", data: curve.day, axisLabel: { color: ink("--ink-2") } },
    yAxis: { type: "value", max: "dataMax", axisLabel: { color: ink("--ink-2") }, splitLine: { lineStyle: { color: ink("--rule") } } },
    series: [
      ...Object.keys(NAMES).map(part => ({
        name: NAMES[part], type: "line", stack: "points", areaStyle: { opacity: 0.75 }, lineStyle: { width: 0 }, symbol: "none",
        color: colours[part], data: curve[part].map(Number),
      })),
      { name: "dự báo cuối năm", type: "line", symbol: "none", lineStyle: { type: "dashed", width: 2 }, color: ink("--ink"), data: curve.expected.map(Number) },
    ],
  });
  window.addEventListener("resize", () => chart.resize());
}
