namespace Honorario.Architecture.Tests;

/// <summary>What a screen does, a practice's own system can do: each use case that a screen calls has an operation of the API, or a reason here.</summary>
public class OperationsTests
{
    private const string Screens = "Honorario.Web.Components.";
    private const string Api = "Honorario.Web.Api.V1.";

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["SuggestControlNumber"] = "a draft without a control number takes the next one",
        ["AcceptManifiesto"] = "a person reads the Manifiesto and signs it with the CSD",
        ["CancelReplaced"] = "asks again what is being cancelled; POST /documents/{id}/cancellation does that",
        ["ConnectCompany"] = "keys of the insurer's portal are made by its people",
        ["EditBounceBox"] = "a password of the practice's own mail box",
        ["EditCopagoSettings"] = "settings are people's",
        ["EditLogo"] = "settings are people's",
        ["EditMailServer"] = "a password of the practice's own mail server",
        ["EditMailTemplate"] = "settings are people's; a mail by the API brings its own words",
        ["EditRoles"] = "no key gives rights to people",
        ["ErasePatient"] = "what can't be taken back of a person's data is a person's decision",
        ["EditReviewRules"] = "what an insurer accepts without anybody is for its people to say",
        ["ExchangeRates"] = "a file of the DOF that a person loads, from which the screen offers the day's rate",
        ["FindAnywhere"] = "each list of the API has its own search",
        ["FollowSat"] = "asks SAT again while a screen waits; POST /documents/{id}/sat-status asks",
        ["InvitePortalUser"] = "people are invited and removed by people",
        ["KeepApiKeys"] = "no key makes keys",
        ["IvaOfPrices"] = "a sentence beside a price that a person types",
        ["LookAtEmisor"] = "a sentence beside the form that a person fills in",
        ["ListAudit"] = "the audit log is read by people, and exported on its page",
        ["ListParties"] = "the names of GET /insurers and /emisores",
        ["MatchExternals"] = "a pile of files that a person sorts; POST /invoices/{id}/external takes each",
        ["MovePayment"] = "a person sees what each step does before it; POST /payments/{id}/undo and another payment do the same",
        ["NameSubjects"] = "words for the audit log's page",
        ["PayInvoice"] = "POST /received/status and /received/remittance tell what an insurer paid",
        ["PortalPeople"] = "people are invited and removed by people",
        ["PreviewGlobalInvoice"] = "what a person looks at before the click; GET /documents/{id} gives what was sealed",
        ["ProposePeriod"] = "where a person's eye should begin",
        ["ProposeService"] = "offers while a person types; GET /agreed-prices/applicable tells what was agreed",
        ["RefundTicket"] = "cash leaves a drawer in front of a person; POST /tickets/{id}/giveBack gives the whole back",
        ["ReplaceComplemento"] = "a person corrects what SAT has; POST /payments/{id}/undo and another payment do the same by steps",
        ["RestoreDraft"] = "the screen's way back within a minute",
        ["ReviewInvoice"] = "POST /received/status tells what an insurer accepts or rejects",
        ["SchedulePayment"] = "POST /received/status tells when an insurer will pay",
        ["SettleDoubt"] = "a person asked the PAC what came of it",
        ["SetupChecklist"] = "the steps of setting up, which people do",
        ["SummariseDay"] = "figures of the home page; GET /reports/figures gives those of any days",
        ["SuggestReceptor"] = "offers what is known of a patient; POST /tickets/{id}/invoice is told to whom",
        ["TakeCertificateName"] = "offered on the page where the certificate and the name differ; PUT /emisores/{id} writes the name",
        ["TransferAgreedPrices"] = "a spreadsheet is looked through before it is kept; POST /agreed-prices takes each",
        ["TransferLinks"] = "a spreadsheet is looked through before it is kept; POST /cpt-links takes each",
        ["UndoRemoval"] = "the screen's way back within a minute",
        ["UndoStatement"] = "a person sees what goes and what stays of a statement that was loaded by mistake",
        ["ViewDeliveries"] = "the webhooks of the portal are looked after by its people",
        ["ViewPayments"] = "the pages of GET /payments, in the screen's words",
        ["ViewPendingCobros"] = "a figure of the home page; GET /charges lists them",
        ["ViewPortalInvoice"] = "the page of one of GET /received",
        ["ViewWaiting"] = "the queues of the installation, for who runs it",
        ["ViewWorklist"] = "the home page: each part is a list of the API",
        ["WatchStamps"] = "what is left at the PAC, for who runs the installation",
    };

    [Fact]
    public void Each_use_case_of_a_screen_has_an_operation_or_a_reason()
    {
        var named = TypeEdges.Into(Path.Combine(AppContext.BaseDirectory, "Honorario.Web.dll"), "Honorario.Billing");
        var useCases = SecurityTable.UseCases(Path.Combine(Repository.Root, "src")).Select(use => use.Name.Split('.')[0]).ToHashSet();
        HashSet<string> By(string room) => [.. named.Where(edge => edge.From.StartsWith(room, StringComparison.Ordinal))
            .Select(edge => edge.To[(edge.To.LastIndexOf('.') + 1)..]).Where(useCases.Contains)];
        var lacking = By(Screens).Except(By(Api)).Order().ToList();
        lacking.Should().HaveCountGreaterThan(20);

        lacking.Except(Reasons.Keys).Should().BeEmpty("it has neither an operation nor a reason for having none");
        Reasons.Keys.Except(lacking).Should().BeEmpty("a reason goes with what it was for");
    }
}
