"""What passes the guard, and what the organisation and the privacy officer let through."""

import datetime

import pytest

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import AllowedKind, AllowedText, Override, Release, User
from samenwijzer.accounts.queries import digest_of, look_again
from samenwijzer.guard import Consent, Label, Traceable
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox.models import AuditLine

BSN, OTHER_BSN, PHONE = "bsn 123456782", "bsn 111222333", "06-12345678"
SURE = Consent(not_traceable=True, reason="It is the number of a helpline.")
pytestmark = pytest.mark.django_db


def test_a_block_holds_whatever_the_writer_says(fatima: User) -> None:
    with pytest.raises(Traceable) as refused:
        pass_guard(writer=fatima, texts={"title": "Hallo", "body": f"Er staat {BSN}."}, consent=SURE)
    assert refused.value.is_blocked
    assert refused.value.field == "body"
    assert "123456782" not in f"{refused.value} {refused.value.sentences} {refused.value.places}"


def test_a_warning_needs_both_the_word_and_the_reason(fatima: User) -> None:
    for consent in (Consent(), Consent(not_traceable=True), Consent(reason="Zomaar")):
        with pytest.raises(Traceable) as refused:
            pass_guard(writer=fatima, texts={"body": f"Bel {PHONE}"}, consent=consent)
        assert not refused.value.is_blocked


def test_the_sentence_speaks_of_one_or_of_more(fatima: User) -> None:
    with pytest.raises(Traceable) as refused:
        pass_guard(writer=fatima, texts={"one": f"Bel {PHONE}", "more": f"Bel {PHONE} of mail j@x.nl"})
    assert refused.value.sentences["one"].startswith("In deze tekst lijkt een telefoonnummer te staan.")
    assert refused.value.sentences["more"].endswith("Vervang ze, of zeg waarom ze mogen blijven.")


def test_what_was_let_stand_is_noted_without_the_text(fatima: User) -> None:
    passed = pass_guard(writer=fatima, texts={"body": f"Bel {PHONE}"}, consent=SURE)
    passed.note(Ref("forum.question", 7))
    noted = Override.objects.get()
    assert (noted.ref, noted.labels, noted.reason) == ("forum.question:7", ["PHONE"], SURE.reason)
    assert AuditLine.objects.filter(action="accounts.warning.let_stand", object="forum.question:7").exists()


def test_nothing_let_stand_is_noted_nowhere(fatima: User) -> None:
    pass_guard(writer=fatima, texts={"body": "Hoe vraag je dit aan?"}, consent=SURE).note(
        Ref("forum.question", 7)
    )
    assert not Override.objects.exists()


def test_the_reason_is_judged_too(fatima: User) -> None:
    reason = Consent(not_traceable=True, reason=f"Het is van {BSN}")
    with pytest.raises(Traceable) as refused:
        pass_guard(writer=fatima, texts={"body": f"Bel {PHONE}"}, consent=reason)
    assert refused.value.field == "traceable_reason"


def test_an_edit_is_judged_on_what_it_adds(fatima: User) -> None:
    pass_guard(writer=fatima, texts={"body": f"{BSN} en meer"}, before=(BSN,))
    with pytest.raises(Traceable):
        pass_guard(writer=fatima, texts={"body": f"{BSN} en {OTHER_BSN}"}, before=(BSN,))


def test_a_field_may_hold_what_it_is_for(fatima: User) -> None:
    pass_guard(writer=fatima, texts={"phone": PHONE}, expected={"phone": {Label.PHONE}})
    with pytest.raises(Traceable):
        pass_guard(writer=fatima, texts={"phone": BSN}, expected={"phone": {Label.PHONE}})


def _release(writer: User, by: User, value: str, hours: int = 24) -> None:
    Release.objects.create(
        writer=writer,
        label=Label.BSN,
        digest=digest_of(label=Label.BSN, value=value),
        released_by=by,
        until=clock.now() + datetime.timedelta(hours=hours),
    )


def test_a_release_holds_for_that_writer_that_number_and_that_day(fatima: User, joost: User) -> None:
    _release(fatima, joost, "123456782")
    pass_guard(writer=fatima, texts={"body": f"Ons {BSN}"})
    with pytest.raises(Traceable):
        pass_guard(writer=joost, texts={"body": f"Ons {BSN}"})
    with pytest.raises(Traceable):
        pass_guard(writer=fatima, texts={"body": f"Ons {OTHER_BSN}"})
    Release.objects.update(until=clock.now())
    with pytest.raises(Traceable):
        pass_guard(writer=fatima, texts={"body": f"Ons {BSN}"})


def test_the_list_of_the_organisation_counts_at_once(fatima: User) -> None:
    with pytest.raises(Traceable):
        pass_guard(writer=fatima, texts={"body": f"Bel {PHONE}"})
    AllowedText.objects.create(kind=AllowedKind.NUMBER, value=PHONE, added_at=clock.now())
    look_again()
    pass_guard(writer=fatima, texts={"body": f"Bel {PHONE}"})


def test_the_telephone_of_a_colleague_is_no_citizens(fatima: User, joost: User) -> None:
    joost.phone = PHONE
    joost.save()
    look_again()
    pass_guard(writer=fatima, texts={"body": f"Bel Joost op {PHONE}, of mail {joost.email}"})
