project = "A Small Book"
author = "A. Author"
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["sources.bib"]
octavo_slug = "A Slug"
octavo_trim = "7x7in"
octavo_require_verified = "pages"
