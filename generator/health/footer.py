"""See that the record numbers in the footer look like what the registries give out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.problems import NOTE, Problem, quoted
from generator.schema.kinds import SITE
from generator.schema.parse import Record

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新港澳台"
ICP = re.compile(rf"[{_PROVINCES}]\s?ICP\s?(?:备|证)\s?(?:B2-)?\d{{6,10}}\s?号(?:-\d{{1,3}})?", re.IGNORECASE)
POLICE = re.compile(rf"[{_PROVINCES}]\s?公网安备\s?\d{{14}}\s?号")


def check_footer(records: Iterable[Record]) -> Iterator[Problem]:
    """Yield what is wrong with the numbers of the site; that they are missing is told with its other gaps."""
    for record in records:
        if record.kind is SITE:
            yield from _numbers(record)


def _numbers(record: Record) -> Iterator[Problem]:
    site = record.entity
    if site.icp and not ICP.fullmatch(site.icp):
        message = f"ICP 备案号{quoted(site.icp)}不像备案系统给的号。"
        hint = "照 beian.miit.gov.cn 上查到的写，如“京ICP备12345678号-1”：省份简称、ICP备、一串数字、号。"
        yield Problem("icp-odd", NOTE, record.at("备案号"), message, hint)
    if site.police and not POLICE.fullmatch(site.police):
        message = f"公安备案号{quoted(site.police)}不像公安备案系统给的号。"
        hint = "照 beian.mps.gov.cn 上查到的写，如“京公网安备11010102000001号”：中间是 14 位数字。"
        yield Problem("police-odd", NOTE, record.at("公安备案号"), message, hint)
    if site.icp and not site.police:
        message = "有 ICP 备案号，没有公安备案号，页脚里会缺一项。"
        hint = "网站开通后 30 日内要到 beian.mps.gov.cn 办公安联网备案；办好了加一行“公安备案号: ……”。"
        yield Problem("police-missing", NOTE, record.at("备案号"), message, hint)
