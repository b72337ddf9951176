"""The codes of training's domain, each with the values it may have."""

from enum import StrEnum


class Mode(StrEnum):
    """What a set of an exercise is counted in."""

    WEIGHT_REPS = "weight_reps"
    BODYWEIGHT_REPS = "bodyweight_reps"
    WEIGHTED_BODYWEIGHT = "weighted_bodyweight"
    ASSISTED_BODYWEIGHT = "assisted_bodyweight"
    DURATION = "duration"
    DURATION_WEIGHT = "duration_weight"
    DISTANCE_DURATION = "distance_duration"
    WEIGHT_DISTANCE = "weight_distance"


class Muscle(StrEnum):
    """The muscles that exercises are sorted by."""

    ABDOMINALS = "abdominals"
    ABDUCTORS = "abductors"
    ADDUCTORS = "adductors"
    BICEPS = "biceps"
    CALVES = "calves"
    CHEST = "chest"
    FOREARMS = "forearms"
    GLUTES = "glutes"
    HAMSTRINGS = "hamstrings"
    LATS = "lats"
    LOWER_BACK = "lower back"
    MIDDLE_BACK = "middle back"
    NECK = "neck"
    QUADRICEPS = "quadriceps"
    SHOULDERS = "shoulders"
    TRAPS = "traps"
    TRICEPS = "triceps"


class Level(StrEnum):
    """How much experience something asks for."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    EXPERT = "expert"


class Force(StrEnum):
    """Which way the body works against the load."""

    PUSH = "push"
    PULL = "pull"
    STATIC = "static"


class Mechanic(StrEnum):
    """Over one joint, or over several."""

    COMPOUND = "compound"
    ISOLATION = "isolation"


class Equipment(StrEnum):
    """What has to be at hand."""

    BODYWEIGHT = "bodyweight"
    BARBELL = "barbell"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"
    CABLE = "cable"
    MACHINE = "machine"
    BAND = "band"
    MEDICINE_BALL = "medicine ball"
    EXERCISE_BALL = "exercise ball"
    FOAM_ROLLER = "foam roller"
    EZ_BAR = "ez bar"
    CARDIO = "cardio machine"
    OTHER = "other"


class ExerciseState(StrEnum):
    """How far an exercise has come; a member's private one is published to its owner alone."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class PlanState(StrEnum):
    """Whether members can find a plan."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class ScheduleMode(StrEnum):
    """Whether a plan's days have weekdays, or follow one another whenever one trains."""

    WEEKDAY = "weekday"
    SEQUENCE = "sequence"


class BlockKind(StrEnum):
    """How the exercises of a block take turns."""

    STRAIGHT = "straight"
    SUPERSET = "superset"
    CIRCUIT = "circuit"
    EMOM = "emom"
    AMRAP = "amrap"


class LoadKind(StrEnum):
    """What a prescription says of the load."""

    NONE = "none"
    KG = "kg"
    PERCENT_E1RM = "percent_e1rm"
    RPE = "rpe"


class SetType(StrEnum):
    """What a set is for; warm-ups count in nothing."""

    WARMUP = "warmup"
    WORKING = "working"
    DROP = "drop"
    FAILURE = "failure"
    AMRAP = "amrap"
    MYO = "myo"
    PARTIAL = "partial"
    FORCED = "forced"
    ISOMETRIC = "isometric"


class Progression(StrEnum):
    """How a prescription grows from one session to the next."""

    NONE = "none"
    LINEAR = "linear"
    DOUBLE = "double"
    REPS_SUM = "reps_sum"
    PERCENT = "percent"


class AssignmentStatus(StrEnum):
    """Where a member is with a plan."""

    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED = "ended"


class SessionStatus(StrEnum):
    """What became of a scheduled session."""

    PLANNED = "planned"
    DONE = "done"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    EXCUSED = "excused"


class RecordKind(StrEnum):
    """What a personal record is of."""

    HEAVIEST_LOAD = "heaviest_load"
    BEST_E1RM = "best_e1rm"
    REP_MAX = "rep_max"
    MOST_REPS = "most_reps"
    SET_VOLUME = "set_volume"
    SESSION_VOLUME = "session_volume"
    LONGEST_HOLD = "longest_hold"
    DISTANCE = "distance"
    PACE = "pace"
    LEAST_HELP = "least_help"


class ImportState(StrEnum):
    """How far an import has come."""

    PREVIEWED = "previewed"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"
