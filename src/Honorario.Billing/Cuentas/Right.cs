namespace Honorario.Billing.Cuentas;

/// <summary>
/// What somebody may do. Every use case names the one that it needs when it opens the storage; screens ask for the same ones. Those up
/// to <see cref="Export"/> look and change nothing: a context opened with one can't write.
/// </summary>
public enum Right
{
    /// <summary>To be one of the practice at all.</summary>
    Enter,

    /// <summary>The desk: copays due, tickets, the own drawer.</summary>
    SeeCharges,

    /// <summary>Everybody's drawers and cuts.</summary>
    SeeCuts,

    /// <summary>Services and whose they are.</summary>
    SeePatients,

    /// <summary>Invoices to insurers, facturas globales, their documents and where they stand.</summary>
    SeeInvoices,

    /// <summary>Payments, the bank, what is owed, summaries.</summary>
    SeeMoney,

    /// <summary>Insurers, links of codes, how copays and mails are set.</summary>
    SeeSettings,

    /// <summary>The audit log.</summary>
    ReadAudit,

    /// <summary>Invoices addressed to a company of the portal.</summary>
    SeeReceived,

    /// <summary>Lists and documents as files of many.</summary>
    Export,

    /// <summary>Charges copays, prints and mails tickets, opens and cuts the own drawer, undoes the own charge of the open shift.</summary>
    Charge,

    /// <summary>Invoices a ticket to its patient.</summary>
    InvoiceTicket,

    /// <summary>Undoes others' charges, and those of shifts that were cut.</summary>
    CorrectCharges,

    /// <summary>Loads and changes services and patients.</summary>
    EditPatients,

    /// <summary>Invoices, credit notes, facturas globales and their mails.</summary>
    Bill,

    /// <summary>Asks SAT for a document's state and keeps what it says.</summary>
    AskSat,

    /// <summary>Cancels and replaces at SAT.</summary>
    Cancel,

    /// <summary>Payments, the bank's movements and complementos de pago.</summary>
    RegisterPayments,

    /// <summary>Insurers and what is agreed with them, links of codes, terms of copays, texts of mails.</summary>
    AgreePrices,

    /// <summary>Fiscal data, CSD, manifiesto, bank accounts, mail server.</summary>
    KeepKeys,

    /// <summary>Who enters and with which rights, also to the portal.</summary>
    AdministratePeople,

    /// <summary>Accepts, rejects and comments what a company of the portal received.</summary>
    ReviewReceived,

    /// <summary>Schedules and pays what a company of the portal received.</summary>
    PayReceived,

    /// <summary>Keys and webhooks of a company of the portal.</summary>
    ConnectSystems,

    /// <summary>A patient's own fiscal data, by the link that was sent to it.</summary>
    OwnData,

    /// <summary>What is done without anybody: only the system may.</summary>
    RunJobs,
}

/// <summary>What is known of each right.</summary>
public static class RightFacts
{
    /// <summary>The rights that a practice hands out, in the order in which the screen shows them.</summary>
    public static IReadOnlyList<Right> OfPractices { get; } =
    [
        .. Enum.GetValues<Right>().Except(
            [Right.Enter, Right.SeeReceived, Right.ReviewReceived, Right.PayReceived, Right.ConnectSystems, Right.OwnData, Right.RunJobs]),
    ];

    /// <summary>Whether a context opened with it may write.</summary>
    public static bool Changes(this Right right) => right > Right.Export;

    /// <summary>What must be seen to do it, and where it is done: a set that has the one has the others.</summary>
    public static IReadOnlyList<Right> Brings(this Right right) => right switch
    {
        Right.SeeCuts or Right.Charge or Right.InvoiceTicket or Right.CorrectCharges => [Right.SeeCharges],
        Right.EditPatients => [Right.SeePatients, Right.SeeSettings],
        Right.Bill => [Right.SeePatients, Right.SeeInvoices],
        Right.AskSat or Right.Cancel => [Right.SeeInvoices],
        Right.RegisterPayments => [Right.SeeInvoices, Right.SeeMoney],
        Right.ReadAudit or Right.AgreePrices or Right.KeepKeys or Right.AdministratePeople => [Right.SeeSettings],
        _ => [],
    };

    public static string Text(this Right right) => right switch
    {
        Right.SeeCharges => "Ver el mostrador: copagos por cobrar y tickets",
        Right.SeeCuts => "Ver los cortes de caja de todos",
        Right.SeePatients => "Ver servicios y pacientes",
        Right.SeeInvoices => "Ver facturas y sus documentos",
        Right.SeeMoney => "Ver pagos, cartera y resumen",
        Right.SeeSettings => "Ver aseguradoras, vinculaciones y ajustes",
        Right.ReadAudit => "Ver la bitácora",
        Right.Export => "Exportar listas y documentos",
        Right.Charge => "Cobrar copagos, hacer su corte y deshacer un cobro suyo del turno abierto",
        Right.InvoiceTicket => "Facturar tickets",
        Right.CorrectCharges => "Deshacer cobros de otros y de turnos cerrados",
        Right.EditPatients => "Cargar y cambiar servicios y pacientes",
        Right.Bill => "Facturar, hacer notas de crédito y facturas globales",
        Right.AskSat => "Consultar al SAT el estado de un documento",
        Right.Cancel => "Cancelar y sustituir ante el SAT",
        Right.RegisterPayments => "Registrar pagos y complementos",
        Right.AgreePrices => "Cambiar aseguradoras, vinculaciones y ajustes",
        Right.KeepKeys => "Cuidar datos fiscales, llaves, cuentas de banco y correo",
        Right.AdministratePeople => "Administrar a las personas y sus permisos",
        _ => "",
    };
}
