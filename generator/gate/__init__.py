"""The last careful reader: what must not be published, found in text as people write it.

`rules` lists what is looked for; `records`, `pages` and `site` look in data/, in content/ and in the built site."""
