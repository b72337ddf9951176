"""Sets that jump far: asked about on the pages of records and of their workout."""

import reflex as rx

from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training.progress import doubts
from fitness_app.training.progress.doubt_rows import DoubtRow, show_doubt
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.ui.notices import toast_success

AT_ONCE = 3


@open_to(Access.MEMBER)
class DoubtsState(rx.State):
    """What a member is asked: is this right?"""

    rows: list[DoubtRow] = []
    more: str = ""
    """How many questions come after these; '' for none."""
    _workout_id: int | None = None

    @rx.event
    async def load(self):
        """Ask about all workouts."""
        self._workout_id = None
        await self._fill()

    @rx.event
    async def keep(self, set_id: int):
        await db.run(doubts.confirm_set, member_id=signed_in().id, set_id=set_id)
        await self._fill()
        return toast_success("It counts now, and its records with it.")

    async def _fill(self):
        found = await db.read(
            doubts.list_doubts, member_id=signed_in().id, workout_id=self._workout_id
        )
        reader = await reader_of_viewer()
        self.rows = [show_doubt(one, reader) for one in found[:AT_ONCE]]
        rest = len(found) - AT_ONCE
        self.more = f"{rest} more after these." if rest > 0 else ""


async def show_doubts(state: DoubtsState, workout_id: int) -> None:
    """Ask about one workout, for another page's State."""
    state._workout_id = workout_id
    await state._fill()
