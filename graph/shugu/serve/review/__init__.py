"""Review in the browser: the session of the terminal behind a page that this computer alone may open."""
