"""``python -m tests.audit``: known weaknesses of the locked packages, by pip-audit.

It asks a public database on the network. Where that does not answer, or pip-audit is not installed, it says that nothing
is known, and ends well; it fails for a weakness that was found.
"""

import json
import subprocess
import sys

from tests.conftest import ROOT


def main():
    """Exit with 1 only for a weakness that was found."""
    have = subprocess.run([sys.executable, "-m", "pip_audit", "--version"], capture_output=True, check=False)
    if have.returncode:
        sys.exit(print("audit: skipped, pip-audit is not installed here (pip install pip-audit)"))
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    command += ["--format", "json", "-r", str(ROOT / "requirements.lock")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        sys.exit(print(f"audit: skipped, the database of weaknesses cannot be reached ({last[:150]})"))
    known = [package for package in packages if "skip_reason" not in package]
    if not known:
        sys.exit(
            print(f"audit: skipped, the database that is reached from here knows none of {len(packages)} packages")
        )
    weak = [package for package in known if package["vulns"]]
    for package in weak:
        for weakness in package["vulns"]:
            print(f"{package['name']} {package['version']}: {weakness['id']}, mended in {weakness['fix_versions']}")
    sys.exit(print(f"audit: {len(known)} of {len(packages)} packages are known, {len(weak)} weak") or bool(weak))


if __name__ == "__main__":
    main()
