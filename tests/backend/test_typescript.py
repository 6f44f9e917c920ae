"""The types of the front end are those of the wire."""

import pytest

from chainrule.wire import typescript


def test_wire_d_ts_is_current() -> None:
    written = typescript.TARGET.read_text(encoding="utf-8")
    assert written == typescript.declarations(), "run: python -m chainrule.wire.typescript"


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("list[int]", "readonly number[]"),
        ("Span | None", "Span | null"),
        ("list[str | Slot]", "readonly (string | Slot)[]"),
        ("dict[str, Value]", "Readonly<Record<string, Value>>"),
        ("tuple[str, int]", "readonly [string, number]"),
        ("Literal['read', 'place']", "'read' | 'place'"),
        ("list[Number]", "readonly Number[]"),
    ],
)
def test_an_annotation_becomes_its_type(annotation: str, expected: str) -> None:
    assert typescript.typescript(annotation) == expected


def test_a_type_without_counterpart_is_refused() -> None:
    with pytest.raises(TypeError, match="no TypeScript"):
        typescript.typescript(set[int])


def test_every_typed_dict_is_declared() -> None:
    text = typescript.declarations()
    for name in ("Trace", "Node", "Edge", "Pointwise", "GalleryItem"):
        assert f"export interface {name} {{" in text
    assert "readonly data?: readonly Number[]" in text
    assert "readonly from: string" in text
