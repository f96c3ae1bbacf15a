"""Parts of the frame that are the same for everyone, drawn once per process."""

from __future__ import annotations

from django.conf import settings
from django.template import Library, Node, NodeList, TemplateSyntaxError
from django.template.base import Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samenwijzer.ui import organisation

register = Library()

Key = tuple[str, str, organisation.Current, str, bool]
# Names, themes and modules change seldom, so this many are never reached in use.
MOST_KEPT = 1000
_drawn: dict[Key, SafeString] = {}


class KeptNode(Node):
    """Draws its content once for each language, organisation and place in the menu; repeats it after that."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        if settings.DEBUG:
            return self.nodelist.render(context)
        request = context.get("request")
        match = getattr(request, "resolver_match", None)
        key = (
            self.name,
            get_language() or "",
            organisation.current(),
            match.namespace if match else "",
            bool(match and match.view_name == "home:start"),
        )
        drawn = _drawn.get(key)
        if drawn is None:
            if len(_drawn) >= MOST_KEPT:
                _drawn.clear()
            _drawn[key] = drawn = self.nodelist.render(context)
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands between {% kept "name" %} and {% endkept %}.

    It may depend on language, theme, organisation and the current menu entry alone: never on a person, a
    token or anything that was typed, since everyone gets the same.
    """
    try:
        _tag, name = token.split_contents()
    except ValueError as problem:
        raise TemplateSyntaxError("kept takes one name") from problem
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), nodelist)
