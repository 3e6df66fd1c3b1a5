# SPDX-License-Identifier: BSD-2-Clause
"""
Fetches axe-core, which looks for what keeps people from using a page: python3 fetch_axe.py FILE. One version, as npm's
registry has it, and its checksum; the tests alone use it, and nothing of it is built in or shipped (MPL-2.0).
"""

import base64
import hashlib
import io
import pathlib
import sys
import tarfile
import urllib.request

ADDRESS = "https://registry.npmjs.org/axe-core/-/axe-core-4.14.1.tgz"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="


def main():
    target = pathlib.Path(sys.argv[1])
    try:
        with urllib.request.urlopen(ADDRESS, timeout=60) as answer:
            package = answer.read()
    except OSError as err:
        sys.exit(f"{ADDRESS}: {err}")
    found = base64.b64encode(hashlib.sha512(package).digest()).decode()
    if found != SHA512:
        sys.exit(f"{ADDRESS}: the checksum is {found}, expected {SHA512}")
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        text = archive.extractfile("package/axe.min.js").read()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text)


if __name__ == "__main__":
    main()
