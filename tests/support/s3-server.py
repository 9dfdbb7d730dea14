"""An S3 server for tests: OpenStack Swift with its s3api, all parts of it on loopback, in the folder argv[1].

argv: folder, four ports (proxy, account, container, object). Ends when its standard input does, and its parts with it.
"""
import getpass
import os
import signal
import sys
from pathlib import Path

# An address book of another host would be asked for names that a closed network cannot answer.
os.environ["EVENTLET_NO_GREENDNS"] = "yes"

from swift.cli.ringbuilder import main as build_ring  # noqa: E402
from swift.common.utils import set_swift_dir  # noqa: E402
from swift.common.wsgi import run_wsgi  # noqa: E402

KEY, SECRET, REGION = "city:bids", "only-for-tests", "us-east-1"

folder = Path(sys.argv[1])
ports = dict(zip(("proxy", "account", "container", "object"), sys.argv[2:6]))
(folder / "disks" / "d1").mkdir(parents=True)
(folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_prefix = tests\nswift_hash_path_suffix = tests\n[storage-policy:0]\nname = only\ndefault = yes\n")


def ring(part: str) -> None:
    builder = str(folder / f"{part}.builder")
    for arguments in (["create", "4", "1", "0"], ["add", f"r1z1-127.0.0.1:{ports[part]}/d1", "1"], ["rebalance"]):
        try:
            build_ring(["swift-ring-builder", builder, *arguments])
        except SystemExit as ended:
            if ended.code not in (0, 1):  # 1: balanced, with a warning for having one disk only
                raise


def configure(part: str, rest: str) -> str:
    file = folder / f"{part}.conf"
    file.write_text(f"[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {ports[part]}\nworkers = 0\nuser = {getpass.getuser()}\nswift_dir = {folder}\n"
                    f"devices = {folder}/disks\nmount_check = false\nlog_address = {folder}/no-syslog\n{rest}")
    return str(file)


PROXY = f"""[pipeline:main]
pipeline = catch_errors cache s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
[filter:s3api]
use = egg:swift#s3api
location = {REGION}
[filter:tempauth]
use = egg:swift#tempauth
user_{KEY.replace(":", "_")} = {SECRET} .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
"""
PART = "[pipeline:main]\npipeline = {0}-server\n[app:{0}-server]\nuse = egg:swift#{0}\n"

# Some builds look for swift.conf before they read where the folder of a part is.
set_swift_dir(str(folder))

children = []
for part in ports:
    if part != "proxy":
        ring(part)
    configuration = configure(part, PROXY if part == "proxy" else PART.format(part))
    child = os.fork()
    if child == 0:
        os.environ["SWIFT_DIR"] = str(folder)
        sys.exit(run_wsgi(configuration, f"{part}-server"))
    children.append(child)

sys.stdin.buffer.read()
for child in children:
    os.kill(child, signal.SIGKILL)
