namespace Honorario.Billing.Cuentas;

/// <summary>What somebody is to the product.</summary>
public enum ActorKind
{
    Nobody,

    /// <summary>A person who works in a practice.</summary>
    Person,

    /// <summary>A person of a company of the insurer's portal.</summary>
    Company,

    /// <summary>A company's person within a practice, for one invoice that was found to be addressed to it.</summary>
    Guest,

    /// <summary>Who came by the key of a ticket, or of the own data.</summary>
    Patient,

    /// <summary>A job, for one practice.</summary>
    System,
}

/// <summary>A person of a practice who acts.</summary>
/// <param name="PracticeId">Whose rows.</param>
/// <param name="PersonId">Who.</param>
/// <param name="Name">As shown.</param>
/// <param name="Rights">What the person may do.</param>
/// <param name="OnlyOwn">Sees services, patients and invoices of the own making only.</param>
/// <param name="Address">Whence.</param>
/// <param name="EmisorId">The one emisor that it works for; null for all.</param>
public sealed record PracticePerson(Guid PracticeId, Guid PersonId, string Name, IReadOnlySet<Right> Rights, bool OnlyOwn = false, string? Address = null,
    Guid? EmisorId = null);

/// <summary>
/// On whose behalf the current scope works, with which rights. Without anybody, and after <see cref="End"/>, nothing may be done, nothing
/// is seen and nothing is written. A scope acts for one and the same.
/// </summary>
public sealed class Actor
{
    private static readonly HashSet<Right> Receivers = [Right.SeeReceived, Right.ReviewReceived, Right.PayReceived, Right.ConnectSystems];
    private static readonly HashSet<Right> Reviewers = [Right.SeeReceived, Right.ReviewReceived, Right.ConnectSystems];
    private static readonly HashSet<Right> Everything = [.. Enum.GetValues<Right>()];

    private HashSet<Right> _rights = [];
    private Guid _practice;
    private bool _ended;

    public ActorKind Kind { get; private set; }

    /// <summary>The practice whose rows are seen; none for a company of the portal.</summary>
    public Guid PracticeId => _ended ? Guid.Empty : _practice;

    /// <summary>The company of the portal; none for anybody else.</summary>
    public Guid CompanyId { get; private set; }

    /// <summary>The person; null for a job and for a patient.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>As shown and written down beside the id.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whence the person comes; null when that is not known.</summary>
    public string? Address { get; private set; }

    /// <summary>Sees services, patients and invoices of the own making only.</summary>
    public bool OnlyOwn { get; private set; }

    /// <summary>The one emisor whose documents are seen; null for all.</summary>
    public Guid? EmisorId { get; private set; }

    public void ActAs(PracticePerson person)
    {
        Become(ActorKind.Person, person.PracticeId, person.Name, person.PersonId, person.Address);
        (_rights, OnlyOwn, EmisorId) = (new HashSet<Right>(person.Rights) { Right.Enter }, person.OnlyOwn, person.EmisorId);
    }

    /// <param name="companyId">Whose invoices.</param>
    /// <param name="personId">Whose invitations count.</param>
    /// <param name="name">As shown.</param>
    /// <param name="pays">Whether the company pays what it receives.</param>
    /// <param name="address">Whence.</param>
    public void ActForCompany(Guid companyId, Guid personId, string name, bool pays, string? address = null)
    {
        if (CompanyId != Guid.Empty && CompanyId != companyId)
            throw new InvalidOperationException("A scope acts for one company only.");
        Become(ActorKind.Company, Guid.Empty, name, personId, address);
        (_rights, CompanyId) = (pays ? Receivers : Reviewers, companyId);
    }

    /// <summary>A company's person, in the practice that issued an invoice to it: what it pays is written down there, by who pays alone.</summary>
    public void ActAsGuest(Guid practiceId, Actor company, string name)
    {
        Become(ActorKind.Guest, practiceId, name, company.PersonId, company.Address);
        CompanyId = company.CompanyId;
        _rights = new HashSet<Right>(company._rights) { Right.Enter, Right.SeeInvoices, Right.SeeMoney, Right.AskSat };
        if (company.May(Right.PayReceived))
            _rights.Add(Right.RegisterPayments);
    }

    /// <summary>Who came by the key of a ticket or of the own data: invoices it and takes its files, corrects them.</summary>
    public void ActAsPatient(Guid practiceId, string name)
    {
        Become(ActorKind.Patient, practiceId, name, null, null);
        _rights = new HashSet<Right> { Right.Enter, Right.SeeCharges, Right.InvoiceTicket, Right.OwnData };
    }

    /// <summary>A job may do everything, for one practice.</summary>
    public void ActAsSystem(Guid practiceId, string name = "Automático")
    {
        Become(ActorKind.System, practiceId, name, null, null);
        _rights = Everything;
    }

    /// <summary>From here on a job goes on with what a person began: it sees what the person saw, and what it makes is the person's.</summary>
    public void InNameOf(Guid? personId, bool onlyOwn)
    {
        if (Kind != ActorKind.System)
            throw new InvalidOperationException("Only a job goes on in somebody's name.");
        (PersonId, OnlyOwn) = (personId, onlyOwn);
    }

    /// <summary>The same one in another scope.</summary>
    public void ActLike(Actor other)
    {
        Become(other.Kind, other._practice, other.Name, other.PersonId, other.Address);
        (_rights, CompanyId, OnlyOwn, EmisorId, _ended) = (other._rights, other.CompanyId, other.OnlyOwn, other.EmisorId, other._ended);
    }

    public bool May(Right right) => !_ended && _rights.Contains(right);

    /// <exception cref="NoRightException">The right is missing.</exception>
    public void Demand(Right right)
    {
        if (!May(right))
            throw new NoRightException(right);
    }

    /// <summary>From here on nothing may be done any more.</summary>
    public void End() => _ended = true;

    private void Become(ActorKind kind, Guid practiceId, string name, Guid? personId, string? address)
    {
        if (Kind != ActorKind.Nobody && (_practice != practiceId || Kind != kind))
            throw new InvalidOperationException("A scope acts for one and the same.");
        (Kind, _practice, Name, PersonId, Address) = (kind, practiceId, name, personId, address);
    }
}
