"""What goes before a member's account does: the database's cascade knows no order."""

from sqlalchemy import delete
from sqlmodel import Session, col

from fitness_app.accounts.account_data import on_deletion
from fitness_app.training.models import Goal, Workout


def forget_training(session: Session, user_id: int) -> None:
    """Remove what refers to exercises of a member's own, before those go with the account."""
    session.execute(delete(Workout).where(col(Workout.member_id) == user_id))
    session.execute(delete(Goal).where(col(Goal.member_id) == user_id))


on_deletion(forget_training)
