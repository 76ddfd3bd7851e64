"""Write the expected files anew, on purpose: `python -m tests.golden.write`. Read their diff before it is committed."""

import sys
import tempfile
from pathlib import Path

from tests.conftest import Workspace
from tests.golden import comparison, demo, scenario
from tests.sample_site import serving


def main() -> int:
    """Run both, write what they leave, and say how much that is."""
    for name in ("demo", "scenario"):
        with tempfile.TemporaryDirectory() as folder, serving() as site:
            workspace = Workspace(home=Path(folder).resolve())
            texts = demo.run(workspace) if name == "demo" else scenario.run(workspace, site)
        differing = comparison.differences(name, texts)
        comparison.write(name, texts)
        size = sum(len(text.encode()) for text in texts.values())
        sys.stdout.write(f"{name}: {len(texts)} files, {size:,} bytes\n{differing}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
