"""What the exercise picker looks for, and what it found."""

import reflex as rx

from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training.exercises import exercise_rows, find
from fitness_app.training.exercises.exercise_rows import MUSCLES, ExerciseRow

SHOWN_AT_ONCE = 30


@open_to(Access.MEMBER)
class ExercisePickerState(rx.State):
    """A dialog in which one of the exercises is chosen; what for is the page's business."""

    is_open: bool = False
    words: str = ""
    muscle: str = ""
    recent: list[ExerciseRow] = []
    rows: list[ExerciseRow] = []
    found: str = ""

    @rx.event
    async def open(self):
        self.reset()
        self.is_open = True
        recent = await db.read(find.list_recent, viewer_id=signed_in().id)
        self.recent = [exercise_rows.show_line(line) for line in recent]
        await self._look()

    @rx.event
    def close(self):
        self.is_open = False

    @rx.event(supersedes=True)
    async def look_for(self, words: str):
        self.words = words
        await self._look()

    @rx.event
    async def choose_muscle(self, code: str):
        self.muscle = code if code in MUSCLES else ""
        await self._look()

    async def _look(self) -> None:
        viewer = signed_in()
        page = await db.read(
            find.search,
            viewer_id=viewer.id,
            words=self.words,
            muscle=self.muscle,
            page_size=SHOWN_AT_ONCE,
        )
        self.rows = [exercise_rows.show_line(line) for line in page.items]
        self.found = exercise_rows.count_found(page)
