namespace Honorario.Billing.Kern;

/// <summary>
/// The names by which a <see cref="Problem"/> says where it is, when that is no property of a request (those are named by nameof): what is chosen or
/// dropped beside a form, or an argument of its own. The same name in a use case, on a screen and in the API.
/// </summary>
public static class FieldNames
{
    /// <summary>The account of a bank statement.</summary>
    public const string Account = "Account";

    /// <summary>Where a webhook, or a mail to try, goes.</summary>
    public const string Address = "Address";

    /// <summary>The .cer file.</summary>
    public const string Cer = "Cer";

    /// <summary>What is charged of a copay.</summary>
    public const string Charge = "Charge";

    public const string Clabe = "Clabe";

    /// <summary>The insurer of a FHIR Claim.</summary>
    public const string ClaimInsurer = "Claim.insurer";

    /// <summary>The services of a FHIR Claim.</summary>
    public const string ClaimItem = "Claim.item";

    /// <summary>The CPT-4 codes that were marked.</summary>
    public const string Codes = "Codes";

    /// <summary>A Constancia de Situación Fiscal, as a PDF.</summary>
    public const string Constancia = "Constancia";

    /// <summary>What was counted in the drawer.</summary>
    public const string Contado = "Contado";

    /// <summary>The discounts of an invoice and of its services.</summary>
    public const string Discounts = "Discounts";

    public const string Email = "Email";

    /// <summary>Who bills, or its key.</summary>
    public const string Emisor = "Emisor";

    /// <summary>?emisor= of an address.</summary>
    public const string EmisorQuery = "emisor";

    /// <summary>A table or a statement that was dropped.</summary>
    public const string File = "File";

    public const string Folio = "Folio";

    /// <summary>The cash that a drawer begins with.</summary>
    public const string Fondo = "Fondo";

    public const string FormaPago = "FormaPago";

    /// <summary>The .key file.</summary>
    public const string Key = "Key";

    /// <summary>A .cer with its .key and password.</summary>
    public const string Llave = "Llave";

    public const string Logo = "Logo";

    /// <summary>Why a cut is opened again.</summary>
    public const string Motivo = "Motivo";

    public const string Name = "Name";

    /// <summary>The patient, chosen or new.</summary>
    public const string Patient = "Patient";

    /// <summary>The PDF beside an XML.</summary>
    public const string Pdf = "Pdf";

    /// <summary>Why doubts are accepted.</summary>
    public const string Reason = "Reason";

    /// <summary>What a patient hands over.</summary>
    public const string Received = "Received";

    public const string Rights = "Rights";

    public const string Role = "Role";

    /// <summary>The services of an invoice.</summary>
    public const string Services = "Services";

    /// <summary>The insurer that another is now.</summary>
    public const string Successor = "Successor";

    /// <summary>A comment.</summary>
    public const string Text = "Text";

    /// <summary>An XML that was dropped.</summary>
    public const string Xml = "Xml";

    /// <summary>Columns of a file that is loaded, told with its row.</summary>
    public static class Column
    {
        public const string Cpt4 = "CPT4";
        public const string Descripcion = "Descripcion";
        public const string Fecha = "Fecha";
        public const string Iva = "IVA";
        public const string Monto = "Monto";
        public const string Uuid = "UUID";
    }
}
