"""An article of one's own, as the tests of the command line and of suites read it from a file."""

from __future__ import annotations

FERRY = """---
title: Ferry line to Norrholm to open in spring
date: 2024-03-05
publisher: Sound Courier
language: en
---
The harbour board approved a ferry line to Norrholm on Monday. The first boat sails on 2 April.

"We have waited for nine years," said the board's chair, Ines Halvorsen.
"""
