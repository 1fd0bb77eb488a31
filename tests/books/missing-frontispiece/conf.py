project = "A Small Book"
author = "A. Author"
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["sources.bib"]
octavo_frontispiece = {"picture": "figures/map.*", "alt": "A map."}
