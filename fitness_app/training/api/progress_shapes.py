"""What programs see of progress: the overview, exercises over time, months, the band."""

from datetime import date

from pydantic import BaseModel


class Streak(BaseModel):
    """Weeks in a row with as many sessions as one aims at."""

    weeks: int
    longest: int
    target: int
    is_this_week_done: bool


class Week(BaseModel):
    """A week of one's own, by its first day."""

    first_day: date
    sessions: int
    leave_days: int
    load: float
    """Session load: RPE × minutes of the sessions that have an RPE."""


class Load(BaseModel):
    """Session load of the last seven days; null where it can't be said."""

    total: float
    monotony: float | None
    strain: float | None
    ratio: float | None
    """7-day ÷ 28-day exponential average; null in the first 28 days. No risk of injury."""
    is_sharp_rise: bool


class Muscle(BaseModel):
    """Hard sets a week of a muscle; the weeks are those of the overview."""

    muscle: str
    mean: float
    weeks: list[float]


class Share(BaseModel):
    """So many of so many; the rate is null where there was nothing to do."""

    done: float
    of: int
    rate: float | None


class Adherence(BaseModel):
    """What was done of what was due over so many days.

    The rate is of sessions, which is the frequency; the rest is of the sessions begun.
    """

    days: int
    done: float
    due: int
    rate: float | None
    extra_sessions: int
    intensity: Share
    """Sets at 95 % of the load asked for or more, or within one of the RPE; of those that say."""
    time: Share
    """Sets done of sets asked for; those of seconds or metres by their share."""
    type: Share
    """Exercises done of exercises asked for; a swapped one is not."""


class Band(BaseModel):
    """The band of hard sets a muscle and week that one aims at."""

    low: int
    high: int


class Progress(BaseModel):
    """One's training up to today."""

    sessions: int
    streak: Streak
    weeks: list[Week]
    load: Load | None
    hard_sets: list[Muscle]
    hard_sets_mean_of_weeks: int
    """Over how many whole weeks the means are; 0 where they are of this week so far."""
    band: Band
    adherence: list[Adherence]


class TrainedExercise(BaseModel):
    """An exercise one has done."""

    exercise: str
    """Slug."""
    name: str
    days: int
    last_on: date


class TrainedExercises(BaseModel):
    """Every exercise one has done, the latest first."""

    items: list[TrainedExercise]


class ExerciseDay(BaseModel):
    """An exercise on a day; null where it has no such figure, or it isn't known."""

    day: date
    working_sets: int
    reps: int
    volume_kg: float | None
    e1rm_kg: float | None
    is_low_confidence: bool
    heaviest_kg: float | None
    most_reps: int | None
    longest_s: float | None
    distance_m: float | None
    is_record: bool


class ExerciseProgress(BaseModel):
    """An exercise over time, the oldest day first."""

    exercise: str
    name: str
    mode: str
    records: int
    days: list[ExerciseDay]


class DoneSession(BaseModel):
    """A session of a day."""

    workout_id: int
    name: str
    working_sets: int


class MonthDay(BaseModel):
    """A day of the month."""

    day: date
    sessions: list[DoneSession]
    due: int
    is_leave: bool


class Month(BaseModel):
    """A month, day by day."""

    month: str
    days: list[MonthDay]
