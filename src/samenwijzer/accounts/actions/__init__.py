"""What is done to accounts, one function for each intention."""

from samenwijzer.accounts.actions._people import (
    NobodyWouldAdminister,
    NotKnownHere,
    end_sessions,
    keep_manager_roles,
)
from samenwijzer.accounts.actions._uses import NoSuchPlace, StillInUse
from samenwijzer.accounts.actions.administrator import NameIsMissing, install_administrator
from samenwijzer.accounts.actions.allow_list import remove_allowed_text, save_allowed_text
from samenwijzer.accounts.actions.bulk import (
    CannotUndo,
    change_many,
    change_many_job,
    go_on,
    stop_change,
    undo_change,
)
from samenwijzer.accounts.actions.departments import (
    UnderItself,
    change_department,
    make_department,
    note_people_to_read,
    remove_department,
    reread_department_job,
)
from samenwijzer.accounts.actions.forget import forget_account
from samenwijzer.accounts.actions.guard import Passed, pass_guard
from samenwijzer.accounts.actions.people import (
    AddressTaken,
    ChangedMeanwhile,
    NotSoLong,
    PersonValues,
    add_guest,
    add_person,
    change_guest,
    change_person,
)
from samenwijzer.accounts.actions.people_import import (
    ImportIsOver,
    confirm_import,
    import_people_job,
    import_rows,
    map_import,
    start_import,
    stop_import,
)
from samenwijzer.accounts.actions.places import (
    NameTaken,
    remove_named,
    save_location,
    save_municipality,
    save_week_pattern,
)
from samenwijzer.accounts.actions.roles import GIVEN_ROLES, change_roles
from samenwijzer.accounts.actions.sign_in_link import (
    LinkIsOver,
    MayNotSignIn,
    choose_password,
    end_links,
    make_sign_in_link,
    use_sign_in_link,
)
from samenwijzer.accounts.actions.standing import (
    NotYourself,
    block_person,
    end_account,
    sign_out_everywhere,
    unblock_person,
)
from samenwijzer.accounts.actions.teams import (
    add_team,
    change_team,
    remove_team,
    set_team_manager,
    take_into_team,
    take_out_of_team,
)

__all__ = [
    "GIVEN_ROLES",
    "AddressTaken",
    "CannotUndo",
    "ChangedMeanwhile",
    "ImportIsOver",
    "LinkIsOver",
    "MayNotSignIn",
    "NameIsMissing",
    "NameTaken",
    "NoSuchPlace",
    "NobodyWouldAdminister",
    "NotKnownHere",
    "NotSoLong",
    "NotYourself",
    "Passed",
    "PersonValues",
    "StillInUse",
    "UnderItself",
    "add_guest",
    "add_person",
    "add_team",
    "block_person",
    "change_department",
    "change_guest",
    "change_many",
    "change_many_job",
    "change_person",
    "change_roles",
    "change_team",
    "choose_password",
    "confirm_import",
    "end_account",
    "end_links",
    "end_sessions",
    "forget_account",
    "go_on",
    "import_people_job",
    "import_rows",
    "install_administrator",
    "keep_manager_roles",
    "make_department",
    "make_sign_in_link",
    "map_import",
    "note_people_to_read",
    "pass_guard",
    "remove_allowed_text",
    "remove_department",
    "remove_named",
    "remove_team",
    "reread_department_job",
    "save_allowed_text",
    "save_location",
    "save_municipality",
    "save_week_pattern",
    "set_team_manager",
    "sign_out_everywhere",
    "start_import",
    "stop_change",
    "stop_import",
    "take_into_team",
    "take_out_of_team",
    "unblock_person",
    "undo_change",
    "use_sign_in_link",
]
