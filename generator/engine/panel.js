// The panel of a preview. In a shadow tree, so that neither the page's styles nor its print reach it.
(state) => {
  const STYLE = `
    :host { all: initial; position: fixed; z-index: 2147483000; inset: auto 0 0 0; font: 15px/1.7 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", system-ui, sans-serif; color: #211a16 }
    section { max-width: 60rem; max-height: 70vh; margin: 0 auto; display: flex; flex-direction: column; background: #fffdf9; border: 1px solid #a61e1e; border-bottom: 0; border-radius: 8px 8px 0 0; box-shadow: 0 -6px 30px #0003 }
    section.quiet { width: fit-content; margin: 0 0 12px 12px; border: 1px solid #d8cbb9; border-radius: 8px; box-shadow: 0 2px 10px #0002 }
    section.quiet:has(ol:not([hidden])) { width: min(60rem, 100vw - 24px) }
    header { display: flex; gap: 12px; align-items: center; padding: 8px 14px }
    header b { color: #a61e1e } .quiet header b { color: #84591a; font-weight: 600 }
    header span { color: #695d55; font-size: 13px; flex: 1 }
    button { min-height: 32px; padding: 0 12px; font: inherit; font-size: 13px; color: inherit; background: none; border: 1px solid #d8cbb9; border-radius: 6px; cursor: pointer }
    button:focus-visible, a:focus-visible { outline: 3px solid #84591a; outline-offset: 2px }
    ol { margin: 0; padding: 0 14px 14px; overflow: auto; list-style: none; overscroll-behavior: contain }
    li { padding: 10px 0; border-top: 1px solid #e4dacc }
    li > div { display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap }
    i { flex: none; padding: 0 8px; border-radius: 4px; font-style: normal; font-size: 12px; line-height: 22px; color: #fff; background: #695d55 }
    .错误 i { background: #a61e1e } .拦截 i { background: #84591a }
    a, code { color: #695d55; font-size: 13px; overflow-wrap: anywhere } a { color: #84591a }
    pre { margin: 6px 0; padding: 6px 10px; background: #f4ede2; border-radius: 4px; font: 13px/1.6 Consolas, "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; overflow-wrap: anywhere }
    mark { background: #f6c9c4; color: inherit; border-radius: 2px }
    p { margin: 4px 0 0 } p.cure::before { content: "怎么改：" ; color: #84591a }
    [hidden] { display: none !important }
    @media print { :host { display: none } }`;
  const KEY = "showcase.panel";
  const make = (tag, text = "", name = "") => Object.assign(document.createElement(tag), { textContent: text, className: name });
  const host = document.createElement("showcase-panel"), root = host.attachShadow({ mode: "open" });
  root.append(make("style", STYLE));
  const box = root.appendChild(make("section"));
  // Whether a person has opened or closed the list; kept for this tab, so that it survives each update.
  const recall = () => { try { return sessionStorage.getItem(KEY); } catch { return null; } };
  const keep = (value) => { try { sessionStorage.setItem(KEY, value); } catch { /* then it begins anew on each page */ } };

  const excerpt = ({ excerpt, column, length }) => {
    const line = make("pre"), signs = [...excerpt], from = Math.max(column - 1, 0);
    line.append(signs.slice(0, from).join(""), make("mark", signs.slice(from, from + Math.max(length, 1)).join("") || " "), signs.slice(from + length).join(""));
    return line;
  };
  const row = (problem) => {
    const item = make("li", "", problem.severity), head = make("div");
    const name = problem.line ? `${problem.file} 第 ${problem.line} 行` : problem.file;
    const place = problem.link ? Object.assign(make("a", `${name}（在 VS Code 中打开）`), { href: problem.link }) : make("code", name);
    head.append(make("i", problem.severity), place);
    item.append(head, make("p", problem.message));
    if (problem.excerpt.trim()) item.append(excerpt(problem));
    item.append(make("p", problem.hint, "cure"));
    if (state.handbook) head.append(Object.assign(make("a", "这是什么意思"), { href: `${state.handbook}problems/#${problem.code}` }));
    return item;
  };
  const draw = ({ problems }) => {
    const number = (severity) => problems.filter((problem) => problem.severity === severity).length;
    const [errors, blocks, notes] = ["错误", "拦截", "提醒"].map(number);
    const counts = [[errors, "处错误"], [blocks, "处拦截"], [notes, "条提醒"]].filter(([count]) => count);
    const opened = errors ? recall() !== "closed" : recall() === "open";
    const header = make("header"), list = make("ol"), button = make("button");
    header.append(make("b", counts.map(([count, words]) => `${count} ${words}`).join("，")));
    if (errors) header.append(make("span", "网页先保持原样，改好后会自动更新。"));
    else if (blocks) header.append(make("span", "可以预览，改好才能发布。"));
    const turn = (open) => {
      list.hidden = !open;
      button.textContent = open ? "收起" : "查看";
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => { keep(list.hidden ? "open" : "closed"); turn(list.hidden); });
    if (state.handbook) header.append(Object.assign(make("a", "工作手册"), { href: state.handbook }));
    header.append(button);
    // While something must be mended, what can wait is only counted.
    const listed = problems.filter((problem) => !errors || problem.severity !== "提醒");
    list.append(...listed.slice(0, 200).map(row));
    if (listed.length > 200) list.append(make("li", `还有 ${listed.length - 200} 处，运行 make check 全部列出。`));
    box.className = errors ? "" : "quiet";
    box.setAttribute("role", errors ? "alert" : "status");
    box.setAttribute("aria-label", "资料里的问题");
    box.replaceChildren(header, list);
    box.hidden = !problems.length;
    turn(opened);
  };
  const ask = async () => {
    for (let wait = 0; ; ) {
      try {
        const news = await (await fetch(`/showcase-panel/${state.number}`)).json();
        if (news.number !== state.number) draw((state = news));
        wait = 0;
      } catch { wait = Math.min(wait + 1000, 10000); }
      if (wait) await new Promise((done) => setTimeout(done, wait));
    }
  };
  draw(state);
  document.body.append(host);
  ask();
}
