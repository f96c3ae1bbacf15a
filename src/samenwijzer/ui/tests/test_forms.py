import pytest
from django import forms

from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.ui.forms import done


class NameForm(forms.Form):
    name = forms.CharField()


def refuse(problem: Refusal) -> None:
    raise problem


def test_it_is_done_once_and_only_when_the_form_is_right() -> None:
    told: list[str] = []
    assert not done(NameForm(), lambda: told.append("unsent"))
    assert not done(NameForm({"name": ""}), lambda: told.append("wrong"))
    assert done(NameForm({"name": "Inkomen"}), lambda: told.append("right"))
    assert told == ["right"]


@pytest.mark.parametrize(
    ("field", "beside", "stands"),
    [("name", None, "name"), ("other", "name", "name"), ("other", None, "__all__"), (None, None, "__all__")],
)
def test_a_refusal_stands_beside_its_field(field: str | None, beside: str | None, stands: str) -> None:
    form = NameForm({"name": "Inkomen"})
    assert not done(form, lambda: refuse(Refusal("That is there already.", field=field)), beside=beside)
    assert form.errors == {stands: ["That is there already."]}


def test_a_missing_right_is_no_mistake_in_a_form() -> None:
    with pytest.raises(NotAllowed):
        done(NameForm({"name": "Inkomen"}), lambda: refuse(NotAllowed("Not yours.")))
