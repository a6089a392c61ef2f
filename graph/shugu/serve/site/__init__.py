"""The pages for people: what each address shows, in English and Chinese."""
