"""Fail unless a pytest report contains browser tests and none of them was skipped.

    python scripts/browser_tests_ran.py artifacts/pytest.xml

`tests/conftest.py` gives every test that is marked `browser` the property that is looked for here.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree

cases = ElementTree.parse(sys.argv[1]).getroot().iter("testcase")
browser = [case for case in cases if case.find("properties/property[@name='browser']") is not None]
# pytest reports an expected failure as skipped, too: it may not stand in for a test that passes either.
skipped = [case.get("name") for case in browser if case.find("skipped") is not None]
if not browser:
    sys.exit("No browser test ran: the explorer was not tried in a browser.")
if skipped:
    sys.exit(f"{len(skipped)} of {len(browser)} browser tests did not pass: {', '.join(map(str, skipped))}")
print(f"{len(browser)} browser tests ran, none was skipped.")
