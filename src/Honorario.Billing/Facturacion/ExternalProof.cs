using System.Xml.Linq;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Pac;

namespace Honorario.Billing.Facturacion;

/// <summary>What proves a document made elsewhere, an invoice or a complement: its seal, its stamp and SAT's word.</summary>
internal static class ExternalProof
{
    private const int ReasonLength = 300;

    public static void CheckSeals(XElement root, Comprobante document, List<Problem> problems, List<Problem> doubts)
    {
        var seal = SealVerifier.Seal(root);
        if (seal == SealState.NotVerifiable)
            doubts.Add(new Problem(
                FieldNames.Xml,
                "No sé comprobar el sello: el XML trae un complemento cuyo orden en la cadena original no conozco. "
                + "Verifica el folio fiscal en el portal del SAT.",
                Link: Printing.Content.VerificationUrl.Of(document)));
        else if (seal != SealState.Valid)
            problems.Add(new Problem(FieldNames.Xml,
                "El sello no corresponde al contenido: el XML fue cambiado después de sellarse. Pide el archivo original.", "302"));
        else if (ExternalFiles.CertificateOf(document) is { } certificate && (certificate.Rfc != document.Emisor.Rfc || certificate.IsFiel))
            problems.Add(new Problem(FieldNames.Xml, $"El sello no es del emisor {document.Emisor.Rfc}: el certificado es de {certificate.Rfc}.", "303"));
        switch (SealVerifier.Stamp(root, null))
        {
            case StampState.Absent:
                problems.Add(new Problem(FieldNames.Xml, "El XML no está timbrado: carga el que devolvió el PAC, con su folio fiscal."));
                break;
            case StampState.Invalid:
                problems.Add(new Problem(FieldNames.Xml, "El timbre es de otro documento: no corresponde al sello de este XML."));
                break;
            case StampState.UnknownCertificate:
                doubts.Add(UnknownStamp(document));
                break;
        }
    }

    /// <summary>A printed form that may be of something else is a person's to accept.</summary>
    public static void CheckPdf(ExternalFiles files, List<Problem> doubts)
    {
        if (files.PdfDoubt is { } doubt)
            doubts.Add(new Problem(FieldNames.Pdf, files.PdfOfAnother
                ? $"{doubt} Si aceptas, el XML se carga sin ese PDF y se imprime uno aquí." : doubt));
    }

    /// <summary>What SAT's own rules find; what is already a problem is not doubted too.</summary>
    public static void CheckRules(XElement root, DateTimeOffset now, List<Problem> problems, List<Problem> doubts) => doubts.AddRange(
        Preflight.Check(root, now).Where(finding => finding.Code != "COMPLEMENTO" && !problems.Exists(problem => problem.Code == finding.Code))
            .Select(Told));

    /// <summary>SAT's word comes last: a document that it knows in force needs no other proof of its stamp.</summary>
    /// <param name="sat">SAT.</param>
    /// <param name="document">The document.</param>
    /// <param name="now">Local at its emisor's place of issue.</param>
    /// <param name="problems">Those found so far.</param>
    /// <param name="doubts">Those found so far.</param>
    public static async Task<ExternalCheck> AskSatAsync(
        ConsultaCfdi sat, Comprobante document, DateTime now, List<Problem> problems, List<Problem> doubts, CancellationToken ct)
    {
        if (document.Sello is null || !Uuid.TryParse(document.Timbre?.Uuid, out _))
            return new ExternalCheck(document, problems, doubts);
        var answer = await sat.AskAsync(ExpresionImpresa.Of(document), ct);
        var known = (answer as SatAnswer.Known)?.Status;
        if (known is { IsInForce: true })
            doubts.Remove(UnknownStamp(document));
        switch (SatWord.Of(answer, document.Timbre.FechaTimbrado, now))
        {
            case (true, { } problem):
                problems.Add(problem);
                break;
            case (false, { } doubt):
                doubts.Add(doubt);
                break;
        }

        return new ExternalCheck(document, problems, doubts, known);
    }

    /// <summary>What keeps a checked document and its files from being kept.</summary>
    public static List<Problem> Refusals(ExternalCheck check, ExternalFiles files, string reason)
    {
        var problems = check.Problems.ToList();
        if (files.Pdf is { } pdf && (pdf.Length > LoadExternalInvoice.MostBytes || !pdf.AsSpan().StartsWith("%PDF-"u8)))
            problems.Add(new Problem(FieldNames.Pdf, "El archivo que acompaña al XML no es un PDF de hasta 10 MB."));
        if (problems.Count == 0 && check.Doubts.Count > 0 && reason.Trim().Length is 0 or > ReasonLength)
            problems.Add(new Problem(FieldNames.Reason, $"Hay dudas por aceptar: escribe por qué, en hasta {ReasonLength} caracteres."));
        return problems;
    }

    public static Problem Told(Finding finding) => new(FieldNames.Xml, $"{finding.Message} {finding.WhatToChange}", finding.Code);

    private static Problem UnknownStamp(Comprobante document) => new(
        "Xml",
        $"El sello del SAT con el certificado {document.Timbre!.NoCertificadoSat} no se pudo comprobar aquí: verifica el folio fiscal en el portal del SAT.",
        Link: Printing.Content.VerificationUrl.Of(document));
}
