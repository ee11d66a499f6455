// Filters and sorts the wall of honours, figures by unit, activities by kind; the address keeps the choice. The page stands whole without it.
(() => {
  const form = document.querySelector(".sift");
  if (!form) return;
  const all = (from, path) => [...from.querySelectorAll(path)];
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const { 词语: words, 排序: sort } = form.elements;
  const fields = all(form, "[name]");
  const facets = all(form, "[data-facet]");
  const groups = all(document, "[id^=level-], [id^=unit-], [id^=month-]").map((head) => {
    const part = head.closest(".part");
    return { head, part, title: head.textContent, body: part.querySelector("tbody, ul"), count: part.querySelector("p strong"), way: document.querySelector(`.levels [href="#${head.id}"] b`) };
  });
  const rows = groups.flatMap(({ title, body }) => [...body.children].map((row) => {
    const cells = all(row, "td:not(:last-child)");
    const year = +cells[1]?.dataset.year || 0;
    // A line of a list begins with the link to what it tells of.
    const links = cells[1] ? all(row, "[href*=schools], [href*=regions]") : all(row, "a").slice(1);
    const words = (found) => found.map(({ textContent }) => textContent);
    const told = words(cells[1] ? cells : [row]);
    return { row, body, year, name: told[1], text: plain(told.join(" ")), 类型: words(all(row, ".kind")), 级别: [title], 年份: [year ? year + "年" : "年份待补"], 单位: sort || !cells[1] ? words(links) : [title] };
  }));
  const orders = {
    新: (a, b) => b.year - a.year,
    旧: (a, b) => (a.year || 9999) - (b.year || 9999),
    名称: (a, b) => a.name.localeCompare(b.name, "zh"),
  };
  const headers = groups.flatMap(({ part }) => (sort ? ["", "名称", "新"] : []).map((order, at) => {
    const cell = all(part, "th")[at];
    const button = document.createElement("button");
    button.append(...cell.childNodes);
    cell.append(button);
    button.onclick = () => {
      sort.value = at > 1 && sort.value === order ? "旧" : order;
      choose();
      headers[at].cell.firstChild.focus();
    };
    return { cell, order };
  }));

  function show() {
    const asked = plain(words.value).split(/\s+/);
    const has = (item, field, value) => !value || item[field.name].includes(value);
    const fits = (item, but) => asked.every((word) => item.text.includes(word))
      && facets.every((field) => field === but || has(item, field, field.value));
    for (const field of facets) {
      const near = rows.filter((item) => fits(item, field));
      for (const option of field) {
        const n = near.filter((item) => has(item, field, option.value)).length;
        option.text = `${option.value || "全部"}（${n}）`;
        option.disabled = !n && !option.selected;
      }
    }
    // In any order but by level, all rows stand in the first table.
    const order = orders[sort?.value];
    for (const item of order ? [...rows].sort(order) : rows) {
      (order ? groups[0] : item).body.append(item.row);
      item.row.hidden = !fits(item);
    }
    let shown = 0;
    for (const { head, part, title, body, count, way } of groups) {
      const n = all(body, ":scope > :not([hidden])").length;
      shown += n;
      if (count) count.textContent = n;
      part.hidden = !n;
      if (way) {
        way.textContent = n;
        way.closest("li").hidden = !n || !!order;
      }
      if (sort) head.textContent = order ? "全部荣誉" : title;
      part.classList.toggle("part--all", !!order);
    }
    for (const { cell, order } of headers) {
      const on = order === sort.value.replace("旧", "新");
      cell.ariaSort = !on ? "none" : /名|旧/.test(sort.value) ? "ascending" : "descending";
    }
    const on = [...facets, words].filter(({ value }) => value).map(({ name, value }) => `${name}：${value}`).join("；");
    form.classList.toggle("sift--on", !!on);
    form.lastElementChild.textContent = (shown ? `显示 ${shown} 项，共 ${rows.length} 项` : "没有符合的，请换个条件，或按“清除”") + (on && `（${on}）`) + "。";
  }

  function choose(how = "pushState") {
    show();
    const query = "" + new URLSearchParams(fields.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    // A page opened from a disk has no address to keep.
    try { if (query !== location.search.slice(1)) history[how](null, "", query ? "?" + query : location.pathname); } catch {}
  }

  function set(asked) {
    for (const field of fields) {
      field.value = asked.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
    show();
  }

  function read() {
    set(new URLSearchParams(location.search));
    // A link to one honour shows it, whatever was chosen.
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    set(new Map());
    target.scrollIntoView();
  }

  form.oninput = ({ target, isComposing }) => target === words && !isComposing && choose("replaceState");
  form.addEventListener("compositionend", () => choose("replaceState"));
  form.onchange = () => choose();
  form.onsubmit = () => false;
  form.onreset = () => setTimeout(choose);
  onpopstate = read;
  form.hidden = false;
  read();
})();
