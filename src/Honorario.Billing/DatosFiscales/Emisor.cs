using Honorario.Billing.Cuentas;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;

namespace Honorario.Billing.DatosFiscales;

/// <summary>An RFC that the practice bills with, as its Constancia de Situación Fiscal says.</summary>
public sealed class Emisor : IOwned, IEmisor
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required Rfc Rfc { get; init; }
    public required string Nombre { get; set; }
    public required string RegimenFiscal { get; set; }
    public required PostalCode CodigoPostal { get; set; }

    public string Calle { get; set; } = "";
    public string NumeroExterior { get; set; } = "";
    public string NumeroInterior { get; set; } = "";
    public string Colonia { get; set; } = "";
    public string Municipio { get; set; } = "";

    /// <summary>Exempt for a physician with a título and for a sociedad civil of physicians (LIVA 15-XIV); 16 % otherwise.</summary>
    public IvaTreatment Iva { get; set; }

    /// <summary>Whether its prices include the IVA that they are charged with, or it is added to them.</summary>
    public bool IvaIncluido { get; set; }

    /// <summary>A persona moral said that it is an S.C. or an I.A.P., which its name in a CFDI no longer tells (LIVA 15-XIV).</summary>
    public bool SociedadCivil { get; set; }

    /// <summary>Whether it gave SAT notice of the border's IVA stimulus, which lets it charge 8 % (RMF 11.9.2 and 11.9.3).</summary>
    public bool Frontera { get; set; }

    /// <summary>Name of a state's tax on its fees, as the complement "impuestos locales" writes it; "" when there is none.</summary>
    public string ImpuestoLocal { get; set; } = "";

    /// <summary>Its rate in percent, two decimals.</summary>
    public decimal ImpuestoLocalTasa { get; set; }

    /// <summary>Whether a persona moral that pays withholds it; otherwise it is charged.</summary>
    public bool ImpuestoLocalRetenido { get; set; }

    public string Serie { get; set; } = "A";
    public int NextFolio { get; set; } = 1;
    public int Version { get; set; }
    public List<Llave> Llaves { get; } = [];

    /// <summary>The state's taxes of an invoice: only a persona moral withholds.</summary>
    public IReadOnlyList<LocalTax> LocalTaxesFor(Rfc receptor) =>
        ImpuestoLocal.Length == 0 || (ImpuestoLocalRetenido && !receptor.IsPersonaMoral)
            ? []
            : [new LocalTax(ImpuestoLocal, ImpuestoLocalTasa, ImpuestoLocalRetenido)];

    /// <summary>The certificate in force at an instant; of several, the newest, so that one loaded ahead takes over by date.</summary>
    public Llave? LlaveAt(DateTime utc) =>
        Llaves.Where(llave => llave.ValidFrom <= utc && utc <= llave.ValidTo).MaxBy(llave => llave.ValidFrom);
}
