"""A package index in a folder: made-up packages, and locks that pin them."""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile


class Shelf:
    """A folder of made-up wheels, which no network is needed for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def add(self, name: str, *about: str, version: str = "1") -> None:
        """Put a package there; each of `about` is a line of its metadata."""
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *about]
        folder = f"{name}-{version}.dist-info"
        with ZipFile(self._wheel(name, version), "w") as wheel:
            wheel.writestr(f"{name}.py", "")
            wheel.writestr(f"{folder}/METADATA", "\n".join([*lines, ""]))
            tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            wheel.writestr(f"{folder}/WHEEL", tags)
            wheel.writestr(f"{folder}/RECORD", "")

    def pin(self, name: str, *, extra: str = "", version: str = "1") -> str:
        """A lock's entry."""
        digest = sha256(self._wheel(name, version).read_bytes()).hexdigest()
        return f"{name}{extra}=={version} \\\n    --hash=sha256:{digest}\n"

    def settings(self) -> dict[str, str]:
        """The environment in which pip and uv find packages here, and nowhere else."""
        empty = self.folder / "empty"
        empty.mkdir(exist_ok=True)
        return {
            **{"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.folder)},
            **{"UV_DEFAULT_INDEX": empty.as_uri(), "UV_FIND_LINKS": str(self.folder)},
        }

    def _wheel(self, name: str, version: str) -> Path:
        return self.folder / f"{name}-{version}-py3-none-any.whl"
