project = "A Book of Every Construct"
author = "Ann Author"
copyright = "2026 Ann Author"
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["sources.bib"]
octavo_slug = "constructs"
octavo_subtitle = "What docutils, Sphinx, and octavo Know"
octavo_publisher = "Press"
octavo_year = "2026"
octavo_isbn_print = "978-3-16-148410-0"
octavo_dedication = "For those who read the manual"
octavo_series = ["Studies in Markup", "Volume 1: A Book before This One"]
octavo_epigraph = "Everything that can be written will be."
octavo_epigraph_source = "A proverb"
octavo_frontispiece = {
    "picture": "dot.*",
    "alt": "A black dot on a white ground.",
    "caption": "The frontispiece",
    "credit": "Drawn for this book",
}
octavo_lists = ["maps", "figures", "tables"]
