"""A mail server for the tests. Prints its port, then one JSON line for each message it takes. A line on its standard input
sets how it behaves: ok, busy (451), unknown (550 for every recipient), slow (never answers), some (550 for nadie@), greylist (451 for nadie@), drop (hangs up on the message), dsn (knows DSN)."""
import asyncio
import json
import re
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP

mode = "ok"


class Server(SMTP):
    """Takes the parameters of RFC 3461 off, which aiosmtpd does not know, and remembers them."""
    async def smtp_MAIL(self, arg):
        self.asked = re.findall(r"(?:ENVID|RET)=\S+", arg)
        await super().smtp_MAIL(re.sub(r" (?:ENVID|RET)=\S+", "", arg))

    async def smtp_RCPT(self, arg):
        self.asked += re.findall(r"(?:NOTIFY|ORCPT)=\S+", arg)
        await super().smtp_RCPT(re.sub(r" (?:NOTIFY|ORCPT)=\S+", "", arg))


class Handler:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return responses[:-1] + ["250-DSN"] + responses[-1:] if mode == "dsn" else responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode == "unknown":
            return "550 5.1.1 No existe ese buzon"
        if mode in ("some", "greylist") and address.startswith("nadie@"):
            return "550 5.1.1 No existe ese buzon" if mode == "some" else "451 4.7.1 Intente mas tarde"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if mode == "busy":
            return "451 4.3.0 Intente mas tarde"
        if mode == "slow":
            await asyncio.sleep(3600)
        if mode == "drop":
            server.transport.abort()
            return "421 bye"
        message = message_from_bytes(envelope.content, policy=policy.default)
        print(json.dumps({
            "id": message["Message-ID"],
            "to": envelope.rcpt_tos,
            "asked": server.asked,
            "subject": message["Subject"],
            "text": message.get_body(("plain",)).get_content(),
            "files": {part.get_filename(): part.get_payload(decode=True).decode("latin-1") for part in message.iter_attachments()},
        }), flush=True)
        return "250 OK"


async def main():
    global mode
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(Handler(), hostname="localhost", enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        mode = line.strip()
        print(f"mode {mode}", flush=True)


asyncio.run(main())
