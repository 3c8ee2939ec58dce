"""The words that a draft puts around an alert's own, from `templates/draft/<language>/`."""

from functools import cache

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.people import Language


def frame(name: str, language: Language, **facts: object) -> str:
    """One of the frames, filled. What the alert says is a fact, so it is never a template."""
    template = _environment().get_template(f"{language.value}/{name}.txt")
    return template.render(facts).strip()


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    # What comes out is Markdown, never HTML.
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES / "draft"),
        undefined=StrictUndefined,
        autoescape=False,
        auto_reload=False,
    )
