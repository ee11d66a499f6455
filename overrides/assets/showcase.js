// What the pages do beyond being read: remember large text and colours, open the search, share by QR code.
// Everything here adds to a page that is whole without it.
(() => {
  const root = document.documentElement;
  const base = document.currentScript.src;
  const all = (selector) => document.querySelectorAll(selector);
  const bring = (path) => import(new URL(path, base));

  // Switches: kept on this device only; where storage is refused they hold for this page.
  const show = (key) => {
    for (const button of all(`[data-switch="${key}"]`)) {
      button.setAttribute("aria-pressed", String((root.dataset[key] ?? "") === button.dataset.value));
    }
  };
  const choose = (key, value) => {
    if (value) root.dataset[key] = value;
    else delete root.dataset[key];
    try {
      if (value) localStorage.setItem(`showcase.${key}`, value);
      else localStorage.removeItem(`showcase.${key}`);
    } catch {}
    show(key);
  };
  for (const button of all("[data-switch]")) {
    const { switch: key, value } = button.dataset;
    button.addEventListener("click", () => {
      // A switch that stands alone goes on and off; one of several is chosen.
      const alone = all(`[data-switch="${key}"]`).length === 1;
      choose(key, alone && root.dataset[key] === value ? "" : value);
    });
    show(key);
  }

  // The narrow screen's menu closes by Escape and by a touch outside it.
  for (const menu of all(".menu")) {
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }

  // Photos and certificates: where the viewer cannot be had, the link leads to the picture itself.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-photo], a.certificate");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    bring("viewer.js").then((viewer) => viewer.open(link)).catch(() => location.assign(link.href));
  });

  // Search: without its index, or from a file, the way leads to the site map as it does without script.
  const triggers = [...all("[data-search]")];
  // From a disk there is no index to search, no address to share, and no server to open a folder's page.
  if (location.protocol === "file:") {
    for (const trigger of triggers) trigger.replaceChildren("网站地图");
    for (const link of all("a[href]")) {
      const way = new URL(link.href);
      if (way.protocol === "file:" && way.pathname.endsWith("/")) link.href = Object.assign(way, { pathname: `${way.pathname}index.html` });
    }
  } else if (triggers.length) {
    const open = (event) => {
      event.preventDefault();
      bring("search.js").then((search) => search.open(), () => location.assign(triggers[0].href));
    };
    for (const trigger of triggers) {
      trigger.setAttribute("role", "button");
      trigger.setAttribute("aria-haspopup", "dialog");
      trigger.setAttribute("aria-keyshortcuts", "/ Control+K");
      trigger.addEventListener("click", open);
      trigger.addEventListener("keydown", (event) => event.key === " " && open(event));
    }
    addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      const k = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      if ((slash || k) && !event.isComposing && !document.querySelector("dialog[open]")) open(event);
    });
  }

  // Sharing: the code is drawn here, so that it is right wherever the site was put.
  const address = () => location.href.split("#")[0];
  let library, drawn, dressed;
  const paint = ([{ generate }, { toSvg }]) => {
    for (const place of all("[data-code]")) {
      place.replaceChildren(toSvg(generate(drawn), document, { on: "currentColor", padX: 2, padY: 2 }));
      place.hidden = false;
    }
  };
  const draw = () => {
    for (const line of all("[data-address]")) line.textContent = decodeURI(address());
    if (!location.protocol.startsWith("http") || drawn === address()) return;
    drawn = address();
    library ??= Promise.all([bring("vendor/lean-qr/lean-qr.js"), bring("vendor/lean-qr/svg.js")]);
    library.then(paint, () => {});
  };
  const dialog = document.querySelector("dialog.share");
  for (const button of all("[data-share]")) {
    button.hidden = location.protocol === "file:" || !dialog?.showModal;
    button.addEventListener("click", async () => {
      draw();
      copy.textContent = "复制网址";
      await (dressed ??= new Promise((done) => {
        const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("share.css", base) });
        sheet.onload = sheet.onerror = done;
        document.head.append(sheet);
      }));
      if (!dialog.open) dialog.showModal();
    });
  }
  dialog?.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  const copy = dialog?.querySelector("[data-copy]");
  copy?.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      copy.textContent = "已复制";
    } catch {
      getSelection().selectAllChildren(dialog.querySelector("[data-address]"));
      copy.textContent = "已选中，请按复制";
    }
  });

  // A page that is printed carries its code; drawing it waits until the page has nothing else to do.
  addEventListener("beforeprint", draw);
  addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(draw));
})();
