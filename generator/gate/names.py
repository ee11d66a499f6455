"""What Chinese names look like: surnames, the characters that given names are made of, masked and pet names.

Takes text, gives names; whose they are is told by the words around them."""

from __future__ import annotations

import re

from generator.late import Late

COMMON = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严金魏陶姜戚谢邹喻章苏潘葛奚范彭郎鲁韦马苗凤花俞袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬"
    "顾孟黄穆萧尹姚邵汪毛狄贝臧伏戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅盛林刁钟徐邱骆蔡田樊胡凌霍虞万柯管卢莫房裘解应丁邓郁单洪包石崔龚"
    "程邢裴陆荣翁荀羊甄封芮储靳段焦巴牧山谷车侯全秋仲伊宫宁仇栾甘厉武符刘景龙叶司黎薄印白卞邵牟蒙阎连习温庄晏柴瞿闫充慕茹艾鱼向古易廖高方文时常任关成安平明曾游欧饶冉岳楚"
    "肖余于付傅谭汪孟夏邬辛代覃简涂冷聂"
)
SURNAMES = frozenset(COMMON) | frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜"
    "倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房"
    "滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣"
    "巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅"
    "屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺"
    "战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
"""The surnames of nearly everybody; one that is missing here only means that nobody is asked about it."""
COMPOUND = (
    "欧阳", "上官", "皇甫", "令狐", "诸葛", "司徒", "司马", "申屠", "夏侯", "公孙", "慕容", "尉迟", "长孙", "宇文",
    "东方", "独孤", "南宫", "西门", "端木", "轩辕", "淳于", "呼延", "闻人", "钟离", "赫连", "澹台",
)  # fmt: skip
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文海波宇浩然子轩梓涵欣怡佳琪嘉俊豪博睿雨泽晨曦思源雅婷慧琳琴玲燕萍莉倩颖洁"
    "鹏飞辉斌峰林森彬凯健康宁安庆庭昊天翔宏鑫淼焱垚晶莹雪梅菊荷莲蓉薇瑶璐琦瑜瑾瑞珊珍珠宝贝翠凤龙虎威武雄豹俐伶俪仁义礼智信忠孝良善德福禄寿喜"
    "春夏秋冬东南西北山川江河湖云风雷电光亮星辰月阳旭昌盛荣贵富才财发顺利成功胜凯旋毅坚定恒远达通畅永久长青松柏竹楠桐梧槐杨柳桃李杏榕枫"
    "小晓少大正世家守其学仲伯叔季元亨贞祥和美好乐悦欢笑颜妍娇媚婉娴淑惠贤丹彤彩虹紫蓝碧清澈泉溪涓润泓潇潮汐沐沁淇滢溢澜灏炎焕烨煜熙炜烁灿"
    "诗书画棋韵歌舞语言谦诚诺谊谨训誉译诣昕昱昭晟晖景皓皎奕奇圣坤乾震巽艮兑根茂苗芸芝芬芯若茜茵荟菲萱蔓蕾薪馨艺航舟帆骏骐骥驰骁跃超越翼羽翰翊"
    "依伊亦以宜亿忆一二三可心爱恩慈念想恬悠愉忻怀恺惟卓群凡非尔尚冉冰凌凝凡朵夕多伦佩俞信倾佑佐佟何念君启哲唯善圆均城培基墨士壮夫奎女妙如妤"
    "妮姗姝娅娥婧婵嫣孟存宗宜宝宣宸容宽寒寅富尧岚岩岳峥峻崇嵘川州巧帅希帝常干广应庚廷延弘张彦彪彭影徐得徽必怿恋悟惜慕懿戈战扬拓振捷支政效敬斐新方施日旺时昂易映是晋"
    "晗智暄曙曼更曹有朋朗未本朱村来杭柔栋树格梁梦棠楚樱欧正殊毓民水汉汝池沛沫泰洪津洲浦淳淑深渊渝湘湛源溶滨滔漫灵炫烈爽牧特献玄玖玟玥珂珏珑珩球理琛琬琼瑄璇璟生用由甲男略白百皇益盈真石研硕祎祖秋科程稳立竞章童端笛简米素索红纯纲经维绍继绮罗聪肖育胤臻致航良艾花苏苑英范荣莎莫营萌葆蒙蓓蕊藤行衡裕西观让许诠诵谷豫贝贤赫起超路辅达迎进远迪逸道遥邦邵郁郎都采金铁铃铭锋锐锦镇闯闻阔阳陆雁雄霄霆露青静革韬音项领频颂飘香马高魁鲁鸣鸿鹤麒麟麦黎鼎齐"
)
GIVEN = frozenset(_GIVEN)
"""What given names are made of; evidence where nothing else around a name says that it is one."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_GIVEN_SIGNS = "".join(sorted(GIVEN))
MASKED = (
    rf"[{COMMON}](?:某(?![一次些个种])[某甲乙丙丁{_GIVEN_SIGNS}]?|[×＊*○〇xXＸ][×＊*○〇xXＸ{_GIVEN_SIGNS}]?)"
)
"""A name that hides all but the family's, or the middle as well: the person is still the one who is meant."""
FIRST_PET = "小(?:明|红|华|刚|芳|强|军|丽|亮|东|雨|宇|杰|敏|玲|龙|飞|峰|伟|燕|兰|梅|涛|勇|辉|静|娟|霞|轩|涵)"
PET = f"(?:{FIRST_PET}|小[李王张刘陈赵周吴徐孙杨朱])"
MOST = "王李张刘陈杨黄赵吴周徐孙马朱胡郭林何罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾韦傅邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔"
"""Surnames that are hardly ever anything else."""
FULL = rf"(?:(?:{'|'.join(COMPOUND)})[{HAN}]{{1,2}}|[{COMMON}][{HAN}]{{1,2}})"
NAME = rf"(?:{MASKED}|{FULL}|{PET})"
LIKELY = rf"(?:{MASKED}|(?:{'|'.join(COMPOUND)}|[{COMMON}])[{_GIVEN_SIGNS}]{{1,2}})"
"""What is a name by its own characters, whatever follows it."""
_DOUBLED = "乐萌豆阳萱甜糖朵果龙虎涵轩琪佳婷欣瑶妮娜丽莉强亮军飞鹏洋晨晶莹蕊菲诺依贝毛牛妞壮胖帅冬雪圆童团丹思梦慧倩娟玲琳楠宁彤雯婉悦康熙泽浩昊俊杰凯超磊鑫鸣苗芳兰梅桃米铭洁颖茜蓉艳君妍媛"
NICK = (
    rf"(?:小(?:石头|豆豆|豆子|不点|[{''.join(sorted(set(_DOUBLED) | set('明红华刚东宇敏峰伟燕涛勇辉静霞雅怡辰海波斌曦晴豪博睿天志星莲菊杏枫松柏秋豹吉柱栓娃蛋雨勤')))}])"
    rf"|(?P<first>[{_DOUBLED}])(?P=first)|[{_DOUBLED}]宝|阿[明红华刚强军丽亮东杰龙飞伟兰梅勇辉静牛福贵宝])"
)
"""What children are called at home or in place of their names: 小石头, 朵朵, 乐宝."""

_WORDS = Late(
    "肖像|张[贴开罗扬挂望口嘴灯]|李[子树]|杨[柳树]|高[度中考年质效标尚兴位级校等一二三新雅原龄温山]|方[面法式向案便针位队阵言舟]|"
    "文[明化艺学字体件章科教具娱]|时[间代刻常期候光政事]|常[规态委年识用见常]|习[惯得近作做题字俗性]|任[务课何教职意]|关[爱心注于系键怀工照护]|"
    "成[长绩功果为立就员都才效人年套]|安[全排心静置徽康抚]|平[时等安均台凡衡日]|明[确白星显天年亮理礼德]|"
    "全[面体部校国员县区市省程力年方班家镇景]|项[目]|万[元人名册余多里分]|白[天色血]|温[暖馨度情习室]|"
    "向[上往心导党社全着前善]|古[诗典代文]|易[于拉]|路[上线口]|花[费坛样]|金[额色融秋]|应[该当急对用届]|包[括含]|单[亲位元独纯项]|"
    "解[决放释读困答]|管[理护]|房[间屋产]|段[时长]|连[续接日年忙]|程[度序]|山[区村里东西]|石[泉头]|武[术装警]|车[祸牌辆站间]|和[谐睦]|计[划]|阳光|"
    "江[西苏南河山]|云南|宁[化夏波]|盛[大]|童[年心话谣趣]|游[戏学泳玩]|毛[泽笔衣]|马[上克列拉路]|林[业间]|田[径间野]|广[大泛]|曾[经获在]|"
    "许[多愿]|何[时种去从]|雷[锋]|毕[业]|季[度节]|席[位]|祝[福愿]|严[格重肃谨]|施[行教工]|史[料诗]|费[用]|景[区]|龙[头舟]|印[发]|司[法]|"
    "荣[获誉辱]|封[闭面]|储[备存]|焦[点虑]|牧[区]|符[合]|宫[殿]|秋[季游天]|宋[词代朝]|唐[诗代装]|秦[腔岭]|汤[圆]|"
    "周[记刊末一二三四五六日边报]|叶[子]|黄[色河]|蓝[色天]|苗[木]|陆[续]|陈[列述旧]|华[夏]|简[单介历]|代[表替]|夏[令天日]|冷[静暖]|"
    "小红[旗花帽书领星军]|小龙[虾舟]|小飞[机]|小东[西]|小明星|小军[号人]|小雨[伞点]|小燕子|小华侨|小强度|小亮点|"
    "于[是]|余[名人万]|付[出费]|辛[苦勤亥]|谷[雨物]|甘[于]|厉[行]|凤[凰]|鱼[水]|巴[士]|胡[同]|柳[树州]|梅[花]|茅[台屋]|骆[驼]|章[程]|"
    "舒[适畅心]|顾[问]|贺[卡]|钟[楼声]|汪[洋]|卫[生星士]|孔[子]|孟[子母]|孙[子女]|沈[阳]|朱[红]|韩[国]|郑[重州]|尤[其]|郎[朗]|熊[猫]"
)
"""Words that begin as a name does."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KNOWN = _words(
    "雷锋 张桂梅 焦裕禄 黄大年 史铁生 张海迪 黄文秀 王继才 杜富国 袁隆平 钱学森 邓稼先 王进喜 孔繁森 任长霞 郭明义 廖俊波 李保国 南仁东 "
    "钟南山 张定宇 张伯礼 屠呦呦 刘胡兰 王二小 江竹筠 赵一曼 杨靖宇 方志敏 董存瑞 黄继光 邱少云 罗盛教 夏明翰 李大钊 陈独秀 毛泽东 周恩来 "
    "刘少奇 邓小平 任弼时 瞿秋白 彭德怀 鲁迅 朱自清 老舍 冰心 巴金 叶圣陶 曹文轩 陶行知 陈鹤琴 张伯苓 支月英 张玉滚 卢永根 叶嘉莹 华罗庚 "
    "陈景润 苏步青 吴孟超 林巧稚 时传祥 张秉贵 欧阳海 蒋筑英 谷文昌 杨善洲 甘祖昌 龚全珍 许振超 张富清 孙家栋 申纪兰 黄旭华 屈原 岳飞 "
    "文天祥 林则徐 杜甫 苏轼 王羲之 司马迁 司马光 孔融 诸葛亮 李时珍 徐霞客 祖冲之 詹天佑 宋庆龄 何香凝 邓颖超 杨开慧 向警予 张思德 白求恩 "
    "沈浩 邹碧华 李四光 竺可桢 茅以升 聂荣臻 王淦昌 郭永怀 方永刚 张立勇 洪战辉 陆游 孙中山 鲁班 高士其 吴运铎 张謇 李嘉诚 邵逸夫 "
    "霍英东 田家炳 曹德旺 贝多芬 史怀哲 马克思 高尔基 林肯 孙少平 孙少安 祥林嫂 林黛玉 贾宝玉 孙悟空 童第周 孔乙己 邓亚萍 郎平 姚明 刘翔 许海峰"
)
"""People whom schools tell their pupils of, with what they suffered; they are nobody's pupils."""
_PLACES = frozenset("村镇区县市乡湾屯寨庄")
_TITLES = _words(
    "校长 书记 主任 老师 院长 园长 局长 所长 部长 科长 医生 大夫 警官 教练 师傅 女士 先生 阿姨 叔叔 奶奶 爷爷 妈妈 爸爸 家长 大爷 大妈 大娘 总理 主席"
)
_TELLING = frozenset("涵轩豪睿婷萱琪瑶妍怡欣宇辰浩诺熙蕊菲霖煜淇钰")
"""No word of the above goes on with these: 李子 is a plum, 李子涵 a child."""


def is_word(name: str) -> bool:
    """Tell whether what has the form of a name is a word that begins like one."""
    return bool(_WORDS.match(name)) and not (len(name) == 3 and name[2] in _TELLING)


def is_other(name: str) -> bool:
    """Tell whether what has the form of a name is a place, a grown-up's title, or somebody whom every school tells of."""
    return name in _KNOWN or name[-1] in _PLACES or name[1:] in _TITLES


def looks_like_name(text: str) -> bool:
    """Tell whether a text by itself, with nothing around it, is a name: a known surname and usual characters."""
    if is_word(text):
        return False
    if text.startswith(COMPOUND):
        return 3 <= len(text) <= 4 and GIVEN.issuperset(text[2:])
    if re.fullmatch(f"{MASKED}|{PET}", text):
        return True
    return 2 <= len(text) <= 3 and text[0] in COMMON and GIVEN.issuperset(text[1:])
