"""The doors of the forum."""

from samenwijzer.forum.views.ask import ask, similar
from samenwijzer.forum.views.edit import answer_history, edit, edit_answer, history
from samenwijzer.forum.views.question import (
    accept,
    answer,
    comment,
    helped,
    not_helped,
    question,
    questions,
    similar_to,
    unaccept,
)
from samenwijzer.forum.views.request import ask_colleague, react
from samenwijzer.forum.views.space import questions_in_space

__all__ = [
    "accept",
    "answer",
    "answer_history",
    "ask",
    "ask_colleague",
    "comment",
    "edit",
    "edit_answer",
    "helped",
    "history",
    "not_helped",
    "question",
    "questions",
    "questions_in_space",
    "react",
    "similar",
    "similar_to",
    "unaccept",
]
