"""Parts of the frame that are the same for everyone, drawn once per process."""

from __future__ import annotations

from django.conf import settings
from django.template import Library, Node, NodeList, TemplateSyntaxError
from django.template.base import Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()

Key = tuple[str, str, str, str, str, bool]
_drawn: dict[Key, SafeString] = {}


class KeptNode(Node):
    """Draws its content once for each language, theme and place in the menu, and repeats it after that."""

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
            settings.THEME,
            settings.ORGANISATION,
            match.namespace if match else "",
            bool(match and match.view_name == "home:start"),
        )
        if key not in _drawn:
            _drawn[key] = self.nodelist.render(context)
        return _drawn[key]


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
