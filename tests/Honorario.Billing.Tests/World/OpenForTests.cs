using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Tests.World;

/// <summary>Tests look at rows and lay them out as who may do everything.</summary>
internal static class OpenForTests
{
    public static HonorarioDb Open(this HonorarioStorage storage) => storage.Open(Right.RunJobs);
}
