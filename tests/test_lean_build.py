"""What takes the libraries' place finds its place, and nothing that we use is left out."""

import re
import shutil
import subprocess

import pytest
from reflex.compiler.utils import compile_client_storage
from reflex.state import State

import rxconfig
from fitness_app import frontend
from fitness_app.lean_build import LeanBuild, with_plugin
from fitness_app.settings import ROOT

CONFIG = """import { defineConfig } from "vite";
export default defineConfig((config) => ({
  plugins: [
    reactRouter(),
"""


def test_our_plugin_comes_first():
    changed = with_plugin(CONFIG)
    assert changed.index("lean(),") < changed.index("reactRouter(),")
    assert 'import lean from "./utils/lean/vite.js";' in changed


def test_configuring_twice_changes_nothing_more():
    assert with_plugin(with_plugin(CONFIG)) == with_plugin(CONFIG)


def test_a_configuration_of_another_form_is_refused():
    with pytest.raises(RuntimeError, match="no longer"):
        with_plugin("export default {}")


def test_what_vite_is_told_to_take_is_beside_what_tells_it():
    written = []
    LeanBuild().pre_compile(
        add_save_task=lambda task: written.extend(task()), add_modify_task=lambda *_: None
    )
    files = {place.removeprefix("utils/lean/"): script for place, script in written}
    assert set(re.findall(r'"(\w+\.js)"', files["vite.js"])) == set(files) - {"vite.js"}


def test_numbers_and_merged_objects_come_out_as_with_the_libraries():
    node = shutil.which("node", path=frontend.environment()["PATH"])
    assert node
    subprocess.run([node, ROOT / "tests" / "as_the_libraries.mjs"], check=True)


def test_no_state_is_kept_in_cookies():
    assert compile_client_storage(State)["cookies"] == {}


def test_the_socket_is_a_websocket():
    assert rxconfig.config.transport == "websocket"


def test_axes_are_left_to_the_scales_that_pages_bring():
    assert "scale" not in re.findall(r"\b(\w+)=", (ROOT / "fitness_app/ui/charts.py").read_text())
