"""The flagship book's settings; data only."""

project = "The Russo-Japanese War, 1904–1905"
author = "The octavo Authors"
copyright = "2026 The octavo Authors"
language = "en"

extensions = ["octavo"]
bibtex_bibfiles = [
    "../bibliography/strings.bib",
    "../bibliography/primary.bib",
    "../bibliography/secondary.bib",
]

octavo_slug = "russo-japanese-war"
octavo_subtitle = "A History That Can Be Checked"
octavo_publisher = "octavo"
octavo_year = "2026"
octavo_edition_note = "First chapters, 2026"
octavo_licence = (
    "Text, maps, and figures may be shared and adapted under the Creative Commons Attribution 4.0 licence."
)
octavo_description = (
    "How Russia and Japan came to fight over Korea and Manchuria, and how the war began, "
    "with every statement traced to a source that the reader can look up."
)
octavo_subjects = ["Russo-Japanese War, 1904-1905", "Russia – Foreign relations – Japan", "Korea – History"]
octavo_epigraph = (
    "The Imperial Government of Japan definitively guarantee the independence "
    "and territorial integrity of the Corean Empire."
)
octavo_epigraph_source = "Protocol signed at Seoul, 23 February 1904, Article III"
octavo_lists = ["figures", "tables"]
octavo_trim = "6x9in"
octavo_archive = True
octavo_citation_style = "chicago-notes-bibliography"
octavo_citation_styles = {"handouts": "modern-language-association"}
octavo_printers = ["kdp", "ingramspark"]
octavo_cover_art = "figures/cover.pdf"
octavo_cover_colours = {
    "ground": "100 70 25 40",
    "title": "2 4 13 0",
    "byline": "2 4 13 0",
    "spine": "2 4 13 0",
    "text": "2 4 13 0",
    "accent": "0 82 90 0",
}
