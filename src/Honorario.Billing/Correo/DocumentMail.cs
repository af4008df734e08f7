using Honorario.Billing.Timbrado;

namespace Honorario.Billing.Correo;

/// <summary>A stamped document goes by mail with its XML and PDF.</summary>
public sealed class DocumentMail(DocumentFiles files) : IMailSubject
{
    public async Task<IReadOnlyList<Download>> FilesAsync(Guid subjectId, CancellationToken ct) =>
        [(await files.XmlAsync(subjectId, ct))!, (await files.PdfAsync(subjectId, ct))!];
}
