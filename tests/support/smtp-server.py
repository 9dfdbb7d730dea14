"""A real mail server (aiosmtpd) for a test: prints its port, then one JSON line for each mail it took over."""
import asyncio, base64, json, sys, time
from aiosmtpd.smtp import SMTP

HOLD_MS = int(sys.argv[1]) if len(sys.argv) > 1 else 0
tries = {}

class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("busy@"):
            tries[address] = tries.get(address, 0) + 1
            if tries[address] == 1:
                return "451 4.3.2 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "raw": base64.b64encode(envelope.original_content).decode()}), flush=True)
        await asyncio.sleep(HOLD_MS / 1000)  # taken over, and the answer is still on its way
        return "250 taken over"

async def main():
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Handler(), hostname="mail.test", data_size_limit=10_000_000), "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()

asyncio.run(main())
