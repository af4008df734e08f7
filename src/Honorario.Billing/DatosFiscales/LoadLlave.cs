using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>A certificate shown before it is saved; instants in UTC.</summary>
public sealed record LlavePreview(string NoCertificado, string Rfc, string Nombre, DateTime ValidFrom, DateTime ValidTo);

/// <summary>Takes a CSD (.cer, .key, "Contraseña del SAT") of an emisor: checks it, encrypts it and keeps it.</summary>
public sealed class LoadLlave(HonorarioStorage storage, SecretBox secrets, TimeProvider clock)
{
    /// <summary>What the .cer file says before anything is saved; null when it is not a certificate.</summary>
    public static LlavePreview? Preview(byte[] cer)
    {
        using var certificado = Certificado.Read(cer);
        return certificado is null
            ? null
            : new LlavePreview(
                certificado.NoCertificado, certificado.Rfc, certificado.Nombre, certificado.ValidFrom.UtcDateTime, certificado.ValidTo.UtcDateTime);
    }

    public async Task<Result<Llave>> RunAsync(Guid emisorId, byte[] cer, byte[] key, string password, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        var emisor = await db.Emisores().Include(row => row.Llaves).SingleOrDefaultAsync(row => row.Id == emisorId, ct);
        if (emisor is null)
            return new Problem("", "El emisor no existe en esta cuenta.");

        var now = clock.GetUtcNow();
        using var opened = Csd.Open(cer, key, password, emisor.Rfc, InForce(cer, now));
        if (opened.Csd is null)
            return opened.Findings.Select(finding => new Problem("Llave", $"{finding.Message} {finding.WhatToChange}", finding.Code)).ToList();

        var certificado = opened.Csd.Certificado;
        if (emisor.Llaves.Any(row => row.NoCertificado == certificado.NoCertificado))
            return new Problem("Llave", $"El certificado {certificado.NoCertificado} ya está cargado.");

        var id = Guid.CreateVersion7();
        var llave = new Llave
        {
            Id = id,
            EmisorId = emisor.Id,
            NoCertificado = certificado.NoCertificado,
            Cer = cer,
            Key = secrets.Encrypt(key, id),
            Password = secrets.Encrypt(Encoding.UTF8.GetBytes(password), id),
            ValidFrom = certificado.ValidFrom.UtcDateTime,
            ValidTo = certificado.ValidTo.UtcDateTime,
            LoadedAt = now.UtcDateTime,
        };
        db.Llaves().Add(llave);
        db.Record(emisor.Id, now.UtcDateTime, "Llave cargada", certificado.NoCertificado);
        await db.SaveChangesAsync(ct);
        return llave;
    }

    /// <summary>The instant to check at: now, or the first one of a certificate that is loaded ahead of its time.</summary>
    private static DateTimeOffset InForce(byte[] cer, DateTimeOffset now)
    {
        using var certificado = Certificado.Read(cer);
        return certificado is not null && certificado.ValidFrom > now ? certificado.ValidFrom : now;
    }
}
