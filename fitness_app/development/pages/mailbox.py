"""The mailbox: where mail lands while no mail server is set up, so that its links can be used."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to
from fitness_app.accounts.state import client_of
from fitness_app.development import service as mailbox_service
from fitness_app.development.service import MailLine, OpenedMail
from fitness_app.kit import db
from fitness_app.kit.errors import Forbidden
from fitness_app.ui import buttons
from fitness_app.ui.arrival import arrived
from fitness_app.ui.badges import badge
from fitness_app.ui.cards import card
from fitness_app.ui.kinds import Text
from fitness_app.ui.notices import empty, notice, skeleton_page
from fitness_app.ui.page import Page, page_head
from fitness_app.ui.tabs import segment

NO_MAIL = OpenedMail(MailLine(0, "", "", "", ""), "", "")


@open_to(Access.ANYONE)
class MailboxState(rx.State):
    """The mails, and the one that is open; for somebody at this computer only."""

    lines: list[MailLine] = []
    opened: OpenedMail = NO_MAIL
    shape: str = "page"
    refusal: str = ""

    @rx.event
    async def load(self):
        """Fetch the mails and open the newest."""
        try:
            mailbox_service.refuse_strangers(ip=client_of(self).ip)
        except Forbidden as problem:
            self.lines, self.opened, self.refusal = [], NO_MAIL, problem.message
            return
        self.refusal = ""
        self.lines = await db.read(mailbox_service.list_mail)
        self.opened = await _open(self.lines[0].id) if self.lines else NO_MAIL

    @rx.event
    async def open_mail(self, mail_id: int):
        """Open one of the mails."""
        mailbox_service.refuse_strangers(ip=client_of(self).ip)
        self.opened = await _open(mail_id)

    @rx.event
    def choose_shape(self, shape: str):
        """Read the mail as a page or as plain text."""
        self.shape = shape


async def _open(mail_id: int) -> OpenedMail:
    return await db.read(mailbox_service.get_mail, mail_id=mail_id)


def mailbox() -> rx.Component:
    """The list of mails and the open one beside it."""
    return rx.el.div(
        page_head(
            "Mailbox",
            "Mail this club would have sent. It is shown on this computer, in development, "
            "until you name a mail server in FITNESS_SMTP_URL.",
            buttons.secondary("Look for new mail", icon="rotate-cw", on_click=MailboxState.load),
        ),
        rx.cond(arrived(), _contents(), skeleton_page()),
        class_name="mx-auto w-full max-w-[1240px] px-5 py-10 sm:px-10",
    )


def _contents() -> rx.Component:
    return rx.cond(
        MailboxState.refusal != "",
        notice("There is nothing to see from here.", MailboxState.refusal, icon="shield"),
        rx.cond(MailboxState.lines, _mails(), _no_mails()),
    )


def _no_mails() -> rx.Component:
    return empty(
        "No mail yet",
        "Create an account or ask for a new password, and what we would send appears here.",
        buttons.link_button("Create an account", routes.REGISTER, kind="primary"),
        heading="h2",
    )


def _mails() -> rx.Component:
    return rx.el.div(
        rx.el.nav(
            rx.el.ul(
                rx.foreach(MailboxState.lines, _line),
                class_name="max-h-80 divide-y divide-base-300 overflow-y-auto lg:max-h-[720px]",
            ),
            class_name="card min-w-0 overflow-hidden border border-base-300 bg-base-100",
            aria_label="Mails",
        ),
        _opened(),
        class_name="grid items-start gap-6 lg:grid-cols-[320px_minmax(0,1fr)]",
    )


def _line(line: MailLine) -> rx.Component:
    is_open = MailboxState.opened.line.id == line.id
    return rx.el.li(
        rx.el.button(
            rx.el.span(line.subject, class_name="block truncate text-sm font-medium"),
            rx.el.span(line.recipient, class_name="block truncate text-xs text-muted"),
            rx.el.span(
                badge(line.kind, icon="mail"),
                rx.el.span(line.ago, class_name="text-xs text-muted"),
                class_name="mt-2 flex items-center justify-between gap-2",
            ),
            type="button",
            on_click=MailboxState.open_mail(line.id),
            custom_attrs={"aria-current": rx.cond(is_open, "true", "false")},
            class_name=[
                "block w-full cursor-pointer px-5 py-3.5 text-left",
                rx.cond(is_open, "bg-secondary", "hover:bg-base-200/60"),
            ],
        )
    )


def _opened() -> rx.Component:
    opened = MailboxState.opened
    shapes = [("page", "As a page"), ("text", "As text")]
    return card(
        opened.line.subject,
        rx.cond(MailboxState.shape == "text", _as_text(opened.text), _as_page(opened.html)),
        sub=rx.el.span("To ", opened.line.recipient, ", ", opened.line.ago),
        actions=[segment("Shape", shapes, MailboxState.shape, MailboxState.choose_shape)],
    )


def _as_page(html: Text) -> rx.Component:
    # No scripts and no origin of its own: whatever a mail says, it can only be read and followed.
    return rx.el.iframe(
        src_doc=html,
        title="The mail",
        sandbox="allow-top-navigation-by-user-activation",
        class_name="h-[600px] w-full rounded-field border border-base-300",
    )


def _as_text(text: Text) -> rx.Component:
    return rx.el.pre(
        text,
        class_name="whitespace-pre-wrap break-words rounded-field bg-base-200 p-5 text-sm",
        tab_index=0,
        role="region",
        aria_label="The mail as text",
    )


PAGE = Page(
    route=routes.MAILBOX,
    title="Mailbox",
    build=mailbox,
    open_to="anyone",
    on_load=(MailboxState.load,),
    shell="site",
)
