"""Our maker of elements takes the library's place, or the build says why it can't."""

import pytest

from fitness_app.plain_jsx import with_alias

CONFIG = """resolve: {
    alias: [
      { find: "$" },
    ],
}"""


def test_the_library_is_replaced_before_any_other_name_is_looked_up():
    changed = with_alias(CONFIG)
    assert changed.index("@emotion/react") < changed.index('find: "$"')


def test_configuring_twice_changes_nothing_more():
    assert with_alias(with_alias(CONFIG)) == with_alias(CONFIG)


def test_a_configuration_of_another_form_is_refused():
    with pytest.raises(RuntimeError, match="no longer"):
        with_alias("export default {}")
