"""What an editor is told: schemas that take what our reader takes, modelines and settings that lead to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from generator.schema import KINDS, Kind
from generator.schema.base import Entity
from generator.schema.export import schema_name, schema_of
from generator.schema.kinds import ACTIVITY, BRAND, HONOR, SCHOOL, SITE
from generator.schema.shape import entities, members
from generator.writing import modeline
from tests.case_files import CASES
from tests.in_memory import kind_of, read_text, yaml_text
from tests.schema_checks import as_editors_read, as_we_read, complaints
from tests.specimens import specimen_records

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "data").rglob("*.yml"))
VALID = sorted((CASES / "valid").rglob("*.yml"))


def kind_at(path: Path) -> Kind:
    """Return the kind of a file below some data folder."""
    parts = path.parts
    return kind_of("/".join(parts[len(parts) - parts[::-1].index("data") :]))


@pytest.mark.parametrize("path", [*EXAMPLES, *VALID], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_sound_file_is_sound_to_an_editor(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert complaints(kind_at(path), as_editors_read(text)) == []
    assert complaints(kind_at(path), as_we_read(text)) == []


@pytest.mark.parametrize("path", sorted(specimen_records()[0]))
def test_every_field_filled_is_sound_to_an_editor(path: str) -> None:
    text = yaml_text(specimen_records()[0][path])

    assert complaints(kind_of(path), as_we_read(text)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_begins_with_its_modeline(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]

    assert first == modeline(kind_at(path), path.relative_to(ROOT).as_posix())
    assert (path.parent / first.partition("=")[2]).resolve() == (
        ROOT / "data/schema" / schema_name(kind_at(path))
    )


def test_a_modeline_moves_no_place_by_more_than_its_line() -> None:
    text = "名称: 甲\n年份: 二〇一八\n"

    (plain,) = read_text("brands/a.yml", text)[1]
    (moved,) = read_text("brands/a.yml", f"{modeline(BRAND, 'data/brands/a.yml')}\n{text}")[1]

    assert (moved.code, moved.where.line, moved.where.column) == (plain.code, plain.where.line + 1, 5)
    assert moved.where.excerpt == plain.where.excerpt


# What our reader takes, however an editor types it: numbers, dates, truth values, short forms, emptiness.
ACCEPTED: list[tuple[Kind, str]] = [
    (BRAND, "名称: 2345\n代号: 2345"),
    (BRAND, "名称: 是\n代号: 0731\n年份: 2018年"),
    (BRAND, "名称: 甲\n年份: ２０１８\n来源: ~\n板块:\n学校: null\n含义: ''"),
    (BRAND, "名称: 甲\n学校: 一中\n来源: 一号材料"),
    (BRAND, "名称: 甲\n学校: [一中, 二中]\n来源: [一号材料, {标题: 乙}]"),
    (BRAND, "名称: 甲\n来源: {标题: 乙, 日期: 2024-6-3}"),
    (BRAND, "名称: 甲\n板块: [双岗, 1, 是, 2024-06-03, {名称: 乙, 要点: [甲, {名称: 乙, 未列全: yes}]}]"),
    (
        BRAND,
        "名称: 甲\n成果: [{名称: 甲, 数值: '1,234.50', 修饰: 余}, {名称: 乙, 数值: 7.70, 修饰: [约, 多]}]",
    ),
    (BRAND, "名称: 甲\n机制: [{名称: 乙, 类型: 设岗定责, 总数: １８, 岗位: [甲, {名称: 乙, 数量: 2}]}]"),
    (SCHOOL, "名称: 甲\n党组织: 党总支\n学段: 初中"),
    (SCHOOL, "名称: 甲\n党组织: {形式: 党委, 党员数: 21}\n学段: [初中, 高中]\n网址名: 2345"),
    (
        HONOR,
        "- 名称: 甲\n  日期: 2024.6\n- 名称: 乙\n  日期: 20240603\n  级别:\n- 名称: 丙\n  日期: 2024 年 6 月 3 日（周一）",
    ),
    (
        ACTIVITY,
        "标题: 甲\n日期: 2024/6/3\n时间: 9:30\n参加人数: '1,200'\n照片: [{文件: 一.jpg, 含未成年人: TRUE}]",
    ),
    (ACTIVITY, "标题: 甲\n照片: [{文件: '2024\\a b.jpg', 可识别: 0, 含未成年人: 有}]\n审核: 书记"),
    (SITE, "名称: 甲\n网址: HTTPS://example.org/\n首页:\n联系电话: 0731"),
]


@pytest.mark.parametrize(("kind", "text"), ACCEPTED)
def test_what_we_take_an_editor_takes(kind: Kind, text: str) -> None:
    assert read_text("brands/a.yml" if kind is BRAND else _path(kind), text)[1] == ()
    assert complaints(kind, as_editors_read(text)) == []
    assert complaints(kind, as_we_read(text)) == []


def _path(kind: Kind) -> str:
    return kind.place if kind.is_file else f"{kind.place}/a.yml"


REFUSED: list[tuple[Kind, str]] = [
    (BRAND, "名字: 甲"),
    (BRAND, "名称: 甲\n名子: 乙"),
    (BRAND, "名称:\n"),
    (BRAND, "名称: [甲]"),
    (BRAND, "名称: 甲\nname: 乙"),
    (BRAND, "名称: 甲\n年份: 二〇一八"),
    (BRAND, "名称: 甲\n年份: 218"),
    (BRAND, "名称: 甲\n板块: 双岗"),
    (BRAND, "名称: 甲\n板块:\n  -"),
    (BRAND, "名称: 甲\n板块: ['名称：双岗']"),
    (BRAND, "名称: 甲\n板块: [{名称: 双岗, 要店: [甲]}]"),
    (BRAND, "名称: 甲\n板块: [{名称: 双岗, 未列全: 对}]"),
    (BRAND, "名称: 甲\n代号读法: 逐个"),
    (BRAND, "名称: 甲\n机制: [{名称: 乙}]"),
    (BRAND, "名称: 甲\n机制: [{名称: 乙, 类型: 积分}]"),
    (BRAND, "名称: 甲\n机制: [{名称: 乙, 类型: 制度, 起点: 瑞金}]"),
    (BRAND, "名称: 甲\n机制: [{名称: 乙, 类型: 积分路线, 起点: 瑞金}]"),
    (BRAND, "名称: 甲\n成果: [{名称: 乙, 数值: 50余}]"),
    (BRAND, "名称: 甲\n标识: C:\\a.png"),
    (BRAND, "名称: 甲\n标识: ../a.png"),
    (BRAND, "名称: 甲\n网址名: 党建"),
    (SCHOOL, "名称: 甲\n党组织: 支部"),
    (SCHOOL, "名称: 甲\n学段: [初中, 大专]"),
    (HONOR, "名称: 甲"),
    (HONOR, "- 名称: 甲\n  级别: 省"),
    (HONOR, "- 名称: 甲\n  日期: 六月三日"),
    (ACTIVITY, "标题: 甲\n参加人数: 多人"),
    (SITE, "名称: 甲\n网址: example.org"),
]


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_what_an_editor_underlines_we_refuse_too(kind: Kind, text: str) -> None:
    assert complaints(kind, as_editors_read(text)) != []
    assert complaints(kind, as_we_read(text)) != []
    assert read_text(_path(kind), text)[1] != ()


@pytest.mark.untraced
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_an_unknown_key_is_refused_wherever_it_stands(kind: Kind) -> None:
    values = [value for path, value in specimen_records()[0].items() if kind_of(path) is kind]
    for value in values:
        for place in _mappings(value):
            place["没有这一项"] = "甲"
            assert complaints(kind, value) != [], place
            del place["没有这一项"]
        assert complaints(kind, value) == []


def _mappings(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [place for child in inner for place in _mappings(child)]
    return [value, *found] if isinstance(value, dict) else found


def models_of(kind: Kind) -> dict[str, type[Entity]]:
    """Return every model that stands in a kind's files, by its name in the schema."""
    found: dict[str, type[Entity]] = {}
    pending: list[tuple[str, type[Entity]]] = [("", kind.model)]
    while pending:
        name, model = pending.pop()
        if name not in found:
            found[name] = model
            inner = [each for field in model.model_fields.values() for each in entities(field.annotation)]
            pending += [(each.__name__, each) for each in inner]
    return found


def whole_of(kind: Kind, name: str) -> dict[str, Any]:
    """Return the schema of a model in a kind's schema, without its short form."""
    schema: Any = schema_of(kind)
    found = schema["$defs"][name or "entry"] if name or kind.many else schema
    whole: dict[str, Any] = found.get("anyOf", [found])[-1]
    return whole


def properties_of(kind: Kind, name: str) -> dict[str, Any]:
    """Return the properties of a model in a kind's schema."""
    properties: dict[str, Any] = whole_of(kind, name)["properties"]
    return properties


def fields_of(kind: Kind) -> Iterator[tuple[dict[str, Any], FieldInfo]]:
    """Yield what the schema says of each field in a kind's files, and the field."""
    for name, model in models_of(kind).items():
        properties = properties_of(kind, name)
        assert properties.keys() == model.keys().keys()
        for key, attribute in model.keys().items():
            yield properties[key], model.model_fields[attribute]


def read_as(field: FieldInfo, value: object) -> object:
    """Return what a field makes of a value as it would be written."""
    annotation: Any = Annotated[field.annotation, *field.metadata, None]
    read: object = TypeAdapter(annotation).validate_python(str(value))
    return read


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_defaults_and_descriptions_are_the_models_own(kind: Kind) -> None:
    for shown, field in fields_of(kind):
        assert shown["description"] == field.description
        if "default" in shown:
            assert read_as(field, shown["default"]) == field.default
        else:
            assert not isinstance(field.get_default(), (str, int))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_choices_are_the_models_own(kind: Kind) -> None:
    for shown, field in fields_of(kind):
        literals = [member for member in members(field.annotation) if get_origin(member) is Literal]
        for literal in literals:
            offered = [choice for part in shown["anyOf"] for choice in part.get("enum", ())]
            assert offered == list(get_args(literal))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_what_must_be_written_is_what_the_models_ask_for(kind: Kind) -> None:
    for name, model in models_of(kind).items():
        asked = {
            key for key, attribute in model.keys().items() if model.model_fields[attribute].is_required()
        }
        assert set(whole_of(kind, name)["required"]) == asked


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_examples_are_sound_and_never_alone(kind: Kind) -> None:
    # An editor writes a lone example into the file as if it were the answer.
    for shown, field in fields_of(kind):
        assert len(shown.get("examples", "甲乙")) > 1
        for example in shown.get("examples", ()):
            assert read_as(field, example)


def settings() -> dict[str, Any]:
    """Return VS Code's settings without their remarks."""
    text = (ROOT / ".vscode/settings.json").read_text(encoding="utf-8")
    value: dict[str, Any] = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
    return value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_settings_lead_from_every_kind_of_file_to_its_schema(kind: Kind) -> None:
    patterns = settings()["yaml.schemas"][f"./data/schema/{schema_name(kind)}"]

    expected = (
        [f"data/{kind.place}"]
        if kind.is_file
        else [f"data/{kind.place}/**/*.{end}" for end in ("yml", "yaml")]
    )
    assert patterns == expected
    assert len(settings()["yaml.schemas"]) == len(KINDS)


def test_settings_save_as_the_reader_wants_it_and_fetch_nothing() -> None:
    chosen = settings()

    assert (chosen["files.encoding"], chosen["files.eol"]) == ("utf8", "\n")
    assert chosen["yaml.completion"] is True
    assert chosen["yaml.schemaStore.enable"] is False
    assert chosen["[yaml]"]["editor.insertSpaces"] is True


def test_one_extension_is_recommended() -> None:
    text = (ROOT / ".vscode/extensions.json").read_text(encoding="utf-8")

    assert json.loads(re.sub(r"(?m)^\s*//.*$", "", text)) == {"recommendations": ["redhat.vscode-yaml"]}
