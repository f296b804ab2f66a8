"""Published trial evidence: the number, its uncertainty, and what it does not prove."""

from altto_cli.loader import load

__all__ = ["__version__", "load"]
__version__ = "0.1.0"
