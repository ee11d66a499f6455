// The search dialog. In the index every sign is a word (generator/search.py says why), so we ask for phrases of signs.
const here = (path) => new URL(path, import.meta.url).href;
const MAP = here("../sitemap/"), STEP = 10;
const known = new Map();
let dialog, input, status, filters, chips, units, list, more, pagefind, ready, timer;
let hits = [], phrases = [], note = "", kind = "", unit = "", shown = 0, asked = 0, drawn = 0;

const make = (tag, props, ...inside) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...inside);
  return element;
};

const signs = (text) => text.replace(/[！-～]/g, (sign) => sign.normalize("NFKC")).match(/[\p{L}\p{N}]/gu) ?? [];
const cut = (parts) => parts.map(signs).filter((part) => part.length);
const pattern = () => RegExp(`(${phrases.map((part) => part.join("[^\\p{L}\\p{N}]*")).join("|")})`, "iu");
const marked = (text) => text.split(pattern()).map((part, i) => (i % 2 ? make("mark", {}, part) : part));

async function load() {
  pagefind = await import(here("../pagefind/pagefind.js"));
  await pagefind.options({ noWorker: true });
  const { names, rows } = await (await fetch(here("../pagefind/catalogue.json"), { cache: "no-cache" })).json();
  for (const id in rows) {
    const [kind, ...unit] = rows[id].map((number) => names[number]);
    known.set(id, { kind: [kind], unit });
  }
  await pagefind.search(null);
}

// What has all of it: in its title first, then often; last, what only lists other pages.
async function find(parts) {
  const answers = await Promise.all(parts.map((part) => pagefind.search(`"${part.join(" ")}"`)));
  const found = new Map();
  for (const { id, words, data } of answers.flatMap((answer) => answer.results)) {
    const hit = found.get(id) ?? { ...known.get(id), data, times: 0, score: 0 };
    hit.times += 1;
    hit.score += Math.log2(words.length) + (words[0] < 12) * 4 - /栏目|首页/.test(hit.kind) * 99;
    found.set(id, hit);
  }
  return [...found.values()].filter((hit) => hit.times === parts.length).sort((a, b) => b.score - a.score);
}

async function look() {
  const query = input.value.trim(), mine = ++asked;
  clearTimeout(timer);
  await ready;
  let parts = cut(query.split(/\s+/)), found = await find(parts), said = "";
  if (parts.length && !found.length && Intl.Segmenter) {
    const words = new Intl.Segmenter("zh", { granularity: "word" }).segment(query);
    const loose = cut([...words].map((word) => word.segment));
    found = await find(loose);
    if (found.length) [parts, said] = [loose, `没有连在一起的“${query}”，下面的含有其中每个词。`];
  }
  if (mine !== asked) return;
  [hits, phrases, note] = [found, parts, said];
  await show();
}

const search = () => look().catch(() => location.assign(MAP));

const fits = (a, b) => hits.filter((hit) => (!a || hit.kind.includes(a)) && (!b || hit.unit.includes(b)));
const choose = (a, b) => ([kind, unit] = [a, b], show());
const counts = (among, name, chosen) => {
  const all = new Map([["", 0], [chosen, 0]]);
  for (const value of among.flatMap((hit) => ["", ...hit[name]])) all.set(value, (all.get(value) ?? 0) + 1);
  return [...all];
};

function showFilters() {
  const held = chips.contains(document.activeElement), options = counts(fits(kind, ""), "unit", unit);
  chips.replaceChildren(...counts(fits("", unit), "kind", kind).map(([name, n]) =>
    make("button", { ariaPressed: name === kind, onclick: () => choose(name, unit) }, `${name || "全部"} ${n}`)));
  if (held) chips.querySelector("[aria-pressed=true]").focus();
  units.replaceChildren(...options.map(([value, n]) => make("option", { value }, `${value || "全部"}（${n}）`)));
  units.value = unit;
  units.parentElement.hidden = !options[1];
  filters.hidden = !hits.length;
}

function say(n) {
  const query = `“${input.value.trim()}”`, onclick = () => (input.focus(), choose("", ""));
  status.replaceChildren(...(!phrases.length ? ["写几个字就能找。"] : n ? [note || `找到 ${n} 条。`]
    : hits.length ? [`所选范围里没有${query}。`, make("button", { onclick }, "去掉筛选")]
    : [`没有找到${query}。少写几个字，换个说法，或者看`, make("a", { href: MAP }, "网站地图"), "。"]));
}

async function show(further) {
  const all = fits(kind, unit), from = further ? shown : 0, mine = ++drawn;
  const items = await Promise.all(all.slice(from, from + STEP).map(item));
  if (mine !== drawn) return;
  if (!further) list.replaceChildren(), (list.parentElement.scrollTop = 0), showFilters(), say(all.length);
  list.append(...items);
  if (further) items[0].firstChild.focus();
  shown = from + items.length;
  more.hidden = shown >= all.length;
  more.textContent = `再看一些（还有 ${all.length - shown} 条）`;
}

async function item({ data }) {
  const { content, meta } = await data();
  const text = content.replaceAll(" ", "").replaceAll("␣", " ").split("¶").slice(1, -1).join(" ");
  const at = Math.max(text.search(pattern()), 0), [after] = text.slice(at).match(/^.{0,70}/su);
  const [before] = text.slice(0, at).match(/.{0,20}$/su), dots = (cut) => (cut ? "…" : "");
  const span = (className, ...inside) => make("span", { className }, ...inside);
  const said = [dots(before.length < at), ...marked(before + after), dots(at + after.length < text.length)];
  // A browser that knows how opens the page at the words.
  const words = meta.url.includes("#") ? "" : text.match(pattern())?.[0];
  const way = words ? `${meta.url}#:~:text=${encodeURIComponent(words).replaceAll("-", "%2D")}` : meta.url;
  return make("li", {}, make("a", { href: here(`../${way}`) },
    span("kind", meta.kind), span("title", ...marked(meta.title)), span("unit", meta.unit ?? ""), span("text", ...said)));
}

function keys(event) {
  const stops = [input, ...list.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
  if (event.isComposing) return;
  // The browser's own way may be busy with what opened the dialog.
  if (event.key === "Escape") event.preventDefault(), dialog.close();
  if (at < 0) return;
  // A phone's keyboard hides the list: there it is only put away.
  const touched = matchMedia("(pointer: coarse)").matches;
  if (event.key === "Enter" && !at) search().then(() => (touched ? input.blur() : list.querySelector("a")?.click()));
  const next = stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
  if (next) event.preventDefault(), next.focus();
}

function build() {
  dialog = make("dialog", { className: "search", ariaLabel: "搜索", onkeydown: keys });
  dialog.innerHTML = `<link rel="stylesheet" href="${here("search.css")}"><header><label for="search-for">搜索本站</label>
<input id="search-for" role="searchbox" autocomplete="off" enterkeyhint="search"><button>关闭</button></header>
<div><section hidden><div role="group" aria-label="类型"></div><label>单位 <select></select></label></section>
<p role="status"></p><ol></ol><button hidden></button><p>↑ ↓ 选择　回车 打开　Esc 关闭</p></div>`;
  [input, filters, chips, units, status, list, more] =
    ["input", "section", "[role=group]", "select", "p", "ol", "ol + button"].map((at) => dialog.querySelector(at));
  const later = (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(search, 150);
  };
  for (const name of ["input", "compositionend"]) input.addEventListener(name, later);
  units.onchange = () => choose(kind, units.value);
  more.onclick = () => show(true);
  dialog.onclick = ({ target }) => (target === dialog || target.closest("a, header button")) && dialog.close();
  const view = window.visualViewport;
  view?.addEventListener("resize", () => dialog.style.setProperty("--seen", `${view.height}px`));
  document.body.append(dialog);
}

export async function open() {
  const first = !dialog;
  if (first) {
    build();
    ready = load();
    await new Promise((done) => (dialog.firstChild.onload = dialog.firstChild.onerror = done));
  }
  if (!dialog.open) dialog.showModal();
  input.select();
  // What was found last still stands; finding it anew would take it from under the arrow keys.
  if (first) await search();
}
