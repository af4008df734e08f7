namespace Honorario.Cfdi.Tests.Names;

public class RegimenDeCapitalTests
{
    [Theory]
    [InlineData("Clínica del Valle, S.A. de C.V.", "CLÍNICA DEL VALLE")]
    [InlineData("CLINICA DEL VALLE SA DE CV", "CLINICA DEL VALLE")]
    [InlineData("CLINICA DEL VALLE S.A.DE C.V.", "CLINICA DEL VALLE")]
    [InlineData("MEDICA INTEGRAL S.A.P.I. DE C.V.", "MEDICA INTEGRAL")]
    [InlineData("MEDICA INTEGRAL SAPI DE CV", "MEDICA INTEGRAL")]
    [InlineData("CIRUJANOS ASOCIADOS S. C.", "CIRUJANOS ASOCIADOS")]
    [InlineData("CIRUJANOS ASOCIADOS, Sociedad Civil", "CIRUJANOS ASOCIADOS")]
    [InlineData("LABORATORIOS NORTE S DE R.L. DE C.V.", "LABORATORIOS NORTE")]
    [InlineData("LABORATORIOS NORTE S. DE R.L. MI", "LABORATORIOS NORTE")]
    [InlineData("CREDITO SALUD, S.A. DE C.V., SOFOM, E.N.R.", "CREDITO SALUD")]
    [InlineData("CREDITO SALUD SA DE CV SOCIEDAD FINANCIERA DE OBJETO MULTIPLE ENTIDAD NO REGULADA", "CREDITO SALUD")]
    [InlineData("HOSPITAL SANTA FE I.A.P.", "HOSPITAL SANTA FE")]
    [InlineData("HOSPITAL SANTA FE INSTITUCIÓN DE ASISTENCIA PRIVADA", "HOSPITAL SANTA FE")]
    [InlineData("AYUDA MEDICA ASOCIACION CIVIL", "AYUDA MEDICA")]
    [InlineData("SEGUROS DEL SUR SOCIEDAD ANÓNIMA DE CAPITAL VARIABLE", "SEGUROS DEL SUR")]
    [InlineData("REMEDIOS S.A.S.", "REMEDIOS")]
    [InlineData("REMEDIOS S.A.S. DE C.V.", "REMEDIOS")]
    [InlineData("BANCO X S.A. INSTITUCION DE BANCA MULTIPLE", "BANCO X")]
    [InlineData("CAMPO SANO S.P.R. DE R.L.", "CAMPO SANO")]
    [InlineData("FARMACIAS UNIDAS SOCIEDAD COOPERATIVA DE R.L. DE C.V.", "FARMACIAS UNIDAS")]
    public void What_the_name_ends_in_is_left_out(string written, string bare) => RegimenDeCapital.Remove(written).Should().Be(bare);

    [Theory]
    [InlineData("ESCUELA KEMPER URGATE")]
    [InlineData("GRUPO SAER")]
    [InlineData("CASA SANTA")]
    [InlineData("MEDICA ANAHUAC")]
    [InlineData("CLINICA MESA")]
    public void A_name_that_only_looks_like_it_is_kept(string name) => RegimenDeCapital.Remove(name).Should().Be(name);
}
