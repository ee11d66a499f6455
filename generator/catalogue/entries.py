"""All problem codes by family, each with a title, why it matters, and how grave it is.

To add a code: one Entry in its family. `cure` is only for a code without an example, whose hint cannot be shown."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import BLOCK, ERROR, NOTE, Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """One problem code. `severities` are all that it comes with, the gravest first."""

    code: str
    title: str
    why: str
    severities: tuple[Severity, ...] = (ERROR,)
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Codes that belong together for who reads them, with a sentence about all; `anchor` is its place on the page."""

    title: str
    anchor: str
    about: str
    entries: tuple[Entry, ...]


BLOCKED = (BLOCK,)
NOTED = (NOTE,)

WRITING = Family(
    "写法",
    "writing",
    "标点、空格、减号和引号。程序靠它们分清哪是项目名、哪是内容；多数可以运行 showcase fix 自动改好。",
    (
        Entry(
            "colon-fullwidth",
            "冒号用了全角",
            "程序只认半角冒号；写成全角，项目名和内容连成一段文字，这一项等于没有写。",
        ),
        Entry(
            "colon-no-space",
            "冒号后面没有空一格",
            "少了这一格，程序分不清项目名到哪里为止，整行被当成一段文字。",
        ),
        Entry(
            "colon-missing", "项目名后面没有冒号", "没有冒号就看不出这是一个项目，它后面的内容没有地方放。"
        ),
        Entry(
            "colon-in-value",
            "内容里有半角冒号",
            "第二个半角冒号会让程序以为又开始了一个项目，一句话被拆成两截。",
        ),
        Entry(
            "dash-fullwidth",
            "列表用的不是半角减号",
            "“·”“－”“—”在 Word 里像列表，程序只当它们是文字，几条内容会连成一条。",
        ),
        Entry(
            "dash-no-space",
            "减号后面没有空一格",
            "减号和文字连着，程序不认为这是新的一条，会接到上一条后面。",
        ),
        Entry(
            "indent-tab", "行首用了 Tab 键", "Tab 在每台电脑上宽窄不一样，程序没法用它判断一行属于哪一项。"
        ),
        Entry(
            "indent-fullwidth",
            "行首用了全角空格",
            "全角空格看着和半角的一样，程序却当它是文字，这一行就不知道归谁。",
        ),
        Entry(
            "indent-uneven",
            "行首的空格和同级的行不一样多",
            "程序按行首空格的多少判断哪几行是一组；差一格，内容就会归到别的项目下面。",
        ),
        Entry(
            "line-loose",
            "有一行不知道属于哪一项",
            "多半是一段话按了回车，后半段的行首没有空格；不接好，后半段就丢了。",
        ),
        Entry(
            "list-inline",
            "列表写在了冒号后面",
            "和项目名写在同一行的减号会被当成文字，列表只有另起一行才认得出。",
        ),
        Entry(
            "quote-start",
            "内容以半角引号开头，后面还有字",
            "半角引号有“内容到此为止”的意思，引号后面的字会让程序读不下去。",
        ),
        Entry("quote-unclosed", "引号只有一半", "程序会一直往下找另一半，把后面的几行都当成引号里的内容。"),
        Entry("bracket-unclosed", "括号只有一半", "程序会一直往下找另一半，把后面的几行都当成括号里的内容。"),
        Entry(
            "special-start",
            "内容以特殊记号开头",
            "[、@、% 这类半角记号放在最前面另有意思，不加引号，程序不会当它是文字。",
        ),
        Entry(
            "escape-unknown",
            "半角双引号里有反斜杠",
            "半角双引号里的“\\”会和后面的字合成一个记号，网页上就不是您写的那个字了。",
        ),
        Entry(
            "value-cut",
            "“#”后面的内容会丢",
            "空格加“#”是备注的开头，从那里起的字都不会出现在网页上，而且看不出少了什么。",
            (ERROR, NOTE),
        ),
        Entry("key-nameless", "冒号前面没有项目名", "没有名字的内容，程序不知道放到网页的哪个位置。"),
        Entry(
            "key-not-text", "项目名写成了列表", "项目名要是文字才对得上；写在方括号里，程序当它是一列东西。"
        ),
        Entry("key-duplicate", "同一个项目写了两遍", "两处只会留下一处，另一处的内容会不声不响地丢掉。"),
        Entry(
            "anchor-refused",
            "内容以“&”或“*”开头",
            "这两个记号会把别处的内容搬过来，改一处就悄悄改了另一处，所以这里不用。",
        ),
        Entry(
            "tag-refused", "内容以“!”开头", "“!”开头是给程序看的记号，它后面的一个词会被吃掉，不会显示出来。"
        ),
        Entry(
            "many-documents",
            "一个文件里有两份资料",
            "“---”会把文件切成两份，后一份没有自己的文件名，也就没有网址。",
        ),
        Entry("nesting-too-deep", "一层套一层太多", "正常的资料不过几层；套得这样深，多半是记号打错了。"),
        Entry("yaml-syntax", "这里的写法读不下去", "从这一处往后都读不到，整份资料上不了网。"),
    ),
)

FILES = Family(
    "文件和编码",
    "files",
    "文件怎样保存、放在哪里，以及复制粘贴带进来的看不见的字符。",
    (
        Entry(
            "encoding-gbk", "文件存成了 GBK（ANSI）", "换一台电脑打开就可能是乱码，多人一起改时尤其容易丢字。"
        ),
        Entry("encoding-utf16", "文件存成了 UTF-16", "别的程序打开它可能是乱码，改过哪里也比对不出来。"),
        Entry("encoding-unknown", "认不出文件的文字编码", "读不出文字，这份资料就上不了网。"),
        Entry(
            "replacement-character",
            "文字已经损坏",
            "带“\ufffd”的字会原样出现在网页上，来访的人一眼就看到乱码。",
        ),
        Entry(
            "control-character",
            "有看不见的控制字符",
            "它会让网页和手机上的显示出错，有的还会把文字的顺序倒过来。",
        ),
        Entry(
            "invisible-character",
            "有看不见的零宽字符",
            "看着一样的两个词其实不一样：搜索搜不到，名称也对不上。",
            NOTED,
        ),
        Entry("file-empty", "文件里没有内容", "空文件生成不了网页；多半是忘了保存，或者内容被误删了。"),
        Entry("file-ignored", "这个文件不会被读取", "里面写的东西都不会上网，容易以为已经发布了。", NOTED),
        Entry(
            "file-too-large",
            "文件太大",
            "资料文件只放文字；这么大，多半是贴进了图片或整本材料，会拖慢每一次生成。",
        ),
        Entry(
            "file-not-regular",
            "这不是一个普通文件",
            "名字像资料文件，其实是文件夹或别的东西，里面的内容读不到。",
        ),
        Entry("file-unreadable", "文件或文件夹打不开", "没有读到的资料不会上网，网站上会少一块。"),
    ),
)

FILLING = Family(
    "填写",
    "filling",
    "项目名和内容对不对得上：少了、错了，或者不是这一项该写的东西。",
    (
        Entry("key-unknown", "没有这个项目", "不认识的项目没有地方显示，写了也等于没写。"),
        Entry("key-english", "项目名写成了英文", "资料里的项目名都是中文，全校的人才看得懂、改得了。"),
        Entry("key-missing", "缺少必填的项目", "少了它，网页就没有标题或者没法归类。"),
        Entry("value-empty", "必填的项目是空的", "网页上会空出一块，来访的人不知道这是什么。"),
        Entry("keys-expected", "这里要分项写", "只写一段话，程序分不出哪是名称、哪是说明，没法排到网页上。"),
        Entry("list-expected", "这里要一条一行地列", "写成一段，几条内容会挤成一条，条数也数不对。"),
        Entry("text-expected", "这里要写一段文字", "分成了几项，网页上的这个位置放不下。"),
        Entry("choice-wrong", "只能从几个词里选", "用词不统一，网站就没法按它分类、筛选和统计。"),
        Entry("flag-wrong", "只能写“是”或“否”", "写得含糊，程序不敢替您决定。"),
        Entry("number-wrong", "这里只能写数字", "要拿来合计和比较的是数，带着“余”“多”“人次”就没法算。"),
        Entry("number-small", "数字太小", "这样的数用不上：例如每站 0 分，就永远走不完一条路线。"),
        Entry("year-wrong", "年份看不懂", "荣誉和活动按年份排先后，看不懂就排不了。"),
        Entry("date-wrong", "日期看不懂", "活动和大事记按日期排先后；“上周三”过一个月就没有人知道是哪天。"),
        Entry("date-impossible", "没有这一天", "日历上没有的日期登出去，检查的人会怀疑其他记录也不真。"),
        Entry("date-order", "结束早于开始", "前后颠倒的日期会让活动排错位置，也叫人不敢相信。"),
        Entry("url-wrong", "网址不完整", "点上去打不开，来访的人看到的是错误页。"),
        Entry(
            "path-wrong", "图片的写法不对", "网站只用 data/media/ 里的图片；别处的图片换一台电脑就找不到了。"
        ),
        Entry("slug-wrong", "网址名不能用", "中文、空格和大写在微信里转发时会变成一长串乱码，或者打不开。"),
        Entry("citation-empty", "来源是空的", "没有编号也没有标题，以后谁也查不到这句话是从哪里来的。"),
        Entry("scheme-twice", "两种写法混在一起", "程序不知道代号管的是哪一套板块，数也就没法核对。"),
        Entry("site-missing", "缺少站点文件", "没有它，网站没有名称，页脚也没有主办单位和备案号。"),
    ),
)

COUNTING = Family(
    "数目对不上",
    "counting",
    "代号、概括语和总数说的是多少，下面列出来的就该是多少。内行的人最先数的就是这个。",
    (
        Entry("pillar-count", "代号里的数和要点的条数不一样", "“五帮”下面只有四条，来检查的人一数就知道。"),
        Entry(
            "code-length",
            "代号的位数和板块的个数不一样",
            "代号是品牌的招牌，和板块对不上，整个品牌就说不圆。",
        ),
        Entry("code-unread", "代号里看不出数", "没有核对过，不等于没有错；请人看一眼。", NOTED),
        Entry("phrase-count", "概括语的数和条目不一样", "“三亮”只列出两亮，读的人会问第三亮是什么。"),
        Entry("posts-count", "岗位的总数和列出的不一样", "同一页上两个数打架，读的人不知道该信哪一个。"),
        Entry("names-count", "学校的数目和名单不一样", "名单是公开的，多一所少一所，学校自己最清楚。"),
        Entry(
            "indicator-count", "指标体系的数目不一样", "指标是评分用的，总数和分项对不上，就没法拿它打分。"
        ),
        Entry("route-remainder", "总分除不尽", "算不出一共几站，积分路线就画不出来。"),
        Entry("route-stages", "站点的个数和总分不一样", "照着走的人走完全部站点，分数却不是总分。"),
    ),
)

LINKS = Family(
    "名称和引用",
    "links",
    "一份资料提到另一份，靠的是名称。名称差一个字，就连不上。",
    (
        Entry("reference-unknown", "找不到提到的名称", "连不上的内容不会出现在那所学校、那个品牌的页面上。"),
        Entry("reference-ambiguous", "有几个同名的", "程序不能替您猜是哪一个，猜错了荣誉就记到别人名下。"),
        Entry(
            "reference-lost",
            "提到的内容已经不在了",
            "网页上不再有这个链接；是误删的话，要趁早找回来。",
            NOTED,
        ),
        Entry(
            "reference-draft",
            "提到的内容还是草稿",
            "草稿不上网，指向它的链接点开会是空的，所以先不显示。",
            NOTED,
        ),
        Entry("name-duplicate", "两份资料同名", "别处提到这个名称时，分不清说的是哪一份。"),
        Entry("slug-duplicate", "两份资料的网址一样", "一个网址只能放一页，后生成的会盖掉先生成的。"),
        Entry("source-unknown", "来源没有登记", "读的人点开来源什么也没有，这条内容就成了没有出处的话。"),
    ),
)

PHOTOS = Family(
    "照片和图片",
    "photos",
    "照片放在 data/media/ 里，原图不会上网，网站只用缩小过的。",
    (
        Entry(
            "image-missing",
            "找不到图片",
            "网页上会空出一块；文件名差一个字、结尾是 .JPG 还是 .jpg 都算不同。",
        ),
        Entry("photo-broken", "图片是坏的", "来访的人只会看到半张图或一个叉。"),
        Entry("photo-foreign", "不是能用的照片", "手机和浏览器显示不了它，多半是别的文件改了名字。"),
        Entry(
            "photo-twice",
            "两张图的名字几乎一样",
            "名字只差大小写或编码的两个文件，换一台电脑就只剩下一个，网页上会用错图。",
        ),
        Entry("photo-huge", "图片的尺寸太大", "打开它要占满电脑的内存，网页上也用不着这么大。"),
        Entry("photo-unreadable", "图片打不开", "没有读到的照片不会出现在网页上。"),
        Entry("photo-small", "照片太小", "放大以后是模糊的，大屏幕上尤其难看。", NOTED),
        Entry(
            "photo-misnamed",
            "图片的格式和名字的结尾不一样",
            "网站能认出来，别的程序可能打不开它，以后找原图也容易找错。",
            NOTED,
        ),
        Entry(
            "photo-alt-missing",
            "照片没有替代文本",
            "看不见图的人靠它知道拍了什么；政务和学校网站的无障碍检查也查这一条。",
            BLOCKED,
        ),
    ),
)

PRIVATE = Family(
    "不能公开",
    "private",
    "这些会伤到孩子，或者让学校为难，所以能预览、不能发布。确有把握的，由负责人写进 data/waivers.yml 放行。",
    (
        Entry(
            "photo-consent",
            "能认出学生，没有监护人同意",
            "孩子的脸一上网就收不回来；没有监护人同意就公开，学校要担责任。",
            BLOCKED,
        ),
        Entry(
            "goal-as-result",
            "目标写成了成果",
            "还没有做到的事当成成果公开，一经核实就成了虚报。",
            BLOCKED,
        ),
        Entry("private-id", "身份证号", "号码连着生日和户籍地，拿到的人可以冒名办事。", BLOCKED),
        Entry("private-phone", "私人的手机或电话", "号码上了网就会被抓取，骚扰和诈骗电话跟着来。", BLOCKED),
        Entry("private-card", "银行卡号或账号", "卡号会被人冒用，捐款的人也可能被引到假账号。", BLOCKED),
        Entry("private-email", "私人的邮箱", "邮箱会被抓取，垃圾邮件和钓鱼邮件跟着来。", BLOCKED),
        Entry("private-address", "家庭住址", "写到小区和门牌，陌生人就能找上门。", BLOCKED),
        Entry("private-plate", "车牌号", "车牌能查到车主，也能看出老师每天几点在哪里。", BLOCKED),
        Entry(
            "photo-location",
            "图片里藏着拍摄地点",
            "手机照片带着经纬度，下载的人能查到学生或老师的家。",
            BLOCKED,
        ),
        Entry(
            "minor-named",
            "写了学生的姓名",
            "名字和病情、困难、处分放在一起，孩子会被人认出来，撤下来也收不回。",
            BLOCKED,
        ),
        Entry(
            "minor-hardship",
            "写了能认出学生的班级和情况",
            "没有名字，班级加病情也够让人认出是哪个孩子。",
            BLOCKED,
        ),
        Entry(
            "minor-photo-name",
            "图片的文件名带着姓名",
            "文件名会出现在网址里，也会留在别人下载的文件上。",
            BLOCKED,
        ),
        Entry(
            "exam-boast",
            "宣传升学和考试成绩",
            "教育部门规定学校不得宣传升学情况和考试名次，检查时会要求整改。",
            BLOCKED,
        ),
        Entry(
            "points-ranking",
            "公布个人积分和名次",
            "积分是党内评价，公开排名会伤人，也违背只公布规则的要求。",
            BLOCKED,
        ),
        Entry("placeholder-text", "留着没填的空", "“X 个”“某某市”上了网，别人会以为材料是抄来的。", BLOCKED),
        Entry(
            "text-unfinished",
            "留着草稿或内部的字样",
            "“征求意见稿”“内部资料”说明还没有定稿，不是给访客看的。",
            BLOCKED,
        ),
        Entry(
            "report-internal",
            "公开了内部查摆的问题",
            "问题清单是写给上级和自己看的，公开了会被断章取义。",
            BLOCKED,
        ),
        Entry("figure-unsourced", "数字没有出处", "别人问起这个数从哪里来，没有人说得清。", BLOCKED),
        Entry("text-garbled", "字是乱码", "字已经损坏，谁也读不懂，还显得没有人看过就发了。", BLOCKED),
        Entry(
            "text-traditional",
            "混进了繁体字",
            "多半是从别处复制来的，简体的网站里夹着繁体，不合用字规范。",
            BLOCKED,
        ),
        Entry(
            "emblem-as-mark",
            "用党徽、党旗作标识",
            "党徽、党旗的使用有专门规定，不能当品牌标识和装饰。",
            BLOCKED,
        ),
        Entry("map-unapproved", "地图没有审图号", "公开的地图要先审批，没有审图号就公开属于违规。", BLOCKED),
        Entry("page-html", "网页里有不安全的代码", "从别处粘贴来的代码可能在访客的手机上运行。", BLOCKED),
        Entry(
            "page-settings", "文章开头的设置太大", "开头的设置不是放文字的地方，太大会让程序停住。", BLOCKED
        ),
        Entry(
            "page-active",
            "做好的网页里有会自己运行的代码",
            "只有网站自带的脚本可以运行，别的可能是被人塞进来的。",
            BLOCKED,
        ),
        Entry(
            "page-foreign", "网页要向别的网站要东西", "别的网站会知道谁看过，它一关，网页就缺一块。", BLOCKED
        ),
        Entry(
            "waiver-idle", "放行的记录没有用处", "放行是有人负责的；留着不用的，以后会放过不该放过的。", NOTED
        ),
    ),
)

GAPS = Family(
    "还没写全",
    "gaps",
    "这些只提醒，什么都不耽误：查到了再补，不知道就留着“待补”，不要猜。",
    (
        Entry("fields-missing", "还有项目没有写", "来检查的人会找这几项，网页上现在显示“待补”。", NOTED),
        Entry("brand-without-pillars", "品牌没有板块", "品牌页只有名称，看不出它做些什么。", NOTED),
        Entry("pillar-empty", "板块没有要点", "板块只剩一个名字，读的人不知道里面有什么。", NOTED),
        Entry("placeholder-left", "还留着“待补”", "搭好的架子还没有填，网页上看得见空着的位置。", NOTED),
        Entry(
            "item-without-evidence",
            "要点没有做法、活动或成果",
            "只有说法、没有做法，读的人会觉得是口号。",
            NOTED,
        ),
        Entry("phrase-unexplained", "概括语没有列出条目", "“四有”是哪四有，外面的人不知道。", NOTED),
        Entry(
            "draft-waiting", "还是草稿", "草稿不上网；忘了删掉“草稿: 是”，写好的内容就一直没有人看到。", NOTED
        ),
        Entry(
            "honor-gaps", "荣誉没有写全", "没有级别、年份和授予单位的荣誉，别人没法核实，分量就轻了。", NOTED
        ),
        Entry("honor-level-odd", "荣誉的级别和名称不合", "级别写错一级，就是虚报或者吃亏。", NOTED),
        Entry("honor-level-differs", "同一项荣誉写了两个级别", "两页对不上，读的人不知道该信哪一个。", NOTED),
        Entry("honor-repeated", "同一项荣誉写了两遍", "荣誉的总数会多算，一查就露出来。", NOTED),
    ),
)

WORDING = Family(
    "用词、标点和数字",
    "wording",
    "不影响发布。程序只提醒、不替您改，改不改由人定。",
    (
        Entry(
            "wording-term",
            "用词和规范不一样",
            "同一个词写法不一，或者用了已经改了的提法，懂行的人一眼看得出。",
            NOTED,
        ),
        Entry(
            "terms-contradict", "两份用词表说法相反", "两份表各说各的，照哪一份改都会被另一份提醒。", NOTED
        ),
        Entry(
            "punctuation-enumeration",
            "并列的引号或书名号之间用了顿号",
            "国家标准规定这里不加顿号，公文里常被挑出来。",
            NOTED,
        ),
        Entry(
            "punctuation-halfwidth", "中文里用了半角标点", "半角的逗号、括号挤在汉字中间，看着不齐。", NOTED
        ),
        Entry("punctuation-repeated", "标点重复", "多打的标点让人以为少了一句话。", NOTED),
        Entry("numeral-mixed", "数字写法混用", "同一个数一半汉字一半数字，读起来会停顿。", NOTED),
        Entry("numeral-year", "年份写得不全", "“21 年”过几年就说不清是哪一年。", NOTED),
        Entry("unit-odd", "单位的写法不规范", "单位有国家规定的写法，写错了看的人要猜。", NOTED),
        Entry("range-mark", "起止的连接号不规范", "该用“—”“～”的地方用了别的符号，容易被读成减号。", NOTED),
    ),
)

FRESHNESS = Family(
    "更新、链接和备案",
    "freshness",
    "不影响发布。网站有没有人管，访客和检查的人先看这几处。",
    (
        Entry(
            "home-stale", "首页两周没有新内容", "来检查的人先看最近做了什么，日期旧了，像没有人管。", NOTED
        ),
        Entry("section-stale", "栏目半年没有更新", "栏目长期不动，按要求应当更新或者撤掉。", NOTED),
        Entry("section-empty", "栏目是空的", "点进来什么都没有，不如先不放这个栏目。", NOTED),
        Entry("link-broken", "链接打不开", "访客点了没有结果，会以为网站坏了。", NOTED),
        Entry("page-alt-missing", "手写网页里的图没有说明", "看不见图的人听不到图上是什么。", NOTED),
        Entry(
            "attachment-unread",
            "附件里的字没有检查",
            "访客下载就能看到里面的每一个字，程序却读不了，只能靠人看。",
            NOTED,
        ),
        Entry("icp-odd", "ICP 备案号不像备案号", "备案号写错，等于没有标明备案，检查时要整改。", NOTED),
        Entry("police-odd", "公安备案号不像备案号", "号码写错了，别人按它查不到备案。", NOTED),
        Entry("police-missing", "没有写公安备案号", "网站开通后要办公安联网备案，号码要放在页脚。", NOTED),
    ),
)

WORKBOOKS = Family(
    "从 Excel 导入导出",
    "workbooks",
    "导入只读表格，不改表格。看不懂的格子逐个指出来，别的照样导入。",
    (
        Entry("workbook-format", "不是能读的表格", "程序只认表格本身，改了名字的网页、PDF 里没有格子可读。"),
        Entry("workbook-damaged", "表格文件坏了", "读到一半的表格会少掉后面的荣誉，所以一条也不导入。"),
        Entry("workbook-encrypted", "表格设了打开密码", "密码不取消，里面的内容谁也读不到。"),
        Entry("workbook-too-large", "表格太大", "这么大的表格多半带着别的数据，会让电脑卡住。"),
        Entry("import-missing", "要导入的文件打不开", "没有读到文件，一条荣誉也没有导入。"),
        Entry("import-nothing", "没有找到荣誉表", "认不出表头，就不知道哪一列是名称、哪一列是级别。"),
        Entry("import-sheet", "没有这个工作表", "怕导入了别的表，所以一条也没有导入。"),
        Entry("import-school", "没有这所学校", "荣誉会记到一所不存在的学校名下，哪一页都看不到。"),
        Entry(
            "import-target", "不能写到这个文件", "荣誉要放在 data/honors/ 里才会显示，别处的文件不会被读取。"
        ),
        Entry("import-changed", "文件刚被别人改过", "接着写会冲掉那个人的改动，所以先停下来。"),
        Entry(
            "import-blocked",
            "资料里有错误，先不导入",
            "读不全现有的荣誉，就分不清哪些是重复的，导进来会成两份。",
        ),
        Entry("honor-unnamed", "这一行没有荣誉名称", "没有名称的荣誉没法显示，也没法查重。", BLOCKED),
        Entry("honor-similar", "可能和已有的荣誉重复", "同一项荣誉记了两遍，总数就多算了。", NOTED),
        Entry("cell-level", "级别看不懂", "荣誉墙按级别分组，没有级别的排在最后。", NOTED),
        Entry("cell-date", "时间看不懂", "荣誉墙按年份排先后，没有年份的不知道放在哪里。", NOTED),
        Entry("cell-choice", "这一格只能选几个词", "用词不统一，就没法分清是在创建还是已经认定。", NOTED),
        Entry(
            "cell-placeholder",
            "格子里是没填的占位",
            "“X年X月”这样的占位上了网，等于告诉别人材料没有写完。",
            NOTED,
        ),
        Entry(
            "cell-private", "格子里像有个人信息", "姓名、班级、电话一上网就收不回来，所以没有导入。", NOTED
        ),
        Entry(
            "cell-unreadable",
            "格子读不出来",
            "公式出错或文字太长，导进来就是一串错误代码。",
            (BLOCK, NOTE),
        ),
        Entry(
            "export-too-long", "文字太长，Excel 放不下", "放不下的部分会被 Excel 丢掉，再导入时就少了内容。"
        ),
    ),
)

MANUSCRIPTS = Family(
    "从 Word 和文字导入、新建",
    "manuscripts",
    "导入的都是草稿，没有人看过就不会上网。",
    (
        Entry("manuscript-foreign", "不是能读的材料", "程序只读文字；图片和扫描件里的字读不出来。"),
        Entry("manuscript-broken", "文档坏了", "读到一半的材料会缺章少段，所以不做成草稿。"),
        Entry("manuscript-locked", "文档加了密码", "密码不去掉，里面的文字谁也读不到。"),
        Entry("manuscript-empty", "材料是空的", "没有文字可读，做出来的草稿也是空的。"),
        Entry("manuscript-long", "材料太大", "一份资料放不下，硬放进去谁也改不动。"),
        Entry("draft-name", "文件名不能用", "已有的资料不能盖掉，网址也不能有打不开的字。"),
        Entry("file-changed", "文件刚被改过", "接着写会冲掉刚才的改动，所以没有动它。"),
        Entry("file-outside", "文件其实在项目外面", "外面的文件可能别处也在用，改了它会影响别人。"),
    ),
)

PUBLISHING = Family(
    "生成、预览和发布",
    "publishing",
    "网页做到一半停下来时，原来的网站都没有动。",
    (
        Entry("data-missing", "没有 data 文件夹", "没有资料就没有网页；多半是在别的文件夹里运行了命令。"),
        Entry("build-running", "另一个窗口正在生成", "两个窗口同时写，网站会混进一半新的、一半旧的网页。"),
        Entry("content-busy", "另一个命令正在写网页", "两个命令同时写，网页会互相盖掉。"),
        Entry("data-busy", "另一个命令正在改资料", "两个命令同时改 data/，后写的会盖掉先写的。"),
        Entry(
            "page-edited", "自动生成的网页被人改过", "网页是从资料生成的，直接改网页，下一次生成就没有了。"
        ),
        Entry("page-handwritten", "人写的网页和生成的同名", "同一个位置只能放一页，不能盖掉人写的那一页。"),
        Entry("page-encoding", "人写的网页编码不对", "来访的人打开这一页，看到的全是乱码。"),
        Entry("manifest-lost", "生成记录丢了", "没有记录，就分不清哪些网页是人改过的，不敢动它们。"),
        Entry("mkdocs-warning", "网页里有链接或导航不对", "来访的人点上去打不开，或者找不到这一页。"),
        Entry("mkdocs-config", "mkdocs.yml 的设置不对", "它是整个网站的设置，错一处，一页也生成不了。"),
        Entry("template-error", "网页模板有错", "模板管所有网页的样子，有错时继续发布，每一页都是坏的。"),
        Entry("site-not-ours", "site 里有别的东西", "发布会换掉整个 site，里面不是网站的东西就没有了。"),
        Entry("site-in-use", "site 正被别的程序打开着", "换到一半会留下一个残缺的网站，所以没有换。"),
        Entry(
            "edition-damaged",
            "留着的网站被人动过",
            "换回去的必须和当时发布的一样，否则会把被改过的网页再发布一次。",
        ),
        Entry("edition-gone", "要换回的网站刚刚被换过", "另一个命令先换了，再换就不是您看到的那一份。"),
        Entry("sums-missing", "网站里没有校验清单", "没有发布时的清单，就看不出哪些文件被人改过。"),
        Entry("sums-damaged", "校验清单被改过或者坏了", "清单本身不可信，用它核对出来的结果也不可信。"),
        Entry("search-missing", "没有装搜索的程序", "网站上点“搜索”会到网站地图，不能按词找。", NOTED),
        Entry("search-failed", "搜索的索引没有做成", "网站上点“搜索”会到网站地图，不能按词找。", NOTED),
        Entry("preview-address", "预览的地址用不了", "多半是另一个预览窗口还开着，占着同一个地址。"),
        Entry("preview-bug", "程序自己出错了", "不是您的问题；原来的网页和资料都没有动。"),
    ),
)

MACHINE = Family(
    "电脑和磁盘",
    "machine",
    "不是资料的问题，是这台电脑这一刻不让读或不让写。",
    (
        Entry("disk-full", "磁盘满了", "写到一半的文件打不开，所以没有写，原来的还在。"),
        Entry("file-locked", "文件正被别的程序打开着", "两个程序同时写一个文件，后保存的会冲掉先保存的。"),
        Entry("folder-readonly", "没有读写的权限", "写不进去，改动就没有保存下来。"),
        Entry("write-failed", "系统不让读写", "这一步没有做成；原来的文件没有动。"),
    ),
)

FAMILIES = (
    WRITING,
    FILES,
    FILLING,
    COUNTING,
    LINKS,
    PHOTOS,
    PRIVATE,
    GAPS,
    WORDING,
    FRESHNESS,
    WORKBOOKS,
    MANUSCRIPTS,
    PUBLISHING,
    MACHINE,
)
