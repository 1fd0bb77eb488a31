project = "A Small Book"
author = "A. Author"
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["sources.bib"]
octavo_citation_style = "chicago-notes-and-more"
