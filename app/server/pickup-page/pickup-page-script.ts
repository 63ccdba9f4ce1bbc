/**
 * Follows the pickup while the page is looked at: asks every 8 s, less often while nobody answers, never when hidden or over.
 * What changed is replaced and said once to those who listen. Must not contain two braces in a row: it goes through Liquid.
 */
export const PICKUP_PAGE_SCRIPT = `
(function () {
  var page = document.querySelector("[data-sambung-pickup]");
  if (!page) return;
  var body = page.querySelector("[data-body]");
  var said = page.querySelector("[data-said]");
  var note = page.querySelector("[data-note]");
  var everyMs = 8000;
  var last = "";
  var fails = 0;
  var timer = 0;
  var asking = false;
  var address = location.pathname.replace(/\\/$/, "") + "/state" + location.search;
  document.title = page.dataset.title || document.title;

  function later() {
    clearTimeout(timer);
    if (page.dataset.over === "true" || document.hidden) return;
    timer = setTimeout(ask, Math.min(60000, everyMs * Math.pow(2, Math.min(fails, 3))));
  }
  function show(news) {
    page.dataset.over = String(news.isOver);
    note.textContent = news.isOver ? "" : note.dataset.live;
    if (news.html === last) return;
    if (news.heading !== page.dataset.heading) said.textContent = news.heading;
    page.dataset.heading = news.heading;
    if (last || news.state !== page.dataset.state) body.innerHTML = news.html;
    page.dataset.state = news.state;
    last = news.html;
  }
  function ask() {
    if (asking) return;
    asking = true;
    fetch(address, { headers: { accept: "application/json" }, cache: "no-store" })
      .then(function (answer) {
        if (answer.status === 404) { page.dataset.over = "true"; location.reload(); return null; }
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(function (news) { fails = 0; if (news) show(news); })
      .catch(function () { fails += 1; if (fails > 1) note.textContent = note.dataset.offline; })
      .then(function () { asking = false; later(); });
  }
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) clearTimeout(timer);
    else if (page.dataset.over !== "true") ask();
  });
  note.textContent = page.dataset.over === "true" ? "" : note.dataset.live;
  later();
})();
`;
