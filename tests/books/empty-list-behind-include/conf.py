project = "A Small Book"
author = "A. Author"
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["sources.bib"]
