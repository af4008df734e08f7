using Honorario.Billing.Cuentas;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>An aseguradora: finances services and receives the invoice for them.</summary>
public sealed class Insurer : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>As people call it, e.g. "General de Salud".</summary>
    public required string Name
    {
        get;
        set => (field, Search) = (value, Words(value, Nombre));
    }

    public required Rfc Rfc { get; init; }

    /// <summary>As in its Constancia de Situación Fiscal, without régimen de capital.</summary>
    public required string Nombre
    {
        get;
        set => (field, Search) = (value, Words(Name, value));
    }

    /// <summary>Both names as they are searched.</summary>
    public string Search { get; private set; } = "";

    public required string RegimenFiscal { get; set; }
    public required PostalCode CodigoPostal { get; set; }
    public string UsoCfdi { get; set; } = "G03";

    /// <summary>Whether it wants an authorisation or siniestro number with each service.</summary>
    public bool WantsAuthorization { get; set; }

    /// <summary>The insurer that it is now, after a merger or under another RFC: that one pays its invoices and receives what is issued; null for
    /// itself.</summary>
    public Guid? SuccessorId { get; set; }

    public Insurer? Successor { get; private set; }

    /// <summary>Who it is today.</summary>
    public Insurer Today => Successor ?? this;

    /// <summary>c_Pais of an insurer abroad (RFC XEXX010101000); "" of one in Mexico.</summary>
    public string ResidenciaFiscal { get; set; } = "";

    /// <summary>Its tax id there; "" when unknown.</summary>
    public string NumRegIdTrib { get; set; } = "";

    private static string Words(string? name, string? nombre) => Storage.NameWords.Of(name ?? "", nombre ?? "");

    /// <summary>It as the receiver of a document. Of one abroad the place of issue stands for its domicile (CFDI40149).</summary>
    /// <param name="lugarExpedicion">Postal code of the place of issue.</param>
    /// <param name="use">c_UsoCFDI; null for its own.</param>
    public Receptor AsReceptor(PostalCode lugarExpedicion, string? use = null)
    {
        var abroad = Rfc == Rfc.Extranjero;
        return new Receptor(
            Rfc.Value,
            Nombre,
            abroad ? lugarExpedicion.Value : CodigoPostal.Value,
            RegimenFiscal,
            use ?? UsoCfdi,
            abroad && ResidenciaFiscal.Length > 0 ? ResidenciaFiscal : null,
            abroad && NumRegIdTrib.Length > 0 ? NumRegIdTrib : null);
    }
}
