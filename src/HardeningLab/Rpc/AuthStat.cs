namespace HardeningLab.Rpc;

/// <summary>Why a caller was refused (RFC 5531, section 9: <c>auth_stat</c>); other numbers occur.</summary>
public enum AuthStat
{
    /// <summary>AUTH_OK.</summary>
    Ok = 0,

    /// <summary>AUTH_BADCRED: bad credentials.</summary>
    BadCredentials = 1,

    /// <summary>AUTH_REJECTEDCRED: the client must begin a new session.</summary>
    RejectedCredentials = 2,

    /// <summary>AUTH_BADVERF: bad verifier.</summary>
    BadVerifier = 3,

    /// <summary>AUTH_REJECTEDVERF: the verifier expired or was replayed.</summary>
    RejectedVerifier = 4,

    /// <summary>AUTH_TOOWEAK: refused for security reasons; rpcbind's word when the wrappers deny.</summary>
    TooWeak = 5,

    /// <summary>AUTH_INVALIDRESP: bogus response verifier.</summary>
    InvalidResponse = 6,

    /// <summary>AUTH_FAILED: reason unknown.</summary>
    Failed = 7,
}
