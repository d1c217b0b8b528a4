"""The site's own words, gathered for translators: `python -m generator.messages`, or `make manual`.

Messages are found in the templates and the code by Babel; the catalogues in `locale/` get the new
ones, untranslated, and lose what no place uses any more. What is translated stays as it is.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from generator.files import write_whole
from generator.language import CATALOGUES, DOMAIN
from generator.settings import templates_folder
from generator.when import SENTENCES

# What marks a message; `say` is what functions that say much call `Language.gettext`.
KEYWORDS = {"_": None, "N_": None, "say": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.jinja", "jinja2"), ("**.html", "jinja2")]


def messages() -> Catalog:
    """Gather every message, in the order of the places that use them."""
    found = Catalog(fuzzy=False)
    for folder in (Path(__file__).parent, templates_folder()):
        for _, _, message, *_ in extract_from_dir(folder, METHODS, {}, KEYWORDS):
            found.add(message)
    # They are made of parts, so no extraction finds them.
    for sentence in SENTENCES.values():
        found.add(sentence)
    return found


def read_catalogue(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name, domain=DOMAIN)


def catalogue_files() -> list[Path]:
    """List the catalogues, by language."""
    return sorted(CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def update(path: Path) -> None:
    """Bring a catalogue up to date with the program."""
    catalogue = read_catalogue(path)
    catalogue.update(messages(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    written = io.BytesIO()
    write_po(written, catalogue, width=98, omit_header=False, sort_output=False)
    write_whole(path, written.getvalue())


if __name__ == "__main__":
    for file in catalogue_files():
        update(file)
