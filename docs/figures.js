// Draws the figures of a page from their data; plotly.min.js stands before this script.
for (const data of document.querySelectorAll(".output.figure > script")) {
  const { data: traces, layout } = JSON.parse(data.textContent);
  const place = data.parentElement.appendChild(document.createElement("div"));
  Plotly.newPlot(place, traces, layout, { responsive: true, displaylogo: false, showSendToCloud: false });
}
