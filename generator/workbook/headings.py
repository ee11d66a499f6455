"""What a column is, by the words above it: offices call the same thing by many names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from generator.schema.records import Honor
from generator.workbook.values import plain, read_level


class Role(Enum):
    """What a column holds; the value is what staff read of it."""

    NAME = "名称"
    ITEM = "名称（项目）"
    PRIZE = "名称或等级（看内容）"
    LEVEL = "级别"
    MARK = "级别（打勾）"
    GRADE = "等级"
    RANK = "级别或等级（看内容）"
    WHEN = "时间"
    MONTH = "时间（月）"
    DAY = "时间（日）"
    SESSION = "届次"
    BATCH = "批次"
    SCHOOL_YEAR = "学年"
    ISSUER = "授予单位"
    WINNER = "获奖主体"
    PERSON = "获奖主体（个人）"
    SCHOOL = "学校"
    UNIT = "学校或获奖主体（看内容）"
    BRAND = "品牌"
    REGION = "区域"
    SORT = "类别"
    STATUS = "阶段"
    NOTE = "说明"
    DOCUMENT = "说明（文号）"
    NUMBER = "不用（序号）"
    PRIVATE = "不用（个人信息）"
    OTHER = "不用（不认识）"


_NAMES: Mapping[Role, str] = {
    Role.NAME: "荣誉名称 荣誉 荣誉称号 荣誉称号名称 称号 称号名称 获奖名称 获奖项目 获奖项目名称 获奖内容 获奖荣誉 获得荣誉 获得荣誉名称 "
    "所获荣誉 所获荣誉名称 所获奖项 获奖奖项 表彰名称 表彰项目 表彰内容 表彰奖励名称 奖励名称 奖项名称 奖项全称 奖励项目 证书名称 奖牌名称 "
    "牌匾名称 荣誉全称 荣誉名 荣誉内容 荣誉项目 荣誉奖项 奖牌证书名称 获奖称号 命名名称 认定名称 授予称号 受表彰名称 获表彰名称 获奖情况",
    Role.ITEM: "名称 项目 项目名称 内容 活动名称 比赛名称 竞赛名称 赛事名称 比赛项目 评比名称 评选名称 事项 成果名称 作品名称 课题名称",
    Role.PRIZE: "奖项 奖励 获奖奖项类别",
    Role.LEVEL: "级别 荣誉级别 获奖级别 奖项级别 表彰级别 颁奖级别 授奖级别 奖励级别 层次 获奖层次 荣誉层次 层级 荣誉层级 获奖层级 "
    "评选级别 比赛级别 赛事级别 证书级别 所属级别 称号级别",
    Role.GRADE: "等次 获奖等次 奖次 奖级 名次 获奖名次 奖等 荣誉等次 奖项等次 获奖成绩 成绩",
    Role.RANK: "等级 获奖等级 奖项等级 荣誉等级 奖励等级 级等 表彰等级 级别等级 级别等次",
    Role.WHEN: "时间 日期 年份 年度 年 获奖时间 获奖日期 获奖年份 获奖年度 获得时间 获得日期 取得时间 表彰时间 表彰日期 表彰年度 授予时间 "
    "授予日期 授奖时间 颁奖时间 颁奖日期 颁发时间 颁发日期 发证时间 发证日期 证书日期 证书时间 命名时间 认定时间 评定时间 年月 "
    "获奖年月 荣誉时间 荣誉年度 发文时间 发文日期 落款时间 落款日期 授牌时间 奖励时间 获评时间 评选时间 批准时间 年度届次 时间届次",
    Role.MONTH: "月 月份",
    Role.DAY: "日",
    Role.SESSION: "届次 届 届别 第几届",
    Role.BATCH: "批次 批 第几批",
    Role.SCHOOL_YEAR: "学年 学年度 获奖学年",
    Role.ISSUER: "颁奖单位 颁奖部门 颁奖机关 颁奖机构 授予单位 授予部门 授予机关 授予机构 发证机关 发证单位 发证部门 发证机构 表彰单位 表彰机关 "
    "表彰部门 颁发单位 颁发部门 颁发机关 颁发机构 授奖单位 授奖部门 授奖机关 授牌单位 主办单位 主办部门 主办方 评定单位 评选单位 评审单位 "
    "命名单位 认定单位 认定部门 组织单位 发文单位 发文机关 批准单位 批准机关 奖励单位 举办单位 颁证单位 颁证机关 盖章单位 落款单位 落款 "
    "颁奖授予单位 颁发授予单位 来源单位 证书颁发单位",
    Role.WINNER: "获奖者 获奖单位 获奖集体 集体 获奖对象 获奖主体 获奖部门 获奖组织 获奖团队 荣誉主体 获得者 获得单位 受表彰单位 受表彰对象 受表彰集体 "
    "表彰对象 受奖单位 受奖对象 获奖单位个人 获奖个人单位 获奖集体个人 获奖单位或个人 主体 获奖支部 获奖党组织 荣誉归属 归属 被表彰单位 "
    "获奖单位名称 集体名称 单位个人 获奖人单位",
    Role.PERSON: "获奖人 获奖人员 获奖个人 获奖教师 获奖学生 姓名 教师姓名 学生姓名 获奖者姓名 获奖人姓名 教师 学生 受表彰人 受表彰个人 个人 获奖老师 "
    "作者 参赛选手 参赛学生 选手",
    Role.SCHOOL: "学校 学校名称 所属学校 所在学校 校名 获奖学校 申报学校 报送学校 校区",
    Role.UNIT: "单位 单位名称 所属单位 所在单位 报送单位 填报单位 申报单位 部门 所属部门 党组织 支部 所在党组织",
    Role.BRAND: "品牌 品牌名称 所属品牌 党建品牌",
    Role.REGION: "区域 所属区域",
    Role.SORT: "类别 类型 荣誉类别 荣誉类型 奖项类别 奖项类型 获奖类别 获奖类型 表彰类别 表彰类型 性质 荣誉性质 奖励类别 种类",
    Role.STATUS: "阶段 状态 创建阶段",
    Role.NOTE: "备注 说明 附注 备考 补充说明 其他 其它 情况说明",
    Role.DOCUMENT: "文号 发文字号 表彰文号 文件号 文件字号 证书编号 证书号 编号文号 文件名称 表彰文件 发文文号 依据",
    Role.NUMBER: "序号 编号 号 序 no no. № 顺序号 行号 项次 sn 排序",
    Role.PRIVATE: "班级 年级 性别 民族 电话 联系电话 手机 手机号 手机号码 联系方式 身份证 身份证号 身份证号码 出生年月 家庭住址 住址 学籍号 学号 "
    "指导教师 指导老师 辅导教师 辅导老师 教师指导 联系人 填表人 填报人 经办人 负责人 家长 监护人 年龄 银行卡号 邮箱 qq 微信",
}  # fmt: skip
_ROLES: Mapping[str, Role] = {word: role for role, words in _NAMES.items() for word in words.split()}

_PATTERNS: tuple[tuple[str, Role], ...] = (
    ("(身份证|电话|手机|班级|住址|学籍)", Role.PRIVATE),
    ("(指导|辅导)(教师|老师)", Role.PRIVATE),
    (
        "(颁|授|发证|表彰|命名|认定|主办|评选|评定|发文|批准|奖励).{0,4}(单位|机关|部门|机构|组织)$",
        Role.ISSUER,
    ),
    ("(获奖|获得|表彰|授予|颁奖|颁发|发证|取得|命名|认定|证书).{0,3}(时间|日期|年份|年度|年月)$", Role.WHEN),
    ("(获奖|荣誉|奖项|表彰|奖励|称号|证书).{0,3}(级别|层次|层级)$", Role.LEVEL),
    ("(获奖|荣誉|奖项|表彰|奖励).{0,3}(等次|名次|奖次)$", Role.GRADE),
    ("(获奖|荣誉|奖项|表彰|奖励).{0,3}等级$", Role.RANK),
    ("(学生|教师|个人|人员).{0,3}(姓名|名单)?$", Role.PERSON),
    ("(获奖|受表彰|受奖|获得).{0,2}(单位|集体|部门|对象|主体|者)", Role.WINNER),
    ("(荣誉|奖项|称号|表彰|奖励|获奖).{0,6}(名称|全称|称号|项目|内容)$", Role.NAME),
    ("(证书|文件|表彰|奖状).{0,4}(编号|文号|字号)$", Role.DOCUMENT),
)
LONGEST = 24
"""Signs of a heading without what stands in brackets."""


def bare_heading(text: str) -> str:
    """Return a heading without blanks, what is in brackets, and marks such as * and ：."""
    bare = re.sub(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]", "", plain(text).lower())
    return re.sub(r"[\s*＊:：/／、·“”\"'．]", "", bare).removesuffix("填写").strip()


@lru_cache(4096)
def role_of(text: str) -> Role | None:
    """Return what a column is by its heading, None where the heading is not known."""
    bare = bare_heading(text)
    if not bare or len(bare) > LONGEST:
        return None
    if role := _ROLES.get(bare):
        return role
    for pattern, role in _PATTERNS:
        if len(bare) <= 12 and re.search(pattern, bare):
            return role
    return None


def is_level_mark(text: str) -> bool:
    """Tell whether a heading is itself a level, so that a tick below it sets that level."""
    return bool(read_level(text)) and len(bare_heading(text)) <= 5


def is_literal(headings: list[str]) -> bool:
    """Tell whether a table has every key of an honour as a heading, as our own export has: then it means what it says."""
    return set(Honor.keys()) <= {heading.strip() for heading in headings}
