"""The table of methods agrees with a description of the Bot API that others keep."""

import types
import typing

import pytest

from bot.tryout.methods import METHODS, Kind, Method

aiogram_methods = pytest.importorskip("aiogram.methods")
FITTING: dict[Kind, set[object]] = {
    Kind.TEXT: {str},
    Kind.NUMBER: {int},
    Kind.FLAG: {bool},
    Kind.CHAT: {int, str},
    Kind.LIST: {list},
}


def plain_types(annotation: object) -> set[object]:
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        return set().union(*(plain_types(part) for part in typing.get_args(annotation)))
    return {origin or annotation}


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_a_method_takes_what_the_bot_api_says(method: Method) -> None:
    described = getattr(aiogram_methods, method.name[0].upper() + method.name[1:]).model_fields
    assert set(method.required) == {name for name, field in described.items() if field.is_required()}
    assert set(method.optional) <= set(described)
    for name, kind in {**method.required, **method.optional}.items():
        kinds = plain_types(described[name].annotation)
        assert kind not in FITTING or kinds & FITTING[kind], (name, kind, kinds)
        assert kind is not Kind.NUMBER or bool not in kinds
        assert kind is not Kind.TEXT or list not in kinds
