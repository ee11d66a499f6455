// What the tests ask of a page; put into it by tests/browser/probing.py, never part of the site.
(() => {
  const slack = 1.5; // pixels that rounding may cost

  const path = element => {
    const names = [];
    for (let at = element; at && at !== document.body && names.length < 4; at = at.parentElement)
      names.unshift(at.localName + (at.id ? `#${at.id}` : "") + [...at.classList].map(name => `.${name}`).join(""));
    return names.join(" > ");
  };
  const words = text => text.replace(/\s+/g, " ").trim().slice(0, 40);

  // What was found of an element, kept while one question is answered: nothing moves meanwhile.
  let known = {};
  const keep = (name, find) => element => {
    const answers = (known[name] ??= new Map());
    if (!answers.has(element)) answers.set(element, element ? find(element) : undefined);
    return answers.get(element);
  };
  const ask = question => (...given) => {
    known = {};
    return question(...given);
  };

  // Hidden for the eye on purpose, and still read out: not part of the layout.
  const clipped = keep("clipped", element => {
    const style = getComputedStyle(element);
    if (/inset\(50%|rect\(0/.test(style.clipPath + style.clip)) return true;
    const box = element.getBoundingClientRect();
    if (style.overflow !== "visible" && box.width <= 1 && box.height <= 1) return true;
    return clipped(element.parentElement);
  });
  const unseen = keep(
    "unseen",
    element => clipped(element) || !element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }),
  );

  const textRects = function* () {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim() || /^(script|style|noscript|template)$/i.test(node.parentElement.localName)) continue;
      if (unseen(node.parentElement)) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width && box.height) yield [node, box];
    }
  };

  // A line's box reaches beyond its letters; these are about as high as the type is large.
  const size = keep("size", element => parseFloat(getComputedStyle(element).fontSize));
  const inkRects = function* () {
    for (const [node, { left, right, top, bottom }] of textRects()) {
      const middle = (top + bottom) / 2;
      const half = 0.42 * size(node.parentElement);
      yield [node, { left, right, top: middle - half, bottom: middle + half, height: 2 * half }];
    }
  };

  // Where an element's own frame cuts off what runs over it; null where one can scroll to the rest.
  const framed = side =>
    keep(side, element => {
      if (element === document.documentElement) return undefined;
      const style = getComputedStyle(element);
      const flow = style[`overflow${side}`];
      if (flow === "auto" || flow === "scroll") return null;
      if (flow === "hidden" || flow === "clip") return element.getBoundingClientRect();
      return style.position === "fixed" ? undefined : frames[side](element.parentElement);
    });
  const frames = { X: framed("X"), Y: framed("Y") };

  const overflow = () => {
    const width = document.documentElement.clientWidth;
    const faults = new Set();
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > width + slack) faults.add(`page scrolls to ${scrollWidth}`);
    for (const [node, box] of textRects()) {
      const edge = frames.X(node.parentElement);
      const right = edge ? Math.min(edge.right, width) : width;
      const left = edge ? Math.max(edge.left, 0) : 0;
      if (edge !== null && (box.right > right + slack || box.left < left - slack))
        faults.add(`text cut: ${path(node.parentElement)} “${words(node.data)}” ${Math.round(box.left)}–${Math.round(box.right)}`);
      const height = frames.Y(node.parentElement);
      if (height && (box.top > height.bottom - box.height / 2 || box.bottom < height.top + box.height / 2))
        faults.add(`text cut below: ${path(node.parentElement)} “${words(node.data)}”`);
    }
    for (const element of document.querySelectorAll("body *")) {
      if (element.closest("svg") && element.localName !== "svg") continue;
      const box = element.getBoundingClientRect();
      if (box.width && (box.right > width + slack || box.left < -slack) && frames.X(element.parentElement) === undefined && !unseen(element))
        faults.add(`box outside: ${path(element)} ${Math.round(box.left)}–${Math.round(box.right)}`);
    }
    return [...faults];
  };

  // Texts that are drawn over each other.
  const collisions = () => {
    const found = new Set();
    const boxes = [...inkRects()].sort(([, first], [, second]) => first.top - second.top);
    boxes.forEach(([one, first], at) => {
      for (const [other, second] of boxes.slice(at + 1, boxes.findIndex(([, box]) => box.top >= first.bottom) >>> 0)) {
        if (one === other) continue;
        const across = Math.min(first.right, second.right) - Math.max(first.left, second.left);
        const down = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
        if (across > 2 && down > 0.15 * Math.min(first.height, second.height))
          found.add(`“${words(one.data)}” on “${words(other.data)}” in ${path(other.parentElement)}`);
      }
    });
    return [...found];
  };

  // A link in a sentence or a table is as high as its line: WCAG lets it. A button is no part of a text.
  const inText = element => {
    if (element.closest("table")) return element.matches("a");
    if (getComputedStyle(element).display !== "inline") return false;
    const block = element.parentElement.closest("p, li, td, dd, dt, figcaption, h1, h2, h3, h4, div, section") ?? document.body;
    return block.innerText.replace(/\s/g, "").length > element.innerText.replace(/\s/g, "").length + 1;
  };
  const answers = (element, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (element.contains(hit) || hit.closest("a, button, label, summary") === element);
  };
  const targets = least => {
    const faults = [];
    for (const element of document.querySelectorAll("a[href], button, summary, input, select, textarea, [role=button]")) {
      if (element.closest("svg") || unseen(element) || inText(element)) continue;
      const own = element.matches("input[type=checkbox], input[type=radio]") ? element.closest("label") ?? element : element;
      own.scrollIntoView({ block: "center", behavior: "instant" });
      const box = own.getBoundingClientRect();
      if (box.bottom < 0 || box.top > innerHeight) continue;
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const reach = least / 2 - 1;
      const high = box.height >= least - 0.6 || (answers(own, x, y - reach) && answers(own, x, y + reach));
      if (!high) faults.push(`${path(own)} “${words(own.innerText ?? "")}” ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    scrollTo({ top: 0, behavior: "instant" });
    return faults;
  };

  // One h1, and no step left out on the way down.
  const headings = () => {
    const faults = [];
    const found = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(heading => heading.checkVisibility());
    const tops = found.filter(heading => heading.localName === "h1").length;
    if (tops !== 1) faults.push(`${tops} headings of the first rank`);
    let last = 0;
    for (const heading of found) {
      const rank = Number(heading.localName[1]);
      if (rank > last + 1) faults.push(`h${rank} “${words(heading.innerText)}” after h${last}`);
      last = rank;
    }
    return faults;
  };

  const focusable = () =>
    [...document.querySelectorAll("a[href], button:not([disabled]), summary, input:not([disabled]), select, textarea, [tabindex]")].filter(
      element => element.tabIndex >= 0 && element.checkVisibility({ checkVisibilityCSS: true }) && !element.closest("[inert]"),
    );

  // Where the focus is, and whether one can see it.
  const focus = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const lines = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
    return {
      place: focusable().indexOf(element),
      name: `${path(element)} “${words(element.innerText ?? "")}”`,
      marked: lines || style.boxShadow !== "none",
      inView: box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    };
  };

  window.probes = {
    headings: ask(headings),
    overflow: ask(overflow),
    collisions: ask(collisions),
    targets: ask(targets),
    focus,
    focusable: () => focusable().length,
  };
})();
