"""What the demo club sells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sort:
    """A size, colour or length, its price, and how many there are; None for no end to them."""

    name: str
    price_cents: int
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """A product of the demo club; its picture is called as its address."""

    slug: str
    name: str
    category: str
    description: str
    sorts: tuple[Sort, ...]
    limit: int = 10


def _one(price_cents: int, stock: int | None = None) -> tuple[Sort, ...]:
    return (Sort("", price_cents, stock),)


def _sizes(price_cents: int, **stock: int) -> tuple[Sort, ...]:
    return tuple(Sort(name, price_cents, count) for name, count in stock.items())


GOODS = (
    Goods(
        "monthly-membership", "Monthly membership", "memberships",
        "Every area, every class, every day from six to eleven. Runs for one month from the day "
        "you collect your card, and ends by itself.",
        _one(4900), limit=1,
    ),
    Goods(
        "yearly-membership", "Yearly membership", "memberships",
        "Twelve months for the price of ten. Pause it for up to eight weeks when you travel or are "
        "unwell.",
        _one(49000), limit=1,
    ),
    Goods(
        "off-peak-membership", "Off-peak membership", "memberships",
        "Weekdays from nine to four, when the racks are free. One month.",
        _one(2900), limit=1,
    ),
    Goods(
        "ten-visits", "Ten visits", "memberships",
        "A card for ten visits, good for six months. Lend it to a friend.",
        _one(8500), limit=5,
    ),
    Goods(
        "guest-day", "Guest day", "memberships",
        "Bring somebody along for a day. They get a towel, a locker and a tour.",
        _one(1200), limit=5,
    ),
    Goods(
        "personal-training", "Personal training", "training",
        "An hour with one of our trainers: your lifts filmed, your plan adjusted, your questions "
        "answered.",
        (Sort("1 hour", 5500), Sort("5 hours", 26000), Sort("10 hours", 49500)), limit=2,
    ),
    Goods(
        "first-steps", "First steps", "training",
        "Four guided sessions for those new to the weights: squat, hinge, press and pull, and a "
        "plan to go on with.",
        _one(14900, 8), limit=1,
    ),
    Goods(
        "technique-check", "Technique check", "training",
        "Half an hour on one lift. You leave with a film, three notes and something to practise.",
        _one(3200), limit=3,
    ),
    Goods(
        "running-clinic", "Running clinic", "training",
        "Three Saturday mornings on the track: cadence, hills and pacing, in a group of ten.",
        _one(7500, 4), limit=2,
    ),
    Goods(
        "nutrition-review", "Nutrition review", "training",
        "A week of your meals, read by our dietitian, and an hour to talk about it.",
        _one(6800), limit=1,
    ),
    Goods(
        "club-shirt", "Club shirt", "gear",
        "Heavy cotton that keeps its shape, with the harbour crane on the back.",
        _sizes(2400, S=12, M=20, L=16, XL=3),
    ),
    Goods(
        "training-shorts", "Training shorts", "gear",
        "Light, with room to squat in and a pocket that holds a key.",
        _sizes(2900, S=6, M=14, L=11, XL=0),
    ),
    Goods(
        "lifting-belt", "Lifting belt", "gear",
        "Ten millimetres of leather, one prong. Stiff for a month, then yours for decades.",
        _sizes(7900, S=4, M=7, L=5), limit=2,
    ),
    Goods(
        "wrist-wraps", "Wrist wraps", "gear",
        "A pair, 45 cm, with thumb loops. For heavy presses.",
        _one(1800, 24),
    ),
    Goods(
        "resistance-bands", "Resistance bands", "gear",
        "Latex loops for warm-ups, assisted pull-ups and hotel rooms.",
        (Sort("Light", 900, 30), Sort("Medium", 1200, 26), Sort("Strong", 1500, 2)),
    ),
    Goods(
        "skipping-rope", "Skipping rope", "gear",
        "A steel cable on ball bearings; cut it to your height.",
        _one(1600, 18),
    ),
    Goods(
        "gym-towel", "Gym towel", "gear",
        "Small, quick to dry, and big enough for any bench.",
        (Sort("Graphite", 1100, 40), Sort("Moss", 1100, 35)),
    ),
    Goods(
        "water-bottle", "Water bottle", "gear",
        "Steel, 750 ml, a lid that opens with one hand.",
        _one(1900, 5),
    ),
    Goods(
        "chalk", "Chalk", "gear",
        "Two blocks of 60 g. Please brush the bar afterwards.",
        _one(400, 60),
    ),
    Goods(
        "whey-protein", "Whey protein", "supplements",
        "900 g, 24 g of protein a serving, tested for banned substances.",
        (Sort("Vanilla", 2700, 15), Sort("Chocolate", 2700, 9), Sort("Plain", 2500, 6)), limit=4,
    ),
    Goods(
        "plant-protein", "Plant protein", "supplements",
        "Pea and rice, 900 g, with cocoa. No milk, no soy.",
        _one(2900, 8), limit=4,
    ),
    Goods(
        "creatine", "Creatine monohydrate", "supplements",
        "500 g of the plain kind, a hundred days at 5 g.",
        _one(2200, 22), limit=4,
    ),
    Goods(
        "electrolytes", "Electrolytes", "supplements",
        "Twenty tablets with sodium, potassium and magnesium, for long and hot sessions.",
        (Sort("Lemon", 800, 20), Sort("Berry", 800, 0)),
    ),
    Goods(
        "oat-bars", "Oat bars", "supplements",
        "A box of twelve, baked in town: oats, dates, hazelnuts, salt.",
        _one(1950, 3), limit=6,
    ),
)  # fmt: skip
