"""What a mail says, and how it looks as plain text and as HTML that every mail program can show."""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from textwrap import TextWrapper

from fitness_app import settings

_page = Template(Path(__file__).with_name("letter.html").read_text(encoding="utf-8"))
_lines = TextWrapper(width=72, break_long_words=False, break_on_hyphens=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail's words: a few paragraphs, then one button or one code, then why it was sent."""

    subject: str
    paragraphs: tuple[str, ...]
    button: tuple[str, str] | None = None
    """Its label, and an absolute http(s) address."""
    code: str = ""
    footer: str = ""
    """Why this person gets it; by default, that their address was used at the club."""

    def __post_init__(self) -> None:
        if self.button and not self.button[1].startswith(("http://", "https://")):
            raise ValueError("A button leads to an absolute web address.")


def as_text(letter: Letter) -> str:
    """The letter for people who read plain text."""
    blocks = [_lines.fill(paragraph) for paragraph in letter.paragraphs]
    if letter.code:
        blocks.append(f"    {letter.code}")
    if letter.button:
        blocks.append("{}:\n{}".format(*letter.button))
    blocks.append(f"-- \n{_lines.fill(_reason(letter))}")
    return "\n\n".join(blocks) + "\n"


def as_html(letter: Letter) -> str:
    """The letter in the club's look; styles stand inline because mail programs drop the rest."""
    body = "".join(_paragraph(text) for text in letter.paragraphs)
    return _page.substitute(
        subject=escape(letter.subject),
        preview=escape(" ".join(letter.paragraphs[:1])),
        club=escape(settings.get().club_name),
        body=body + _code(letter.code) + _button(letter.button),
        footer=escape(_reason(letter)),
    )


def _reason(letter: Letter) -> str:
    club = settings.get()
    return letter.footer or (
        f"{club.club_name} sent you this because your address was used at {club.site_url}."
    )


def _paragraph(text: str) -> str:
    return f'<p class="ink" style="margin:0 0 16px;color:#101e19">{escape(text)}</p>'


def _code(code: str) -> str:
    if not code:
        return ""
    return (
        '<p class="well" style="margin:8px 0 4px;padding:20px 12px;border-radius:8px;'
        "background:#f1f5f3;color:#101e19;text-align:center;font-weight:600;font-size:30px;"
        "line-height:36px;letter-spacing:6px;font-family:ui-monospace,SFMono-Regular,Menlo,"
        f'Consolas,monospace">{escape(code)}</p>'
    )


def _button(button: tuple[str, str] | None) -> str:
    if button is None:
        return ""
    label, address = map(escape, button)
    return (
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0"'
        ' style="margin:24px 0"><tr><td class="go" bgcolor="#005e43"'
        ' style="border-radius:8px;background:#005e43">'
        f'<a class="go" href="{address}" style="display:inline-block;padding:12px 22px;'
        "border-radius:8px;background:#005e43;color:#f3fdf8;font-weight:600;"
        f'text-decoration:none">{label}</a></td></tr></table>'
        '<p class="quiet" style="margin:0;color:#54635d;font-size:13px;line-height:20px">'
        "If the button does nothing, copy this address into your browser:<br>"
        f'<a class="link" href="{address}" style="color:#005e43;word-break:break-all">{address}</a>'
        "</p>"
    )
