// Photos and certificates on the whole screen, by pointer, keyboard or finger. Without it each is a link to its picture.
const make = (tag, props, ...inside) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...inside);
  return element;
};
const PHOTOS = "a[data-photo]", CERTIFICATES = "a.certificate";
let dialog, stage, words, links, at, began;

const webp = (link) => link.href.replace(/jpg$/, "webp");
const caption = (link) => {
  const below = link.closest("figure")?.querySelector("figcaption");
  const cell = link.closest("td");
  return below ? [...below.childNodes].map((part) => part.textContent.trim()).join("　") : (cell ? `${cell.textContent.split("证书")[0].trim()}：证书` : "");
};

function show(index) {
  at = (index + links.length) % links.length;
  const link = links[at], own = link.querySelector("img");
  const picture = make("img", { src: link.href, alt: own?.alt || caption(link) });
  picture.addEventListener("load", () => picture.classList.toggle("tall", picture.naturalHeight > 2.5 * picture.naturalWidth));
  stage.replaceChildren(make("picture", {}, make("source", { type: "image/webp", srcset: webp(link) }), picture));
  stage.scrollTop = 0;
  words.replaceChildren(caption(link), ...(links.length > 1 ? [make("small", {}, `${at + 1} / ${links.length}`)] : []));
  // The one that comes next is fetched while this one is looked at.
  if (links.length > 1) new Image().src = webp(links[(at + 1) % links.length]);
}

function build() {
  const button = (name, label, sign, act) => {
    const made = make("button", { type: "button", className: `viewer__${name}`, title: label }, sign);
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  stage = make("div", { className: "viewer__picture" });
  words = make("p", { ariaLive: "polite" });
  dialog = make("dialog", { className: "viewer" },
    stage, words,
    button("back", "上一张", "‹", () => show(at - 1)),
    button("on", "下一张", "›", () => show(at + 1)),
    button("close", "关闭", "×", () => dialog.close()));
  dialog.setAttribute("aria-label", "图片");
  const keys = { ArrowLeft: () => at - 1, ArrowRight: () => at + 1, Home: () => 0, End: () => -1 };
  dialog.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    show(keys[event.key]());
  });
  stage.addEventListener("click", (event) => event.target === stage && dialog.close());
  stage.addEventListener("touchstart", ({ touches }) => (began = touches.length === 1 ? touches[0].clientX : NaN), { passive: true });
  stage.addEventListener("touchend", ({ changedTouches }) => {
    const moved = changedTouches[0].clientX - began;
    if (Math.abs(moved) > 50 && !(visualViewport?.scale > 1)) show(at - Math.sign(moved));
  }, { passive: true });
  dialog.addEventListener("close", () => links[at]?.focus());
  document.body.append(dialog);
}

export async function open(link) {
  if (!dialog) {
    const sheet = make("link", { rel: "stylesheet", href: new URL("viewer.css", import.meta.url).href });
    await new Promise((done) => {
      sheet.onload = sheet.onerror = done;
      document.head.append(sheet);
    });
    build();
  }
  links = [...document.querySelectorAll(link.matches(PHOTOS) ? PHOTOS : CERTIFICATES)].filter((other) => other.checkVisibility?.() ?? true);
  for (const name of ["back", "on"]) dialog.querySelector(`.viewer__${name}`).hidden = links.length < 2;
  show(links.indexOf(link));
  dialog.showModal();
}
