"""What the forum shows, as plain values."""

from samenwijzer.forum.queries._asked import days_asked, open_requests_to, request_tasks
from samenwijzer.forum.queries._colleagues import colleagues_to_ask, people_to_ask
from samenwijzer.forum.queries._history import History, Piece, Version, answer_history, question_history
from samenwijzer.forum.queries._lists import (
    Filters,
    QuestionList,
    QuestionRow,
    my_open_questions,
    new_on_subjects,
    newest_in_space,
    question_list,
    subject_ids_of,
    subject_options,
    subjects_among,
    subjects_chosen,
)
from samenwijzer.forum.queries._question import (
    AnswerShown,
    CommentShown,
    QuestionPage,
    RequestShown,
    question_links,
    question_page,
)
from samenwijzer.forum.queries._similar import Similar, similar_questions

__all__ = [
    "AnswerShown",
    "CommentShown",
    "Filters",
    "History",
    "Piece",
    "QuestionList",
    "QuestionPage",
    "QuestionRow",
    "RequestShown",
    "Similar",
    "Version",
    "answer_history",
    "colleagues_to_ask",
    "days_asked",
    "my_open_questions",
    "new_on_subjects",
    "newest_in_space",
    "open_requests_to",
    "people_to_ask",
    "question_history",
    "question_links",
    "question_list",
    "question_page",
    "request_tasks",
    "similar_questions",
    "subject_ids_of",
    "subject_options",
    "subjects_among",
    "subjects_chosen",
]
