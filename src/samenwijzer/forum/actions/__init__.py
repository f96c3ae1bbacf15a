"""What a person can do with questions, one function for each intention."""

from samenwijzer.forum.actions.accept import accept_answer, take_back_acceptance
from samenwijzer.forum.actions.answer import answer_question, comment, say_helped, take_back_helped
from samenwijzer.forum.actions.ask import ask_question
from samenwijzer.forum.actions.edit import edit_answer, edit_question
from samenwijzer.forum.actions.forget import forget_person
from samenwijzer.forum.actions.request import ask_colleague, react_to_request, return_requests

__all__ = [
    "accept_answer",
    "answer_question",
    "ask_colleague",
    "ask_question",
    "comment",
    "edit_answer",
    "edit_question",
    "forget_person",
    "react_to_request",
    "return_requests",
    "say_helped",
    "take_back_acceptance",
    "take_back_helped",
]
