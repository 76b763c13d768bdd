"""Every write is an act: keyword-only, with an actor and a moment, with a right and a Vietnamese name."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import FunctionType, ModuleType

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import minhchung.apps
from minhchung.apps.ground.acts import ACTS


def action_modules() -> Iterator[ModuleType]:
    for app in pkgutil.iter_modules(minhchung.apps.__path__):
        package = importlib.import_module(f"minhchung.apps.{app.name}")
        for module in pkgutil.iter_modules(package.__path__):
            if module.name == "actions":
                actions = importlib.import_module(f"{package.__name__}.actions")
                yield actions
                for part in pkgutil.iter_modules(getattr(actions, "__path__", [])):
                    yield importlib.import_module(f"{actions.__name__}.{part.name}")


def public_functions() -> list[FunctionType]:
    return [
        function
        for module in action_modules()
        for name, function in vars(module).items()
        if isinstance(function, FunctionType) and not name.startswith("_") and function.__module__ == module.__name__
    ]


def test_there_are_acts_to_look_at() -> None:
    assert len(public_functions()) > 10


@pytest.mark.parametrize("function", public_functions(), ids=lambda function: f"{function.__module__}.{function.__name__}")
def test_every_public_function_of_an_actions_module_is_an_act(function: FunctionType) -> None:
    registered = {act.function for act in ACTS.values()}
    assert inspect.unwrap(function) in registered, "decorate it with @act, or make it private"


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_takes_keywords_with_an_actor_and_a_moment(name: str) -> None:
    act = ACTS[name]
    parameters = inspect.signature(act.function).parameters
    assert {"actor", "at", act.on} <= set(parameters)
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in parameters.values())
    assert act.label[0].isupper(), "the label is a Vietnamese verb phrase, capital first"
    assert name.split(".", maxsplit=1)[0] in act.function.__module__, "the act's name begins with its app"


def test_writing_goes_through_acts_only() -> None:
    """No view writes by itself: views know queries and acts."""
    offenders = []
    for app in pkgutil.iter_modules(minhchung.apps.__path__):
        package = importlib.import_module(f"minhchung.apps.{app.name}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".views" not in module.name:
                continue
            source = inspect.getsource(importlib.import_module(module.name))
            offenders += [
                f"{module.name}: {word}"
                for word in (".save(", ".delete(", ".update(", ".create(", "bulk_create(", "get_or_create(")
                if word in source and f"session{word}" not in source
            ]
    assert not offenders


def all_patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from all_patterns(pattern)
        else:
            yield pattern
