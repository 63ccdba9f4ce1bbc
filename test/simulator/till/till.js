// @ts-nocheck: plain browser script of the simulator
/* oxlint-disable typescript/no-floating-promises, typescript/no-misused-promises, typescript/no-unnecessary-type-assertion, typescript/no-unnecessary-type-conversion -- untyped browser script */
const list = document.querySelector("[data-location]");
const rows = [...list.querySelectorAll("li")];
const said = document.querySelector("[data-said]");

document.querySelector("[data-search]").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/);
  for (const row of rows) row.hidden = !words.every((word) => row.dataset.words.includes(word));
});

list.addEventListener("click", async (event) => {
  const act = event.target.dataset?.act;
  if (!act) return;
  const row = event.target.closest("li");
  const quantity = row.querySelector("input").value;
  event.target.disabled = true;
  const response = await fetch(`/till/${list.dataset.location}/${act}`, {
    method: "POST",
    body: new URLSearchParams({ variantId: row.dataset.variant, quantity }),
  });
  const answer = await response.json();
  event.target.disabled = false;
  const title = row.querySelector("strong").textContent;
  said.textContent =
    answer.error ??
    (act === "sell"
      ? `Sold ${quantity} × ${title} (${answer.order}).`
      : `Received ${quantity} × ${title}.`);
  if (answer.stock) show(answer.stock);
});

function show(stock) {
  for (const row of rows) {
    const place = row.querySelector("[data-stock]");
    const text = String(stock[row.dataset.variant] ?? "–");
    if (place.textContent === text) continue;
    place.textContent = text;
    place.className = `stock changed ${stock[row.dataset.variant] > 0 ? "" : "none"}`;
    setTimeout(() => place.classList.remove("changed"), 1300);
  }
}
setInterval(async () => {
  if (!document.hidden)
    show(await (await fetch(`/till/${list.dataset.location}/stock.json`)).json());
}, 1000);
