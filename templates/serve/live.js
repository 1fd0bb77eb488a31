/* In every page that "octavo serve" shows, and in no other: waits for the next build, shows what it found. */
(function () {
  "use strict";
  const script = document.currentScript;
  const shown = Number(script.dataset.version);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("live.css", script.src).href;
  document.head.append(style);

  const panel = document.createElement("section");
  panel.className = "octavo-live";
  panel.hidden = true;
  panel.setAttribute("role", "status");
  panel.setAttribute("aria-label", "octavo");
  document.body.append(panel);

  function line(tag, text, name) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function show(news) {
    panel.className = `octavo-live ${news.state}`;
    panel.replaceChildren();
    panel.hidden = news.state === "built" && !news.findings.length;
    if (panel.hidden) return;
    const count = news.findings.length;
    const said = {
      building: "Building…",
      failed: "This page is as it was: something is to be mended.",
      built: count === 1 ? "One thing to look at" : `${count} things to look at`,
    };
    panel.append(line("p", said[news.state], "said"));
    if (news.state !== "building") {
      const close = line("button", "×");
      close.type = "button";
      close.setAttribute("aria-label", "Close");
      close.addEventListener("click", () => { panel.hidden = true; });
      panel.prepend(close);
    }
    const list = document.createElement("ul");
    for (const finding of news.findings) {
      const item = line("li", "", finding.severity);
      item.append(line("code", finding.place), ` ${finding.code} ${finding.text}`);
      list.append(item);
    }
    if (count) panel.append(list);
  }

  const source = new EventSource(new URL("news", script.src).href);
  source.addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    if (news.state === "built" && news.version !== shown) location.reload();
    else show(news);
  });
})();
