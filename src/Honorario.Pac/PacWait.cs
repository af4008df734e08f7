namespace Honorario.Pac;

/// <summary>What has to pass before asking a PAC again makes sense.</summary>
public enum PacWait
{
    /// <summary>Seconds to minutes: the network or the service failed.</summary>
    Minutes,

    /// <summary>Hours: SAT is down behind the PAC, or the PAC counts attempts.</summary>
    Hours,

    /// <summary>A person must act (pay for stamps, load a certificate, mend the password); until then every attempt ends alike.</summary>
    Person,
}
