namespace Honorario.Web.Components.Facturacion;

/// <summary>What a person can do about a PAC's refusal, whose text starts with its code: "305: …".</summary>
internal static class Rechazo
{
    public static string WhatToChange(string rejection) => Code(rejection) switch
    {
        "301" or "302" => "El documento no llegó como se selló: vuelve a enviarlo, y si se repite avisa a soporte.",
        "303" => "El certificado no es de este emisor: carga el suyo en la pestaña «Llave» de sus datos fiscales.",
        "304" => "El certificado está revocado o caducado: carga uno vigente en la pestaña «Llave».",
        "305" => "La fecha de la factura no está dentro de la vigencia del certificado: cambia la fecha o carga otro certificado.",
        "308" => "El certificado no lo emitió el SAT: carga tu certificado de sello digital en la pestaña «Llave».",
        "401" => "La fecha de la factura tiene más de 72 horas: cámbiala por la de hoy.",
        "402" => "El SAT aún no tiene al emisor en su lista de contribuyentes: revisa su RFC y régimen en datos fiscales.",
        _ => "Revisa el dato que nombra el mensaje.",
    };

    /// <summary>The step that has most of it.</summary>
    public static Paso Where(string rejection) => Code(rejection) switch
    {
        "305" or "401" => Paso.Registro,
        "CFDI40103" or "CFDI40104" or "CFDI40105" or "CFDI40124" => Paso.Pago,
        _ => Paso.Servicios,
    };

    private static string Code(string rejection) => rejection.Split(':')[0];
}
