using Honorario.Billing.Storage;

namespace Honorario.Billing.ServiciosRealizados;

internal static class PatientPolicies
{
    /// <summary>Sees to it that the patient has this policy: a number not written before is added to the insurer's policy that has none.</summary>
    public static void Insure(this Patient patient, Guid insurerId, string number, string plan)
    {
        var (written, search) = (number.Trim(), NameWords.Of(number).Replace(" ", "", StringComparison.Ordinal));
        var own = patient.Policies.Where(policy => policy.InsurerId == insurerId).ToList();
        var policy = own.Find(one => one.Search == search) ?? own.Find(one => one.Number.Length == 0);
        if (written.Length == 0 && own.Count > 0)
            policy = own[^1];
        if (policy is null)
        {
            policy = new Policy { InsurerId = insurerId };
            patient.Policies.Add(policy);
        }

        if (policy.Number.Length == 0)
            policy.Number = written;
        if (plan.Trim().Length > 0)
            policy.Plan = plan.Trim();
    }
}
