"""The HTTP door of training."""

from fastapi import APIRouter

router = APIRouter()
