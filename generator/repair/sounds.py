"""Which Chinese characters sound alike: what an input method offers side by side and people mix up.

GB 2312 orders its 3755 common characters by their sound, so the first character of each sound is all there is to know."""

from __future__ import annotations

from bisect import bisect_right

_FIRST_OF_EACH = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋"
    "搭呆耽当刀德蹬堤颠碉跌丁丢东兜督端堆墩掇蛾恩而发藩坊菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖棺光瑰辊锅"
    "哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括"
    "垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋拇"
    "拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡扑期掐牵枪橇切钦青琼秋趋圈缺裙"
    "然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸虽孙蓑"
    "塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖挖歪豌汪威瘟嗡挝巫昔瞎掀相萧楔薪星兄休墟轩靴勋"
    "压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨"
)
_LEVEL_ONE = (0xB0A1, 0xD7F9)


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two different common characters have the same sound, tones apart."""
    here, there = _sound(one), _sound(other)
    return one != other and here >= 0 and here == there


def _sound(char: str) -> int:
    """Return the number of the character's sound, -1 for one that is not common."""
    number = _number(char)
    return bisect_right(_starts(), number) - 1 if _LEVEL_ONE[0] <= number <= _LEVEL_ONE[1] else -1


def _number(char: str) -> int:
    data = char.encode("gb2312", "ignore")
    return int.from_bytes(data, "big") if len(data) == 2 else 0


def _starts() -> list[int]:
    return [_number(char) for char in _FIRST_OF_EACH]
