"""`python -m altto_cli`."""

from altto_cli.cli import main

main()
