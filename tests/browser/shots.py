"""Take the README's pictures: `make shots` writes docs/pictures/*.png."""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    pictures = Path(__file__).with_name("pictures.py")
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", str(pictures)]))
