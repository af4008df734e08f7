using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Who received a service; insured under one policy or several.</summary>
public sealed class Patient : IOwned, IOfPerson
{
    public const int NameLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid? PersonId { get; set; }

    public required string Name
    {
        get;
        set
        {
            field = value;
            Search = NameWords.Of(value);
        }
    }

    /// <summary>The name as it is searched.</summary>
    public string Search { get; private set; } = "";

    public List<Policy> Policies { get; } = [];

    /// <summary>Where the patient wants tickets sent; "" until told.</summary>
    public string Email { get; set; } = "";

    /// <summary>As written; "" until told.</summary>
    public string Phone
    {
        get;
        set
        {
            field = value;
            PhoneDigits = string.Concat(value.Where(char.IsAsciiDigit));
        }
    } = "";

    /// <summary>The phone as it is searched.</summary>
    public string PhoneDigits { get; private set; } = "";

    public DateOnly? BirthDate { get; set; }

    /// <summary>To whom its copay invoices go; empty texts until told.</summary>
    public FiscalData Fiscal { get; set; } = FiscalData.None;

    /// <summary>When the person's data were erased on request; what the law keeps hangs from this row still.</summary>
    public DateTime? ErasedAt { get; private set; }

    /// <summary>The file of services that brought it; null for everybody else.</summary>
    public Guid? LoadId { get; init; }

    public int Version { get; set; }

    /// <summary>Leaves nothing that tells who it was.</summary>
    /// <param name="at">Now.</param>
    public void Erase(DateTime at)
    {
        Name = "Paciente borrado";
        (Email, Phone, BirthDate, Fiscal, ErasedAt) = ("", "", null, FiscalData.None, at);
    }
}

/// <summary>What a Constancia de Situación Fiscal says of a patient, and the use of the invoices; "" for what is not known yet.</summary>
public sealed record FiscalData(string Rfc, string Nombre, string CodigoPostal, string RegimenFiscal, string UsoCfdi)
{
    public static FiscalData None { get; } = new("", "", "", "", "");

    /// <summary>Whether anything is known.</summary>
    public bool Known => Rfc.Length > 0;
}

/// <summary>A patient's insurance: with whom, under which number and plan.</summary>
public sealed class Policy : IOwned
{
    public const int NumberLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid PatientId { get; set; }
    public Guid InsurerId { get; set; }

    /// <summary>As on the card; "" when nobody wrote it.</summary>
    public string Number
    {
        get;
        set
        {
            field = value;
            Search = NameWords.Of(value).Replace(" ", "", StringComparison.Ordinal);
        }
    } = "";

    /// <summary>The number's letters and digits, to find it however it is written.</summary>
    public string Search { get; private set; } = "";

    /// <summary>The insurer's plan; "" where nobody tells plans apart.</summary>
    public string Plan { get; set; } = "";
}
