"""Bytes through the gateway beside the store's own, in one run, and many small files at once.

    ./graft up --data DIR --port 8080            # in another terminal
    python benchmarks/transfers.py --endpoint http://localhost:8080 --store http://127.0.0.1:PORT

STORE is where the store itself answers: with a folder the registry's own address, which `ss -ltnp` shows; with S3 nothing, as there
clients speak to it anyway. Each figure is of one stream, the median of --rounds, the two ways taken in turn. Needs only Python and
curl.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import statistics
import struct
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


def post(url, body, kind="application/json"):
    request = urllib.request.Request(url, data=body, headers={"Content-Type": kind}, method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def batch(endpoint, repository, oid, size):
    answer = post(
        f"{endpoint}/{repository}.git/info/lfs/objects/batch",
        json.dumps({"operation": "upload", "objects": [{"oid": oid, "size": size}]}).encode(),
    )
    return answer["objects"][0].get("actions")


def put(url, path):
    """Bytes per second."""
    command = ["curl", "-sf", "-o", os.devnull, "-T", path, "-H", "Expect:", "-w", "%{speed_upload}", url]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def get(url):
    """Bytes per second."""
    command = ["curl", "-sfL", "-o", os.devnull, "-w", "%{speed_download}", url]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def weights(path, size):
    """A safetensors file with one tensor of noise; returns its sha256."""
    header = json.dumps(
        {"model.norm.weight": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}
    ).encode()
    header += b" " * (-len(header) % 8)
    digest = hashlib.sha256()
    with open(path, "wb") as file:
        for block in [struct.pack("<Q", len(header)) + header] + [os.urandom(1 << 20) for _ in range(size >> 20)]:
            file.write(block)
            digest.update(block)
    return digest.hexdigest()


def commit(endpoint, repository, changes):
    lines = [{"key": "header", "value": {"summary": "benchmark", "description": ""}}, *changes]
    body = "\n".join(json.dumps(line) for line in lines).encode()
    return post(f"{endpoint}/api/models/{repository}/commit/main", body, "application/x-ndjson")


def location(url):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        urllib.request.build_opener(Stay).open(url)
    except urllib.error.HTTPError as answer:
        return answer.headers["Location"]
    raise SystemExit(f"{url} does not redirect")


def report(what, through, own):
    ratios = [a / b for a, b in zip(through, own)]
    print(
        f"{what:9} gateway {statistics.median(through) / 1e6:7.0f} MB/s   store {statistics.median(own) / 1e6:7.0f} MB/s"
        f"   ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def small(url):
    with urllib.request.urlopen(url) as answer:
        return len(answer.read())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--store", required=True)
    parser.add_argument("--size", type=int, default=2000, help="of the file, in MiB")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at-once", type=int, default=200)
    options = parser.parse_args()
    repository = f"benchmark/transfers-{int(time.time())}"
    post(
        f"{options.endpoint}/api/repos/create",
        json.dumps(dict(zip(("organization", "name"), repository.split("/")))).encode(),
    )
    size = options.size << 20
    sent = {options.endpoint: [], options.store: []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            for address, speeds in sent.items():
                path = os.path.join(folder, "weights")
                oid = weights(path, size)
                actions = batch(address, repository, oid, os.path.getsize(path))
                speeds.append(put(actions["upload"]["href"], path))
                last = {"path": "model.safetensors", "algo": "sha256", "oid": oid, "size": os.path.getsize(path)}
    notes = {"path": "notes.txt", "content": "c21hbGw=", "encoding": "base64"}
    commit(options.endpoint, repository, [{"key": "lfsFile", "value": last}, {"key": "file", "value": notes}])
    report("upload", sent[options.endpoint], sent[options.store])

    through, own = [], []
    for _ in range(options.rounds):
        url = location(f"{options.endpoint}/{repository}/resolve/main/model.safetensors")
        through.append(get(url))
        own.append(get(url.replace(options.endpoint, options.store)))
    report("download", through, own)

    url = f"{options.endpoint}/{repository}/resolve/main/notes.txt"
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(options.at_once) as pool:
        lengths = list(pool.map(small, [url] * options.at_once * 5))
    seconds = time.monotonic() - begin
    assert lengths == [5] * len(lengths)
    print(f"{len(lengths)} downloads of a small file, {options.at_once} at once: no error, {len(lengths) / seconds:.0f} a second")


if __name__ == "__main__":
    main()
