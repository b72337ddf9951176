"""Loading modules without looking for garbage."""

import gc

import pytest

from fitness_app.kit import loading


def test_the_collector_is_back_once_the_modules_are_there():
    assert loading.load("fitness_app.kit.clock").__name__ == "fitness_app.kit.clock"
    assert gc.isenabled()


def test_it_is_back_too_if_there_is_no_such_module():
    with pytest.raises(ModuleNotFoundError):
        loading.load("fitness_app.kit.nowhere")
    assert gc.isenabled()
