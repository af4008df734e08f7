using System.Text;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>Takes a CSD (.cer, .key, "Contraseña del SAT") of an emisor: checks it, encrypts it and keeps it.</summary>
public sealed class LoadLlave(HonorarioStorage storage, SecretBox secrets, TimeProvider clock)
{
    public async Task<Result<Llave>> RunAsync(Guid emisorId, byte[] cer, byte[] key, string password, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var emisor = await db.Emisores.Include(row => row.Llaves).SingleOrDefaultAsync(row => row.Id == emisorId, cancellation);
        if (emisor is null)
            return new Problem("", "El emisor no existe en esta cuenta.");

        var now = clock.GetUtcNow();
        using var opened = Csd.Open(cer, key, password, emisor.Rfc, now);
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
        db.Llaves.Add(llave);
        db.Record(emisor.Id, now.UtcDateTime, "Llave cargada", certificado.NoCertificado);
        await db.SaveChangesAsync(cancellation);
        return llave;
    }
}
