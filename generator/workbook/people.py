"""Tell what looks like a person's name, or like a class of pupils: neither is put on a site without a decision."""

from __future__ import annotations

import re

from generator.workbook.values import plain

# The surnames of nearly everybody; one that is missing here only means that nobody is asked about it.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜"
    "倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房"
    "滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣"
    "巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅"
    "屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺"
    "战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_COMPOUND = (
    "欧阳", "上官", "皇甫", "令狐", "诸葛", "司徒", "司马", "申屠", "夏侯", "公孙", "慕容", "尉迟", "长孙", "宇文",
    "东方", "独孤", "南宫", "西门", "端木", "轩辕", "淳于", "呼延", "闻人", "钟离", "赫连", "澹台",
)  # fmt: skip
_TITLE = re.compile("(等)?(小?同学|老师|教师|学生|校长|副校长|书记|副书记|主任|同志|女士|先生|等人|等)$")
_BODY = re.compile(
    "([部处科组室队社院所课站团班段委办局厅馆坊岗级会校党群]|支部|总支|中心|年级|学校|中学|小学|课程|集体|全体|师生|教师|学生|幼儿园|园区|教育|项目|品牌|案例|工作|活动)$"
)
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_FOREIGN = re.compile(f"{_HAN}{{1,8}}[·•・]{_HAN}{{1,8}}")
_CLASS = re.compile(
    r"(高|初|小|[一二三四五六七八九]|[1-9])[一二三123]?\s?(年级)?\s?[（(]?\s?[0-9一二三四五六七八九十]{1,3}\s?[)）]?\s?班"
    r"|[一二三四五六七八九1-9]年级?[（(]?[0-9一二三四五六七八九十]+[)）]?班"
)
_NAMED_PUPIL = re.compile(f"{_HAN}{{2,3}}同学")
_PRIVATE = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)"
    r"|(学生|同学|姓名|获奖人|获奖者|作者|选手|家长|班主任|指导教师|指导老师|辅导教师|辅导老师)[:：]"
    f"|{_HAN}{{2,3}}(同学|老师)"
)


def names_person(text: str, *, in_person_column: bool = False) -> bool:
    """Tell whether any of the winners that a cell names looks like a person.

    In a column headed 姓名 every short name is one, whatever its first sign."""
    bare = plain(text)
    bare = re.sub(r"[（(\[【][^）)\]】]*[)）\]】]", " ", bare)
    parts = re.split(r"[、，,;；/\s]+|(?<=..)[和与及](?=..)", bare)
    return any(_is_name(part, in_person_column) for part in parts if part)


def _is_name(text: str, certain: bool) -> bool:
    titled = _TITLE.search(text)
    bare = _TITLE.sub("", re.sub(r"等?[0-9一二三四五六七八九十]+(名|位|人).*$", "", text))
    if re.fullmatch("[高初小][一二三四五六中学]|全体|全校|党员|团员|青年|骨干|优秀|相关|任课|在职", bare):
        return False
    if _FOREIGN.fullmatch(bare):
        return True
    if not re.fullmatch(f"{_HAN}[{_HAN[1:-1]}某×xX*]{{1,3}}", bare) or (_BODY.search(bare) and not titled):
        return False
    if certain:
        return True
    if bare.startswith(_COMPOUND):
        return len(bare) <= 4
    return len(bare) <= 3 and bare[0] in _SURNAMES


def names_class(text: str) -> bool:
    """Tell whether a text names a class of pupils, such as 高一（3）班."""
    return bool(_CLASS.search(plain(text)))


def names_pupil(text: str) -> bool:
    """Tell whether an honour's own name holds a pupil's: 张小明同学获……."""
    found = _NAMED_PUPIL.search(plain(text))
    return found is not None and any(_is_name(found[0][-2 - n : -2], certain=False) for n in (2, 3))


def is_private(text: str) -> bool:
    """Tell whether a remark holds a person's name, number or class, which no site may show."""
    return bool(_PRIVATE.search(plain(text))) or names_class(text)
