"""How one's training goes, for programs: the overview, exercises over time, months, the band."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.training import formulas
from fitness_app.training.api.metrics import Day
from fitness_app.training.api.progress_shapes import (
    Adherence,
    Band,
    DoneSession,
    ExerciseDay,
    ExerciseProgress,
    Load,
    Month,
    MonthDay,
    Muscle,
    Progress,
    Share,
    Streak,
    TrainedExercise,
    TrainedExercises,
    Week,
)
from fitness_app.training.days import today_in
from fitness_app.training.progress import band, calendar, lifts, overview
from fitness_app.training.progress.lifts import LiftView

router = APIRouter(prefix=routes.V1 + "/progress", tags=["v1: training"], route_class=Polled)

BAND = Body(
    {"low": 10, "high": 20},
    takes_forms=False,
    low=entries.integer("Sets a week of a muscle", least=0, most=band.MOST - 1),
    high=entries.integer("Sets a week of a muscle", least=1, most=band.MOST),
)


_BAND = {"low": 10, "high": 20}
_PROGRESS = {
    "sessions": 128,
    "streak": {"weeks": 9, "longest": 14, "target": 4, "is_this_week_done": False},
    "weeks": [{"first_day": "2026-05-11", "sessions": 3, "leave_days": 0, "load": 1260.0}],
    "load": {
        "total": 1260.0,
        "monotony": 0.9,
        "strain": 1134.0,
        "ratio": 1.1,
        "is_sharp_rise": False,
    },
    "hard_sets": [{"muscle": "chest", "mean": 14.0, "weeks": [12.0]}],
    "hard_sets_mean_of_weeks": 4,
    "band": _BAND,
    "adherence": [
        {
            "days": 7,
            "done": 2.5,
            "due": 3,
            "rate": 0.83,
            "extra_sessions": 1,
            "intensity": {"done": 30, "of": 36, "rate": 0.83},
            "time": {"done": 40, "of": 48, "rate": 0.83},
            "type": {"done": 14, "of": 15, "rate": 0.93},
        }
    ],
}
_TRAINED = {"exercise": "back-squat", "name": "Back squat", "days": 41, "last_on": "2026-05-14"}
_DAY = {
    "day": "2026-05-14",
    "working_sets": 3,
    "reps": 15,
    "volume_kg": 1500.0,
    "e1rm_kg": 112.5,
    "is_low_confidence": False,
    "heaviest_kg": 100.0,
    "most_reps": 5,
    "longest_s": None,
    "distance_m": None,
    "is_record": True,
}
_EXERCISE = {
    "exercise": "back-squat",
    "name": "Back squat",
    "mode": "weight_reps",
    "records": 17,
    "days": [_DAY],
}
_MONTH = {
    "month": "2026-05",
    "days": [
        {
            "day": "2026-05-14",
            "sessions": [{"workout_id": 31, "name": "Upper A", "working_sets": 14}],
            "due": 0,
            "is_leave": False,
        }
    ],
}
_MONTH_PATTERN = r"^(2[0-9]{3}-(0[1-9]|1[0-2]))?$"
Slug = Annotated[str, Path(max_length=80, pattern=r"^[\w-]+$")]


@router.get(
    "",
    response_model=Progress,
    responses=polled(_PROGRESS, "The overview.") | refused_with(),
)
async def get_progress(viewer: SignedIn) -> Progress:
    """Read how one's training goes: streak, weeks, load, hard sets, adherence."""
    profile = await db.read(profiles.get_profile, user_id=viewer.id)
    seen = await db.read(
        overview.look_back,
        member_id=viewer.id,
        today=today_in(viewer.time_zone),
        week_start=profile.week_start,
        target=profile.weekly_session_target,
    )
    low, high = await db.read(band.get_band, member_id=viewer.id)
    return Progress(
        sessions=seen.sessions,
        streak=Streak(
            weeks=seen.streak.weeks,
            longest=seen.streak.longest,
            target=seen.target,
            is_this_week_done=seen.streak.is_this_week_done,
        ),
        weeks=[
            Week(
                first_day=week.first_day,
                sessions=week.count,
                leave_days=sum(week.leave),
                load=week.load,
            )
            for week in seen.weeks
        ],
        load=_load(seen.load),
        hard_sets=[
            Muscle(muscle=it.muscle, mean=it.mean, weeks=list(it.weeks)) for it in seen.hard_sets
        ],
        hard_sets_mean_of_weeks=seen.mean_weeks,
        band=Band(low=low, high=high),
        adherence=[_adherence(kept) for kept in seen.kept],
    )


@router.put(
    "/band",
    response_model=Band,
    openapi_extra=BAND.documented,
    responses={
        200: {"content": {"application/json": {"example": _BAND}}},
        **takes_body({"high": "Choose more than the least."}),
    },
)
async def choose_band(viewer: SignedIn, sent: Annotated[Sent, Depends(BAND)]) -> Band:
    """Choose the band of hard sets one aims at."""
    sent.checked()
    low, high = await db.run(
        band.choose_band, member_id=viewer.id, low=str(sent["low"]), high=str(sent["high"])
    )
    return Band(low=low, high=high)


@router.get(
    "/calendar",
    response_model=Month,
    responses=polled(_MONTH, "The month.")
    | refused_with(400, fields={"month": "String should match a pattern"}),
)
async def get_calendar(
    viewer: SignedIn,
    month: Annotated[
        str, Query(description="Such as 2026-05; this month's if left out", pattern=_MONTH_PATTERN)
    ] = "",
) -> Month:
    """Read a month: sessions done, those due, leave."""
    first = today_in(viewer.time_zone).replace(day=1)
    if month:
        year, _, number = month.partition("-")
        first = date(int(year), int(number), 1)
    weeks = await db.read(calendar.get_month, member_id=viewer.id, month=first, week_start=0)
    days = [
        MonthDay(
            day=it.day,
            sessions=[
                DoneSession(
                    workout_id=done.workout_id, name=done.name, working_sets=done.working_sets
                )
                for done in it.done
            ],
            due=it.due,
            is_leave=it.is_leave,
        )
        for week in weeks
        for it in week
        if it.is_of_month
    ]
    return Month(month=f"{first:%Y-%m}", days=days)


@router.get(
    "/exercises",
    response_model=TrainedExercises,
    responses=polled({"items": [_TRAINED]}, "Every exercise done.") | refused_with(),
)
async def list_trained_exercises(viewer: SignedIn) -> TrainedExercises:
    """List the exercises one has done."""
    found = await db.read(lifts.list_trained, member_id=viewer.id)
    return TrainedExercises(
        items=[
            TrainedExercise(exercise=it.slug, name=it.name, days=it.days, last_on=it.last_on)
            for it in found
        ]
    )


@router.get(
    "/exercises/{slug}",
    response_model=ExerciseProgress,
    responses=polled(_EXERCISE, "The exercise over time.")
    | refused_with(400, 404, fields={"since": "Input should be a valid date"}),
)
async def get_exercise_progress(
    slug: Slug,
    viewer: SignedIn,
    since: Annotated[Day | None, Query(description="From this day on")] = None,
) -> ExerciseProgress:
    """Read an exercise over time."""
    found = await db.read(lifts.get_progress, member_id=viewer.id, slug=slug, since=since)
    return _exercise(found.lift, found.records)


def _load(load: overview.LoadView | None) -> Load | None:
    if load is None:
        return None
    return Load(
        total=load.week.total,
        monotony=load.week.monotony,
        strain=load.week.strain,
        ratio=load.ratio,
        is_sharp_rise=load.is_sharp_rise,
    )


def _adherence(kept: overview.Kept) -> Adherence:
    return Adherence(
        days=kept.days,
        done=kept.adherence.done,
        due=kept.adherence.due,
        rate=kept.adherence.rate,
        extra_sessions=kept.extra,
        intensity=_share(kept.split.intensity),
        time=_share(kept.split.time),
        type=_share(kept.split.type),
    )


def _share(share: formulas.Share) -> Share:
    return Share(done=share.done, of=share.of, rate=share.rate)


def _exercise(lift: LiftView, records: int) -> ExerciseProgress:
    figures = ExerciseDay.model_fields
    return ExerciseProgress(
        exercise=lift.slug,
        name=lift.name,
        mode=lift.mode,
        records=records,
        days=[ExerciseDay(**{name: getattr(day, name) for name in figures}) for day in lift.days],
    )
