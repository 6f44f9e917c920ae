"""The application: routes, faults, headers and the pool that lives as long as it does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from chainrule import __version__
from chainrule.service import api, faults, manual, pages
from chainrule.service.cache import Cache
from chainrule.service.headers import Headers
from chainrule.service.prefix import Prefix
from chainrule.service.settings import Settings
from chainrule.service.workers import Pool


def create_app(settings: Settings | None = None) -> ASGIApp:
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        pool = Pool(chosen)
        app.state.cache = Cache(pool.run, chosen.cache_bytes)
        await pool.start()
        yield
        await pool.stop()

    app = FastAPI(
        title="chainrule",
        version=__version__,
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.install(app)
    pages.install(app)
    manual.install(app)
    faults.install(app)
    return Prefix(Headers(app, chosen.frame_ancestors), chosen.root_path)
