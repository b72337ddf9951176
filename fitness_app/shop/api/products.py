"""What the club sells, for programs: everybody reads it, trainers look after it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from fitness_app import routes
from fitness_app.accounts.access import Access, Viewer, allows
from fitness_app.accounts.api import SomebodyOrGuest, Trainer, entries
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import OPEN_TO_GUESTS
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import Paged, address_of
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.shop import assortment, catalogue, stock
from fitness_app.shop.api import wire
from fitness_app.shop.catalogue import CATEGORIES, ProductView
from fitness_app.shop.forms import MOST_PER_ORDER, MOST_STOCK

router = APIRouter(prefix=routes.V1 + "/products", tags=["v1: shop"], route_class=Polled)

PRICE = entries.text("Such as `24.00`")
STOCK = entries.integer(
    "How many are there; there is no end to it if this is left out",
    least=0,
    most=MOST_STOCK,
    required=False,
)
LIMIT = entries.integer(
    "How many one order can have; 10 if it is left out",
    least=1,
    most=MOST_PER_ORDER,
    required=False,
)
_DESCRIPTION = entries.text("A few sentences", required=False, may_be_blank=True)
_PICTURE = entries.text("The file name of a drawing", required=False, may_be_blank=True)
NEW_PRODUCT = Body(
    {"name": "Club shirt", "category": "gear", "price": "24.00", "stock": 20},
    name=entries.text(),
    description=_DESCRIPTION,
    category=entries.choice(*CATEGORIES, required=True),
    picture=_PICTURE,
    price=PRICE,
    stock=STOCK,
    limit_per_order=LIMIT,
)
CHANGES = Body(
    {"description": "Organic cotton, cut to move in.", "is_published": True},
    name=entries.text(required=False),
    description=_DESCRIPTION,
    category=entries.choice(*CATEGORIES),
    picture=_PICTURE,
    is_published=entries.yes_or_no("Whether members see and buy it"),
)
NEW_VARIANT = Body(
    {"name": "M", "price": "24.00", "stock": 9},
    name=entries.text("A size, a colour, a length"),
    price=PRICE,
    stock=STOCK,
    limit_per_order=LIMIT,
)
_PAGE = {"count": 1, "next": None, "previous": None, "items": [wire.PRODUCT]}
_MADE = {201: {"content": {"application/json": {"example": wire.PRODUCT}}}}
_CODES = f"^({'|'.join(CATEGORIES)})?$"
Slug = Annotated[str, Path(max_length=80)]


@router.get(
    "",
    response_model=wire.Products,
    openapi_extra=OPEN_TO_GUESTS,
    responses=polled(_PAGE, "One page.") | refused_with(400, 404, fields={"page": "…"}),
)
async def list_products(
    viewer: SomebodyOrGuest,
    request: Request,
    paged: Paged,
    *,
    search: Annotated[
        str, Query(max_length=catalogue.LONGEST_SEARCH, description="All of these words")
    ] = "",
    category: Annotated[str, Query(pattern=_CODES, description="Only of this one")] = "",
    sort: Annotated[Literal["newest", "name", "price", "-price"], Query()] = "newest",
) -> wire.Products:
    """List what the club sells; trainers see what isn't published too."""
    found = await db.read(
        catalogue.list_products,
        search=search,
        category=category,
        sort=sort,
        page=paged.page,
        per_page=paged.page_size,
        with_unpublished=allows(Access.TRAINER, viewer),
    )
    return wire.Products(
        count=found.total,
        next=address_of(request, paged.page + 1) if paged.has_next(found.total) else None,
        previous=address_of(request, paged.page - 1) if paged.page > 1 else None,
        items=[_shown(product, viewer) for product in found.products],
    )


@router.post(
    "",
    status_code=201,
    response_model=wire.Product,
    openapi_extra=NEW_PRODUCT.documented,
    responses=_MADE | takes_body({"price": "Enter an amount such as 12.50."}, 409, 422),
)
async def add_product(
    viewer: Trainer, sent: Annotated[Sent, Depends(NEW_PRODUCT)], create: Creating
) -> Response:
    """Add a product with its first variant, still unpublished; for trainers."""
    return await create.run(
        assortment.add_product,
        viewer=viewer,
        sent=sent.checked(),
        shown=wire.show_product,
        actor_id=viewer.id,
        name=sent["name"],
        description=sent["description"],
        category=sent["category"],
        picture=sent["picture"],
        price=sent["price"],
        stock=str(sent["stock"]),
        limit=str(sent["limit_per_order"] or assortment.USUAL_LIMIT),
    )


@router.get(
    "/{slug}",
    response_model=wire.Product,
    openapi_extra=OPEN_TO_GUESTS,
    responses=polled(wire.PRODUCT, "The product.") | refused_with(404),
)
async def get_product(slug: Slug, viewer: SomebodyOrGuest) -> wire.Product:
    """Read of one product."""
    is_staff = allows(Access.TRAINER, viewer)
    product = await db.read(catalogue.get_product, slug=slug, with_unpublished=is_staff)
    return _shown(product, viewer)


@router.patch(
    "/{slug}",
    response_model=wire.Product,
    openapi_extra=CHANGES.documented,
    responses={
        200: {"content": {"application/json": {"example": wire.PRODUCT}}},
        **takes_body({"name": "This field may not be blank."}, 404),
    },
)
async def change_product(
    slug: Slug, _viewer: Trainer, sent: Annotated[Sent, Depends(CHANGES)]
) -> wire.Product:
    """Describe a product anew, publish or hide it; what is left out stays. For trainers."""
    changes = dict(sent.checked().values)
    if "is_published" in changes:
        changes["is_published"] = changes["is_published"] == "true"
    return wire.show_product(await db.run(assortment.change_product, slug=slug, changes=changes))


@router.post(
    "/{slug}/variants",
    status_code=201,
    response_model=wire.Product,
    openapi_extra=NEW_VARIANT.documented,
    responses=_MADE | takes_body({"name": "There is one of that name."}, 404, 409, 422),
)
async def add_variant(
    slug: Slug, viewer: Trainer, sent: Annotated[Sent, Depends(NEW_VARIANT)], create: Creating
) -> Response:
    """Add a size, a colour or a length to a product; for trainers."""
    return await create.run(
        assortment.add_variant,
        viewer=viewer,
        sent=sent.checked(),
        shown=wire.show_product,
        actor_id=viewer.id,
        slug=slug,
        name=sent["name"],
        price=sent["price"],
        stock=str(sent["stock"]),
        limit=str(sent["limit_per_order"] or assortment.USUAL_LIMIT),
    )


@router.get(
    "/{slug}/movements",
    response_model=wire.Movements,
    responses=polled({"items": [wire.MOVEMENT]}, "The last 50.") | refused_with(404),
)
async def list_movements(slug: Slug, _viewer: Trainer) -> wire.Movements:
    """List what changed a product's stock; for trainers."""
    await db.read(catalogue.get_product, slug=slug, with_unpublished=True)
    moved = await db.read(stock.list_movements, slug=slug)
    return wire.Movements(items=[wire.show_movement(each) for each in moved])


def _shown(product: ProductView, viewer: Viewer | None) -> wire.Product:
    is_staff = allows(Access.TRAINER, viewer)
    return wire.show_product(product) if is_staff else wire.show_offer(product)
