using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi;
using Honorario.Cfdi.Sealing;

namespace Honorario.Billing.Tests;

/// <summary>What is dropped in the place of a .cer or a .key is told what it is, before anything is saved.</summary>
public class LlaveFilesTests
{
    [Fact]
    public void Each_file_is_told_at_its_own_field()
    {
        var now = BillingWorld.Now;
        var files = SelfIssued.Create(Rfc.Parse("CACX7605101P8"), "XOCHILT CASAS CHAVEZ", "30001000000500009123", now.AddDays(-1), now.AddYears(4),
            "12345678a");

        (LoadLlave.CheckCer(files.Cer), LoadLlave.CheckKey(files.Key)).Should().Be((null, null));
        LoadLlave.CheckCer(files.Key)!.Message.Should().Contain("no es un certificado");
        LoadLlave.CheckKey(files.Cer)!.Message.Should().Contain("Es un certificado");
        LoadLlave.CheckCer("%PDF-1.4 x"u8.ToArray())!.Message.Should().Contain("un PDF");
        LoadLlave.CheckKey("-----BEGIN"u8.ToArray())!.Message.Should().Contain("un archivo de texto");
        LoadLlave.CheckKey([])!.Message.Should().Contain("vacío");
    }
}
