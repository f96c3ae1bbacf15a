"""Reads the design tokens as a browser would, so that their contrast can be computed."""

import re
from pathlib import Path

UI = Path(__file__).parents[1]
DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)[;}]")
THEMES = ("", *sorted(path.stem for path in (UI / "static" / "ui" / "themes").glob("*.css")))
MODES = ("light", "dark")


def declarations(theme: str) -> dict[str, str]:
    """Return every token of the theme, later files over earlier ones."""
    files = [UI / "styles" / "vendor" / "nlds-theme-voorbeeld.css", UI / "styles" / "tokens.css"]
    if theme:
        files.append(UI / "static" / "ui" / "themes" / f"{theme}.css")
    found: dict[str, str] = {}
    for path in files:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found.update({name: value.strip() for name, value in DECLARATION.findall(text)})
    return found


def arguments(text: str) -> list[str]:
    """Split at the commas that stand outside brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def value(tokens: dict[str, str], text: str, mode: str) -> str:
    """Follow var() and light-dark() to the end. Raises KeyError for a token that does not exist."""
    text = text.strip()
    if text.startswith("var("):
        name, *fallback = arguments(text[4:-1])
        return value(tokens, tokens[name] if name in tokens or not fallback else fallback[0], mode)
    if text.startswith("light-dark("):
        return value(tokens, arguments(text[11:-1])[MODES.index(mode)], mode)
    return text


def luminance(colour: str) -> float:
    """Return the relative luminance of a hex colour (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two hex colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
