"""The build speaks to whatever origin it was loaded from."""

from pathlib import Path

import pytest

from fitness_app.same_origin import SameOrigin, speak_to_own_origin


@pytest.mark.parametrize(
    ("built", "served"),
    [
        ("`ws://origin.invalid/_event`", '(location.origin.replace(/^http/,"ws")+"/_event")'),
        ('"http://origin.invalid/ping"', '(location.origin+"/ping")'),
        ("'http://origin.invalid/_all_routes'", '(location.origin+"/_all_routes")'),
        ("`http://example.com/`", "`http://example.com/`"),
    ],
)
def test_an_address_becomes_the_pages_own_origin(built: str, served: str):
    assert speak_to_own_origin(f"e={{A:{built}}}") == f"e={{A:{served}}}"


def test_an_address_in_a_form_we_dont_know_stops_the_build():
    with pytest.raises(RuntimeError, match="unknown form"):
        speak_to_own_origin("e=`${scheme}://origin.invalid/_event`")


def test_a_build_without_addresses_is_refused(tmp_path: Path):
    (tmp_path / "entry.js").write_text("let nothing")
    with pytest.raises(RuntimeError, match="no longer"):
        SameOrigin().post_build(static_dir=tmp_path)


def test_every_endpoint_of_reflex_is_replaced_in_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("REFLEX_ENV_MODE", "prod")
    addresses = SameOrigin().update_env_json()
    assert {"PING", "EVENT"} <= addresses.keys()
    (tmp_path / "env.js").write_text(f"e={addresses}")
    SameOrigin().post_build(static_dir=tmp_path)
    assert "origin.invalid" not in (tmp_path / "env.js").read_text()


def test_where_pages_have_a_port_of_their_own_reflexs_addresses_stand(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("REFLEX_ENV_MODE", "dev")
    assert SameOrigin().update_env_json() == {}
