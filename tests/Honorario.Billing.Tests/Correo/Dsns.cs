namespace Honorario.Billing.Tests.Correo;

/// <summary>Delivery reports in the layouts of the servers that most mail comes back from. ID stands for the local part of the Message-Id of ours.</summary>
internal static class Dsns
{
    public const string Address = "nadie@seguros.example";

    /// <summary>Names the message in the status fields too, returns all of it and answers in lines that each repeat the code.</summary>
    public const string Gmail = """
        Return-Path: <>
        From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
        To: facturas@consultorio.example
        Auto-Submitted: auto-replied
        Subject: Delivery Status Notification (Failure)
        X-Failed-Recipients: nadie@seguros.example
        References: <ID@consultorio.example>
        In-Reply-To: <ID@consultorio.example>
        Message-ID: <65f0a1b2.050a0220.1c2d3.gmail@mx.google.com>
        Date: Fri, 20 Mar 2026 09:00:12 -0700 (PDT)
        MIME-Version: 1.0
        Content-Type: multipart/report; boundary="000000000000aa11bb0614"; report-type=delivery-status

        --000000000000aa11bb0614
        Content-Type: multipart/related; boundary="000000000000aa11cc0614"

        --000000000000aa11cc0614
        Content-Type: multipart/alternative; boundary="000000000000aa11dd0614"

        --000000000000aa11dd0614
        Content-Type: text/plain; charset="UTF-8"

        ** No se encontró la dirección **

        Tu mensaje no se entregó a nadie@seguros.example.

        --000000000000aa11dd0614--
        --000000000000aa11cc0614
        Content-Type: image/png; name="icon.png"
        Content-Transfer-Encoding: base64
        Content-ID: <icon.png>

        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
        --000000000000aa11cc0614--
        --000000000000aa11bb0614
        Content-Type: message/delivery-status

        Reporting-MTA: dns; googlemail.com
        Received-From-MTA: dns; facturas@consultorio.example
        Arrival-Date: Fri, 20 Mar 2026 09:00:10 -0700 (PDT)
        X-Original-Message-ID: <ID@consultorio.example>

        Final-Recipient: rfc822; nadie@seguros.example
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.seguros.example. (203.0.113.7, the server for the domain seguros.example.)
        Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
         550-5.1.1 double-checking the recipient's email address for typos or
         550 5.1.1 unnecessary spaces. a1b2c3 - gsmtp
        Last-Attempt-Date: Fri, 20 Mar 2026 09:00:12 -0700 (PDT)

        --000000000000aa11bb0614
        Content-Type: message/rfc822

        DKIM-Signature: v=1; a=rsa-sha256; d=consultorio.example;
         h=message-id:subject:to:from:date; bh=AAAA=; b=BBBB=
        From: Consultorio <facturas@consultorio.example>
        To: nadie@seguros.example
        Subject: Factura CI-1
        Message-ID: <ID@consultorio.example>
        Content-Type: text/plain

        Va la factura.
        --000000000000aa11bb0614--
        """;

    /// <summary>Names the address as it was asked for and as it was tried, and returns the headers alone when it is asked to (RET=HDRS).</summary>
    public const string Postfix = """
        Return-Path: <>
        Date: Fri, 20 Mar 2026 10:00:01 -0600 (CST)
        From: MAILER-DAEMON@correo.consultorio.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: facturas@consultorio.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="8A1B2C3D4E.1773936001/correo.consultorio.example"
        Message-Id: <20260320160001.9F8E7D6C5B@correo.consultorio.example>

        This is a MIME-encapsulated message.

        --8A1B2C3D4E.1773936001/correo.consultorio.example
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host correo.consultorio.example.

        <nadie@interno.seguros.example> (expanded from <nadie@seguros.example>): host
            mx.seguros.example[203.0.113.7] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command)

        --8A1B2C3D4E.1773936001/correo.consultorio.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; correo.consultorio.example
        Original-Envelope-Id: ID
        X-Postfix-Queue-ID: 8A1B2C3D4E
        X-Postfix-Sender: rfc822; facturas@consultorio.example
        Arrival-Date: Fri, 20 Mar 2026 10:00:00 -0600 (CST)

        Final-Recipient: rfc822; nadie@interno.seguros.example
        Original-Recipient: rfc822;nadie@seguros.example
        Action: failed
        Status: 5.2.2
        Remote-MTA: dns; mx.seguros.example
        Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

        --8A1B2C3D4E.1773936001/correo.consultorio.example
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        Return-Path: <facturas@consultorio.example>
        From: Consultorio <facturas@consultorio.example>
        To: nadie@seguros.example
        Subject: Factura CI-1
        Message-Id: <ID@consultorio.example>

        --8A1B2C3D4E.1773936001/correo.consultorio.example--
        """;

    /// <summary>Calls everything 5.0.0 and leaves the rest to what the other server answered.</summary>
    public const string Exim = """
        Return-path: <>
        Received: from Debian-exim by correo.consultorio.example with local (Exim 4.96)
        	id 1rmAbC-0001Xy-2Z
        	for facturas@consultorio.example; Fri, 20 Mar 2026 10:00:02 -0600
        X-Failed-Recipients: nadie@seguros.example
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@correo.consultorio.example>
        To: facturas@consultorio.example
        References: <ID@consultorio.example>
        Content-Type: multipart/report; report-type=delivery-status; boundary=1710950402-eximdsn-804289383
        MIME-Version: 1.0
        Subject: Mail delivery failed: returning message to sender
        Message-Id: <E1rmAbC-0001Xy-2Z@correo.consultorio.example>
        Date: Fri, 20 Mar 2026 10:00:02 -0600

        --1710950402-eximdsn-804289383
        Content-type: text/plain; charset=us-ascii

        This message was created automatically by mail delivery software.

          nadie@seguros.example
            host mx.seguros.example [203.0.113.7]
            SMTP error from remote mail server after RCPT TO:<nadie@seguros.example>:
            550 No such user here

        --1710950402-eximdsn-804289383
        Content-type: message/delivery-status

        Reporting-MTA: dns; correo.consultorio.example

        Action: failed
        Final-Recipient: rfc822;nadie@seguros.example
        Status: 5.0.0
        Remote-MTA: dns; mx.seguros.example
        Diagnostic-Code: smtp; 550 No such user here

        --1710950402-eximdsn-804289383
        Content-type: message/rfc822

        Return-path: <facturas@consultorio.example>
        From: Consultorio <facturas@consultorio.example>
        To: nadie@seguros.example
        Subject: Factura CI-1
        Message-ID: <ID@consultorio.example>
        Content-Type: text/plain

        Va la factura.
        --1710950402-eximdsn-804289383--
        """;

    /// <summary>No blank behind "rfc822;" and "smtp;", other capitals, and a folded Message-ID.</summary>
    public const string Outlook = """
        From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@seguros.example>
        To: facturas@consultorio.example
        Subject: No se puede entregar: Factura CI-1
        Date: Fri, 20 Mar 2026 16:00:03 +0000
        Message-ID: <0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d@dm6pr00mb0000.namprd00.prod.outlook.com>
        In-Reply-To: <ID@consultorio.example>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="b7f0e1d2-c3b4-4a59-8687-7b6c5d4e3f20"

        --b7f0e1d2-c3b4-4a59-8687-7b6c5d4e3f20
        Content-Type: multipart/alternative; differences=Content-Type;
        	boundary="a6e9d0c1-b2a3-4948-9796-6a5b4c3d2e1f"

        --a6e9d0c1-b2a3-4948-9796-6a5b4c3d2e1f
        Content-Type: text/plain; charset="us-ascii"
        Content-Transfer-Encoding: quoted-printable

        Error de entrega a estos destinatarios o grupos:

        --a6e9d0c1-b2a3-4948-9796-6a5b4c3d2e1f--

        --b7f0e1d2-c3b4-4a59-8687-7b6c5d4e3f20
        Content-Type: message/delivery-status

        Reporting-MTA: dns;DM6PR00MB0000.namprd00.prod.outlook.com
        Received-From-MTA: dns;correo.consultorio.example
        Arrival-Date: Fri, 20 Mar 2026 16:00:02 +0000

        Final-Recipient: rfc822;Nadie@Seguros.example
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient
         not found by SMTP address lookup
        X-Display-Name: Nadie

        --b7f0e1d2-c3b4-4a59-8687-7b6c5d4e3f20
        Content-Type: message/rfc822

        Received: from correo.consultorio.example (203.0.113.9) by
         DM6PR00MB0000.namprd00.prod.outlook.com with Microsoft SMTP Server id 15.20.7386.17
        From: Consultorio <facturas@consultorio.example>
        To: <nadie@seguros.example>
        Subject: Factura CI-1
        Message-ID:
        	<ID@consultorio.example>
        Content-Type: text/plain

        Va la factura.
        --b7f0e1d2-c3b4-4a59-8687-7b6c5d4e3f20--
        """;

    /// <summary>A short report about a message.</summary>
    /// <param name="mail">Whose.</param>
    /// <param name="number">Tells reports apart.</param>
    /// <param name="recipients">Fields of each recipient after its address: Action and what follows, separated by "|".</param>
    public static string About(Guid mail, int number, params (string Address, string Fields)[] recipients) => $"""
        From: MAILER-DAEMON@correo.example
        Message-ID: <informe-{number}@correo.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        Un aviso.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; correo.example

        {string.Join("\n\n", recipients.Select(one => $"Final-Recipient: rfc822; {one.Address}\n{one.Fields.Replace('|', '\n')}"))}

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <{mail:N}@consultorio.example>

        --b--

        """;

    public static string With(this string sample, Guid mail) => sample.Replace("ID@", $"{mail:N}@").Replace("Envelope-Id: ID", $"Envelope-Id: {mail:N}");
}
